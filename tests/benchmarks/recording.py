"""A recorded session: opened from text, opened again, sought in, and summed up by the program itself."""

import random
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from msgspec import structs
from numpy.typing import NDArray
from peers import read_csv
from table import Effort, Measured, Row, cpu_s

from tripod.device.blocks import Block, concatenate
from tripod.live.playback import Playback
from tripod.live.session import Session
from tripod.record.layout import QUICK, SAMPLES, has_ages
from tripod.record.recording import open_recording
from tripod.record.sample_rows import format_rows
from tripod.sources import fast_clock, open_source

TEXT_BUDGET, AGAIN_BUDGET = 3.0, 10.0
SEEK_MS = 200.0
RATE_HZ = 1000
HALF_HOUR = 30 * 60 * RATE_HZ
SUM_UP_S, START_S = 2.0, 0.6
FLAT_MB = 5.0
REPEATS = 3
SEEKS = 20
NAIVE_PART = 5


def rows(effort: Effort) -> list[Row]:
    """FSR boards have no ages, bridge boards have one a cell."""
    n = effort.pick(120_000, HALF_HOUR)
    with TemporaryDirectory(prefix="tripod-bench-") as parent:
        insole, pads, part = (Path(parent) / name for name in ("insole", "pads", "part"))
        _record(insole, "insole", n)
        _record(pads, "pads", n)
        _record(part, "insole", n // 4)
        return [
            *_opening(insole, "6 cells", n),
            *_opening(pads, "6 cells with ages", n),
            _seeking(part),
            *_summing_up(insole, part, n),
        ]


def _opening(folder: Path, name: str, n: int) -> list[Row]:
    """In turns, so that a neighbour's load meets program and peer alike."""
    recording, naive_n = open_recording(folder), n // NAIVE_PART

    def read(quick_from_bytes: int) -> None:
        found = sum(len(block) for block in recording.blocks(quick_from_bytes=quick_from_bytes))
        if found != n:
            raise RuntimeError(f"{found} of {n} rows were read")

    text: list[float] = []
    first: list[float] = []
    again: list[float] = []
    peer: list[float] = []
    for _ in range(REPEATS):
        (folder / QUICK).unlink(missing_ok=True)
        text.append(cpu_s(lambda: sum(map(len, recording.parsed()))))
        first.append(cpu_s(lambda: read(0)))
        again.append(cpu_s(lambda: read(0)))
        peer.append(cpu_s(lambda: read_csv(folder / SAMPLES, naive_n)))
        if not (folder / QUICK).exists():
            raise RuntimeError(f"{QUICK} was not made")
    theirs = Measured.of(naive_n / 1e6 / seconds for seconds in peer)
    what = f"opening a recorded session, {name}"
    return [
        _rate(f"{what}, from text", n, text, TEXT_BUDGET, theirs),
        _rate(f"{what}, from text, and {QUICK} is written", n, first, None, theirs),
        _rate(f"{what}, again", n, again, AGAIN_BUDGET, theirs),
    ]


def _rate(what: str, n: int, seconds: list[float], limit: float | None, peer: Measured) -> Row:
    ours = Measured.of(n / 1e6 / s for s in seconds)
    return Row(what, "million rows/s", ours, limit, True, "csv + float()", peer)


def _seeking(folder: Path) -> Row:
    """To moments far apart, as the window asks for them; how long a recording is does not matter."""
    playback = Playback(open_recording(folder))
    playback.prepare()
    if playback.failed:
        raise RuntimeError(playback.failed)
    moments = random.Random(1)
    ms = [1000 * cpu_s(lambda: playback.at(moments.uniform(0, playback.duration_s))) for _ in range(SEEKS)]
    playback.close()
    return Row("seeking any moment of a recording, 6 cells, 1000 Hz", "ms", Measured.of(ms), SEEK_MS)


def _summing_up(folder: Path, part: Path, n: int) -> list[Row]:
    """`tripod monitor FOLDER`, start of the program included."""
    part_s, part_mb = _monitor(part)
    whole_s, whole_mb = _monitor(folder)
    limit = START_S + (SUM_UP_S - START_S) * n / HALF_HOUR
    minutes = n / RATE_HZ / 60
    us_a_row = (whole_s - part_s) / (n - n // 4) * 1e6
    return [
        Row(f"tripod monitor of {minutes:g} min at 1000 Hz, 6 cells, CPU", "s", Measured.of([whole_s]), limit),
        Row("… each row more", "µs", Measured.of([us_a_row])),
        Row("… memory more than of a quarter of it", "MB", Measured.of([whole_mb - part_mb]), FLAT_MB),
    ]


def _monitor(folder: Path) -> tuple[float, float]:
    """CPU time in s, the least of some, and the most memory in MB of all processes until now."""
    used: list[float] = []
    for _ in range(REPEATS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "tripod", "monitor", str(folder), "--json"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return min(used), most / (1e6 if sys.platform == "darwin" else 1e3)


def _record(folder: Path, board: str, n: int) -> None:
    """A recording of exactly `n` rows: 20 s that the program recorded, forth and back, with its clock going on. Nobody
    jumps where one follows the other."""
    clock = fast_clock()
    source = open_source(f"virtual:shift,board={board},rate_hz={RATE_HZ},seconds=20", clock=clock)
    session = Session(source, now=clock.now)
    session.record_from_start(folder)
    while session.step():
        pass
    session.close()
    recording = open_recording(folder)
    once, ages = concatenate(list(recording.blocks())), has_ages(recording.banner)
    with open(folder / SAMPLES, "a", encoding="utf-8", newline="\n") as file:
        for turn, start in enumerate(range(len(once), n, len(once))):
            counts = once.counts if turn % 2 else once.counts[::-1]
            block = _later(once, start, counts)
            file.write(format_rows(block.rows(slice(min(len(once), n - start))), ages))


def _later(block: Block, rows: int, counts: NDArray[np.int32]) -> Block:
    """The block `rows` later in number and as much in time, with these counts."""
    us = int(block.tick_us[-1] - block.tick_us[0]) * rows // (len(block) - 1)
    return structs.replace(block, seq=block.seq + rows, tick_us=block.tick_us + us, counts=counts)
