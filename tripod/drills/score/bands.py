"""The bands that a try is compared with: from the person's baseline, from how they began, or the convention."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

import msgspec

from tripod.boards import FEET, POINTS
from tripod.boards.stance_faults import CONVENTION
from tripod.sentences import sentence
from tripod.storage.schemas.diary import BaselineFile
from tripod.storage.versioned import as_file

HALF_BAND = 0.05
"""A band of one's own reaches this far on both sides; the conventions are as wide."""

Band = tuple[float, float]


@dataclass(frozen=True)
class Baseline:
    """Median of three coached active-foot holds, dated, of one board and calibration."""

    board_id: str
    calibration: str
    made: str
    share: Mapping[str, tuple[float, float, float]]
    """foot -> heel, MT1, MT5."""
    low: Mapping[str, tuple[float, float, float]]
    high: Mapping[str, tuple[float, float, float]]
    """Least and largest of the three holds' means."""


def baseline_to_file(baseline: Baseline) -> BaselineFile:
    """As files hold it."""
    return as_file(baseline, BaselineFile)


def baseline_from_file(file: BaselineFile) -> Baseline:
    """The baseline that a file holds.

    Raises:
        ValueError: its parts are not of the same feet.
    """
    if not set(file.share) == set(file.low) == set(file.high) <= set(FEET):
        raise ValueError(sentence("reference.parts_of_other_feet"))
    return msgspec.convert(file, Baseline, from_attributes=True)


def make_baseline(
    holds: Sequence[Mapping[str, tuple[float, float, float]]], board_id: str, calibration: str, made: str
) -> Baseline | None:
    """From the mean shares of coached holds, foot -> three; None unless there are three with the same feet."""
    feet = [foot for foot in FEET if all(foot in hold for hold in holds)]
    if len(holds) < 3 or not feet:
        return None

    def each(how: Callable[[list[float]], float]) -> dict[str, tuple[float, float, float]]:
        return {f: tuple(float(how([h[f][k] for h in holds])) for k in range(3)) for f in feet}  # type: ignore[misc]

    return Baseline(board_id, calibration, made, each(median), each(min), each(max))


@dataclass(frozen=True)
class Reference:
    """Bands for each foot and point, and where they come from."""

    bands: Mapping[str, Mapping[str, Band]]
    source: str
    """`baseline`, `start`, `convention` or, where a drill brings bands for all points, `drill`."""
    made: str = ""
    """Day of the baseline."""
    spread: Mapping[str, Mapping[str, tuple[float, float, float]]] = field(
        default_factory=dict[str, Mapping[str, tuple[float, float, float]]]
    )
    """Of a baseline, by foot and point: the least, the median and the largest of the holds that it was made from."""

    def ratio(self, foot: str) -> float:
        """MT1 : (MT1 + MT5) of the bands' middles."""
        mt1, mt5 = (sum(self.bands[foot][p]) / 2 for p in ("mt1", "mt5"))
        return mt1 / max(mt1 + mt5, 1e-9)


def reference(
    feet: Sequence[str],
    own: Mapping[str, Band],
    baseline: Baseline | None,
    start: Mapping[str, tuple[float, float, float]] | None,
) -> Reference:
    """Bands from the drill's `own`, else the baseline, else how the person began (for boards whose shares the
    convention does not describe), else the convention."""
    shares, source, made = None, "convention", ""
    if all(p in own for p in POINTS):
        source = "drill"
    elif baseline is not None and all(f in baseline.share for f in feet):
        shares, source, made = baseline.share, "baseline", baseline.made
    elif start is not None:
        shares, source = start, "start"

    def band(foot: str, k: int) -> Band:
        point = POINTS[k]
        if point in own:
            return own[point]
        if shares is None:
            return CONVENTION[point].low, CONVENTION[point].high
        return shares[foot][k] - HALF_BAND, shares[foot][k] + HALF_BAND

    spread: dict[str, dict[str, tuple[float, float, float]]] = {}
    if baseline is not None and source == "baseline":
        holds = baseline.low, baseline.share, baseline.high
        spread = {f: {p: (holds[0][f][k], holds[1][f][k], holds[2][f][k]) for k, p in enumerate(POINTS)} for f in feet}
    return Reference({foot: {POINTS[k]: band(foot, k) for k in range(3)} for foot in feet}, source, made, spread)
