"""The newest recordings in a folder, each in a line: when, who, which drill, how long. Samples are not read."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tripod.record.layout import EVENTS, SESSION
from tripod.record.session_facts import SessionFacts, facts_of
from tripod.storage.bounded_read import FileError, open_plain
from tripod.storage.schemas.happened import DrillBeganLine

HEAD_BYTES = 256 << 10
"""A drill that was done stands in the first lines of its recording's events."""


@dataclass(frozen=True)
class Recent:
    """One recording."""

    facts: SessionFacts
    drill: str
    """The title of that which was done, "" where none was."""


def recent(place: Path, most: int) -> list[Recent]:
    """The newest `most` recordings in `place`, the newest first; what is no recording is left out."""
    found: list[Recent] = []
    for name in sorted(_names(place), reverse=True):
        if len(found) == most:
            break
        if not (place / name / SESSION).is_file():
            continue
        facts = facts_of(place / name)
        if not facts.damaged:
            found.append(Recent(facts, _drill(place / name / EVENTS)))
    return found


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
