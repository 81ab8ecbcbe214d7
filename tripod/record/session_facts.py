"""What a session's folder says of itself in short: whose it is, when, how long. Its samples are not read."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tripod.record.layout import SAMPLES, SESSION, SUMMARY
from tripod.storage.bounded_read import FileError, read_bytes
from tripod.storage.schemas.session import SESSION_HEAD, SummaryHeadFile
from tripod.storage.versioned import read


@dataclass(frozen=True)
class SessionFacts:
    """One recording."""

    folder: Path
    subject: str = ""
    """The code of who stood there, "" where that was not kept."""
    created: str = ""
    """ISO time of its first sample."""
    board: str = ""
    board_id: str = ""
    simulated: bool = False
    duration_s: float | None = None
    """None where it was cut, and so has no summary."""
    size_bytes: int = 0
    """Of its samples."""
    damaged: str = ""
    """Why it cannot be used, one sentence."""


def session_folders(place: Path) -> Iterator[Path]:
    """Folders of recordings in this one, in no order."""
    with suppress(OSError):
        for path in place.iterdir():
            if (path / SESSION).is_file() and not path.is_symlink():
                yield path


def facts_of(folder: Path) -> SessionFacts:
    """What the folder says of itself; of a damaged one, why it says nothing."""
    try:
        head = read(SESSION_HEAD, folder / SESSION)
    except FileError as error:
        return SessionFacts(folder, damaged=str(error))
    duration, size = None, 0
    with suppress(FileError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        duration = msgspec.json.decode(read_bytes(folder / SUMMARY), type=SummaryHeadFile).duration_s
    with suppress(OSError):
        size = (folder / SAMPLES).stat().st_size
    return SessionFacts(
        folder, head.subject, head.created, head.board.name, head.board_id, head.simulated, duration, size
    )
