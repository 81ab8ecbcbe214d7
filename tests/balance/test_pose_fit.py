"""Where a foot stands, from how its CoP went: known answers, people who reach as they like, and what is no roll."""

from collections.abc import Callable
from functools import partial
from math import radians

import numpy as np
import pytest
from numpy.typing import NDArray

from tripod.balance.geometry import Feet
from tripod.balance.pose import Known, Pose, drawn_pose, lined_pose, points_covariance, points_on_board, updated
from tripod.balance.pose_fit import (
    ROLL,
    STOOD_ON,
    NotFound,
    PoseNotFound,
    agree,
    corners_of,
    fit_as_told,
    fit_pose,
    fit_roll,
)
from tripod.balance.uncertainty import placement_sigma
from tripod.boards import FEET, load_board

Array = NDArray[np.float64]
PLATE = load_board("plate")
FEET_265 = Feet(265.0)
SHARE = np.array([0.55, 0.27, 0.18])
NOTHING = np.zeros((10, 10))


def stands(foot: str, turn: float, right: float = 0.0, forward: float = 0.0, points: Array | None = None) -> Pose:
    prior = drawn_pose(PLATE, FEET_265, foot)
    change = np.array([right, forward, radians(turn) - prior.turn_rad, 0.0, *([0.0] * 6)])
    if points is not None:
        change[4:] = points
    return updated(prior, change, NOTHING, Known.DRAWN)


def round_path(corners: Array, n: int = 300) -> Array:
    """From heel over MT5 and MT1 and back, through these corners (3, 2) about the origin, as a rounded way."""
    order = [0, 2, 1, 0]
    part = np.linspace(0, 3, n, endpoint=False)
    leg = part.astype(int)
    u = (0.5 - 0.5 * np.cos(np.pi * (part - leg)))[:, None]
    a, b = corners[np.array(order)[leg]], corners[np.array(order)[leg + 1]]
    return (a * (1 - u) + b * u) * (1 + 0.15 * np.sin(np.pi * u))


def shares_at(pose: Pose, foot: str, cop: Array) -> Array:
    return np.linalg.solve(np.vstack([points_on_board(pose, foot).T, np.ones(3)]), np.append(cop, 1.0))


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("turn", [0.0, 10.0, 20.0])
def test_who_reaches_evenly_is_found_where_they_stand(foot: str, turn: float) -> None:
    true = stands(foot, turn, 6.0, -5.0)
    points = points_on_board(true, foot)
    cop = SHARE @ points
    found = fit_roll(drawn_pose(PLATE, FEET_265, foot), foot, cop, cop + round_path(0.75 * (points - cop)))
    # A rounded way has no corners, so that some bias stays: a third of what is claimed.
    assert found.known is Known.ROLL
    assert found.turn_deg == pytest.approx(turn, abs=2.8)
    assert shares_at(found, foot, cop) == pytest.approx(SHARE, abs=0.045)
    assert abs(found.turn_deg - turn) < found.turn_pm_deg < drawn_pose(PLATE, FEET_265, foot).turn_pm_deg / 1.5


def errors_of(find: Callable[[Pose, str, Array, Array, np.random.Generator], Pose], n: int) -> tuple[Array, Array]:
    """Errors and claimed half widths of the shares (found, 3) of `n` people who stand as they like."""
    rng = np.random.default_rng(11)
    errors, claimed = [], []
    for k in range(n):
        foot = FEET[k % 2]
        true = stands(foot, rng.uniform(0, 20), *rng.uniform(-10, 10, 2), points=rng.normal(0, 3.0, 6))
        points = points_on_board(true, foot)
        share = SHARE + rng.normal(0, 0.05, 3)
        share /= share.sum()
        try:
            found = find(drawn_pose(PLATE, FEET_265, foot), foot, share @ points, points, rng)
        except PoseNotFound:
            continue
        told = shares_at(found, foot, share @ points)
        errors.append(told - share)
        sigma = placement_sigma(told, points_on_board(found, foot), points_covariance(found, foot))
        claimed.append(1.96 * sigma)
    return np.array(errors), np.array(claimed)


def roll(prior: Pose, foot: str, cop: Array, points: Array, rng: np.random.Generator) -> Pose:
    corners = rng.uniform(0.5, 0.95, 3)[:, None] * (points - cop) + rng.normal(0, 4.0, (3, 2))
    sway = np.cumsum(rng.normal(0, 1, (300, 2)), axis=0)
    sway = 1.5 * (sway - sway.mean(0)) / sway.std()
    return fit_roll(prior, foot, cop + rng.normal(0, 1.5, 2), cop + round_path(corners) + sway)


def stand_on(prior: Pose, foot: str, cop: Array, points: Array, rng: np.random.Generator) -> Pose:
    reached = cop + rng.uniform(0.9, 1.02, 3)[:, None] * (points - cop) + rng.normal(0, 3.0, (3, 2))
    return fit_pose(prior, foot, cop, reached, STOOD_ON)


@pytest.mark.parametrize(("find", "rms", "least_found"), [(roll, 0.065, 0.93), (stand_on, 0.04, 0.97)])
def test_uneven_people_are_found_as_well_as_is_claimed(
    find: Callable[[Pose, str, Array, Array, np.random.Generator], Pose], rms: float, least_found: float
) -> None:
    # The study calibration/poses.py has thousands; limits here are wide enough for 160 of them.
    errors, claimed = errors_of(find, 160)
    assert len(errors) > least_found * 160
    assert np.sqrt((errors**2).mean()) < rms
    assert 0.90 < (np.abs(errors) < claimed).mean() <= 0.995


