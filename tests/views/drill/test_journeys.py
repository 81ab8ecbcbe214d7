"""From the library to the next thing by keys alone: a hold, a hinge with its questions, and Today."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.views.drill.conftest import Gym
from tripod.drills.run.state import State
from tripod.storage.places import diary_path
from tripod.training.diary import read_diary

Key = Qt.Key


def press(of: Gym, *keys: Qt.Key) -> None:
    """To whatever has the focus."""
    for key in keys:
        of.qtbot.keyClick(of.window.focusWidget() or of.window, key)
        of.go(0.3)


def tab_to(of: Gym, drill: str) -> None:
    wanted = of.page.library.buttons[drill, "both"]
    for _ in range(80):
        if of.window.focusWidget() is wanted:
            return
        of.qtbot.keyClick(of.window.focusWidget(), Key.Key_Tab)
    raise AssertionError(drill)


def until(of: Gym, state: State) -> None:
    end = of.session.pipeline.t_s + 300
    while of.session.drilling.run.engine.state is not state and of.session.pipeline.t_s < end:
        of.go(1)
    of.go(0.3)


def test_a_hold_by_keys(gym: Callable[..., Gym]) -> None:
    of = gym()
    tab_to(of, "tripod-hold")
    press(of, Key.Key_Return)
    assert of.page.under_way
    until(of, State.WORKING)
    running = of.page.running
    saw: set[str] = set()
    for _ in range(12):
        of.go(1)
        saw.add(running.word.text())
        assert running.ring.spoken().startswith("hold ")
        assert running.so_far.columns[0].now > 0
    assert "right base of big toe" in saw, "the one word is the point that the pupil's habit lets go"
    warm = [label for label in running.feet._laid() if label.label.loud]
    assert running.feet.accessibleName()
    assert all(of_.label.foot == "right" for of_ in warm)
    snapshot = of.session.snapshot()
    for level, said in ((0, ""), (1, "today I speak to every other fault"), (2, "today I say nothing, unless")):
        running.show_text(replace(snapshot.drill, fading=level), snapshot)
        assert said in running.headline.text()
        assert ("today" in running.headline.text()) is bool(level)
    press(of, Key.Key_Space)
    assert of.session.drilling.run.engine.state is State.PAUSED
    press(of, Key.Key_Space)
    until(of, State.RESTING)
    assert running.so_far.columns[0].score is not None, "what was done stays to be read while one rests"
    press(of, Key.Key_Escape)
    summary = of.page.summary
    assert of.page.stack.currentWidget() is summary
    assert summary.score.text().isdigit()
    assert summary.tries.columns[0].score == int(summary.score.text())
    assert summary.ways.feet() == ["left", "right"]
    assert summary.ways.accessibleDescription().startswith("Drawn thick: right, base of big toe")
    assert summary.next.title.text() == "Tripod hold"
    kept = read_diary(diary_path()).entries[-1]
    assert (kept.drill, kept.score) == ("tripod-hold", int(summary.score.text()))
    press(of, Key.Key_Return)
    assert of.page.under_way
    press(of, Key.Key_Escape, Key.Key_Escape)
    assert of.page.stack.currentWidget() is of.page.library


def test_who_stands_on_the_virtual_board_of_the_start_page_does_what_a_drill_asks(gym: Callable[..., Gym]) -> None:
    of = gym("virtual:pupil,waits=on,habit=mt1_light:right,board=pads")
    assert of.session.snapshot().total_n > 500, "somebody is there to be looked at"
    of.page.start("one-leg-hold", "left")
    until(of, State.WORKING)
    assert of.session.snapshot().drill.feet == ("left",)


def test_a_hinge_with_its_questions_by_keys(gym: Callable[..., Gym]) -> None:
    of = gym("virtual:pupil,board=pads,seed=3")
    tab_to(of, "paced-hinge")
    press(of, Key.Key_Return)
    asked = of.page.running.question
    assert asked.isVisible()
    assert of.page.running.headline.text() == "before it begins · question 1 of 2"
    assert asked.back.isHidden()
    press(of, Key.Key_N)
    assert of.page.running.headline.text() == "before it begins · question 2 of 2"
    assert asked.answered.text().endswith("all the way? no")
    press(of, Key.Key_Left)
    assert of.page.running.headline.text() == "before it begins · question 1 of 2", "these may be answered anew"
    press(of, Key.Key_Y)
    asked.not_seen.click()
    of.go(0.3)
    assert of.session.drilling.run.engine.answers == {"broomstick_kept": True, "shins_vertical": None}
    until(of, State.WORKING)
    of.go(18)
    running = of.page.running
    assert not asked.isVisible()
    done = [column for column in running.so_far.columns if column.score is not None]
    assert [column.name for column in running.so_far.columns] == list("123456")
    assert len(done) == 2
    assert all(column.below.endswith(" mm") for column in done), "how deep it went"
    assert running.word.text().startswith("Rep 2: ")
    until(of, State.ASKING)
    assert of.page.running.headline.text() == "the set is done · question 1 of 2"
    assert len([c for c in running.so_far.columns if c.score is not None]) == 6, "the reps stay beside"
    assert running.so_far.isVisible()
    assert "A “yes” keeps the load" in asked.what_hangs_on_it.text()
    press(of, Key.Key_Y, Key.Key_N)
    summary = of.page.summary
    assert of.page.stack.currentWidget() is summary
    assert "low back rounded: yes" in summary.told.text()
    assert "shins vertical: did not see" in summary.told.text()
    assert summary.accept.refused
    assert "somebody saw" in summary.target.said.text()
    press(of, Key.Key_A)
    assert "somebody saw" in of.page.message.text()
    assert read_diary(diary_path()).targets == {}
    assert summary.next.title.text() == "Half split"
    press(of, Key.Key_Return)
    assert of.session.drilling.run.drill.name == "half-split"


def test_today_by_keys(gym: Callable[..., Gym]) -> None:
    of = gym("virtual:pupil,board=pads,seed=3")
    press(of, Key.Key_Return)
    run = of.session.drilling.run
    assert run.drill.name == "today"
    assert of.page.running.title.text() == "Today"
    end = of.session.pipeline.t_s + 90
    while not run.engine.tries and of.session.pipeline.t_s < end:
        of.go(1)
        if run.engine.state is State.WORKING and run.view().kind == "hold":
            assert of.page.running.feet.arts == {}, "nothing is shown of a test"
    while not of.page.running.sentence.text().startswith("Next: ") and of.session.pipeline.t_s < end:
        of.go(0.5)
    assert "hows how you stand" in of.page.running.sentence.text(), "what comes next, and why"
    for _ in range(40):
        if run.done:
            break
        press(of, Key.Key_Right)
    QApplication.processEvents()
    summary = of.page.summary
    assert of.page.stack.currentWidget() is summary
    assert summary.next.heading.text() == "THAT WAS TODAY"
    assert summary.target.isHidden()
    press(of, Key.Key_Return)
    assert of.page.stack.currentWidget() is of.page.library
