"""The ready check: an empty board that reads nothing, then somebody who stands on it as they should."""

import json
from collections.abc import Callable
from math import isnan, nan
from typing import Any

import numpy as np
import pytest
from msgspec import to_builtins

from tripod.boards import GRAVITY, load_board
from tripod.device.items import DrillCommand
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.part import Options
from tripod.drills.run.engine import Engine
from tripod.drills.run.event_types import Event
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.score.bands import Baseline
from tripod.drills.seen.look import Look
from tripod.drills.seen.ready_check import WeightCheck, ready_file
from tripod.storage.settings import own_drills

CHECK = Drill("ready", "Ready", "x", "both", (Step("ready", "Ready check"), Step("rest", "Rest", duration_s=1.0)))
READY_ONLY = """
schema = 1
title = "Ready"
trains = "x"

[[step]]
kind = "ready"
text = "Ready check"
move = "lift" # toes, which pads do not weigh

[[step]]
kind = "say"
text = "Well."
duration_s = 1
"""
PERIOD_S = 0.0125


def check(
    look: Callable[..., Look],
    board: str = "plate",
    empty: float = 0.0,
    weight_kg: float = 75.0,
    baseline: Baseline | None = None,
    stance_pm: float = 0.0,
    **stands: Any,
) -> tuple[Engine, list[Event]]:
    off = dict.fromkeys(("left", "right"), (stance_pm, stance_pm, stance_pm))
    options = Options(weight_kg=weight_kg)
    of = Engine(Given(CHECK, load_board(board), options, period_s=PERIOD_S, baseline=baseline, stance_pm=off))
    rng = np.random.default_rng(1)
    events: list[Event] = []
    for t in np.arange(0, 1.0, PERIOD_S).tolist():
        nobody = look(t, None, None)
        events += of.take(nobody._replace(total=empty))
    for t in np.arange(1.0, 12.0, PERIOD_S).tolist():
        events += of.take(look(t, cop=(rng.normal(0, 0.5), 100 + rng.normal(0, 0.5)), **stands))
    return of, events


def test_who_stands_as_they_should_is_ready(look: Callable[..., Look]) -> None:
    half = 75 * GRAVITY / 2
    of, events = check(look, load=(half * 1.004, half * 1.004))
    assert of.ready
    assert of.ready.fine
    assert of.ready.weight_off == pytest.approx(0.004, abs=1e-6)
    assert of.ready.problems() == ()
    assert [e.kind for e in events][:3] == ["part", "wait", "ready"]
    assert of.state is State.DONE
    assert of.result().ready == of.ready


@pytest.mark.parametrize("off", [-0.021, 0.03])
def test_a_weight_beyond_two_per_cent_is_said(look: Callable[..., Look], off: float) -> None:
    half = 75 * GRAVITY / 2 * (1 + off)
    of, events = check(look, load=(half, half))
    assert of.ready
    assert of.ready.weight_wrong
    assert not of.ready.fine
    (said,) = of.ready.problems()
    assert ("more" if off > 0 else "less") in said
    told = next(e for e in events if e.kind == "ready")
    assert told.ready.problems() == (said,)
    rests = next(e.t_s for e in events if e.kind == "part" and e.step == "rest")
    assert rests - told.t_s > 5, "there is time to put it right"


def test_a_board_without_newtons_or_an_unknown_weight_is_not_compared(look: Callable[..., Look]) -> None:
    for board, weight in (("insole", 75.0), ("plate", nan)):
        of, _ = check(look, board, weight_kg=weight, load=(20.0, 20.0))
        assert of.ready
        assert isnan(of.ready.weight_off)
        assert not of.ready.weight_wrong


def test_a_point_that_carries_nothing_is_named(look: Callable[..., Look]) -> None:
    half = 75 * GRAVITY / 2
    of, _ = check(look, load=(half, half), right=(0.70, 0.27, 0.03), left=(0.02, 0.60, 0.38))
    assert of.ready
    assert of.ready.off_marks == (("left", "heel"), ("right", "mt5"))
    (said,) = of.ready.problems()
    assert "The left heel and the base of the right little toe carry next to nothing" in said


def test_nobody_is_sent_to_their_marks_for_how_their_feet_may_point(look: Callable[..., Look]) -> None:
    usual = dict.fromkeys(("left", "right"), (0.5, 0.3, 0.2))
    baseline = Baseline("ab", "c", "2026-11-01", usual, usual, usual)
    half = 75 * GRAVITY / 2
    stands = {"load": (half, half), "right": (0.62, 0.0, 0.38), "left": (0.5, 0.3, 0.2)}
    for pm, fine in ((0.0, False), (0.4, True)):
        of, _ = check(look, baseline=baseline, stance_pm=pm, **stands)
        assert of.ready
        assert of.ready.fine == fine


