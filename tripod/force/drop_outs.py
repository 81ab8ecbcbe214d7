"""Finds bridges whose converter falls out: its readings are exactly 0 or exactly -1, one after the other."""

from collections import deque
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.force.plausibility import Cause
from tripod.force.plausibility_checks import Found, Where

Mask = NDArray[np.bool_]

LEAST = 3
"""So many equal readings of a dead converter: the noise of a live one that rests there gives as many once in hours, and
that costs a reading."""
SPAN_US, TWICE = 30_000_000, 2
"""Who falls out so often within so long is loose; who does so once may stay out, which is another fault."""


class DropOuts:
    """Judges each cell's counts in their order, the same however the stream is cut into blocks."""

    def __init__(self, board: Board) -> None:
        self._bridges = board.front_end.kind == "hx711"
        self._feet = [cell.foot for cell in board.cells]
        self.restart()

    def restart(self) -> None:
        """What comes does not follow what was."""
        self._dead = [0] * len(self._feet)
        """How many equal readings of a dead converter each cell gave last."""
        self._value = [0] * len(self._feet)
        """Which reading that was, 0 or -1."""
        self._alive = [False] * len(self._feet)
        """Whether each cell has read something else since it last fell out."""
        self._fell_us: list[deque[int]] = [deque() for _ in self._feet]

    def __call__(self, tick_us: NDArray[np.int64], counts: NDArray[np.int32]) -> Mask | None:
        """Which readings (n, cells) at `tick_us` (n,) are those of a dead converter; None where none is."""
        if not self._bridges:
            return None
        near = (counts == 0) | (counts == -1)
        if not np.count_nonzero(near):
            if any(self._dead):
                self._dead = [0] * len(self._feet)
            if not all(self._alive):
                self._alive = [True] * len(self._feet)
            return None
        mask = np.zeros(counts.shape, np.bool_)
        for cell in range(counts.shape[1]):
            if near[:, cell].any():
                self._judge(cell, tick_us, counts[:, cell].tolist(), mask[:, cell])
            else:
                self._dead[cell], self._alive[cell] = 0, True
        return mask if mask.any() else None

    def found(self, now_us: int) -> Found:
        """Cells that fell out again and again before `now_us`."""
        out: Found = {}
        for cell, times in enumerate(self._fell_us):
            while times and times[0] < now_us - SPAN_US:
                times.popleft()
            # Later ones of the same block do not count yet.
            if sum(t < now_us for t in times) >= TWICE:
                out[Where(Cause.LOOSE, cell, self._feet[cell])] = nan
        return out

    def _judge(self, cell: int, tick_us: NDArray[np.int64], values: list[int], mask: Mask) -> None:
        dead, last, alive = self._dead[cell], self._value[cell], self._alive[cell]
        for row, value in enumerate(values):
            if value not in (0, -1):
                dead, alive = 0, True
                continue
            dead, last = (dead + 1 if value == last else 1), value
            if dead >= LEAST:
                mask[row] = True
            if dead == LEAST and alive:
                self._fell_us[cell].append(int(tick_us[row]))
                alive = False
        self._dead[cell], self._value[cell], self._alive[cell] = dead, last, alive
