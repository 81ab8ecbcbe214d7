"""Opening a recorded session: every row read, in chunks."""

from pathlib import Path
from tempfile import TemporaryDirectory

from peers import read_csv
from table import Effort, Measured, Row, cpu_s

from tripod.device.blocks import Block, concatenate
from tripod.live.session import Session
from tripod.record.layout import SAMPLES, has_ages
from tripod.record.recording import open_recording
from tripod.record.sample_rows import format_rows
from tripod.sources import fast_clock, open_source

BUDGET = 2.0
REPEATS = 3


def rows(effort: Effort) -> list[Row]:
    """FSR boards have no ages, bridge boards have one a cell."""
    n = effort.pick(120_000, 600_000)
    return [_row("insole", "6 cells", n), _row("pads", "6 cells with ages", n)]


def _row(board: str, name: str, n: int) -> Row:
    naive_n = n // 5
    with TemporaryDirectory(prefix="tripod-bench-") as parent:
        folder = Path(parent) / "session"
        _record(folder, board, n)

        def read() -> None:
            found = sum(len(block) for block in open_recording(folder).blocks())
            if found != n:
                raise RuntimeError(f"{found} of {n} rows were read")

        pairs = [(cpu_s(read), cpu_s(lambda: read_csv(folder / SAMPLES, naive_n))) for _ in range(REPEATS)]
    ours = Measured.of(n / 1e6 / seconds for seconds, _ in pairs)
    theirs = Measured.of(naive_n / 1e6 / seconds for _, seconds in pairs)
    what = f"opening a recorded session, {name}"
    return Row(what, "million rows/s", ours, BUDGET, True, "csv + float()", theirs)


def _record(folder: Path, board: str, n: int) -> None:
    """A recording of exactly `n` rows: 20 s that the program recorded, over and over with its clock going on."""
    clock = fast_clock()
    session = Session(open_source(f"virtual:shift,board={board},seconds=20", clock=clock), now=clock.now)
    session.record_from_start(folder)
    while session.step():
        pass
    session.close()
    recording = open_recording(folder)
    once, ages = concatenate(list(recording.blocks())), has_ages(recording.banner)
    with open(folder / SAMPLES, "a", encoding="utf-8", newline="\n") as file:
        for start in range(len(once), n, len(once)):
            file.write(format_rows(_later(once, start, min(len(once), n - start)), ages))


def _later(block: Block, rows: int, n: int) -> Block:
    """The first `n` of the block, `rows` later in number and as much in time."""
    us = int(block.tick_us[-1] - block.tick_us[0]) * rows // (len(block) - 1)
    return Block(block.seq[:n] + rows, block.tick_us[:n] + us, block.counts[:n], block.status[:n], block.age[:n])
