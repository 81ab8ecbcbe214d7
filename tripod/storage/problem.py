"""Finds what is wrong in decoded data of a file that people write, as a value and as a sentence."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto
from math import isfinite
from typing import Any, TypeVar

import msgspec

from tripod.sentences import sentence
from tripod.storage.struct_types import Path, hint, key_kind, keys, kind_at, words, written

T = TypeVar("T", bound=msgspec.Struct)


_AT = re.compile(r" - at (?:`key` in )?`\$[^`]*`$")


class Wrong(Enum):
    """In which way data is wrong."""

    MISSING = auto()
    UNKNOWN = auto()
    WORD = auto()
    TABLE = auto()
    SWITCH = auto()
    LENGTH = auto()
    VALUE = auto()


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with decoded data."""

    path: Path
    """Where in the data; for a key that is missing or unknown, its table."""
    wrong: Wrong
    value: object
    """The value there; for a missing key, how it would be written; for an unknown key, the key; for a wrong length, the
    length in words."""
    expected: str = ""
    """What should be there, from the tables `file_choice` and `file_expected` of the catalogue."""
    kind: str = ""
    """What the words that may stand there are called (table `file_hint`), "" where they have no name."""


class Misfit(ValueError):
    """Decoded data is not what it should be: a sentence on what is wrong, and its place in the data."""

    def __init__(self, path: Path, said: str) -> None:
        super().__init__(said if said.endswith((".", "?")) else f"{said}.")
        self.path = path


def typed(data: object, into: type[T]) -> T:
    """Decoded data as a struct of its file's type.

    Raises:
        Misfit: the first thing that is wrong.
        RecursionError: the data is nested too deep.
    """
    try:
        return msgspec.convert(data, into)
    except msgspec.ValidationError as error:
        problem = find_problem(error, data, into)
        raise Misfit(problem.path, described(problem)) from error


def find_problem(error: msgspec.ValidationError, data: object, into: type[msgspec.Struct]) -> Problem:
    """The problem that msgspec found when it converted `data` into `into`; its message names only place and bound."""
    what, where = _AT.sub("", str(error)), "".join(_AT.findall(str(error)))
    path, value = _place(error, where, data, into)
    kind = kind_at(path, into)
    key = re.search(r"field `(.*)`", what, re.DOTALL)
    if what.startswith("Object missing") and key:
        return Problem(path, Wrong.MISSING, written(key[1], kind))
    if what.startswith("Object contains unknown") and key:
        return Problem(path, Wrong.UNKNOWN, key[1], _offer(key[1], keys(kind)))
    if "`key` in" in where:
        name = what.partition("'")[2].rpartition("'")[0]
        return Problem(path, Wrong.UNKNOWN, name, _offer(name, keys(kind)), hint(key_kind(kind)))
    if one_of := words(kind):
        return Problem(
            path,
            Wrong.WORD,
            value,
            _offer(shown(value).strip("'"), one_of) if hint(kind) else _one_of(one_of),
            hint(kind),
        )
    if what.startswith("Expected `object") and path and isinstance(path[-1], str):
        return Problem(path, Wrong.TABLE, value)
    if what.startswith("Expected `bool"):
        return Problem(path, Wrong.SWITCH, value)
    if isinstance(value, float) and not isfinite(value):
        return Problem(path, Wrong.VALUE, value, sentence("file_expected.finite_number"))
    length = re.search(r"of length (>=|<=|) ?(\d+)", what)
    if length and hasattr(value, "__len__"):
        return Problem(
            path, Wrong.LENGTH, _counted(value), sentence(f"file_expected.{_LENGTHS[length[1]]}", bound=length[2])
        )
    return Problem(path, Wrong.VALUE, value, _expected(what, hint(kind)))


