"""The pictures of the feet: way of the CoP in each try, where it stayed, and the 95 % ellipse."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, inf, radians, sin

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.core_measures import core
from tripod.balance.dwell import CELL_MM, Dwell
from tripod.balance.foot_states import cop_earned
from tripod.balance.geometry import TOE_FRACTIONS, foot_points, mirror, sole_outline
from tripod.boards import FEET, POINTS
from tripod.boards.stance_faults import POINT_OF
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.report.page import Dwelt, FootPicture, Pair
from tripod.report.read_session import SeenSession
from tripod.sentences import sentence

Array = NDArray[np.float64]

LEVELS = 9
LEAST_LEVEL = 0.06
"""Of the longest stay: what is less is not drawn."""
MOST_PLACES = 400
"""Of one way: more than a pen can tell apart."""
LEAST_PLACES = 20
"""For an ellipse."""


def foot_pictures(seen: SeenSession) -> list[FootPicture]:
    """Of each foot of the board; without ways where the board may not tell a CoP, or nobody knows where it stands."""
    return [_picture(seen, foot) for foot in FEET if foot in seen.setup.board.feet]


def tells_way(seen: SeenSession, foot: str) -> bool:
    """Whether it is known where in this foot its CoP is."""
    return cop_earned(seen.setup) and seen.setup.poses[foot].measured


def cop_ellipse(seen: SeenSession, foot: str) -> dict[str, float]:
    """The measures of this foot's CoP over all that is reported (`analysis.core_measures`); {} where there are none."""
    cop = np.concatenate([np.zeros((0, 2)), *_ways(seen, foot)])
    return dict(core(cop, seen.setup.rate_hz)) if len(cop) >= LEAST_PLACES and np.ptp(cop, axis=0).all() else {}


def _ways(seen: SeenSession, foot: str) -> list[Array]:
    if not tells_way(seen, foot):
        return []
    samples = seen.samples
    return [samples.cop_in_foot_mm(seen.setup, foot, samples.within(span)) for span in seen.standing]


def _picture(seen: SeenSession, foot: str) -> FootPicture:
    pose, length = seen.setup.poses[foot], seen.setup.feet.length_of(foot)
    points = np.array(pose.points_mm) if pose.points_mm else foot_points(seen.setup.feet, foot)
    faults = seen.result.faults if seen.result is not None else ()
    told = {POINT_OF.get(f.fault, "") for f in faults if f.foot == foot}
    pieces = _pieces(seen, foot, [f for f in faults if f.foot == foot])
    return FootPicture(
        sentence(f"report_foot.{foot}_capitals"),
        sentence(f"report_foot.{foot}"),
        _pairs(sole_outline(foot, length)),
        [
            (mirror(foot) * x * length, y * length, a * length, b * length, mirror(foot) * tilt)
            for x, y, a, b, tilt in TOE_FRACTIONS
        ],
        _pairs(points),
        [point in told for point in POINTS],
        [_pairs(way[:: max(1, -(-len(way) // MOST_PLACES))]) for way, _ in pieces],
        [warm for _, warm in pieces],
        _dwell(seen, foot, length),
        CELL_MM,
        _border(cop_ellipse(seen, foot), _ways(seen, foot)),
    )


def _pieces(seen: SeenSession, foot: str, faults: Sequence[FaultEvent]) -> list[tuple[Array, bool]]:
    """Each way, cut where a fault of this foot begins or ends, and whether it lasted in that piece."""
    pieces: list[tuple[Array, bool]] = []
    for begin_s, end_s in seen.standing if tells_way(seen, foot) else ():
        lasted = [(f.onset_s, f.onset_s + (f.duration_s if f.over else inf)) for f in faults]
        edges = {min(max(edge, begin_s), end_s) for of in lasted for edge in of} | {begin_s, end_s}
        for start, stop in pairwise(sorted(edges)):
            way = seen.samples.cop_in_foot_mm(seen.setup, foot, seen.samples.within((start, stop)))
            pieces.append((way, any(a <= start < b for a, b in lasted)))
    return [(way, warm) for way, warm in pieces if len(way) > 1]


def _dwell(seen: SeenSession, foot: str, length_mm: float) -> list[Dwelt]:
    if not tells_way(seen, foot):
        return []
    dwell, samples = Dwell(length_mm, inf), seen.samples
    for span in seen.standing:
        rows = samples.within(span)
        cop = samples.cop_in_foot_mm(seen.setup, foot, rows)
        times = samples.t_s[rows][np.isfinite(samples.cop_mm[rows, FEET.index(foot)]).all(1)]
        for t_s, (x, y) in zip(times.tolist(), cop.tolist(), strict=True):
            dwell.add(t_s, x, y)
    seconds = dwell.seconds
    most = float(seconds.max())
    if most <= 0:
        return []
    levels = np.minimum((seconds / most * LEVELS).astype(int), LEVELS - 1)
    found = [
        Dwelt(round(dwell.left_mm + column * CELL_MM, 1), round(float(row) * CELL_MM, 1), int(levels[row, column]))
        for row, column in np.argwhere(seconds >= LEAST_LEVEL * most).tolist()
    ]
    return sorted(found, key=lambda of: of.level)


def _border(measures: dict[str, float], ways: Sequence[Array]) -> list[Pair]:
    if not measures:
        return []
    x, y = np.concatenate(list(ways)).mean(0).tolist()
    a, b = measures["ellipse95_semi_major_mm"], measures["ellipse95_semi_minor_mm"]
    turn = radians(measures["ellipse95_angle_deg"])
    border: list[Pair] = []
    for k in range(48):
        u = 2 * np.pi * k / 48
        along, across = a * cos(u), b * sin(u)
        border.append(
            (round(x + along * cos(turn) - across * sin(turn), 2), round(y + along * sin(turn) + across * cos(turn), 2))
        )
    return border


def _pairs(of: Array) -> list[Pair]:
    return [(round(x, 2), round(y, 2)) for x, y in of.tolist()]
