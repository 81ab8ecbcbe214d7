"""Reads and writes JSON files with a schema number: older schemas are migrated, newer ones are refused.

The types of files (`storage.schemas`) are not the types that the program works with, so that the program can change
while its files stay as they are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, SupportsIndex, TypeVar

import msgspec

from tripod.sentences import sentence
from tripod.storage.atomic_write import write_new_text, write_text
from tripod.storage.bounded_read import MOST_BYTES, FileError, cut, read_bytes
from tripod.storage.problem import shown

T = TypeVar("T", bound=msgspec.Struct)
Plain = dict[str, Any]
"""A JSON object before it is checked; only this module and the migrations use it."""


@dataclass(frozen=True)
class Kind(Generic[T]):
    """One kind of file."""

    schema: int
    """The newest schema, which is the one written."""
    type: type[T]
    migrations: Mapping[int, Callable[[Plain], Plain]] = field(default_factory=dict[int, Callable[[Plain], Plain]])
    """Schema number -> function that turns an object of this schema into one of the next."""
    most_bytes: int = MOST_BYTES


class WrongValue(ValueError):
    """An object is not of its kind: a phrase on what is wrong, and where in the object."""

    def __init__(self, said: str) -> None:
        super().__init__(cut(said))


class NewerSchema(WrongValue):
    """An object was written by a newer program."""


def from_plain(kind: Kind[T], plain: object) -> T:
    """The typed value of a decoded JSON object, migrated to the newest schema if need be.

    Raises:
        NewerSchema: its schema is newer than this program.
        WrongValue: it is no object of this kind.
    """
    try:
        data = msgspec.convert(plain, Plain)
    except msgspec.ValidationError as error:
        raise WrongValue(sentence("file_schema.not_json_object")) from error
    if "schema" not in data:
        raise WrongValue(sentence("file_schema.no_schema"))
    schema = data["schema"]
    if type(schema) is not int or schema < 1:
        raise WrongValue(sentence("file_schema.unknown_schema", schema=shown(schema)))
    if schema > kind.schema:
        raise NewerSchema(sentence("file_schema.newer_schema", schema=shown(schema), newest=kind.schema))
    for step in range(schema, kind.schema):
        data = kind.migrations[step](data)
    return convert(data | {"schema": kind.schema}, kind.type)


def convert(plain: object, into: type[T]) -> T:
    """The typed value of a decoded JSON value without a schema number of its own (part of another file).

    Raises:
        WrongValue: what is wrong, and where in it.
    """
    try:
        return msgspec.convert(plain, into)
    except msgspec.ValidationError as error:
        raise WrongValue(plain_sentence(error)) from error
    except (RecursionError, OverflowError) as error:
        raise WrongValue(sentence("file_schema.too_deep_or_large")) from error


def as_file(value: object, into: type[T]) -> T:
    """A dataclass as the struct of its file, field by field."""
    return msgspec.convert(as_plain(value), into)


def as_plain(value: object) -> Plain:
    """A dataclass or mapping as a JSON object; numpy's numbers become plain ones."""
    return msgspec.to_builtins(value, enc_hook=_plain_number)


def _plain_number(value: object) -> object:
    if isinstance(value, float):
        return float(value)
    if isinstance(value, SupportsIndex):
        return int(value)
    raise TypeError(f"{type(value).__name__} has no place in a file")


def plain_sentence(error: msgspec.ValidationError) -> str:
    """What msgspec found, without its signs: `Expected float, got str, at cells[0].gain`."""
    what, _, where = str(error).partition(" - at ")
    place = where.replace("`", "").removeprefix("$").removeprefix(".")
    what = what.replace("`", "")
    return sentence("file_schema.wrong_at_place", what=what, place=place) if place else what


def decode(kind: Kind[T], data: bytes, path: Path) -> T:
    """The typed value of a file's bytes; `path` names it in errors.

    Raises:
        FileError: path, line where one is known, and what is wrong.
    """
    try:
        return from_plain(kind, decode_json(data, path))
    except WrongValue as error:
        raise FileError(path, sentence("file_read.cannot_use", why=error)) from error


def decode_json(data: bytes, path: Path) -> object:
    """The JSON value of these bytes, of any type; `path` names the file in errors.

    Raises:
        FileError: the bytes are not JSON.
    """
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.DecodeError as error:
        at = str(error).rpartition("(byte ")[2].rstrip(")")
        line = data.count(b"\n", 0, int(at)) + 1 if at.isdecimal() else 0
        raise FileError(path, sentence("file_read.not_json"), line) from error
    except (RecursionError, UnicodeDecodeError) as error:
        raise FileError(path, sentence("file_read.not_json")) from error


def read(kind: Kind[T], path: Path) -> T:
    """The typed value that a file holds.

    Raises:
        NoFile: there is none.
        FileError: it cannot be read, or is not of this kind.
    """
    return decode(kind, read_bytes(path, kind.most_bytes), path)


def encode(value: msgspec.Struct) -> str:
    """The value as JSON text, one key on each line, nan as null."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n"


def write(value: msgspec.Struct, path: Path) -> None:
    """Write a value as JSON, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    write_text(path, encode(value))


def write_new(value: msgspec.Struct, path: Path) -> None:
    """The same into a file that must not be there yet.

    Raises:
        FileExistsError: there is one.
        OSError: it cannot be written.
    """
    write_new_text(path, encode(value))
