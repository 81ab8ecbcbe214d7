"""The drill page on a real session with a virtual pupil: keys, pictures, and what is said."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tripod.balance.judgement import Answer
from tripod.boards import STANCE_FAULTS
from tripod.coach.phrases import cues
from tripod.coach.wording_memory import Memory
from tripod.drills.not_scored import Cause
from tripod.drills.run.state import State
from tripod.live.commands import Refused
from tripod.sentences import sentence


def test_the_page_opens_with_today_and_the_library(gym: Callable[..., Any]) -> None:
    of = gym()
    assert of.window.header.page == "Drills"
    assert of.page.stack.currentWidget() is of.page.library
    assert ("paced-hinge", "both") in of.page.library.buttons
    assert {("one-leg-hold", "left"), ("one-leg-hold", "right")} <= set(of.page.library.buttons)
    of.fits(of.page)


def test_a_hold_from_start_to_summary(gym: Callable[..., Any]) -> None:
    of = gym()
    of.page.library.buttons["tripod-hold", "both"].click()
    of.go(1.0)
    assert of.page.under_way
    assert of.page.running.score.isHidden(), "there is no last one before the first"
    of.go(8.0)
    assert of.page.running.title.text() == "Tripod hold"
    assert "1 of 2" in of.page.running.headline.text()
    assert of.page.running.ring.spoken().startswith("hold ")
    assert "convention" in of.page.running.headline.text()
    assert of.page.running.score.text().isdigit()
    of.fits(of.page)
    of.finish()
    assert of.page.stack.currentWidget() is of.page.summary
    assert of.page.summary.score.text().isdigit()
    assert "Right foot rolled outward" in [r.name for r in of.page.summary.facts.rows()]
    assert len(of.page.summary.tries.columns) == 5
    of.page.summary.why.click()
    assert of.page.summary.arithmetic.isVisible()
    assert "100 − " in of.page.summary.arithmetic.text()
    of.fits(of.page)
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    assert of.page.stack.currentWidget() is of.page.library


def test_feedback_off_hides_the_feet(gym: Callable[..., Any]) -> None:
    of = gym()
    of.page.start("quiet-stance", "both")
    of.go(8)
    assert of.page.running.feet.arts == {}
    assert of.page.running.word.text() == ""
    assert of.page.running.sentence.text() == "No feedback in this one: look straight ahead."
    assert of.page.running.score.text() == "–"


def test_space_pauses_and_right_skips_and_escape_ends(gym: Callable[..., Any]) -> None:
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


def test_questions_are_answered_by_key(gym: Callable[..., Any]) -> None:
    of = gym()
    of.page.start("paced-hinge", "both")
    of.go(0.5)
    asked = of.page.running.question
    assert asked.isVisible()
    assert of.page.running.stage.isHidden()
    assert "broomstick" in asked.context.text()
    assert asked.asked.text().startswith("Did the broomstick touch")
    of.fits(of.page)
    of.key(Qt.Key.Key_Y)
    of.key(Qt.Key.Key_N)
    of.go(30)
    assert of.session.drilling.run.engine.answers
    assert "Rep" in of.page.running.headline.text()
    assert sum(column.score is not None for column in of.page.running.so_far.columns) >= 2
    assert "descent" in of.page.running.headline.text()
    of.fits(of.page)


def test_coach_view_shows_the_rep_and_the_cue(gym: Callable[..., Any]) -> None:
    of = gym()
    of.page.start("paced-hinge", "both")
    of.go(0.5)
    of.key(Qt.Key.Key_Y)
    of.key(Qt.Key.Key_Y)
    of.window.toggle_coach()
    of.go(9)
    assert of.window.coach.drill_line() == "rep 1 of 6"
    assert of.window.coach.band()
    of.window.toggle_coach()
    assert of.window.drills_shown


def test_a_refusal_is_a_sentence_on_the_page(gym: Callable[..., Any]) -> None:
    of = gym("virtual:pupil,board=insole")
    of.page.start("deadlift-reps", "both")
    assert "does not carry a barbell" in of.page.message.text()
    assert not of.page.under_way


def test_the_ring_is_painted_as_far_as_the_time_is_gone(gym: Callable[..., Any]) -> None:
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


def test_leaving_the_board_leaves_the_drill(gym: Callable[..., Any]) -> None:
    of = gym()
    of.page.start("tripod-hold", "both")
    of.go(5)
    of.window.leave_board()
    assert of.page.stack.currentWidget() is of.page.library


def test_space_pauses_and_goes_on_in_the_coach_view(gym: Callable[..., Any]) -> None:
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


def test_a_frozen_picture_does_not_hide_a_drill(gym: Callable[..., Any]) -> None:
    room = gym()
    room.qtbot.keyClick(room.window, Qt.Key.Key_L)
    room.window.show_live()
    room.window.toggle_freeze()
    assert room.window.live.frozen is not None
    room.window.show_drills()
    assert room.window.live.frozen is None


def test_what_the_window_says_is_seen_on_the_drill_page(gym: Callable[..., Any]) -> None:
    room = gym()
    room.window.show_drills()
    room.window.mark()
    assert "Nothing is being recorded" in room.page.message.text()


def busy(*_: object) -> None:
    raise Refused("The program is busy and has not done it; try again.")


def test_a_refused_key_of_a_drill_says_why_on_the_page_and_in_the_coach_view(
    gym: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
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


def test_what_helps_opens_on_the_library(gym: Callable[..., Any]) -> None:
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
    of.fits(of.page)


def test_much_that_the_coach_knows_scrolls_and_leaves_the_library_its_place(gym: Callable[..., Any]) -> None:
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


@pytest.mark.parametrize("by_key", [True, False])
def test_a_free_set_ends_by_its_key_and_by_its_button(gym: Callable[..., Any], by_key: bool) -> None:
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
    of.fits(of.page)
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


def test_a_free_set_ends_by_its_key_in_the_coach_view(gym: Callable[..., Any]) -> None:
    of = gym()
    of.page.start("hinge-reps", "both")
    of.go(25)
    of.window.toggle_coach()
    of.go(0.5)
    assert of.window.coach.drill_line().endswith("F ends the set")
    of.qtbot.keyClick(of.window.coach, Qt.Key.Key_F)
    assert of.session.drilling.run.engine.state is not State.WORKING


def test_neither_holds_nor_paced_reps_end_by_that_key(gym: Callable[..., Any]) -> None:
    of = gym()
    for drill in ("tripod-hold", "posterior-shift"):
        of.page.start(drill, "both")
        of.go(9)
        engine = of.session.drilling.run.engine
        assert engine.state is State.WORKING
        assert of.page.running.finish.isHidden()
        of.key(Qt.Key.Key_F)
        assert engine.state is State.WORKING


def test_a_window_opens_on_a_drill(gym: Callable[..., Any]) -> None:
    of = gym(drill="tripod-hold")
    assert of.window.drills_shown
    assert of.window.header.page == "Drills"
    assert of.page.under_way
    for _ in range(2):
        of.page.leave()
        of.go(0.5)
    assert of.page.stack.currentWidget() is of.page.library


def test_a_wrong_wire_is_named_and_ends_the_drill_without_a_score(gym: Callable[..., Any]) -> None:
    of = gym("virtual:pupil,board=pads,seed=5,fault=reversed:left_mt1")
    of.page.start("tripod-hold", "both")
    of.go(10)
    named = sentence("implausible.backwards", cell="base of the left big toe")
    assert of.page.running.sentence.text() == named
    assert not of.session.drilling.run.done
    of.fits(of.page)
    of.finish()
    result = of.session.drilling.run.engine.result()
    assert (result.scored, result.answer, result.ended.cause) == (False, Answer.CANNOT_TELL, Cause.NO_READING)
    assert not of.session.drilling.run.coach.cues


def test_the_library_says_what_today_is_and_why(gym: Callable[..., Any]) -> None:
    of = gym()
    library = of.window.drills.library
    assert "Today finds out where you stand." in library.day.text()
    assert "Paced hinge: Shows how you hinge." in library.today_said.text()
    of.fits(of.window.drills.library)
