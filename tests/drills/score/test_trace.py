"""What a picture of a try is drawn from: runs of each point, and the way of the CoP."""

from collections.abc import Callable

import pytest

from tripod.boards import STANCE_FAULTS
from tripod.drills.score.bands import reference
from tripod.drills.score.trace import EVERY_S, MOST, PointState, Trace, Tracer
from tripod.drills.seen.fault_watch import FaultWatch
from tripod.drills.seen.look import Look, Three

BOTH = ("left", "right")
EVEN, BESIDE, LIGHT = (0.55, 0.27, 0.18), (0.60, 0.18, 0.22), (0.66, 0.09, 0.25)


def traced(
    look: Callable[..., Look], right: Callable[[float], Three], seconds: float, period_s: float = 0.02, **more: object
) -> Trace:
    watch = FaultWatch(STANCE_FAULTS, BOTH, reference(BOTH, {}, None, None), moving=False, **more)
    tracer = Tracer(BOTH, watch, {}, cop_earned=True)
    for k in range(round(seconds / period_s)):
        seen = look(5 + k * period_s, right=right(k * period_s))
        watch(seen)
        tracer(seen)
    return tracer.trace()


def test_each_point_has_its_runs_without_a_gap(look: Callable[..., Look]) -> None:
    found = traced(look, lambda t: EVEN if t < 2 else BESIDE if t < 4 else LIGHT if t < 6 else EVEN, 8)
    runs = found.runs["right", "mt1"]
    assert [run.state.value for run in runs] == ["in_band", "out", "fault", "in_band"]
    assert [run.begin_s for run in runs] == pytest.approx([0, 2, 4.4, 6.2], abs=0.21)
    assert [run.end_s for run in runs[:-1]] == [run.begin_s for run in runs[1:]]
    assert runs[-1].end_s == pytest.approx(8, abs=0.05)
    assert [run.state for run in found.runs["left", "mt1"]] == [PointState.IN_BAND]


def test_a_point_that_nobody_can_tell_is_neither_in_band_nor_out(look: Callable[..., Look]) -> None:
    unsure = traced(look, lambda _: LIGHT, 2, unsure=dict.fromkeys(BOTH, (0.2, 0.2, 0.2)))
    assert {run.state for runs in unsure.runs.values() for run in runs} == {PointState.CANNOT_TELL}
    unplaced = traced(look, lambda _: LIGHT, 2, unplaced=("right",))
    assert [run.state for run in unplaced.runs["right", "mt1"]] == [PointState.CANNOT_TELL]


def test_the_way_of_the_cop_is_in_the_foots_own_frame(look: Callable[..., Look]) -> None:
    found = traced(look, lambda t: (1.0, 0.0, 0.0) if t < 1 else (0.0, 1.0, 0.0), 2)
    heel, mt1, _ = found.points_mm["right"]
    assert found.path_mm["right"][0] == pytest.approx(heel, abs=0.06)
    assert found.path_mm["right"][-1] == pytest.approx(mt1, abs=0.06)
    assert len(found.path_mm["right"]) == pytest.approx(2 / EVERY_S, abs=1)


@pytest.mark.parametrize("period_s", [0.1, 0.25], ids=["ten a second", "four a second"])
def test_a_long_try_stays_small_and_keeps_what_was_short(look: Callable[..., Look], period_s: float) -> None:
    found = traced(look, lambda t: LIGHT if 200 <= t < 202 else EVEN, 400, period_s)
    assert len(found.path_mm["left"]) <= MOST
    states = [run.state for run in found.runs["right", "mt1"]]
    assert PointState.FAULT in states
    assert len(states) <= 5
    assert found.runs["right", "mt1"][-1].end_s == pytest.approx(400, abs=period_s + 0.01)


def test_a_page_that_asks_often_has_the_same_trace_until_a_state_has_come(look: Callable[..., Look]) -> None:
    watch = FaultWatch(STANCE_FAULTS, BOTH, reference(BOTH, {}, None, None), moving=False)
    tracer = Tracer(BOTH, watch, {}, cop_earned=True)
    asked: list[Trace] = []
    for k in range(50):
        seen = look(5 + k * 0.02, right=EVEN)
        watch(seen)
        tracer(seen)
        asked.append(tracer.lately())
    assert len({id(trace) for trace in asked}) == pytest.approx(1 / EVERY_S, abs=1)
    assert asked[-1].began_s == tracer.trace().began_s == 5
    assert asked[-1].runs.keys() == tracer.trace().runs.keys()
