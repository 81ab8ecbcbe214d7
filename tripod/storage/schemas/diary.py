"""diary.json: what a person trained."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from tripod.storage.schemas.bounds import Count
from tripod.storage.schemas.words import Foot, Point
from tripod.storage.versioned import Kind

Score = Annotated[int, Meta(ge=0, le=100)]
Share = Annotated[float, Meta(ge=-100, le=100)]
Shares = tuple[Share, Share, Share]
Speed = Annotated[float, Meta(ge=0, le=10_000)]
Millimetres = Annotated[float, Meta(ge=-2000, le=2000)]


Name = Annotated[str, Meta(min_length=1, max_length=40)]
Untold = Literal[
    "not_scored", "no_score", "not_seen", "unsure", "too_vague", "in_part", "stepped", "only_sway", "unanswered"
]


class SwayEntryFile(Struct, frozen=True):
    """What a drill that measures sway came to; null where it could not be told."""

    open_mm_s: Speed | None = None
    closed_mm_s: Speed | None = None
    romberg_quotient: Annotated[float, Meta(ge=0, le=1000)] | None = None
    romberg_pm: Annotated[float, Meta(ge=0, le=1000)] | None = None
    eyes: tuple[Literal["open", "closed"], ...] = ("open", "closed")
    open_begun_again: Annotated[int, Meta(ge=0, le=1000)] = 0
    closed_begun_again: Annotated[int, Meta(ge=0, le=1000)] = 0
    open_at_most_mm_s: Speed | None = None
    closed_at_most_mm_s: Speed | None = None


class JudgedFile(Struct, frozen=True):
    """The answer to a drill. `pm`: the widest half width of the points' shares, where they are too vague."""

    answer: Literal["good", "off", "cannot tell", "moving"]
    why: Untold | None = None
    points: tuple[Point, ...] = ()
    pm: Annotated[float, Meta(ge=0, le=100)] = 0.0


class EntryFile(Struct, kw_only=True, frozen=True):
    """One drill that was done."""

    made: str
    drill: str
    board: str
    board_id: str
    score: Score | None
    scores: tuple[Score, ...]
    faults: dict[str, Count]
    worst: str = ""
    simulated: bool = False
    feedback: bool = True
    reason: str = ""
    foot: str = "both"
    level: Annotated[int, Meta(ge=-100, le=100)] = 0
    cueing: Literal["", "cued", "faded", "uncued"] = ""
    sway: SwayEntryFile | None = None
    fading: Annotated[int, Meta(ge=0, le=2)] = 0
    day: Annotated[int, Meta(ge=0, le=100_000)] = 0
    kind: Literal["", "assess", "retention", "lighter"] = ""
    answers: dict[Name, bool | None] = {}
    unmended: dict[Name, Count] = {}
    sides: dict[Foot, Count] = {}
    against: Annotated[str, Meta(max_length=40)] = ""
    calibration: str = ""
    reps: Count = 0
    recording: Annotated[str, Meta(max_length=255)] = ""
    judged: JudgedFile | None = None


class BaselineFile(Struct, frozen=True):
    """Three holds: the median of their mean shares, the least and the largest; foot -> heel, MT1, MT5."""

    board_id: str
    calibration: str
    made: str
    share: dict[str, Shares]
    low: dict[str, Shares]
    high: dict[str, Shares]


class TargetFile(Struct, frozen=True):
    """Where the CoP went in reps that were accepted."""

    board_id: str
    calibration: str
    drill: str
    made: str
    depth_mm: Millimetres
    tall_mm: Millimetres
    band_mm: Annotated[float, Meta(gt=0, le=2000)]
    reps: Count


class OwedFile(Struct, frozen=True):
    """Work against a fault that no words helped against."""

    drill: str
    times: Count
    work: str
    board_id: str = ""
    simulated: bool = False
    worked: bool = False


class PlanFile(Struct, frozen=True):
    """How often a week somebody trains, and the training day from which on that holds."""

    days_a_week: Annotated[int, Meta(ge=2, le=5)] = 3
    from_day: Annotated[int, Meta(ge=1, le=100_000)] = 1


class MemoryFile(Struct, frozen=True):
    """Which words helped: fault -> wording -> given, recovered; and in how many sessions none did."""

    counts: dict[str, dict[str, tuple[Count, Count]]] = {}
    useless_sessions: dict[str, Count] = {}


class DiaryFile(Struct, kw_only=True, frozen=True):
    """Schema 1. Every value in these lists and tables is decoded apart: a damaged one costs itself alone."""

    schema: int = 1
    entries: tuple[Any, ...]
    baselines: dict[str, Any] = {}
    targets: dict[str, Any] = {}
    owed: dict[str, Any] = {}
    plan: Any = None
    memory: Any = None
    rehearsed: Any = None


DIARY = Kind(1, DiaryFile, most_bytes=64 << 20)
