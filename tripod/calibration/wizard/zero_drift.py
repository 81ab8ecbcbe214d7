"""Whether the zero of a board holds still: load cells warm up, a film has no zero that may rise."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.terms import is_fsr

Array = NDArray[np.float64]

SPAN_S = 90.0
"""The drift is the slope over the last so many seconds of an empty board."""
LEAST_S, FILM_LEAST_S = 60.0, 15.0
LEAST_READINGS = 10
"""An empty board seen twice, with somebody on it in between, tells creep and no drift."""
HOLDS_MIN = 5.0
"""The zero holds still when within so many minutes it would move by less than its standard deviation."""
_WRONG = 10.0
"""A drift so many times the limit after the whole warm-up is a fault, no warming."""
_FILM_WRONG_N_PER_MIN = 1.0
"""An empty film reads nothing. What it keeps of a press dies away; a reading that rises is a leak or something that
presses."""


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
        force_n: Array = np.stack([f for _, f in self._seen])
        return np.polyfit(t - float(t.mean()), force_n, 1)[0]

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
            return (
                f"The {name} drifts by {drift[worst]:.1f} of the index a minute with nothing on it: look for what "
                "presses on it, and for moisture."
            )
        if abs(drift[worst]) <= _WRONG * self.limit_n_per_min:
            return ""
        return (
            f"The zero of the {name} drifts by {abs(drift[worst]):.1f} N a minute: let it "
            "warm up longer, and look for what touches or warms it."
        )
