"""Where the clock of a recording goes on by more than its samplings tell: no board records that, but an edited file may
hold it. Such a jump is a gap, and the time in it was not recorded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from tripod.device.blocks import Block
from tripod.record.layout import SAMPLES
from tripod.sentences import sentence

APART_US, APART_PART = 4_000_000, 0.02
"""Clock and samplings contradict each other when they are apart by more than so much, and by more than this part of the
step: twice what is kept of a live board (`device/frame_judge.py`)."""
PERIODS = 8
"""So many steps tell the period better than the rate that the recording names."""


@dataclass(frozen=True)
class ClockJump:
    """The clock jumped before the sampling that the file has at `tick_us`; everything from there on is earlier by
    `by_us` and by what earlier jumps were closed by."""

    seq: int
    tick_us: int
    by_us: int


class ClockJumps:
    """Closes the jumps of one recording's samples, and counts them."""

    def __init__(self, rate_hz: float) -> None:
        self._told_us = self._period_us = 1e6 / rate_hz
        self._last: tuple[int, int] | None = None
        self._closed_us = 0
        self._first_us = 0
        self.found: tuple[ClockJump, ...] = ()

    def closed(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The same samplings with a clock that goes on evenly; one that follows a jump begins a block."""
        for block in blocks:
            if self._last is None:
                self._first_us = int(block.tick_us[0])
            before = self._last or (int(block.seq[0]), int(block.tick_us[0]))
            self._last = int(block.seq[-1]), int(block.tick_us[-1])
            steps, passed_us = np.diff(block.seq, prepend=before[0]), np.diff(block.tick_us, prepend=before[1])
            start = 0
            for row in self._jumps(steps, passed_us):
                if row > start:
                    yield self._earlier(block.rows(slice(start, row)))
                by_us = int(passed_us[row]) - round(int(steps[row]) * self._period_us)
                self._closed_us += by_us
                self.found += (ClockJump(int(block.seq[row]), int(block.tick_us[row]), by_us),)
                start = row
            yield self._earlier(block.rows(slice(start, None)) if start else block)

    def begins(self, block: Block) -> bool:
        """Whether this block, just given, follows a jump."""
        return bool(self.found) and self.found[-1].seq == int(block.seq[0])

    def said(self) -> str:
        """What to tell the user; "" where the clock never jumped."""
        if not self.found:
            return ""
        first, total_us = self.found[0], sum(jump.by_us for jump in self.found)
        at_s = (first.tick_us - first.by_us - self._first_us) / 1e6
        at, by = f"{at_s:.1f}", f"{total_us / 1e6:.1f}"
        if len(self.found) == 1:
            return sentence("recording.clock_jumped", file=SAMPLES, at=at, by=by)
        return sentence("recording.clock_jumped_often", file=SAMPLES, n=len(self.found), at=at, by=by)

    def _jumps(self, steps: NDArray[np.int64], passed_us: NDArray[np.int64]) -> list[int]:
        """Rows before which the clock jumped."""
        ahead = passed_us - steps * self._told_us
        rows = np.flatnonzero(ahead > np.maximum(APART_US, APART_PART * passed_us))
        real = steps > 0
        if not len(rows) or not real.any():
            return []
        # Of a board that is strapped to another rate a long gap contradicts the rate alone.
        self._period_us = self._told_us
        if real.sum() >= PERIODS:
            self._period_us = float(np.median(passed_us[real] / steps[real]))
        ahead = passed_us - steps * self._period_us
        return [r for r in rows.tolist() if ahead[r] > max(APART_US, APART_PART * int(passed_us[r]))]

    def _earlier(self, block: Block) -> Block:
        return structs.replace(block, tick_us=block.tick_us - self._closed_us) if self._closed_us else block


def closed_tick(t_us: int, jumps: Iterable[ClockJump]) -> int:
    """A moment of the recording's clock, such as that of an event, by the clock without its jumps."""
    return t_us - sum(jump.by_us for jump in jumps if t_us >= jump.tick_us)
