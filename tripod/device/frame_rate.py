"""Measures how many samplings a second really come, by the board's own clock; the banner's rate is a first guess.

Every span that is meant in seconds depends on it. A converter that is strapped to another rate, or runs free, is
followed from the first frames on.
"""

import numpy as np
from numpy.typing import NDArray

from tripod.device.blocks import Block

FIRST_SAMPLINGS = 8
"""After so many samplings the rate is looked at for the first time since the stream began."""
SPAN_US = 2_000_000
"""And from then on so often, by the board's clock."""
OFF = 0.05
"""A rate that differs by more than this, relatively, from the one in use takes its place; within it lies how much
converters without a crystal differ."""


class FrameRate:
    """Follows sequence and clock, the same however the stream is cut into blocks. Neither lost frames nor a clock that
    jumps once change it: it is the median of the periods within a span."""

    def __init__(self, rate_hz: float) -> None:
        """`rate_hz` is used until enough samplings have come."""
        self.in_use_hz = rate_hz
        self.restart()

    def restart(self) -> None:
        """What comes does not follow what was; the rate in use stays until enough has come."""
        self._first = True
        self._end = -1
        """The sequence number, or later the tick, at which the span under way ends; -1 before its first sampling."""
        self._span: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []

    def __call__(self, block: Block) -> list[tuple[int, float]]:
        """Rows of the block from which on another rate is in use, each with that rate in hertz; mostly none."""
        changes: list[tuple[int, float]] = []
        row = 0
        while row < len(block):
            counter = block.seq if self._first else block.tick_us
            if self._end < 0:
                self._end = int(counter[row]) + (FIRST_SAMPLINGS if self._first else SPAN_US)
            if counter[-1] < self._end:
                self._span.append((block.seq[row:], block.tick_us[row:]))
                return changes
            stop = int(np.searchsorted(counter, self._end)) + 1
            self._span.append((block.seq[row:stop], block.tick_us[row:stop]))
            hz = self._measured()
            if abs(hz / self.in_use_hz - 1) > OFF:
                self.in_use_hz = hz
                changes.append((stop - 1, hz))
            # The sampling that ends a span begins the next.
            self._first, row = False, stop
            self._span = [(block.seq[stop - 1 : stop], block.tick_us[stop - 1 : stop])]
            self._end = int(block.tick_us[stop - 1]) + SPAN_US
        return changes

    def _measured(self) -> float:
        seq = np.concatenate([seq for seq, _ in self._span])
        tick = np.concatenate([tick for _, tick in self._span])
        period_us = np.sort(np.diff(tick) / np.diff(seq))
        # Their median; the first call of numpy's own loads code for masked arrays, which takes longer than a picture.
        middle = period_us[(len(period_us) - 1) // 2 : len(period_us) // 2 + 1]
        return 1e6 / float(middle.mean())
