"""Whoever stops an examination, or closes its window, loses no record that is there and leaves no half of one."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bench import Bench, bench, presses

from tripod.acceptance import Check, Finding
from tripod.live.acceptance import Asked, Done, Stopped, Wanted, examine_and_keep
from tripod.sources.stream import Stream
from tripod.storage.places import build_record_path


def goes_on(_: object) -> bool:
    return False


def examined_until(it: Bench, step: int, enough: Callable[[object], bool]) -> list[object]:
    """What was told until somebody stopped it, which is when `enough` says so of what was told."""
    clock, told, stop = it.clock(), [], []
    source = Stream("bench", it, lambda: it, clock)
    for each in examine_and_keep(
        source, clock, Wanted(step, "", 3.0, 4.0, it.usual_mass_kg), lambda: "now", lambda: bool(stop)
    ):
        told.append(each)
        if isinstance(each, Asked):
            presses(it, each.cell)
        if enough(each):
            stop.append(True)
    return told


def kept(it: Bench) -> tuple[list[dict], list[Path]]:
    """The steps that stand in the record, and what else lies beside it."""
    path = build_record_path(it.board_id)
    steps = json.loads(path.read_text("utf-8"))["steps"] if path.exists() else []
    return steps, [p for p in path.parent.glob("*") if p != path] if path.parent.exists() else []


@pytest.mark.parametrize(
    "enough",
    [lambda told: not isinstance(told, Finding), lambda told: isinstance(told, Asked) and told.cell == 1],
    ids=["while it is empty", "while it is pressed"],
)
def test_one_that_is_stopped_changes_nothing(enough: Callable[[object], bool]) -> None:
    examined_until(bench("insole-tonight"), 3, goes_on)
    before = kept(bench("insole-tonight"))
    with pytest.raises(Stopped):
        examined_until(bench("insole-tonight"), 4, enough)
    assert kept(bench("insole-tonight")) == before
    assert [step["step"] for step in before[0]] == [3]


def test_one_that_is_stopped_after_its_last_finding_is_kept_whole() -> None:
    told = examined_until(bench("insole-tonight"), 4, lambda t: isinstance(t, Finding) and t.check is Check.WEIGHT)
    assert isinstance(told[-1], Done)
    (step,), beside = kept(bench("insole-tonight"))
    assert (step["step"], step["verdict"], beside) == (4, "pass", [])
    assert len(step["checks"]) == sum(isinstance(t, Finding) for t in told)
