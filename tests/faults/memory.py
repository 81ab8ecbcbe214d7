"""Hours of recording at 1 kHz x 6: memory must stay flat."""

import gc
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from numbered import RATE_HZ, banner, frame
from table import Effort, Row, Tally, require

from tripod.live.session import Session
from tripod.sources import Clock
from tripod.sources.stream import Stream

MOST_MB_AN_HOUR = 0.3
MOST_MB = 8.0
"""Of a recording that is read as fast as it can be, and recorded anew: what may wait for the disk."""
BLOCK_FRAMES = 50
WARM_MINUTES = 3


def rows(effort: Effort, scale: float) -> list[Row]:
    """Simulated minutes of recording; then, but in the quick form, that recording recorded anew."""
    minutes = max(int(effort.pick(3, 60, 480) * scale), 2)
    with TemporaryDirectory() as parent:
        folder = Path(parent) / "r"
        out = [_recording(folder, minutes, min(WARM_MINUTES, minutes // 2))]
        if effort is not Effort.QUICK:
            out.append(_anew(folder, Path(parent) / "anew"))
    return out


def _recording(folder: Path, minutes: int, warm: int) -> Row:
    tally = Tally("memory: recording at 1 kHz x 6", unit="simulated minutes", amount=minutes)
    clock = _Clock()
    port = _Board(clock)
    session = Session(Stream("faults", port, lambda: port, Clock(clock, clock.sleep)), now=clock)
    session.record_from_start(folder)
    held: list[float] = []
    with tally.case("one recording"):
        while len(held) < minutes:
            session.step()
            if clock.now_s >= 60 * (len(held) + 1):
                held.append(_held_mb(session))
        session.snapshot()
        session.close()
        require(not session.recording.error, session.recording.error)
        after = held[warm - 1 :]
        # The middle of all slopes: one step, where the allocator takes another page, is no growth.
        slopes = [(b - a) / (j - i) for i, a in enumerate(after) for j, b in enumerate(after) if j > i]
        an_hour, grown = 60 * median(slopes), after[-1] - after[0]
        tally.lost = f"{an_hour:.2f} MB an hour, {grown:.2f} MB in all; {held[-1]:.0f} MB at the end"
        # Over minutes a single page would be megabytes an hour.
        require(grown <= max(2.0, MOST_MB_AN_HOUR * len(after) / 60), f"memory grows: {tally.lost}")
    return tally.row()


def _held_mb(session: Session) -> float:
    """Memory of this process, without what waits for the disk: minutes that last a second let much of it wait."""
    recorder = session.recording._recorder
    while recorder is not None and not recorder._queue.empty():
        time.sleep(0.01)
    gc.collect()
    return psutil.Process().memory_info().rss / 1e6


def _anew(folder: Path, into: Path) -> Row:
    """As fast as it can be read: the recorder may not fall behind without bound."""
    tally = Tally(
        "memory: that recording, recorded anew", unit="bytes", amount=sum(p.stat().st_size for p in folder.iterdir())
    )
    with tally.case("one recording"):
        held: list[float] = []
        command = [sys.executable, "-m", "tripod", "monitor", str(folder), "--record", str(into), "--json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ) as process:
            while process.poll() is None:
                try:
                    held.append(psutil.Process(process.pid).memory_info().rss / 1e6)
                except psutil.NoSuchProcess:
                    break
                time.sleep(0.2)
            frames = json.loads(process.communicate()[0])["frames"]
        shutil.rmtree(into)
        first, later = max(held[: len(held) // 3 + 1]), max(held[len(held) // 3 :])
        tally.lost = f"{frames:,} frames; {first:.0f} MB in the first third, {later:.0f} MB at most later"
        require(later - first <= MOST_MB, f"memory grows: {tally.lost}")
    return tally.row()


class _Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


class _Board:
    """A port with a board that never ends, a block at a time."""

    def __init__(self, clock: _Clock) -> None:
        self._clock, self._k = clock, 0

    def read(self) -> bytes:
        first, self._k = self._k, self._k + BLOCK_FRAMES
        self._clock.now_s = self._k / RATE_HZ
        head = banner(first // RATE_HZ) if first % RATE_HZ == 0 else b""
        return head + b"".join(frame(k) for k in range(first, self._k))

    def close(self) -> None:
        pass
