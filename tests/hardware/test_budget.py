"""The error budget: formulas against Monte Carlo, and the program's own numbers."""

from dataclasses import replace

import numpy as np
import pytest
from making.build import BUILDS, load_build
from making.error_budget import TERMS, budget, checked, circuit, gain_sigma, monte_carlo, stance

from tripod.balance.balance import BalanceLaw
from tripod.balance.foot_states import feet_states
from tripod.balance.geometry import Feet
from tripod.balance.pose import drawn_pose
from tripod.balance.setup import Setup
from tripod.balance.uncertainty import K_95_1D, K_95_2D
from tripod.boards import FEET
from tripod.device.protocol import Banner
from tripod.force.calibration import nominal


@pytest.mark.parametrize("name", BUILDS)
@pytest.mark.parametrize("calibrated", [False, True])
def test_formulas_agree_with_monte_carlo_within_one_per_cent(name: str, calibrated: bool) -> None:
    for term, formula, drawn in checked(load_build(name), calibrated):
        assert drawn.numbers() == pytest.approx(formula.numbers(), rel=0.01, abs=1e-6), term


@pytest.mark.parametrize("name", BUILDS)
def test_at_their_full_size_errors_are_still_of_first_order(name: str) -> None:
    build = load_build(name)
    full = monte_carlo(stance(build), build.board.errors, gain_sigma(build, False), scale=1.0)
    assert full.numbers() == pytest.approx(budget(build, False)["sum"].numbers(), rel=0.05)


@pytest.mark.parametrize("name", BUILDS)
def test_terms_add_up_to_the_sum(name: str) -> None:
    alone = budget(load_build(name), True)
    total = np.sqrt(sum(alone[term].numbers() ** 2 for term in TERMS))
    assert alone["sum"].numbers() == pytest.approx(total, rel=1e-6)


@pytest.mark.parametrize("name", BUILDS)
def test_the_screen_shows_the_same_uncertainty(name: str) -> None:
    build = load_build(name)
    board, at = build.board, stance(build)
    sigma = gain_sigma(build, True)
    laws = nominal(board)
    laws = replace(laws, kind="bench", cells=tuple(replace(law, gain_sigma=sigma) for law in laws.cells))
    # The budget is that of cells which sit as exactly as the board's file says.
    laws = replace(laws, build_mm=board.errors.position_mm)
    feet = Feet(board.foot_length_mm)
    foot = board.feet[0]
    # The budget is of a foot of which it is known where it stands.
    of_points = np.diag([0.0] * 4 + [board.errors.placement_mm**2 if board.rigid else 0.0] * 6)
    pose = replace(drawn_pose(board, feet, foot), covariance=tuple(map(tuple, of_points.tolist())))
    setup = Setup(board, _any_banner(), laws, None, feet, stance={foot: pose})
    force = np.zeros(len(board.cells))
    force[list(at.matrix.cells)] = at.force_n
    law = BalanceLaw(board, feet, setup.stance)
    state = feet_states(setup, law.matrices, force, law(force[None]), np.zeros(len(force), np.uint8))[foot]
    claimed = budget(build, True)["sum"]
    assert state.share_pm == pytest.approx(K_95_1D * np.array(claimed.shares), rel=1e-6)
    assert state.ellipse
    radius = K_95_2D * claimed.cop_mm
    assert np.hypot(state.ellipse.major_mm, state.ellipse.minor_mm) == pytest.approx(radius, rel=1e-6)
    assert foot in FEET


@pytest.mark.parametrize("name", BUILDS)
def test_the_circuit_is_the_smaller_part_of_the_gain(name: str) -> None:
    build = load_build(name)
    assert np.hypot.reduce(list(circuit(build).values())) < build.board.errors.gain / 2


def _any_banner() -> Banner:
    return None  # type: ignore[return-value] - uncertainty never asks the board
