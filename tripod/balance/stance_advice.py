"""Decides what to advise about a stance: which points are light, and which one fault matters most.

Bands are coaching conventions, not norms: no study shows that keeping them helps. They are shown as such, until the
user's own baseline replaces them.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import isfinite

from tripod.balance.thresholds import Threshold, thresholds, too_heavy, too_light
from tripod.boards import POINTS
from tripod.boards.stance_faults import ALERT, CONVENTION, POINT_OF, STANCE_FAULTS, Band, Fault


@dataclass(frozen=True)
class Advice:
    """The one thing to say. `foot` is "" where it concerns both."""

    fault: Fault
    foot: str
    share: float
    """Of the foot at the fault's point; of both feet on the left one where it is a shift."""
    band: Band | None
    threshold: Threshold | None = None
    """From where on it is told, as sure as the board is; None where it is of no one point."""


def light_points(share: Sequence[float], pm: Sequence[float]) -> tuple[bool, bool, bool]:
    """Which of heel, MT1, MT5 lie below their alert share, and surely (with their uncertainty) below their band."""
    light: list[bool] = []
    # A loop, because this is asked for at each picture, and a generator's steps cost as much as what they compute.
    for s, p, point in zip(share, pm, POINTS, strict=True):
        light.append(isfinite(s) and s < too_light(CONVENTION[point], point, _or_zero(p)))
    return light[0], light[1], light[2]


def most_important_fault(
    shares: Mapping[str, Sequence[float]],
    pms: Mapping[str, Sequence[float]],
    loaded: Mapping[str, bool],
    vague: Set[str] = frozenset(),
    claims: Sequence[Fault] = STANCE_FAULTS,
) -> Advice | None:
    """The fault that lies deepest below (or above) its alert share, over both feet; None where there is none.

    `heel_heavy` hides the light forefoot that it implies on the same foot. A foot in `vague` is skipped: its load is
    too small to judge, and so is a fault that is not in `claims`.
    `shares` and `pms` (95 % half widths) are fractions of the foot for heel, MT1, MT5.
    """
    if not any(loaded.values()):
        return Advice(Fault.STEP_ON, "", float("nan"), None)
    found: list[tuple[float, Advice]] = []
    for foot, share in shares.items():
        if not loaded.get(foot) or foot in vague:
            continue
        heel, light = share[0], light_points(share, pms[foot])
        if heel > too_heavy(CONVENTION["heel"], _or_zero(pms[foot][0])):
            depth = (heel - ALERT["heel"].high) / ALERT["heel"].high
            if Fault.HEEL_HEAVY not in claims:
                continue
            found.append((1 + depth, _advice(Fault.HEEL_HEAVY, foot, heel, pms[foot])))
            continue
        for fault, k in ((Fault.MT1_LIGHT, 1), (Fault.MT5_LIGHT, 2), (Fault.HEEL_LIGHT, 0)):
            if light[k] and fault in claims:
                low = ALERT[POINTS[k]].low
                found.append(((low - share[k]) / low, _advice(fault, foot, share[k], pms[foot])))
    return max(found, key=lambda f: f[0])[1] if found else None


def _or_zero(value: float) -> float:
    return value if isfinite(value) else 0.0


def _advice(fault: Fault, foot: str, share: float, pm: Sequence[float]) -> Advice:
    return Advice(fault, foot, share, CONVENTION[POINT_OF[fault]], thresholds(foot, pm, {fault})[0])
