"""Finds loads that lie: while nothing on the board moves as somebody who stands does, a cell reads far from its zero.

A mass lies there, or the zero is not that of this board any more. A mass may well be weighed so. But who steps onto a
board that rests there has shares that are not theirs, until it was seen empty at its zero, or zeroed. Nothing is told
of a load under all cells at once.
"""

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.force.plausibility import Cause
from tripod.force.plausibility_checks import ZERO_PART, Found, Where

Array = NDArray[np.float64]

LASTS = 3
"""So many half seconds on end nothing moves: then nobody stands there."""


class LyingLoad:
    """Judges half seconds, one after the other."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._least_n = min(board.limits.min_foot_n, board.limits.empty_n) / 2
        self._zeros_n = ZERO_PART * np.array([cell.range_n for cell in board.cells])
        self.restart()

    def restart(self) -> None:
        """What comes does not follow what was."""
        self._still = 0
        self._cells: tuple[int, ...] = ()
        """Cells that read far from their zero when the board last was still."""

    @property
    def lies(self) -> tuple[int, ...]:
        """Cells on which something lies now, while nobody stands there."""
        return self._cells if self._still >= LASTS else ()

    def __call__(self, change_n: Array, *, still: bool, empty_known: bool) -> Found:
        """The cells whose load was there before whoever stands on the board now; given what each (cells,) reads beyond
        the empty board, whether that is known, and whether all are as `still` as the sensors alone."""
        # Of a film still feet are as quiet as its own noise.
        if not self._board.claims.newtons:
            return {}
        if still:
            self._still += 1
            if self._still >= LASTS:
                limit = self._least_n if empty_known else np.maximum(self._least_n, self._zeros_n)
                far = np.flatnonzero(change_n > limit).tolist()
                # Under all cells it may be somebody who stands more quietly than the sensors see.
                self._cells = tuple(far) if len(far) < len(self._board.cells) else ()
            return {}
        self._still = 0
        loads = [float(change_n[list(self._board.cells_of(foot))].sum()) for foot in self._board.feet]
        if not max(loads) >= self._board.limits.min_foot_n:
            return {}
        return {Where(Cause.LIES, c, self._board.cells[c].foot): float(change_n[c]) for c in self._cells}
