"""Opening a recorded session: every row read, in chunks."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from peers import read_csv
from table import Effort, Measured, Row, cpu_s

from tripod.device.frames import Block, concatenate
from tripod.record.journal import format_rows
from tripod.record.layout import SAMPLES, has_ages
from tripod.record.recording import open_recording
from tripod.session import Session
from tripod.sources import fast_clock, open_source

BUDGET = 2.0
REPEATS = 3


def rows(effort: Effort) -> list[Row]:
    """FSR boards have no ages, bridge boards have one a cell."""
    n = effort.pick(300_000, 1_000_000)
    out: list[Row] = []
    for board, name in (("insole", "6 cells"), ("pads", "6 cells with ages")):
        with TemporaryDirectory(prefix="tripod-bench-") as parent:
            folder = Path(parent) / "session"
            _record(folder, board, n)
            read: list[float] = []
            for _ in range(REPEATS):
                seconds = cpu_s(lambda at=folder: sum(len(block) for block in open_recording(at).blocks()))
                read.append(n / seconds / 1e6)
            part = n // 5
            naive = [part / 1e6 / cpu_s(lambda at=folder: read_csv(at / SAMPLES, part)) for _ in range(REPEATS)]
        what = f"opening a recorded session, {name}"
        out.append(Row(what, "million rows/s", Measured.of(read), BUDGET, True, "csv + float()", Measured.of(naive)))
    return out


def _record(folder: Path, board: str, n: int) -> None:
    """A recording of exactly `n` rows: 20 s that the program recorded, over and over with its clock going on."""
    clock = fast_clock()
    session = Session(open_source(f"virtual:shift,board={board},seconds=20", clock=clock), now=clock.now)
    session.record_from_start(folder)
    while session.step():
        pass
    session.close()
    recording = open_recording(folder)
    once = concatenate(list(recording.blocks()))
    seconds_us = int(once.tick_us[-1] - once.tick_us[0]) + 5000
    with open(folder / SAMPLES, "a", encoding="utf-8", newline="\n") as file:
        written = len(once)
        while written < n:
            k = min(len(once), n - written)
            file.write(format_rows(_later(once, written, seconds_us * written // len(once), k), has_ages(recording.banner)))
            written += k


def _later(block: Block, rows_later: int, us_later: int, n: int) -> Block:
    return Block(
        block.seq[:n] + np.int64(rows_later),
        block.tick_us[:n] + np.int64(us_later),
        block.counts[:n],
        block.status[:n],
        block.age[:n],
    )
