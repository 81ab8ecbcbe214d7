"""`tripod drill`: where the feet stand is found by rolling, or by standing on each point."""

from pathlib import Path

import pytest

from tests.cli.drill_command import drill
from tripod.cli import main
from tripod.storage.places import diary_path


def test_a_roll_alone_says_what_it_found_has_no_score_and_is_kept_nowhere(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pupil, place = "virtual:pupil,board=plate,turned=15,seed=5", str(tmp_path / "r")
    assert main(["drill", "where-i-stand", "--source", pupil, "--fast", "--record", place]) == 0
    said = capsys.readouterr().out
    assert said.count("Found: left 1") == 2, "when it happens, and at the end"
    assert "score" not in said
    assert "None" not in said
    assert main(["drill", "--source", place]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == said.splitlines()[-1]
    again = drill(capsys, "--source", place)
    assert (again["scored"], again["score"], again["reason"]) == (False, None, None)
    assert again["stance"]["left"]["turn_deg"] == pytest.approx(15, abs=6)
    assert not diary_path().exists()


def test_standing_on_each_point_replays_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pupil, place = "virtual:pupil,board=plate,turned=15,seed=5", str(tmp_path / "r")
    live = drill(capsys, "on-each-point", "--source", pupil, "--fast", "--record", place)
    again = drill(capsys, "--source", place)
    assert live["stance"] == again["stance"]
    assert live["stance"]["left"]["known"] == "points"
    assert live["stance"]["left"]["turn_deg"] == pytest.approx(15, abs=4)


def test_a_roll_that_was_none_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "where-i-stand", "--source", "virtual:quiet,board=plate,seconds=40", "--fast"]) == 0
    said = capsys.readouterr().out
    assert "hardly went towards one of its points. Once more, please." in said
    assert said.splitlines()[-1].startswith("Not found: the weight of the left foot")
    assert main(["drill", "where-i-stand", "--source", "virtual:pupil,board=pads", "--fast"]) == 1
    assert "it does not ask where they stand" in capsys.readouterr().err
