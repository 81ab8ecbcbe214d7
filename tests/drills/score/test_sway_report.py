"""Quiet stance: sway with eyes open and closed, the Romberg quotient, and no score."""

from collections.abc import Callable
from dataclasses import replace
from math import isnan, nan, pi, sin
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import to_builtins

from tripod.balance.judgement import Answer
from tripod.balance.sway_speed import NO_SWAY, NotComparable, SwaySpeed
from tripod.boards import load_board
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import DrillError, library, read_drill
from tripod.drills.format.part import Options, parts_of
from tripod.drills.format.recorded import drill_to_record, recorded_drill
from tripod.drills.run.engine import Engine
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.score.hold import HoldResult
from tripod.drills.score.result_file import result_file
from tripod.drills.score.sway_report import NoPm, sway_report, sway_report_file
from tripod.drills.seen.look import Look

DRILLS, _ = library()
PERIOD_S = 0.05
FILE = """
schema = 1
title = "Still"
trains = "Nothing."
measures = "sway"

[[step]]
kind = "hold"
text = "Stand still."
duration_s = 5
feedback = false
eyes = "open"

[[step]]
kind = "hold"
text = "Stand still."
duration_s = 5
feedback = false
eyes = "closed"
"""
HOLD = 'kind = "hold"\ntext = "Stand still."\nduration_s = 5\nfeedback = false\neyes = "open"'


def held(eyes: str, sway: SwaySpeed) -> HoldResult:
    return HoldResult(30.0, 0.0, None, ("left", "heel", 1.0), 0.0, 0.0, sway, 0.0, {}, (), eyes=eyes)


def speed(mm_s: float, low_by: float = 0.01, why_not: NotComparable | None = None) -> SwaySpeed:
    return SwaySpeed(mm_s, 10.0, 30.0, 80.0, low_by, why_not)


def test_the_quotient_is_of_the_means() -> None:
    found = sway_report([held("open", speed(8.0)), held("open", speed(10.0)), held("closed", speed(13.5))])
    assert found
    assert (found.romberg_quotient, found.open.holds, found.closed.holds) == (pytest.approx(1.5), 2, 1)
    assert "closed is 1.50 ± 0.02 times open" in found.said()
    assert "to 10 Hz, mean of" in found.said()
    assert to_builtins(sway_report_file(found))["romberg_quotient"] == 1.5


def test_the_quotient_has_the_uncertainty_of_both_speeds() -> None:
    """Of 4 mm/s a fifth may be hidden, so that it is up to 5; of 8 none."""
    found = sway_report([held("open", speed(4.0, 0.2)), held("closed", speed(8.0, 0.0))])
    assert found
    assert (found.romberg_quotient, found.romberg_pm) == (pytest.approx(2.0), pytest.approx(0.4))
    assert "closed is 2.00 ± 0.40 times open" in found.said()
    plain = to_builtins(sway_report_file(found))
    assert (plain["romberg_pm"], plain["romberg_pm_not_known"]) == (pytest.approx(0.4), None)


def test_a_quotient_without_an_uncertainty_says_why() -> None:
    found = sway_report([held("open", speed(4.0, nan)), held("closed", speed(8.0, nan))])
    assert found
    assert (found.romberg_quotient, isnan(found.romberg_pm), found.no_pm) == (2.0, True, NoPm.DEAD_BAND)
    assert "2.00 (± not known: nobody knows how wide the dead band of its cells is)" in found.said()
    plain = to_builtins(sway_report_file(found))
    assert (plain["romberg_pm"], plain["romberg_pm_not_known"]) == (None, "dead_band")


@given(st.floats(1, 30), st.floats(1, 30), st.floats(0, 0.3), st.floats(0, 0.3))
def test_any_speeds_that_may_be_true_give_a_quotient_within_it(one: float, other: float, a: float, b: float) -> None:
    found = sway_report([held("open", speed(one, a)), held("closed", speed(other, b))])
    assert found
    for of_open, of_closed in ((0, 0), (0, 1), (1, 0), (1, 1)):
        true = (other / (1 - b * of_closed)) / (one / (1 - a * of_open))
        assert abs(true - found.romberg_quotient) <= found.romberg_pm + 1e-9
    assert found.no_pm is None


def test_what_cannot_be_told_says_why_and_gives_no_quotient() -> None:
    none = sway_report([held("open", speed(8.0)), held("closed", NO_SWAY)])
    assert none
    assert isnan(none.romberg_quotient)
    plain = to_builtins(sway_report_file(none))
    assert (plain["closed"]["mm_s"], plain["closed"]["why_not"]) == (None, "no_sway")
    assert "no sway" in plain["said"]
    assert "no Romberg quotient" in plain["said"]
    hidden = sway_report([held("open", speed(3.0, 0.5, NotComparable.HYSTERESIS)), held("closed", speed(9.0))])
    assert hidden
    assert isnan(hidden.romberg_quotient)
    assert sway_report([held("", speed(8.0))]) is None
    one = sway_report([held("open", speed(8.0))])
    assert one
    assert "quotient" not in one.said()


