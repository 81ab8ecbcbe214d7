"""The questions of a drill: when they are asked, and what an answer does."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from msgspec import to_builtins

from tripod.boards import load_board
from tripod.device.items import DrillCommand
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options
from tripod.drills.run.engine import Engine
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.score.result_file import result_file
from tripod.drills.seen.look import Look

DRILLS, _ = library()
PERIOD_S = 0.0125


def test_questions_are_asked_and_kept(look: Callable[..., Look]) -> None:
    of = Engine(Given(DRILLS["paced-hinge"], load_board("pads"), Options(), period_s=PERIOD_S))
    events = of.take(look(0.0))
    assert [e.kind for e in events] == ["part", "ask"]
    first = of.question
    of.command(DrillCommand.ANSWER, True)
    assert of.question != first
    of.command(DrillCommand.ANSWER, None)
    assert list(of.answers.values()) == [True, None]
    assert of.at == 1


@pytest.mark.parametrize(("answer", "goes_on"), [(True, True), (False, False), (None, False)])
def test_what_no_board_sees_is_not_begun_before_somebody_looked(
    look: Callable[..., Look], answer: bool | None, goes_on: bool
) -> None:
    of = Engine(Given(DRILLS["half-split"], load_board("pads"), Options(), period_s=PERIOD_S))
    of.take(look(0.0))
    of.command(DrillCommand.ANSWER, answer)
    assert (of.part is not None and of.part.step.kind == "away") is goes_on
    assert (of.state is State.DONE) is not goes_on
    if not goes_on:
        assert "no half split" in str(of.result().reason)
    skipped = Engine(Given(DRILLS["half-split"], load_board("pads"), Options(), period_s=PERIOD_S))
    skipped.take(look(0.0))
    skipped.command(DrillCommand.SKIP)
    assert skipped.state is State.DONE


def test_a_wrong_answer_ends_a_drill_with_what_to_do_instead(look: Callable[..., Look]) -> None:
    for answer, state in ((False, State.DONE), (None, State.DONE), (True, State.WAITING)):
        of = Engine(
            Given(DRILLS["deadlift-reps"], load_board("plate"), Options(weight_kg=75, bar_kg=40), period_s=PERIOD_S)
        )
        of.take(look(0.0))
        while not of.question:
            of.command(DrillCommand.SKIP)
        of.command(DrillCommand.ANSWER, answer)
        assert of.state is state, answer
        assert ("set the bar higher" in str(of.result().ended)) is (answer is not True)
    unasked = Engine(
        Given(
            DRILLS["deadlift-reps"],
            load_board("plate"),
            Options(weight_kg=75, bar_kg=40, asks=False),
            period_s=PERIOD_S,
        )
    )
    for k in range(3):
        unasked.take(look(0.1 * k))
    assert unasked.part
    assert unasked.part.step.kind == "reps", "where nobody could answer, nobody is waited for"


def test_a_drill_that_a_check_ends_after_a_scored_hold_tells_why(look: Callable[..., Look]) -> None:
    hold = DRILLS["tripod-hold"].steps[0]
    steps = (
        replace(hold, duration_s=5.0, least_s=0.0, most_s=0.0, times=1),
        Step("check", "Look.", questions=("Is it so?",), wants="yes", otherwise="not today"),
        Step("say", "Kneel.", duration_s=2.0),
        Step("away", "Stretch.", duration_s=5.0),
    )
    for answer in (False, None, True):
        of = Engine(Given(Drill("x", "X", "x", "both", steps), load_board("pads"), Options(), period_s=PERIOD_S))
        t = 0.0
        while not of.question:
            of.take(look(t))
            t += PERIOD_S
        of.command(DrillCommand.ANSWER, answer)
        result = of.result()
        assert result.scored
        assert (of.state is State.DONE) is (answer is not True)
        assert ("not today" in (to_builtins(result_file(result))["ended_early"] or "")) is (answer is not True)


@pytest.mark.parametrize(("tapped_s", "answer"), [(4.4, None), (6.0, True)])
def test_a_tap_before_the_question_was_heard_answers_nothing_although_its_row_ends_later(
    look: Callable[..., Look], tapped_s: float, answer: bool | None
) -> None:
    of = Engine(Given(DRILLS["paced-hinge"], load_board("pads"), Options(waits=True), period_s=PERIOD_S))
    first = ""
    for k in range(800):
        t_s = k * PERIOD_S
        tapping = tapped_s <= t_s < tapped_s + 0.3
        of.take(look(t_s, right=None) if tapping else look(t_s))
        of.voice(5.0 if t_s < 5.0 else t_s)
        first = first or of.question
    assert of.answers.get(first) is answer
