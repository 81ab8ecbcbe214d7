"""What a drill came to, as `tripod drill --json` prints it. A value that there is not is null.

Times in seconds of the board's clock, places in mm, shares and parts of a whole as fractions.
"""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from tripod.storage.schemas.judgement import JudgementFile
from tripod.storage.schemas.summary import PlaceFile, ThresholdFile


class CostFile(Struct, kw_only=True, frozen=True):
    """What cost points, and how many."""

    fault: str | None
    """null where no fault has that name."""
    foot: str | None
    """null where it is of both."""
    point: str
    points: float
    told_s: float
    counted_s: float
    times: int


class SwaySpeedFile(Struct, kw_only=True, frozen=True):
    """Speed of the CoP, with what it may be compared with."""

    mm_s: float | None
    at_most_mm_s: float | None
    """With what the sensors' dead band may hide."""
    formula: str
    up_to_hz: float | None
    rate_hz: float | None
    duration_s: float | None
    compares_with_norms: bool
    why_not: str | None
    said: str


class WorstFile(Struct, kw_only=True, frozen=True):
    """The point that was out of its band most."""

    foot: str
    point: str
    in_band: float


class RecoveryFile(Struct, kw_only=True, frozen=True):
    """How a foot came back into its bands."""

    took_s: float
    straight: float


class ToesFile(Struct, kw_only=True, frozen=True):
    """How toes worked that were to work."""

    seen: bool
    mean_n: float | UnsetType = UNSET
    most_n: float | UnsetType = UNSET
    times: int | UnsetType = UNSET


class HoldFile(Struct, kw_only=True, frozen=True):
    """A hold."""

    score: int | None
    duration_s: float
    time_in_band_s: float | None
    longest_s: float | None
    worst: WorstFile | None
    drift_ml_mm: float | None
    drift_ap_mm: float | None
    sway_mm_s: float | None
    sway: SwaySpeedFile
    mean_share: dict[str, dict[str, float]]
    recoveries: list[RecoveryFile]
    toes: ToesFile | None
    eyes: str | None
    costs: list[CostFile]
    why: str | None
    cueing: str | UnsetType = UNSET
    """Of one that is scored."""
    begun_again: int = 0
    """How often a foot left its place in it, so that all of it was begun again."""


class PhaseFile(Struct, kw_only=True, frozen=True):
    """A phase of a rep."""

    start_s: float
    duration_s: float
    score: int
    back_mm: float | None


class RepFile(Struct, kw_only=True, frozen=True):
    """A rep."""

    rep: int
    score: int
    depth_mm: float | None
    worst_phase: str | None
    costs: list[CostFile]
    why: str | None = None
    """Where its score comes from; null where nothing was lost."""
    phases: dict[str, PhaseFile]


class EyesSwayFile(Struct, kw_only=True, frozen=True):
    """Mean sway speed of the holds with the eyes open, or closed."""

    mm_s: float | None
    at_most_mm_s: float | None
    """With all that the sensors may have hidden; null where nobody knows how much that is."""
    holds: int
    up_to_hz: float | None
    compares_with_norms: bool
    why_not: str | None
    said: str
    begun_again: int = 0
    """How often a foot left its place in them, so that one was begun again."""


class SwayReportFile(Struct, kw_only=True, frozen=True):
    """Sway of a quiet stance."""

    open: EyesSwayFile | None
    closed: EyesSwayFile | None
    romberg_quotient: float | None
    romberg_pm: float | None = None
    """What the board may make of it either way."""
    romberg_pm_not_known: str | None = None
    """Why there is a quotient without it."""
    formula: str
    said: str


class SectionFile(Struct, kw_only=True, frozen=True):
    """What became of one drill of several."""

    drill: str
    title: str
    done: bool
    score: int | None
    """Mean of its tries."""
    tries: int = 0
    """How many were scored."""
    answer: Literal["good", "off", "cannot tell", "moving"] | None = None
    """null of what was not done."""
    answer_said: str = ""
    faults: dict[str, int] = {}
    """How often each was seen."""


class LeftRightFile(Struct, kw_only=True, frozen=True):
    """The left foot's part of the load in a hold; `pm` in points."""

    left_percent: float
    pm: float


class LiftFile(Struct, kw_only=True, frozen=True):
    """When the bar left the floor, and when it was set down."""

    lift_off_s: float
    touch_down_s: float


class NotScoredFile(Struct, kw_only=True, frozen=True):
    """A try without a score."""

    feet: list[str]
    reason: str


class FaultFile(Struct, kw_only=True, frozen=True):
    """A fault that is over."""

    fault: str
    foot: str | None
    onset_s: float
    duration_s: float
    depth: float
    """In fractions of the foot's load; of sway in multiples of its limit."""
    phase: str | None


class PointOfFootFile(Struct, kw_only=True, frozen=True):
    """A point of a foot."""

    foot: str
    point: str
    more: float | UnsetType = UNSET


class ReadyFile(Struct, kw_only=True, frozen=True):
    """What the ready check found."""

    fine: bool
    empty_wrong: bool
    weight_wrong: bool
    weight_check: str
    empty: float | None
    weight_off: float | None
    off_marks: list[PointOfFootFile]
    unlike_baseline: list[PointOfFootFile]
    problems: list[str]
    not_checked: str


class CheckFile(Struct, kw_only=True, frozen=True):
    """A question of the drill with its answer; `yes` is null where somebody said that they did not see it."""

    name: str | None
    question: str
    yes: bool | None
    answered: bool


class QualityWordsFile(Struct, kw_only=True, frozen=True):
    """What the board may call its numbers."""

    share: str
    cop: str


class CueFile(Struct, kw_only=True, frozen=True):
    """What was said about a fault, or kept silent, and what came of it."""

    t_s: float
    fault: str
    foot: str | None
    wording: str
    words: str | None
    recovered: bool | None
    after_s: float | None
    form: str
    onset_s: float | None


class DrillResultFile(Struct, kw_only=True, frozen=True):
    """All of it."""

    drill: str
    board: str
    scored: bool
    """Whether there is a score, its own or that of a drill that it was put together from."""
    reason: str | None
    ended_early: str | None
    score: int | None
    why: str
    sections: list[SectionFile]
    cueing: str
    sway: SwayReportFile | None
    reference: str | None
    time_in_band_s: float | None
    holds: list[HoldFile]
    holds_not_scored: list[HoldFile]
    left_right: list[LeftRightFile]
    reps: list[RepFile]
    reps_between: list[int] | None
    half_reps: int | None
    lifts: list[LiftFile]
    follows_pacer_by_s: float | None
    not_scored: list[NotScoredFile]
    faults: list[FaultFile]
    faults_not_seen_by_this_board: list[str]
    answer: Literal["good", "off", "cannot tell", "moving"]
    answer_why: str | None
    answer_said: str
    share_pm_of_usual_foot: dict[str, dict[str, float | None]]
    quality: QualityWordsFile
    thresholds: dict[str, dict[str, ThresholdFile]]
    stance: dict[str, PlaceFile]
    told_only_beyond: dict[str, float]
    rack: JudgementFile | None
    ready: ReadyFile | None
    checks: list[CheckFile]
    cues: list[CueFile] = []
    measured: bool = False
    """Whether anything of it counts: of a drill that measures sway, and has no score, that alone."""
