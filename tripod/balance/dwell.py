"""Counts how long the centre of pressure dwelt where under a foot: what a plate does measure of the sole."""

from collections import deque
from math import ceil, exp, hypot, inf, isfinite, nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

CELL_MM = 2.0
SIGMA_MM = 3.0
"""A CoP is known to about a millimetre; drawn wider, so that the eye joins what belongs together."""
LAST_S = 10.0
GAP_S = 0.5
"""Samples farther apart than this are no stay between them."""
_WIDE = 0.5
"""Width of the counted area in lengths of the foot."""
_REACH = ceil(3 * SIGMA_MM / CELL_MM)


def _stamp() -> NDArray[np.float64]:
    line = np.array([exp(-0.5 * (k * CELL_MM / SIGMA_MM) ** 2) for k in range(-_REACH, _REACH + 1)])
    both = np.outer(line, line)
    return both / both.sum()


_STAMP = _stamp()


class _Stay(NamedTuple):
    """What one sample added."""

    t_s: float
    cells: tuple[tuple[int, int], ...]
    each_s: float


class Dwell:
    """Seconds at each place of one foot, in its own frame, over the last seconds or since it was begun."""

    def __init__(self, length_mm: float, keep_s: float = LAST_S) -> None:
        """`keep_s`: what is older is forgotten; inf keeps all."""
        self.keep_s = keep_s
        self._columns = ceil(_WIDE * length_mm / CELL_MM)
        self._rows = ceil(length_mm / CELL_MM)
        # A border as wide as the stamp: none is ever cut.
        self._grid = np.zeros((self._rows + 2 * _REACH, self._columns + 2 * _REACH))
        self._stays: deque[_Stay] = deque()
        self._last: tuple[float, float, float] = (nan, nan, nan)

    @property
    def newest_s(self) -> float:
        """When the newest sample came; nan before the first."""
        return self._last[0]

    @property
    def seconds(self) -> NDArray[np.float64]:
        """(rows, columns) of `CELL_MM`, smoothed; row 0 lies at the back of the heel, column 0 to the person's left."""
        return self._grid[_REACH:-_REACH, _REACH:-_REACH]

    @property
    def left_mm(self) -> float:
        """Where column 0 begins, to the right of the foot's axis."""
        return -0.5 * self._columns * CELL_MM

    def add(self, t_s: float, x_mm: float, y_mm: float) -> None:
        """The CoP at `t_s`, in the foot's own frame; a nan breaks the way, and counts for nothing."""
        before_s, x0, y0 = self._last
        since = t_s - before_s
        if since == 0:
            return
        self._last = (t_s, x_mm, y_mm)
        if not 0 < since <= GAP_S or not all(map(isfinite, (x0, y0, x_mm, y_mm))):
            self._forget(t_s)
            return
        # Between two samples it went the straight way, so that a slow board draws the same line as a fast one.
        steps = min(max(ceil(hypot(x_mm - x0, y_mm - y0) / CELL_MM), 1), 64)
        parts = [(k + 0.5) / steps for k in range(steps)]
        cells = tuple(
            cell for p in parts if (cell := self._cell(x0 + p * (x_mm - x0), y0 + p * (y_mm - y0))) is not None
        )
        stay = _Stay(t_s, cells, since / steps)
        self._put(stay, 1.0)
        if self.keep_s < inf:
            self._stays.append(stay)
        self._forget(t_s)

    def _forget(self, t_s: float) -> None:
        while self._stays and not 0 <= t_s - self._stays[0].t_s < self.keep_s:
            self._put(self._stays.popleft(), -1.0)
        if not self._stays and self.keep_s < inf:
            # What adding and taking away again leaves of rounding.
            self._grid[:] = 0.0

    def _put(self, stay: _Stay, sign: float) -> None:
        for row, column in stay.cells:
            around = self._grid[row : row + 2 * _REACH + 1, column : column + 2 * _REACH + 1]
            around += (sign * stay.each_s) * _STAMP

    def _cell(self, x_mm: float, y_mm: float) -> tuple[int, int] | None:
        row, column = int(y_mm // CELL_MM), int((x_mm - self.left_mm) // CELL_MM)
        return (row, column) if 0 <= row < self._rows and 0 <= column < self._columns else None
