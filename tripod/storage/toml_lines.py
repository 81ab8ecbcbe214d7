"""Decodes TOML files of people, and finds the line on which a key or table stands."""

import re
import tomllib
from collections.abc import Iterator

from tripod.storage.struct_types import Path

MOST_PARTS = 2000
"""Of a key: the time that one takes grows with the square of its parts."""


def decode_toml(text: str) -> dict[str, object]:
    """What a TOML file holds.

    Raises:
        ValueError: it is no TOML.
        RecursionError: it is nested too deep.
    """
    if sum(line.count(".") ** 2 for line in text.splitlines()) > MOST_PARTS**2:
        raise RecursionError("a key of too many parts")
    return tomllib.loads(text)


def line_of(text: str, path: Path) -> int:
    """Line of a TOML file (from 1) at which this path stands, as near as its keys tell."""
    lines = [line.strip() for line in text.splitlines()]
    at, end = 0, len(lines)
    for key, following in zip(path, (*path[1:], "")[: len(path)], strict=True):
        if isinstance(key, int):
            continue
        starts = [n for n in range(at, end) if re.match(rf"\[\[\s*{re.escape(key)}\s*\]\]", lines[n])]
        if isinstance(following, int) and following < len(starts):
            at, end = starts[following], (*starts, end)[following + 1]
            continue
        at = next((n for n in range(at, end) if _names(lines[n], key)), at)
        entries = list(_inline_entries(lines, at)) if isinstance(following, int) else []
        if isinstance(following, int) and following < len(entries):
            at = entries[following]
    return at + 1


def _names(line: str, key: str) -> bool:
    """Whether this line is the head of this table, or gives this key a value."""
    quoted = rf"[\"']?{re.escape(key)}[\"']?"
    before = r"(?:[\w\"'-]+\s*\.\s*)*"
    head = rf"^\[+\s*{before}{quoted}\s*\]"
    return not line.startswith("#") and bool(re.search(rf"{head}|(?:^|[{{,]\s*){before}{quoted}\s*[.=]", line))


def _inline_entries(lines: list[str], at: int) -> Iterator[int]:
    """Lines of the inline tables in the list that begins on this line."""
    for n in range(at, len(lines)):
        if "{" in lines[n]:
            yield n
        if lines[n].startswith("]") or (n == at and lines[n].endswith("]")):
            return
