"""How long a drill takes with all that is said in it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tripod.coach.spoken_length import spoken_length_s
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.loader import library
from tripod.drills.format.say import Say

DRILLS, _ = library()


@pytest.mark.parametrize("name", ["posterior-shift", "to-and-fro"])
def test_it_is_what_a_drill_takes(hear_drill: Callable[..., Any], name: str) -> None:
    heard = hear_drill(DRILLS[name], "pupil,board=pads,seed=3", "de", keep=False)
    assert spoken_length_s(DRILLS[name]) == pytest.approx(heard.events[-1].t_s, rel=0.05)
    assert heard.events[-1].t_s > DRILLS[name].length_s


def test_each_thing_that_is_said_counts() -> None:
    def length_s(step: Step, feet: str = "both") -> float:
        return spoken_length_s(Drill("x", "X", "x", feet, (step,)))

    hold = Step("hold", "Stand.", duration_s=20.0)
    assert length_s(replace(hold, say=Say("hold_tripod"))) > length_s(hold) + 1
    assert length_s(replace(hold, say=Say("Words of its own, and many of them.", own=True))) > length_s(hold) + 2
    assert length_s(hold) > length_s(replace(hold, measures="sway")) + 1, "sway has no score to be said"
    assert length_s(hold, "one") == pytest.approx(2 * length_s(hold), abs=1.5)
    check = Step("check", "Look.", questions=("back_rounded",))
    assert length_s(replace(check, questions=("back_rounded", "knees_turned"))) > length_s(check) + 5
    rest = Step("rest", "Rest.", duration_s=20.0)
    assert length_s(replace(rest, say=Say("rest"))) == length_s(rest), "it is said meanwhile"
