"""Reads a piece of a CSV file that holds whole numbers and nothing else, eight digits at a time.

A field ends before its separator, so its last eight bytes make one 64-bit word, whatever its length. The digits of a
word are added up in pairs, fours and eights (D. Lemire, "Quickly parsing eight digits", 2018), of all fields at once.
"""

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.int64]
Words = NDArray[np.uint64]
Places = NDArray[np.intp]

DIGITS = 8
"""In a word."""
COMMA, NEWLINE, MINUS, ZERO = b",\n-0"
_ZEROS = np.uint64(0x3030303030303030)
_LAST = np.array([((1 << 8 * n) - 1) << 8 * (DIGITS - n) for n in range(DIGITS + 1)], np.uint64)
"""By a number of digits: the bytes of a word in which they stand, the last one highest."""
_TOGETHER = tuple(
    (np.uint64(bits), np.uint64(tens), np.uint64(mask))
    for bits, tens, mask in ((8, 10, 0x00FF00FF00FF00FF), (16, 100, 0x0000FFFF0000FFFF), (32, 10_000, 0xFFFFFFFF))
)


def parse_plain(text: bytes, width: int) -> Table | None:
    """The rows (n, width) of whole lines of numbers with at most sixteen digits; None where anything else stands there,
    and somebody has to look closer."""
    characters = np.frombuffer(text, np.uint8)
    # What is below the zero wraps round to a large number.
    ends = np.flatnonzero((characters - np.uint8(ZERO)) > 9)
    kinds = characters[ends]
    signs = kinds == MINUS
    minus = ends[signs]
    if len(minus):
        ends, kinds = ends[~signs], kinds[~signs]
    if not len(ends) or len(ends) % width or ends[-1] != len(text) - 1:
        return None
    if (kinds.reshape(-1, width) != np.array([COMMA] * (width - 1) + [NEWLINE], np.uint8)).any():
        return None
    starts = np.empty_like(ends)
    starts[0] = 0
    np.add(ends[:-1], 1, out=starts[1:])
    negative = np.searchsorted(ends, minus)
    if (starts[negative] != minus).any():
        return None
    starts[negative] += 1
    digits = np.subtract(ends, starts, out=starts)
    most = int(digits.max())
    if digits.min() < 1 or most > 2 * DIGITS:
        return None
    words = _aligned(characters)
    table = _numbers(_words_before(words, ends), digits)
    if most > DIGITS:
        long = np.flatnonzero(digits > DIGITS)
        table[long] += 10**DIGITS * _numbers(_words_before(words, ends[long] - DIGITS), digits[long] - DIGITS)
    table[negative] *= -1
    return table.reshape(-1, width)


def _aligned(characters: NDArray[np.uint8]) -> Words:
    """The text as words, after one and before another of zeros."""
    padded = np.full((len(characters) // DIGITS + 3) * DIGITS, ZERO, np.uint8)
    padded[DIGITS : DIGITS + len(characters)] = characters
    return padded.view("<u8")


def _words_before(words: Words, ends: Places) -> Words:
    """The words (n,) that end before the characters at `ends` (n,). Put together of two: numpy takes four times as long
    for what does not lie at a multiple of eight bytes."""
    at = ends >> 3
    bits = ((ends & 7) << 3).view(np.uint64)
    before = words.take(at)
    before >>= bits
    at += 1
    here = words.take(at)
    # Moved up by all its 64 bits nothing is left of it.
    here <<= np.uint64(64) - bits
    before |= here
    return before


def _numbers(words: Words, digits: Places) -> Table:
    """The numbers (n,) that stand in the last `digits` (n,), at most eight, of words (n,), which are used up."""
    words ^= _ZEROS
    words &= _LAST.take(digits, mode="clip")
    for bits, tens, mask in _TOGETHER:
        right = words >> bits
        words *= tens
        words += right
        words &= mask
    return words.view(np.int64)
