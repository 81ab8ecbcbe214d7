"""The catalogue of sentences: a folder a language, a file a room, an id a line, parameters in braces."""

import re
import tomllib
from functools import cache
from importlib import resources

LANGUAGE = "en"
_TABLE = re.compile(r"^\[(\w+)\]$", re.MULTILINE)


class SentenceError(KeyError):
    """The program asked for a sentence that is not there, or left out a parameter: a fault of the program."""


def sentence(key: str, /, **values: object) -> str:
    """The sentence `table.id`, with its parameters filled in.

    Raises:
        SentenceError: there is none of that id, or a parameter is missing.
    """
    table, _, name = key.partition(".")
    try:
        return texts(table)[name].format(**values)
    except KeyError as error:
        raise SentenceError(f"{key}: {error}") from error


@cache
def texts(table: str) -> dict[str, str]:
    """id -> text of one table, in English; a table is parsed when it is first asked for.

    Raises:
        KeyError: there is no table of that name.
    """
    return tomllib.loads(tables()[table])


@cache
def tables() -> dict[str, str]:
    """Name of a table -> its lines."""
    found: dict[str, str] = {}
    for file in (resources.files("tripod.sentences") / LANGUAGE).iterdir():
        _, *parts = _TABLE.split(file.read_text("utf-8"))
        found |= zip(parts[::2], parts[1::2], strict=True)
    return found
