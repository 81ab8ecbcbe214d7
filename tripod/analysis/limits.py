"""Limits of stability: how far the CoP goes from the middle, in each direction in which a person was told to lean.

Eight directions and their time are those of Clark & Rose 2001 (Arch Phys Med Rehabil 82:468), and so is the greatest
way along the direction (their maximum excursion). Instruments state it of the centre of mass as a part of a limit that
follows from height; here it is the CoP's in millimetres, and a part of the way to the edge of the feet where these are
measured: values do not compare with theirs.
"""

from collections.abc import Mapping, Sequence
from math import hypot, nan

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.trial import Lean
from tripod.balance.support import Support, margin
from tripod.drills.format.leans import LEANS

Array = NDArray[np.float64]

MIDDLE_S = 5.0
"""Where the middle is is the mean of so long before the first direction is told."""
INSIDE_MM = 1e-6
"""So far within the edge it is known which edge it is."""
REACHES = {lean: f"limits_{lean.removeprefix('lean_')}_mm" for lean in LEANS}
"""Name of a phrase -> name of its measure."""
OF_BASE = {lean: f"limits_{lean.removeprefix('lean_')}_of_base" for lean in LEANS}
AREA = "limits_area_mm2"
NAMES = (*REACHES.values(), AREA, *OF_BASE.values())


def limits(cop_mm: Array, time_s: Array, leans: Sequence[Lean]) -> Mapping[str, float]:
    """Name -> value of (n, 2) in mm at these times (n,): the greatest way in each direction that was told, and the area
    of the corners where all eight were. Of what is not there, wholly or for the middle, there is no value."""
    first_s = min((lean.begin_s for lean in leans), default=nan)
    before = (time_s >= first_s - MIDDLE_S) & (time_s < first_s)
    if not before.any() or time_s[0] > first_s - MIDDLE_S / 2:
        return {}
    away = cop_mm - cop_mm[before].mean(0)
    found: dict[str, float] = {}
    corners: dict[str, Array] = {}
    for lean in leans:
        rows = np.flatnonzero((time_s >= lean.begin_s) & (time_s < lean.end_s))
        # A stretch that was cut may hold a part of it.
        if len(rows) and time_s[0] <= lean.begin_s and time_s[-1] >= lean.end_s - 2 * (time_s[1] - time_s[0]):
            along = away[rows] @ np.array(LEANS[lean.says])
            farthest = int(along.argmax())
            found[REACHES[lean.says]] = float(along[farthest])
            corners[lean.says] = away[rows[farthest]]
    if corners.keys() == LEANS.keys():
        x, y = np.array([corners[says] for says in LEANS]).T
        found[AREA] = abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
    return found


def of_base(
    cop_mm: Array, time_s: Array, leans: Sequence[Lean], support: Support, reach_pm: Mapping[str, float]
) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Name -> what part of the way from the middle to the edge of the base of support the reach in each direction is;
    and half the width of its 95 % interval, from that of the reach (`reach_pm`, by the name of its measure) and from
    where the feet stand; where the one is known the other is."""
    reached = limits(cop_mm, time_s, leans)
    if not reached:
        return {}, {}
    first_s = min(lean.begin_s for lean in leans)
    middle = cop_mm[(time_s >= first_s - MIDDLE_S) & (time_s < first_s)].mean(0)
    edge = np.roll(support.corners_mm, -1, axis=0) - support.corners_mm
    outward = np.column_stack([edge[:, 1], -edge[:, 0]]) / np.hypot(*edge.T)[:, None]
    left = ((support.corners_mm - middle) * outward).sum(1)
    found: dict[str, float] = {}
    unsure: dict[str, float] = {}
    if (left <= 0).any():
        return found, unsure
    for says, name in REACHES.items():
        if name not in reached:
            continue
        toward = outward @ np.array(LEANS[says])
        ways = np.divide(left, toward, out=np.full(len(left), np.inf), where=toward > 0)
        k = int(ways.argmin())
        way, part = float(ways[k]), reached[name] / float(ways[k])
        found[OF_BASE[says]] = part
        if name in reach_pm and support.measured:
            # The edge moves along its normal; seen along the direction that is more.
            edge_pm = margin(support, middle + (way - INSIDE_MM) * np.array(LEANS[says])).pm_mm / float(toward[k])
            unsure[OF_BASE[says]] = hypot(reach_pm[name], part * edge_pm) / way
    return found, unsure
