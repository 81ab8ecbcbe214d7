"""Measures how many samplings a second really come, by the board's own clock; the banner's rate is a first guess.

Every span that is meant in seconds depends on it. A converter that is strapped to another rate, or runs free, is
followed from the first frames on.
"""

import numpy as np

from tripod.device.blocks import Block

FIRST_SAMPLINGS = 8
"""After so many samplings the rate is looked at for the first time since the stream began."""
SPAN_US = 2_000_000
"""And from then on so often, by the board's clock."""
OFF = 0.05
"""A rate that differs by more than this, relatively, from the one in use takes its place; within it lies how much
converters without a crystal differ."""


class FrameRate:
    """Follows sequence and clock, the same however the stream is cut into blocks. Lost frames do not change it."""

    def __init__(self, rate_hz: float) -> None:
        """`rate_hz` is used until enough samplings have come."""
        self.in_use_hz = rate_hz
        self._began: tuple[int, int] | None = None
        self._first = True

    def restart(self) -> None:
        """What comes does not follow what was; the rate in use stays until enough has come."""
        self._began, self._first = None, True

    def __call__(self, block: Block) -> list[tuple[int, float]]:
        """Rows of the block from which on another rate is in use, each with that rate in hertz; mostly none."""
        changes: list[tuple[int, float]] = []
        row = 0
        while row < len(block):
            if self._began is None:
                self._began = int(block.seq[row]), int(block.tick_us[row])
            end = self._end(block, row)
            if end is None:
                return changes
            seq, tick = int(block.seq[end]), int(block.tick_us[end])
            hz = (seq - self._began[0]) / (tick - self._began[1]) * 1e6
            if abs(hz / self.in_use_hz - 1) > OFF:
                self.in_use_hz = hz
                changes.append((end, hz))
            self._began, self._first, row = (seq, tick), False, end + 1
        return changes

    def _end(self, block: Block, row: int) -> int | None:
        """The row that ends the span under way, from `row` on; None if none does."""
        assert self._began is not None
        seq, tick = self._began
        counter, end = (block.seq, seq + FIRST_SAMPLINGS) if self._first else (block.tick_us, tick + SPAN_US)
        if counter[-1] < end:
            return None
        return max(int(np.searchsorted(counter, end)), row)
