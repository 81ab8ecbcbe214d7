"""The drill page on a real session with a virtual pupil: keys, pictures, and what is said."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import isnan, nan
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tripod.boards import STANCE_FAULTS
from tripod.coach.memory import Memory
from tripod.coach.phrases import cues
from tripod.drills.run.state import State
from tripod.drills.score.rep import RepResult
from tripod.drills.seen.faults import FaultEvent
from tripod.drills.seen.reps import Rep
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.storage.places import profile_path
from tripod.training.profile import Profile, read_profile
from tripod.views.drill.facts import costliest
from tripod.views.drill.parts import Tries
from tripod.views.kit.widgets import KeyButton
from tripod.views.main_window import MainWindow

PERSON = Profile(75.0, 60.0)


@dataclass
class Gym:
    """A window on a virtual pupil, on a clock that waits for nothing."""

    window: MainWindow
    session: Session
    qtbot: QtBot

    def go(self, seconds: float) -> None:
        until, n = self.session.pipeline.t_s + seconds if self.session.pipeline.frames else 1.0, 0
        while not self.session.pipeline.frames or self.session.pipeline.t_s < until:
            self.session.step()
            n += 1
            if n % 10 == 0:
                self.window.tick()
        self.window.tick()
        QApplication.processEvents()

    def finish(self) -> None:
        """Let the drill come to its end."""
        until = self.session.pipeline.t_s + 300
        while not self.session.drilling.run.done and self.session.pipeline.t_s < until:
            self.go(3)
        self.go(0.5)

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.window.drills, key)

    @property
    def page(self):
        return self.window.drills


@pytest.fixture
def gym(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Gym]]:
    made: list[MainWindow] = []

    def make(
        source: str = "virtual:pupil,board=pads,seed=5,habit=mt1_light:right", person: Profile = PERSON, drill: str = ""
    ) -> Gym:
        clock = fast_clock()
        sessions: list[Session] = []

        def connect(text: str) -> Session:
            sessions.append(Session(open_source(text, clock=clock, window=True), profile=person, now=clock.now))
            return sessions[-1]

        window = MainWindow(connect, list, str, clock.now, pictures=tmp_path, documents=tmp_path)
        window.resize(1280, 800)
        window.show()
        window.open_source(source, drill)
        made.append(window)
        of = Gym(window, sessions[0], qtbot)
        of.go(1)
        if drill:
            return of
        qtbot.keyClick(window, Qt.Key.Key_D)
        of.go(0.5)
        return of

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    QApplication.processEvents()


def fits(page) -> None:
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            needs = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needs - 1, (label.text(), label.height(), needs)
            if not label.wordWrap():
                assert label.width() >= label.sizeHint().width() - 1, label.text()
    for button in page.findChildren(KeyButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width() - 1, button.text()


def test_the_page_opens_with_today_and_the_library(gym: Callable[..., Gym]) -> None:
    of = gym()
    assert of.window.header.page == "Drills"
    assert of.page.stack.currentWidget() is of.page.library
    assert ("paced-hinge", "both") in of.page.library.buttons
    assert {("one-leg-hold", "left"), ("one-leg-hold", "right")} <= set(of.page.library.buttons)
    fits(of.page)


def test_a_hold_from_start_to_summary(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.library.buttons["tripod-hold", "both"].click()
    of.go(1.0)
    assert of.page.under_way
    of.go(8.0)
    assert of.page.running.title.text() == "Tripod hold"
    assert "1 of 2" in of.page.running.headline.text()
    assert of.page.running.ring.spoken().startswith("hold ")
    assert "convention" in of.page.running.score_said.text()
    fits(of.page)
    of.finish()
    assert of.page.stack.currentWidget() is of.page.summary
    assert of.page.summary.score.text().isdigit()
    assert "Right foot rolled outward" in [r.name for r in of.page.summary.facts.rows()]
    assert of.page.summary.tries.rows()
    of.page.summary.why.click()
    assert "with all three points in band" in of.page.summary.arithmetic.text()
    fits(of.page)
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    assert of.page.stack.currentWidget() is of.page.library


def test_feedback_off_hides_the_feet(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("quiet-stance", "both")
    of.go(8)
    assert of.page.running.feet.isHidden()
    assert not of.page.running.blind.isHidden()
    assert of.page.running.score.text() == "–"


def test_space_pauses_and_right_skips_and_escape_ends(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("tripod-hold", "both")
    of.go(8)
    of.qtbot.keyClick(of.window, Qt.Key.Key_Space)
    of.go(0.5)
    assert of.session.drilling.run.engine.state is State.PAUSED
    assert of.page.running.pause.text() == "Go on"
    assert of.page.running.ring.spoken().startswith("paused")
    of.qtbot.keyClick(of.window, Qt.Key.Key_Space)
    of.go(0.5)
    assert of.session.drilling.run.engine.state is not State.PAUSED
    of.key(Qt.Key.Key_Right)
    assert of.session.drilling.run.engine.at == 1
    of.qtbot.keyClick(of.window, Qt.Key.Key_Escape)
    of.go(0.5)
    assert of.page.stack.currentWidget() is of.page.summary
    assert of.page.summary.score.text() == "–"


def test_questions_are_answered_by_key(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("paced-hinge", "both")
    of.go(0.5)
    assert "broomstick" in of.page.running.task.text()
    assert not of.page.running.yes.isHidden()
    of.key(Qt.Key.Key_Y)
    of.key(Qt.Key.Key_N)
    of.go(30)
    assert of.session.drilling.run.engine.answers
    assert "Rep" in of.page.running.headline.text()
    assert len(of.page.running.tries.rows()) >= 2
    assert "descent" in of.page.running.headline.text()
    fits(of.page)


def test_coach_view_shows_the_rep_and_the_cue(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("paced-hinge", "both")
    of.go(0.5)
    of.key(Qt.Key.Key_Y)
    of.key(Qt.Key.Key_Y)
    of.window.toggle_coach()
    of.go(9)
    assert of.window.coach.drill_line().startswith("rep 1 · ")
    assert of.window.coach.band()
    of.window.toggle_coach()
    assert of.window.drills_shown


def test_a_refusal_is_a_sentence_on_the_page(gym: Callable[..., Gym]) -> None:
    of = gym("virtual:pupil,board=insole")
    of.page.start("deadlift-reps", "both")
    assert "does not carry a barbell" in of.page.message.text()
    assert not of.page.under_way


def test_the_ring_is_painted_as_far_as_the_time_is_gone(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("tripod-hold", "both")

    def blue() -> int:
        image = of.page.running.ring.grab().toImage()
        accent = of.window.theme.accent.name()
        step = range(0, image.height(), 2), range(0, image.width(), 2)
        return sum(image.pixelColor(x, y).name() == accent for y in step[0] for x in step[1])

    of.go(7)
    early = blue()
    of.go(20)
    assert blue() > 3 * early > 0


def test_leaving_the_board_leaves_the_drill(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("tripod-hold", "both")
    of.go(5)
    of.window.leave_board()
    assert of.page.stack.currentWidget() is of.page.library


def test_space_pauses_and_goes_on_in_the_coach_view(gym: Callable[..., Gym]) -> None:
    room = gym()
    room.key(Qt.Key.Key_D)
    room.page.start("tripod-hold", "both")
    room.go(8)
    room.key(Qt.Key.Key_F11)
    for state in ("paused", "running", "paused", "running"):
        room.qtbot.keyClick(room.window.coach, Qt.Key.Key_Space)
        room.go(0.5)
        view = room.session.snapshot().drill
        assert (view.state is State.PAUSED) == (state == "paused")


def test_a_frozen_picture_does_not_hide_a_drill(gym: Callable[..., Gym]) -> None:
    room = gym()
    room.qtbot.keyClick(room.window, Qt.Key.Key_L)
    room.window.show_live()
    room.window.toggle_freeze()
    assert room.window.live.frozen is not None
    room.window.show_drills()
    assert room.window.live.frozen is None


def test_what_the_window_says_is_seen_on_the_drill_page(gym: Callable[..., Gym]) -> None:
    room = gym()
    room.window.show_drills()
    room.window.mark()
    assert "Nothing is being recorded" in room.page.message.text()


def busy(*_: object) -> None:
    raise Refused("The program is busy and has not done it; try again.")


def test_a_refused_key_of_a_drill_says_why_on_the_page_and_in_the_coach_view(
    gym: Callable[..., Gym], monkeypatch: pytest.MonkeyPatch
) -> None:
    of = gym()
    of.page.start("paced-hinge", "both")
    of.go(3)
    with monkeypatch.context() as refusing:
        refusing.setattr(of.session, "tell_drill", busy)
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Y, Qt.Key.Key_Escape):
            of.page.show_message("")
            of.key(key)
            assert "busy" in of.page.message.text(), key
            assert of.page.under_way
        assert of.window.message == ""
        of.window.toggle_coach()
        of.qtbot.keyClick(of.window.coach, Qt.Key.Key_Right)
        of.window.tick()
        assert "busy" in of.window.coach.band()


def test_a_summary_that_cannot_be_left_says_why(gym: Callable[..., Gym], monkeypatch: pytest.MonkeyPatch) -> None:
    of = gym()
    of.page.start("quiet-stance", "both")
    of.go(2)
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    assert of.page.stack.currentWidget() is of.page.summary
    monkeypatch.setattr(of.session, "leave_drill", busy)
    of.key(Qt.Key.Key_Escape)
    assert "busy" in of.page.message.text()


def test_reps_are_taken_as_the_target_by_a_key(gym: Callable[..., Gym], tmp_path: Path) -> None:
    of = gym("virtual:pupil,board=plate,seed=3")
    of.page.start("posterior-shift", "both")
    of.finish()
    assert of.page.stack.currentWidget() is of.page.summary
    assert of.page.summary.accept.isVisible()
    fits(of.page)
    of.key(Qt.Key.Key_A)
    of.go(0.5)
    assert of.page.summary.said.text().startswith("Kept: your own reps of")
    of.page.commands.once_more()
    of.go(3)
    assert of.session.drilling.run.engine.given.target is not None


def test_a_hold_offers_no_target(gym: Callable[..., Gym]) -> None:
    of = gym("virtual:pupil,board=plate,seed=3")
    of.page.start("quiet-stance", "both")
    of.go(2)
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    assert of.page.summary.accept.isHidden()
    of.key(Qt.Key.Key_A)
    of.go(0.5)
    assert of.page.stack.currentWidget() is of.page.summary


def test_what_helps_opens_on_the_library(gym: Callable[..., Gym]) -> None:
    of = gym()
    library = of.page.library
    assert library.known_area.isHidden()
    library.helps.click()
    of.go(0.5)
    assert library.known.isVisible()
    assert "Nothing yet" in [line.text() for line in library.known.findChildren(QLabel)]
    of.page.start("tripod-hold", "both")
    of.go(60)
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    assert of.page.stack.currentWidget() is library
    texts = " ".join(line.text() for line in library.known.findChildren(QLabel) if line.isVisible())
    assert "not enough yet" in texts
    assert "times it came right" in texts
    fits(of.page)


def test_much_that_the_coach_knows_scrolls_and_leaves_the_library_its_place(gym: Callable[..., Gym]) -> None:
    of = gym()
    memory = Memory()
    for fault in STANCE_FAULTS:
        for wording in (p.key for p in cues(fault, "en", "")):
            memory.note(fault, wording, True)
    known = [memory.known(f, [p.key for p in cues(f, "en", "")]) for f in STANCE_FAULTS]
    of.page.library.show_known(known)
    of.page.library.helps.click()
    of.go(0.5)
    assert of.page.library.known.height() > of.page.library.known_area.height()
    assert of.page.library.area.height() > 250


def rep_of(number: int, score: int = 90) -> RepResult:
    """The rep that began `10 * number` seconds after the board did, and lasted 8."""
    at = 10.0 * number
    phases = ("descent", "bottom", "ascent", "lockout")
    rep = Rep(at, at + 3, at + 4, at + 6, at + 8, 20.0)
    return RepResult(
        rep, dict.fromkeys(phases, score), score, "", dict.fromkeys(phases, ()), dict.fromkeys(phases, nan)
    )


def rows_seen(tries: Tries) -> int:
    """How many scores are painted, counted on the picture: lines of ink in their column below the heading."""
    image = tries.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = tries.theme.panel.name()
    column = range(image.width() - 52, image.width() - 18)
    inked = [any(image.pixelColor(x, y).name() != ground for x in column) for y in range(42, image.height() - 3)]
    return sum(now and not before for before, now in zip([False, *inked], inked, strict=False))


@pytest.fixture
def done(gym: Callable[..., Gym]) -> Callable[..., Gym]:
    """A summary of so many reps, with as many facts as there may be at the most."""

    def make(reps: int, size: tuple[int, int] = (1280, 800)) -> Gym:
        of = gym("virtual:pupil,board=pads,seed=3")
        of.window.resize(*size)
        of.page.start("paced-hinge", "both")
        of.go(0.5)
        of.key(Qt.Key.Key_Y)
        of.key(Qt.Key.Key_Y)
        of.go(9)
        of.key(Qt.Key.Key_Escape)
        of.go(0.5)
        view = of.session.snapshot().drill
        assert view is not None
        assert view.result is not None
        rep = [replace(rep_of(n, 60 + n), worst="bottom") for n in range(1, reps + 1)]
        tried = replace(view.result.tries[0], reason="", reps=tuple(rep), between=(reps - 1, reps + 1))
        wrong = ("mt1_light", "mt5_light", "heel_heavy")
        faults = [FaultEvent(f, "right", 11.0 + k, 0.5, 0.1, "bottom", "over") for k, f in enumerate(wrong)]
        result = replace(view.result, tries=(tried,), faults=tuple(faults), stopped="")
        of.window._timer.stop()
        of.page.summary.show_result("Paced hinge", result, "67. Once more: two scores of 85 lead on.", "convention")
        QApplication.processEvents()
        return of

    return make


@pytest.mark.parametrize("size", [(1280, 800), (1000, 700)])
@pytest.mark.parametrize("reps", [6, 10])
@pytest.mark.parametrize("dark", [True, False])
def test_the_summary_shows_each_rep(done: Callable[..., Gym], reps: int, size: tuple[int, int], dark: bool) -> None:
    of = done(reps, size)
    if not dark:
        of.window.toggle_theme()
    summary = of.page.summary
    assert [n for n, _ in summary.tries.shown()] == [str(n) for n in range(1, reps + 1)]
    assert summary.tries.before() == 0
    assert rows_seen(summary.tries) == reps
    fits(summary)
    summary.why.click()
    QApplication.processEvents()
    assert rows_seen(summary.tries) == reps
    fits(summary)


def test_of_more_reps_than_fit_the_last_are_shown_and_the_rest_is_counted(done: Callable[..., Gym]) -> None:
    of = done(30)
    tries = of.page.summary.tries
    assert tries.row_height() == tries.LEAST_ROW
    numbers = [int(n) for n, _ in tries.shown()]
    assert numbers[-1] == 30
    assert numbers[0] == tries.before() + 1 > 1
    assert rows_seen(tries) == len(numbers) >= tries.ALWAYS
    assert tries.TOP + (len(numbers) + 1) * tries.row_height() <= tries.height()
    image = tries.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    line = range(tries.TOP + 4, tries.TOP + tries.LEAST_ROW - 4)

    def ink(left: int, right: int) -> bool:
        return any(image.pixelColor(x, y).name() != tries.theme.panel.name() for x in range(left, right) for y in line)

    assert ink(20, 140), "the line that tells of the rest is painted"
    assert not ink(image.width() - 52, image.width() - 18)


def test_a_set_under_way_keeps_room_for_its_reps(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.window.resize(1000, 700)
    of.page.start("paced-hinge", "both")
    of.go(0.5)
    of.key(Qt.Key.Key_Y)
    of.key(Qt.Key.Key_Y)
    of.go(24)
    view = of.session.snapshot().drill
    assert view is not None
    of.page.running.score_said.set_text(
        "baseline of 2026-11-23: " + "left heel 55 (50–60), base of big toe 27 (22–32); " * 4
    )
    QApplication.processEvents()
    tries = of.page.running.tries
    of.window._timer.stop()
    tries.show_view(replace(view, reps=tuple(rep_of(n) for n in range(1, 10)), reps_wanted=10))
    assert [n for n, _ in tries.shown()] == [str(n) for n in range(1, 11)]
    assert tries.shown()[-1][1] is None
    assert rows_seen(tries) == 9
    fits(of.page)


def test_what_cost_most_is_the_fault_that_lasted_longest_within_the_reps() -> None:
    reps = [rep_of(1), rep_of(2)]
    faults = [
        FaultEvent("mt5_light", "left", 0.0, 10.5, 0.1, "", "over"),
        FaultEvent("mt1_light", "right", 12.0, 1.0, 0.1, "bottom", "over"),
        FaultEvent("heel_heavy", "right", 17.0, 6.0, 0.1, "lockout", "over"),
        FaultEvent("shift_left", "", 10.0, 18.0, 0.1, "descent", "over"),
    ]
    assert costliest(faults, reps) == ("heel_heavy", "right", 4.0)
    assert costliest(faults[:2], reps) == ("mt1_light", "right", 1.0)
    assert costliest(faults[3:], reps) is None
    assert costliest(faults, []) is None


def test_the_summary_of_reps_names_foot_and_point_that_cost_most(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("hinge-reps", "both")
    of.finish()
    facts = {r.name: r.value for r in of.page.summary.facts.rows()}
    assert facts["what cost most"].startswith("right, base of big toe too light, ")
    fits(of.page)


@pytest.mark.parametrize("by_key", [True, False])
def test_a_free_set_ends_by_its_key_and_by_its_button(gym: Callable[..., Gym], by_key: bool) -> None:
    of = gym()
    of.page.start("hinge-reps", "both")
    of.go(0.5)
    assert of.page.running.finish.isHidden()
    engine = of.session.drilling.run.engine
    until = of.session.pipeline.t_s + 60
    while engine.reps_seen < 4 and of.session.pipeline.t_s < until:
        of.go(0.5)
    of.go(1)
    assert of.page.running.finish.isVisible()
    assert "F ends the set" in of.page.own.ring(of.session.snapshot().drill)[2]
    fits(of.page)
    if by_key:
        of.key(Qt.Key.Key_F)
    else:
        of.page.running.finish.click()
    assert engine.state is not State.WORKING
    of.go(0.2)
    assert of.page.running.finish.isHidden()
    (tried,) = engine.tries
    assert tried.scored
    assert len(tried.reps) == 4


def test_a_free_set_ends_by_its_key_in_the_coach_view(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("hinge-reps", "both")
    of.go(25)
    of.window.toggle_coach()
    of.go(0.5)
    assert of.window.coach.drill_line().endswith("F ends the set")
    of.qtbot.keyClick(of.window.coach, Qt.Key.Key_F)
    assert of.session.drilling.run.engine.state is not State.WORKING


def test_neither_holds_nor_paced_reps_end_by_that_key(gym: Callable[..., Gym]) -> None:
    of = gym()
    for drill in ("tripod-hold", "posterior-shift"):
        of.page.start(drill, "both")
        of.go(9)
        engine = of.session.drilling.run.engine
        assert engine.state is State.WORKING
        assert of.page.running.finish.isHidden()
        of.key(Qt.Key.Key_F)
        assert engine.state is State.WORKING


def test_the_masses_are_asked_kept_and_then_the_drill_begins(gym: Callable[..., Gym]) -> None:
    of = gym("virtual:pupil,board=pads,seed=3", Profile())
    of.page.library.buttons["deadlift-reps", "both"].click()
    ask = of.page.masses
    assert ask.isVisible()
    assert not of.page.under_way
    QApplication.processEvents()
    assert ask.bar.edit.hasFocus()
    of.qtbot.keyClicks(ask.bar.edit, "60,5 kg")
    of.qtbot.keyClicks(ask.weight.edit, "165 lb")
    of.qtbot.keyClick(ask.weight.edit, Qt.Key.Key_Return)
    assert ask.isVisible()
    assert ask.bar.error.isVisible()
    assert "decimals with a point" in ask.bar.error.text()
    assert ask.bar.edit.hasFocus()
    fits(ask)
    ask.bar.edit.selectAll()
    of.qtbot.keyClicks(ask.bar.edit, "135 lb")
    of.qtbot.keyClick(ask.bar.edit, Qt.Key.Key_Return)
    of.go(0.5)
    assert ask.isHidden()
    assert of.page.under_way
    assert of.window.focusWidget() is of.page
    kept = read_profile(profile_path())
    assert (kept.bar_kg, kept.weight_kg) == (pytest.approx(61.2, abs=0.1), pytest.approx(74.8, abs=0.1))
    assert of.session.drilling.run.engine.given.options.bar_kg == kept.bar_kg


def test_who_says_no_mass_begins_no_drill(gym: Callable[..., Gym]) -> None:
    of = gym("virtual:pupil,board=pads,seed=3", Profile(75.0))
    of.page.start("deadlift-reps", "both")
    ask = of.page.masses
    assert ask.isVisible()
    assert ask.weight.edit.isHidden()
    of.qtbot.keyClicks(ask.bar.edit, "60 kg")
    of.qtbot.keyClick(ask.bar.edit, Qt.Key.Key_Escape)
    of.go(0.5)
    assert ask.isHidden()
    assert not of.page.under_way
    assert isnan(of.session.profile.bar_kg)
    of.page.start("deadlift-reps", "both")
    assert ask.bar.edit.text() == ""


def test_only_a_bar_on_a_board_that_weighs_is_asked_for(gym: Callable[..., Gym]) -> None:
    for source, drill in (
        ("virtual:pupil,board=pads,seed=3", "tripod-hold"),
        ("virtual:pupil,board=insole", "deadlift-reps"),
    ):
        of = gym(source, Profile())
        of.page.start(drill, "both")
        assert of.page.masses.isHidden()
    assert "does not carry a barbell" in of.page.message.text()


def test_a_profile_that_cannot_be_kept_begins_no_drill(gym: Callable[..., Gym]) -> None:
    of = gym("virtual:pupil,board=pads,seed=3", Profile(75.0))
    profile_path().mkdir(parents=True)
    of.page.start("deadlift-reps", "both")
    of.qtbot.keyClicks(of.page.masses.bar.edit, "60")
    of.page.masses.begin.click()
    assert "cannot be kept" in of.page.message.text()
    assert not of.page.under_way


def test_the_board_that_goes_takes_the_question_with_it(gym: Callable[..., Gym]) -> None:
    of = gym("virtual:pupil,board=pads,seed=3", Profile())
    of.page.start("deadlift-reps", "both")
    of.window.leave_board()
    assert of.page.masses.isHidden()


def test_a_window_opens_on_a_drill(gym: Callable[..., Gym]) -> None:
    of = gym(drill="tripod-hold")
    assert of.window.drills_shown
    assert of.window.header.page == "Drills"
    assert of.page.under_way
    for _ in range(2):
        of.page.leave()
        of.go(0.5)
    assert of.page.stack.currentWidget() is of.page.library
