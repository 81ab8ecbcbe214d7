"""Finds gains that are far off without any mass: who shifts their weight slowly weighs the same wherever it lies.

With W the true weight and one cell that gives g times what it should, the total reads W + (g - 1) f, f being the true
force on that cell: a straight line over what the cell itself reads, of slope 1 - 1/g. A gain that is off alike in all
cells changes nothing of this, so of that nothing is told; nor of boards that do not weigh.

Steps, bars and hands that carry change the total as well, but with slopes beyond those of a gain (who takes weight off
one foot takes it off the total: slope 1), or once and not to and fro. Toes that bear load beside a board's cells change
it with every lean forward, so that such a board is judged by shifts from foot to foot alone.
"""

from collections import deque
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tripod.boards import FEET, Board
from tripod.force.plausibility import Cause
from tripod.force.plausibility_checks import Found, Where

Array = NDArray[np.float64]

LEAST, MOST = 16, 120
"""Half seconds that are looked at."""
STEADY = 0.04
"""The total's SD within half a second of standing, as a part of it, is below this."""
CHANGES = 0.08
"""The total must change by this part to be looked at further: feet that move push off by a few per cent."""
CELL_RANGE, FOOT_RANGE = 0.12, 0.25
"""And what a cell, or the left foot, carries by this part of it,"""
TURNS = 2
"""to and fro so often."""
FITS = 0.9
"""So much of the total's variance must lie on the line."""
CELL_LESS, CELL_MORE, FOOT_LEAST, SLOPE_MOST = -0.4, 0.25, 0.1, 0.8
"""Slopes of a gain that is far off: less than 0.7, more than 1.3 times."""
EXACT, APART = 0.01, 0.1
"""One cell is named when its line leaves less than the first part of the variance, and less than the second part of
what any other cell's or foot's leaves."""
TINY = 1e-12
"""Of a sum that would else be 0."""
OFF_PART = 0.25
"""A foot that carries less than this part of the least load of a foot has left the board."""


class SteadyTotal:
    """Judges half seconds, one after the other."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._tells = board.claims.newtons and len(board.feet) == 2
        self.restart()

    def restart(self) -> None:
        """What comes does not follow what was."""
        self._means: deque[Array] = deque(maxlen=MOST)

    def __call__(self, force_n: Array, change_n: Array) -> Found:
        """The cell whose gain is far off, or the board where it cannot be told which; given half a second of readings
        (n, cells), and what each cell (cells,) reads beyond the empty board."""
        if not self._tells or not np.isfinite(force_n).all():
            return {}
        board = self._board
        loads = [float(change_n[list(board.cells_of(foot))].sum()) for foot in board.feet]
        if min(loads) < OFF_PART * board.limits.min_foot_n:
            # Whoever comes back may weigh something else.
            self._means.clear()
            return {}
        if float(force_n.sum(1).std()) <= STEADY * sum(loads):
            self._means.append(change_n)
        return self._judge() if len(self._means) >= LEAST else {}

    def _judge(self) -> Found:
        means = np.array(self._means)
        total = means.sum(1)
        changed = _range(total) / total.mean()
        if changed < CHANGES:
            return {}
        feet = [_line(means[:, list(self._board.cells_of(foot))].sum(1), total) for foot in FEET]
        cells = [_line(of_cell, total) for of_cell in means.T]
        by_foot = any(
            foot.moves(FOOT_RANGE) and foot.fits and FOOT_LEAST <= abs(foot.slope) <= SLOPE_MOST for foot in feet
        )
        by_cell = any(cell.moves(CELL_RANGE) and cell.fits and cell.far_off for cell in cells)
        if not (by_foot or (by_cell and self._board.rigid)):
            return {}
        first, *others = sorted(range(len(cells)), key=lambda c: cells[c].leaves)
        best = cells[first]
        # What hardly moves is no worse an explanation where it moves alike.
        apart = min([EXACT, *(APART * line.leaves for line in (*feet, *(cells[c] for c in others)))])
        if best.moves(CELL_RANGE) and best.far_off and best.leaves <= apart:
            return {Where(Cause.UNEVEN, first, self._board.cells[first].foot): 1 / (1 - best.slope)}
        return {Where(Cause.UNEVEN, None, ""): 100 * changed}


class _Line(NamedTuple):
    """The total over something that moves."""

    slope: float
    leaves: float
    """The part of the total's variance that is not on the line."""
    span: float
    """How far it moves, as a part of the total's mean,"""
    turns: int
    """and how often it turns round."""

    def moves(self, least: float) -> bool:
        return self.span >= least and self.turns >= TURNS

    @property
    def fits(self) -> bool:
        return self.leaves <= 1 - FITS

    @property
    def far_off(self) -> bool:
        """Whether it is that of a cell's gain."""
        return self.slope <= CELL_LESS or CELL_MORE <= self.slope <= SLOPE_MOST


def _line(x: Array, total: Array) -> _Line:
    """The total (n,) over x (n,)."""
    span = _range(x)
    centred, of_total = x - x.mean(), total - total.mean()
    slope = float((centred * of_total).sum() / max(float((centred * centred).sum()), TINY))
    left = of_total - slope * centred
    leaves = float((left * left).sum() / max(float((of_total * of_total).sum()), TINY))
    return _Line(slope, leaves, float(span / total.mean()), _turns(x, span / 3))


def _range(values: Array) -> float:
    """Between the 5th and the 95th percentile."""
    # `np.percentile` would load all of numpy's masked arrays (see `force/median.py`).
    low, high = np.interp([0.05 * (len(values) - 1), 0.95 * (len(values) - 1)], np.arange(len(values)), np.sort(values))
    return float(high - low)


def _turns(x: Array, by: float) -> int:
    """How often x (n,) turns round after it went by so much."""
    turns, way, end = 0, 0, float(x[0])
    for value in x.tolist():
        if way and (value - end) * way > 0:
            end = value
        elif abs(value - end) > by:
            turns += 1 if way else 0
            way, end = 1 if value > end else -1, value
    return turns