def described(problem: Problem) -> str:
    """The problem as a sentence for people."""
    at = ".".join(named(p) for p in problem.path if isinstance(p, str)) or sentence("file_problem.whole_file")
    value, expected, kind = shown(problem.value), problem.expected, problem.kind
    match problem.wrong:
        case Wrong.MISSING:
            return sentence("file_problem.key_missing", name=problem.value, at=at)
        case Wrong.UNKNOWN | Wrong.WORD if kind:
            return sentence("file_problem.not_of_kind", value=value, kind=kind, at=at, expected=expected)
        case Wrong.UNKNOWN:
            return sentence("file_problem.unknown_key", name=named(str(problem.value)), at=at, expected=expected)
        case Wrong.WORD:
            return sentence("file_problem.unknown_word", at=at, value=value, expected=expected)
        case Wrong.TABLE:
            return sentence("file_problem.no_table", name=problem.path[-1], at=at, value=value)
        case Wrong.SWITCH:
            return sentence("file_problem.no_switch", at=at, value=value)
        case Wrong.LENGTH:
            return sentence("file_problem.wrong_length", at=at, length=problem.value, expected=expected)
        case Wrong.VALUE:
            return sentence("file_problem.wrong_value", at=at, value=value, expected=expected)


def _place(error: msgspec.ValidationError, where: str, data: Any, into: type[msgspec.Struct]) -> tuple[Path, Any]:
    """The path that msgspec names, and what stands there."""
    path: Path = ()
    value = data
    for name, place in re.findall(r"\.([^.\[`]+)|\[(\d+|\.\.\.)\]", where):
        try:
            key = _key_that_fails(error, data, path, into) if place == "..." else name or int(place)
            path, value = (*path, key), value[key]
        except (LookupError, TypeError):  # a table lacks the word for its kind, or a key looks like a place
            break
    return path, value


def _key_that_fails(error: msgspec.ValidationError, data: Any, path: Path, into: type[msgspec.Struct]) -> str:
    """Of a table with keys of any name msgspec does not tell which it is: try one at a time."""
    table = data
    for key in path:
        table = table[key]
    for key in table:
        try:
            msgspec.convert(_replaced(data, path, {key: table[key]}), into)
        except msgspec.ValidationError as found:
            if str(found) == str(error):
                return str(key)
    raise LookupError("none of them")


def _replaced(data: Any, path: Path, new: object) -> Any:
    if not path:
        return new
    copy = data.copy()
    copy[path[0]] = _replaced(data[path[0]], path[1:], new)
    return copy


def _offer(key: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(key, known, 1)
    return sentence("file_choice.did_you_mean", near=near[0]) if near else _one_of(known)


def _one_of(known: tuple[str, ...]) -> str:
    return sentence("file_choice.one_of", known=", ".join(known))


_KINDS = {"`float": "number", "`int": "whole_number", "`str": "text", "`array": "list", "`object": "table"}
_BOUNDS = {">=": "number_from", "<=": "number_at_most", ">": "number_above", "<": "number_below"}
_LENGTHS = {">=": "length_from", "<=": "length_at_most", "": "length_exactly"}
"""How msgspec writes types and bounds -> sentences in the table `file_expected`."""


def _expected(what: str, also: str) -> str:
    if bound := re.search(r"`(?:float|int)` (>=|<=|>|<) (\S+)", what):
        expected = sentence(f"file_expected.{_BOUNDS[bound[1]]}", bound=float(bound[2]))
        return sentence("file_expected.with_hint", expected=expected, hint=also) if also else expected
    if what.startswith("Number out of range"):
        return sentence("file_expected.smaller_number")
    if also and not what.startswith(("Expected `float", "Expected `int")):
        return also
    kind = next((said for kind, said in _KINDS.items() if what.startswith(f"Expected {kind}")), None)
    return sentence(f"file_expected.{kind}") if kind else what


def _counted(value: Any) -> str:
    return sentence("file_problem.characters" if isinstance(value, str) else "file_problem.entries", n=len(value))


def named(name: str) -> str:
    """A name from a file as it stands within a sentence: on one line, cut off after 60 characters."""
    name = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:61])
    return name if len(name) <= 60 else f"{name[:60]}…"


def shown(value: object) -> str:
    """A value as it stands within a sentence, cut off after 60 characters."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        said = str(value) if hasattr(value, "isoformat") else repr(value)
    except (ValueError, RecursionError):  # Python writes no number of more than 4300 digits
        return sentence("file_problem.too_large_to_show")
    return said if len(said) <= 60 else f"{said[:60]}…"
