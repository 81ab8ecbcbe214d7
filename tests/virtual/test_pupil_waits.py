"""A pupil who stands on the board is there before a drill and after it, and does between them what is asked."""

import numpy as np
import pytest

from tripod.drills.run.event_types import Done, PartBegan, StepOnAsked, WorkBegan
from tripod.virtual.pupil import GRID_HZ, Pupil
from tripod.virtual.scenario import ScenarioError, parse_scenario


def _hold(pupil: Pupil) -> PartBegan:
    return PartBegan(
        pupil.now_s, step="hold", text="", say=None, feet=("left", "right"), number=1, of=1, move="", index=0,
        duration_s=20.0, reps=0, depth_mm=0.0, tempo=None, bar_kg=None,
    )  # fmt: skip


def feet_on(pupil: Pupil) -> list[bool]:
    """Left and right, five seconds later."""
    stance = pupil.advance(round(5 * GRID_HZ))
    return [bool(n > 100) for n in stance.load_n[-1]]


@pytest.mark.parametrize(
    ("text", "stands"), [("pupil", False), ("pupil,waits=beside", False), ("pupil,waits=on", True)]
)
def test_where_a_pupil_waits(text: str, stands: bool) -> None:
    pupil = Pupil(parse_scenario(text), np.random.default_rng(1))
    assert feet_on(pupil) == [stands, stands]
    pupil.hear(StepOnAsked(pupil.now_s, feet=("left",)))
    assert feet_on(pupil) == [True, False]
    pupil.hear(Done(pupil.now_s, score=None, reason=None))
    assert feet_on(pupil) == [stands, stands]


def test_a_habit_is_over_with_its_drill() -> None:
    pupil = Pupil(parse_scenario("pupil,waits=on,habit=mt1_light:right"), np.random.default_rng(1))
    quiet = pupil.advance(round(5 * GRID_HZ)).cop_mm[:, 1].mean(0)
    pupil.hear(_hold(pupil))
    pupil.hear(WorkBegan(pupil.now_s, step="hold", feet=("left", "right"), number=1, reference="convention"))
    pupil.advance(round(12 * GRID_HZ))
    fallen = pupil.advance(round(3 * GRID_HZ)).cop_mm[:, 1].mean(0)
    assert np.abs(fallen - quiet).max() > 8
    pupil.hear(Done(pupil.now_s, score=None, reason=None))
    pupil.advance(round(2 * GRID_HZ))
    after = pupil.advance(round(5 * GRID_HZ)).cop_mm[:, 1].mean(0)
    assert np.abs(after - quiet).max() < 4


def test_only_a_pupil_waits() -> None:
    with pytest.raises(ScenarioError, match="pupil"):
        parse_scenario("quiet,waits=on")
    with pytest.raises(ScenarioError, match="beside"):
        parse_scenario("pupil,waits=besides")
