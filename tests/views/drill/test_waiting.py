"""A drill that waits, on its page: ready, once more, and questions with their own time."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.views.drill.conftest import Gym
from tripod.drills.run.state import State


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_off_the_board_a_key_says_ready_and_another_once_more(gym: Callable[..., Gym], key: Qt.Key) -> None:
    of = gym("virtual:empty,board=pads,seed=3", drill="glute-bridge")
    run = of.session.drilling.run
    assert run
    of.go(7.0)
    assert run.engine.state is State.READYING
    running = of.page.running
    assert running.pause.text() == "I am ready"
    assert running.ring.spoken().startswith("ready?")
    of.fits(running)
    if key == Qt.Key.Key_Space:
        of.qtbot.keyClick(of.window, key)
    else:
        of.key(key)
    of.go(2.0)
    assert run.engine.state is State.WORKING
    assert running.pause.text() == "Pause"
    of.key(Qt.Key.Key_Left)
    of.go(0.5)
    assert run.engine.state is State.READYING
    assert run.engine.at == 0
    running.skip.click()
    of.go(0.5)
    assert run.engine.at == 1


def test_a_question_shows_its_own_time_and_what_nobody_answered(gym: Callable[..., Gym]) -> None:
    of = gym("virtual:empty,board=pads,seed=3", drill="paced-hinge")
    run = of.session.drilling.run
    assert run
    of.go(12.0)
    assert "seconds left" in of.page.running.question.clock.spoken()
    before = run.view().left_s
    of.go(3.0)
    assert run.view().left_s == pytest.approx(before - 3.0, abs=0.3)
    assert run.view().question == "Did the broomstick touch head, upper back and tailbone all the way?"
    of.key(Qt.Key.Key_N)
    of.key(Qt.Key.Key_Right)
    of.qtbot.keyClick(of.window, Qt.Key.Key_Escape)
    of.go(0.5)
    shown = [label.text() for label in of.page.summary.checks.findChildren(QLabel) if label.text()]
    assert "no" in shown
    assert "not answered" in shown
