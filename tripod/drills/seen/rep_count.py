"""How many free hinges there are in a set, how sure that is, and between which looks each is down.

Nothing here needs hinges of even depth. A hinge is judged by its own excursion: how far it goes beyond the lowest
points before and after it (the prominence of its peak), which slow wander of the stance hardly touches. The excursions
of a set fall into two heaps, hinges and sway; they are parted at the widest gap between two neighbours in size. Where
another gap is nearly as wide, or where a longer or shorter smoothing parts them elsewhere, the count is not sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SMOOTH_S = (0.2, 2.0)
"""Shortest and longest smoothing (two moving means of this length); the one that fits is looked for from each of
`_FIRST_S`."""
_FIRST_S = (0.4, 1.0)
_PER_DOWN = 0.4
"""The smoothing's part of the time that hinges are down: longer blurs the hinge itself, shorter leaves more sway."""
_SHORT_ONES = 30
"""Percentile of these times: the short hinges of a set say how much may be smoothed."""
LONGEST_S = 15.0
"""Nobody stays at the bottom for so long; who stands back may do reps from there."""
_PASSES = 3
_OTHERS = (2 / 3, 1.4)
"""A count that so many times the smoothing does not give is not sure."""
_LARGE = 0.45
"""Excursions of at least this part of the largest are hinges for sure; their median is the set's usual size."""
_FLOOR = 0.15
"""Part of the usual size below which all is sway: no gap is looked for there."""
_MOST = 0.75
"""Part of the usual size above which nothing is parted."""
_LIKELY, _UNLIKELY = 0.4, 0.3
"""Gaps are likeliest at this part of the usual size; an e-fold away from it costs so much (on a log scale)."""
_NEARLY = 0.35
"""A gap whose log width comes this near to the widest leaves the count open."""
BEYOND = 0.6
"""Part of its depth beyond which a rep is down."""


@dataclass(frozen=True)
class Down:
    """One rep: the first and last look beyond 60 % of its depth, the deepest, and the looks before and after at which
    the person stood tallest."""

    before: int
    first: int
    deepest: int
    last: int
    after: int


@dataclass(frozen=True)
class Count:
    """The reps that were found, and the least and most that there may be."""

    downs: tuple[Down, ...] = ()
    least: int = 0
    most: int = 0
    lesser: tuple[Down, ...] = ()
    """What would be reps, too, if the next gap parted them from sway."""
    apart: float = 0.0
    """How far their sizes stand apart from those of sway, as the logarithm of the gap, less what its place costs."""


def count_reps(t_s: Array, back_mm: Array, least_mm: float = 0.0, breaks: Sequence[int] = ()) -> Count:
    """Reps in a set, given how far back of quiet stance the CoP was, both (n,) with n at least 10.

    Nothing less than `least_mm` is a rep. `breaks`: looks at which a new stretch begins, since a foot was away before:
    a rep lies within one stretch.
    """
    stretches = [slice(a, b) for a, b in pairwise([0, *breaks, len(t_s)]) if b - a > 2]
    of = _Line(back_mm, stretches, max(float(np.median(np.diff(t_s))), 1e-3), least_mm)
    width_s = max((_settled(of, first_s) for first_s in _FIRST_S), key=lambda s: of.parted(s).gap)
    found = of.parted(width_s)
    downs, more = of.downs(width_s, found.size), of.downs(width_s, found.lesser)
    counts = [found.number, found.least, found.most, *(of.parted(part * width_s).number for part in _OTHERS)]
    if any(of.lasts_s(down) > LONGEST_S for down in downs):
        counts.append(of.parted(_FIRST_S[0]).every)
    at = {down.deepest for down in downs}
    lesser = tuple(down for down in more if down.deepest not in at)
    return Count(tuple(downs), min(counts), max(counts), lesser, found.apart)


def _settled(of: "_Line", width_s: float) -> float:
    """The smoothing that fits the hinges which it lets be seen, looked for from `width_s` on."""
    for _ in range(_PASSES):
        times_s = [
            time_s for time_s in map(of.lasts_s, of.downs(width_s, of.parted(width_s).size)) if time_s <= LONGEST_S
        ]
        if not times_s:
            break
        width_s = min(max(_PER_DOWN * float(np.percentile(times_s, _SHORT_ONES)), SMOOTH_S[0]), SMOOTH_S[1])
    return width_s


def smooth(t_s: Array, values: Array, span_s: float) -> Array:
    """Moving mean over `span_s`, the ends held; (n,)."""
    return _mean_over(values, max(1, round(span_s / max(float(np.median(np.diff(t_s))), 1e-3))))


def passes(values: Array, high: float, low: float) -> list[tuple[int, int]]:
    """First and last index above `high` of each stretch that stays above `low` in between and ends below it."""
    found: list[tuple[int, int]] = []
    first = last = -1
    for k, value in enumerate(values.tolist()):
        if value >= high:
            first, last = (k if first < 0 else first), k
        elif value < low and first >= 0:
            found.append((first, last))
            first = -1
    return found


def prominences(values: Array) -> tuple[NDArray[np.intp], Array]:
    """Peaks of a line (n,) and how far each stands out: the fall, on the side of the lesser one, to the lowest point
    before a higher peak or the end."""
    steps = np.diff(values)
    moving = np.flatnonzero(steps)
    turned = np.flatnonzero((steps[moving[:-1]] > 0) & (steps[moving[1:]] < 0))
    peaks = moving[turned] + 1
    if not len(peaks):
        return peaks, np.empty(0)
    highs = values[peaks].tolist()
    ends = [0, *peaks.tolist(), len(values) - 1]
    lows = [float(values[a : b + 1].min()) for a, b in pairwise(ends)]
    before, after = _bases(highs, lows[:-1]), _bases(highs[::-1], lows[:0:-1])[::-1]
    return peaks, np.array([h - max(a, b) for h, a, b in zip(highs, before, after, strict=True)])


