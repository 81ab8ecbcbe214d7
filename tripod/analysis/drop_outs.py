"""Finds samples that cannot be a person's: spikes that come and go within a moment, and a CoP that stands still.

A spike is found with Hampel's identifier: a sample that is farther from the median of its neighbours than so many
times what the trace usually is (median of absolute differences), and farther than a person can move in that time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.trace import CopTrace

Array = NDArray[np.float64]

SPIKE_S = 0.05
"""Longest a spike lasts."""
TIMES_USUAL = 12.0
FASTER_MM_S = 600.0
"""No CoP of somebody who stands goes there and back so fast: a quick step sideways comes to about 500 mm/s."""
FROZEN_S = 0.5
"""A CoP that is the same to the last digit for so long was not measured."""


@dataclass(frozen=True)
class DropOuts:
    """What was found in a trace of n samples."""

    spike: NDArray[np.bool_]
    """(n,) samples that are spikes."""
    frozen_s: float
    """How long the CoP stood still to the last digit, in pieces of at least half a second."""

    @property
    def spikes(self) -> int:
        return int(np.count_nonzero(self.spike))


def drop_outs(trace: CopTrace) -> DropOuts:
    """See above; samples without a CoP are no spikes."""
    rate = trace.rate_hz()
    half = max(1, round(SPIKE_S * rate))
    spike = np.zeros(len(trace.time_s), bool)
    good = np.flatnonzero(trace.good)
    if len(good) > 4 * half:
        cop = trace.cop_mm[good]
        off = np.hypot(*(cop - _median(cop, half)).T)
        usual = float(np.median(off))
        spike[good] = (off > TIMES_USUAL * usual) & (off > FASTER_MM_S * half / rate / 2)
    return DropOuts(spike, _frozen_s(trace, rate))


def _median(cop_mm: Array, half: int) -> Array:
    """(n, 2) running median over 4 * half + 1 samples, shorter at the ends."""
    wide = np.pad(cop_mm, ((2 * half, 2 * half), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(wide, 4 * half + 1, axis=0)
    return np.asarray(np.median(windows, axis=2), np.float64)


def _frozen_s(trace: CopTrace, rate_hz: float) -> float:
    same = np.concatenate([[False], (np.diff(trace.cop_mm, axis=0) == 0).all(1), [False]])
    edges = np.flatnonzero(np.diff(same.astype(np.int8)))
    lengths = (edges[1::2] - edges[::2]) / rate_hz
    return float(lengths[lengths >= FROZEN_S].sum())
