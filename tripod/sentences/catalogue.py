"""The catalogue of sentences: a folder a language, a file a room, an id a line, parameters in braces."""

import tomllib
from functools import cache
from importlib import resources

LANGUAGE = "en"


class SentenceError(KeyError):
    """The program asked for a sentence that is not there, or left out a parameter: a fault of the program."""


def sentence(key: str, /, **values: object) -> str:
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
    found: dict[str, str] = {}
    for file in (resources.files("tripod.sentences") / LANGUAGE).iterdir():
        for table, lines in tomllib.loads(file.read_text("utf-8")).items():
            found |= {f"{table}.{key}": text for key, text in lines.items()}
    return found
