"""How the load was divided between the feet: told where both stand on cells that weigh, and how sure that is."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from msgspec import to_builtins

from tripod.drills.format.loader import library
from tripod.drills.not_scored import Cause
from tripod.drills.score.left_right import SidesMeter
from tripod.drills.score.result_file import result_file
from tripod.drills.seen.look import Look

DRILLS, _ = library()
SHORT = replace(DRILLS["symmetry"], steps=tuple(replace(s, times=1, duration_s=8) for s in DRILLS["symmetry"].steps))


def test_the_mean_of_the_looks_at_which_both_stood(look: Callable[..., Look]) -> None:
    meter = SidesMeter(weighs=True)
    for load in ((300.0, 500.0), (400.0, 400.0)):
        meter(look(0.0, load=load))
    meter(look(0.0, right=None))
    found = meter.result()
    assert found
    assert found.left == pytest.approx((0.375 + 0.5) / 2)
    assert found.pm == 0.02
    surer = SidesMeter(weighs=True, pm=0.004)
    surer(look(0.0))
    told = surer.result()
    assert told
    assert told.pm == 0.004


def test_nothing_is_told_of_who_never_stood_or_of_scales_that_differ(look: Callable[..., Look]) -> None:
    assert SidesMeter(weighs=True).result() is None
    insole = SidesMeter(weighs=False)
    insole(look(0.0))
    assert insole.result() is None


@pytest.mark.parametrize(("board", "habit", "left"), [("pads", "shift_left", 72), ("plate", "shift_right", 28)])
def test_who_leans_reads_it_on_a_board_that_weighs(
    do_drill: Callable[..., Any], board: str, habit: str, left: float
) -> None:
    # The habit begins after 4 s of the 8: half of the hold is even.
    told = to_builtins(result_file(do_drill(SHORT, f"pupil,board={board},seed=4,habit={habit}").engine.result()))
    (of,) = told["left_right"]
    assert of["left_percent"] == pytest.approx(50 + (left - 50) / 2, abs=5)
    assert of["pm"] == 2


def test_an_insole_tells_no_sides_and_a_drill_without_holds_has_no_score(do_drill: Callable[..., Any]) -> None:
    assert to_builtins(result_file(do_drill(SHORT, "pupil,board=insole,seed=4").engine.result()))["left_right"] == []
    lean = DRILLS["limits-of-stability"]
    short = replace(lean, steps=tuple(replace(s, duration_s=1.0) for s in lean.steps))
    result = do_drill(short, "pupil,board=pads,seed=4").engine.result()
    assert result.reason
    assert result.reason.cause is Cause.NO_SCORE
    assert to_builtins(result_file(result))["reason"] == "this drill has no score"
