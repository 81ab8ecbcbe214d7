"""Dates that cannot be true are told from those that can, and count for nothing."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.own_hold import own_hold
from tripod.cli import main
from tripod.storage.places import diary_path
from tripod.training.correct import rounds_of
from tripod.training.dates import lately, odd_days
from tripod.training.diary import Diary, Entry, read_diary, write_diary
from tripod.training.people import add

NOW = "2026-11-30T18:00:00+01:00"
SOURCE = "virtual:pupil,board=pads,seed=5"


@pytest.mark.parametrize(
    ("made", "odd"),
    [
        ("2019-12-31T23:59:00+00:00", True), ("2020-01-01", False), ("2026-11-30T23:59:00+01:00", False),
        # Somewhere else it is tomorrow already.
        ("2026-12-01T09:00:00+13:00", False), ("2026-12-02", True), ("2099-01-01", True), ("1970-01-01", True),
        ("yesterday", False), ("", False),
    ],
)  # fmt: skip
def test_what_cannot_be_true(made: str, odd: bool) -> None:
    assert odd_days([made], NOW) == ([made[:10]] if odd else [])


def test_they_are_told_in_their_order() -> None:
    assert odd_days(["2099-01-01", "2026-01-01", "1999-01-01"], NOW) == ["1999-01-01", "2099-01-01"]


def test_what_is_later_than_now_is_not_lately(entry: Callable[..., Entry]) -> None:
    assert lately("2026-11-24", NOW, 7)
    assert not lately("2026-11-23", NOW, 7)
    assert lately("2026-12-01", NOW, 7)
    assert not lately("2099-01-01", NOW, 7)
    work = replace(entry(None), against="mt1_light")
    done = [replace(work, made=f"{day}T10:00:00+01:00") for day in ("2099-01-01", "2099-01-02", "2026-11-29")]
    assert rounds_of("mt1_light", done, NOW) == 1


def _do_short() -> None:
    own_hold(say="hold_tripod")
    assert main(["drill", "short", "--source", SOURCE, "--fast"]) == 0


def _keep(done: Entry, *made: str) -> None:
    diary_path().parent.mkdir(parents=True, exist_ok=True)
    write_diary(diary_path(), Diary(tuple(replace(done, made=f"{day}T10:00:00+01:00", day=1) for day in made)))


def test_the_plan_says_that_it_cannot_know_how_long_somebody_was_away(capsys: pytest.CaptureFixture[str]) -> None:
    _do_short()
    (done,) = read_diary(diary_path()).entries
    _keep(done, "2026-01-01", "2099-01-01")
    capsys.readouterr()
    assert main(["drill", "--plan", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["today"]["odd_dates"] == ["2099-01-01"]
    assert main(["drill", "--plan"]) == 0
    assert "One entry is dated before 2020 or after today (2099-01-01" in capsys.readouterr().out


@pytest.mark.parametrize("before", ["2099-01-01", "2026-01-01"])
def test_a_clock_that_went_back_is_said_when_it_is_written(
    entry: Callable[..., Entry], capsys: pytest.CaptureFixture[str], before: str
) -> None:
    _keep(entry(80), before)
    _do_short()
    assert ("and what you did before as of 2099-01-01" in capsys.readouterr().out) == before.startswith("2099")


def test_a_coach_sees_that_a_date_is_doubted(entry: Callable[..., Entry], capsys: pytest.CaptureFixture[str]) -> None:
    add("P-07")
    write_diary(diary_path("P-07"), Diary((replace(entry(80), made="2099-01-01T10:00:00+01:00"),)))
    assert main(["people"]) == 0
    assert "2099-01-01 (clock wrong?), drills in 7 days: 0" in capsys.readouterr().out
    assert main(["people", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["people"]
    assert (one["last_session_doubted"], one["drills_this_week"]) == (True, 0)
