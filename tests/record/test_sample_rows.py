"""Whole pieces of a file are taken at a glance, and that glance agrees with the look at each row."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tripod.record import sample_rows
from tripod.record.sample_rows import good_rows, parse_rows

CELLS = 2
EDGES = [-1, 0, 1, 255, 256, 99, 100, -(1 << 23) - 1, -(1 << 23), 1 << 23, (1 << 23) + 1]


@given(
    st.integers(0, 12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 6), st.sampled_from(EDGES)), max_size=3),
    st.tuples(st.integers(-1, 1), st.integers(-1, 1)),
    st.booleans(),
)
def test_the_glance_agrees_with_the_look_at_each_row(
    n: int, wrong: list[tuple[int, int, int]], last: tuple[int, int], ages: bool
) -> None:
    table = np.zeros((n, 3 + CELLS * (2 if ages else 1)), np.int64)
    table[:, 0] = table[:, 1] = np.arange(n)
    for row, column, value in wrong:
        if row < n and column < table.shape[1]:
            table[row, column] = value
    glance = sample_rows._all_good
    try:
        sample_rows._all_good = lambda *_: False
        each = good_rows(table, last, CELLS)
    finally:
        sample_rows._all_good = glance
    assert glance(table, last, CELLS) == bool(each.all())
    assert good_rows(table, last, CELLS).tolist() == each.tolist()


@given(st.lists(st.sampled_from([b"1,2,3", b"", b"4,5,6\r", b"x", b"1,2", b"7,8,9,10"]), max_size=8))
def test_each_line_is_a_row_or_counted(lines: list[bytes]) -> None:
    table, numbers, no_rows = parse_rows(b"".join(line + b"\n" for line in lines), 3, 10)
    rows = [k for k, line in enumerate(lines) if line.strip().count(b",") == 2]
    assert numbers.tolist() == [10 + k for k in rows]
    assert sorted([*numbers.tolist(), *no_rows.tolist()]) == [*range(10, 10 + len(lines))]
    assert table.tolist() == [[int(v) for v in lines[k].split(b",")] for k in rows]
