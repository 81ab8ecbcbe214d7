"""How many free hinges there are in a set, how sure that is, and between which looks each is down.

Sway is slow, and where a hinge is only four times as deep it hides reps and invents some. Reps in a row are told by
their reversals, once a moving mean has taken the slow wander of the stance away: down and up again by 30 % of the way
that most of the set takes. Reps far apart would drown in the reversals of standing still, so those are told by level:
beyond 60 % of the set's depth, and back within 30 %. A count that other thresholds do not give is not sure.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

IN_A_ROW_S = 11.0
"""Reps that come less often than this are far apart."""
REVERSAL = (0.22, 0.3, 0.45)
"""Part of the set's range: the middle one counts, the others say how sure that is."""
LEVELS = ((0.5, 0.2), (0.6, 0.3), (0.7, 0.4))
"""Parts of the set's depth at which a rep begins and ends, in the same way."""
SMOOTH_S = (0.7, 2.1)
"""Shortest and longest smoothing."""
LEVEL_SMOOTH_S = 1.5
_PER_REP = 3.0
"""The smoothing's parts of a rep: longer blurs the rep itself, shorter leaves more sway."""
_WANDERS = 4.8
"""The moving mean is so many times as long as the smoothing, a rep and a half: shorter takes the rep away, too."""
_FIRST_REVERSAL = 0.45
LONGEST_S = 10.0
"""Nobody stays at the bottom for so long."""
DEEP = 95
"""Percentile of a set that is its depth."""
BEYOND = 0.6
"""Part of its depth beyond which a rep is down."""


@dataclass(frozen=True)
class Down:
    """One rep: the first and last look beyond 60 % of its depth, and the looks before and after at which the person
    stood tallest."""

    before: int
    first: int
    last: int
    after: int


@dataclass(frozen=True)
class Count:
    """The reps that were found, and the least and most that there may be."""

    downs: tuple[Down, ...] = ()
    least: int = 0
    most: int = 0


def count_reps(t_s: Array, back_mm: Array) -> Count:
    """Reps in a set, given how far back of quiet stance the CoP was, both (n,) with n at least 10."""
    took_s = float(t_s[-1] - t_s[0])
    width_s = SMOOTH_S[0]
    for part in (_FIRST_REVERSAL, REVERSAL[1]):
        rep_s = took_s / max(len(_reversals(_steady(t_s, back_mm, width_s), part)), 1)
        width_s = min(max(rep_s / _PER_REP, SMOOTH_S[0]), SMOOTH_S[1])
    steady = _steady(t_s, back_mm, width_s)
    turns = [_reversals(steady, part) for part in REVERSAL]
    coarse = smooth(t_s, back_mm, min(width_s, LEVEL_SMOOTH_S))
    depth = float(np.percentile(coarse, DEEP))
    # What is down from the first look on began before the set.
    levels = [[p for p in passes(coarse, high * depth, low * depth) if p[0] > 0] for high, low in LEVELS]
    if took_s > IN_A_ROW_S * len(levels[1]):
        numbers = [len(p) for p in levels]
        if _longest_s(t_s, coarse >= LEVELS[1][1] * depth) > LONGEST_S:
            # Who stands back for so long may do reps from there.
            numbers += [len(t) for t in turns]
        downs = _downs(coarse, [(first + last) // 2 for first, last in levels[1]])
    else:
        numbers = [len(t) for t in turns]
        downs = _downs(steady, turns[1])
    return Count(downs, min(numbers), max(numbers))


def smooth(t_s: Array, values: Array, span_s: float) -> Array:
    """Moving mean over `span_s`, the ends held; (n,)."""
    n = max(1, round(span_s / max(float(np.median(np.diff(t_s))), 1e-3)))
    padded = np.concatenate([np.full(n // 2, values[0]), values, np.full(n - 1 - n // 2, values[-1])])
    total = np.concatenate([[0.0], np.cumsum(padded)])
    return (total[n:] - total[:-n]) / n


def _longest_s(t_s: Array, down: NDArray[np.bool_]) -> float:
    """The longest time without a look at which that is not so."""
    tall = t_s[~down]
    return float(np.diff([t_s[0], *tall, t_s[-1]]).max())


def _steady(t_s: Array, back_mm: Array, width_s: float) -> Array:
    return smooth(t_s, back_mm, width_s) - smooth(t_s, back_mm, _WANDERS * width_s)


def _reversals(values: Array, part: float) -> list[int]:
    """Where each rise by `part` of the range, that is followed by such a fall, is at its highest."""
    least = part * float(np.percentile(values, 97) - np.percentile(values, 3))
    found: list[int] = []
    rising, low, high, at = False, float(values[0]), float(values[0]), 0
    for k, value in enumerate(values.tolist()):
        if rising:
            if value > high:
                high, at = value, k
            elif high - value >= least > 0:
                found.append(at)
                rising, low = False, value
        else:
            low = min(low, value)
            if value - low >= least > 0:
                rising, high, at = True, value, k
    return found


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


def _downs(values: Array, deepest: list[int]) -> tuple[Down, ...]:
    between = [0, *deepest, len(values)]
    tallest = [a + int(values[a : max(b, a + 1)].argmin()) for a, b in pairwise(between)]
    downs: list[Down] = []
    for at, before, after in zip(deepest, tallest, tallest[1:], strict=False):
        down, up = (BEYOND * values[at] + (1 - BEYOND) * values[k] for k in (before, after))
        first = before + int((values[before : at + 1] >= down).argmax())
        last = after - int((values[at : after + 1][::-1] >= up).argmax())
        downs.append(Down(before, first, last, after))
    return tuple(downs)
