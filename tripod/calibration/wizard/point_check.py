"""Checks where a foot's points lie while a person stands on one point at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot, nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet, foot_points, mirror
from tripod.balance.pose import drawn_pose, to_foot
from tripod.boards import POINTS, Board, plain_point
from tripod.calibration.fit.terms import is_rigid
from tripod.sentences import sentence

Array = NDArray[np.float64]

NEAR_MM = 15.0
"""Largest distance of a point from its expected place; nominal gains locate it to some millimetres."""
_ALONE = 0.7
"""Smallest part of the foot's load on the point asked for, on blocks and films."""


@dataclass(frozen=True)
class PointCheck:
    """One point of one foot, as it was found."""

    foot: str
    point: str
    found: bool
    """It lies where it should."""
    off_mm: tuple[float, float]
    """Where it was found less where it was expected, in the foot's frame; nan where the board knows no place."""

    def words(self) -> str:
        """What was found, in one sentence."""
        name = plain_point(self.point, self.foot)
        if self.found:
            return sentence("point_check.in_place", point=name)
        if self.off_mm[0] != self.off_mm[0]:
            return sentence("point_check.not_on_sensor", point=name)
        x, y = mirror(self.foot) * self.off_mm[0], self.off_mm[1]
        way = f"{'outward' if x > 0 else 'inward'}_{'forward' if y > 0 else 'back'}"
        return sentence(f"point_off.{way}", point=name, sideways=abs(x), along=abs(y))


def asked(board: Board, checks: tuple[PointCheck, ...]) -> tuple[str, str] | None:
    """The next (foot, point) to stand on; None when all were."""
    all_of = [(foot, point) for foot in board.feet for point in POINTS]
    return all_of[len(checks)] if len(checks) < len(all_of) else None


def check_point(board: Board, feet: Feet, foot: str, point: str, force_n: Array) -> PointCheck | None:
    """What a steady load tells, given nominal newtons (cells,); None while the foot carries too little to tell."""
    cells = list(board.cells_of(foot))
    load = force_n[cells]
    total = float(load.sum())
    if total < board.limits.min_foot_n:
        return None
    if not is_rigid(board):
        most = board.cells[cells[int(load.argmax())]].point
        return PointCheck(foot, point, bool(most == point and load.max() >= _ALONE * total), (nan, nan))
    at = np.array([(board.cells[i].x_mm, board.cells[i].y_mm) for i in cells])
    found = to_foot(drawn_pose(board, feet, foot), foot, load @ at / total)
    x, y = (found - foot_points(feet, foot)[POINTS.index(point)]).tolist()
    return PointCheck(foot, point, hypot(x, y) <= NEAR_MM, (x, y))


def measured(feet: Feet, checks: tuple[PointCheck, ...]) -> Mapping[str, Mapping[str, tuple[float, float]]]:
    """The points where they were found, in each foot's own frame, for those that a plate located."""
    out: dict[str, dict[str, tuple[float, float]]] = {f: dict(p) for f, p in feet.measured_mm.items()}
    for c in checks:
        if c.off_mm[0] == c.off_mm[0]:
            x, y = foot_points(feet, c.foot)[POINTS.index(c.point)].tolist()
            out.setdefault(c.foot, {})[c.point] = (x + c.off_mm[0], y + c.off_mm[1])
    return out
