"""Geometry, shares, CoP, margin, filter: known answers, invariants, and any cutting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import (
    Feet,
    FeetError,
    check_points,
    convex_hull,
    foot_points,
    sole_outline,
)
from tripod.balance.lowpass import CUTOFF_HZ, LowPass
from tripod.balance.means import Means
from tripod.balance.pose import drawn_pose, points_on_board
from tripod.balance.support import Support, base_of_support, margin
from tripod.boards import board_names, load_board

pytestmark = pytest.mark.both_ways

forces = st.lists(st.floats(20, 900), min_size=8, max_size=8)


def test_points_of_a_270_mm_foot() -> None:
    # facts of anthropometry: heel 38, MT1 197 forward and 27 medial, MT5 167 and 38 lateral
    right, left = foot_points(Feet(270), "right"), foot_points(Feet(270), "left")
    assert right == pytest.approx(np.array([[0, 37.8], [-27, 197.1], [37.8, 167.4]]))
    assert left == pytest.approx(right * (-1, 1))


def test_a_measured_point_overrides_the_fraction() -> None:
    feet = Feet(260, {"left": {"mt1": (20.0, 180.0)}})
    assert foot_points(feet, "left")[1] == pytest.approx([20, 180])
    assert foot_points(feet, "left")[0] == pytest.approx([0, 36.4])


@pytest.mark.parametrize("name", ["pads", "insole"])
def test_shares_of_three_cells_are_their_parts(name: str) -> None:
    board = load_board(name)
    scale = board.limits.min_foot_n / 10
    balance = BalanceLaw(board, Feet())(np.array([[60, 25, 15, 30, 10, 10]]) * scale)
    assert balance.share[0, 0] == pytest.approx([0.60, 0.25, 0.15])
    assert balance.share[0, 1] == pytest.approx([0.60, 0.20, 0.20])
    heel, mt1, mt5 = balance.point_n[0, 0]
    assert balance.arch_n[0, 0] == pytest.approx(np.array([[heel, mt1], [heel, mt5], [mt1, mt5]]))
    own = balance.cop_mm[0, 0] + [100, 0]
    assert own == pytest.approx(np.array([0.6, 0.25, 0.15]) @ foot_points(Feet(), "left"))


@given(forces)
def test_a_plate_gives_loads_at_the_points_that_make_the_same_cop(values: list[float]) -> None:
    board = load_board("plate")
    force = np.array([values])
    balance = BalanceLaw(board, Feet())(force)
    positions = np.array([(c.x_mm, c.y_mm) for c in board.cells])
    for k, foot in enumerate(("left", "right")):
        cells = list(board.cells_of(foot))
        load = force[0, cells].sum()
        if load < board.limits.min_foot_n:
            continue
        cop = force[0, cells] @ positions[cells] / load
        assert balance.cop_mm[0, k] == pytest.approx(cop)
        points = points_on_board(drawn_pose(board, Feet(), foot), foot)
        assert balance.share[0, k].sum() == pytest.approx(1)
        assert balance.share[0, k] @ points == pytest.approx(cop)


def test_a_plate_may_show_shares_outside_and_they_are_not_clamped() -> None:
    board = load_board("plate")
    force = np.zeros((1, 8))
    force[0, [2, 3]] = 200
    share = BalanceLaw(board, Feet())(force).share[0, 0]
    assert share[0] < 0
    assert share[1:].sum() > 1


@pytest.mark.parametrize("name", board_names())
def test_below_the_least_load_there_is_no_cop(name: str) -> None:
    board = load_board(name)
    law, n = BalanceLaw(board, Feet()), len(board.cells)
    per_foot = n // len(board.feet)
    light = np.full((1, n), 0.99 * board.limits.min_foot_n / per_foot)
    heavy = np.full((1, n), 1.01 * board.limits.min_foot_n / per_foot)
    k = [("left", "right").index(f) for f in board.feet]
    assert np.isnan(law(light).cop_mm[0, k]).all()
    assert np.isnan(law(light).share[0, k]).all()
    assert np.isfinite(law(light).load_n[0, k]).all()
    assert np.isfinite(law(heavy).cop_mm[0, k]).all()


def test_one_dead_cell_silences_its_foot_and_no_other() -> None:
    board = load_board("pads")
    force = np.full((1, 6), 100.0)
    force[0, 1] = np.nan
    balance = BalanceLaw(board, Feet())(force)
    assert np.isnan(balance.share[0, 0]).all()
    assert np.isfinite(balance.share[0, 1]).all()
    assert np.isnan(balance.both_cop_mm).all()
    assert np.isnan(balance.total_n).all()


@pytest.mark.parametrize("name", board_names())
@given(cuts=st.lists(st.integers(1, 39), max_size=6))
def test_any_cutting_gives_the_same_bits(name: str, cuts: list[int]) -> None:
    board = load_board(name)
    force = np.abs(np.random.default_rng(2).normal(150, 100, (40, len(board.cells))))
    force[7, 1] = np.nan

    def run(pieces: list[np.ndarray]) -> list[np.ndarray]:
        law, lowpass, means, out = BalanceLaw(board, Feet()), LowPass(80.0), Means(), []
        for piece in pieces:
            balance = law(lowpass(piece))
            means.add(balance)
            out.append(balance.share)
        return [np.concatenate(out), means.share, means.both_cop_mm, np.array(means.total_n)]

    whole = run([force])
    cut = run([p for p in np.split(force, sorted(cuts)) if len(p)])
    for a, b in zip(whole, cut, strict=True):
        assert np.array_equal(a, b, equal_nan=True)


def test_the_means_of_a_long_block_are_those_of_its_rows_one_by_one() -> None:
    board = load_board("plate")
    force = np.abs(np.random.default_rng(5).lognormal(4, 1.5, (3000, len(board.cells))))
    force[::17, 2] = np.nan
    balance = BalanceLaw(board, Feet())(force)
    at_once, one_by_one = Means(), Means()
    at_once.add(balance)
    for row in range(len(force)):
        one_by_one.add(balance.rows(slice(row, row + 1)))
    for name in ("share", "share_sd", "cop_mm", "both_cop_mm", "load_n", "standing_n", "standing_rows", "total_n"):
        assert np.array_equal(getattr(at_once, name), getattr(one_by_one, name), equal_nan=True), name


def test_the_filter_is_butterworth() -> None:
    x = np.random.default_rng(3).normal(0, 1, (400, 2))
    from scipy import signal

    b, a = signal.butter(2, CUTOFF_HZ, fs=80)
    zi = signal.lfilter_zi(b, a)
    expected = np.stack([signal.lfilter(b, a, x[:, c], zi=zi * x[0, c])[0] for c in range(2)], axis=1)
    assert LowPass(80.0)(x) == pytest.approx(expected, abs=1e-12)


def test_a_failed_reading_passes_the_filter_and_does_not_poison_it() -> None:
    x = np.ones((50, 1))
    x[10:20] = np.nan
    y = LowPass(200.0)(x)
    assert np.isnan(y[10:20]).all()
    assert y[20:] == pytest.approx(np.ones((30, 1)))


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=30, unique=True))
def test_the_hull_holds_every_point(points: list[tuple[int, int]]) -> None:
    hull = convex_hull(np.array(points, float))
    if len(hull) < 3:
        return
    support = Support(hull, ("",) * len(hull), {})
    assert min(margin(support, np.array(p, float)).mm for p in points) >= -1e-9


def test_margin_of_a_square() -> None:
    square = Support(np.array([[0, 0], [10, 0], [10, 10], [0, 10]], float), ("",) * 4, {})
    assert margin(square, np.array([3.0, 5.0])).mm == pytest.approx(3)
    assert margin(square, np.array([14.0, 13.0])).mm == pytest.approx(-5)
    assert np.isnan(margin(square, np.array([np.nan, 5.0])).mm)


def test_the_base_of_two_feet_is_wider_than_of_one() -> None:
    poses = {foot: drawn_pose(load_board("pads"), Feet(), foot) for foot in ("left", "right")}
    both, left = base_of_support(poses), base_of_support({"left": poses["left"]})
    middle = np.array([0.0, 100.0])
    assert margin(both, middle).mm > 60
    assert margin(left, middle).mm < 0


def test_the_left_sole_is_the_mirror_of_the_right() -> None:
    assert sole_outline("left", 250, toes=True) == pytest.approx(sole_outline("right", 250, toes=True) * (-1, 1))


@pytest.mark.parametrize(("part", "too_close"), [(0.26, False), (0.24, True), (-0.1, True)])
def test_the_heel_lies_a_quarter_of_the_foot_behind_the_bases_of_the_toes(part: float, too_close: bool) -> None:
    heel_y = 100.0
    points = {"heel": (0.0, heel_y), "mt1": (-27.0, heel_y + part * 260), "mt5": (38.0, heel_y + 0.4 * 260)}
    feet = Feet(260, {"right": points})
    if too_close:
        with pytest.raises(FeetError, match="heel of the right foot lies too close"):
            check_points(feet, "right")
    else:
        check_points(feet, "right")


def test_the_filters_stated_delay_is_its_own() -> None:
    rate, low = 200.0, LowPass(200.0)
    t = np.arange(0, 60, 1 / rate)
    slow = np.sin(2 * np.pi * 0.2 * t)
    # Where a slow sine passes through zero, the filtered one is late by the delay times its slope.
    late = (slow - low(slow[:, None])[:, 0])[2000::1000] / (2 * np.pi * 0.2)
    assert late == pytest.approx(low.delay_s, rel=0.02)
