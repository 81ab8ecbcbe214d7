"""The share from which on a fault of a point is told: the convention's, moved out as far as the board is unsure.

A fault is told of a share that lies beyond its alert limit *and*, with all of its uncertainty, beyond its band. So
where ± is wider than the way from band to alert limit, the fault is told later than the convention says:

    a light point   share < band_low - max(by, pm)          a heavy heel   share > band_high + max(by, pm)

Bands and alert limits themselves are the convention's: `boards/stance_faults.py` has them in one table with the faults,
for a board's file names the faults that it may claim, and boards lie below balance.

What is told later must be said where it is used; below 0 % it cannot be told at all. Between `EDGE` beyond the band (or
pm, where that is more) and there the same share is graded (`drills.seen.measure`).
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from math import isfinite

from msgspec import UNSET

from tripod.boards import POINTS
from tripod.boards.stance_faults import CONVENTION, HEAVY_BY, LIGHT_AT, LIGHT_BY, Band, Fault
from tripod.storage.schemas.summary import ThresholdFile

EDGE = 0.02
"""A share is graded from so far beyond its band on: at the very edge sway would make tone and colour stutter."""


@dataclass(frozen=True)
class Threshold:
    """From where on one fault of one foot is told. Shares are fractions of the foot."""

    fault: Fault
    foot: str
    point: str
    share: float
    """Below this it is told, of a heavy point above it; a light point's below 0 is never told."""
    usual: float
    """Where it would be told if the board were sure."""
    pm: float
    """Half width of the share's 95 % interval, by which it was moved; 0 where nobody knows one."""

    @property
    def moved(self) -> bool:
        """Whether uncertainty moved it."""
        return self.share != self.usual

    @property
    def above(self) -> bool:
        """Whether shares above it are told."""
        return self.fault is Fault.HEEL_HEAVY


def too_light(band: Band, point: str, pm: float, wide: float = 1.0) -> float:
    """The share below which a point is told to be light; `wide` times the usual way from its band."""
    return band.low - max(wide * LIGHT_BY[point], pm)


def too_heavy(band: Band, pm: float, wide: float = 1.0) -> float:
    """The share above which a heel is told to be heavy."""
    return band.high + max(wide * HEAVY_BY, pm)


def width_to(told: float, pm: float) -> float:
    """From where a share is graded to where it is told, `told` beyond the band; 0 where a board is so unsure that it
    sees nothing before."""
    return max(told - max(EDGE, pm if isfinite(pm) else 0.0), 0.0)


def thresholds(
    foot: str,
    pm: Sequence[float],
    claims: Sequence[Fault] | Set[Fault],
    bands: Mapping[str, Band] = CONVENTION,
    wide: float = 1.0,
) -> tuple[Threshold, ...]:
    """Of one foot, of those faults that the board may claim; `pm` (3,) of heel, MT1, MT5."""
    sure = dict(zip(POINTS, (p if isfinite(p) else 0.0 for p in pm), strict=True))
    heel = bands["heel"]
    found = [
        Threshold(
            Fault.HEEL_HEAVY,
            foot,
            "heel",
            too_heavy(heel, sure["heel"], wide),
            too_heavy(heel, 0.0, wide),
            sure["heel"],
        )
    ]
    for point in POINTS:
        band, own = bands[point], sure[point]
        told, usual = too_light(band, point, own, wide), too_light(band, point, 0.0, wide)
        found.append(Threshold(LIGHT_AT[point], foot, point, told, usual, own))
    return tuple(of for of in found if of.fault in claims)


def thresholds_file(of: Iterable[Threshold]) -> dict[str, dict[str, ThresholdFile]]:
    """foot -> fault -> its threshold."""
    out: dict[str, dict[str, ThresholdFile]] = {}
    for one in of:
        out.setdefault(one.foot, {})[one.fault.value] = ThresholdFile(
            point=one.point,
            above=round(one.share, 4) if one.above else UNSET,
            below=UNSET if one.above else round(one.share, 4),
            convention=round(one.usual, 4),
            moved_by_uncertainty=one.moved,
        )
    return out


__all__ = ["EDGE", "Threshold", "thresholds", "thresholds_file", "too_heavy", "too_light", "width_to"]
