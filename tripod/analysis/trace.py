"""The way of a CoP over time, as it was recorded."""

from dataclasses import dataclass
from functools import cached_property
from math import nan

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ROUNDED = 0.6
"""Stamps that are rounded differ from an even grid by up to half of their last digit."""
SAME = 1e-9
"""A median step is not nearer to its period than its stamps' last bits."""
GAP_PERIODS = 1.5
"""Between two stamps that are farther apart than so many periods samples are missing."""


@dataclass(frozen=True)
class CopTrace:
    """One CoP over n samples."""

    time_s: Array
    """(n,) strictly rising."""
    cop_mm: Array
    """(n, 2) to the person's right (ML) and forward (AP); nan where there is none."""

    @property
    def good(self) -> NDArray[np.bool_]:
        """(n,) which samples have a CoP."""
        return np.asarray(np.isfinite(self.cop_mm).all(1), np.bool_)

    def rate_hz(self) -> float:
        """Samples a second: a whole number where the stamps are an even grid of that rate, rounded to their digits;
        else one over the median step. nan for fewer than two."""
        return self._rate_hz

    @cached_property
    def _rate_hz(self) -> float:
        if len(self.time_s) < 2:
            return nan
        steps = np.diff(self.time_s)
        whole = round(len(steps) / float(self.time_s[-1] - self.time_s[0]))
        if whole > 0:
            grid = self.time_s[0] + np.arange(len(self.time_s)) / whole
            # The first stamp is rounded like the others.
            if np.abs(self.time_s - grid).max() <= 2 * ROUNDED * _last_digit(self.time_s):
                return float(whole)
        rate = 1 / float(np.median(steps))
        return float(round(rate)) if abs(rate - round(rate)) < SAME * rate else rate

    def missing(self) -> int:
        """Samples that an even stream of this rate would have had a CoP at, and has not."""
        steps, rate = np.diff(self.time_s), self.rate_hz()
        gaps = steps[steps > GAP_PERIODS / rate]
        return int(np.round(gaps * rate - 1).sum()) + int(np.count_nonzero(~self.good))

    def longest_gap_s(self) -> float:
        """The longest time without a CoP, 0 where none is longer than a step."""
        there = self.time_s[self.good]
        if len(there) < 2:
            return nan
        longest = float(np.diff(there).max())
        return longest if longest > GAP_PERIODS / self.rate_hz() else 0.0

    def longest_stretch(self, most_s: float) -> slice:
        """The longest run of rows whose good ones are never farther apart than `most_s`; at both ends of the trace,
        too, rows without a CoP may be part of it for so long. At least two rows must be good."""
        t, good = self.time_s, np.flatnonzero(self.good)
        ends = np.flatnonzero(np.diff(t[good]) > most_s)
        first, last = good[np.r_[0, ends + 1]], good[np.r_[ends, len(good) - 1]]
        k = int((t[last] - t[first]).argmax())
        begin, end = int(first[k]), int(last[k])
        if k == 0 and t[begin] - t[0] <= most_s:
            begin = 0
        if k == len(first) - 1 and t[-1] - t[end] <= most_s:
            end = len(t) - 1
        return slice(begin, end + 1)


def _last_digit(stamps: Array) -> float:
    """The step to which stamps are rounded, in seconds; no finer than a nanosecond."""
    some = stamps[:: max(1, len(stamps) // 64)].tolist()
    return 10.0 ** -max(len(f"{value:.9f}".rstrip("0").partition(".")[2]) for value in some)