def _bases(highs: Sequence[float], lows: Sequence[float]) -> list[float]:
    """The lowest point between each peak and the last higher one before it; `lows` lie before each peak."""
    bases: list[float] = []
    open_: list[tuple[float, float]] = []
    for high, low in zip(highs, lows, strict=True):
        base = low
        while open_ and open_[-1][0] <= high:
            base = min(base, open_.pop()[1])
        open_.append((high, base))
        bases.append(base)
    return bases


@dataclass(frozen=True)
class _Parted:
    """How many excursions are reps, what size parts them from sway, and the least and most that there may be."""

    number: int
    size: float
    least: int
    most: int
    every: int = 0
    """How many there are above the floor, where all is sway."""
    gap: float = 0.0
    """How wide the gap is, as a logarithm, less what its place costs."""
    lesser: float = float("inf")
    """What size the next lesser gap parts, where that is nearly as wide."""
    apart: float = 0.0
    """How wide the gap is down to the next excursion, were it less than what may be a rep."""


def _parted(sizes: Array, least: float) -> _Parted:
    """Two heaps of excursions; `sizes` fall."""
    if not len(sizes) or sizes[0] < least or sizes[0] <= 0:
        return _Parted(0, float("inf"), 0, 0)
    usual = float(np.median(sizes[sizes >= max(_LARGE * sizes[0], least)]))
    floor = max(_FLOOR * usual, least)
    reps = [float(size) for size in sizes if size >= floor]
    gaps: list[tuple[float, int, float]] = []
    for k, (size, smaller) in enumerate(pairwise([*reps, floor])):
        parts_at = sqrt(size * smaller)
        if parts_at <= _MOST * usual:
            gaps.append((_width(size, smaller, usual), k + 1, parts_at))
    if not gaps:
        return _Parted(len(reps), floor, len(reps), len(reps), len(reps), apart=_apart(sizes, len(reps), usual))
    widest, number, size = max(gaps)
    near = [(k, at) for gap, k, at in gaps if gap >= widest - _NEARLY]
    lesser = next((at for k, at in near if k > number), size)
    return _Parted(number, size, near[0][0], near[-1][0], len(reps), widest, lesser, _apart(sizes, number, usual))


def _width(size: float, smaller: float, usual: float) -> float:
    """Of the gap between two neighbours in size, as a logarithm, less what its place costs."""
    return log(size / smaller) - _UNLIKELY * log(sqrt(size * smaller) / (_LIKELY * usual)) ** 2


def _apart(sizes: Array, number: int, usual: float) -> float:
    """How wide the gap is below the first `number` of all sizes, however small the next is."""
    smaller = float(sizes[number]) if number < len(sizes) else 0.0
    return _width(float(sizes[number - 1]), max(smaller, _FLOOR * usual), usual) if number else 0.0


_Peaks = tuple[Array, NDArray[np.intp], Array]
"""A smoothed line, its peaks and how far each stands out."""


@dataclass(frozen=True)
class _Line:
    """How far back the CoP was, in its stretches, looked at through any smoothing."""

    back_mm: Array
    stretches: Sequence[slice]
    period_s: float
    least_mm: float
    known: dict[int, list[_Peaks]] = field(default_factory=dict[int, list[_Peaks]])
    """Looks in a mean -> each stretch seen through it: several questions are asked of one smoothing."""

    def parted(self, width_s: float) -> _Parted:
        sizes = [sizes for _, _, sizes in self._peaks(width_s)]
        return _parted(np.sort(np.concatenate([np.empty(0), *sizes]))[::-1], self.least_mm)

    def downs(self, width_s: float, size: float) -> list[Down]:
        """Of all excursions of this size; looks are counted from the beginning of the set."""
        found: list[Down] = []
        for (line, peaks, sizes), stretch in zip(self._peaks(width_s), self.stretches, strict=True):
            found += _downs(line, peaks[sizes >= size].tolist(), stretch.start)
        return found

    def lasts_s(self, down: Down) -> float:
        return (down.last - down.first + 1) * self.period_s

    def _peaks(self, width_s: float) -> list[_Peaks]:
        n = max(1, round(width_s / self.period_s))
        if n not in self.known:
            lines = [_mean_over(_mean_over(self.back_mm[stretch], n), n) for stretch in self.stretches]
            self.known[n] = [(line, *prominences(line)) for line in lines]
        return self.known[n]


def _mean_over(values: Array, n: int) -> Array:
    padded = np.concatenate([np.full(n // 2, values[0]), values, np.full(n - 1 - n // 2, values[-1])])
    total = np.concatenate([[0.0], np.cumsum(padded)])
    return (total[n:] - total[:-n]) / n


def _downs(values: Array, deepest: Sequence[int], start: int) -> list[Down]:
    """Of each peak; `start` is added to all looks."""
    between = [0, *deepest, len(values)]
    tallest = [a + int(values[a : max(b, a + 1)].argmin()) for a, b in pairwise(between)]
    downs: list[Down] = []
    for at, before, after in zip(deepest, tallest, tallest[1:], strict=False):
        down, up = (BEYOND * values[at] + (1 - BEYOND) * values[k] for k in (before, after))
        first = before + int((values[before : at + 1] >= down).argmax())
        last = after - int((values[at : after + 1][::-1] >= up).argmax())
        downs.append(Down(*(start + k for k in (before, first, at, last, after))))
    return downs
