"""On one point after the other: found more exactly than by a roll, each point asked for by its word, or not found."""

import os
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from tests.drills.run.test_roll_step import Run
from tripod.balance.pose import Known
from tripod.balance.pose_fit import stayed_at
from tripod.coach.announced import announced
from tripod.drills.format.loader import DrillError, read_drill
from tripod.drills.run.event_types import FeetNotPlaced, FeetPlaced, PointAsked

DRILL = "on-each-point"


@pytest.fixture(scope="module", autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("XDG_DATA_HOME", "")
        yield
    assert os.environ["HOME"]


@pytest.mark.parametrize("turned", ["14", "2:17"])
def test_turned_feet_are_found_more_exactly_than_by_a_roll(turned: str) -> None:
    true = dict(zip(("left", "right"), map(float, (turned.split(":") * 2)[:2]), strict=True))
    run = Run(f"virtual:pupil,board=plate,turned={turned},off_mm=6:-5", drill=DRILL)
    rolled = Run(f"virtual:pupil,board=plate,turned={turned},off_mm=6:-5", drill="where-i-stand")
    assert len(run.of(FeetPlaced)) == 1
    for foot, pose in run.stance.items():
        assert pose.known is Known.POINTS
        assert abs(pose.turn_deg - true[foot]) < pose.turn_pm_deg < rolled.stance[foot].turn_pm_deg
    asked = [event for event in run.events if isinstance(event, PointAsked)]
    assert [event.point for event in asked] == ["heel", "mt1", "mt5"]
    assert [said.word for event in asked for said in announced(event)] == ["onto_heel", "onto_mt1", "onto_mt5"]
    assert all(later.t_s - event.t_s >= 5.0 for event, later in pairwise(asked))


def test_who_stays_in_the_middle_is_asked_once_more_and_then_not_known() -> None:
    run = Run("virtual:quiet,board=plate,turned=14,seconds=90", drill=DRILL)
    asked = [event for event in run.events if isinstance(event, FeetNotPlaced)]
    assert [event.again for event in asked] == [True, False]
    assert run.stance == {}


def test_who_swings_past_a_point_has_not_stood_there() -> None:
    t = np.arange(0, 5, 0.05)
    quiet = np.array([10.0, -20.0])
    path = quiet + np.where((t > 2)[:, None], [0.0, -50.0], [0.0, 0.0])
    path[20:25] += np.array([0.0, 90.0])
    assert stayed_at(t, path, quiet) == pytest.approx(np.array([10.0, -70.0]))
    assert stayed_at(t[:10], path[:10], quiet) == pytest.approx(quiet)
    assert stayed_at(t[:0], path[:0], quiet) == pytest.approx(quiet)


def test_points_belong_to_a_roll() -> None:
    text = (
        'schema = 1\ntitle = "X"\ntrains = "Y"\n[[step]]\nkind = "hold"\ntext = "Z"\nduration_s = 5\nmove = "points"\n'
    )
    with pytest.raises(DrillError, match="roll"):
        read_drill(text, "x")


def test_who_stands_along_a_line_and_on_the_points_is_found_more_exactly_than_by_either() -> None:
    source = "virtual:pupil,board=plate,turned=14,off_mm=2:-2"
    alone = Run(source, drill=DRILL)
    lined = Run(source, drill=DRILL, turned={"left": 14.0, "right": 14.0})
    misled = Run(source, drill=DRILL, turned={"left": 0.0, "right": 0.0})
    for foot, pose in lined.stance.items():
        assert pose.known is Known.POINTS
        # What was said counts by half of its exactness (2.8 degrees where it counted whole): little beside points.
        assert abs(pose.turn_deg - 14.0) < pose.turn_pm_deg < min(3.3, 0.97 * alone.stance[foot].turn_pm_deg)
        # What does not agree with what was seen counts for nothing.
        assert misled.stance[foot] == alone.stance[foot]
