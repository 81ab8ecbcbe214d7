"""Drills without hardware: done by hand on the board that is played, or by the virtual pupil who is let."""

from collections.abc import Callable
from math import degrees
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tripod.boards import STANCE_FAULTS
from tripod.drills.run.event_types import CueGiven, Event, StepOnAsked, WorkBegan
from tripod.drills.run.state import State

pytestmark = pytest.mark.usefixtures("at_once")


def begin(of: Any, drill: str, hear: Callable[[Event], None]) -> None:
    of.session.on_drill = lambda events, _written: [hear(event) for event in events]
    of.run(1.5)
    of.window.show_drills()
    of.window.drills.start(drill, "both")
    of.show()


@pytest.mark.parametrize("turned", [(12, 4), (2, 17)])
def test_a_roll_by_hand_finds_how_the_feet_point(game: Callable[..., Any], turned: tuple[int, int]) -> None:
    of = game(f"virtual:play,board=plate,turned={turned[0]}:{turned[1]}")

    def hear(event: Event) -> None:
        if isinstance(event, WorkBegan):
            of.panel.controls.buttons["round"].click()

    begin(of, "where-i-stand", hear)
    while (view := of.session.snapshot().drill) is None or view.state is not State.DONE:
        assert of.player.played.now_s < 60
        of.run(0.9)
    found = view.result.placed
    assert [degrees(found[f].turn_rad) for f in ("left", "right")] == pytest.approx(turned, abs=3)


def test_who_is_dragged_off_hears_it_and_who_comes_back_is_good_again(game: Callable[..., Any]) -> None:
    of = game("virtual:play,board=pads")
    cues: list[str] = []

    def hear(event: Event) -> None:
        if isinstance(event, StepOnAsked):
            of.player.stand_on(event.feet)
        if isinstance(event, CueGiven):
            cues.append(event.fault)

    begin(of, "tripod-hold", hear)
    of.run(12)
    assert not cues
    for _ in range(5):
        of.key(Qt.Key.Key_Down)
    of.run(6)
    assert "heel_heavy" in cues
    assert set(cues) <= set(STANCE_FAULTS)
    of.key(Qt.Key.Key_0)
    of.run(4)
    before = len(cues)
    of.run(4)
    assert len(cues) == before


def test_the_pupil_does_the_drill_for_one_who_lets_them(game: Callable[..., Any]) -> None:
    of = game("virtual:play,board=pads")
    begin(of, "paced-hinge", lambda _: None)
    of.run(1)
    assert of.panel.do_it.isEnabled()
    of.panel.do_it.click()
    # With the board in focus a question is answered all the same: a key that it does not know is the page's.
    of.panel.board.setFocus()
    for _ in range(2):
        of.run(1)
        of.key(Qt.Key.Key_Y)
    while (view := of.session.snapshot().drill) is None or len(view.reps) < 2:
        assert of.player.played.now_s < 60
        of.run(0.9)
    assert min(rep.rep.depth_mm for rep in view.reps) > 20
    of.panel.do_it.click()
    of.run(2)
    assert not of.player.meant.by_itself
