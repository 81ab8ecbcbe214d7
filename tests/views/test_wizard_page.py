"""The calibration wizard, driven from first to last page in a window with the real state machine behind it."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.views.true_sensors import Sensors
from tripod.balance.geometry import Feet
from tripod.boards import GRAVITY
from tripod.calibration.fit.findings_words import CLAIMS, claim_name, finding_of, finding_state_said
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard import Wizard
from tripod.live.commands import Refused
from tripod.live.snapshot import Phase
from tripod.views.kit import theme as themes


def show(bench) -> None:
    """Let time go on; the board goes on sending."""
    now = bench.session.now
    bench.show(replace(now, arrived_s=0.0, t_s=now.t_s + 0.3))


def enter(bench, qtbot) -> None:
    """Press Enter where the focus is."""
    qtbot.keyClick(bench.window.focusWidget() or bench.window, Qt.Key.Key_Return)
    show(bench)


@pytest.fixture
def page(bench, qtbot):
    """The wizard's page before anything is begun."""
    bench.window.activateWindow()
    qtbot.keyClick(bench.window, Qt.Key.Key_K)
    show(bench)
    return bench.window.wizard_shown


@pytest.fixture
def begun(bench, page, vc):
    """A calibration under way, and the sensors that feed it."""
    page.go_on()
    show(bench)
    return Sensors(bench.session)


def at_load(bench, page, sensors, answers: Answers | None = None) -> None:
    """Go to the step Load the short way."""
    sensors.empty()
    page.ask(Wizard.skip_presses)
    page.ask(Wizard.next)
    page.ask(Wizard.skip_warm_up)
    page.ask(Wizard.next)
    sensors.empty(2)
    if answers:
        page.ask(lambda w: w.answer(answers))
    page.ask(Wizard.next)
    show(bench)
    assert page.view.step is Step.LOAD


def write(qtbot, field, text: str) -> None:
    field.edit.clear()
    qtbot.keyClicks(field.edit, text)


def test_body_weight_from_the_first_page_to_the_last(bench, page, vc, qtbot):
    session = bench.session
    assert page.title.text() == "Calibrate this board"
    assert "Five minutes" in page.rest.ways.rows()[0].value
    enter(bench, qtbot)
    sensors = Sensors(session)
    sensors.empty()
    for cell in range(6):
        show(bench)
        assert page.feet.asked == cell
        assert not page.next.isEnabled()
        sensors.press(cell)
    show(bench)
    assert page.title.text() == "Every point answers"
    enter(bench, qtbot)
    assert page.view.step is Step.WARM_UP
    assert page.rail.at == 2
    page.bodies[Step.WARM_UP].skip.click()
    show(bench)
    enter(bench, qtbot)
    sensors.empty(2)
    show(bench)
    assert "zero is taken" in page.bodies[Step.ZERO].meter.note.text()
    enter(bench, qtbot)
    assert page.title.text() == "How do you want to load it?"
    assert page.load.form.weight.edit.hasFocus()
    write(qtbot, page.load.form.weight, "165.35 lb")
    write(qtbot, page.load.form.masses[0], "20 kg")
    write(qtbot, page.load.form.build, "0.5 mm")
    enter(bench, qtbot)
    assert session.wizard.answers.weight_kg == pytest.approx(75, rel=1e-3)
    assert session.wizard.answers.build_mm == 0.5
    sensors.shift(75 * GRAVITY, 9)
    show(bench)
    assert page.title.text().startswith("Shift more towards")
    assert len(page.feet.stood_mm) > 10
    assert any(bar.part - bar.low > 0.1 for _, bar in page.load.fit.bars)
    sensors.shift(75 * GRAVITY, 60)
    show(bench)
    enter(bench, qtbot)
    assert page.view.step is Step.FEET
    write(qtbot, page.bodies[Step.FEET].lengths["left"], "255")
    enter(bench, qtbot)
    assert session.wizard.answers.feet == Feet(255)
    assert page.view.step is Step.FIT
    assert len(page.bodies[Step.FIT].plot.data()) == len(session.wizard.captures)
    assert [r.value[0] for r in page.bodies[Step.FIT].cells.rows()] == ["±"] * 6
    enter(bench, qtbot)
    assert page.verify.word.text() == "Not judged yet"
    sensors.mass(20 * GRAVITY, -100, 76)
    show(bench)
    assert page.verify.word.text() == "Accepted"
    assert "was claimed" in page.verify.reason.text()
    judged = page.view.verdict.findings
    proven = [(claim_name(c), finding_state_said(c, finding_of(judged, c))) for c in CLAIMS]
    assert [(r.name, r.value) for r in page.verify.proof.rows()] == proven
    assert proven[0][1].startswith("proven. A load that the fit never saw")
    assert proven[2][1].startswith("not proven. A mass presses one block alone")
    enter(bench, qtbot)
    assert page.view.step is Step.SAVE
    assert [(r.name, r.value) for r in page.save.proof.rows()] == proven
    assert page.next.text() == "Save"
    qtbot.keyClicks(page.save.operator, "Mark Zwick")
    write(qtbot, page.save.temperature, "21.5 °C")
    enter(bench, qtbot)
    assert session.asked[-1] == "save_calibration Mark Zwick 21.5"
    assert page.title.text() == "Saved, and in use"
    assert page.rail.at == len(Step) + 1
    assert [v.in_use for v in session.kept] == [False, True]
    page.rest.pdf.click()
    page.rest.text.click()
    pdf, text = (next((session.folder / "papers").glob(f"*.{kind}")) for kind in ("pdf", "txt"))
    assert "Mark Zwick" in text.read_text("utf-8")
    made = pdf.read_bytes()
    assert len(made) > 3000
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1
    page.rest.versions.buttons()[0].click()
    assert session.asked[-1] == "use_calibration 1"


