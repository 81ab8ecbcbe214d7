"""Stand on one point at a time: whether the foot's points lie where the program takes them to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot, nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet, foot_points, mirror, place_mm
from tripod.boards import PLAIN, POINTS, Board
from tripod.calibration.fit.terms import is_rigid

Array = NDArray[np.float64]

NEAR_MM = 15.0
"""Nominal gains tell a place to some millimetres, and a point is as wide as a thumb."""
_ALONE = 0.7
"""Of the foot's load: under blocks and films the point asked for carries at least so much."""


@dataclass(frozen=True)
class PointCheck:
    """One point of one foot, as it was found."""

    foot: str
    point: str
    found: bool
    """It lies where it should."""
    off_mm: tuple[float, float]
    """Where it was found less where it was expected (x to the right, y forward); nan where the board knows no place."""

    def words(self) -> str:
        """What was found, in one sentence."""
        name = PLAIN[self.point].format(self.foot)
        if self.found:
            return f"The {name} is where it should be."
        if self.off_mm[0] != self.off_mm[0]:
            return f"The {name} is not on its sensor: move the foot, or its sensors."
        x, y = mirror(self.foot) * self.off_mm[0], self.off_mm[1]
        sideways = f"{abs(x):.0f} mm {'outward' if x > 0 else 'inward'}"
        along = f"{abs(y):.0f} mm {'forward' if y > 0 else 'back'}"
        return f"The {name} lies {sideways} and {along} of where it is expected."


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
    expected = place_mm(board, foot) + foot_points(feet, foot)[POINTS.index(point)]
    x, y = (load @ at / total - expected).tolist()
    return PointCheck(foot, point, hypot(x, y) <= NEAR_MM, (x, y))


def measured(feet: Feet, checks: tuple[PointCheck, ...]) -> Mapping[str, Mapping[str, tuple[float, float]]]:
    """The points where they were found, in each foot's own frame, for those that a plate located."""
    out: dict[str, dict[str, tuple[float, float]]] = {f: dict(p) for f, p in feet.measured_mm.items()}
    for c in checks:
        if c.off_mm[0] == c.off_mm[0]:
            x, y = foot_points(feet, c.foot)[POINTS.index(c.point)].tolist()
            out.setdefault(c.foot, {})[c.point] = (x + c.off_mm[0], y + c.off_mm[1])
    return out
