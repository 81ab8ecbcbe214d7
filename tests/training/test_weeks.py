"""Twelve weeks of pupils of each kind end where a coach would want, and real days are kept in the same form."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from tripod.storage.settings import own_drills
from tripod.training.plan import Kind

SCRIPT = Path(__file__).parents[2] / "calibration" / "weeks.py"


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("weeks_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


WEEKS = _script()


@pytest.mark.parametrize("name", list(WEEKS.PUPILS))
def test_twelve_weeks_end_where_a_coach_would_want(name: str) -> None:
    # A seed that the table does not have.
    found = WEEKS.trained(WEEKS.PUPILS[name](), weeks=12, days=3, seed=104)
    assert WEEKS.wrong(found) == []
    assert max(found.minutes) <= 10
    assert all(WEEKS.LIBRARY[chosen[-1].drill].has_reps for _, _, chosen in found.days), "each day ends in hinges"
    kinds = [kind for _, kind, _ in found.days]
    assert kinds.count(Kind.RETENTION) >= 4


@pytest.mark.parametrize("days", [2, 4, 5])
def test_nobody_stands_still_at_any_number_of_days_a_week(days: int) -> None:
    for name in ("slow", "MT1 light, nothing mends it", "back rounds, for good"):
        assert WEEKS.not_stuck(WEEKS.trained(WEEKS.PUPILS[name](), weeks=12, days=days, seed=7))


def test_the_rule_that_there_was_stood_still() -> None:
    found = WEEKS.before(WEEKS.PUPILS["perfect"](), weeks=6, days=3, seed=0)
    assert not WEEKS.not_stuck(found)
    assert found.silent > 10
    assert not any(WEEKS.LIBRARY[name].has_reps for names in found.names() for name in names)


SHORT = """
schema = 1
title = "{name}"
trains = "Short."
order = {order}
{leads}
corrects = ["mt1_light"]

[[step]]
{step}
"""
HOLD = 'kind = "hold"\ntext = "Stand."\nsay = "hold_tripod"\nduration_s = 8'
HINGE = """kind = "reps"
text = "Hinge."
say = "paced_hinge"
reps = 2
depth_mm = 25
tempo = { descent_s = 2, bottom_s = 1, ascent_s = 2, top_s = 1 }

[[step]]
kind = "check"
text = "Look."
questions = ["back_rounded"]"""


def test_real_days_are_kept_in_the_form_that_is_simulated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for of in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{of}_HOME", str(tmp_path))
    own_drills().mkdir(parents=True)
    chain = {"find-your-tripod": HOLD, "tripod-hold": HOLD, "paced-hinge": HINGE}
    names = list(chain)
    for order, (name, step) in enumerate(chain.items()):
        harder = f'harder = "{names[order + 1]}"' if order + 1 < len(names) else ""
        text = SHORT.format(name=name, order=order, leads=harder, step=step)
        (own_drills() / f"{name}.toml").write_text(text)
    still = HOLD.replace("8", "5") + '\nmeasures = "sway"\neyes = "open"\nfeedback = false'
    quiet = SHORT.format(name="quiet", order=0, leads="", step=still)
    (own_drills() / "quiet-stance.toml").write_text(quiet)
    monkeypatch.setattr("tripod.training.today.TEST_S", 5.0)
    monkeypatch.setattr("tripod.training.today.REST_S", 1.0)
    real = WEEKS.real_days(1, tmp_path)
    assert [e.drill for e in real] == ["quiet-stance", "find-your-tripod", "tripod-hold", "paced-hinge", "today"]
    assert all(e.day == 1 and e.kind == "assess" for e in real)
    assert [e.score is None for e in real] == [True, False, False, False, False]
    assert (real[0].reason, real[0].scores) == ("", ())
    assert real[0].sway is not None
    assert real[0].sway.open_mm_s is not None
    hinge = real[3]
    assert hinge.answers == {"back_rounded": False}
    holds = real[1:3]
    assert any(e.faults.get("mt1_light") for e in holds), "the pupil's habit"
    assert all(set(e.faults) <= {"mt1_light"} for e in holds)
    assert any(e.sides for e in holds)
    simulated = WEEKS.trained(WEEKS.PUPILS["usual"](), weeks=1, days=2, seed=0).diary.entries
    filled = {e.drill: e for e in simulated if e.day == 1}
    assert {e.drill for e in real} - {"today"} == set(filled)
    assert {(e.day, e.kind, e.feedback, e.against) for e in filled.values()} == {
        (e.day, e.kind, e.feedback, e.against) for e in real
    }
