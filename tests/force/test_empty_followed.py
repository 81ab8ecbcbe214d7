"""What the empty board reads is followed as far as zeros drift, and no load is taken for it."""

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.force.plausibility_checks import ZERO_SIGMAS
from tripod.force.plausibility_watch import PlausibilityWatch

PADS = load_board("pads")
RATE, CELLS = 80.0, len(PADS.cells)
NEAR_N = ZERO_SIGMAS * PADS.errors.zero_n


def after(
    watch: PlausibilityWatch, mean_n: float, noise_n: float = 0.03, seconds: float = 4.0, from_s: float = 0.0
) -> np.ndarray:
    """What the watch takes for empty after so many seconds of these readings."""
    rows = round(seconds * RATE)
    force = mean_n + np.random.default_rng(3).normal(0, noise_n, (rows, CELLS))
    watch(round(from_s * 1e6) + np.arange(rows, dtype=np.int64) * 12_500, force, np.rint(force * 2000).astype(np.int32))
    return watch.empty_n


def known_empty() -> PlausibilityWatch:
    return PlausibilityWatch(PADS, RATE, np.zeros(CELLS), empty_known=True)


def test_nothing_is_judged_before_the_first_half_second_is_over() -> None:
    watch = known_empty()
    assert watch.judged == 0
    after(watch, 0.0, seconds=0.4)
    assert watch.judged == 0


def test_a_zero_that_drifts_is_followed() -> None:
    assert after(known_empty(), 0.8 * NEAR_N) == pytest.approx(0.8 * NEAR_N, abs=0.1 * NEAR_N)


def test_a_light_load_that_lies_still_is_not_followed() -> None:
    assert (after(known_empty(), 1.5 * NEAR_N) == 0).all()


def test_what_shakes_is_not_followed() -> None:
    assert (after(known_empty(), 0.5 * NEAR_N, noise_n=3 * PADS.limits.steady_n) == 0).all()


def test_a_zero_is_followed_no_farther_than_zeros_drift() -> None:
    watch = known_empty()
    for step in range(1, 12):
        after(watch, 0.8 * NEAR_N * step, from_s=4.0 * step)
    assert (np.abs(watch.empty_n) <= 10.5).all(), "four times what a drift is told from"
    assert (np.abs(watch.empty_n) > 7.0).all()


@pytest.mark.parametrize("by_sight", [False, True])
def test_what_was_empty_by_sight_alone_may_have_been_a_load(by_sight: bool) -> None:
    watch = known_empty()
    watch.set_empty(np.zeros(CELLS), known=True, by_sight=by_sight)
    assert (after(watch, -5 * NEAR_N) < -4 * NEAR_N).all() == by_sight
