"""The newest recordings in a folder, each in a line: when, who, which drill, how long. Samples are not read."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

from tripod.record.layout import EVENTS, SESSION
from tripod.record.session_facts import SessionFacts, facts_of
from tripod.storage.bounded_read import FileError, open_plain
from tripod.storage.schemas.happened import DrillBeganLine

MOST_LOOKED_AT = 100
"""Folders, the newest first, among which one person's recordings are looked for; the history knows them all."""
HEAD_BYTES = 256 << 10
"""A drill that was done stands in the first lines of its recording's events."""


@dataclass(frozen=True)
class Recent:
    """One recording."""

    facts: SessionFacts
    drill: str
    """Title of the drill that was done, "" without one."""


def recent(place: Path, most: int) -> list[Recent]:
    """The newest `most` recordings in `place`, the newest first; what is no recording is left out."""
    return [_with_drill(facts) for facts in islice(_newest(place), most)]


def recent_of(place: Path, most: int, person: str) -> tuple[list[Recent], bool]:
    """As `recent`, but of this person, or of nobody in particular; and whether others' were met on the way."""
    found: list[Recent] = []
    others = False
    for facts in islice(_newest(place), MOST_LOOKED_AT):
        if facts.subject not in ("", person):
            others = True
        elif len(found) < most:
            found.append(_with_drill(facts))
        if others and len(found) == most:
            break
    return found, others


def _newest(place: Path) -> Iterator[SessionFacts]:
    for name in sorted(_names(place), reverse=True):
        if (place / name / SESSION).is_file() and not (facts := facts_of(place / name)).damaged:
            yield facts


def _with_drill(facts: SessionFacts) -> Recent:
    return Recent(facts, _drill(facts.folder / EVENTS))


def _names(place: Path) -> list[str]:
    """Recordings that nobody named are called by date and time: their names are in their order."""
    with suppress(OSError), os.scandir(place) as entries:
        return [entry.name for entry in entries if entry.is_dir()]
    return []


def _drill(events: Path) -> str:
    with suppress(FileError, OSError), open_plain(events) as file:
        for line in file.read(HEAD_BYTES).split(b"\n"):
            if b'"event": "drill"' in line:
                with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                    drill = msgspec.json.decode(line, type=DrillBeganLine).drill
                    return drill.title or drill.name
    return ""
