"""Ctrl+C: a recording gets its summary however often it is pressed, or it is said that it has none."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tripod.cli import main
from tripod.cli.interrupts import Interrupts
from tripod.live.session import Session
from tripod.record.layout import EVENTS, SAMPLES, SUMMARY
from tripod.record.recorder import Recorder
from tripod.record.recording import open_recording

COMMANDS = {
    "record": ["record", "virtual:quiet,board=pads", "-o", "{folder}"],
    "monitor": ["monitor", "virtual:quiet,board=pads", "--seconds", "60", "--record", "{folder}"],
    "drill": ["drill", "quiet-stance", "--mute", "--record", "{folder}"],
}


@pytest.fixture
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A command that records into `tmp_path / "r"`, in which there are samples."""
    args = [arg.format(folder=tmp_path / "r") for arg in COMMANDS[request.param]]
    process = subprocess.Popen(
        [sys.executable, "-m", "tripod", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    samples = tmp_path / "r" / SAMPLES
    while not (samples.exists() and samples.stat().st_size > 2000):
        assert process.poll() is None
        time.sleep(0.02)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize("running", COMMANDS, indirect=True)
def test_twice_in_a_row_leaves_a_summary(running: subprocess.Popen[str], tmp_path: Path) -> None:
    running.send_signal(signal.SIGINT)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate()
    assert running.returncode == 0, err
    assert "Traceback" not in err
    assert json.loads((tmp_path / "r" / SUMMARY).read_text("utf-8"))["rows"] > 0
    assert open_recording(tmp_path / "r").cut_bytes == 0


@pytest.mark.slow
@pytest.mark.parametrize("running", ["record"], indirect=True)
def test_a_folder_that_is_deleted_is_said_at_once_and_at_the_end(
    running: subprocess.Popen[str], tmp_path: Path
) -> None:
    folder, beside = tmp_path / "r", tmp_path / "r-2"
    shutil.rmtree(folder)
    assert running.stderr
    said = ""
    while "deleted, moved or changed" not in said:
        said = running.stderr.readline()
        assert said, "it ended and said nothing"
    while not (beside / SAMPLES).exists() or (beside / SAMPLES).stat().st_size < 2000:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert running.returncode == 1
    for text in (said, out, err):
        assert str(folder) in text
        assert str(beside) in text
    assert json.loads((beside / SUMMARY).read_text("utf-8"))["folders"] == [str(folder), str(beside)]
    assert open_recording(beside).events is not None
    assert not folder.exists()


def test_the_first_asks_the_second_is_answered_and_the_third_is_heard(capfd: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts() as interrupts:
        assert not interrupts.asked
        signal.raise_signal(signal.SIGINT)
        assert interrupts.asked
        assert capfd.readouterr().err == ""
        signal.raise_signal(signal.SIGTERM)
        assert "Ctrl+C once more leaves without" in capfd.readouterr().err
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_who_does_not_wait_for_the_end_is_told_what_is_missing(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A disk that hangs: whoever waits for the recorder presses the keys three times."""
    join, step = Recorder.join, Session.step

    def hangs(recorder: Recorder) -> None:
        join(recorder)
        (recorder.folder / SUMMARY).unlink()
        for _ in range(3):
            signal.raise_signal(signal.SIGINT)

    def steps(session: Session) -> bool:
        return step(session) and session.pipeline.frames < 5

    monkeypatch.setattr(Recorder, "join", hangs)
    monkeypatch.setattr(Session, "step", steps)
    assert main([arg.format(folder=tmp_path / "r") for arg in command]) == 1
    err = capfd.readouterr().err
    assert f"The recording {tmp_path / 'r'} has no summary.json" in err
    assert (tmp_path / "r" / EVENTS).exists()
