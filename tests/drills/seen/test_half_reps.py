"""Which depths are told as half, which may have been, and what sway adds to a depth."""

import numpy as np
import pytest

from tests.drills.seen.test_uneven_reps import a_set
from tripod.drills.seen.half_reps import Told, noise_of, tell_halves
from tripod.drills.seen.reps import free_reps


def test_a_half_one_is_told_beside_even_ones_and_where_it_is_more_than_sway() -> None:
    even = [40.0, 42.0, 20.0, 41.0, 39.0]
    assert tell_halves(even, [], 25.0, 2.0) == Told(counted=(2,))
    assert tell_halves(even, [], 25.0, 8.0).counted == ()
    assert tell_halves(even, [], 15.0, 2.0).counted == (), "it is as deep as the drill asks for"


def test_a_half_one_that_was_not_counted_is_told_too() -> None:
    assert tell_halves([40.0, 42.0, 41.0, 39.0], [18.0], 25.0, 2.0) == Told(lesser=(0,))


@pytest.mark.parametrize(
    ("depths_mm", "noise_mm", "doubtful"),
    [
        ([45.0, 58.0, 38.0, 24.0, 52.0, 40.0, 48.0], 2.0, 1),
        ([45.0, 58.0, 38.0, 33.0, 52.0, 40.0, 48.0], 2.0, 0),
        ([45.0, 58.0, 27.0, 26.0, 52.0, 40.0, 48.0], 1.0, 0),
        ([30.0, 60.0] * 3, 2.0, 0),
        ([30.0, 33.0, 27.0, 31.0, 34.0, 29.0], 4.0, 0),
    ],
    ids=["far shallower", "deeper than asked for", "hardly shallower than the next", "by turns", "even"],
)
def test_what_may_have_been_a_half_one(depths_mm: list[float], noise_mm: float, doubtful: int) -> None:
    assert tell_halves(depths_mm, [], 25.0, noise_mm).doubtful == doubtful


def test_sway_that_was_quiet_before_the_set_shows_in_where_one_stands_between_the_reps() -> None:
    still = np.zeros(8)
    assert noise_of(still, 2.0) < 1.35 * 2.0 < noise_of(5.0 * np.array([1.0, -1.0] * 4), 2.0)
    assert noise_of(np.linspace(0, 40, 8), 2.0) == pytest.approx(noise_of(still, 2.0)), "who drifts does not sway"


def test_rests_leave_shallow_reps_countable() -> None:
    """Six of five times the sway, with 5 to 15 s between them, in which sway goes as far as a shallow rep."""
    found = [
        free_reps(*a_set([20.0] * 6, 4.0, seed, (3.0, 1.0, 2.0, float(np.random.default_rng(seed).uniform(5, 15)))))
        for seed in range(40)
    ]
    # 35 and 19 are; 32 and 17 were before a long rest was asked how far the reps stand apart in it.
    assert sum(len(of.reps) == 6 for of in found) >= 34
    assert sum(of.between == (6, 6) for of in found) >= 18
