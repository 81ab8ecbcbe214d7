"""Compares the zero before and after a session: how far it drifted, and whether the session's forces hold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.force.drift import Rest
from tripod.sentences import sentence

Array = NDArray[np.float64]

SURE, MOST = 2.0, 20.0
"""Limits of the zero's change in its standard deviations: up to `SURE` it is good, above `MOST` it is no drift."""


@dataclass(frozen=True)
class Bracket:
    """What the empty board before and after a session says of the zero in between."""

    mark: str
    """`good`, `corrected` or `doubtful`."""
    reason: str
    drift_n: tuple[float, ...]
    """(cells,) change of the zero from before to after, in newtons; empty where it is not known."""
    mean_n: tuple[float, ...]
    """(cells,) error of the zero in use in the middle of the session, in newtons; zeros where nothing is corrected."""


class ZeroBracket:
    """Collects the zero of the empty board before and after the load of a session."""

    def __init__(self, board: Board, tare_n: Array, zero_known: bool) -> None:
        """`tare_n` (cells,) is the zero in use at the start, in newtons."""
        self._board, self._tare_n = board, tare_n
        self._before: Array | None = tare_n if zero_known else None
        self._after: Array | None = None
        self._heard = self._stood = self._rezeroed = False

    def add(self, rest: Rest | None, tare_n: Array) -> None:
        """Take the next second, empty or not, and the zero that was in use."""
        self._heard = True
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
        if not self._heard:
            return Bracket("doubtful", sentence("zero_bracket.too_short"), (), nothing)
        if not self._stood:
            return Bracket("good", sentence("zero_bracket.nobody_stood"), (), nothing)
        if self._before is None or self._after is None:
            no_end = self._after is None
            reason = sentence("zero_bracket.not_empty_at_end" if no_end else "zero_bracket.not_empty_at_start")
            return Bracket("doubtful", reason, (), nothing)
        drift = self._after - self._before
        worst = int(np.abs(drift).argmax())
        off, zero_n = float(abs(drift[worst])), self._board.errors.zero_n
        drifts = tuple(drift.tolist())
        said = sentence("zero_bracket.newtons" if self._board.claims.newtons else "zero_bracket.index", off=off)
        if off <= SURE * zero_n:
            return Bracket("good", sentence("zero_bracket.held", off=said), drifts, nothing)
        name = self._board.cells[worst].plain
        if off > MOST * zero_n:
            reason = sentence("zero_bracket.too_far", cell=name, off=said)
            return Bracket("doubtful", reason, drifts, nothing)
        if self._board.front_end.kind != "hx711":
            reason = sentence("zero_bracket.film_moved", cell=name, off=said)
            return Bracket("doubtful", reason, drifts, nothing)
        if self._rezeroed:
            reason = sentence("zero_bracket.zeroed_between", cell=name, off=said)
            return Bracket("corrected", reason, drifts, nothing)
        middle = tuple(((self._before + self._after) / 2 - self._tare_n).tolist())
        reason = sentence("zero_bracket.taken_off", cell=name, off=said)
        return Bracket("corrected", reason, drifts, middle)
