"""Counting hinges that come fast, slowly and far apart, and what must not change the count."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drills.seen.test_reps import hinges
from tripod.drills.seen.rep_count import Count, count_reps


def reps_of(phases_s: tuple[float, float, float, float], number: int, sd: float, seed: int) -> Count:
    """Reps of unit depth with these seconds of descent, bottom, ascent and top, two seconds of standing around them."""
    down, bottom, up, _ = phases_s
    t = np.arange(0, 4 + number * sum(phases_s), 1 / 80)
    back = np.zeros_like(t)
    for k in range(number):
        own = t - 2 - k * sum(phases_s)
        back += 0.5 - 0.5 * np.cos(np.pi * np.clip(own / down, 0, 1))
        back -= 0.5 - 0.5 * np.cos(np.pi * np.clip((own - down - bottom) / up, 0, 1))
    sway = np.convolve(np.random.default_rng(seed).normal(0, 1, len(t) + 200), np.hanning(120) / 120, "same")[: len(t)]
    return count_reps(t, back + sd * sway / sway.std())


@pytest.mark.parametrize(
    ("phases_s", "number"),
    [
        ((1.0, 0.3, 1.0, 0.7), 10),
        ((1.5, 0.5, 1.0, 1.0), 8),
        ((3.0, 1.0, 2.0, 2.0), 15),
        ((3.0, 8.0, 3.0, 4.0), 4),
        ((4.0, 1.0, 3.0, 10.0), 4),
        ((3.0, 1.0, 2.0, 2.0), 1),
    ],
    ids=["fast", "brisk", "long set", "held at the bottom", "with pauses", "one"],
)
def test_reps_of_any_tempo_are_counted(phases_s: tuple[float, float, float, float], number: int) -> None:
    wrong = [s for s in range(20) if len(reps_of(phases_s, number, 0.1, s).downs) != number]
    assert wrong == []


def test_each_rep_lies_between_the_looks_at_which_the_person_stood_tallest() -> None:
    downs = reps_of((3.0, 1.0, 2.0, 2.0), 6, 0.1, 3).downs
    for k, down in enumerate(downs):
        assert down.before < down.first < down.last < down.after
        assert down.first / 80 == pytest.approx(2 + 8 * k + 1.8, abs=0.8)
        assert down.last / 80 == pytest.approx(2 + 8 * k + 4.8, abs=0.8)
    assert all(a.after == b.before for a, b in pairwise(downs))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(-4, 4), st.floats(0.0, 500.0))
def test_neither_size_nor_clock_changes_the_count(seed: int, doublings: int, later_s: float) -> None:
    t, back, _ = hinges(16.0, 4.0, seed)
    count = count_reps(t, back)
    assert count.least <= len(count.downs) <= count.most
    assert count_reps(t, back * 2.0**doublings) == count
    moved = count_reps(t + later_s, back)
    assert (len(moved.downs), moved.least, moved.most) == (len(count.downs), count.least, count.most)


def test_a_line_that_never_moves_has_no_reps() -> None:
    t = np.arange(0, 20, 1 / 80)
    assert count_reps(t, np.zeros_like(t)) == Count()


@settings(max_examples=60, deadline=None)
@given(st.integers(10, 400), st.integers(0, 10_000), st.sampled_from([1, 5, 40]))
def test_no_line_however_odd_is_too_much_for_it(n: int, seed: int, wander: int) -> None:
    steps = np.random.default_rng(seed).normal(0, 1, n)
    back = np.cumsum(steps) if wander > 5 else np.convolve(steps, np.ones(wander) / wander, "same")
    count = count_reps(np.arange(n) / 10, back)
    assert count.least <= len(count.downs) <= count.most
    assert all(0 <= d.before <= d.first <= d.deepest <= d.last <= d.after < n for d in count.downs)


def test_who_is_down_when_the_set_begins_did_no_rep_by_that() -> None:
    t = np.arange(0, 14, 1 / 80)
    assert count_reps(t, np.clip(3 - t, 0, 1)).downs == ()


def test_a_rep_that_does_not_come_up_again_is_none() -> None:
    t = np.arange(0, 10, 1 / 80)
    assert count_reps(t, np.clip(t - 3, 0, 3)).downs == ()


def test_reps_that_are_done_from_far_back_leave_the_count_open() -> None:
    t = np.arange(0, 60, 1 / 80)
    back = 40.0 * ((t > 4) & (t < 50)) + 20.0 * np.sin(2 * np.pi * t / 8) ** 2 * ((t > 8) & (t < 48))
    count = count_reps(t, back)
    assert count.least < count.most
    assert count.most >= 10
