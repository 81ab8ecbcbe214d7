"""Where a foot stands: frames, what follows from an uncertain pose, and the margin's own uncertainty."""

from dataclasses import replace
from math import radians

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.balance.balance import BalanceLaw, foot_matrices
from tripod.balance.geometry import Feet, foot_points
from tripod.balance.pose import (
    Known,
    Pose,
    drawn_pose,
    lined_pose,
    place_covariance,
    points_covariance,
    points_on_board,
    to_board,
    to_foot,
    updated,
)
from tripod.balance.support import base_of_support, margin
from tripod.boards import FEET, load_board

PLATE = load_board("plate")
FEET_265 = Feet(265.0)
turns = st.floats(-30, 45)


def drawn(pose: Pose, rng: np.random.Generator, n: int) -> list[Pose]:
    """Poses as their covariance says that they may be."""
    changes = rng.multivariate_normal(np.zeros(10), np.array(pose.covariance), n)
    return [updated(pose, change, np.array(pose.covariance), pose.known) for change in changes]


@given(turns, st.floats(-80, 80), st.floats(-80, 80), st.sampled_from(FEET))
def test_there_and_back_again(turn: float, right: float, forward: float, foot: str) -> None:
    pose = lined_pose(PLATE, FEET_265, foot, turn, (right, forward))
    at = foot_points(FEET_265, foot)
    assert to_foot(pose, foot, to_board(pose, foot, at)) == pytest.approx(at)
    heel, mt1, mt5 = points_on_board(pose, foot)
    # A turn bends no foot.
    assert np.hypot(*(mt1 - heel)) == pytest.approx(np.hypot(*(at[1] - at[0])))
    assert np.hypot(*(mt5 - mt1)) == pytest.approx(np.hypot(*(at[2] - at[1])))


def test_toes_turned_out_point_away_from_the_other_foot() -> None:
    for foot, outward in (("left", -1), ("right", 1)):
        straight, out = (lined_pose(PLATE, FEET_265, foot, turn) for turn in (0.0, 20.0))
        moved = points_on_board(out, foot) - points_on_board(straight, foot)
        assert outward * moved[1, 0] > 30
        assert outward * moved[2, 0] > 30


@pytest.mark.parametrize("foot", FEET)
def test_the_uncertainty_of_points_and_places_against_monte_carlo(foot: str) -> None:
    rng = np.random.default_rng(3)
    pose = lined_pose(PLATE, FEET_265, foot, 12.0)
    many = drawn(pose, rng, 4000)
    points = np.array([points_on_board(p, foot).ravel() for p in many])
    assert points_covariance(pose, foot) == pytest.approx(np.cov(points.T), rel=0.15, abs=1.2)
    at = to_board(pose, foot, np.array([5.0, 110.0]))
    places = np.array([to_foot(p, foot, at) for p in many])
    assert place_covariance(pose, foot, at) == pytest.approx(np.cov(places.T), rel=0.12, abs=0.8)


def test_a_turned_foot_of_which_that_is_known_has_its_own_shares() -> None:
    share = np.array([0.55, 0.27, 0.18])
    for turn in (0.0, 10.0, 20.0):
        stance = {f: lined_pose(PLATE, FEET_265, f, turn, (4.0, -3.0)) for f in FEET}
        force = np.zeros((1, len(PLATE.cells)))
        for foot, matrix in foot_matrices(PLATE, FEET_265, stance).items():
            cop = share @ points_on_board(stance[foot], foot)
            statics = np.vstack([matrix.positions_mm.T, np.ones(4)])
            force[0, list(matrix.cells)] = np.linalg.pinv(statics) @ (350.0 * np.array([*cop, 1.0]))
        known, unknown = BalanceLaw(PLATE, FEET_265, stance)(force), BalanceLaw(PLATE, FEET_265)(force)
        assert known.share[0] == pytest.approx(np.stack([share, share]))
        if turn == 20.0:
            assert np.abs(unknown.share[0] - share).max() > 0.1


def test_where_cells_sit_under_the_points_the_stance_is_that_of_the_marks() -> None:
    for name in ("pads", "insole"):
        pose = drawn_pose(load_board(name), Feet(), "left")
        assert pose.known is Known.MARKS
        # It may be off its marks a little: that is in the ellipse; what it does to the shares the board's file says.
        assert 0 < pose.covariance[0][0] < pose.covariance[1][1] < 50
        assert not np.array(pose.covariance)[3:, 3:].any()


def test_nobody_stands_backwards() -> None:
    with pytest.raises(ValueError, match="100"):
        lined_pose(PLATE, FEET_265, "left", 100.0)


@pytest.mark.parametrize("cop", [(0.0, 100.0), (60.0, 180.0), (-150.0, 60.0), (0.0, 330.0)])
def test_the_margin_and_its_uncertainty_against_monte_carlo(cop: tuple[float, float]) -> None:
    rng = np.random.default_rng(8)
    poses = {foot: lined_pose(PLATE, FEET_265, foot, 10.0) for foot in FEET}
    claimed = margin(base_of_support(poses), np.array(cop))
    many = {foot: drawn(replace(pose), rng, 400) for foot, pose in poses.items()}
    seen = [margin(base_of_support({f: many[f][k] for f in FEET}), np.array(cop)).mm for k in range(400)]
    assert claimed.measured
    assert claimed.mm == pytest.approx(np.mean(seen), abs=1.5)
    # A place near two edges has the smaller of two distances: less spread than the formula's one edge.
    assert 0.7 * claimed.pm_mm < 1.96 * np.std(seen) < 1.2 * claimed.pm_mm


@pytest.mark.parametrize("cop", [(0.0, 100.0), (60.0, 180.0), (0.0, 330.0)])
def test_the_margin_is_as_unsure_as_the_feet_and_the_cop_together(cop: tuple[float, float]) -> None:
    rng, base = np.random.default_rng(3), base_of_support({f: lined_pose(PLATE, FEET_265, f, 10.0) for f in FEET})
    of_cop = np.array([[30.0, 8.0], [8.0, 12.0]])
    exact, claimed = margin(base, np.array(cop)), margin(base, np.array(cop), of_cop)
    assert claimed.mm == exact.mm
    places = rng.multivariate_normal(cop, of_cop, 400)
    alone = 1.96 * np.std([margin(base, place).mm for place in places])
    assert claimed.pm_mm == pytest.approx(np.hypot(exact.pm_mm, alone), rel=0.15)
    assert claimed.pm_mm > exact.pm_mm


def test_a_pose_that_is_drawn_says_so_in_the_margin() -> None:
    poses = {foot: drawn_pose(PLATE, Feet(), foot) for foot in FEET}
    assert not margin(base_of_support(poses), np.array([0.0, 100.0])).measured
    assert radians(PLATE.places["left"].turn_deg) == pytest.approx(poses["left"].turn_rad)
