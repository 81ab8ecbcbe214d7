"""What masses that stand on the board, and hands that press on it, put on the cells."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tripod.boards import GRAVITY, Board
from tripod.virtual.played_actions import PutMass

Array = NDArray[np.float64]

BLOCK_MM = 45.0
"""A mass farther than this from the middle of the next block or film stands beside it, on nothing that measures."""


class Resting:
    """By statics on a rigid plate; else all on the block or film that a mass stands on."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._rigid = not any(cell.sees for cell in board.cells)
        self._at = np.array([(cell.x_mm, cell.y_mm) for cell in board.cells])
        self._statics = {
            foot: np.linalg.pinv(np.vstack([np.ones(len(cells)), self._at[cells].T]))
            for foot, cells in ((f, list(board.cells_of(f))) for f in board.feet)
        }

    def __call__(self, masses: Iterable[PutMass], pressed_n: Iterable[tuple[int, float]]) -> Array:
        """(cells,) newtons. A hand presses right over its cell, also on a plate."""
        force = np.zeros(len(self._board.cells))
        for mass in masses:
            self._add(force, mass)
        for cell, newtons in pressed_n:
            if 0 <= cell < len(force):
                force[cell] += newtons
        return force

    def _add(self, force: Array, mass: PutMass) -> None:
        away = np.hypot(*(self._at - (mass.x_mm, mass.y_mm)).T)
        nearest = int(np.argmin(away))
        if not self._rigid:
            force[nearest] += mass.kg * GRAVITY if away[nearest] <= BLOCK_MM else 0.0
            return
        foot = self._board.cells[nearest].foot
        moments = mass.kg * GRAVITY * np.array([1.0, mass.x_mm, mass.y_mm])
        force[list(self._board.cells_of(foot))] += self._carried(foot, moments)

    def _carried(self, foot: str, moments: Array) -> Array:
        """What each cell of a plate carries. On four cells a corner's load would pull at the one opposite; but a plate
        only lies there: that cell is relieved, and the other three carry."""
        force = self._statics[foot] @ moments
        if len(force) != 4 or force.min() >= 0:
            return force
        lying = [k for k in range(4) if k != int(np.argmin(force))]
        at = self._at[list(self._board.cells_of(foot))][lying]
        three = np.linalg.solve(np.vstack([np.ones(3), at.T]), moments)
        if three.min() < -1e-6 * abs(moments[0]):
            # Beyond its cells it would tip; what they read then is nobody's lesson.
            return force
        force[:] = 0.0
        force[lying] = three
        return force
