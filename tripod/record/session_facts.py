"""What a session's folder says of itself in short: whose it is, when, how long. Its samples are not read."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tripod.balance.geometry import USUAL_FEET, Feet, FeetError, feet_from_file
from tripod.record.layout import SAMPLES, SESSION, SUMMARY
from tripod.storage.bounded_read import FileError, read_bytes
from tripod.storage.schemas.session import (
    SESSION_HEAD,
    SessionFeetFile,
    SummaryFeetFile,
    SummaryHeadFile,
    SummaryZeroFile,
    ZeroFile,
)
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


@dataclass(frozen=True)
class MeanFeet:
    """The feet on the mean of a recording."""

    feet: Feet
    share: Mapping[str, tuple[float, float, float]]
    """Foot -> part of it that heel, MT1 and MT5 carried; a foot of which that cannot be told is not there."""
    cop_mm: Mapping[str, tuple[float, float]]
    """Foot -> CoP in the foot's own frame, where the board may claim one."""
    named: str
    """What the board may call its shares."""


def mean_feet(folder: Path) -> MeanFeet | None:
    """Of the whole recording in this folder; None where its summary says nothing of them, or there is none."""
    try:
        of = msgspec.json.decode(read_bytes(folder / SUMMARY), type=SummaryFeetFile)
        file = msgspec.json.decode(read_bytes(folder / SESSION), type=SessionFeetFile).feet
        feet = feet_from_file(file) if file is not None else USUAL_FEET
    except (FileError, FeetError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    share = {foot: (s.heel, s.mt1, s.mt5) for foot, s in of.share.items() if s is not None}
    cop = {foot: at for foot, at in of.cop_in_foot_mm.items() if at is not None}
    return MeanFeet(feet, share, cop, of.quality.share) if share else None


def zero_of(folder: Path) -> ZeroFile | None:
    """What the empty board before and after said of the zero of the recording in this folder; None where its summary
    says nothing, or there is none."""
    try:
        return msgspec.json.decode(read_bytes(folder / SUMMARY), type=SummaryZeroFile).zero
    except (FileError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


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
