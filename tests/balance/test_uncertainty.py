"""First-order propagation against Monte Carlo, which knows no formula."""

import numpy as np
import pytest

from tripod.balance.balance import foot_matrices
from tripod.balance.geometry import Feet
from tripod.balance.uncertainty import cop_covariance, ellipse_95, placement_sigma, share_sigma
from tripod.boards import Errors, load_board

N = 200_000


@pytest.mark.parametrize(("name", "force"), [("pads", [200.0, 80.0, 60.0]), ("plate", [120.0, 100.0, 70.0, 50.0])])
def test_shares_and_cop_against_monte_carlo(name: str, force: list[float]) -> None:
    board, rng = load_board(name), np.random.default_rng(4)
    matrix = foot_matrices(board, Feet())["right"]
    f, at = np.array(force), matrix.positions_mm
    relative, absolute = np.full(len(f), 0.01), np.full(len(f), 0.8)
    errors = Errors(0, 0, 0, 0, 0, 1.0, 4.0, 0, 0, 0, 0)
    drawn = f * (1 + rng.normal(0, relative, (N, len(f)))) + rng.normal(0, absolute, (N, len(f)))
    points = drawn @ matrix.to_points.T
    share = points / points.sum(1, keepdims=True)
    point = matrix.to_points @ f
    assert share_sigma(point, matrix.to_points, f, relative, absolute) == pytest.approx(share.std(0), rel=0.02)
    moved = at + rng.normal(0, 1.0, (N, len(f), 2))
    cop = (drawn[..., None] * moved).sum(1) / drawn.sum(1, keepdims=True)
    covariance = cop_covariance(f @ at / f.sum(), at, f, relative, absolute, errors)
    assert covariance == pytest.approx(np.cov(cop.T), rel=0.03, abs=0.02)


def test_placement_against_monte_carlo() -> None:
    board, rng = load_board("plate"), np.random.default_rng(5)
    points = foot_matrices(board, Feet())["left"].points_mm
    share = np.array([0.55, 0.27, 0.18])
    cop = np.append(share @ points, 1)
    moved = points + rng.normal(0, 4.0, (20_000, 3, 2))
    solved = np.linalg.solve(
        np.concatenate([moved.transpose(0, 2, 1), np.ones((20_000, 1, 3))], axis=1),
        np.broadcast_to(cop, (20_000, 3))[..., None],
    )[..., 0]
    assert placement_sigma(share, points, 16.0 * np.eye(6)) == pytest.approx(solved.std(0), rel=0.05)


def test_the_ellipse_holds_95_per_cent() -> None:
    rng = np.random.default_rng(6)
    covariance = np.array([[4.0, 1.5], [1.5, 2.0]])
    ellipse = ellipse_95(covariance)
    xy = rng.multivariate_normal([0, 0], covariance, N)
    c, s = np.cos(ellipse.angle_rad), np.sin(ellipse.angle_rad)
    along, across = xy @ [c, s], xy @ [-s, c]
    inside = (along / ellipse.major_mm) ** 2 + (across / ellipse.minor_mm) ** 2 <= 1
    assert inside.mean() == pytest.approx(0.95, abs=0.002)


def test_what_a_fit_knows_together_against_monte_carlo() -> None:
    board, rng = load_board("plate"), np.random.default_rng(7)
    matrix = foot_matrices(board, Feet())["left"]
    f, at = np.array([150.0, 90.0, 60.0, 100.0]), matrix.positions_mm
    root = rng.normal(0, 1, (12, 12)) * np.r_[np.full(4, 0.004), np.full(8, 0.4)][:, None]
    fitted = root @ root.T
    drawn = rng.multivariate_normal(np.zeros(12), fitted, N)
    g = f * (1 + drawn[:, :4])
    moved = at + np.stack([drawn[:, 4:8], drawn[:, 8:]], axis=2)
    cop = (g[..., None] * moved).sum(1) / g.sum(1, keepdims=True)
    errors = Errors(0, 0, 0, 0, 0, 1.0, 4.0, 0, 0, 0, 0)
    claimed = cop_covariance(f @ at / f.sum(), at, f, np.zeros(4), np.zeros(4), errors, fitted)
    assert claimed == pytest.approx(np.cov(cop.T), rel=0.05, abs=0.05)
