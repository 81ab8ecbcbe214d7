"""The board as it reads just now: its last second, its clock, and whether its zero holds still while it is empty."""

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.terms import is_fsr
from tripod.calibration.wizard.steadiness import Reading, Steadiness
from tripod.calibration.wizard.verify import one_reading
from tripod.calibration.wizard.zero_drift import Settling
from tripod.device.blocks import Block
from tripod.device.frame_rate import OFF
from tripod.force.calibration import nominal
from tripod.force.counts_to_newtons import ForceLaw
from tripod.sentences import sentence

Array = NDArray[np.float64]

_RATE_AFTER_S = 5


class BoardNow:
    """What every step of the wizard sees of the board. Forces are nominal newtons: for orientation only."""

    def __init__(self, board: Board, rate_hz: float) -> None:
        self.board, self.rate_hz = board, rate_hz
        self.film = is_fsr(board)
        self.zero_drift = Settling(board)
        self._nominal = ForceLaw(board, nominal(board))
        self._steadiness = Steadiness(board, rate_hz, self._nominal)
        self._first: tuple[int, int] | None = None
        self._last = (0, 0)
        """Sequence number and microseconds of the board's clock, as of the first frame."""

    def take(self, block: Block) -> None:
        """Take the next block of raw counts, its cells in the order of the board's file."""
        if self._first is None:
            self._first = int(block.seq[0]), int(block.tick_us[0])
        self._last = int(block.seq[-1]), int(block.tick_us[-1])
        self._steadiness.take(block)

    def forget_readings(self) -> None:
        """Begin the last second anew: from here on the wires come in another order."""
        self._steadiness = Steadiness(self.board, self.rate_hz, self._nominal)

    def reading(self, zero_counts: Array | None = None) -> Reading:
        """The last second, less the zero (cells,) where one is known."""
        return self._steadiness.reading(zero_counts)

    def latest_n(self, seconds: float = 0.1) -> Array:
        """(cells,) of about the last so many seconds, at most one, with no zero taken off."""
        return self._steadiness.latest_n(seconds)

    def nominal_n(self, block: Block) -> Array:
        """(n, cells) of raw counts, with no zero taken off; nan where a reading failed."""
        return self._nominal(block)

    def zero_n(self, zero_counts: Array | None) -> Array:
        """(cells,) that the empty board reads; nothing while the zero is not taken."""
        if zero_counts is None:
            return np.zeros(len(self.board.cells))
        return self._nominal(one_reading(zero_counts))[0]

    @property
    def moved(self) -> bool:
        """Whether the load differs clearly from the reading that was last taken, or did since."""
        return self._steadiness.moved

    def taken(self) -> None:
        """Call after a reading was used, or was not meant: the next one is taken only after the load has changed."""
        self._steadiness.taken()

    @property
    def last_us(self) -> int | None:
        """The board's clock at the last frame; None before the first."""
        return None if self._first is None else self._last[1]

    @property
    def elapsed_s(self) -> float:
        """Since the first frame, by the board's clock."""
        return self.seconds_since(None)

    def seconds_since(self, us: int | None) -> float:
        """Since this reading of the board's clock; None for the first frame."""
        if self._first is None:
            return 0.0
        return (self._last[1] - (self._first[1] if us is None else us)) / 1e6

    def not_empty(self, reading: Reading) -> str:
        """One sentence if something stands there, given a reading with no zero taken off; "" if nothing does."""
        for foot in self.board.feet:
            if abs(sum(reading.force_n[i] for i in self.board.cells_of(foot))) > self.board.limits.empty_n:
                return sentence("board_now.something_stands", foot=foot)
        return ""

    def watch_zero(self) -> None:
        """Let the zero's drift see the last second, if the board is empty and steady."""
        reading = self.reading()
        if reading.steady >= 1 and not reading.failed and not reading.clipped and not self.not_empty(reading):
            self.zero_drift.add(self._last[1] / 1e6, reading.force_n)

    def fault(self, reading: Reading, *, should_be_empty: bool, may_clip: bool) -> str:
        """One sentence on what is wrong with the cells or with the rate; "" if nothing is."""
        if reading.clipped and should_be_empty:
            name = self.board.cells[reading.clipped[0]].plain
            return sentence("board_now.empty_cell_clips", cell=name)
        if reading.failed:
            return sentence("board_now.no_sound_reading", cell=self.board.cells[reading.failed[0]].plain)
        if reading.clipped and not may_clip:
            return sentence("board_now.cell_clips", cell=self.board.cells[reading.clipped[0]].plain)
        if self._first and self._last[0] - self._first[0] > _RATE_AFTER_S * self.rate_hz:
            rate = (self._last[0] - self._first[0]) / (self._last[1] - self._first[1]) * 1e6
            if abs(rate / self.rate_hz - 1) > OFF:
                return sentence("board_now.wrong_rate", rate=rate, stated=self.rate_hz)
        return ""
