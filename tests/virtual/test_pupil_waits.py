"""A pupil who stands on the board is there before a drill and after it, and does between them what is asked."""

import numpy as np
import pytest

from tripod.drills.run.event_types import Done, StepOnAsked
from tripod.virtual.pupil import GRID_HZ, Pupil
from tripod.virtual.scenario import ScenarioError, parse_scenario


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


def test_only_a_pupil_waits() -> None:
    with pytest.raises(ScenarioError, match="pupil"):
        parse_scenario("quiet,waits=on")
    with pytest.raises(ScenarioError, match="beside"):
        parse_scenario("pupil,waits=besides")
