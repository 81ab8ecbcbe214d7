"""Time to boundary: by hand on a square, against the plain formula on a polygon, and only where feet were measured."""

from math import inf, isnan

import numpy as np
import pytest

from tripod.analysis.boundary import boundary, time_to_boundary_s

SQUARE = np.array([(-100.0, -50.0), (100.0, -50.0), (100.0, 50.0), (-100.0, 50.0)])


def test_straight_on_at_one_speed_it_is_the_way_that_is_left_over_it() -> None:
    t = np.arange(11) / 10
    cop = np.column_stack([20 * t, 0 * t])
    assert time_to_boundary_s(cop, 10.0, SQUARE) == pytest.approx((100 - 20 * t) / 20)
    up = np.column_stack([0 * t, 30 * t])
    assert time_to_boundary_s(up, 10.0, SQUARE) == pytest.approx((50 - 30 * t) / 30)
    both = np.column_stack([20 * t, -30 * t])
    assert time_to_boundary_s(both, 10.0, SQUARE) == pytest.approx((50 - 30 * t) / 30)


def test_standing_still_never_leaves_and_outside_there_is_no_time() -> None:
    assert set(time_to_boundary_s(np.zeros((5, 2)), 10.0, SQUARE).tolist()) == {inf}
    assert np.isnan(time_to_boundary_s(np.full((5, 2), 150.0), 10.0, SQUARE)).all()
    assert all(isnan(v) for v in boundary(np.full((5, 2), 150.0), 10.0, SQUARE).values())


def test_of_a_swing_its_minima_are_told() -> None:
    t = np.arange(4001) / 100
    cop = np.column_stack([40 * np.sin(2 * np.pi * 0.5 * t), 0 * t])
    told = boundary(cop, 100.0, SQUARE)
    # Of x = A sin(wt) the least of (100 - x) / x' lies where sin(wt) = A / 100.
    s, w = 0.4, np.pi
    assert told["time_to_boundary_least_s"] == pytest.approx((100 - 40 * s) / (40 * w * np.sqrt(1 - s * s)), rel=1e-3)
    assert told["time_to_boundary_mean_of_minima_s"] == pytest.approx(told["time_to_boundary_least_s"], rel=1e-3)
    assert told["time_to_boundary_sd_of_minima_s"] < 1e-3