def test_wrong_masses_say_why_and_do_not_go_on(bench, page, begun, qtbot):
    at_load(bench, page, begun)
    form = page.load.form
    for weight, mass, says in (
        ("72,5", "", "Write 72.5: decimals with a point."),
        ("0", "", "A mass is more than 0."),
        ("nan", "", "'nan' is not a mass. Write it like 20 kg or 44 lb."),
        ("7", "", "7 kg is out of range: 20 to 250 kg."),
        ("75", "-2", "A mass is more than 0."),
        ("75", "350", "Too heavy for one sensor: at most 200 kg."),
    ):
        write(qtbot, form.weight, weight)
        write(qtbot, form.masses[0], mass)
        enter(bench, qtbot)
        assert page.load.is_form
        assert bench.session.wizard.answers.masses_kg == ()
        wrong = [f for f in (form.weight, form.masses[0]) if f.error.text()]
        assert [f.error.text() for f in wrong] == [says]
        assert wrong[0].edit.accessibleDescription() == says
        assert wrong[0].error.palette().windowText().color() == themes.DARK.warn


def test_the_same_mass_twice_is_no_second_point(bench, page, begun, qtbot):
    at_load(bench, page, begun)
    form = page.load.form
    form.choices[Route.MASSES].click()
    for field, text in ((form.weight, "75"), (form.masses[0], "10"), (form.masses[1], "10 kg")):
        write(qtbot, field, text)
    enter(bench, qtbot)
    assert "twice is one point" in form.masses[1].error.text()
    form.masses[1].edit.clear()
    enter(bench, qtbot)
    assert "Two different masses" in form.masses[1].error.text()
    write(qtbot, form.masses[1], "20")
    write(qtbot, form.tolerance, "0.5 %")
    enter(bench, qtbot)
    answers = bench.session.wizard.answers
    assert (answers.route, answers.masses_kg) == (Route.MASSES, (10.0, 20.0))
    assert answers.tolerance == pytest.approx(0.005)
    assert not page.load.is_form


def test_a_foot_of_no_length_stays_on_its_page(bench, page, begun, qtbot):
    bench.session.wizard.enter(Step.FEET)
    show(bench)
    length = page.bodies[Step.FEET].lengths["left"]
    for text, says in (("26", "write 260"), ("255,5", "Write 255.5"), ("900", "out of range"), ("x", "Write a number")):
        write(qtbot, length, text)
        enter(bench, qtbot)
        assert says in length.error.text()
        assert page.view.step is Step.FEET


def test_known_masses_fill_ladder_and_plot_and_can_be_taken_again(bench, page, begun, qtbot):
    at_load(bench, page, begun, Answers(Route.MASSES, weight_kg=75, masses_kg=(10.0, 20.0), tolerance=0.005))
    wizard = bench.session.wizard
    while len(wizard.captures) < 5:
        task = wizard.tasks()[len(wizard.captures)]
        begun.mass(task.load_n, task.x_mm, task.y_mm)
    show(bench)
    rows = page.load.loads.rows()
    assert rows[1].value == "10 · 20 · 10"
    assert rows[1].done
    assert rows[2].value == "10 · 20 · now 10"
    assert page.feet.asked == 1
    assert [kg for kg, _ in page.load.fit.plot.data()] == pytest.approx([0, 10, 20])
    qtbot.keyClick(bench.window, Qt.Key.Key_R)
    show(bench)
    assert page.load.loads.rows()[2].value == "10 · now 20"
    assert "toggle" not in " ".join(bench.session.asked)
    assert "start_recording" not in bench.session.asked


def test_a_mass_on_the_wrong_point_is_loud(bench, page, begun):
    at_load(bench, page, begun, Answers(Route.MASSES, weight_kg=75, masses_kg=(10.0, 20.0)))
    begun.hold(begun.one(4, 14.1 * GRAVITY))
    show(bench)
    assert page.problem.isVisible()
    assert page.problem.word.text() == "To correct"
    assert "put it on the left heel" in page.problem.sentence.text()


