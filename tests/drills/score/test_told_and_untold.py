"""What costs ten points or more was told, and what was not told costs less: in every kind of step that is scored."""

from collections.abc import Callable
from dataclasses import replace
from math import isfinite, nan, pi, sin

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.drills.format.drill import Drill, Step, Tempo
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.engine import Engine
from tripod.drills.run.event_types import FaultBegan, WorkBegan
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.score.cost import AFTER_S, UNTOLD, is_after
from tripod.drills.score.tries import Try
from tripod.drills.seen.look import Look

PERIOD_S = 0.05
HOLD = Step("hold", "Stand.", duration_s=12.0)
REPS = Step("reps", "Hinge.", reps=3, depth_mm=30.0)
STEPS = {
    "hold": HOLD,
    "silent hold": replace(HOLD, feedback=False),
    "shift": replace(HOLD, move="shift"),
    "toes": replace(HOLD, move="toes", toes=True),
    "paced reps": replace(REPS, tempo=Tempo(2.0, 1.0, 2.0, 1.0)),
    "free reps": REPS,
    "reps that hardly go back": replace(REPS, tempo=Tempo(2.0, 1.0, 2.0, 1.0), depth_mm=80.0),
}


def test_these_are_all_kinds_of_work_that_the_library_has() -> None:
    def kind(step: Step) -> tuple[object, ...]:
        return step.kind, step.move if step.kind == "hold" else "", step.toes, step.tempo is not None

    drills, _ = library()
    there = {kind(s) for d in drills.values() for s in d.steps if s.kind in ("hold", "reps")}
    assert there <= {kind(step) for step in STEPS.values()}


@pytest.mark.parametrize("size", [0.0, 0.07, 0.13])
@pytest.mark.parametrize("name", STEPS)
def test_what_was_not_told_costs_less_than_ten_points(look: Callable[..., Look], name: str, size: float) -> None:
    done, told = tried(look, STEPS[name], size)
    untold = [of for of in done.costs if not of.key.fault]
    assert sum(of.points for of in untold) <= 100 * UNTOLD + 0.01
    assert all((of.key.fault, of.key.foot) in told for of in done.costs if of.key.fault)
    assert done.score is not None
    assert done.score == pytest.approx(100 - sum(of.points for of in done.costs), abs=1)
    if size == 0.13:
        assert told, "what is plainly wrong is told"
    if not told:
        assert done.score >= 100 * (1 - UNTOLD) - 0.5


def test_the_seconds_after_a_fault_count_in_a_set_as_in_a_hold(look: Callable[..., Look]) -> None:
    """A cue mends for as long as a rep takes: else who is mended in every other rep would get half of the points."""
    done = paced(look, lambda since: 5.0 <= since < 6.5, back_mm=30.0)
    first, second, *others = done.reps
    # The first descent begins 1.35 s after the set does.
    left_s = 6.5 + AFTER_S - (second.rep.descent_s - first.rep.descent_s + 1.35)
    assert (first.score, [of.score for of in others]) == (0, [100, 100])
    assert second.score == pytest.approx(100 * (1 - left_s / 8), abs=6)
    assert (is_after(first.costs), is_after(second.costs)) == (False, True)
    assert f"the {AFTER_S:.0f} s after" in done.why()


def test_a_fault_belongs_to_the_rep_where_it_began_and_is_counted_once(look: Callable[..., Look]) -> None:
    """It lasts a moment of the second rep: that one loses it, and the seconds after it, and is not lost for it."""
    done = paced(look, lambda since: 7.0 <= since < 9.2, back_mm=30.0)
    first, second, *_ = done.reps
    assert [sum(of.times for of in rep.costs) for rep in done.reps] == [1, 0, 0, 0]
    assert [of.times for of in done.costs] == [1]
    assert 0 < second.costs[0].told_s < 0.5
    assert (first.score, is_after(second.costs)) == (0, True)
    assert [of.score for of in done.reps[2:]] == pytest.approx([98, 100], abs=2)
    # One that never ends began once, and every rep is lost to it.
    endless = paced(look, lambda since: since > 2.0, back_mm=30.0)
    assert [of.times for of in endless.costs] == [1]
    assert [of.score for of in endless.reps] == [0, 0, 0, 0]


def test_who_hardly_goes_back_has_a_score_where_faults_were_told_and_else_none(look: Callable[..., Look]) -> None:
    wrong = paced(look, lambda since: since > 2.0, back_mm=0.0)
    assert [of.score for of in wrong.reps] == [0, 0, 0, 0]
    assert paced(look, lambda _: False, back_mm=0.0).reason == NotScored(Cause.NO_REP)


def paced(look: Callable[..., Look], outward: Callable[[float], bool], back_mm: float) -> Try:
    """Four paced reps so deep of somebody whose right foot rolls outward at those seconds after the beginning."""
    tempo = Tempo(3.0, 1.0, 2.0, 2.0)
    drill = Drill("x", "X", "x", "both", (replace(REPS, reps=4, tempo=tempo),))
    of = Engine(Given(drill, load_board("pads"), Options(weight_kg=74.0), PERIOD_S))
    began, t = nan, 0.0
    while of.state is not State.DONE and t < 90:
        since = t - began if isfinite(began) else 0.0
        at = np.clip((since - 1.35) % 8, 0, 6) if since > 1.35 else 0.0
        back = back_mm * np.interp(at, (0, 3, 4, 6), (0, 1, 1, 0))
        share = (0.66, 0.09, 0.25) if outward(since) else (0.55, 0.27, 0.18)
        for event in of.take(look(t, right=share, cop=(0.0, 100.0 - back))):
            began = t if isinstance(event, WorkBegan) else began
        t += PERIOD_S
    return of.tries[-1]


def tried(look: Callable[..., Look], step: Step, size: float) -> tuple[Try, set[tuple[str, str]]]:
    """One try of somebody whose right foot rolls outward by about so much of its load, now and then."""
    of = Engine(Given(Drill("x", "X", "x", "both", (step,)), load_board("pads"), Options(weight_kg=74.0), PERIOD_S))
    rng, told, began, t = np.random.default_rng(7), set[tuple[str, str]](), nan, 0.0
    while of.state is not State.DONE and t < 90:
        since = t - began if isfinite(began) else 0.0
        out = size * (1 + 0.3 * sin(2 * pi * since / 5)) * (since > 1)
        back = 15 * (1 - np.cos(2 * pi * since / 6)) if step.kind == "reps" and since < 18 else 0.0
        across = 20 * sin(since) if step.move == "shift" else 0.0
        right = (0.55, 0.27 - out, 0.18 + out)
        for event in of.take(look(t, right=right, cop=(across + rng.normal(0, 0.3), 100.0 - back))):
            began = t if isinstance(event, WorkBegan) else began
            told |= {(event.fault, event.foot)} if isinstance(event, FaultBegan) else set()
        t += PERIOD_S
    return next(of for of in of.tries if of.scored), told
