"""The rows of samples.csv: written from blocks, parsed again, and counted where a line holds no sample."""

import io
import re
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.device.blocks import Block
from tripod.record.layout import SAMPLES
from tripod.record.plain_numbers import parse_plain
from tripod.sentences import sentence

Table = NDArray[np.int64]


@dataclass
class LeftOut:
    """Lines of samples.csv that hold no sample, counted while it is read."""

    rows: int = 0
    first_line: int = 0

    def add(self, lines: Table) -> None:
        """Count these line numbers (n,)."""
        if len(lines):
            self.first_line = min(int(lines.min()), self.first_line or int(lines.min()))
            self.rows += len(lines)

    def said(self) -> str:
        """What to tell the user; "" where nothing was left out."""
        if not self.rows:
            return ""
        if self.rows == 1:
            return sentence("recording.one_row_left_out", file=SAMPLES, line=self.first_line)
        return sentence("recording.rows_left_out", rows=self.rows, file=SAMPLES, line=self.first_line)


def format_rows(block: Block, ages: bool) -> str:
    """The block as lines of samples.csv."""
    n, cells = block.counts.shape
    digits = "0" * cells
    status = [digits] * n
    if block.status.any():
        status = ["".join(map(str, row)) for row in block.status.tolist()]
    row = ",".join(["%d,%d,%s", *["%d"] * (cells * (2 if ages else 1))]) + "\n"
    age = block.age.tolist() if ages else [()] * n
    return "".join(
        row % (s, t, st, *c, *a)
        for s, t, st, c, a in zip(
            block.seq.tolist(), block.tick_us.tolist(), status, block.counts.tolist(), age, strict=True
        )
    )


def parse_rows(text: bytes, width: int, first_line: int) -> tuple[Table, Table, Table]:
    """The rows (n, width) in a piece of samples.csv of whole lines, their line numbers, and those of lines that are no
    rows."""
    # Faster than `text.count`, which stops at each of them.
    count = int(np.count_nonzero(np.frombuffer(text, np.uint8) == ord("\n")))
    lines = np.arange(first_line, first_line + count)
    if text.isspace() or not text:
        # numpy would warn.
        return np.empty((0, width), np.int64), lines[:0], lines
    plain = parse_plain(text, width)
    if plain is not None:
        return plain, lines, lines[:0]
    try:
        table = np.loadtxt(io.BytesIO(text), delimiter=",", dtype=np.int64, ndmin=2, comments=None)
        if table.shape == (count, width):
            return table, lines, lines[:0]
    except (ValueError, OverflowError):
        pass
    row = re.compile(rb"-?\d{1,18}(,-?\d{1,18}){%d}\r?" % (width - 1))
    found = text.split(b"\n")[:count]
    good = np.array([row.fullmatch(each) is not None for each in found])
    values = [[int(field) for field in each.split(b",")] for each, sound in zip(found, good, strict=True) if sound]
    return np.array(values, np.int64).reshape(-1, width), lines[good], lines[~good]


def block_of(table: Table, cells: int, ages: bool) -> Block:
    status = np.zeros((len(table), cells))
    if table[:, 2].any():
        status = table[:, 2, None] // 10 ** np.arange(cells - 1, -1, -1) % 10
    age = table[:, 3 + cells :] if ages else np.zeros((len(table), cells))
    return Block(
        table[:, 0],
        table[:, 1],
        table[:, 3 : 3 + cells].astype(np.int32),
        status.astype(np.uint8),
        age.astype(np.uint8),
    )


def good_rows(table: Table, last: tuple[int, int], cells: int) -> NDArray[np.bool_]:
    """Whether a board can have sent each row (n,), all of them after `last` (sequence, tick)."""
    if _all_good(table, last, cells):
        return np.ones(len(table), np.bool_)
    seq, tick, counts, age = table[:, 0], table[:, 1], table[:, 3 : 3 + cells], table[:, 3 + cells :]
    good = (seq > last[0]) & (tick > last[1]) & (table[:, 2] >= 0) & (table[:, 2] < 10**cells)
    good &= (np.abs(counts) <= 1 << 23).all(1)
    if age.size:
        good &= ((age >= 0) & (age <= 255)).all(1)
    for counter in (seq, tick):
        rows = np.flatnonzero(good)
        if (np.diff(counter[rows]) <= 0).any():
            good[:] = False
            good[rows[longest_rising(counter[rows])]] = True
    return good


def _all_good(table: Table, last: tuple[int, int], cells: int) -> bool:
    """Whether each row is good, which takes less time than telling which are."""
    if not len(table):
        return True
    counters, counts, age = table[:, :2], table[:, 3 : 3 + cells], table[:, 3 + cells :]
    return bool(
        counters[0, 0] > last[0]
        and counters[0, 1] > last[1]
        and (counters[1:] > counters[:-1]).all()
        and _within(table[:, 2], 0, 10**cells - 1)
        and _within(counts, -(1 << 23), 1 << 23)
        and (not age.size or _within(age, 0, 255))
    )


def _within(values: Table, least: int, most: int) -> bool:
    return bool(values.min() >= least and values.max() <= most)


def longest_rising(values: Table) -> list[int]:
    """Where the longest strictly rising part of `values` (n,) lies: one number too large costs itself and not all that
    follow it (patience sorting)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for k, value in enumerate(values.tolist()):
        length = bisect_left(ends, value)
        ends[length : length + 1] = [value]
        at[length : length + 1] = [k]
        before.append(at[length - 1] if length else -1)
    chain: list[int] = []
    k = at[-1] if at else -1
    while k >= 0:
        chain.append(k)
        k = before[k]
    return chain[::-1]
