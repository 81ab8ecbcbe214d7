"""How much disk the recordings in a folder take, and which could go first; nothing goes by itself."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tripod.record.layout import EVENTS, QUICK, QUICK_PARTS, SAMPLES, SESSION, SUMMARY
from tripod.record.marks import FILE as MARKS
from tripod.sentences import figure
from tripod.storage.folder_size import Used

_FILES = (QUICK, SAMPLES, EVENTS, SUMMARY, MARKS, SESSION)
"""In this order they are deleted: what describes the recording goes last."""
_MOST_EVENTS = 64 << 20


@dataclass(frozen=True)
class Kept:
    """One recording."""

    folder: Path
    size_bytes: int
    marked: bool
    """Somebody marked a moment of it, when it was recorded or later."""


def recordings_used(place: Path) -> Used:
    """How many recordings lie in `place`, and what they take; what else lies there is not counted."""
    found = _folders(place)
    return Used(len(found), sum(size for _, size in found))


def to_go(place: Path, limit_bytes: float) -> list[Kept]:
    """The recordings that would have to go for the others to take no more than `limit_bytes`: the oldest first, and
    none that is marked."""
    folders = sorted(_folders(place))
    over = sum(size for _, size in folders) - limit_bytes
    found: list[Kept] = []
    for name, size in folders:
        if over <= 0:
            break
        kept = Kept(place / name, size, _marked(place / name))
        if not kept.marked:
            found.append(kept)
            over -= size
    return found


def remove(folders: Sequence[Path]) -> list[Path]:
    """Delete these recordings, and nothing else that lies in their folders; those that are still there, whole or in
    part, because they cannot be deleted. Only for what somebody was asked about."""
    left: list[Path] = []
    for folder in folders:
        try:
            if (folder / SESSION).is_file():
                for path in (*folder.glob(QUICK_PARTS), *(folder / name for name in _FILES)):
                    path.unlink(missing_ok=True)
        except OSError:
            left.append(folder)
            continue
        # What somebody else put there keeps its folder.
        with suppress(OSError):
            folder.rmdir()
    return left


def gigabytes(size_bytes: float) -> str:
    """A size for people, in 10^9 bytes."""
    return figure(size_bytes / 1e9, ".1f")


def _folders(place: Path) -> list[tuple[str, int]]:
    """Name and size of each recording. Those that nobody named are called by date and time: sorted they are in their
    order."""
    found: list[tuple[str, int]] = []
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            size = _size(entry.path) if entry.is_dir(follow_symlinks=False) else None
            if size is not None:
                found.append((entry.name, size))
    return found


def _size(folder: str) -> int | None:
    """Of a recording's files; None where it is none."""
    whole, described = 0, False
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in _FILES and entry.is_file(follow_symlinks=False):
                whole += entry.stat().st_size
                described |= entry.name == SESSION
    return whole if described else None


def _marked(folder: Path) -> bool:
    if (folder / MARKS).is_file():
        return True
    # What cannot be looked through may be marked.
    with suppress(OSError), open(folder / EVENTS, "rb") as file:
        return b'"event": "mark"' in file.read(_MOST_EVENTS)
    return (folder / EVENTS).exists()
