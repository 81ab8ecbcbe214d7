"""The drill page on a real session with a virtual pupil: keys, pictures, and what is said."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tripod.boards import STANCE_FAULTS
from tripod.coach.memory import Memory
from tripod.coach.phrases import cues
from tripod.drills.event import State
from tripod.profile import Profile
from tripod.session import Session
from tripod.sources import fast_clock, open_source
from tripod.views.main_window import MainWindow
from tripod.views.widgets import KeyButton


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
        while not self.session.pipeline.training.done and self.session.pipeline.t_s < until:
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

    def make(source: str = "virtual:pupil,board=pads,seed=5,habit=mt1_light:right") -> Gym:
        clock = fast_clock()
        sessions: list[Session] = []

        def connect(text: str) -> Session:
            profile = Profile(75.0, 60.0)
            sessions.append(Session(open_source(text, clock=clock, window=True), profile=profile, now=clock.now))
            return sessions[-1]

        window = MainWindow(connect, list, str, clock.now, pictures=tmp_path, documents=tmp_path)
        window.resize(1280, 800)
        window.show()
        window.open_source(source)
        made.append(window)
        of = Gym(window, sessions[0], qtbot)
        of.go(1)
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
    assert of.page.title.text() == "Tripod hold"
    assert "1 of 2" in of.page.headline.text()
    assert of.page.ring.spoken().startswith("hold ")
    assert "convention" in of.page.score_said.text()
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
    assert of.page.feet.isHidden()
    assert not of.page.blind.isHidden()
    assert of.page.score.text() == "–"


def test_space_pauses_and_right_skips_and_escape_ends(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("tripod-hold", "both")
    of.go(8)
    of.qtbot.keyClick(of.window, Qt.Key.Key_Space)
    of.go(0.5)
    assert of.session.pipeline.training.engine.state is State.PAUSED
    assert of.page.pause.text() == "Go on"
    assert of.page.ring.spoken().startswith("paused")
    of.qtbot.keyClick(of.window, Qt.Key.Key_Space)
    of.go(0.5)
    assert of.session.pipeline.training.engine.state is not State.PAUSED
    of.key(Qt.Key.Key_Right)
    assert of.session.pipeline.training.engine.at == 1
    of.qtbot.keyClick(of.window, Qt.Key.Key_Escape)
    of.go(0.5)
    assert of.page.stack.currentWidget() is of.page.summary
    assert of.page.summary.score.text() == "–"


def test_questions_are_answered_by_key(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("paced-hinge", "both")
    of.go(0.5)
    assert "broomstick" in of.page.task.text()
    assert not of.page.yes.isHidden()
    of.key(Qt.Key.Key_Y)
    of.key(Qt.Key.Key_N)
    of.go(30)
    assert of.session.pipeline.training.engine.answers
    assert "Rep" in of.page.headline.text()
    assert len(of.page.tries.rows()) >= 2
    assert "descent" in of.page.headline.text()
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
        image = of.page.ring.grab().toImage()
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
    of.page.once_more()
    of.go(3)
    assert of.session.pipeline.training.engine.target is not None


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
