"""The recorder against what really kills recordings: kill -9, and a full disk."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tripod.device.blocks import concatenate
from tripod.record.layout import SAMPLES, SUMMARY
from tripod.record.recording import open_recording

RECORD = """
import os, sys
from pathlib import Path
from tripod.live.session import Session
from tripod.sources import open_source

class Tell:
    def take(self, heard):
        if heard.measured is not None:
            os.write(1, b"%d\\n" % heard.measured.block.seq[-1])
    def finish(self):
        pass

session = Session(open_source(sys.argv[1]), listeners=(Tell(),))
session.record_from_start(Path(sys.argv[2]))
while session.step():
    pass
"""
"""Records in real time, and tells on its output which frames it has taken."""


def recording(folder: Path, seed: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", RECORD, f"virtual:quiet,board=insole,seed={seed}", str(folder)],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
    )


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10), ids=lambda batch: f"batch {batch}")
def test_killed_at_fifty_random_moments_it_opens_and_loses_a_second_at_most(tmp_path: Path, batch: int) -> None:
    rng = random.Random(11 + batch)
    lost: list[float] = []
    folders = [tmp_path / f"{k}" for k in range(5)]
    running = [recording(folder, 5 * batch + k) for k, folder in enumerate(folders)]
    try:
        for folder in folders:
            while not (folder / SAMPLES).exists() or (folder / SAMPLES).stat().st_size < 200:
                time.sleep(0.01)
        # Programs that start take all of a small machine; what is tried here is recording.
        time.sleep(0.5)
        for folder, process in zip(folders, running, strict=True):
            time.sleep(rng.random() * 0.5)
            process.send_signal(signal.SIGKILL)
            told, _ = process.communicate()
            block = concatenate(list(open_recording(folder).blocks()))
            assert (np.diff(block.seq) == 1).all()
            # By what the program had taken, not by a clock: on a busy machine it takes late, and that is no loss.
            taken = int(told.splitlines()[-1])
            lost.append((taken - int(block.seq[-1])) / 200)
            assert not (folder / SUMMARY).exists()
    finally:
        for process in running:
            process.kill()
            process.wait()
    print(f"kill -9 at 5 moments: {np.median(lost):.2f} s lost in the median, {max(lost):.2f} s at most")
    assert len(lost) == 5
    assert max(lost) < 1.0


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="this system has no limit on the size of files")
def test_a_full_disk_is_said_and_what_was_written_stays(tmp_path: Path) -> None:
    """A limit on file size stands in for the full disk: the same OSError from the same write."""
    folder = tmp_path / "r"

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tripod",
            "record",
            "virtual:quiet,rate_hz=1000,board=insole,seconds=20",
            "-o",
            str(folder),
        ],
        preexec_fn=limited,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(concatenate(list(open_recording(folder).blocks()))) > 500
