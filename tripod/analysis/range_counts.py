"""Counts the places of a box, of many boxes at once, in n log n for boxes of two sides and n log² n for three.

A wavelet matrix (Claude, Navarro & Ordóñez 2015, Inf Syst 47:15) answers how many of a stretch of a sequence are less
than a number by one look for each of their bits. For a third side the sequence is cut into blocks of 1, 2, 4 … entries:
each stretch is two blocks of each size at most, and in a block its entries are in the order of the second side.
"""

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.intp]


class WaveletMatrix:
    """Of a sequence (n,) of whole numbers from 0 on."""

    def __init__(self, values: Whole, most: int) -> None:
        self._bits = range(max(most, 1).bit_length() - 1, -1, -1)
        self._zeros: list[Whole] = []
        for bit in self._bits:
            ones = (values >> bit & 1).astype(bool)
            self._zeros.append(np.concatenate([[0], np.cumsum(~ones)]))
            values = np.concatenate([values[~ones], values[ones]])

    def within(self, first: Whole, stop: Whole, low: Whole, end: Whole) -> int:
        """How many entries of first … stop - 1 are low … end - 1, of q such boxes in all; each (q,)."""
        return int((self._below(first, stop, end) - self._below(first, stop, low)).sum())

    def _below(self, first: Whole, stop: Whole, value: Whole) -> Whole:
        found = np.zeros(len(first), np.intp)
        for bit, zeros in zip(self._bits, self._zeros, strict=True):
            left, right = zeros[first], zeros[stop]
            ones = (value >> bit & 1).astype(bool)
            found += np.where(ones, right - left, 0)
            first = np.where(ones, zeros[-1] + first - left, left)
            stop = np.where(ones, zeros[-1] + stop - right, right)
        # All numbers have these bits: what is larger than they can be is larger than all.
        return found


def in_boxes(first: Whole, stop: Whole, places: Whole, low: Whole, end: Whole) -> int:
    """How many of n places lie in q boxes, in all. `places`: (n, 1) or (n, 2) whole numbers less than n' of those that
    are first … stop - 1 in the order of another side; `first`, `stop`: (q,); `low`, `end`: (q, 1) or (q, 2), from where
    to before where a box is along them."""
    n, most = len(places), int(end.max(initial=1))
    if places.shape[1] == 1:
        return WaveletMatrix(places[:, 0], most).within(first, stop, low[:, 0], end[:, 0])
    found, size, at = 0, 1, np.arange(n)
    which = np.flatnonzero(first < stop)
    first, stop = first[which], stop[which]
    while len(which):
        key = (at // size) * (most + 1) + places[:, 0]
        order = np.argsort(key, kind="stable")
        key, of_block = key[order], WaveletMatrix(places[order, 1], most)
        for begin, odd in ((first, (first // size) % 2 == 1), (stop - size, (stop // size) % 2 == 1)):
            own = which[odd]
            block = begin[odd] // size * (most + 1)
            from_there: Whole = np.searchsorted(key, np.asarray(block + low[own, 0], np.intp), "left")
            to_there: Whole = np.searchsorted(key, np.asarray(block + end[own, 0], np.intp), "left")
            found += of_block.within(from_there, to_there, low[own, 1], end[own, 1])
        first = np.where((first // size) % 2 == 1, first + size, first)
        stop = np.where((stop // size) % 2 == 1, stop - size, stop)
        goes_on = first < stop
        first, stop, which = first[goes_on], stop[goes_on], which[goes_on]
        size *= 2
    return found
