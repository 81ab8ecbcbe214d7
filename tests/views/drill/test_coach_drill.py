"""The coach view of a drill: how far it is, which way the load went, and how to get out."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.views.drill.conftest import Gym
from tripod.balance.geometry import USUAL_FEET
from tripod.balance.judgement import Answer
from tripod.boards.stance_faults import Fault
from tripod.drills.run.state import State
from tripod.live.snapshot import Snapshot
from tripod.views.feet.arrow_art import arrow_line
from tripod.views.feet.foot_shape import FootArt, Place
from tripod.views.kit.theme import DARK
from tripod.views.live.coach_drill import bars
from tripod.views.live.coach_says import CoachSays


@pytest.mark.parametrize(
    ("foot", "fault", "way"),
    [
        ("right", Fault.MT1_LIGHT, (1, 0)), ("left", Fault.MT1_LIGHT, (-1, 0)), ("right", Fault.MT5_LIGHT, (-1, 0)),
        ("left", Fault.MT5_LIGHT, (1, 0)), ("left", Fault.HEEL_HEAVY, (0, 1)), ("right", Fault.HEEL_LIGHT, (0, -1)),
    ],
)  # fmt: skip
def test_the_arrow_points_where_the_load_went(qtbot: object, foot: str, fault: Fault, way: tuple[int, int]) -> None:
    for flip in (False, True):
        art = FootArt(foot, USUAL_FEET, 0.0, Place(200, 500, 1.5, flip), DARK, 1.0)
        line = arrow_line(art, fault)
        assert line is not None
        sign = -1 if flip else 1
        assert (round(line.dx() / 69), round(line.dy() / 69)) == (sign * way[0], way[1])
        assert art.sole.contains(line.center())


def test_what_has_no_direction_has_no_arrow(qtbot: object) -> None:
    art = FootArt("left", USUAL_FEET, 0.0, Place(200, 500, 1.5), DARK, 1.0)
    assert [arrow_line(art, fault) for fault in (Fault.SWAY, Fault.CONTACT_LOST, Fault.SHIFT_LEFT)] == [None] * 3


def says(of: Gym, snapshot: Snapshot | None = None) -> CoachSays:
    return CoachSays(snapshot or of.session.snapshot(), of.window.words)


def test_a_hinge_from_two_metres(gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("paced-hinge", "both")
    of.go(0.5)
    of.window.toggle_coach()
    of.go(0.3)
    coach = of.window.coach
    assert coach.band().startswith("Did the broomstick touch")
    assert coach.loud() == []
    assert "0: did not see" in says(of).corners(flip=False)[1]
    of.qtbot.keyClick(coach, Qt.Key.Key_0)
    of.qtbot.keyClick(of.window.focusWidget() or of.window, Qt.Key.Key_N)
    assert list(of.session.drilling.run.engine.answers.values()) == [None, False]
    of.go(9)
    view = of.session.snapshot().drill
    done = bars(view, of.page.own)
    assert len(done) == 6
    assert 0 < done[0] < 1
    assert done[1:] == [0.0] * 5
    until = of.session.pipeline.t_s + 30
    while of.session.snapshot().judgement.answer is not Answer.OFF and of.session.pipeline.t_s < until:
        of.go(0.2)
    snapshot = of.session.snapshot()
    said = says(of, snapshot)
    assert said.loud()[:2] == ["RIGHT", "base of big toe"]
    assert said.loud()[3] == "rolls outward"
    assert said.evidence().startswith("± ")
    assert said.band() == "Push the floor away under the base of the big toe"
    # By the convention the little toe's base is light in a hinge: the drill says nothing of it.
    assert coach.snapshot.feet["left"].light == (False, False, False)
    what, keys = said.corners(flip=True)
    assert what == "Paced hinge · P-01 · mirrored: as seen from in front"
    assert keys == "F11 or Esc: back · X: as you stand · Space: pause"
    paused = replace(snapshot, drill=replace(view, state=State.PAUSED))
    assert says(of, paused).loud() == []
    of.qtbot.keyClick(coach, Qt.Key.Key_Escape)
    assert of.window.drills_shown
    assert of.page.under_way


def test_holds_fill_their_bars_and_many_reps_have_none(gym: Callable[..., Gym]) -> None:
    of = gym(drill="tripod-hold")
    of.go(15)
    view = of.session.snapshot().drill
    first, second = bars(view, of.page.own)
    assert (0 < first < 1, second) == (True, 0.0)
    assert bars(replace(view, kind="say"), of.page.own) == []
    assert bars(replace(view, kind="reps", reps_wanted=30), of.page.own) == []
    assert says(of).drill_line() == "hold 1 of 2"
