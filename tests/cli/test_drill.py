"""`tripod drill`: whole drills, faster than real time, and the same again from their recording."""

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.cli.drill_command import drill
from tripod.cli import main
from tripod.storage.places import diary_path
from tripod.storage.settings import own_drills
from tripod.training.diary import read_diary

PUPIL = "virtual:pupil,board={board},seed=5,habit=mt1_light:right"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "board"), [("tripod-hold", "plate"), ("paced-hinge", "pads"), ("paced-hinge", "insole")]
)
def test_the_same_drill_over_its_recording_is_identical(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, board: str, name: str
) -> None:
    place = str(tmp_path / "r")
    live = drill(capsys, name, "--source", PUPIL.format(board=board), "--record", place)
    again = drill(capsys, "--source", place)
    # Who stands elsewhere than before is told so while they stand there; a recording says where they stood.
    assert again.pop("notices") == []
    del live["notices"]
    assert live == again
    assert live["scored"]
    assert live["simulated"]
    assert live["cues"]
    assert {"drill", "score", "time_in_band_s", "reps", "faults", "cues", "reason"} <= set(live)
    for fault in live["faults"]:
        assert set(fault) >= {"fault", "foot", "onset_s", "duration_s", "phase"}
    assert any(c["recovered"] for c in live["cues"] if c["words"])
    events = [json.loads(line) for line in (tmp_path / "r" / "events.jsonl").read_text().splitlines()]
    assert {"drill", "drill_event"} <= {e["event"] for e in events}
    assert {"begin", "fault", "cue", "try"} <= {e["happened"] for e in events if e["event"] == "drill_event"}


def test_another_drill_may_be_tried_on_a_recording(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = str(tmp_path / "r")
    main(["record", "virtual:quiet,board=plate,seconds=70", "-o", place, "--fast"])
    capsys.readouterr()
    assert drill(capsys, "tripod-hold", "--source", place, "--turned", "7")["score"] > 50
    assert main(["drill", "--source", place, "--json"]) == 1
    assert "holds no drill" in capsys.readouterr().err


@pytest.mark.slow
def test_today_runs_and_ends_with_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "--today", "--fast"]) == 0
    said = capsys.readouterr().out
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


@pytest.mark.slow
def test_three_coached_holds_set_the_baseline_and_the_next_drill_uses_it(capsys: pytest.CaptureFixture[str]) -> None:
    first = drill(capsys, "find-your-tripod", "--source", "virtual:pupil,board=pads,seed=5")
    assert first["reference"] == "convention"
    (baseline,) = read_diary(diary_path()).baselines.values()
    assert baseline.share["left"][0] == pytest.approx(0.57, abs=0.06)
    again = drill(capsys, "tripod-hold", "--source", "virtual:pupil,board=pads,seed=5")
    assert again["reference"] == "baseline"
    assert again["score"] > 85


@pytest.mark.slow
def test_a_fault_makes_no_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "find-your-tripod", "--source", PUPIL.format(board="pads"), "--fast", "--mute"]) == 0
    assert "No baseline is kept" in capsys.readouterr().out
    assert read_diary(diary_path()).baselines == {}


def test_what_is_heard_can_be_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    heard = tmp_path / "heard.wav"
    args = ["drill", "posterior-shift", "--fast", "--wav", str(heard)]
    assert main(args) == 0
    with wave.open(str(heard)) as sound:
        assert sound.getnframes() / sound.getframerate() > 30
        assert any(sound.readframes(20 * sound.getframerate()))
    assert main(args) == 1
    assert "is there already" in capsys.readouterr().err