STILL = read_drill(FILE, "still.toml")


def done(look: Callable[..., Look], *, drill: Drill = STILL, right: Any = None, **more: Any) -> Engine:
    of = Engine(Given(drill, load_board("plate"), Options(asks=False), PERIOD_S, **more))
    t = 0.0
    while of.state is not State.DONE and t < 60:
        faster = 2.0 if of.at == 1 else 1.0
        cop = (3 * sin(2 * pi * faster * t), 100.0)
        of.take(look(t, cop=cop, **({"right": right} if right else {})))
        t += PERIOD_S
    return of


def test_a_drill_that_measures_sway_has_no_score_and_no_fault(look: Callable[..., Look]) -> None:
    result = done(look, right=(0.66, 0.09, 0.25)).result()
    assert (result.scored, result.score, result.scores, result.faults) == (True, None, (), ())
    assert (result.reason, result.answer, result.worst) == (None, Answer.CANNOT_TELL, None)
    plain = to_builtins(result_file(result))
    assert plain["sway"]["romberg_quotient"] == pytest.approx(2.0, rel=0.1)
    assert [hold["score"] for hold in plain["holds"]] == [None, None]
    assert [hold["eyes"] for hold in plain["holds"]] == ["open", "closed"]
    assert plain["not_scored"] == []
    assert plain["time_in_band_s"] is None
    assert "eyes open" in plain["why"]


def test_a_hold_that_measures_sway_beside_others_counts_in_no_mean(look: Callable[..., Look]) -> None:
    text = FILE.replace('measures = "sway"\n', "").replace('eyes = "open"', 'eyes = "open"\nmeasures = "sway"')
    drill = read_drill(text, "mixed.toml")
    assert recorded_drill(drill_to_record(drill)) == drill
    result = done(look, drill=drill, right=(0.66, 0.09, 0.25)).result()
    swayed, held = result.tries
    assert (swayed.score, swayed.costs) == (None, ())
    assert held.score is not None
    assert held.score < 50
    assert (result.score, result.scores) == (held.score, (held.score,))
    assert min(f.onset_s for f in result.faults) > 5, "none in the quiet stance"
    assert result.sway is not None
    assert result.sway.closed is None
    assert result.worst == ("right", "heel")


def test_sway_needs_no_place_of_the_feet(look: Callable[..., Look]) -> None:
    board = load_board("plate")
    options = Options(asks=False, roll=True)
    assert "roll" not in {part.step.kind for part in parts_of(DRILLS["quiet-stance"], board, options)}
    assert "roll" in {part.step.kind for part in parts_of(DRILLS["tripod-hold"], board, options)}


@pytest.mark.parametrize("name", ["quiet-stance", "quiet-stance-60"])
def test_quiet_stance_measures_sway_with_both(name: str) -> None:
    drill = DRILLS[name]
    assert drill.measures_sway
    assert [(step.eyes, step.times) for step in drill.steps] == [("open", 3), ("closed", 3)]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("eyes = \"closed\"\n", ""), "eyes is missing"),
        (("feedback = false\neyes", "eyes"), "not cued"),
        (('eyes = "open"', 'eyes = "shut"'), "eyes"),
        (('measures = "sway"', 'measures = "height"'), "measures"),
        ((HOLD, 'kind = "rest"\ntext = "Rest."\nduration_s = 5\nmeasures = "sway"'), "measures belongs to a hold"),
        ((HOLD, 'kind = "rest"\ntext = "Rest."\nduration_s = 5\neyes = "open"'), "eyes belongs to a hold"),
        ((HOLD, 'kind = "reps"\ntext = "Hinge."\nreps = 3\ndepth_mm = 20\nfeedback = false'), "made of holds"),
    ],
)  # fmt: skip
def test_a_file_that_measures_sway_and_does_something_else_is_refused(change: tuple[str, str], says: str) -> None:
    assert change[0] in FILE
    with pytest.raises(DrillError, match=says):
        read_drill(FILE.replace(*change), "still.toml")


def test_a_hold_of_another_drill_may_say_what_the_eyes_do_and_is_scored() -> None:
    drill = read_drill(FILE.replace('measures = "sway"\n', ""), "still.toml")
    assert not drill.measures_sway
    assert [step.eyes for step in drill.steps] == ["open", "closed"]
    assert replace(drill, measures="sway").measures_sway
