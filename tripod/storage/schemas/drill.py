"""A drill as its file has it, and as a recording keeps it.

A default out of the bounds of its key stands for a key that is not there.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from tripod.storage.schemas.words import Point, StanceFault

SCHEMA = 1
Feet = Literal["both", "one"]
Measures = Literal["tripod", "sway"]
Seconds = Annotated[float, Meta(gt=0, le=3600)]
Share = Annotated[float, Meta(ge=0, le=1, description="share")]
Sentence = Annotated[str, Meta(min_length=1, max_length=200)]


class TempoTable(Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds of each part of a paced rep."""

    descent_s: Seconds
    bottom_s: Seconds
    ascent_s: Seconds
    top_s: Seconds


class StepTable(Struct, frozen=True, forbid_unknown_fields=True):
    """One [[step]]."""

    kind: Literal["say", "hold", "reps", "check", "rest", "away", "ready", "roll", "rack"]
    text: Annotated[str, Meta(min_length=1, max_length=400)]
    say: str | Annotated[tuple[Sentence, ...], Meta(min_length=1, max_length=6)] = ""
    duration_s: Seconds = 0.0
    least_s: Seconds = 0.0
    most_s: Seconds = 0.0
    feet: Feet | UnsetType = UNSET
    times: Annotated[int, Meta(ge=1, le=20)] = 1
    sides: bool = False
    reps: Annotated[int, Meta(ge=1, le=50)] = 0
    tempo: TempoTable | None = None
    depth_mm: Annotated[float, Meta(ge=5, le=80)] = 0.0
    bar: bool = False
    feedback: bool = True
    baseline: bool = False
    test: bool = False
    toes: bool = False
    move: Literal["heel", "mt1", "mt5", "round", "back", "shift", "toes", "lift", "points"] | UnsetType = UNSET
    questions: Annotated[tuple[Sentence, ...], Meta(min_length=1)] = ()
    wants: Literal["yes", "no"] | UnsetType = UNSET
    otherwise: Annotated[str, Meta(min_length=1, max_length=200)] = ""
    part: Annotated[str, Meta(min_length=1, max_length=40)] = ""
    about: Annotated[str, Meta(min_length=1, max_length=300)] = ""
    eyes: Literal["open", "closed"] | UnsetType = UNSET
    measures: Measures | UnsetType = UNSET


class GrowthTable(Struct, frozen=True, forbid_unknown_fields=True):
    """From where to where something grows, and by how much at a time."""

    least: Annotated[float, Meta(ge=0, le=3600)]
    most: Annotated[float, Meta(ge=0, le=3600)]
    by: Annotated[float, Meta(gt=0, le=3600)]


Grows = Literal["reps", "depth_mm", "descent_s", "bottom_s", "ascent_s", "top_s", "bar_kg"]
Level = Annotated[int, Meta(ge=0, le=100)]


class DrillFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A drill's file; its name is the file's."""

    schema: int
    title: Annotated[str, Meta(min_length=1, max_length=60)]
    trains: Annotated[str, Meta(min_length=1, max_length=300)]
    step: Annotated[tuple[StepTable, ...], Meta(min_length=1, max_length=60)]
    order: Annotated[int, Meta(ge=0)] = 100
    feet: Feet = "both"
    easier: str = ""
    harder: str = ""
    corrects: tuple[StanceFault, ...] = ()
    bands: dict[Point, tuple[Share, Share]] = {}
    floors: dict[Point, Share] = {}
    cues: dict[StanceFault, tuple[Annotated[str, Meta(min_length=1, max_length=120)], ...]] = {}
    measures: Measures = "tripod"
    progression: dict[Grows, GrowthTable] = {}
    leads_on: Level | None = None


class RecordedStep(Struct, frozen=True, forbid_unknown_fields=True):
    """A step in `events.jsonl`: every key is there, and its default where a step has no use for it."""

    kind: str
    text: str
    say: str | tuple[str, ...] = ""
    duration_s: float = 0.0
    least_s: float = 0.0
    most_s: float = 0.0
    feet: str = ""
    times: int = 1
    sides: bool = False
    reps: int = 0
    tempo: TempoTable | None = None
    depth_mm: float = 0.0
    bar: bool = False
    feedback: bool = True
    baseline: bool = False
    test: bool = False
    toes: bool = False
    move: str = ""
    questions: tuple[str, ...] = ()
    wants: str = ""
    otherwise: str = ""
    part: str = ""
    about: str = ""
    eyes: str = ""
    measures: str = ""


class SectionTable(Struct, frozen=True):
    """Of a drill that was put together from others."""

    first: Annotated[int, Meta(ge=0, le=1000)]
    drill: str
    level: Annotated[int, Meta(ge=-100, le=100)] = 0
    kind: Literal["", "assess", "retention", "lighter"] = ""
    fading: Annotated[int, Meta(ge=0, le=2)] = 0
    told: Annotated[str, Meta(max_length=40)] = ""
    against: Annotated[str, Meta(max_length=40)] = ""
    title: Annotated[str, Meta(max_length=60)] = ""
    instead: bool = False


class RecordedDrill(Struct, frozen=True):
    """A drill in `events.jsonl`; what it says must be as in `DrillFile`."""

    name: str
    title: str
    trains: str
    steps: tuple[RecordedStep, ...]
    feet: str = "both"
    easier: str = ""
    harder: str = ""
    corrects: tuple[str, ...] = ()
    bands: dict[str, tuple[float, float]] = {}
    floors: dict[str, float] = {}
    cues: dict[str, tuple[str, ...]] = {}
    order: int = 100
    own: bool = False
    measures: str = "tripod"
    progression: dict[str, GrowthTable] = {}
    leads_on: int | None = None
    bar_more_kg: Annotated[float, Meta(ge=0, le=3600)] = 0.0
    sections: tuple[SectionTable, ...] = ()