def test_grid_shows_the_marks(bench, vc, qtbot):
    bench.show(vc.make_snapshot("plate"))
    qtbot.keyClick(bench.window, Qt.Key.Key_K)
    show(bench)
    page = bench.window.wizard_shown
    page.go_on()
    show(bench)
    sensors = Sensors(bench.session)
    at_load(bench, page, sensors, Answers(Route.GRID, weight_kg=75, masses_kg=(20.0,)))
    for task in bench.session.wizard.tasks()[:3]:
        sensors.mass(task.load_n, task.x_mm, task.y_mm)
    show(bench)
    assert len(page.feet.marks) == 18
    assert [m.name for m in page.feet.marks if m.asked] == ["A2"]
    assert sum(m.done for m in page.feet.marks) == 3
    assert len(page.load.fit.plot.data()) == 3


def test_a_load_that_was_lied_about_is_refused_and_cannot_be_saved(bench, page, begun, qtbot):
    at_load(bench, page, begun, Answers(Route.BODY_WEIGHT, weight_kg=75, masses_kg=(20.0,)))
    begun.shift(75 * GRAVITY, 60)
    for _ in range(3):
        page.go_on()
        show(bench)
    assert page.view.step is Step.VERIFY
    begun.mass(23 * GRAVITY, -100, 76)
    show(bench)
    assert page.verify.word.text() == "Refused"
    assert page.verify.panel.loud
    assert not page.next.isEnabled()
    enter(bench, qtbot)
    assert page.view.step is Step.VERIFY
    qtbot.keyClick(bench.window, Qt.Key.Key_R)
    show(bench)
    assert page.verify.word.text() == "Not judged yet"


def test_readings_that_make_no_fit_say_so(bench, page, begun):
    at_load(bench, page, begun, Answers(Route.BODY_WEIGHT, weight_kg=75))
    bench.session.wizard.enter(Step.FIT)
    show(bench)
    assert page.problem.isVisible()
    assert page.bodies[Step.FIT].plot.data() == []
    assert not page.next.isEnabled()


def test_back_loses_nothing(bench, page, begun):
    at_load(bench, page, begun, Answers(Route.BODY_WEIGHT, weight_kg=75))
    begun.shift(75 * GRAVITY, 20)
    taken = len(bench.session.wizard.captures)
    assert taken > 5
    for _ in range(3):
        page.back.click()
        show(bench)
    assert page.view.step is Step.CHECK
    assert page.view.may_go_on
    for _ in range(3):
        page.go_on()
        show(bench)
    assert len(page.view.captures) == taken
    assert not page.load.is_form


def test_esc_forgets_only_when_pressed_twice_and_leaves_the_old(bench, page, begun, qtbot):
    at_load(bench, page, begun)
    qtbot.keyClick(bench.window, Qt.Key.Key_Escape)
    show(bench)
    assert bench.session.wizard is not None
    assert "Press it again" in page.message.text()
    assert page.cancel.text() == "Forget it all"
    bench.clock.now_s += 10
    qtbot.keyClick(bench.window, Qt.Key.Key_Escape)
    assert bench.session.wizard is not None
    qtbot.keyClick(bench.window, Qt.Key.Key_Escape)
    show(bench)
    assert bench.session.wizard is None
    assert bench.session.kept[0].in_use
    assert page.title.text() == "Calibrate this board"
    assert not any(a.startswith(("save", "use")) for a in bench.session.asked)


def test_where_it_cannot_be_forgotten_the_reason_is_said(bench, page, begun, vc, qtbot, monkeypatch):
    def busy(_self) -> None:
        raise Refused("The program is busy and has not done it; try again.")

    monkeypatch.setattr(vc.FakeCalibration, "cancel", busy)
    show(bench)
    page.give_up()
    assert "busy" in page.message.text()
    assert bench.session.wizard is not None


def test_other_pages_stay_open_meanwhile(bench, page, begun, qtbot):
    at_load(bench, page, begun)
    qtbot.keyClick(bench.window, Qt.Key.Key_L)
    show(bench)
    assert bench.window.pages.currentWidget() is bench.window.live
    assert bench.session.wizard is not None
    qtbot.keyClick(bench.window, Qt.Key.Key_K)
    show(bench)
    assert page.view.step is Step.LOAD
    assert page.message.text() == "This goes on where you stopped."
    page.anew.click()
    show(bench)
    assert page.view.step is Step.CHECK


def test_a_refusal_and_an_unplugged_board_are_sentences(bench, page, qtbot):
    bench.session.refuse = "There is no board yet to calibrate."
    enter(bench, qtbot)
    assert page.message.text() == bench.session.refuse
    bench.session.refuse = ""
    enter(bench, qtbot)
    bench.show(replace(bench.session.now, phase=Phase.LOST, arrived_s=0.0))
    assert "unplugged" in page.problem.sentence.text()


def test_every_field_has_a_label_and_a_name(page):
    buddies = {label.buddy() for label in page.findChildren(QLabel)}
    for edit in page.findChildren(QLineEdit):
        assert edit in buddies
        assert edit.accessibleName()


def test_page_down_shows_the_rest_of_a_step_where_the_window_is_low(bench, page, begun, qtbot):
    bench.window.resize(1024, 600)
    begun.empty(0.5)
    page.ask(lambda w: w.enter(Step.WARM_UP))
    show(bench)
    show(bench)
    area = page.scrolled[page.bodies[Step.WARM_UP]]
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(page, Qt.Key.Key_PageUp)
    assert bar.value() == 0
