"""Tells whether the zero of a board is stable: load cells drift while they warm up, a film must not rise."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.terms import is_fsr
from tripod.sentences import sentence

Array = NDArray[np.float64]

SPAN_S = 90.0
"""Time in seconds over which the slope of the empty board's readings is taken."""
LEAST_S, FILM_LEAST_S = 60.0, 15.0
LEAST_READINGS = 10
"""Smallest number of readings; fewer, with somebody on the board in between, would show creep and not drift."""
HOLDS_MIN = 5.0
"""The zero is stable when it would take more than this many minutes to move by its standard deviation."""
_WRONG = 10.0
"""A drift above this multiple of the limit after the whole warm-up is a fault."""
_FILM_WRONG_N_PER_MIN = 1.0
"""Largest rise of an empty film's reading. What remains of a press only falls; a larger rise is moisture, or something
that presses."""


class Settling:
    """Takes what an empty, steady board reads, about once a second."""

    def __init__(self, board: Board) -> None:
        self._board, self._film = board, is_fsr(board)
        self._seen: deque[tuple[float, Array]] = deque()
        self.limit_n_per_min = board.errors.zero_n / HOLDS_MIN

    def add(self, t_s: float, force_n: Array) -> None:
        """Nominal newtons (cells,) of the empty board at a time on the board's clock."""
        if self._seen and t_s - self._seen[-1][0] < 1.0:
            return
        self._seen.append((t_s, force_n))
        while self._seen[0][0] < t_s - SPAN_S:
            self._seen.popleft()

    @property
    def drift_n_per_min(self) -> Array | None:
        """(cells,) slope of the zero; None until the board was empty long enough."""
        span_s = self._seen[-1][0] - self._seen[0][0] if self._seen else 0.0
        if len(self._seen) < LEAST_READINGS or span_s < (FILM_LEAST_S if self._film else LEAST_S):
            return None
        t = np.array([t for t, _ in self._seen]) / 60
        force = np.array([f for _, f in self._seen])
        t = t - t.mean()
        return (t @ (force - force.mean(0))) / (t @ t)

    @property
    def settled(self) -> bool:
        """Whether every cell drifts less than its limit."""
        drift = self.drift_n_per_min
        return drift is not None and bool((np.abs(drift) <= self.limit_n_per_min).all())

    def problem(self) -> str:
        """One sentence on a cell that drifts as no warm cell does; "" if none does."""
        drift = self.drift_n_per_min
        if drift is None:
            return ""
        worst = int(drift.argmax() if self._film else np.abs(drift).argmax())
        name = self._board.cells[worst].plain
        if self._film:
            if drift[worst] <= _FILM_WRONG_N_PER_MIN:
                return ""
            return sentence("zero_drift.film", cell=name, drift=drift[worst])
        if abs(drift[worst]) <= _WRONG * self.limit_n_per_min:
            return ""
        return sentence("zero_drift.load_cell", cell=name, drift=abs(drift[worst]))
