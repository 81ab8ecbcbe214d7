"""Warm-up and zero: noise, drift, and what is said of them."""

from collections.abc import Callable

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.calibration.wizard.wizard import Wizard
from tripod.calibration.wizard.zero_drift import Settling

from tripod.virtual.sway import GRID_HZ  # isort: skip


def test_load_cells_warm_up_by_the_boards_clock(bench: Callable[..., object]) -> None:
    made = bench("plate")
    wizard = Wizard(made.board, GRID_HZ)
    wizard.skip_presses()
    made.empty(wizard, 1)
    wizard.next()
    assert "at most 10 min" in wizard.view().title
    made.seq += int(605 * GRID_HZ)
    made.empty(wizard, 1)
    assert wizard.view().may_go_on


def test_the_noise_of_each_cell_is_known_and_a_noisy_one_is_named(bench: Callable[..., object]) -> None:
    made = bench("pads")
    wizard = Wizard(made.board, GRID_HZ)
    made.empty(wizard, 2)
    noise = wizard.view().noise_n
    assert len(noise) == 6
    assert all(0.01 < n < 0.1 for n in noise)
    assert wizard.view().problem == ""
    loose = bench("pads")
    wizard = Wizard(loose.board, GRID_HZ)
    force = np.zeros((int(8 * GRID_HZ), 6))
    force[:, 4] = np.random.default_rng(1).normal(0, 4, len(force))
    loose.run(wizard, force)
    assert "base of the right big toe is noisy" in wizard.view().problem


def test_warm_up_ends_when_the_zero_holds_still(bench: Callable[..., object]) -> None:
    made = bench("pads")
    wizard = Wizard(made.board, GRID_HZ)
    wizard.skip_presses()
    made.empty(wizard, 1)
    assert wizard.next()
    made.empty(wizard, 30)
    assert not wizard.view().may_go_on
    made.empty(wizard, 45)
    assert wizard.view().title == "The zero holds still"
    assert wizard.view().drift_n_per_min < wizard.view().drift_limit
    assert wizard.next()
    assert wizard.warmed_up


@pytest.mark.slow
def test_a_drift_of_three_newtons_a_minute_is_named(bench: Callable[..., object]) -> None:
    made = bench("pads")
    wizard = Wizard(made.board, GRID_HZ)
    wizard.skip_presses()
    made.empty(wizard, 1)
    assert wizard.next()
    force = np.zeros((int(601 * GRID_HZ), 6))
    force[:, 2] = np.arange(len(force)) / GRID_HZ * 3 / 60
    made.run(wizard, force)
    view = wizard.view()
    assert "base of the left little toe drifts by 3.0 N a minute" in view.problem, view


def test_a_film_that_drifts_with_nothing_on_it_is_named(bench: Callable[..., object]) -> None:
    made = bench("insole")
    wizard = Wizard(made.board, GRID_HZ)
    made.empty(wizard, 20)
    assert "drifts" not in wizard.view().problem
    force = np.zeros((int(20 * GRID_HZ), 6))
    force[:, 2] = 0.15 + np.arange(len(force)) / GRID_HZ * 3 / 60
    made.run(wizard, force)
    assert "base of the left little toe drifts by" in wizard.view().problem


def test_a_film_that_recovers_from_a_press_does_not_drift(bench: Callable[..., object]) -> None:
    made = bench("insole")
    wizard = Wizard(made.board, GRID_HZ)
    press = np.zeros(6)
    press[0] = 60.0
    made.hold(wizard, press, 20)
    made.empty(wizard, 30)
    assert "drifts" not in wizard.view().problem


def test_two_looks_at_an_empty_board_tell_no_drift() -> None:
    settling = Settling(load_board("pads"))
    settling.add(0.0, np.zeros(6))
    settling.add(70.0, np.full(6, 0.3))
    assert settling.drift_n_per_min is None
