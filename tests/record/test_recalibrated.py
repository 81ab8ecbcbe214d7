"""A recording under another calibration: the raw counts stay, the numbers are the new ones."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tripod.cli import main
from tripod.force.calibration import Calibration, to_file
from tripod.live.session import Session
from tripod.record.recalibrated import recalibrated
from tripod.record.recording import Recording, open_recording
from tripod.record.replay import Replay
from tripod.sources import fast_clock, open_source
from tripod.storage.versioned import write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Zeroed before it began."""
    folder = tmp_path_factory.mktemp("recalibrated") / "r"
    clock = fast_clock()
    session = Session(open_source("virtual:step,board=pads,seed=2", clock=clock), now=clock.now)
    while not session.pipeline.t_s >= 0.98:
        session.step()
    session.zero()
    session.start_recording(folder)
    while not session.pipeline.t_s >= 9:
        session.step()
    session.close()
    return folder


def total_n(recording: Recording) -> float:
    session = Session(Replay(recording))
    while session.step():
        pass
    total = session.snapshot().total_n
    session.close()
    return total


def doubled(calibration: Calibration) -> Calibration:
    return replace(calibration, cells=tuple(replace(law, gain=2 * law.gain) for law in calibration.cells))


def test_twice_the_gain_is_twice_the_load(folder: Path) -> None:
    recording = open_recording(folder)
    assert recording.tare_counts is not None
    again = recalibrated(recording, doubled(recording.calibration))
    assert total_n(again) == pytest.approx(2 * total_n(recording), rel=1e-9)
    assert again.learned.empty_n is None


def test_zeros_go_with_the_wires(folder: Path) -> None:
    recording = open_recording(folder)
    n = len(recording.board.cells)
    swapped = replace(recording.calibration, mapping=(1, 0, *range(2, n)), turned=(False, True, *[False] * (n - 2)))
    again = recalibrated(recording, swapped)
    before, after = recording.tare_counts, again.tare_counts
    assert before is not None
    assert after is not None
    assert (after[0], after[1]) == (before[1], -before[0])
    np.testing.assert_array_equal(after[2:], before[2:])
    # There and back again it is as it was.
    back = recalibrated(again, recording.calibration)
    np.testing.assert_array_equal(back.tare_counts, before)


def test_the_command_reads_under_a_named_calibration(folder: Path, tmp_path: Path, capsys) -> None:
    recording = open_recording(folder)
    raw = (folder / "samples.csv").read_bytes()
    new = replace(doubled(recording.calibration), board_id=recording.banner.board_id)
    write(to_file(new), tmp_path / "new.json")
    totals = []
    for more in ([], ["--calibration", str(tmp_path / "new.json")]):
        assert main(["monitor", str(folder), "--json", *more]) == 0
        totals.append(json.loads(capsys.readouterr().out)["total_n"])
    assert totals[1] == pytest.approx(2 * totals[0], rel=1e-3)
    assert (folder / "samples.csv").read_bytes() == raw
    again = tmp_path / "again"
    assert main(["record", str(folder), "-o", str(again), "--calibration", str(tmp_path / "new.json")]) == 0
    assert open_recording(again).calibration.cells[0].gain == new.cells[0].gain


@pytest.mark.parametrize("wrong", ["none", "other board", "no recording"])
def test_what_does_not_fit_is_one_sentence(folder: Path, tmp_path: Path, capsys, wrong: str) -> None:
    recording = open_recording(folder)
    file = tmp_path / "new.json"
    if wrong != "none":
        write(to_file(replace(recording.calibration, board_id="ab" * 8)), file)
    source = str(folder) if wrong != "no recording" else "virtual:quiet"
    assert main(["monitor", source, "--calibration", str(file)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("tripod: ")
    assert said.count("\n") == 1
