"""Days of the plan through the real program and real files: each of short drills, so that a day takes seconds."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.storage.places import diary_path
from tripod.training.choose_drills import Why
from tripod.training.diary import Diary, Entry, Owed, read_diary, write_diary
from tripod.training.plan import Kind

SCRIPT = Path(__file__).parents[2] / "calibration" / "real_weeks.py"
SCENARIO = "pupil,board=pads,seed=3"


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("real_weeks_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


REAL = _script()


@pytest.fixture(autouse=True)
def short_drills(monkeypatch: pytest.MonkeyPatch) -> None:
    REAL.shorten()
    monkeypatch.setattr("tripod.training.today.TEST_S", 5.0)
    monkeypatch.setattr("tripod.training.today.REST_S", 1.0)


def board_id() -> str:
    session = Session(open_source(f"virtual:{SCENARIO}", clock=fast_clock()))
    while session.pipeline.setup is None:
        session.step()
    session.close()
    return session.pipeline.setup.banner.board_id


def train(day: int, owed: bool = False) -> Any:
    """The day of training with this number of somebody who did well so far; `owed`: hero pose is owed."""
    board = board_id()
    entries = [
        Entry(f"2026-01-0{1 + n}T18:00:00", name, "pads", board, 80, (80,), {}, simulated=True, day=number, kind=kind)
        for n, (number, kind) in enumerate(((1, "assess"), (day - 1, "")) if day > 2 else ((1, "assess"),))
        for name in ("find-your-tripod", "tripod-hold", "paced-hinge")
    ]
    work = {"mt1_light": Owed("tripod-hold", 3, "hero-pose", board, True)} if owed else {}
    write_diary(diary_path(), Diary(tuple(entries), owed=work))
    return REAL.real_day("2026-01-04T18:00:00+00:00", SCENARIO)


def test_work_that_is_owed_is_brought_by_the_next_real_day_and_then_the_drill_again() -> None:
    day = train(2, owed=True)
    whys = {c.drill: (c.why, c.against) for c in day.chosen}
    assert whys["hero-pose"] == (Why.WORK, "mt1_light")
    assert whys["tripod-hold"] == (Why.AGAIN, "mt1_light")
    assert day.owed_before == ("mt1_light",)
    assert day.owed_after == (), "nothing was wrong any more"
    assert [e.drill for e in read_diary(diary_path()).entries if e.against] == ["hero-pose", "tripod-hold"]
    assert day.chosen[-1].drill in ("posterior-shift", "paced-hinge", "hinge-reps")


@pytest.mark.parametrize(("number", "kind"), [(6, Kind.RETENTION), (10, Kind.LIGHTER)])
def test_days_that_show_what_stayed_and_lighter_days_are_announced_aloud(number: int, kind: Kind) -> None:
    day = train(number)
    assert day.kind is kind
    assert kind.value in day.announced
    assert {e.kind for e in day.entries} == {kind.value}
    assert all(not e.feedback for e in day.entries if e.score is not None) == (kind is Kind.RETENTION)
