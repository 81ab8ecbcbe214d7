"""A trace made fit for measuring: evenly sampled and low-passed, or exactly as it was recorded."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.drop_outs import DropOuts, drop_outs
from tripod.analysis.trace import CopTrace

Array = NDArray[np.float64]

RATE_HZ, CUTOFF_HZ = 100.0, 10.0
LEAST_S = 20.0
LEAST_RATE_HZ = 2.5 * CUTOFF_HZ
EVEN_PERIODS = 0.1
"""Stamps that lie so near an even grid are taken for it: converters' clocks are no worse."""
MOST_MISSING, MOST_GAP_S = 0.05, 1.0
"""With more than this part missing, or longer in one piece, what is drawn between would be measured, not the person."""


class WhyNot(StrEnum):
    """Why a trace is not measured. Each has its sentence in the catalogue, in the table `not_analysed`."""

    TOO_SHORT = "too_short"
    TOO_SLOW = "too_slow"
    """The usual low-pass needs more samples a second."""
    IN_PIECES = "in_pieces"
    """Between its larger gaps no stretch is long enough."""
    MISSING = "missing"
    GAP = "gap"
    STILL = "still"
    """It does not move at all: no person stood there."""
    ONE_AXIS = "one_axis"
    """It moves to the sides alone, or forward and back alone: the other axis was not measured."""


class NotAnalysed(ValueError):
    """Sway cannot be measured in this trace."""

    def __init__(self, why: WhyNot, value: float) -> None:
        super().__init__(why.value, value)
        self.why, self.value = why, value


@dataclass(frozen=True)
class Filter:
    """What was done to a trace before it was measured."""

    raw: bool
    from_hz: float
    """The rate at which it came."""
    evened: bool = False
    """Its stamps were uneven, or samples were missing: it was drawn on straight lines between those that are there."""

    @property
    def name(self) -> str:
        """As files name it."""
        if self.raw:
            return "none"
        low_pass = f"butterworth 4th order zero phase {CUTOFF_HZ:g} Hz"
        if self.evened:
            low_pass = f"linear at {self.from_hz:.6g} Hz, {low_pass}"
        return low_pass if self.from_hz == RATE_HZ else f"{low_pass}, cubic from {self.from_hz:.6g} Hz"


@dataclass(frozen=True)
class Prepared:
    """(n, 2) even samples with a CoP each."""

    cop_mm: Array
    rate_hz: float
    filter: Filter
    missing: int
    """Samples that were not there, or could not be true, and were drawn between their neighbours."""
    drop_outs: DropOuts
    at_s: Array
    """Times of the samples that were filtered: as recorded, or an even grid."""
    kept: NDArray[np.bool_]
    """(trace,) which samples of the trace were believed."""
    trace_s: Array
    """(trace,) their times."""

    def alike(self, columns: Array) -> Array:
        """(n, k) of columns (trace, k) over the samples of the trace: made fit in the same way."""
        of = self.filter
        drawn = _between(self.at_s, self.trace_s, columns, self.kept) if of.raw or of.evened else columns
        return drawn if of.raw else _at_usual_rate(low_pass(drawn, of.from_hz), of.from_hz)

    @property
    def time_s(self) -> Array:
        """(n,) times of the samples on the trace's clock."""
        return self.at_s if self.filter.raw else self.at_s[0] + np.arange(len(self.cop_mm)) / self.rate_hz

    @property
    def duration_s(self) -> float:
        """(n - 1) / rate."""
        return (len(self.cop_mm) - 1) / self.rate_hz