def careless(prior: Pose, foot: str, cop: Array, points: Array, rng: np.random.Generator) -> Pose:
    """Some points are passed by a tenth, others reached by half, and each is missed by some 7 mm, as nobody assumed."""
    corners = rng.choice([0.5, 0.8, 1.1], 3)[:, None] * (points - cop) + rng.uniform(-12.0, 12.0, (3, 2))
    t = np.arange(300) / 30
    sway = np.stack([np.sin(t * w + rng.uniform(0, 6)) for w in rng.uniform(0.6, 4.0, 2)], 1)
    return fit_roll(prior, foot, cop, cop + round_path(corners) + 2.5 * sway)


def test_who_rolls_as_nobody_was_assumed_to_is_known_less_surely() -> None:
    errors, claimed = errors_of(careless, 200)
    even, at_ease = errors_of(roll, 60)
    assert len(errors) > 140
    # 92 % of them; 81 % where ± did not go by how far off what was seen is.
    assert (np.abs(errors) < claimed).mean() > 0.88
    assert np.median(claimed) > 1.08 * np.median(at_ease)
    assert np.sqrt((errors**2).mean()) > 1.1 * np.sqrt((even**2).mean())


def test_who_stands_beside_the_line_that_they_named_is_not_sure_of_it_after_a_roll() -> None:
    """By 6 degrees and 8 mm; where they and the line agree what was said counts for less, elsewhere for nothing."""
    rng, held = np.random.default_rng(4), list[NDArray[np.bool_]]()
    for k in range(120):
        foot, beside = FEET[k % 2], rng.normal(0, 1, 3) * (8.0, 8.0, 6.0)
        true = stands(foot, 7.0 + beside[2], *beside[:2], points=rng.normal(0, 3.0, 6))
        points = points_on_board(true, foot)
        cop, told = SHARE @ points, lined_pose(PLATE, FEET_265, foot, 7.0)
        path = cop + round_path(rng.uniform(0.55, 0.95, 3)[:, None] * (points - cop) + rng.normal(0, 3.0, (3, 2)))
        try:
            found = fit_as_told(
                partial(fit_roll, foot=foot, quiet_mm=cop, path_mm=path), drawn_pose(PLATE, FEET_265, foot), told
            )
        except PoseNotFound:
            continue
        sigma = placement_sigma(SHARE, points_on_board(found, foot), points_covariance(found, foot))
        held.append(np.abs(shares_at(found, foot, cop) - SHARE) < 1.96 * sigma)
    assert len(held) > 100
    assert np.mean(held) > 0.94
    assert np.mean(held, axis=0)[0] > 0.93  # of the heel: 0.86 where the line counted whole


def test_who_is_not_measured_is_carried_as_unknown() -> None:
    errors, claimed = errors_of(lambda prior, *_: prior, 300)
    assert 0.92 < (np.abs(errors) < claimed).mean() < 0.995
    assert np.sqrt((errors**2).mean()) > 0.1


def test_corners_of_a_triangle_are_its_corners() -> None:
    points = points_on_board(stands("right", 12.0), "right")
    part = np.linspace(0, 1, 50)[:, None]
    sides = [points[a] * (1 - part) + points[b] * part for a, b in ((0, 2), (2, 1), (1, 0))]
    # The mean of what lies within a few millimetres of a corner lies a little inside of it.
    assert corners_of(np.concatenate(sides), points) == pytest.approx(points, abs=4.0)


def test_who_hardly_moves_has_not_rolled() -> None:
    prior = drawn_pose(PLATE, FEET_265, "left")
    cop = SHARE @ points_on_board(prior, "left")
    with pytest.raises(PoseNotFound) as found:
        fit_roll(prior, "left", cop, cop + np.random.default_rng(1).normal(0, 2.0, (400, 2)))
    assert found.value.why is NotFound.TOO_LITTLE


def test_what_goes_where_no_foot_is_has_not_rolled() -> None:
    prior = drawn_pose(PLATE, FEET_265, "left")
    cop = SHARE @ points_on_board(prior, "left")
    sideways = np.array([[-70.0, -10.0], [60.0, 5.0], [-60.0, 15.0]])
    with pytest.raises(PoseNotFound) as found:
        fit_pose(prior, "left", cop, cop + sideways, ROLL)
    assert found.value.why is NotFound.NO_FOOT


def test_a_foot_agrees_with_what_was_said_of_it_as_far_as_both_are_sure() -> None:
    found = fit_roll_at(7.0)
    assert agree(lined_pose(PLATE, FEET_265, "right", 7.0), found)
    assert agree(lined_pose(PLATE, FEET_265, "right", 10.0), found)
    assert not agree(lined_pose(PLATE, FEET_265, "right", 20.0), found)
    assert not agree(lined_pose(PLATE, FEET_265, "right", 7.0, (25.0, 0.0)), found)


def fit_roll_at(turn: float) -> Pose:
    points = points_on_board(stands("right", turn), "right")
    cop = SHARE @ points
    return fit_roll(drawn_pose(PLATE, FEET_265, "right"), "right", cop, cop + round_path(0.75 * (points - cop)))
