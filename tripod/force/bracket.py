"""Compares the zero before and after a session: how far it drifted, and whether the session's forces hold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.force.drift import Rest

Array = NDArray[np.float64]

SURE, MOST = 2.0, 20.0
"""Limits in standard deviations of the zero: up to the first it is good; beyond the second the cause is no drift."""


@dataclass(frozen=True)
class Bracket:
    """What the empty board before and after a session says of the zero in between."""

    mark: str
    """`good`, `corrected` or `doubtful`."""
    reason: str
    drift_n: tuple[float, ...]
    """(cells,) from before to after; empty where it is not known."""
    mean_n: tuple[float, ...]
    """(cells,) by how much the zero in use was off in the middle of the session; zeros where nothing is corrected."""


class ZeroBracket:
    """Collects the zero of the empty board before and after the load of a session."""

    def __init__(self, board: Board, tare_n: Array, zero_known: bool) -> None:
        """`tare_n` (cells,) is the zero in use at the start, in newtons."""
        self._board, self._tare_n = board, tare_n
        self._before: Array | None = tare_n if zero_known else None
        self._after: Array | None = None
        self._stood = self._rezeroed = False

    def add(self, rest: Rest | None, tare_n: Array) -> None:
        """Take the next second, empty or not, and the zero that was in use."""
        self._rezeroed = self._rezeroed or bool((tare_n != self._tare_n).any())
        if rest is None:
            self._stood, self._after = True, None
        elif not self._stood:
            self._before = rest.mean_n + tare_n
        elif self._after is None:
            self._after = rest.mean_n + tare_n

    def bracket(self) -> Bracket:
        """The result for the session so far."""
        nothing = (0.0,) * len(self._board.cells)
        if not self._stood:
            return Bracket("good", "Nobody stood on the board.", (), nothing)
        if self._before is None or self._after is None:
            when = "end: step off before you stop" if self._after is None else "start: zero it first"
            return Bracket("doubtful", f"The board was not seen empty at the {when}.", (), nothing)
        drift = self._after - self._before
        worst = int(np.abs(drift).argmax())
        off, zero_n = float(abs(drift[worst])), self._board.errors.zero_n
        drifts = tuple(drift.tolist())
        said = f"{off:.2g} {'N' if self._board.claims.newtons else 'of the index'}"
        if off <= SURE * zero_n:
            return Bracket("good", f"The zero moved by {said} at most.", drifts, nothing)
        name = self._board.cells[worst].plain
        if off > MOST * zero_n:
            reason = f"The zero of the {name} moved by {said}: something was left on the board, or it is not warm."
            return Bracket("doubtful", reason, drifts, nothing)
        if self._board.front_end.kind != "hx711":
            reason = f"The empty {name} moved by {said}; what a film did in between nobody knows."
            return Bracket("doubtful", reason, drifts, nothing)
        if self._rezeroed:
            return Bracket(
                "corrected", f"The zero of the {name} moved by {said}; it was zeroed in between.", drifts, nothing
            )
        middle = tuple(((self._before + self._after) / 2 - self._tare_n).tolist())
        reason = f"The zero of the {name} moved by {said}; what that did to the means is taken off."
        return Bracket("corrected", reason, drifts, middle)
