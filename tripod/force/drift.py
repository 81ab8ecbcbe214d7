"""Watches the zero's drift: on the empty board, and as creep of the total under a person who stands still."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board

Array = NDArray[np.float64]

BIN_US = 1_000_000
LEAST_ROWS = 4
"""A second with fewer readings says nothing."""
LOOK_BACK_S = 60.0
_STILL = 0.01
"""Largest standard deviation of the total within a second of standing still, as a part of its mean."""
_STEP = 0.01
"""Largest change of the total from second to second that counts as drift, as a part of it; beyond, the load changed."""
DRIFTED = 4.0
"""A reading has drifted when it lies further from its zero than this many standard deviations."""


@dataclass(frozen=True)
class Rest:
    """A second in which the board stood empty and still."""

    t_s: float
    mean_n: Array
    """(cells,) mean forces in newtons, less the zero in use."""


class DriftWatch:
    """Examines the forces second by second; how the stream is cut into blocks does not matter."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._cells = [list(board.cells_of(foot)) for foot in board.feet]
        self.clear()

    def clear(self) -> None:
        """Forget everything: call after a new zero or a gap in the stream."""
        self._waiting: list[Array] = []
        self._began_us = -1
        self._stood: list[tuple[float, float]] = []
        self.rest: Rest | None = None
        """The last second of an empty board; None since somebody stood on it."""

    def add(self, t_s: Array, force_n: Array) -> list["Rest | None"]:
        """Take forces (n, cells) at times (n,); for each second that ends, its `Rest`, or None where it was none."""
        self._waiting.append(np.column_stack([t_s, force_n]))
        # In whole microseconds, as the board counts: where a second ends must not depend on when the stream began.
        first_us, last_us = round(float(t_s[0]) * 1e6), round(float(t_s[-1]) * 1e6)
        if self._began_us < 0:
            self._began_us = first_us
        if last_us < self._began_us + BIN_US:
            return []
        rows = np.concatenate(self._waiting)
        us = np.rint(rows[:, 0] * 1e6)
        ended: list[Rest | None] = []
        start = 0
        while last_us >= self._began_us + BIN_US:
            stop = int(np.searchsorted(us, self._began_us + BIN_US))
            ended.append(self._second(rows[start:stop, 0], rows[start:stop, 1:]))
            # The next second begins with its first reading: after lost frames that may be later.
            start, self._began_us = stop, int(us[stop])
        self._waiting = [rows[start:]]
        return ended

    @property
    def drifted(self) -> bool:
        """Whether the empty board reads a force beyond the uncertainty of its zero."""
        return self.rest is not None and bool(np.abs(self.rest.mean_n).max() > DRIFTED * self._board.errors.zero_n)

    @property
    def under_load_n(self) -> float:
        """Creep of the total in newtons within the last minute of standing still; 0 where it is not significant.

        Always 0 on a board whose total is a relative index: its films creep under any load.
        """
        if (
            not self._board.claims.newtons
            or not self._stood
            or self._stood[-1][0] - self._stood[0][0] < LOOK_BACK_S / 2
        ):
            return 0.0
        stood = np.array(self._stood)
        t: Array = stood[:, 0]
        total: Array = stood[:, 1]
        since_middle: Array = t - t.mean()
        slope = float(np.polyfit(since_middle, total, 1)[0])
        crept = slope * float(t[-1] - t[0])
        sure = DRIFTED * self._board.errors.zero_n * len(self._board.cells) ** 0.5
        return crept if abs(crept) > sure else 0.0

    def _second(self, t_s: Array, force_n: Array) -> Rest | None:
        mean = np.add.reduce(force_n, 0) / len(force_n)
        spread = np.sqrt(np.add.reduce((force_n - mean) ** 2, 0) / len(force_n))
        enough = len(t_s) >= LEAST_ROWS
        t, limits = float(t_s.mean()), self._board.limits
        if not enough or not np.isfinite(mean).all():
            self._stood, self.rest = [], None
            return None
        empty = all(abs(float(mean[cells].sum())) < limits.empty_n for cells in self._cells)
        if empty and bool((spread <= limits.steady_n).all()):
            self._stood, self.rest = [], Rest(t, mean)
            return self.rest
        self.rest = None
        total = force_n.sum(1)
        still = not empty and float(total.std()) < _STILL * abs(float(total.mean()))
        self._stand(t, float(total.mean()) if still else float("nan"))
        return None

    def _stand(self, t_s: float, total_n: float) -> None:
        if not isfinite(total_n):
            self._stood = []
            return
        if self._stood and abs(total_n - self._stood[-1][1]) > _STEP * abs(total_n):
            self._stood = []
        self._stood = [(t, n) for t, n in self._stood if t_s - t <= LOOK_BACK_S]
        self._stood.append((t_s, total_n))