def test_list_and_check(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own_drills().mkdir(parents=True)
    (own_drills() / "bad.toml").write_text("schema = 1\n")
    assert main(["drill", "--list"]) == 0
    said = capsys.readouterr()
    assert "paced-hinge" in said.out
    assert "bad.toml, line 1" in said.err
    good = tmp_path / "mine.toml"
    good.write_text('schema = 1\ntitle = "Mine"\ntrains = "x"\n[[step]]\nkind = "hold"\ntext = "y"\nduration_s = 5\n')
    assert main(["drill", "--check", str(good)]) == 0
    assert "is a drill: Mine" in capsys.readouterr().out
    assert main(["drill", "--check", str(tmp_path)]) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert main(["drill", "--check", str(tmp_path), "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "cannot be read" in said.err


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        ([], 2, "name a drill"),
        (["tripod-hold", "--today"], 2, "either"),
        (["tripod-hold", "--days", "3"], 2, "--days goes with --plan"),
        (["tripod-hold", "--mute", "--wav", "x.wav"], 2, "either"),
        (["--source", "nosuch"], 1, "There is no"),
        (["paced-hing"], 1, "Did you mean paced-hinge"),
        (["tripod-hold", "--source", "virtual:pupil,habit=mt1_ligth"], 1, "Did you mean mt1_light"),
        (["tripod-hold", "--source", "virtual:quiet,habit=sway"], 1, "belongs to virtual:pupil"),
        (["deadlift-reps", "--source", "virtual:pupil,board=insole"], 1, "does not carry a barbell"),
        (["deadlift-reps", "--bar", "400 kg", "--source", "virtual:pupil,board=pads"], 1, "Too heavy for this board"),
        (["tripod-hold", "--weight", "75,5"], 1, "decimals with a point"),
        (["one-leg-hold", "--foot", "right", "--source", "virtual:pupil,board=insole-left"], 1, "has no right foot"),
    ],
)
def test_wrong_input_is_one_sentence(capsys: pytest.CaptureFixture[str], args: list[str], code: int, says: str) -> None:
    assert main(["drill", *args, "--json"]) == code
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


def test_a_drill_that_ends_early_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    result = drill(capsys, "tripod-hold", "--source", "virtual:pupil,seconds=12")
    assert result["scored"] is False
    assert "stopped" in result["reason"]
    assert result["score"] is None


def test_a_named_drill_takes_the_place_of_the_recordings_own_and_nothing_is_kept_of_a_replay(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    place = str(tmp_path / "r")
    drill(capsys, "one-leg-hold", "--foot", "left", "--source", PUPIL.format(board="pads"), "--record", place)
    kept = read_diary(diary_path())
    assert [(e.drill, e.foot) for e in kept.entries] == [("one-leg-hold", "left")]
    assert drill(capsys, "--source", place)["drill"] == "one-leg-hold"
    assert drill(capsys, "quiet-stance", "--source", place)["drill"] == "quiet-stance"
    assert read_diary(diary_path()) == kept


@pytest.mark.slow
def test_a_replays_sound_is_what_was_heard_live(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place, live, again = str(tmp_path / "r"), tmp_path / "live.wav", tmp_path / "again.wav"
    source = "virtual:pupil,board=pads,seed=5,habit=mt1_light:right"
    assert main(["drill", "posterior-shift", "--fast", "--source", source, "--record", place, "--wav", str(live)]) == 0
    assert main(["drill", "--source", place, "--wav", str(again)]) == 0
    capsys.readouterr()
    sounds = []
    for path in (live, again):
        with wave.open(str(path)) as sound:
            rate = sound.getframerate()
            sounds.append(np.frombuffer(sound.readframes(sound.getnframes()), np.int16).reshape(-1, 2).astype(float))
    n = min(map(len, sounds))
    assert n > 30 * rate
    loud = [np.sqrt((s[: n - n % rate].reshape(-1, rate, 2) ** 2).mean(axis=(1, 2))) > 100 for s in sounds]
    assert (loud[0] == loud[1]).all()


@pytest.mark.parametrize(
    "memory",
    ['{"counts":{"mt1_light":5}}', '{"counts":{"a":{"b":[1,2]}}}', '{"counts":{},"useless_sessions":{"a":"b"}}'],
)
def test_a_damaged_memory_of_cues_costs_itself_and_is_said(capsys: pytest.CaptureFixture[str], memory: str) -> None:
    diary_path().parent.mkdir(parents=True, exist_ok=True)
    damaged = f'{{"schema":1,"entries":[],"baselines":{{}},"memory":{memory}}}'
    diary_path().write_text(damaged)
    assert main(["drill", "posterior-shift", "--fast"]) == 0
    assert "The memory of cues of the diary" in capsys.readouterr().err
    assert len(read_diary(diary_path()).entries) == 1
    assert diary_path().with_name("diary-damaged-1.json").read_text() == damaged


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("drill", "steps", 0, "times"), 10**30),
        (("drill", "steps", 0, "times"), []),
        (("drill", "steps", 0, "duration_s"), -5),
        (("drill", "steps", 0, "duration_s"), "x"),
        (("drill", "steps", 0, "kind"), "zz"),
        (("drill", "steps"), None),
        (("drill", "bands"), {"heel": ["a", "b"]}),
        (("coaching", "language"), "xx"),
        (("coaching", "fading"), "x"),
        (("coaching", "memory"), {"counts": 3}),
        (("options", "foot"), "third"),
        (("options", "weight_kg"), "heavy"),
        (("baseline",), {"share": 1}),
    ],
)
def test_a_recorded_drill_that_was_damaged_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, place: tuple[str | int, ...], value: object
) -> None:
    folder = tmp_path / "r"
    drill(capsys, "tripod-hold", "--source", "virtual:pupil,seconds=6", "--record", str(folder))
    events = [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]
    at = next(e for e in events if e["event"] == "drill")
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value
    (folder / "events.jsonl").write_text("".join(json.dumps(e) + "\n" for e in events))
    assert main(["drill", "--source", str(folder), "--json"]) == 1
    said = capsys.readouterr().err
    assert "cannot read" in said
    assert "holds no drill that can be read" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_recording_that_was_cut_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "r"
    whole = drill(capsys, "posterior-shift", "--source", PUPIL.format(board="pads"), "--record", str(folder))
    assert whole["to_its_end"]
    samples = folder / "samples.csv"
    lines = samples.read_text().splitlines(keepends=True)
    samples.write_text("".join(lines[: len(lines) // 2]))
    assert main(["drill", "--source", str(folder), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["to_its_end"] is False
    assert "ends before the drill does" in said.err


def test_an_empty_board_is_asked_for_a_person_and_given_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "tripod-hold", "--source", "virtual:empty,board=pads", "--fast"]) == 1
    said = capsys.readouterr()
    assert said.out.count("Step on: left and right.") == 1
    assert "Nobody took the place" in said.err


@pytest.mark.slow
def test_accepted_reps_are_what_later_ones_are_held_against(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = "virtual:pupil,board=plate,seed=3"
    first = drill(capsys, "paced-hinge", "--source", source, "--accept")
    assert "held against" not in first["why"]
    place = str(tmp_path / "r")
    second = drill(capsys, "paced-hinge", "--source", source, "--record", place)
    assert "held against your own reps of" in second["why"]
    assert second["score"] <= first["score"]
    assert drill(capsys, "--source", place) == second
    assert main(["drill", "hinge-reps", "--source", source, "--json"]) == 0
    assert "held against" not in json.loads(capsys.readouterr().out)["why"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["paced-hinge", "--source", "virtual:pupil,board=insole,cal=nominal,seed=3"], "until it is calibrated"),
    ],
)
def test_what_cannot_be_accepted_fails_after_the_result(
    capsys: pytest.CaptureFixture[str], args: list[str], says: str
) -> None:
    assert main(["drill", *args, "--accept", "--json"]) == 1
    said = capsys.readouterr()
    assert says in said.err
    assert json.loads(said.out)["drill"] == args[0]


def test_a_hinge_that_nobody_did_is_not_scored(capsys: pytest.CaptureFixture[str]) -> None:
    result = drill(capsys, "paced-hinge", "--source", "virtual:quiet,board=plate")
    assert not result["scored"]
    assert "no rep was found" in result["reason"]


@pytest.mark.slow
def test_a_diary_that_cannot_be_kept_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tripod.live.session_controls.diary_path", lambda _: Path("/proc/nope/diary.json"))
    assert main(["drill", "one-leg-hold", "--source", "virtual:pupil,board=plate", "--json"]) == 1
    said = capsys.readouterr()
    assert "diary" in said.err
    assert json.loads(said.out)["scored"]


def test_boards_of_one_seed_are_two(capsys: pytest.CaptureFixture[str]) -> None:
    ids = set()
    for board in ("pads", "plate", "insole", "plate-three"):
        assert main(["monitor", f"virtual:quiet,board={board}", "--seconds", "1", "--fast", "--json"]) == 0
        ids.add(json.loads(capsys.readouterr().out)["board_id"])
    assert len(ids) == 4


def test_today_says_when_the_board_does_not_read_what_one_weighs(capsys: pytest.CaptureFixture[str]) -> None:
    # The ready check comes first; what follows it says nothing of the weight.
    source = "virtual:pupil,board=plate,seed=3,seconds=40"
    fine = drill(capsys, "--today", "--source", source)
    assert fine["ready"]["fine"]
    assert abs(fine["ready"]["weight_off"]) < 0.02
    heavy = drill(capsys, "--today", "--source", f"{source},weight_kg=82")
    assert heavy["ready"]["weight_off"] == pytest.approx(82 / 75 - 1, abs=0.01)
    assert "9 % more" in heavy["ready"]["problems"][0]


@pytest.mark.slow
def test_what_the_coach_knows_of_its_words_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "--cues"]) == 0
    assert "What helps virtual pupils: nothing yet" in capsys.readouterr().out
    drill(capsys, "tripod-hold", "--source", PUPIL.format(board="pads"))
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


