"""What is said of the feet in a drill agrees with what the drill's own measure grades."""

from typing import Any, cast

import pytest

from tripod.balance.foot_states import FootState
from tripod.balance.judgement import Answer, Seen, Why
from tripod.boards import FEET, STANCE_FAULTS
from tripod.drills.score.bands import reference
from tripod.drills.seen.fault_watch import FaultWatch
from tripod.drills.seen.look import Look, Three
from tripod.live.drill_advice import judge_in_drill
from tripod.training.drill_view import DrillView

EVEN = (0.55, 0.27, 0.18)
PERIOD_S = 0.05


class View:
    """What advice asks of a drill under way."""

    def __init__(self, watch: FaultWatch, kind: str, *, feedback: bool = True) -> None:
        self.reference, self.kind, self.move, self.feedback = reference(FEET, {}, None, None), kind, "", feedback
        self.active, self.graded = tuple(watch.active), watch.graded


def state(share: Three, pm: Three) -> FootState:
    nothing: Any = (0.0, 0.0, 0.0)
    return FootState(True, 370.0, nothing, share, pm, (0.0, 0.0), None, (False,) * 3, False, (0, 0, 0), (None,) * 3)


def said(right: Three, seconds: float, *, pm: Three = (0.01, 0.01, 0.01), left: float = 0.5, kind="hold", **more: Any):
    watch = FaultWatch(
        STANCE_FAULTS, FEET, reference(FEET, {}, None, None), moving=kind == "reps", unsure=dict.fromkeys(FEET, pm)
    )
    for k in range(round(seconds / PERIOD_S)):
        watch(Look(k * PERIOD_S, 740.0, (740 * left, 740 * (1 - left)), (EVEN, right), (0.0, 100.0)))
    seen = Seen({"left": state(EVEN, pm), "right": state(right, pm)}, STANCE_FAULTS, left_fraction=left)
    return judge_in_drill(cast("DrillView", View(watch, kind, **more)), seen), watch


@pytest.mark.parametrize("kind", ["hold", "reps"])
@pytest.mark.parametrize("mt1", [0.27 - 0.01 * k for k in range(24)])
@pytest.mark.parametrize("pm", [0.01, 0.05, 0.12])
def test_advice_is_off_where_and_only_where_the_measure_grades(mt1: float, pm: float, kind: str) -> None:
    judgement, watch = said((0.78 - mt1, mt1, 0.22), 1.5, pm=(0.01, pm, 0.01), kind=kind)
    if watch.active:
        assert judgement.answer is Answer.OFF
        assert judgement.advice
        assert judgement.advice.fault.value == watch.active[0].fault
    elif kind == "reps":
        assert judgement.answer is Answer.MOVING
    else:
        assert (judgement.answer is Answer.OFF) == bool(watch.graded)
        assert judgement.answer is not Answer.GOOD or not watch.graded


def test_good_is_earned() -> None:
    assert said(EVEN, 1.5)[0].answer is Answer.GOOD
    unsure, _ = said(EVEN, 1.5, pm=(0.01, 0.01, 0.12))
    assert (unsure.answer, unsure.why) == (Answer.CANNOT_TELL, Why.UNSURE)
    assert said(EVEN, 1.5, feedback=False)[0].why is Why.NO_FEEDBACK


def test_weight_that_goes_to_one_side_is_off_before_it_is_told() -> None:
    judgement, watch = said(EVEN, 1.5, left=0.6)
    assert not watch.active
    assert judgement.answer is Answer.OFF
    assert judgement.advice
    assert judgement.advice.fault == "shift_left"
