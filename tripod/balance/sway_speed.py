"""Sway speed by the usual formula: path length of the CoP after a 10 Hz low-pass, divided by the time.

The usual low-pass is a Butterworth of 2nd order, run forwards and backwards (4th order, no phase). A board's CoP has
been through other filters before: the converters' settling, which averages; the step that brings cells to one instant;
the live filter. What these took off is put back, as far as something was left, so that the figure is the formula's.

Two things cannot be put back. Load cells with hysteresis follow a turn only after a dead band; what that may have
hidden is estimated by sending the CoP through such a dead band once more. And of a board that does not measure the CoP
of the whole foot the figure is of another thing. `NotComparable` says why a figure may not be held against published
ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite, nan, pi, tan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import cell_positions
from tripod.balance.lowpass import CUTOFF_HZ, LEAST_RATE
from tripod.balance.setup import Setup
from tripod.force.median import median
from tripod.sentences import sentence
from tripod.storage.schemas.drill_result import SwaySpeedFile

Array = NDArray[np.float64]
Pair = tuple[float, float]

LEAST_LEFT = 0.25
"""Where the sensors left less than this of a movement it is taken for none: at 80 readings a second that is from 16 Hz
on, of which the usual low-pass leaves an eighth."""
LARGER = 1.4
"""The dead band has hidden more than it hides once more, for the smallest turns are gone; on sway of several kinds by
no more than this factor."""
LEAST_HZ, LEAST_S, NEARLY = 50.0, 25.0, 0.98
"""Rate and duration that are asked for in the field (Scoppa et al. 2013), and the part of them that does."""
LEAST_VALUES = 8
MISSING_PART = 0.02
MOST_HIDDEN = 0.3
"""Where more than this part may be hidden, what is left says nothing of the rest."""
AGREES = 0.03
"""A figure that may be off by more than this part agrees with nothing."""


class NotComparable(StrEnum):
    """Why a sway speed may not be held against published norms. Each has its sentence in the catalogue, in the table
    `sway_not_comparable`; the first that applies, in this order."""

    NO_SWAY = "no_sway"
    NOT_WHOLE_FOOT = "not_whole_foot"
    """What the board gives is not the CoP of the whole foot."""
    TOO_SLOW = "too_slow"
    TOO_SHORT = "too_short"
    GAPS = "gaps"
    HYSTERESIS = "hysteresis"
    """The cells' dead band may have hidden too much of it."""


@dataclass(frozen=True)
class CopResponse:
    """What is left of a movement of the CoP by the time that it is shown."""

    rate_hz: float
    settling_s: float = 0.0
    """Over so long each reading is a mean."""
    one_instant: bool = False
    """Readings were interpolated between two."""

    def of_sensors(self, hz: Array) -> Array:
        """(n,) part of a sine's amplitude at `hz` (n,) that is left in the unfiltered CoP."""
        left: Array = np.abs(np.sinc(hz * self.settling_s))
        if self.one_instant:
            # Of two readings in the parts w and 1 - w; w differs from cell to cell, and wanders with their clocks.
            w = (np.arange(10)[:, None] + 0.5) / 10
            left = left * np.sqrt(1 - 4 * w * (1 - w) * np.sin(pi * hz / self.rate_hz) ** 2).mean(0)
        return left

    def of_filter(self, hz: Array) -> Array:
        """(n,) part of it that the live filter leaves of that."""
        if self.rate_hz >= LEAST_RATE * CUTOFF_HZ:
            ratio = np.tan(pi * np.minimum(hz / self.rate_hz, 0.499)) / tan(pi * CUTOFF_HZ / self.rate_hz)
            return 1 / np.sqrt(1 + ratio**4)
        return np.ones_like(hz)


@dataclass(frozen=True)
class SwayLaw:
    """What a board can tell of sway."""

    response: CopResponse | None = None
    """None where it is not known: then nothing is put back."""
    dead_band_mm: Mapping[tuple[str, ...], tuple[float, float]] = field(default_factory=dict[tuple[str, ...], Pair])
    """Feet that stand -> half widths of the dead band in ML and AP."""
    whole_foot: bool = False
    """Whether the board measures the CoP of all that touches the ground."""

    @staticmethod
    def of(setup: Setup) -> "SwayLaw":
        """Of a board as it is set up."""
        board, bridge = setup.board, setup.board.front_end.kind == "hx711"
        at = cell_positions(board, setup.feet)
        # A converter's group delay is half of what it takes to settle.
        settling_s = 2 * (setup.sensor_delay_s - setup.behind_s) if bridge else 0.0
        both = [(foot,) for foot in board.feet] + ([tuple(board.feet)] if len(board.feet) > 1 else [])
        bands: dict[tuple[str, ...], Pair] = {}
        for feet in both:
            own = at[[cell for foot in feet for cell in board.cells_of(foot)]]
            # Half of the loop, of each cell's part of the load, at its lever: they turn together where a CoP turns.
            ml, ap = (board.errors.hysteresis / 2 * np.abs(own - own.mean(0)).mean(0)).tolist()
            bands[feet] = ml, ap
        rigid = board.claims.map_radius_mm == 0
        return SwayLaw(CopResponse(setup.rate_hz, settling_s, setup.behind_s > 0), bands, rigid)


