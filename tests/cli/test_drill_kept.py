"""`tripod drill`: what is kept of what was done: diary, baseline, targets, what helped."""

import json
from pathlib import Path

import pytest

from tests.cli.drill_command import HOLD, REPS, drill, own
from tripod.cli import main
from tripod.storage.places import diary_path
from tripod.training.diary import read_diary

PUPIL = "virtual:pupil,board={board},seed=5,habit=mt1_light:right"


@pytest.mark.slow
def test_today_runs_ends_with_one_sentence_and_sets_the_baseline_that_the_next_drill_uses(
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = "virtual:pupil,board=pads,seed=5"
    assert main(["drill", "--plan"]) == 0
    planned = capsys.readouterr().out.splitlines()
    assert main(["drill", "--today", "--source", source, "--fast"]) == 0
    said = capsys.readouterr().out
    day = said.splitlines()[: next(n for n, line in enumerate(said.splitlines()) if "Ready check" in line)]
    assert day[0].startswith("Now: week 1, day 1")
    assert day == planned[1 : 1 + len(day)], "plan and Today say the same day in the same words"
    assert "Test hold" in said
    assert "The test hold:" in said or "not both scored" in said
    kept = read_diary(diary_path()).entries
    assert [e.drill for e in kept] == ["quiet-stance", "find-your-tripod", "tripod-hold", "paced-hinge", "today"]
    assert all(e.simulated and e.day == 1 and e.kind == "assess" for e in kept)
    assert main(["drill", "--plan", "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert [d["drill"] for d in plan["done"][0]["drills"]] == [e.drill for e in kept]
    assert plan["today"]["again"]
    assert len(plan["ahead_if_each_goes_well"]) == 11
    # Three coached holds of it set a baseline.
    (baseline,) = read_diary(diary_path()).baselines.values()
    assert baseline.share["left"][0] == pytest.approx(0.57, abs=0.06)
    again = drill(capsys, own("hold"), "--source", source)
    assert again["reference"] == "baseline"
    assert again["score"] > 85


@pytest.mark.slow
def test_three_coached_holds_make_a_baseline_and_with_a_fault_they_make_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = own("three", HOLD.replace("duration_s = 15", "duration_s = 10\ntimes = 3\nbaseline = true"))
    # Who does what is asked for only after two seconds stands wrong for a good part of it.
    slow = PUPIL.format(board="pads") + ",delay=2"
    assert main(["drill", name, "--source", slow, "--fast", "--mute"]) == 0
    assert "No baseline is kept" in capsys.readouterr().out
    assert read_diary(diary_path()).baselines == {}
    first = drill(capsys, name, "--source", "virtual:pupil,board=pads,seed=5")
    assert first["reference"] == "convention"
    assert len(read_diary(diary_path()).baselines) == 1


@pytest.mark.slow
def test_accepted_reps_are_what_later_ones_are_held_against(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source, name = "virtual:pupil,board=plate,seed=3", own("set", REPS)
    first = drill(capsys, name, "--source", source, "--accept")
    assert "held against" not in first["why"]
    place = str(tmp_path / "r")
    second = drill(capsys, name, "--source", source, "--record", place)
    assert "held against your own reps of" in second["why"]
    assert second["score"] <= first["score"]
    assert drill(capsys, "--source", place) == second
    assert main(["drill", own("other", REPS), "--source", source, "--json"]) == 0
    assert "held against" not in json.loads(capsys.readouterr().out)["why"]


def test_what_cannot_be_accepted_fails_after_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    args = [own("set", REPS), "--source", "virtual:pupil,board=insole,cal=nominal,seed=3"]
    assert main(["drill", *args, "--accept", "--json"]) == 1
    said = capsys.readouterr()
    assert "until it is calibrated" in said.err
    assert json.loads(said.out)["drill"] == args[0]


def test_a_drill_that_has_nothing_for_a_target_is_not_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "quiet-stance", "--source", PUPIL.format(board="pads"), "--accept", "--json"]) == 1
    assert "nothing that could be accepted" in capsys.readouterr().err


@pytest.mark.parametrize(
    "memory",
    ['{"counts":{"mt1_light":5}}', '{"counts":{"a":{"b":[1,2]}}}', '{"counts":{},"useless_sessions":{"a":"b"}}'],
)
def test_a_damaged_memory_of_cues_costs_itself_and_is_said(capsys: pytest.CaptureFixture[str], memory: str) -> None:
    diary_path().parent.mkdir(parents=True, exist_ok=True)
    damaged = f'{{"schema":1,"entries":[],"baselines":{{}},"memory":{memory}}}'
    diary_path().write_text(damaged)
    assert main(["drill", own("hold"), "--fast"]) == 0
    assert "The memory of cues of the diary" in capsys.readouterr().err
    assert len(read_diary(diary_path()).entries) == 1
    assert diary_path().with_name("diary-damaged-1.json").read_text() == damaged


@pytest.mark.slow
def test_a_diary_that_cannot_be_kept_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tripod.live.session_controls.diary_path", lambda _: Path("/proc/nope/diary.json"))
    assert main(["drill", own("hold"), "--source", "virtual:pupil,board=plate", "--json"]) == 1
    said = capsys.readouterr()
    assert "diary" in said.err
    assert json.loads(said.out)["scored"]


@pytest.mark.slow
def test_what_the_coach_knows_of_its_words_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "--cues"]) == 0
    assert "What helps virtual pupils: nothing yet" in capsys.readouterr().out
    drill(capsys, own("hold"), "--source", PUPIL.format(board="pads"))
    diary = read_diary(diary_path())
    assert diary.memory is None
    assert diary.rehearsed.counts["mt1_light"]
    assert main(["drill", "--cues"]) == 0
    said = capsys.readouterr().out
    assert "What helps you: nothing yet" in said, "a virtual pupil says nothing of a person"
    assert "rolling outward: not enough yet" in said
    assert "Push the floor away under the bases of both big toes." in said
    assert main(["drill", "--cues", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["virtual pupils"][0]["fault"] == "mt1_light"
