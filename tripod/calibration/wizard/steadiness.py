"""Tells when a reading is steady enough to be taken, and gives its mean."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.device.blocks import Block
from tripod.device.frame_rate import FrameRate
from tripod.device.protocol import Status
from tripod.force.calibration import nominal
from tripod.force.counts_to_newtons import ForceLaw

Array = NDArray[np.float64]

AVERAGED_S = 1.0
"""Time in seconds over which a reading is averaged."""
_RELATIVE = {"hx711": 0.005}
_RELATIVE_FSR = 0.03
_MOVED, _MOVED_STEADY = 0.2, 50.0


@dataclass(frozen=True)
class Reading:
    """The last second, with nominal newtons for orientation only."""

    counts: Array
    """(cells,) means."""
    spread_n: Array
    """(cells,) standard deviations in nominal newtons."""
    force_n: Array
    """(cells,) nominal newtons, less the zero where one is known."""
    steady: float
    """How much of the second is steady, 0 to 1; at 1 the reading may be taken."""
    failed: tuple[int, ...]
    """Cells that gave no reading within the second; one at the end of its range did."""
    clipped: tuple[int, ...]
    """Cells at the end of their range."""


class Steadiness:
    """Keeps the last second of counts."""

    def __init__(self, board: Board, rate_hz: float, law: ForceLaw | None = None) -> None:
        """`law`: the board's nominal one, where it is there already; that of films takes a while to make."""
        self._board = board
        self._law = law or ForceLaw(board, nominal(board))
        self._rate = FrameRate(rate_hz)
        self._set_rate(rate_hz)
        cells = len(board.cells)
        self._counts = np.zeros((0, cells), np.int32)
        self._force_n = np.zeros((0, cells))
        """Of these counts, failed ones too."""
        self._status = np.zeros((0, cells), np.uint8)
        self._steady_frames = 0
        self._taken_n: Array | None = None
        self.moved = True
        """Whether the load differs clearly from the reading that was last taken, or did since."""

    def take(self, block: Block) -> None:
        """Take the next block of raw counts."""
        for _, hz in self._rate(block):
            self._set_rate(hz)
        # Piece by piece: of a block that comes late and long, the end alone may be steady.
        piece = max(self._n // 8, 2)
        for at in range(0, len(block), piece):
            counts = block.counts[at : at + piece]
            self._counts = np.concatenate([self._counts, counts])[-self._n :]
            self._force_n = np.concatenate([self._force_n, self._law.newtons(counts)])[-self._n :]
            self._status = np.concatenate([self._status, block.status[at : at + piece]])[-self._n :]
            self._steady_frames = self._steady_frames + len(counts) if self._is_steady() else 0
        if self._taken_n is not None:
            change = np.abs(self.latest_n() - self._taken_n).max()
            least = _MOVED * max(np.abs(self._taken_n).max(), _MOVED_STEADY * self._board.limits.steady_n)
            self.moved = self.moved or bool(change > least)

    def _set_rate(self, hz: float) -> None:
        self._n = max(int(hz * AVERAGED_S), 8)

    def reading(self, zero_counts: Array | None) -> Reading:
        """The last second as it is now."""
        cells = len(self._board.cells)
        if not len(self._counts):
            nothing = np.zeros(cells)
            return Reading(nothing, nothing, nothing, 0.0, (), ())
        counts = self._counts.mean(0)
        force = self._force_n
        zero = 0.0 if zero_counts is None else self._law.newtons(np.rint(zero_counts)[None].astype(np.int32))[0]
        end = self._board.front_end.full_scale_counts
        return Reading(
            counts,
            force.std(0),
            force.mean(0) - zero,
            min(self._steady_frames / self._n, 1.0),
            tuple(np.flatnonzero(((self._status != 0) & (self._status != Status.SATURATED)).any(0)).tolist()),
            tuple(np.flatnonzero((np.abs(self._counts) >= end).any(0)).tolist()),
        )

    def latest_n(self, seconds: float = 0.1) -> Array:
        """Nominal newtons (cells,) of about the last so many seconds, at most one, with no zero taken off."""
        if not len(self._counts):
            return np.zeros(self._counts.shape[1])
        return self._force_n[-max(int(self._n * seconds / AVERAGED_S), 2) :].mean(0)

    def taken(self) -> None:
        """The reading was used: the next needs the load to change first."""
        self.moved, self._taken_n = False, self.latest_n()

    def _is_steady(self) -> bool:
        tail = self._force_n[-max(self._n // 4, 4) :]
        # Mean and standard deviation by hand: with each piece of each block they would take half of the wizard's time.
        mean = np.add.reduce(tail, axis=0) / len(tail)
        off = tail - mean
        spread = np.sqrt(np.add.reduce(off * off, axis=0) / len(tail))
        relative = _RELATIVE.get(self._board.front_end.kind, _RELATIVE_FSR)
        allowed = np.maximum(self._board.limits.steady_n, relative * np.abs(mean))
        return bool((spread <= allowed).all())
