"""Eight digits at a time: the same numbers as one at a time, and nothing where anything else stands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.record.plain_numbers import parse_plain

numbers = st.one_of(
    st.integers(-99, 99), st.integers(-(10**16) + 1, 10**16 - 1), st.sampled_from([10**k for k in range(16)])
)


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=40))
def test_numbers_of_any_length_are_what_they_say(rows: list[tuple[int, int, int]]) -> None:
    text = "".join(f"{a},{b},{c}\n" for a, b, c in rows)
    table = parse_plain(text.encode(), 3)
    assert table is not None
    assert table.dtype == np.int64
    assert table.tolist() == [list(row) for row in rows]


@given(st.lists(st.sampled_from(["000000", "0", "00100", "-007", "-0"]), min_size=2, max_size=20))
def test_zeros_in_front_change_nothing(fields: list[str]) -> None:
    table = parse_plain(("\n".join(fields) + "\n").encode(), 1)
    assert table is not None
    assert table[:, 0].tolist() == [int(field) for field in fields]


@pytest.mark.parametrize(
    "text",
    ["", "\n", "1,2", "1,2\n3", "1\n2\n", "1,,2\n", ",1\n", "1,\n", "1,2,3\n", "1,2\n\n3,4\n", "1;2\n", "1, 2\n",
     "+1,2\n", "1,2\r\n", "1.5,2\n", "1,nan\n", "--1,2\n", "1-,2\n", "1-2,2\n", "-,2\n", "1,-\n", "1,2\n-\n",
     "1,2\n3,4,\n", "12345678901234567,2\n", "1\n,2\n", "\x00,2\n", "é,2\n", "1,2\n#\n", "1:,2\n", "1/,2\n"],
)  # fmt: skip
def test_anything_else_is_left_to_a_closer_look(text: str) -> None:
    assert parse_plain(text.encode(), 2) is None


@given(st.binary(max_size=40), st.integers(1, 4))
def test_of_any_bytes_come_the_numbers_that_python_sees_or_none(text: bytes, width: int) -> None:
    table = parse_plain(text, width)
    if table is not None:
        lines = text.decode().removesuffix("\n").split("\n")
        assert table.tolist() == [[int(field) for field in line.split(",")] for line in lines]
