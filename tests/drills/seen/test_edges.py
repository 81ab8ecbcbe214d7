"""Edges of reps on lines without sway, where the truth is known to a few looks."""

from collections.abc import Sequence

import numpy as np
import pytest

from tripod.drills.format.drill import Tempo
from tripod.drills.seen.rep_count import count_reps, passes
from tripod.drills.seen.reps import bar_reps, find_reps, paced_reps

QUICK, SLOW = Tempo(0.8, 0.6, 0.8, 1.0), Tempo(3.0, 1.0, 2.0, 2.0)
LIFT = Tempo(0.4, 2.0, 0.4, 3.0)


def starts_of(tempo: Tempo, number: int) -> list[float]:
    return [2.0 + k * tempo.rep_s for k in range(number)]


def line(tempo: Tempo, depth: float, starts: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Times, and how far back (or what load) with reps of this tempo that begin at `starts`."""
    t = np.arange(0, starts[-1] + tempo.rep_s + 2, 1 / 80)
    back = np.zeros_like(t)
    for s in starts:
        back += depth * (0.5 - 0.5 * np.cos(np.pi * np.clip((t - s) / tempo.descent_s, 0, 1)))
        up = s + tempo.descent_s + tempo.bottom_s
        back -= depth * (0.5 - 0.5 * np.cos(np.pi * np.clip((t - up) / tempo.ascent_s, 0, 1)))
    return t, back


@pytest.mark.parametrize("tempo", [QUICK, SLOW], ids=["quick", "slow"])
def test_edges_of_free_reps_are_within_50_ms_where_nobody_sways(tempo: Tempo) -> None:
    starts = starts_of(tempo, 6)
    reps, between = find_reps(*line(tempo, 40.0, starts), 2.0)
    assert between == (6, 6)
    for rep, s in zip(reps, starts, strict=True):
        bottom = s + tempo.descent_s
        truth = (s, bottom, bottom + tempo.bottom_s, s + tempo.rep_s - tempo.top_s)
        assert (rep.descent_s, rep.bottom_s, rep.ascent_s, rep.lockout_s) == pytest.approx(truth, abs=0.05)
        assert rep.depth_mm == pytest.approx(40, abs=0.5)


def test_standing_tall_belongs_to_a_rep_until_the_next_but_no_longer_than_a_second_and_a_half() -> None:
    quick, _ = find_reps(*line(QUICK, 40.0, starts_of(QUICK, 4)), 2.0)
    assert [a.end_s for a in quick[:-1]] == [b.descent_s for b in quick[1:]]
    slow, _ = find_reps(*line(SLOW, 40.0, starts_of(SLOW, 4)), 2.0)
    assert [r.end_s - r.lockout_s for r in slow] == pytest.approx([1.5] * 4)


def test_tall_is_where_the_person_came_back_to() -> None:
    """Who straightens to a quarter of the way: a descent begins where the way down does, not where 0 would be."""
    starts = starts_of(SLOW, 5)
    t, back = line(SLOW, 30.0, starts)
    stays = 10.0 * (np.clip((t - starts[0]) / 3, 0, 1) - np.clip((t - starts[-1] - 4) / 2, 0, 1))
    reps, between = find_reps(t, back + stays, 1.0)
    assert between == (5, 5)
    assert [r.descent_s for r in reps] == pytest.approx(starts, abs=0.2)
    assert [r.lockout_s for r in reps] == pytest.approx([s + 6 for s in starts], abs=0.2)


def test_a_paced_rep_goes_a_little_of_its_own_delay() -> None:
    starts, late = starts_of(SLOW, 6), [0.3, 0.3, 0.7, 0.3, 0.3, 0.3]
    t, back = line(SLOW, 25.0, [s + d for s, d in zip(starts, late, strict=True)])
    reps, delay = paced_reps(t, back, starts, SLOW)
    own = [r.descent_s - s for r, s in zip(reps, starts, strict=True)]
    assert delay == pytest.approx(0.36, abs=0.03)
    assert own == pytest.approx([delay + 0.15 * (d - delay) for d in late], abs=0.005)


def test_a_bars_edges_and_only_bars_that_were_put_down() -> None:
    starts = starts_of(LIFT, 4)
    t, load = line(LIFT, 600.0, starts)
    lifts = bar_reps(t, 740 + load, 740.0, 600.0)
    assert len(lifts) == 4
    for (lift, touch), s in zip(lifts, starts, strict=True):
        assert lift == pytest.approx(s, abs=0.02)
        assert touch == pytest.approx(s + 2.8, abs=0.02)
    # Between the second and the third it comes down to more than a quarter of its weight.
    held = (t > starts[1] + 2) & (t < starts[2] + 0.3)
    assert len(bar_reps(t, 740 + np.where(held, np.maximum(load, 170.0), load), 740.0, 600.0)) == 2


def test_reps_of_less_than_two_seconds_are_counted() -> None:
    tempo = Tempo(0.5, 0.2, 0.5, 0.4)
    count = count_reps(*line(tempo, 40.0, starts_of(tempo, 12)))
    assert (count.least, len(count.downs), count.most) == (12, 12, 12)


def test_a_pass_begins_at_the_high_level_and_ends_below_the_low_one() -> None:
    assert passes(np.array([0.0, 5, 2, 5, 1, 4, 0]), 5, 2) == [(1, 3)]
    assert passes(np.array([0.0, 6, 7, 3]), 5, 2) == [], "one that has not ended is none"


@pytest.mark.parametrize(("depth_mm", "number"), [(2.0, 0), (5.0, 6)])
def test_three_millimetres_are_the_least_however_still_one_stands(depth_mm: float, number: int) -> None:
    assert len(find_reps(*line(SLOW, depth_mm, starts_of(SLOW, 6)), 0.1)[0]) == number


@pytest.mark.parametrize("late_s", [-0.2, 0.9, 1.3])
def test_the_delay_of_who_is_early_or_very_late_is_found(late_s: float) -> None:
    starts = starts_of(SLOW, 6)
    reps, delay = paced_reps(*line(SLOW, 25.0, [s + late_s for s in starts]), starts, SLOW)
    assert delay == pytest.approx(late_s, abs=0.03)
    assert [r.depth_mm for r in reps] == pytest.approx([25.0] * 6, abs=0.5)
