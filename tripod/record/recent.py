"""The newest recordings in a folder, each in a line: when, who, which drill, how long. Samples are not read."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tripod.record.layout import EVENTS, SESSION, SUMMARY
from tripod.storage.bounded_read import FileError, open_plain, read_bytes
from tripod.storage.schemas.happened import DrillBeganLine, LengthFile, WhoseFile

HEAD_BYTES = 256 << 10
"""A drill that was done stands in the first lines of its recording's events."""


@dataclass(frozen=True)
class Recent:
    """One recording."""

    folder: Path
    created: str
    """Date and time in ISO 8601."""
    person: str
    """"" where that was not kept."""
    drill: str
    """Its title, "" where none was done."""
    duration_s: float | None
    """None where the recording was cut."""
    simulated: bool


def recent(place: Path, most: int) -> list[Recent]:
    """The newest `most` recordings in `place`, the newest first; what is no recording is left out."""
    found: list[Recent] = []
    for name in sorted(_names(place), reverse=True):
        if len(found) == most:
            break
        one = recent_of(place / name)
        if one is not None:
            found.append(one)
    return found


def recent_of(folder: Path) -> Recent | None:
    """The recording in this folder; None where there is none that can be read."""
    try:
        head = msgspec.json.decode(read_bytes(folder / SESSION), type=WhoseFile)
    except (FileError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    length = None
    with suppress(FileError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        length = msgspec.json.decode(read_bytes(folder / SUMMARY), type=LengthFile).duration_s
    return Recent(folder, head.created, head.subject, _drill(folder / EVENTS), length, head.simulated)


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
