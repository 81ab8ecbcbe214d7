"""How sure the CoP of both feet and its way back are, against Monte Carlo, which knows no formula."""

from dataclasses import replace

import numpy as np
import pytest

from tripod.balance.balance import BalanceLaw
from tripod.balance.both_feet import both_cop_covariance, depth_pm_mm
from tripod.balance.geometry import cell_positions
from tripod.balance.setup import Setup
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source

N = 100_000


def setup_of(board: str) -> Setup:
    clock = fast_clock()
    session = Session(open_source(f"virtual:quiet,board={board},seconds=1", clock=clock), now=clock.now)
    while session.step():
        pass
    session.close()
    assert session.pipeline.setup is not None
    return session.pipeline.setup


@pytest.mark.parametrize("board", ["pads", "plate"])
def test_cop_and_way_back_against_monte_carlo(board: str) -> None:
    setup = setup_of(board)
    # Of a calibration that nobody fitted, so that each error can be drawn for itself.
    plain = replace(
        setup.calibration, covariance=(), cells=tuple(replace(c, gain_sigma=0.01) for c in setup.calibration.cells)
    )
    setup = replace(setup, calibration=plain)
    law, k = BalanceLaw(setup.board, setup.feet), len(setup.board.cells)
    errors, rng, at = setup.board.errors, np.random.default_rng(3), cell_positions(setup.board, setup.feet)
    quiet, down, depth = _stances(setup, law)
    gain, zero = rng.normal(0, 0.01, (N, k)), rng.normal(0, errors.zero_n, (N, k))
    places = rng.normal(0, errors.position_mm, (N, k, 2))

    def read(force: np.ndarray) -> np.ndarray:
        own = (
            force * (1 + gain + rng.normal(0, errors.hysteresis, (N, k))) + zero + rng.normal(0, errors.noise_n, (N, k))
        )
        return (own[..., None] * (at + places)).sum(1) / own.sum(1, keepdims=True)

    first, last = read(quiet), read(down)
    assert depth_pm_mm(setup, law, depth) == pytest.approx(1.96 * (first - last)[:, 1].std(), rel=0.05)
    unseen = np.diag([errors.unseen_ml_mm**2, errors.unseen_ap_mm**2])
    # Where the feet stand is another matter: none is named.
    claimed = both_cop_covariance(setup, {}, quiet)
    assert claimed - unseen == pytest.approx(np.cov(first.T), rel=0.05, abs=0.02)


def _stances(setup: Setup, law: BalanceLaw) -> tuple[np.ndarray, np.ndarray, float]:
    from tripod.balance.both_feet import usual_forces_n

    quiet, down = usual_forces_n(setup, law, 0.0), usual_forces_n(setup, law, 25.0)
    both = law(np.stack([quiet, down])).both_cop_mm
    assert both[0, 1] - both[1, 1] == pytest.approx(25.0, abs=0.5)
    return quiet, down, 25.0


@pytest.mark.parametrize("board", ["pads", "plate", "insole"])
def test_a_way_back_is_surer_than_the_place_where_it_ends(board: str) -> None:
    setup = setup_of(board)
    law = BalanceLaw(setup.board, setup.feet)
    force, _, _ = _stances(setup, law)
    place_mm = 1.96 * both_cop_covariance(setup, law.matrices, force)[1, 1] ** 0.5
    assert 0 < depth_pm_mm(setup, law, 25.0) < place_mm
