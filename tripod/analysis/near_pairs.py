"""Counts the pairs of stretches of a course that lie near each other, value by value, exactly.

Values count by their rank: which values lie within r of one is a range of ranks. Of a quarter of an hour each is
compared with each: n², but of small whole numbers, 64 rows at a time, that is what costs least. Of more they are
counted in n log² n.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.range_counts import in_boxes

Array = NDArray[np.float64]
Whole = NDArray[np.intp]

FEW = 20_000
"""Up to so many are compared each with each."""
ROWS = 64
"""Compared with all others at a time: so many that what is in hand stays in a processor's cache."""


@dataclass(frozen=True)
class Reach:
    """Of n values: which of them lie within r of each."""

    rank: Whole
    """(n,) the place of each among all, sorted; equal ones have places of their own."""
    low: Whole
    """(n,) the least rank of a value within r of it."""
    end: Whole
    """(n,) one more than the largest."""

    @staticmethod
    def of(values: Array, r: float) -> "Reach":
        """Of (n,) values; near are those whose difference, as a number of double precision, is r at most."""
        n, order = len(values), np.argsort(values, kind="stable")
        placed, rank = values[order], np.empty(n, np.intp)
        rank[order] = np.arange(n)
        low = np.searchsorted(placed, values - r, "left")
        end = np.searchsorted(placed, values + r, "right")
        # A sum and a difference are not rounded alike: the last bits are looked at.
        while (far := values - placed[low] > r).any():
            low = low + far
        while (near := (low > 0) & (values - placed[low - 1] <= r)).any():
            low = low - near
        while (far := placed[end - 1] - values > r).any():
            end = end - far
        while (near := (end < n) & (placed[np.minimum(end, n - 1)] - values <= r)).any():
            end = end + near
        return Reach(rank, low, end)


def near_pairs(values: Array, length: int, r: float) -> tuple[int, int]:
    """How many pairs of stretches of `length` values in a row lie within r of each other, value by value, and how many
    of these still do with the value that comes next; as many stretches of both, so that each has a next value."""
    of = Reach.of(values, r)
    return _compared(of, length) if len(values) <= FEW else (counted(of, length), counted(of, length, 1))


def counted(of: Reach, length: int, more: int = 0) -> int:
    """How many pairs of stretches of `length` + `more` values, 2 or 3, by counting; as many stretches as those of
    `length` that have a next value."""
    count, sides = len(of.rank) - length, range(1, length + more)
    starts = np.zeros(len(of.rank) + 1, np.intp)
    starts[of.rank[:count] + 1] = 1
    before = np.cumsum(starts)
    by_first = np.argsort(of.rank[:count])
    low, end = (np.column_stack([side[k : k + count] for k in sides]) for side in (of.low, of.end))
    places = np.column_stack([of.rank[k : k + count] for k in sides])[by_first]
    # Of each pair the one that comes later in the order of their first values is found from the other.
    return in_boxes(before[of.rank[:count]] + 1, before[of.end[:count]], places, low, end)


def _compared(of: Reach, length: int) -> tuple[int, int]:
    """The same by comparing each with each."""
    count = len(of.rank) - length
    kind = np.uint16 if len(of.rank) <= np.iinfo(np.uint16).max else np.uint32
    rank, low, wide = (a.astype(kind) for a in (of.rank, of.low, of.end - of.low))
    pairs = longer = 0
    for first in range(0, count, ROWS):
        rows = slice(first, min(first + ROWS, count) + length)
        # Below 0 a rank comes round to the largest numbers: one comparison asks for both ends.
        near = (rank[None, first:] - low[rows, None]) < wide[rows, None]
        some, own = rows.stop - length - first, count - first
        same = near[:some, :own]
        for k in range(1, length):
            same = same & near[k : k + some, k : k + own]
        more = same & near[length : length + some, length : length + own]
        pairs += int(np.count_nonzero(same)) - _twice(same[:, :some])
        longer += int(np.count_nonzero(more)) - _twice(more[:, :some])
    return pairs, longer


def _twice(square: NDArray[np.bool_]) -> int:
    """Of stretches with themselves and of each pair among them one of two."""
    k = len(square)
    return (int(np.count_nonzero(square)) - k) // 2 + k
