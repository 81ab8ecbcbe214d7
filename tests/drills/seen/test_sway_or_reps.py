"""What may have been sway, or half a rep, is never said to be a rep for sure."""

import numpy as np
import pytest

from tests.drills.seen.test_uneven_reps import HZ, a_set, sway
from tripod.drills.seen.rep_count import count_reps
from tripod.drills.seen.reps import free_reps

STOOD_S = 60


def stood(sd_mm: float, seed: int, slope: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Somebody who only stands; of the sway the three seconds before are known."""
    back = sd_mm * sway((STOOD_S + 3) * HZ, seed, slope)
    return np.arange(STOOD_S * HZ) / HZ, back[3 * HZ :] - back[: 3 * HZ].mean(), float(back[: 3 * HZ].std())


@pytest.mark.parametrize(("slope", "most"), [(1.0, 3), (2.0, 9)])
def test_who_only_stands_is_not_told_that_there_was_a_rep_for_sure(slope: float, most: int) -> None:
    found = [free_reps(*stood(4.0, seed, slope)) for seed in range(40)]
    # Of 40, 18 and 25 before it was asked how far reps stand apart.
    assert sum(of.between[0] > 0 for of in found) <= most


def test_who_sways_far_while_standing_is_seldom_told_that_there_was_a_rep_for_sure() -> None:
    found = [free_reps(*stood(7.0, seed, slope)) for slope in (1.0, 1.5) for seed in range(50)]
    # 4 are; 12 were before those that are hardly deeper than the drill asks for were asked how far they stand apart.
    assert sum(of.between[0] > 0 for of in found) <= 8


@pytest.mark.parametrize("depth_mm", [15.0, 18.0])
def test_shallow_reps_that_stand_apart_from_sway_are_counted_for_sure(depth_mm: float) -> None:
    found = [free_reps(*a_set([depth_mm] * 6, depth_mm / 8, seed)) for seed in range(20)]
    assert sum(of.between == (6, 6) for of in found) >= 18


def test_how_far_reps_stand_apart_does_not_hang_on_what_is_the_least() -> None:
    t, back, _ = a_set([5.0] * 6, 0.2, 1)
    assert count_reps(t, back, 3.0).apart == pytest.approx(count_reps(t, back, 0.5).apart)
    assert count_reps(t, back, 3.0).apart > 1.2


def test_half_a_rep_among_uneven_ones_leaves_the_count_open() -> None:
    for seed in range(20):
        found = free_reps(*a_set([45.0, 58.0, 38.0, 18.0, 52.0, 40.0, 48.0], 1.5, seed))
        assert found.between[0] <= 6 <= found.between[1]
        assert found.between[0] < found.between[1] or len(found.halves) == 1


def test_half_a_rep_beside_any_others_is_seldom_a_whole_one_for_sure() -> None:
    """Shallower than the drill asks for, and half as deep as the others are, who are of any depth."""
    rng, sure = np.random.default_rng(3), 0
    for seed in range(60):
        whole = rng.uniform(30, 60, 6)
        half = min(rng.uniform(0.4, 0.6) * float(np.median(whole)), 24.0)
        depths = np.insert(whole, rng.integers(1, 6), half).tolist()
        found = free_reps(*a_set(depths, rng.uniform(1.5, 4), seed, slope=1.0 + seed % 2))
        sure += found.between == (7, 7)
    # 3 are; 8 were before a depth was held against where one stood beside the rep. 25 before that.
    assert sure <= 6


def test_who_drifts_forward_did_no_half_reps_by_that() -> None:
    """How deep a rep is follows from where the person stood before and after it."""
    for seed in range(20):
        t, back, sd_mm = a_set([40.0] * 6, 1.5, seed)
        found = free_reps(t, back - 26.0 * np.linspace(0, 1, len(t)), sd_mm)
        assert len(found.reps) == 6
        assert found.between == (6, 6)
        assert found.halves == ()