def test_feet_that_load_unlike_the_baseline_are_asked_about(look: Callable[..., Look]) -> None:
    usual = dict.fromkeys(("left", "right"), (0.5, 0.3, 0.2))
    baseline = Baseline("ab", "c", "2026-11-01", usual, usual, usual)
    half = 75 * GRAVITY / 2
    of, _ = check(look, baseline=baseline, load=(half, half), right=(0.5, 0.12, 0.38), left=(0.44, 0.30, 0.26))
    assert of.ready
    assert [(foot, point, round(more, 6)) for foot, point, more in of.ready.unlike] == [
        ("right", "mt1", -0.18),
        ("right", "mt5", 0.18),
    ]
    (said,) = of.ready.problems()
    assert "18 points" in said
    assert said.endswith("in your baseline: are the feet on their marks?")
    of, _ = check(look, baseline=baseline, load=(half, half), right=(0.5, 0.17, 0.33), left=(0.62, 0.2, 0.18))
    assert of.ready
    assert of.ready.fine


def test_an_empty_board_that_reads_something_is_named(look: Callable[..., Look]) -> None:
    half = 75 * GRAVITY / 2
    of, _ = check(look, empty=25.0, load=(half, half))
    assert of.ready
    assert of.ready.zero_wrong
    assert "zero it" in of.ready.problems()[0]


def test_who_stands_there_already_is_asked_to_step_off(look: Callable[..., Look]) -> None:
    of = Engine(Given(CHECK, load_board("plate"), Options(weight_kg=75), period_s=PERIOD_S))
    events: list[Event] = []
    for t in np.arange(0, 4.0, PERIOD_S).tolist():
        events += of.take(look(t))
    assert [e.kind for e in events] == ["part", "step_off"]
    assert of.state is State.EMPTYING
    assert of.waited_s == 0
    for t in np.arange(4.0, 30.0, PERIOD_S).tolist():
        events += of.take(look(t))
    assert of.ready
    assert "the board was never empty" in of.ready.problems()[0]
    assert of.state is State.DONE


@pytest.mark.parametrize("leaves_s", [0.4, 0.8, 1.5])
def test_a_foot_that_is_just_leaving_is_no_zero(look: Callable[..., Look], leaves_s: float) -> None:
    of = Engine(Given(CHECK, load_board("plate"), Options(weight_kg=75), period_s=PERIOD_S))
    half = 75 * GRAVITY / 2
    events: list[Event] = []
    for t in np.arange(0, 8.0, PERIOD_S).tolist():
        left = half * max(0.0, 1 - max(t - 2, 0) / leaves_s)
        stands = left > 100
        gone = look(t, None, None)
        now = look(t, load=(left, left)) if stands else gone._replace(load=(left, left), total=2 * left)
        events += of.take(now if t < 5 else look(t, load=(half, half), cop=(0.0, 100.0)))
    assert of.ready
    assert of.ready.fine, of.ready.problems()


def test_a_pause_after_the_check_does_not_ask_for_it_again(look: Callable[..., Look]) -> None:
    of = Engine(Given(CHECK, load_board("plate"), Options(weight_kg=80), period_s=PERIOD_S))
    half = 75 * GRAVITY / 2
    t = 0.0
    while of.ready is None:
        of.take(look(t, None, None) if t < 1 else look(t, load=(half, half), cop=(0.0, 100.0)))
        t += PERIOD_S
    assert of.state is State.RESTING
    of.command(DrillCommand.PAUSE)
    events = [*of.command(DrillCommand.RESUME), *of.take(look(t, load=(half, half)))]
    assert [e.step for e in events if e.kind == "part"] == ["rest"]


def test_who_never_stands_still_is_not_waited_for_for_ever(look: Callable[..., Look]) -> None:
    of = Engine(Given(CHECK, load_board("plate"), Options(weight_kg=75), period_s=PERIOD_S))
    for t in np.arange(0, 40.0, PERIOD_S).tolist():
        of.take(look(t, None, None) if t < 1 else look(t, cop=(30 * np.sin(6 * t), 100.0)))
    assert of.ready
    assert "nobody stood still" in of.ready.problems()[0]
    assert of.state is State.DONE


@pytest.mark.parametrize("board", ["pads", "plate", "insole"])
def test_a_virtual_pupil_is_ready(capsys: pytest.CaptureFixture[str], board: str) -> None:
    from tripod.cli import main

    own_drills().mkdir(parents=True)
    (own_drills() / "ready-only.toml").write_text(READY_ONLY, "utf-8")
    assert main(["drill", "ready-only", "--source", f"virtual:pupil,board={board},seed=3", "--json"]) == 0
    ready = json.loads(capsys.readouterr().out)["ready"]
    assert ready["fine"], ready


@pytest.mark.parametrize(
    ("board", "weight_kg", "weight", "says"),
    [
        ("plate", 75.0, WeightCheck.CHECKED, ""),
        ("plate", nan, WeightCheck.NEVER_ENTERED, "you never said what you weigh"),
        ("insole", 75.0, WeightCheck.NOT_WEIGHED, "this board does not weigh"),
    ],
)
def test_a_weight_that_was_not_checked_is_said_to_be_so(
    look: Callable[..., Look], board: str, weight_kg: float, weight: WeightCheck, says: str
) -> None:
    half = 75 * GRAVITY / 2
    ready = check(look, board, weight_kg=weight_kg, load=(half, half))[0].ready
    assert ready
    assert ready.fine
    assert ready.weight is weight
    assert ready.problems() == ()
    assert says in ready.not_checked()
    assert bool(says) == bool(ready.not_checked())
    assert to_builtins(ready_file(ready))["weight_check"] == weight.value
