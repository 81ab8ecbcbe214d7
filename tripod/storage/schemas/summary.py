"""What a stream came to, as `monitor --json` prints it and a recording's summary.json keeps it.

A value that there is not is null. Loads in newtons, or of a relative index; places in mm; shares are fractions.
"""

from msgspec import UNSET, Struct, UnsetType

from tripod.storage.schemas.judgement import JudgementFile

PlaceMm = list[float]
"""ML and AP."""
ByPoint = dict[str, float]


class SamplingFile(Struct, kw_only=True, frozen=True):
    """How a board samples whose program, and no timer, decides when."""

    full_scale_counts: int
    ratiometric: bool
    late_us: float | None
    """null where nothing bounds it."""
    own_clocks: bool


class SelfTestFile(Struct, kw_only=True, frozen=True):
    """What the board's own test says."""

    ok: bool
    cells: dict[str, str]
    supply_mv: int | None
    supply: str
    not_tested: list[str]
    sampling: SamplingFile | None
    overruns: int
    dropped: int
    torn: int


class WordsFile(Struct, kw_only=True, frozen=True):
    """What the board may call its numbers."""

    total: str
    share: str
    cop: str
    cop_both: str


class PlaceFile(Struct, kw_only=True, frozen=True):
    """Where a foot stands, with half widths of 95 % intervals; where the cells go with the foot only as drawn."""

    known: str
    x_mm: float
    y_mm: float
    turn_deg: float
    length_mm: float
    x_pm_mm: float | UnsetType = UNSET
    y_pm_mm: float | UnsetType = UNSET
    turn_pm_deg: float | UnsetType = UNSET
    length_pm_mm: float | UnsetType = UNSET


class StatedFile(Struct, kw_only=True, frozen=True):
    """A number with its 95 % half width, unit, and the word that the board has earned for it."""

    value: float | None
    pm: float | None
    unit: str
    word: str


class StatedPlaceFile(Struct, kw_only=True, frozen=True):
    """A place with its covariance, ML before AP."""

    mm: list[float | None]
    covariance_mm2: list[list[float | None]] | None
    word: str


class StatedFootFile(Struct, kw_only=True, frozen=True):
    """What is stated of a foot."""

    share: dict[str, StatedFile | None]
    cop_in_foot: StatedPlaceFile | None


class StatedFeetFile(Struct, kw_only=True, frozen=True):
    """What is stated of both feet; a foot that does not stand is null, one with a wrong cell is not there."""

    total: StatedFile | None
    feet: dict[str, StatedFootFile | None]
    cop_both: StatedPlaceFile | None
    left_part: StatedFile | None = None
    """The left foot's part of the load, where both sides weigh on one scale."""
    margin: StatedFile | None = None
    """From the mean CoP to the nearest edge of the feet, negative outside; null where nobody measured where they
    stand."""


class ThresholdFile(Struct, kw_only=True, frozen=True):
    """From which share on a fault is told; `above` it or `below`."""

    point: str
    above: float | UnsetType = UNSET
    below: float | UnsetType = UNSET
    convention: float
    moved_by_uncertainty: bool


class DelayFile(Struct, kw_only=True, frozen=True):
    """How old a sample is before anything of the program's own begins."""

    sensor_s: float
    sensor_pm_s: float
    of_which_to_one_instant_s: float


class CannotBeFile(Struct, kw_only=True, frozen=True):
    """What could not be true of cells."""

    cause: str
    cells: list[str]
    said: str


class CorrectedFile(Struct, kw_only=True, frozen=True):
    """Means without the drift of the zero."""

    total_n: float | None
    load: dict[str, float | None]
    share: dict[str, ByPoint | None]


class ZeroSaidFile(Struct, kw_only=True, frozen=True):
    """What the empty board before and after says of the zero."""

    mark: str
    reason: str
    drift_n: dict[str, float | None] | None
    corrected: CorrectedFile | None


class LineFile(Struct, kw_only=True, frozen=True):
    """Of any stream, also of one whose board never said what it is."""

    source: str
    simulated: bool
    frames: int
    lost_frames: int
    repeated_frames: int
    doubted_frames: int
    skipped_bytes: int
    unknown_packets: int
    gaps: int
    duration_s: float | None
    rate_hz: float | None
    notices: list[str]


class SummaryFile(LineFile, kw_only=True, frozen=True):
    """Of a stream whose board is known."""

    board: str
    board_id: str
    firmware: str
    calibration: str
    zeroed: bool
    self_test: SelfTestFile
    quality: WordsFile
    stance: dict[str, PlaceFile]
    total_n: float | None
    total_index: float | None
    load: dict[str, float | None]
    share: dict[str, ByPoint | None]
    cop_mm: dict[str, PlaceMm | None]
    cop_in_foot_mm: dict[str, PlaceMm | None]
    stated: StatedFeetFile
    thresholds: dict[str, dict[str, ThresholdFile]]
    delay: DelayFile
    judgement: JudgementFile
    implausible: list[CannotBeFile]
    zero: ZeroSaidFile | UnsetType = UNSET
    """Not there where no empty board was seen."""
