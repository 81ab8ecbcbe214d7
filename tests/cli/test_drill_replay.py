"""`tripod drill` over a recording of a drill: the same again, to the last bit, and what was heard with it."""

import json
import shutil
import wave
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cli.drill_command import HOLD, REPS, drill, own
from tripod.cli import main
from tripod.storage.places import diary_path
from tripod.training.diary import read_diary

PUPIL = "virtual:pupil,board={board},seed=5,habit=mt1_light:right"


@dataclass(frozen=True)
class Recorded:
    """A drill that was recorded and heard."""

    folder: Path
    heard: Path
    result: dict[str, Any]


@pytest.fixture(scope="module", params=[("hold", HOLD, "plate"), ("set", REPS, "pads"), ("set", REPS, "insole")])
def recorded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Done once for all that is asked of it; nothing may be written into its folder."""
    (name, text, board), place = request.param, tmp_path_factory.mktemp("recorded")
    folder, heard, said = place / "r", place / "live.wav", StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setenv("XDG_DATA_HOME", str(place / "data"))
        args = [own(name, text), "--source", PUPIL.format(board=board), "--record", str(folder), "--wav", str(heard)]
        assert main(["drill", *args, "--json"]) == 0
    return Recorded(folder, heard, json.loads(said.getvalue()))


@pytest.mark.slow
def test_the_same_drill_over_its_recording_is_identical(capsys: pytest.CaptureFixture[str], recorded: Recorded) -> None:
    live, again = dict(recorded.result), drill(capsys, "--source", str(recorded.folder))
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
    events = [json.loads(line) for line in (recorded.folder / "events.jsonl").read_text().splitlines()]
    assert {"drill", "drill_event"} <= {e["event"] for e in events}
    assert {"begin", "fault", "cue", "try"} <= {e["happened"] for e in events if e["event"] == "drill_event"}


@pytest.mark.slow
def test_a_replays_sound_is_what_was_heard_live(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, recorded: Recorded
) -> None:
    again = tmp_path / "again.wav"
    assert main(["drill", "--source", str(recorded.folder), "--wav", str(again)]) == 0
    sounds = []
    for path in (recorded.heard, again):
        with wave.open(str(path)) as sound:
            rate = sound.getframerate()
            sounds.append(np.frombuffer(sound.readframes(sound.getnframes()), np.int16).reshape(-1, 2).astype(float))
    n = min(map(len, sounds))
    assert n > 20 * rate
    loud = [np.sqrt((s[: n - n % rate].reshape(-1, rate, 2) ** 2).mean(axis=(1, 2))) > 100 for s in sounds]
    assert loud[0].any()
    assert (loud[0] == loud[1]).all()
    assert main(["drill", "--source", str(recorded.folder), "--wav", str(again)]) == 1
    assert "is there already" in capsys.readouterr().err


def test_a_recording_that_was_cut_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, recorded: Recorded
) -> None:
    assert recorded.result["to_its_end"]
    folder = tmp_path / "r"
    shutil.copytree(recorded.folder, folder)
    samples = folder / "samples.csv"
    lines = samples.read_text().splitlines(keepends=True)
    samples.write_text("".join(lines[: len(lines) // 2]))
    assert main(["drill", "--source", str(folder), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["to_its_end"] is False
    assert "ends before the drill does" in said.err


def test_another_drill_may_be_tried_on_a_recording(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = str(tmp_path / "r")
    main(["record", "virtual:quiet,board=plate,seconds=30", "-o", place, "--fast"])
    capsys.readouterr()
    assert drill(capsys, own("hold"), "--source", place, "--turned", "7")["score"] > 50
    assert main(["drill", "--source", place, "--json"]) == 1
    assert "holds no drill" in capsys.readouterr().err


def test_a_named_drill_takes_the_place_of_the_recordings_own_and_nothing_is_kept_of_a_replay(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    place, other = str(tmp_path / "r"), own("hold")
    drill(capsys, "one-leg-hold", "--foot", "left", "--source", PUPIL.format(board="pads"), "--record", place)
    kept = read_diary(diary_path())
    assert [(e.drill, e.foot) for e in kept.entries] == [("one-leg-hold", "left")]
    assert drill(capsys, "--source", place)["drill"] == "one-leg-hold"
    assert drill(capsys, other, "--source", place)["drill"] == other
    assert read_diary(diary_path()) == kept


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recording of a drill of which little was done; nothing may be written into it."""
    folder = tmp_path_factory.mktemp("begun") / "r"
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
        patch.setenv("XDG_DATA_HOME", str(folder.parent / "data"))
        args = ["drill", "tripod-hold", "--source", "virtual:pupil,seconds=6", "--record", str(folder), "--json"]
        assert main(args) == 0
    return folder


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
    capsys: pytest.CaptureFixture[str], tmp_path: Path, begun: Path, place: tuple[str | int, ...], value: object
) -> None:
    folder = tmp_path / "r"
    shutil.copytree(begun, folder)
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
