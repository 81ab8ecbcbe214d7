"""A rack check: good is earned, what is off is named, and what cannot be told says why; always within its time."""

from collections.abc import Callable
from math import nan, sin
from typing import Any

import pytest
from msgspec import to_builtins

from tripod.balance.judgement import Why
from tripod.boards import STANCE_FAULTS, load_board
from tripod.coach.announced import rack_word
from tripod.coach.phrases import LANGUAGES, phrase
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options
from tripod.drills.run.engine import Engine
from tripod.drills.run.event_lines import as_line
from tripod.drills.run.event_types import RackJudged
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.score.result_file import result_file
from tripod.drills.seen.look import Look, Three

PERIOD_S = 0.0125
SURE: dict[str, Three] = dict.fromkeys(("left", "right"), (0.02, 0.02, 0.02))
EVEN = (0.55, 0.27, 0.18)


def rack(look: Callable[..., Look], what: Callable[[float], dict[str, Any]], **given: Any) -> tuple[Engine, list[Any]]:
    of = Engine(Given(library()[0]["rack-check"], load_board("pads"), Options(), PERIOD_S, **{"unsure": SURE, **given}))
    events: list[Any] = []
    t = 0.0
    while of.state is not State.DONE and t < 30:
        events += of.take(look(t, **what(t)))
        t += PERIOD_S
    return of, events


@pytest.mark.parametrize(
    ("what", "given", "word", "foot"),
    [
        ({}, {}, "rack_good", ""),
        ({"right": (0.64, 0.10, 0.26)}, {}, "rack_mt1_light", "right"),
        ({"left": (0.80, 0.12, 0.08)}, {}, "rack_heel_heavy", "left"),
        ({"left": (0.62, 0.20, 0.18)}, {"unsure": dict.fromkeys(("left", "right"), (0.001,) * 3)}, None, "left"),
        ({"load": (500.0, 240.0)}, {}, "rack_shift_left", ""),
        ({}, {"unsure": {}}, "rack_unsure", ""),
        ({}, {"unsure": dict.fromkeys(("left", "right"), (0.3,) * 3)}, "rack_unsure", ""),
        ({}, {"warm": False}, "rack_warming_up", ""),
        ({"left": None}, {}, "rack_too_little_load", ""),
        ({"left": None, "right": None}, {}, "rack_nobody", ""),
        ({"load": (nan, 370.0), "left": (nan, nan, nan)}, {}, "rack_no_reading", ""),
    ],
)
def test_one_word(
    look: Callable[..., Look], what: dict[str, Any], given: dict[str, Any], word: str | None, foot: str
) -> None:
    of, events = rack(look, lambda _t: what, **given)
    judged = next(e for e in events if isinstance(e, RackJudged))
    said = rack_word(judged.judgement)
    assert word is None or said == word
    assert word is not None or said in ("rack_heel_heavy", "rack_mt1_light")
    if judged.judgement.answer == "off":
        assert judged.judgement.foot == foot
    assert events[-1].t_s <= 20.0
    result = to_builtins(result_file(of.result()))
    assert result["rack"]["answer"] == result["answer"] == judged.judgement.answer.value
    assert result["score"] is None
    assert result["reason"] is None
    assert as_line(judged)["answer"] == judged.judgement.answer.value
    assert all(phrase(said, language, "right") for language in LANGUAGES)


def test_who_never_stands_still_is_told_so(look: Callable[..., Look]) -> None:
    _, events = rack(look, lambda t: {"cop": (40 * sin(5 * t), 100.0)})
    assert rack_word(next(e for e in events if isinstance(e, RackJudged)).judgement) == "rack_moving"
    assert events[-1].t_s <= 20.0


def test_who_steps_on_late_is_still_judged(look: Callable[..., Look]) -> None:
    off: dict[str, Any] = {"left": None, "right": None}
    _, events = rack(look, lambda t: off if t < 9 else {})
    judged = next(e for e in events if isinstance(e, RackJudged))
    assert rack_word(judged.judgement) == "rack_good"
    assert 10 < judged.t_s < 12


def test_a_reading_that_was_not_looked_at_yet_is_not_good(look: Callable[..., Look]) -> None:
    _, events = rack(look, lambda _t: {})
    assert next(e for e in events if isinstance(e, RackJudged)).t_s >= 3.0


def test_each_judgement_has_its_phrase() -> None:
    for language in LANGUAGES:
        # A rack check knows no weight, and what lies there is a wire to it.
        for why in set(Why) - {Why.JUST_BEGUN, Why.TOO_SHORT, Why.NO_FEEDBACK, Why.WEIGHT, Why.LIES}:
            assert phrase(f"rack_{why.value}", language), why
        for fault in set(STANCE_FAULTS) - {"sway"}:
            assert phrase(f"rack_{fault}", language, "left"), fault
        for point in ("heel", "mt1", "mt5"):
            assert phrase(f"rack_{point}_heavy", language, "left")
