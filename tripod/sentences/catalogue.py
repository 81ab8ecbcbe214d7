"""The catalogue of sentences: a folder a language, a file a room, an id a line, parameters in braces."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from tripod.sentences.filling import figures, filled
from tripod.sentences.language import ENGLISH, language

_TABLE = re.compile(r"^\[(\w+)\]$", re.MULTILINE)


class SentenceError(KeyError):
    """The program asked for a sentence that is not there, or left out a parameter: a fault of the program."""


def sentence(key: str, /, **values: object) -> str:
    """The sentence `table.id` in the language in force, with its parameters filled in.

    Raises:
        SentenceError: there is none of that id, or a parameter is missing.
    """
    return _said(key, values, language())


def english(key: str, /, **values: object) -> str:
    """The same in English whatever is in force: for files of data, which are the same wherever they are made.

    Raises:
        SentenceError: there is none of that id, or a parameter is missing.
    """
    return _said(key, values, ENGLISH)


def figure(value: float, form: str = "g") -> str:
    """A number for people, in a format of `str.format`: `1.5`, in German `1,5`. Never for files and JSON."""
    return figures(value, form, _decimal())


def with_decimal_point(text: str) -> str:
    """What somebody typed, with a point for the decimals where their language writes another sign: `75,5` is 75.5."""
    return re.sub(rf"(?<=\d){re.escape(_decimal())}(?=\d)", ".", text)


def language_name(code: str) -> str:
    """What a language is called in itself: `Deutsch`."""
    return _texts("language", code)["name"]


def shipped_text(text: str) -> str:
    """A text of the program that stands elsewhere, in the language in force; any other as it stands.

    Such are the texts of drills, boards and the help of commands: they have no id, and are translated as a whole.
    """
    return texts("shipped_text").get(text, text)


def texts(table: str, code: str = "") -> dict[str, str]:
    """id -> text of one table, in the language with this code, without one in that in force; in English what it lacks.

    Raises:
        KeyError: there is no table of that name.
    """
    return _texts(table, code or language())


def tables(code: str = ENGLISH) -> dict[str, str]:
    """Name of a table -> its lines, of one language."""
    return _tables(code)


def _said(key: str, values: Mapping[str, object], code: str) -> str:
    table, _, name = key.partition(".")
    try:
        return filled(texts(table, code)[name], values, _decimal(code))
    except KeyError as error:
        raise SentenceError(f"{key}: {error}") from error


def _decimal(code: str = "") -> str:
    return _texts("language", code or language())["decimal"]


@cache
def _texts(table: str, code: str) -> dict[str, str]:
    # A table is parsed when it is first asked for.
    english: dict[str, str] = tomllib.loads(_tables(ENGLISH)[table])
    return english if code == ENGLISH else english | tomllib.loads(_tables(code).get(table, ""))


@cache
def _tables(code: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in (resources.files("tripod.sentences") / code).iterdir():
        _, *parts = _TABLE.split(file.read_text("utf-8"))
        found |= zip(parts[::2], parts[1::2], strict=True)
    return found
