"""The recorder against what really kills recordings: kill -9, and a full disk."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tripod.device.blocks import concatenate
from tripod.record.layout import SAMPLES, SUMMARY
from tripod.record.recording import open_recording

RECORDER = """
import os, sys
from pathlib import Path
from tripod.live.session import Session
from tripod.sources import open_source

class Tell:
    def __init__(self, told):
        self.told = told
    def take(self, heard):
        if heard.measured is not None:
            os.write(self.told, b"%d\\n" % heard.measured.block.seq[-1])
    def finish(self):
        pass

def record(source, folder):
    told = os.open(folder + ".told", os.O_WRONLY | os.O_CREAT)
    session = Session(open_source(source), listeners=(Tell(told),))
    session.record_from_start(Path(folder))
    while session.step():
        pass

for line in sys.stdin:
    what, *rest = line.split()
    if what == "record":
        pid = os.fork()
        if not pid:
            record(*rest)
            os._exit(0)
        print(pid, flush=True)
    else:
        print(os.waitpid(int(rest[0]), 0)[1], flush=True)
"""
"""Each recorder is a fork that records in real time and tells which frames it has taken; loading the program is what
costs, and is done once."""


class Recorders:
    """Programs that record, each a process of its own."""

    def __init__(self, starter: subprocess.Popen[str]) -> None:
        self._starter = starter

    def begin(self, folder: Path, seed: int) -> int:
        """Record into a folder; the process's id."""
        return self._ask(f"record virtual:quiet,board=insole,seed={seed} {folder}")

    def kill(self, process: int) -> int:
        """kill -9; the signal of which it died."""
        os.kill(process, signal.SIGKILL)
        return os.WTERMSIG(self._ask(f"wait {process}"))

    def _ask(self, what: str) -> int:
        assert self._starter.stdin
        assert self._starter.stdout
        self._starter.stdin.write(f"{what}\n")
        self._starter.stdin.flush()
        return int(self._starter.stdout.readline())


@pytest.fixture(scope="module")
def recorders() -> Iterator[Recorders]:
    starter = subprocess.Popen(
        [sys.executable, "-c", RECORDER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield Recorders(starter)
    finally:
        # Recorders that a test which failed has left are of the starter's group.
        os.killpg(starter.pid, signal.SIGKILL)
        starter.communicate()


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(5), ids=lambda batch: f"batch {batch}")
def test_killed_at_fifty_random_moments_it_opens_and_loses_a_second_at_most(
    recorders: Recorders, tmp_path: Path, batch: int
) -> None:
    rng = random.Random(11 + batch)
    lost: list[float] = []
    folders = [tmp_path / f"{k}" for k in range(10)]
    running = [recorders.begin(folder, 10 * batch + k) for k, folder in enumerate(folders)]
    for folder in folders:
        while not (folder / SAMPLES).exists() or (folder / SAMPLES).stat().st_size < 200:
            time.sleep(0.01)
    # Programs that start take all of a small machine; what is tried here is recording.
    time.sleep(0.5)
    for folder, process in zip(folders, running, strict=True):
        time.sleep(rng.random() * 0.25)
        assert recorders.kill(process) == signal.SIGKILL
        told = folder.with_suffix(".told").read_bytes()
        block = concatenate(list(open_recording(folder).blocks()))
        assert (np.diff(block.seq) == 1).all()
        # By what the program had taken, not by a clock: on a busy machine it takes late, and that is no loss.
        taken = int(told.splitlines()[-1])
        lost.append((taken - int(block.seq[-1])) / 200)
        assert not (folder / SUMMARY).exists()
    print(f"kill -9 at 10 moments: {np.median(lost):.2f} s lost in the median, {max(lost):.2f} s at most")
    assert len(lost) == 10
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
