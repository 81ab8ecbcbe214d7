"""Items of a source, live, virtual or recorded: blocks of frames and the events between them, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tripod.device.blocks import Block
from tripod.device.protocol import Banner
from tripod.storage.schemas.drill_start import DrillStartFile
from tripod.storage.schemas.stance import StanceFile


@dataclass(frozen=True)
class Hello:
    """The board's banner. Comes before the first block, and again when the banner changed."""

    banner: Banner


@dataclass(frozen=True)
class Gone:
    """The source went away; it is being looked for."""

    reason: str


@dataclass(frozen=True)
class Back:
    """The source is there again; `restarted` if the board's clock began anew."""

    restarted: bool


@dataclass(frozen=True)
class Untimed:
    """Frames come, and none of the last half second could be given a time, or many of the last second could not; told
    once in a row."""

    clock_stands: bool
    """The board's clock did not rise from one of them to the next; else it and their numbers contradict each other."""


@dataclass(frozen=True)
class Noticed:
    """Something the user should be told, in one sentence; data goes on."""

    sentence: str


@dataclass(frozen=True)
class Zeroed:
    """From the next block on this is the zero: mean counts (cells,) of the empty board, or None for none."""

    tare_counts: NDArray[np.float64] | None


@dataclass(frozen=True)
class StanceSet:
    """From the next block on the feet stand so; of a foot that is not in it nobody knows where it stands."""

    stance: StanceFile


@dataclass(frozen=True)
class Learned:
    """What had been learned of the stream before its first block: a recording begins with it."""

    rate_hz: float
    """By which spans of seconds are counted."""
    empty_n: tuple[float, ...] | None
    """(cells,) forces by the calibration alone that the empty board reads; None where it was never seen empty."""
    read_s: float = 0.0
    """For how long the board had been read, in seconds: films need minutes to settle."""
    moved: tuple[bool, ...] = ()
    """(cells,) which cells were seen to carry something; () where that is not known."""


@dataclass(frozen=True)
class DrillBegun:
    """Somebody began a drill after the blocks so far."""

    start: DrillStartFile
    """All that the drill depends on beside the samples."""


class DrillCommand(StrEnum):
    """What one may tell a drill; the words are those of recordings."""

    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    FINISH = "finish"
    """A set without a fixed number of reps is done."""
    STOP = "stop"
    ANSWER = "answer"
    CONTINUE = "continue"
    """Whoever was asked whether they are ready is."""
    REPEAT = "repeat"
    """The part under way, from its first word."""


@dataclass(frozen=True)
class DrillCommanded:
    """Somebody told the drill something after the blocks so far."""

    command: DrillCommand
    answer: bool | None = None
    """With `ANSWER`: yes, no, or no answer."""


@dataclass(frozen=True)
class End:
    """No more will come."""


Item = (
    Hello | Block | Gone | Back | Untimed | Noticed | Zeroed | StanceSet | Learned | DrillBegun | DrillCommanded | End
)


@dataclass(frozen=True)
class LineCount:
    """What went wrong on the line so far."""

    lost_frames: int = 0
    repeated_frames: int = 0
    """Came again, or after a later one, and were left out."""
    skipped_bytes: int = 0
    unknown_packets: int = 0
    doubted_frames: int = 0
    """Contradicted the frames before them by sequence or clock, or the banner by their cells, and were left out."""


class SourceError(Exception):
    """The source cannot be opened or cannot go on: one plain sentence that says what to do."""
