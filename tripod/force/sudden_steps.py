"""Finds cells that lose or gain load at once, while everything else stays as it was: that is a wire, a solder joint or
a block that slipped, and no foot. What a foot takes off one point it puts on another.

Who steps off takes the last point's load away alone, too; but then nothing is left on that foot. Masses are put down
and taken off at once, but lie still. A gain that is lost once stays so when somebody steps off and on again: only a new
zero (`restart`) begins anew.
"""

from math import isnan

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.force.drop_outs import LEAST
from tripod.force.plausibility import Cause
from tripod.force.plausibility_checks import DEAD, Found, Where, is_still, mean_and_spread, total_there

Array = NDArray[np.float64]
Counts = NDArray[np.int32]

SPAN = 5
"""Samplings that a step may take: a converter settles within four."""
LEAST_HZ = 40.0
"""At fewer samplings a second that would be as long as a foot needs."""
LEVEL_S = 0.125
"""Before and after a step the load is a mean of so long."""
PART = 0.4
"""A step takes at least this part of what the cell carried, or carries then."""
AT_ONCE = 0.8
"""And this part of it happens within `SPAN`."""
OTHERS, ALL_OTHERS = 0.15, 0.2
"""No other cell changes by more than the first part of the step meanwhile, nor all together by more than the second."""

ONCE_AND_BACK, BACK = 2, 0.35
"""A second step that leaves less than this part of the largest was one back. A wire that is loose does not leave it at
that."""


class SuddenSteps:
    """Judges the last second of readings, each half second."""

    def __init__(self, board: Board) -> None:
        self._board, self._bridges = board, board.front_end.kind == "hx711"
        self._least_n = min(board.limits.min_foot_n, board.limits.empty_n) / 2
        self.restart()

    def restart(self) -> None:
        """What comes does not follow what was."""
        self._steps: dict[int, list[float]] = {}
        """Of each cell that stepped, by how much, one after the other."""
        self._late: set[int] = set()
        """Cells that stepped so late in the last piece that the next one sees the end of it, too."""

    def __call__(self, force_n: Array, counts: Counts, empty_n: Array, rate_hz: float) -> Found:
        """The cells that stepped and did not step back, or did so again and again, with their largest step; given the
        readings of a second (n, cells), their counts, and what the empty board reads (cells,). Steps in its middle half
        are judged: then each of a stream is judged once."""
        if rate_hz >= LEAST_HZ:
            self._look(force_n, counts, empty_n, rate_hz)
        out: Found = {}
        for cell, steps in self._steps.items():
            largest = max(steps, key=abs)
            if len(steps) > ONCE_AND_BACK or abs(sum(steps)) > BACK * abs(largest):
                out[Where(Cause.SUDDEN, cell, self._board.cells[cell].foot)] = largest
        return out

    def _look(self, force_n: Array, counts: Counts, empty_n: Array, rate_hz: float) -> None:
        rows, level = len(force_n), round(LEVEL_S * rate_hz)
        first, last = max(rows // 4 - SPAN // 2, level - 1), min(rows - rows // 4, rows - SPAN - level + 1)
        late, self._late = self._late, set()
        if last <= first:
            return
        moved = force_n[first + SPAN : last + SPAN] - force_n[first:last]
        moved = np.where(np.isnan(moved), 0.0, np.abs(moved))
        most = moved.max(0)
        if not (most > AT_ONCE * self._least_n).any():
            return
        for cell in np.flatnonzero(most > AT_ONCE * self._least_n).tolist():
            row = first + int(moved[:, cell].argmax())
            if row - first < SPAN and cell in late:
                continue
            around = counts[row - level + 1 : row + SPAN + level, cell]
            if self._bridges and np.isin(around, DEAD).sum() >= LEAST:
                # Its converter fell out, and that is told as such.
                continue
            before = mean_and_spread(force_n[row - level + 1 : row + 1])[0] - empty_n
            after = mean_and_spread(force_n[row + SPAN : row + SPAN + level])[0] - empty_n
            if self._alone(cell, float(most[cell]), before, after) and not self._lies(cell, force_n):
                self._steps.setdefault(cell, []).append(float(after[cell] - before[cell]))
                self._late |= {cell} if last - row <= SPAN else set()

    def _alone(self, cell: int, at_once_n: float, before_n: Array, after_n: Array) -> bool:
        """Whether the cell steps while all others stay, on a foot that stands on others before and after."""
        step = after_n - before_n
        own, others = abs(float(step[cell])), np.delete(step, cell)
        carried = max(abs(float(before_n[cell])), abs(float(after_n[cell])))
        if isnan(own) or own < max(self._least_n, PART * carried) or at_once_n < AT_ONCE * own:
            return False
        if np.nanmax(np.abs(others), initial=0.0) > OTHERS * own or abs(total_there(others)) > ALL_OTHERS * own:
            return False
        rest = [c for c in self._board.cells_of(self._board.cells[cell].foot) if c != cell]
        return min(total_there(before_n[rest]), total_there(after_n[rest])) >= self._least_n

    def _lies(self, cell: int, force_n: Array) -> bool:
        """Whether all else lies as still as masses do."""
        _, spread = mean_and_spread(np.delete(force_n, cell, axis=1))
        return is_still(self._board, np.nan_to_num(spread))
