"""The catalogue of sentences: `en.toml`, a table a room, an id a line, parameters in braces."""

import tomllib
from functools import cache
from importlib import resources


class SentenceError(KeyError):
    """The program asked for a sentence that is not there, or left out a parameter: a fault of the program."""


def sentence(key: str, **values: object) -> str:
    """The sentence `table.id`, with its parameters filled in.

    Raises:
        SentenceError: there is none of that id, or a parameter is missing.
    """
    try:
        return texts()[key].format(**values)
    except KeyError as error:
        raise SentenceError(f"{key}: {error}") from error


@cache
def texts() -> dict[str, str]:
    """id -> text, in English."""
    tables = tomllib.loads((resources.files("tripod.sentences") / "en.toml").read_text("utf-8"))
    return {f"{table}.{key}": text for table, lines in tables.items() for key, text in lines.items()}
