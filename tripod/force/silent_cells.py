"""Finds cells that have never moved, although somebody stands on their foot.

Under one rigid plate every cell carries something, and nobody stands on one point from the first moment on. A foot may
well have two points down and one in the air: whether that one's cell is dead is known once somebody has shifted onto
it.
"""

from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.force.plausibility import Cause
from tripod.force.plausibility_checks import Found, Where, total_there

Array = NDArray[np.float64]

UNDER_A_PLATE_S, UNDER_POINTS_S, ALONE_S, ONE_FOOT_TIMES = 2.0, 1.0, 6.0, 6
"""For longer than this a cell has not moved while somebody stood. A hold begins 2.5 s after a foot came to rest, on a
plate 3.5: until then a point that seems to be in the air is asked for, and no cue is wasted on a dead cell."""
ALONE_TIMES, ALONE_ON_A_PLATE = 1.5, 0.5
"""One cell alone carries so many times the least load of a foot: a hand may press a block, but never one corner."""
RAW_ZERO_TIMES = 1.5
"""With a zero that nobody took a cell carries something from so many times its standard deviation on."""
ZERO_UP = 5.0
"""A cell that reads more than so many standard deviations of its zero carries something."""


class SilentCells:
    """Judges piece after piece of the stream, each `piece_s` long."""

    def __init__(self, board: Board, piece_s: float) -> None:
        self._board, self._piece_s = board, piece_s
        self._feet = {foot: list(board.cells_of(foot)) for foot in board.feet}
        self.restart()

    def restart(self, moved: Sequence[bool] = ()) -> None:
        """What comes does not follow what was, but for which cells have `moved` (cells,), where that is known."""
        self.moved = np.array(moved or np.zeros(len(self._board.cells)), np.bool_)
        """(cells,) which have carried something."""
        self._silent_s = dict.fromkeys(self._feet, 0.0)
        """For how long the foot has stood on cells that moved, while others never did."""

    def __call__(self, change_n: Array, *, still: bool, told: Set[int | None], empty_known: bool) -> Found:
        """The silent ones, given what each cell (cells,) reads beyond the empty board, and whether that is known; of
        cells of which more is `told` nothing."""
        board, moved = self._board, np.abs(change_n)
        known_n = max(ZERO_UP * board.errors.zero_n, board.limits.steady_n)
        self.moved |= moved > (known_n if empty_known else RAW_ZERO_TIMES * board.errors.raw_zero_n)
        out: Found = {}
        carried = {foot: total_there(moved[cells]) for foot, cells in self._feet.items()}
        # Masses and presses come one by one; a person stands on both feet, or heavily on the only one there is.
        least = board.limits.min_foot_n * (1 if len(carried) > 1 else ONE_FOOT_TIMES)
        stands = min(carried.values()) >= least
        # A mass on one block lies still; somebody who stands on a board with one live cell does not.
        much = board.limits.min_foot_n * (ALONE_ON_A_PLATE if board.rigid else ALONE_TIMES)
        alone = self.moved.sum() == 1 and not still and max(carried.values()) >= much
        for foot, cells in self._feet.items():
            dead = [c for c in cells if not (self.moved[c] or c in told) and np.isfinite(change_n[c])]
            # A plate's corner may carry less than a zero that nobody took is off.
            told_apart = empty_known or not board.rigid
            silent = told_apart and (stands or alone) and 0 < len(dead) < len(cells)
            self._silent_s[foot] = self._silent_s[foot] + self._piece_s if silent else 0.0
            after_s = ALONE_S if not stands else UNDER_A_PLATE_S if board.rigid else UNDER_POINTS_S
            if self._silent_s[foot] > after_s:
                out |= {Where(Cause.SILENT, c, foot): 0.0 for c in dead}
        return out
