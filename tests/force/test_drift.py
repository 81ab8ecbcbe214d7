"""What an empty board reads, second by second, and what it says of the session between two looks at it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripod.boards import load_board
from tripod.force.bracket import ZeroBracket
from tripod.force.drift import DriftWatch, Rest

RATE = 80.0
PADS, INSOLE = load_board("pads"), load_board("insole")
NONE = np.zeros(6)


def seconds(force_n: np.ndarray, n: float, noise_n: float = 0.03, start_s: float = 0.0, creep_n_per_s: float = 0.0):
    """`n` seconds of cells (6,) with noise, the first cell creeping."""
    rows = round(n * RATE) + 1  # a second is over once the next reading is there
    t = start_s + np.arange(rows) / RATE
    force = np.random.default_rng(1).normal(0, noise_n, (rows, 6)) + force_n
    force[:, 0] += creep_n_per_s * (t - start_s)
    return t, force


def test_an_empty_still_board_rests_and_one_that_reads_something_has_drifted() -> None:
    watch = DriftWatch(PADS)
    assert all(rest is not None for rest in watch.add(*seconds(NONE, 3)))
    assert not watch.drifted
    watch.add(*seconds(np.array([3.0, 0, 0, 0, 0, 0]), 2, start_s=3))
    assert watch.drifted
    assert watch.rest
    assert watch.rest.mean_n[0] == pytest.approx(3.0, abs=0.02)
    assert watch.add(*seconds(np.full(6, 120.0), 1, start_s=5)) == [None]
    assert not watch.drifted


def test_a_hand_on_the_board_is_no_rest() -> None:
    watch = DriftWatch(PADS)
    assert watch.add(*seconds(NONE, 1, noise_n=3.0)) == [None]


def test_a_failed_cell_is_no_rest() -> None:
    watch = DriftWatch(PADS)
    assert watch.add(*seconds(np.array([np.nan, 0, 0, 0, 0, 0]), 1)) == [None]


@pytest.mark.parametrize(("n_per_min", "says"), [(0.0, False), (2.0, False), (12.0, True), (-12.0, True)])
def test_a_still_persons_total_that_creeps_is_said(n_per_min: float, says: bool) -> None:
    watch = DriftWatch(PADS)
    watch.add(*seconds(np.full(6, 120.0), 60, noise_n=0.3, creep_n_per_s=n_per_min / 60))
    assert bool(watch.under_load_n) is says
    if says:
        assert watch.under_load_n == pytest.approx(n_per_min, rel=0.1)


def test_a_bar_that_is_picked_up_is_no_creep() -> None:
    watch = DriftWatch(PADS)
    watch.add(*seconds(np.full(6, 120.0), 40))
    watch.add(*seconds(np.full(6, 200.0), 40, start_s=40))
    assert watch.under_load_n == 0


def test_an_index_says_nothing_of_creep() -> None:
    watch = DriftWatch(INSOLE)
    watch.add(*seconds(np.full(6, 5.0), 60, noise_n=0.01, creep_n_per_s=0.1))
    assert watch.under_load_n == 0


@settings(max_examples=25, deadline=None)
@given(cuts=st.lists(st.integers(0, 400), max_size=12))
def test_where_the_stream_was_cut_plays_no_part(cuts: list[int]) -> None:
    t, force = seconds(NONE, 5)
    whole = DriftWatch(PADS).add(t, force)
    watch, pieces = DriftWatch(PADS), []
    for part in np.split(np.arange(401), sorted(cuts)):
        if len(part):
            pieces += watch.add(t[part], force[part])
    assert len(pieces) == len(whole) == 5
    for a, b in zip(pieces, whole, strict=True):
        assert a
        assert b
        assert (a.mean_n == b.mean_n).all()


def bracket(before: float, after: float, *, board=PADS, zeroed: bool = False, rezeroed: bool = False):
    found = ZeroBracket(board, NONE, zeroed)
    if not zeroed:
        found.add(Rest(0.0, np.array([before, 0, 0, 0, 0, 0])), NONE)
    for _ in range(3):
        found.add(None, NONE + (0.1 if rezeroed else 0))
    found.add(Rest(9.0, np.array([after, 0, 0, 0, 0, 0])), NONE)
    return found.bracket()


@pytest.mark.parametrize(
    ("before", "after", "mark"),
    [(0.0, 0.9, "good"), (0.0, -0.9, "good"), (0.0, 3.0, "corrected"), (1.0, -3.0, "corrected"), (0, 15, "doubtful")],
)
def test_the_mark_follows_the_drift(before: float, after: float, mark: str) -> None:
    found = bracket(before, after)
    assert found.mark == mark
    assert found.drift_n[0] == pytest.approx(after - before)
    assert found.mean_n[0] == (pytest.approx((before + after) / 2) if mark == "corrected" else 0)
    assert "left heel" in found.reason or mark == "good"


def test_a_zero_taken_before_is_as_good_as_an_empty_start() -> None:
    assert bracket(0, 0.2, zeroed=True).mark == "good"


def test_what_cannot_be_known_is_doubtful() -> None:
    never_left, never_zeroed = ZeroBracket(PADS, NONE, True), ZeroBracket(PADS, NONE, False)
    never_left.add(None, NONE)
    never_zeroed.add(None, NONE)
    never_zeroed.add(Rest(1.0, NONE), NONE)
    assert never_left.bracket().mark == "doubtful"
    assert "step off before you stop" in never_left.bracket().reason
    assert "zero it first" in never_zeroed.bracket().reason


def test_a_films_drift_and_a_zero_in_between_correct_nothing() -> None:
    film = bracket(0, 0.5, board=INSOLE)
    assert film.mark == "doubtful"
    assert bracket(0, 3.0, rezeroed=True).mean_n == (0,) * 6


def test_nobody_stood_there() -> None:
    alone = ZeroBracket(PADS, NONE, True)
    assert alone.bracket().mark == "doubtful", "nothing was heard yet"
    alone.add(Rest(1.0, NONE), NONE)
    assert alone.bracket().mark == "good"


def test_the_drift_is_that_of_the_sensor_whatever_zero_was_in_use() -> None:
    zero = np.array([2.0, -1.0, 0.5, 0, 0, 0])
    found = ZeroBracket(PADS, zero, False)
    found.add(Rest(0.0, np.full(6, 0.1)), zero)
    found.add(None, zero)
    found.add(Rest(9.0, np.array([3.1, 0.1, 0.1, 0.1, 0.1, 0.1])), zero)
    seen = found.bracket()
    assert seen.drift_n == pytest.approx((3.0, 0, 0, 0, 0, 0))
    assert seen.mark == "corrected"
    assert seen.mean_n == pytest.approx((1.6, 0.1, 0.1, 0.1, 0.1, 0.1))
    rezeroed = ZeroBracket(PADS, zero, True)
    rezeroed.add(None, zero)
    rezeroed.add(Rest(9.0, NONE), zero + 3.0)
    assert rezeroed.bracket().drift_n == pytest.approx((3.0,) * 6)


def test_creep_is_the_same_however_long_the_session_has_run() -> None:
    watch = DriftWatch(PADS)
    watch.add(*seconds(np.full(6, 120.0), 60, noise_n=0.3, start_s=3000, creep_n_per_s=0.2))
    assert watch.under_load_n == pytest.approx(12, rel=0.1)


def test_who_does_not_stand_still_does_not_creep() -> None:
    watch = DriftWatch(PADS)
    # The total of 720 N scatters by 11 N, which is one and a half per cent.
    watch.add(*seconds(np.full(6, 120.0), 60, noise_n=4.5, creep_n_per_s=0.2))
    assert watch.under_load_n == 0


def test_half_a_minute_of_standing_says_nothing_of_creep_however_late_it_began() -> None:
    watch = DriftWatch(PADS)
    watch.add(*seconds(np.full(6, 120.0), 20, start_s=40, creep_n_per_s=1.0))
    assert watch.under_load_n == 0
    watch.add(*seconds(np.array([140.0, *[120.0] * 5]), 20, start_s=60, creep_n_per_s=1.0))
    assert watch.under_load_n == pytest.approx(38, abs=3)


def test_a_hundredth_more_from_second_to_second_is_another_load() -> None:
    watch = DriftWatch(PADS)
    watch.add(*seconds(np.full(6, 120.0), 40))
    watch.add(*seconds(np.full(6, 1.015 * 120.0), 40, start_s=40))
    assert watch.under_load_n == 0
