"""Somebody steps on while the wizard waits for them: the last of the step on is no load that anybody weighed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tripod.boards import GRAVITY, load_board
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.stances import Stepping
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard import Wizard
from tripod.device.blocks import Block
from tripod.virtual.sway import GRID_HZ

WEIGHT_N = 75 * GRAVITY


def step_on(seconds: float = 4.0, per_s: float = 9.0) -> np.ndarray:
    """(n,) part of the weight: the last tenth of it comes as slowly as with people."""
    t = np.arange(int(seconds * GRID_HZ)) / GRID_HZ
    return 1 - (1 + per_s * t) * np.exp(-per_s * t)


@pytest.mark.parametrize("per_s", [6.0, 9.0, 14.0])
def test_no_reading_of_a_person_holds_a_part_of_the_step_on(per_s: float) -> None:
    board = load_board("pads")
    stepping = Stepping(board, GRID_HZ, WEIGHT_N, one_leg=False)
    part = np.array([0.3, 0.12, 0.08] * 2)
    force = step_on(per_s=per_s)[:, None] * part * WEIGHT_N
    for at in range(0, len(force), 8):
        rows = np.arange(at, min(at + 8, len(force)))
        none = np.zeros((len(rows), 6), np.uint8)
        counts = np.rint(force[rows] * 1000).astype(np.int32)
        stepping.take(Block(rows, (rows * 1e6 / GRID_HZ).astype(np.int64), counts, none, none), force[rows])
    assert stepping.stood
    weighed = [s.counts.sum() / 1000 for s in stepping.stood]
    assert weighed == pytest.approx([WEIGHT_N] * len(weighed), rel=0.01)


@pytest.mark.parametrize(("name", "route"), [("plate", Route.GRID), ("pads", Route.MASSES)])
@pytest.mark.parametrize("late_s", [0.0, 1.0, 3.0])
def test_who_verifies_by_stepping_on_is_read_once_they_stand(
    name: str, route: Route, late_s: float, at_load: Callable[..., tuple[Any, Wizard]]
) -> None:
    bench, wizard = at_load(name, Answers(route, weight_kg=75, masses_kg=(10.0, 20.0), tolerance=0.005))
    for task in wizard.tasks():
        bench.mass(wizard, task.load_n, task.x_mm, task.y_mm)
    wizard.enter(Step.FIT)
    wizard.enter(Step.VERIFY)
    bench.empty(wizard, late_s)
    cells = len(bench.board.cells)
    bench.run(wizard, step_on()[:, None] * np.full(cells, WEIGHT_N / cells))
    assert wizard.verdict is not None
    assert wizard.verdict.word == "accept", wizard.verdict.reason


def test_a_film_calibrated_with_masses_is_verified_with_one(at_load: Callable[..., tuple[Any, Wizard]]) -> None:
    answers = Answers(Route.MASSES, weight_kg=60, masses_kg=(1.0, 2.0), tolerance=0.005)
    bench, wizard = at_load("insole", answers)
    for task in wizard.tasks():
        bench.mass(wizard, task.load_n, task.x_mm, task.y_mm)
    wizard.enter(Step.FIT)
    wizard.enter(Step.VERIFY)
    assert wizard.view().title == "Put 1 kg anywhere on the board, then let go"
    bench.empty(wizard, 2)
    assert not wizard.view().verified
    cell = bench.board.cells[3]
    bench.mass(wizard, GRAVITY, cell.x_mm, cell.y_mm)
    assert wizard.view().verified
    assert wizard.verdict is not None
    assert wizard.verdict.word != "refuse", wizard.verdict.reason
    wizard.answer(replace(wizard.answers, route=Route.BODY_WEIGHT))
    assert wizard.verify_with_person
