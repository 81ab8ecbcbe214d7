"""A recording's session.json and the lines of its events.jsonl that change numbers."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from tripod.storage.schemas.bounds import Number
from tripod.storage.schemas.drill_start import DrillStartFile
from tripod.storage.schemas.feet import FeetFile
from tripod.storage.schemas.stance import StanceFile
from tripod.storage.schemas.words import Foot
from tripod.storage.versioned import Kind

RawMean = Annotated[float, Meta(gt=-(2**24), lt=2**24)]
"""A mean of counts, which have 24 bits."""


class SessionFile(Struct, kw_only=True, frozen=True):
    """Schema 1. `board` and `calibration` are decoded apart, by schemas of their own."""

    schema: int = 1
    created: str = ""
    program: str = ""
    source: str = ""
    simulated: bool
    subject: str = ""
    board: Any
    board_id: str = ""
    firmware: str = ""
    banner: str
    """The board's banner packet in hex."""
    rate_hz: Annotated[float, Meta(ge=0, le=10_000)] = 0.0
    """By which spans of seconds were counted at the start; 0 where that was not kept."""
    units: dict[str, str] = {}
    feet: FeetFile | None = None
    stance: StanceFile = {}
    """Where the feet stood at the first sample, where that was measured."""
    calibration: Any
    tare_counts: tuple[RawMean, ...] | None
    empty_n: tuple[Annotated[float, Meta(gt=-1e9, lt=1e9)], ...] | None = None
    """(cells,) forces by the calibration alone that the empty board was seen to read before the first sample."""
    read_s: Annotated[float, Meta(ge=0, le=1e9)] = 0.0
    """For how long the board had been read before the first sample, in seconds."""
    moved: tuple[bool, ...] = ()
    """(cells,) which cells were seen to carry something before the first sample; empty where that is not known."""
    files: dict[str, Any] = {}
    foot_length_mm: Number | None = None
    """Recordings of the first days say only this of the feet."""


SESSION = Kind(1, SessionFile)


class LineHead(Struct, frozen=True):
    """What every line of events.jsonl has."""

    after_seq: Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
    event: str


class ZeroLine(Struct, frozen=True):
    """From here on this is the zero."""

    tare_counts: tuple[RawMean, ...] | None = None


class StanceLine(Struct, frozen=True):
    """From here on the feet stand so."""

    stance: StanceFile = {}


class GoneLine(Struct, frozen=True):
    """The source went away."""

    reason: str = ""


class BackLine(Struct, frozen=True):
    """It is there again."""

    restarted: bool = False


class UntimedLine(Struct, frozen=True):
    """Frames came that could not be given a time."""

    clock_stands: bool = False


class DrillCommandLine(Struct, frozen=True):
    """A drill was told something."""

    word: str
    value: bool | None = None


class DrillLine(DrillStartFile, kw_only=True, frozen=True):
    """A drill began."""


class BoardNameFile(Struct, frozen=True):
    """Of the board in session.json, what names it."""

    name: str = ""


class SessionHeadFile(Struct, kw_only=True, frozen=True):
    """Of session.json, what says whose it is and when it was made."""

    schema: int = 1
    created: str = ""
    simulated: bool
    subject: str = ""
    board: BoardNameFile = BoardNameFile()
    board_id: str = ""


SESSION_HEAD = Kind(1, SessionHeadFile)


class SummaryHeadFile(Struct, frozen=True):
    """Of summary.json, how long the recording is; it has no schema number."""

    duration_s: Annotated[float, Meta(ge=0, le=1e9)] | None = None


Fraction = Annotated[float, Meta(ge=-100, le=100)]


class PointsFile(Struct, frozen=True):
    """Of each point of a foot."""

    heel: Fraction
    mt1: Fraction
    mt5: Fraction


class QualityFile(Struct, frozen=True):
    """What the board may call its numbers."""

    share: str = ""


class SummaryFeetFile(Struct, frozen=True):
    """Of summary.json, the means of the feet; null where they cannot be told."""

    share: dict[Foot, PointsFile | None] = {}
    cop_in_foot_mm: dict[Foot, tuple[Number, Number] | None] = {}
    quality: QualityFile = QualityFile()


class ZeroFile(Struct, frozen=True):
    """What the empty board before and after a recording says of its zero."""

    mark: Literal["good", "corrected", "doubtful"]
    reason: str = ""
    drift_n: dict[str, Number | None] | None = None


class SummaryZeroFile(Struct, frozen=True):
    """Of summary.json, what is said of the zero."""

    zero: ZeroFile | None = None


class SessionFeetFile(Struct, frozen=True):
    """Of session.json, how long the feet are."""

    feet: FeetFile | None = None
