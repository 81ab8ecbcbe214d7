"""Splits `SCENARIO,option=value,…`; a path may hold commas and equals signs, quoted or not."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

PATHS = ("path", "map")
"""Options whose value is a file."""


@dataclass(frozen=True)
class Piece:
    """One option as it was written."""

    key: str
    value: str
    equals: bool
    """Whether an equals sign stood there."""
    after_path: bool = False
    """Whether it may be the rest of a path that was written without quotation marks."""


class UnclosedQuote(ValueError):
    """A quotation mark opens a value and nothing closes it."""


def split_options(text: str, known: Collection[str]) -> tuple[str, list[Piece]]:
    """Name of the scenario, and its options. A value in double quotes is taken as it stands, `""` in it for one `"`.

    A path without quotes goes on behind a comma where the longer one is a file and the shorter is none.

    Raises:
        UnclosedQuote: a quotation mark is not closed.
    """
    name, comma, rest = text.partition(",")
    pieces: list[Piece] = []
    while comma:
        key, equals, value = rest.partition("=")
        if equals and "," not in key and value.startswith('"'):
            value, rest = _quoted(value)
            pieces.append(Piece(key, value, True))
            comma = rest[:1]
            rest = rest[1:]
            continue
        plain, comma, rest = rest.partition(",")
        key, equals, value = plain.partition("=")
        if key in PATHS and equals:
            value, comma, rest = _path(value, comma, rest)
        after = key not in known and any(p.key in PATHS for p in pieces)
        pieces.append(Piece(key, value, bool(equals), after))
    return name, pieces


def _quoted(text: str) -> tuple[str, str]:
    """The value between the quotation marks at the start of `text`, and what follows."""
    value, at = "", 1
    while True:
        end = text.find('"', at)
        if end < 0:
            raise UnclosedQuote(text)
        value += text[at:end]
        if text[end + 1 : end + 2] != '"':
            break
        value, at = value + '"', end + 2
    after = text[end + 1 :]
    if after and not after.startswith(","):
        raise UnclosedQuote(text)
    return value, after


def _path(value: str, comma: str, rest: str) -> tuple[str, str, str]:
    """The path that begins with `value`, and what follows it."""
    if _is_file(value):
        return value, comma, rest
    longer, more, after = value, comma, rest
    while more:
        part, more, after = after.partition(",")
        longer += "," + part
        if _is_file(longer):
            return longer, more, after
    return value, comma, rest


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False
