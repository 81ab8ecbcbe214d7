"""A relapse brings the coach back within the set, in the real program, and a recording of it replays to the bit."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.own_hold import own_hold
from tripod.cli import main
from tripod.storage.places import diary_path
from tripod.training.diary import Diary, Entry, read_diary, write_diary

SOURCE = "virtual:pupil,board=pads,seed=5,habit=mt1_light:right"


@pytest.fixture
def faded(entry: Callable[..., Entry]) -> Callable[[int], None]:
    """A diary in which a drill went well so often."""

    def make(times: int) -> None:
        own_hold(say="hold_tripod", duration_s=24)
        board_id = drilled("--source", SOURCE.replace(",habit=mt1_light:right", "") + ",seconds=12")
        good = Entry(**{**vars(entry(95, drill="short")), "board_id": board_id})
        write_diary(diary_path(), Diary((good,) * times))

    def drilled(*args: str) -> str:
        assert main(["drill", "short", *args, "--json"]) in (0, 1)
        return read_diary(diary_path()).entries[-1].board_id

    return make


def events(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "events.jsonl").read_text("utf-8").splitlines()]


def test_four_good_scores_and_a_relapse(
    faded: Callable[[int], None], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    faded(4)
    capsys.readouterr()
    folder = tmp_path / "kept"
    assert main(["drill", "short", "--source", SOURCE, "--record", str(folder), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    happened = events(folder)
    (back,) = [e for e in happened if e.get("happened") == "coach_back"]
    assert (back["fault"], back["foot"]) == ("mt1_light", "right")
    spoken = [e for e in happened if e.get("happened") == "cue"]
    assert spoken
    assert spoken[0]["t_s"] == pytest.approx(back["t_s"], abs=1.0)
    onset = next(e for e in happened if e.get("happened") == "fault")["onset_s"]
    assert back["t_s"] - onset < 7, "not 53 s"
    assert read_diary(diary_path()).entries[-1].fading == 2
    assert main(["drill", "--source", str(folder), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert {k: v for k, v in again.items() if k != "notices"} == {k: v for k, v in result.items() if k != "notices"}
