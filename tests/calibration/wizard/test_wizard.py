"""The wizard from first to last step on sensors whose truth is known, and everything a person can do wrong."""

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tests.calibration.wizard.finishing import finish, gain_errors
from tripod.boards import GRAVITY, load_board
from tripod.calibration.fit.findings import By, Why
from tripod.calibration.fit.findings_words import finding_said
from tripod.calibration.wizard.fit_step import PreviousCalibration
from tripod.calibration.wizard.load_tasks import Route, grid_tasks
from tripod.calibration.wizard.resume import KeptError, resume, to_file
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.verify import one_reading
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard import Wizard
from tripod.device.blocks import Block
from tripod.force.calibration import nominal
from tripod.force.counts_to_newtons import ForceLaw
from tripod.storage.versioned import encode

from tripod.virtual.sway import GRID_HZ  # isort: skip

PERSON = Answers(Route.BODY_WEIGHT, weight_kg=75.0)


@pytest.mark.parametrize("name", ["pads", "plate"])
def test_body_weight_and_one_mass(name: str, at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load(name, replace(PERSON, masses_kg=(20.0,)))
    bench.shift(wizard, 75 * GRAVITY, 90)
    assert wizard.view().may_go_on, wizard.view()
    finish(wizard)
    if name == "plate":
        # Elsewhere than on its mark it verifies the load alone; on one plate's, that plate's CoP.
        at = [task for task in grid_tasks(wizard.board, 20.0) if task.mark == "C3"]
        said = [(at[0].x_mm - 60, at[0].y_mm, Why.NO_MARK), (at[0].x_mm, at[0].y_mm, Why.OTHER_FOOT)]
        for x, y, why in said:
            wizard.take_again()
            assert wizard.view().title == "Put 20 kg on mark C3 of the left plate, then let go"
            bench.mass(wizard, 20 * GRAVITY, x, y)
            assert wizard.verdict
            assert (wizard.verdict.word, wizard.verdict.findings.cop.why) == ("warn", why)
        bench.mass(wizard, 20 * GRAVITY, at[1].x_mm, at[1].y_mm)
    else:
        bench.mass(wizard, 20 * GRAVITY, wizard.board.cells[0].x_mm + 5, wizard.board.cells[0].y_mm + 40)
    assert wizard.view().verdict, wizard.view()
    assert wizard.view().verdict.word == "accept", wizard.view()
    assert wizard.view().verdict.findings.load.by is By.HELD_OUT
    assert wizard.view().verdict.findings.cop.proven == (name == "plate")
    assert wizard.next()
    assert wizard.result
    assert wizard.result[1]["verdicts"]["cop"]["said"] == finding_said("cop", wizard.view().verdict.findings.cop)
    assert np.abs(gain_errors(wizard, bench)).max() < 0.02


def test_known_masses_on_pads(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("pads", Answers(Route.MASSES, weight_kg=75, masses_kg=(10.0, 20.0), tolerance=0.005))
    while wizard.view().cell is not None:
        task = wizard.tasks()[len(wizard.captures)]
        bench.mass(wizard, task.load_n, task.x_mm, task.y_mm)
    assert len(wizard.captures) == 18
    finish(wizard)
    bench.shift(wizard, 75 * GRAVITY, 3)
    assert wizard.verdict
    assert wizard.verdict.word == "accept"
    assert np.abs(gain_errors(wizard, bench)).max() < 0.005


@pytest.mark.parametrize("name", ["plate", "plate-three"])
def test_grid_on_the_plate(name: str, at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load(name, Answers(Route.GRID, weight_kg=75, masses_kg=(20.0,), tolerance=0.005))
    for task in wizard.tasks():
        bench.mass(wizard, task.load_n, task.x_mm, task.y_mm)
    assert len(wizard.captures) == 18, wizard.view()
    finish(wizard)
    bench.shift(wizard, 75 * GRAVITY, 3)
    assert wizard.verdict
    assert wizard.verdict.word == "accept", wizard.verdict
    assert np.abs(gain_errors(wizard, bench)).max() < 0.01


@pytest.mark.slow
def test_an_insole_on_one_leg_after_the_other(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("insole", replace(PERSON, weight_kg=60.0))
    bench.shift(wizard, 60 * GRAVITY, 60, "left")
    assert "right leg" in wizard.view().title
    bench.shift(wizard, 60 * GRAVITY, 60, "right")
    assert wizard.view().may_go_on, wizard.view()
    finish(wizard)
    bench.shift(wizard, 60 * GRAVITY, 3, "left")
    assert wizard.verdict, wizard.view()
    assert wizard.verdict.word in ("accept", "warn"), wizard.verdict
    assert wizard.result
    calibration, _ = wizard.result
    # Ratios are learnt, the scale is not: an insole's sum stays an index.
    rough = ForceLaw(wizard.board, nominal(wizard.board))
    nominal_n = np.mean([np.sum(rough(one_reading(c.counts))) for c in wizard.captures])
    fitted_n = np.mean([np.sum(ForceLaw(wizard.board, calibration)(one_reading(c.counts))) for c in wizard.captures])
    assert fitted_n == pytest.approx(nominal_n, rel=0.05)


@pytest.mark.parametrize("name", ["pads", "insole", "plate"])
def test_swapped_wires_are_found_by_name_and_corrected(name: str, bench: Callable[..., object]) -> None:
    made = bench(name)
    n = len(made.board.cells)
    made.wires = [1, 0, *range(2, n)]
    wizard = Wizard(made.board, GRID_HZ)
    made.press_all(wizard)
    view = wizard.view()
    assert "are swapped. It is corrected" in view.detail
    assert view.may_go_on
    assert wizard.mapping.correction == (1, 0, *range(2, n))


def test_swapped_feet_are_found(bench: Callable[..., object]) -> None:
    made = bench("pads")
    made.wires = [3, 4, 5, 0, 1, 2]
    wizard = Wizard(made.board, GRID_HZ)
    made.press_all(wizard)
    assert "Left and right foot are swapped" in wizard.view().detail


def test_a_dead_cell_is_asked_for_until_it_answers(bench: Callable[..., object]) -> None:
    made = bench("pads")
    made.dead = 2
    wizard = Wizard(made.board, GRID_HZ)
    made.press_all(wizard)
    assert not wizard.view().may_go_on
    assert wizard.mapping.answered[:2] == (0, 1)


def test_the_same_sensor_twice_cannot_be_corrected(bench: Callable[..., object]) -> None:
    made = bench("pads")
    wizard = Wizard(made.board, GRID_HZ)
    made.empty(wizard)
    force = np.zeros(6)
    force[0] = 100
    for _ in range(6):
        made.hold(wizard, force, 0.4)
        made.empty(wizard, 0.5)
    assert not wizard.view().may_go_on
    assert "both moved the same sensor" in wizard.view().detail
    wizard.take_again()
    made.press_all(wizard)
    assert wizard.view().may_go_on


def test_nobody_is_zeroed_away(bench: Callable[..., object]) -> None:
    made = bench("pads")
    wizard = Wizard(made.board, GRID_HZ)
    wizard.skip_presses()
    wizard.skip_warm_up()
    made.empty(wizard)
    assert wizard.next()
    assert wizard.next()
    made.hold(wizard, np.full(6, 120.0), 3)
    assert "stands on the left" in wizard.view().problem
    assert not wizard.next()


def test_five_presses_settle_an_fsr(bench: Callable[..., object]) -> None:
    made = bench("insole")
    wizard = Wizard(made.board, GRID_HZ)
    wizard.skip_presses()
    made.empty(wizard)
    assert wizard.next()
    for k in range(5):
        assert wizard.presses == k
        made.hold(wizard, np.full(6, 8.0), 0.5)
        made.empty(wizard, 0.5)
    assert wizard.view().may_go_on


def test_a_gain_off_by_a_third_is_named(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("pads", replace(PERSON, masses_kg=(20.0,)))
    bench.sensors._gain[3] *= 1.3  # type: ignore[attr-defined]
    wizard.take_again()
    wizard.enter(Step.ZERO)
    wizard.take_again()
    bench.empty(wizard, 2)  # type: ignore[attr-defined]
    wizard.enter(Step.LOAD)
    bench.shift(wizard, 75 * GRAVITY, 90)  # type: ignore[attr-defined]
    wizard.enter(Step.FIT)
    assert wizard.fitted
    assert any("right heel gives 2" in note and "% less" in note for note in wizard.fitted.notes), wizard.fitted.notes


def test_a_cell_that_changed_since_the_last_calibration_is_named(
    at_load: Callable[..., tuple[object, Wizard]],
) -> None:
    bench, wizard = at_load("pads", PERSON)
    bench.shift(wizard, 75 * GRAVITY, 90)  # type: ignore[attr-defined]
    wizard.enter(Step.FIT)
    assert wizard.fitted
    then = wizard.fitted.calibration
    assert wizard.fitted.notes == ()
    again = Wizard(wizard.board, GRID_HZ, previous=PreviousCalibration(then), begun=wizard.begun)
    assert again.fitted
    assert again.fitted.notes == ()
    cells = tuple(replace(law, gain=law.gain * (0.9 if k == 4 else 1)) for k, law in enumerate(then.cells))
    other = PreviousCalibration(replace(then, cells=cells, made="2026-11-01T10:00"))
    again = Wizard(wizard.board, GRID_HZ, previous=other, begun=wizard.begun)
    assert again.fitted
    (note,) = again.fitted.notes
    assert "base of the right big toe gives 10 % less than when it was last calibrated (2026-11-01)" in note
    assert again.view().detail == note


def test_a_film_that_clips_while_somebody_leans_is_advice_and_no_fault(
    at_load: Callable[..., tuple[object, Wizard]],
) -> None:
    bench, wizard = at_load("insole", replace(PERSON, weight_kg=110.0))
    lean = np.zeros(6)
    lean[:3] = 80.0, 5.0, 5.0
    bench.hold(wizard, lean)  # type: ignore[attr-defined]
    view = wizard.view()
    assert view.problem == ""
    assert "left heel is at the end of its range: lean on it less hard" in view.detail
    before = len(wizard.captures)
    bench.hold(wizard, lean)  # type: ignore[attr-defined]
    assert len(wizard.captures) == before


@pytest.mark.slow
def test_the_second_leg_gets_as_many_stances_as_the_first(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("insole", replace(PERSON, weight_kg=45.0))
    for foot in ("left", "right"):
        bench.shift(wizard, 45 * GRAVITY, 120, foot)  # type: ignore[attr-defined]
    left, right = (sum(s.foot == foot for s in wizard.stepping.stood) for foot in ("left", "right"))
    assert right > 0.8 * left


def test_pounds_without_a_unit_are_noticed(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("plate", Answers(Route.BODY_WEIGHT, weight_kg=165.0))
    bench.shift(wizard, 75 * GRAVITY, 3)
    assert "write 165 lb" in wizard.view().problem


def test_standing_still_is_not_enough_and_the_advice_names_a_point(
    at_load: Callable[..., tuple[object, Wizard]],
) -> None:
    bench, wizard = at_load("pads", PERSON)
    quiet = np.array([220, 90, 60, 220, 90, 60], float)
    bench.hold(wizard, quiet, 5)
    view = wizard.view()
    assert not view.may_go_on
    assert view.title.startswith(("Shift more towards the", "Stand on the board"))


def test_back_loses_nothing_and_another_weight_drops_the_stances(
    at_load: Callable[..., tuple[object, Wizard]],
) -> None:
    bench, wizard = at_load("pads", PERSON)
    bench.shift(wizard, 75 * GRAVITY, 20)
    taken = len(wizard.captures)
    assert taken > 5
    wizard.back()
    wizard.back()
    assert wizard.next()
    assert wizard.next()
    assert len(wizard.captures) == taken
    wizard.answer(replace(PERSON, weight_kg=80.0))
    assert wizard.captures == []


def test_a_mass_that_was_lied_about_is_refused(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("plate", replace(PERSON, masses_kg=(20.0,)))
    bench.shift(wizard, 75 * GRAVITY, 90)
    finish(wizard)
    bench.mass(wizard, 23 * GRAVITY, -100, 130)
    assert wizard.verdict
    assert wizard.verdict.word == "refuse"
    assert wizard.result is None
    assert not wizard.next()


def test_what_was_collected_survives_the_program(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("pads", Answers(Route.MASSES, masses_kg=(10.0, 20.0)))
    first = wizard.board.cells[0]
    bench.mass(wizard, 10 * GRAVITY, first.x_mm, first.y_mm)
    kept = json.loads(encode(to_file(wizard.board, wizard.begun)))
    again = resume(wizard.board, GRID_HZ, kept)
    assert again.step is Step.LOAD
    assert len(again.captures) == 1
    assert json.loads(encode(to_file(again.board, again.begun))) == kept
    with pytest.raises(KeptError, match="another board"):
        resume(load_board("plate"), GRID_HZ, kept)
    with pytest.raises(KeptError, match="damaged"):
        resume(wizard.board, GRID_HZ, kept | {"captures": [{}]})


def test_pressing_again_in_another_order_drops_what_was_collected(
    at_load: Callable[..., tuple[object, Wizard]],
) -> None:
    bench, wizard = at_load("pads", PERSON)
    bench.shift(wizard, 75 * GRAVITY, 20)
    assert wizard.captures
    while wizard.step > Step.CHECK:
        wizard.back()
    wizard.take_again()
    bench.wires = [1, 0, 2, 3, 4, 5]
    bench.press_all(wizard)
    assert wizard.mapping.correction == (1, 0, 2, 3, 4, 5)
    assert wizard.next()
    assert wizard.captures == []
    assert wizard.zero_counts is None


def test_somebody_on_the_board_is_no_rest_to_press_from(bench: Callable[..., object]) -> None:
    made = bench("pads")
    wizard = Wizard(made.board, GRID_HZ)
    made.hold(wizard, np.full(6, 100.0), 2)
    assert "stands on the left" in wizard.view().problem
    made.press_all(wizard)
    assert wizard.view().may_go_on


def test_a_stance_with_a_failed_reading_is_not_taken(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    _, wizard = at_load("pads", PERSON)
    counts = np.full((100, 6), 200_000, np.int32)
    failed = np.zeros((100, 6), np.uint8)
    failed[::10, 1] = 7
    k = 10_000 + np.arange(100)
    for at in range(0, 100, 5):
        rows = slice(at, at + 5)
        wizard.take(Block(k[rows], k[rows] * 5000, counts[rows], failed[rows], 0 * failed[rows]))
    assert wizard.captures == []


def test_a_warm_up_that_was_skipped_is_said(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_load("plate", Answers(Route.GRID, weight_kg=75, masses_kg=(20.0,), tolerance=0.005))
    for task in wizard.tasks():
        bench.mass(wizard, task.load_n, task.x_mm, task.y_mm)
    finish(wizard)
    bench.shift(wizard, 75 * GRAVITY, 3)
    assert wizard.result
    assert wizard.result[1]["warmed_up"] is False