@dataclass(frozen=True)
class SwaySpeed:
    """A sway speed, and how far it may be believed."""

    mm_s: float
    """nan where there is none."""
    up_to_hz: float
    """Its bandwidth: that of the usual low-pass, or less where the board is too slow."""
    duration_s: float
    rate_hz: float
    low_by: float
    """What the cells' dead band may have hidden, as a part of the true speed: at most, for it may be narrower. nan
    where nobody knows how wide it is."""
    why_not: NotComparable | None
    """Why it may not be held against published norms; None where it may."""

    @property
    def most_mm_s(self) -> float:
        """With all that the dead band may have hidden; nan where that may be so much that nobody can say."""
        return self.mm_s / (1 - self.low_by) if self.low_by <= MOST_HIDDEN else nan


NO_SWAY = SwaySpeed(nan, nan, nan, nan, nan, NotComparable.NO_SWAY)
FORMULA = "path length / duration, after a 10 Hz Butterworth of 2nd order, forwards and backwards"


def sway_speed(t_s: Sequence[float], cop_mm: Sequence[Pair], law: SwayLaw, feet: tuple[str, ...]) -> SwaySpeed:
    """Of the CoP at n times, each (ML, AP) in mm, nan where there is none; `feet` stand."""
    t, cop = np.asarray(t_s, np.float64), np.asarray(cop_mm, np.float64).reshape(-1, 2)
    good = np.isfinite(cop).all(1)
    if np.count_nonzero(good) < LEAST_VALUES:
        return NO_SWAY
    period = float(median(np.diff(t)))
    grid = np.arange(t[good][0], t[good][-1] + period / 2, period)
    even = np.column_stack([np.interp(grid, t[good], cop[good, axis]) for axis in range(2)])
    passed = _usual(even, period, law.response)
    lasts, rate_hz = float(grid[-1] - grid[0]), 1 / period
    low_by = _hidden(passed, period, law.dead_band_mm.get(feet))
    return SwaySpeed(
        path_mm(passed) / lasts,
        min(CUTOFF_HZ, rate_hz / 4),
        lasts,
        rate_hz,
        low_by,
        _why_not(law, rate_hz, lasts, 1 - np.count_nonzero(good) / len(grid), low_by),
    )


def sway_file(sway: SwaySpeed) -> SwaySpeedFile:
    """What there is not is None."""

    def there(value: float, digits: int = 3) -> float | None:
        return round(value, digits) if isfinite(value) else None

    return SwaySpeedFile(
        mm_s=there(sway.mm_s, 4),
        at_most_mm_s=there(sway.most_mm_s, 4),
        formula=FORMULA,
        up_to_hz=there(sway.up_to_hz),
        rate_hz=there(sway.rate_hz),
        duration_s=there(sway.duration_s),
        compares_with_norms=sway.why_not is None,
        why_not=sway.why_not.value if sway.why_not else None,
        said=sentence(f"sway_not_comparable.{sway.why_not.value}") if sway.why_not else "",
    )


def path_mm(cop_mm: Array) -> float:
    """Length of the way along (n, 2)."""
    return float(np.hypot(*np.diff(cop_mm, axis=0).T).sum())


def _why_not(law: SwayLaw, rate_hz: float, lasts_s: float, missing: float, low_by: float) -> NotComparable | None:
    if not law.whole_foot or law.response is None:
        return NotComparable.NOT_WHOLE_FOOT
    if rate_hz < NEARLY * LEAST_HZ:
        return NotComparable.TOO_SLOW
    if lasts_s < NEARLY * LEAST_S:
        return NotComparable.TOO_SHORT
    if missing > MISSING_PART:
        return NotComparable.GAPS
    return None if low_by <= AGREES else NotComparable.HYSTERESIS


def _hidden(passed: Array, period_s: float, half_mm: Pair | None) -> float:
    """The part of the way (n, 2) that a dead band takes, by taking it once more; nan where its width is unknown."""
    before = path_mm(_usual(passed, period_s, None))
    if half_mm is None or not before:
        return nan
    once_more = 1 - path_mm(_usual(played(passed, half_mm), period_s, None)) / before
    return min(max(LARGER * once_more, 0.0), 1.0)


def _usual(cop_mm: Array, period_s: float, response: CopResponse | None) -> Array:
    """(n, 2) after the usual low-pass, with what `response` took off put back below `TOP_HZ`."""
    n = len(cop_mm)
    # Turned about its ends, so that it goes on smoothly there.
    whole: Array = np.concatenate([2 * cop_mm[0] - cop_mm[:0:-1], cop_mm, 2 * cop_mm[-1] - cop_mm[-2::-1]])
    line: Array = whole[0] + (whole[-1] - whole[0]) * np.linspace(0, 1, len(whole))[:, None]
    hz: Array = np.fft.rfftfreq(len(whole), period_s).astype(np.float64)
    gain = 1 / (1 + (hz / CUTOFF_HZ) ** 4)
    if response is not None:
        sensors = response.of_sensors(hz)
        left = sensors > LEAST_LEFT
        gain = np.where(left, gain / np.where(left, sensors * np.maximum(response.of_filter(hz), 0.01), 1), 0)
    spectrum = np.fft.rfft(whole - line, axis=0) * gain[:, None]
    back: Array = np.fft.irfft(spectrum, len(whole), axis=0).astype(np.float64)
    return (back + line)[n - 1 : 2 * n - 1]


def played(cop_mm: Array, half_mm: Sequence[float]) -> Array:
    """(n, 2) as a dead band of these half widths lets it through (play)."""
    out = np.empty_like(cop_mm)
    for axis, half in enumerate(half_mm):
        held, column = float(cop_mm[0, axis]), list[float]()
        for value in cop_mm[:, axis].tolist():
            # `min` and `max` would cost three times as much.
            if held < value - half:
                held = value - half
            elif held > value + half:
                held = value + half
            column.append(held)
        out[:, axis] = column
    return out