def test_what_is_asked_for_in_json_is_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('schema = 1\ntitle = "Mine"\ntrains = "x"\n[[step]]\nkind = "hold"\ntext = "y"\nduration_s = 5\n')
    assert main(["drill", "--check", str(mine), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"name": "mine", "title": "Mine", "steps": 1, "length_s": 9.0}


@pytest.mark.slow
def test_checks_are_answered_in_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    looked = drill(capsys, "half-split", "--source", PUPIL.format(board="pads"), "--answer", "yes")
    assert looked["checks"][0]["yes"] is True
    assert looked["ended_early"] is None
    for args in ([], ["--answer", "no"]):
        ended = drill(capsys, "half-split", "--source", PUPIL.format(board="pads"), *args)
        assert "no half split" in ended["ended_early"]


def test_a_drill_that_has_nothing_for_a_target_is_not_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "quiet-stance", "--source", PUPIL.format(board="pads"), "--accept", "--json"]) == 1
    assert "nothing that could be accepted" in capsys.readouterr().err


def test_the_plan_is_shown_before_anything_was_done_and_can_be_of_other_days(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["drill", "--plan"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("4 weeks of 3 days")
    assert "Paced hinge: Shows how you hinge." in said
    assert main(["drill", "--plan", "--days", "5", "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["days_a_week"] == 5
    assert len(plan["ahead_if_each_goes_well"]) == 19
    assert {d["kind"] for d in plan["ahead_if_each_goes_well"]} == {"train", "retention", "lighter"}
    assert all(d["said"] for day in [plan["today"], *plan["ahead_if_each_goes_well"]] for d in day["drills"])
    diary_path().write_text("[]")
    assert main(["drill", "--plan"]) == 1
    assert "The diary is damaged" in capsys.readouterr().err


def test_a_drill_whose_file_is_wrong_is_named_with_its_fault(capsys: pytest.CaptureFixture[str]) -> None:
    own_drills().mkdir(parents=True)
    (own_drills() / "mine.toml").write_text('schema = 1\ntitle = "Mine"\ntrains = "x"\n', "utf-8")
    assert main(["drill", "mine", "--source", "virtual:pupil", "--fast"]) == 1
    assert "mine.toml" in capsys.readouterr().err
