"""The axis of scores: it holds them, and is as easily read wherever it stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.training.score_axis import score_axis


@given(st.lists(st.floats(0, 100)))
def test_it_holds_every_score_and_ends_at_a_hundred(scores: list[float]) -> None:
    marks = score_axis(scores)
    assert marks[-1] == 100
    assert all(marks[0] <= score for score in scores)
    assert 4 <= len(marks) <= 5
    assert len({b - a for a, b in pairwise(marks)}) == 1


@pytest.mark.parametrize(("least", "low"), [(95, 40), (40, 40), (39.9, 20), (20, 20), (3, 0), (-4, 0)])
def test_it_begins_at_a_round_number_below(least: float, low: float) -> None:
    assert score_axis([least, 97])[0] == low
