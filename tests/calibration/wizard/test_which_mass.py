"""Which pad or mark a mass stands on: any order will do, and a wrong place is not taken."""

from collections.abc import Callable

import numpy as np

from tests.calibration.wizard.finishing import finish, gain_errors
from tripod.boards import GRAVITY
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard import Wizard


def test_a_mass_on_the_wrong_pad_is_not_taken(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("pads", Answers(Route.MASSES, masses_kg=(10.0, 20.0)))
    wrong = wizard.board.cells[4]
    bench.mass(wizard, 14.1 * GRAVITY, wrong.x_mm, wrong.y_mm)
    assert wizard.captures == []
    assert "put it on the left heel" in wizard.view().problem


def test_masses_may_come_in_any_order(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("pads", Answers(Route.MASSES, weight_kg=75, masses_kg=(10.0, 20.0), tolerance=0.005))
    for task in reversed(wizard.tasks()):
        bench.mass(wizard, task.load_n, task.x_mm, task.y_mm)
    assert wizard.left() == ()
    finish(wizard)
    bench.shift(wizard, 75 * GRAVITY, 3)
    assert wizard.verdict
    assert wizard.verdict.word == "accept"
    assert np.abs(gain_errors(wizard, bench)).max() < 0.005


def test_25_marks_in_any_order_where_they_are_clear(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    answers = Answers(Route.GRID, weight_kg=75, masses_kg=(20.0,), marks=5, tolerance=0.005)
    bench, wizard = at_load("plate", answers)
    assert len(wizard.tasks()) == 50
    later = wizard.tasks()[27]
    bench.mass(wizard, later.load_n, later.x_mm, later.y_mm)
    assert (wizard.captures[0].x_mm, wizard.captures[0].y_mm) == (later.x_mm, later.y_mm)
    for task in wizard.left():
        bench.mass(wizard, task.load_n, task.x_mm, task.y_mm)
    assert wizard.left() == (), wizard.view()
    finish(wizard)
    assert wizard.fitted
    assert wizard.fitted.condition < 60


def test_a_mass_between_the_marks_is_not_taken(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("plate", Answers(Route.GRID, weight_kg=75, masses_kg=(20.0,)))
    a, b = wizard.tasks()[4], wizard.tasks()[5]
    bench.mass(wizard, a.load_n, (a.x_mm + b.x_mm) / 2, a.y_mm + 30)
    assert wizard.captures == []
    assert "between the marks" in wizard.view().problem


def test_a_mass_that_still_stands_there_is_not_the_next_one(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("pads", Answers(Route.MASSES, masses_kg=(15.0, 20.0)))
    force = np.zeros(6)
    force[0] = 15 * GRAVITY
    bench.hold(wizard, force, 2)
    assert len(wizard.captures) == 1
    nudged = np.repeat(force[None], 20, axis=0)
    nudged[5:10, 0] += 10
    bench.run(wizard, nudged)
    bench.run(wizard, np.repeat(force[None], 400, axis=0))
    assert len(wizard.captures) == 1
    wizard.take_again()
    bench.run(wizard, np.repeat(force[None], 400, axis=0))
    assert wizard.captures == []
