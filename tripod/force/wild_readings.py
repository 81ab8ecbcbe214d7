"""Finds single wild readings: one sampling far from the one before, and the next one back where it was."""

from math import isnan, nan

import numpy as np
from numpy.typing import NDArray

from tripod import kernel
from tripod.force.film_grain import FilmGrain

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

SHORT = 12
"""A block of so few rows is looked at without numpy."""
PIECE = 64
"""A long block in which something jumps is looked at in pieces: nearly all of them are calm."""
JUMP_CODES = 8
"""A film's jump is one of more codes of the converter than this."""
_BACK = 0.3
"""The next reading is back when it is this near, as a part of the jump, to the reading before."""
_GOES_ON = 2.0
"""A step that is at most so many times the one before it, and in its direction, is a movement that goes on."""


class WildReadings:
    """Judges each cell's samplings in their order, the same however the stream is cut into blocks.

    A reading that jumps is not believed before the next one has come: that costs a step that is real one sampling,
    and keeps a wild one out of every number.
    """

    def __init__(self, jump_n: Array, grain: FilmGrain | None = None) -> None:
        """`jump_n` (cells,): a change between two samplings beyond this is a jump; a film's also spans codes, of which
        `grain` tells the size."""
        self._grain = grain
        self.set_jump(jump_n)
        self.restart()

    def set_jump(self, jump_n: Array) -> None:
        """From now on a change beyond these (cells,) is a jump."""
        self._jump_n: Array = jump_n
        self._limits: list[float] = jump_n.tolist()

    def restart(self) -> None:
        """What comes does not follow what was."""
        cells = len(self._limits)
        self._before = [nan] * cells
        """The last reading that is believed."""
        self._step = [0.0] * cells
        """From the believed reading before it."""
        self._doubted = [nan] * cells
        """A reading that jumped, waiting for the next."""

    def __call__(self, force_n: Array) -> tuple[Mask | None, Mask | None]:
        """Which of the readings (n, cells) must not be believed, and at which the one before proved wild; None, None
        where every reading may be. A reading that is nan is passed over."""
        if self._calm(force_n):
            return None, None
        doubted, wild = np.zeros(force_n.shape, np.bool_), np.zeros(force_n.shape, np.bool_)
        for start in range(0, len(force_n), PIECE):
            piece = slice(start, start + PIECE)
            if len(force_n) <= PIECE or not self._calm(force_n[piece]):
                for cell in range(force_n.shape[1]):
                    self._judge(cell, force_n[piece, cell].tolist(), doubted[piece, cell], wild[piece, cell])
        return doubted, wild

    def _calm(self, force_n: Array) -> bool:
        """Whether nothing jumps, as nearly always; then the last two readings are what is kept."""
        if not all(map(isnan, self._doubted)) or any(map(isnan, self._before)):
            return False
        if kernel.compiled is not None:
            before, step = np.array(self._before), np.empty(len(self._before))
            if not kernel.compiled.calm(np.ascontiguousarray(force_n), before, step, self._jump_n):
                return False
            self._before, self._step = before.tolist(), step.tolist()
            return True
        if len(force_n) <= SHORT:
            return self._calm_in_few(force_n.tolist())
        rows = np.concatenate([[self._before], force_n])
        steps = np.abs(rows[1:] - rows[:-1])
        # A nan compares as False, and so takes the closer look.
        if not (steps <= self._jump_n).all():
            return False
        self._before = rows[-1].tolist()
        self._step = (rows[-1] - rows[-2]).tolist()
        return True

    def _calm_in_few(self, rows: list[list[float]]) -> bool:
        """The same for a few rows, on which each call of numpy costs more than all of this."""
        before = earlier = self._before
        for row in rows:
            for now, then, limit in zip(row, before, self._limits, strict=True):
                if not abs(now - then) <= limit:
                    return False
            earlier, before = before, row
        self._step = [now - then for now, then in zip(before, earlier, strict=True)]
        self._before = before
        return True

    def _judge(self, cell: int, values: list[float], doubted: Mask, wild: Mask) -> None:
        grain = self._grain
        before, step, waiting = self._before[cell], self._step[cell], self._doubted[cell]
        for row, now in enumerate(values):
            if isnan(now):
                continue
            limit = self._limits[cell]
            if grain and not abs(now - before) <= limit:
                limit = max(limit, JUMP_CODES * grain(cell, before))
            if not isnan(waiting):
                back = abs(now - before) <= max(limit, _BACK * abs(waiting - before))
                if back and abs(now - waiting) > abs(now - before):
                    wild[row] = True
                else:
                    before, step = waiting, waiting - before
                waiting = nan
            change = now - before
            if isnan(before) or abs(change) <= limit or (change * step > 0 and abs(change) <= _GOES_ON * abs(step)):
                before, step = now, 0.0 if isnan(before) else change
            else:
                doubted[row], waiting = True, now
        self._before[cell], self._step[cell], self._doubted[cell] = before, step, waiting
