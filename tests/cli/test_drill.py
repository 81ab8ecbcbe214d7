"""`tripod drill`: what may be asked for, and what it says where that cannot be."""

import json
from pathlib import Path

import pytest

from tests.cli.drill_command import REPS, drill, own
from tripod.cli import main
from tripod.storage.places import diary_path
from tripod.storage.settings import own_drills

PUPIL = "virtual:pupil,board={board},seed=5,habit=mt1_light:right"


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


def test_an_empty_board_is_asked_for_a_person_and_given_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "tripod-hold", "--source", "virtual:empty,board=pads", "--fast"]) == 1
    said = capsys.readouterr()
    assert said.out.count("Step on: left and right.") == 1
    assert "Nobody took the place" in said.err


def test_a_hinge_that_nobody_did_is_not_scored(capsys: pytest.CaptureFixture[str]) -> None:
    result = drill(capsys, own("set", REPS), "--source", "virtual:quiet,board=pads")
    assert not result["scored"]
    assert "no rep was found" in result["reason"]


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
