"""Brings the cells of a board with free-running converters to one instant, before anything is made of them together.

Each cell of a frame was converted when its own clock said so; the frame says how long before its stamp that was (its
age, up to a whole period). Load that changes, or a CoP that moves, would else be made of readings of different times.

The common instant is one period before the stamp: the latest for which every cell has a reading before it and one after
it, so that nothing is foretold. Between the two readings the force is taken to change evenly. A delay that is the same
in each frame can be stated; a mean of ages wanders with the clocks, by half a period at worst.
"""

import numpy as np
from numpy.typing import NDArray

from tripod import kernel
from tripod.device.blocks import Block

Array = NDArray[np.float64]
Ticks = NDArray[np.int64]

AGE_US = 100
OLDEST = 255
"""On the wire: older than can be said."""
APART = 3
"""Ages below this, of 0.1 ms, are those of converters in step: their readings are of one instant as they are."""


class OneInstant:
    """Carries the cells' last readings from block to block; how the stream is cut changes nothing.

    While no frame had a cell older than its stamp (converters in step, boards without ages, recordings that have none)
    forces pass through as they are, to the bit.
    """

    def __init__(self, rate_hz: float) -> None:
        self.behind = False
        """Whether forces come out a period later than their stamps: from the first frame with ages on."""
        self.set_rate(rate_hz)
        self._last: tuple[Ticks, Array] | None = None
        """(cells,) when each cell's last reading was made, in us, and what it was."""

    def set_rate(self, rate_hz: float) -> None:
        """From the next frame on so many come a second."""
        self._period_us = round(1e6 / rate_hz)

    def forget(self) -> None:
        """What comes does not follow what was, or means something else: each cell's next reading stands alone."""
        self._last = None

    @property
    def delay_s(self) -> float:
        """By how much earlier than the stamp the common instant is."""
        return self._period_us / 1e6 if self.behind else 0.0

    def __call__(self, block: Block, force_n: Array) -> Array:
        """Forces (n, cells) at the common instants, of those at each cell's own; nan stays nan. A cell without a
        reading before (the first, or after `forget`) has its own."""
        if self.behind:
            return self._brought(block.tick_us, block.age, force_n)
        apart = block.age >= APART
        if not np.count_nonzero(apart):
            return force_n
        self.behind = True
        first = int(np.argmax(apart.any(1)))
        return np.concatenate(
            [force_n[:first], self._brought(block.tick_us[first:], block.age[first:], force_n[first:])]
        )

    def _brought(self, tick_us: Ticks, age: NDArray[np.uint8], force_n: Array) -> Array:
        if kernel.compiled is not None:
            return self._brought_at_once(tick_us, age, force_n)
        at: Ticks = tick_us[:, None] - self._age_us(age)
        last_at, last_n = self._last or (at[0], np.full(len(at[0]), np.nan))
        times: Ticks = np.concatenate([last_at[None], at])
        forces: Array = np.concatenate([last_n[None], force_n])
        # Of each cell the last row before that has a reading; row 0 is what the blocks before have left.
        rows, cells = np.arange(len(times))[:, None], np.arange(len(last_n))
        newest = np.maximum.accumulate(np.where(np.isfinite(forces), rows, 0), axis=0)
        began: Ticks = times[newest[:-1], cells]
        from_n: Array = forces[newest[:-1], cells]
        span: Ticks = at - began
        wanted: Ticks = tick_us[:, None] - self._period_us - began
        own = (wanted >= span) | (span <= 0) | ~np.isfinite(from_n)
        part = np.maximum(wanted, 0) / np.where(own, 1, span)
        self._last = times[newest[-1], cells], forces[newest[-1], cells]
        return np.where(own, force_n, from_n + (force_n - from_n) * part)

    def _brought_at_once(self, tick_us: Ticks, age: NDArray[np.uint8], force_n: Array) -> Array:
        if self._last is None:
            self._last = tick_us[0] - self._age_us(age[0]), np.full(age.shape[1], np.nan)
        out = np.empty(force_n.shape)
        last_us, last_n = self._last[0].copy(), self._last[1].copy()
        rows = np.ascontiguousarray(tick_us), np.ascontiguousarray(age), np.ascontiguousarray(force_n)
        assert kernel.compiled is not None
        kernel.compiled.bring(*rows, out, last_us, last_n, self._period_us, self._oldest_us)
        self._last = last_us, last_n
        return out

    def _age_us(self, age: NDArray[np.uint8]) -> Ticks:
        """(n, cells) ages in us."""
        return np.where(age == OLDEST, self._oldest_us, age.astype(np.int64) * AGE_US)

    @property
    def _oldest_us(self) -> int:
        """Of an age that is too old for the wire only this is known: it is older than that, and younger than a period;
        the middle is off least."""
        return max(OLDEST * AGE_US, (OLDEST * AGE_US + self._period_us) // 2)