def prepared(trace: CopTrace, *, raw: bool = False) -> Prepared:
    """Through a Butterworth of 4th order at 10 Hz without phase (2nd order, forwards and backwards), then at 100 Hz (of
    what has nothing left above 10 Hz a cubic spline is exact at any rate). `raw`: as it was recorded, for comparison
    with other programs; there samples without a CoP are drawn between their neighbours, and nothing else is changed.

    Raises:
        NotAnalysed: under 20 s, too slow, or too much is missing.
    """
    rate = trace.rate_hz()
    lasts = float(trace.time_s[-1] - trace.time_s[0]) if len(trace.time_s) > 1 else 0.0
    if not long_enough(lasts, rate):
        raise NotAnalysed(WhyNot.TOO_SHORT, lasts)
    if not raw and rate < LEAST_RATE_HZ:
        raise NotAnalysed(WhyNot.TOO_SLOW, rate)
    found = drop_outs(trace)
    absent = trace.missing()
    lost = absent + found.spikes
    _not_too_much(trace, lost / (lasts * rate), rate)
    kept = trace.good if raw else trace.good & ~found.spike
    moves = np.ptp(trace.cop_mm[kept], axis=0) > 0
    if not moves.all():
        raise NotAnalysed(WhyNot.ONE_AXIS if moves.any() else WhyNot.STILL, 0.0)
    t = trace.time_s
    grid = t if raw else t[0] + np.arange(round(lasts * rate) + 1) / rate
    even = not lost and len(grid) == len(t) and np.abs(grid - t).max() < EVEN_PERIODS / rate
    how = Filter(raw, rate, not raw and not even)
    nothing = np.zeros((0, 2))
    ready = Prepared(nothing, rate if raw else RATE_HZ, how, absent if raw else lost, found, grid, kept, t)
    return replace(ready, cop_mm=ready.alike(trace.cop_mm))


def long_enough(lasts_s: float, rate_hz: float) -> bool:
    """Whether sway may be told from so long; the first and last of 20 s of samples are a step less apart."""
    return lasts_s >= LEAST_S - 1 / max(rate_hz, 1.0)


def _not_too_much(trace: CopTrace, missing: float, rate_hz: float) -> None:
    """That what is missing may be drawn over; `missing`: which part of the trace.

    Raises:
        NotAnalysed: it may not. Where one of its stretches would do if it were longer, that is why.
    """
    gap_s = trace.longest_gap_s()
    if not (missing > MOST_MISSING or gap_s > MOST_GAP_S):
        return
    if gap_s >= 0:
        whole = trace.time_s[trace.longest_stretch(MOST_GAP_S)]
        lasts = float(whole[-1] - whole[0])
        if not long_enough(lasts, rate_hz):
            raise NotAnalysed(WhyNot.IN_PIECES, lasts)
    if missing > MOST_MISSING:
        raise NotAnalysed(WhyNot.MISSING, missing)
    raise NotAnalysed(WhyNot.GAP, gap_s)


def _between(at_s: Array, t: Array, columns: Array, good: NDArray[np.bool_]) -> Array:
    """(len(at_s), k) columns (n, k) at these times, on straight lines between good samples."""
    return np.column_stack([np.interp(at_s, t[good], columns[good, k]) for k in range(columns.shape[1])])


def low_pass(cop_mm: Array, rate_hz: float) -> Array:
    """(n, k) columns through the usual filter."""
    from scipy.signal import sosfiltfilt  # noqa: PLC0415

    return sosfiltfilt(_sections(rate_hz), cop_mm, axis=0)


@cache
def _sections(rate_hz: float) -> Array:
    """The usual filter. To design it costs more than to filter a minute."""
    from scipy.signal import butter  # noqa: PLC0415

    return butter(2, CUTOFF_HZ, fs=rate_hz, output="sos")


def _at_usual_rate(cop_mm: Array, rate_hz: float) -> Array:
    if rate_hz == RATE_HZ:
        return cop_mm
    from scipy.interpolate import CubicSpline  # noqa: PLC0415

    at = np.arange(len(cop_mm)) / rate_hz
    return CubicSpline(at, cop_mm)(np.arange(int(at[-1] * RATE_HZ + 1e-6) + 1) / RATE_HZ)
