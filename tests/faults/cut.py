"""A recording that ends at any byte of its last second: cut there, or followed by zeros as a power cut leaves them."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from table import Effort, Row, Tally, require

from tripod.device.blocks import Block, concatenate
from tripod.device.items import End, Noticed, SourceError
from tripod.live.session import Session
from tripod.record.layout import EVENTS, SAMPLES, SESSION, SUMMARY
from tripod.sources import fast_clock, open_source
from tripod.training.profile import NOBODY

SECONDS, BOARDS = 4, ("insole", "pads")
TAIL = 4096


def rows(effort: Effort, scale: float) -> list[Row]:
    """At every byte; the quick form at one in some dozens."""
    step = max(1, int(effort.pick(61, 1, 1) / min(scale, 1)))
    out: list[Row] = []
    for board in BOARDS:
        with TemporaryDirectory() as parent:
            whole = Path(parent) / "whole"
            _record(whole, board)
            out += [_samples(whole, board, step, tail) for tail in (b"", bytes(TAIL))]
            if board == BOARDS[0]:
                out += [_other(whole, name, max(1, step)) for name in (SESSION, EVENTS, SUMMARY)]
    return out


def _record(folder: Path, board: str) -> None:
    clock = fast_clock()
    session = Session(
        open_source(f"virtual:shift,board={board},seconds={SECONDS}", clock=clock), profile=NOBODY, now=clock.now
    )
    session.record_from_start(folder)
    marked = 0
    while session.step():
        if session.recording.under_way and marked < 8:
            session.recording.mark(f"mark {marked}")
            marked += 1
    session.close()


def _samples(whole: Path, board: str, step: int, tail: bytes) -> Row:
    what = f"{SAMPLES} of {board} cut at a byte of its last second" + (", then zeros" if tail else "")
    tally = Tally(what, unit="bytes")
    every, notices = _read(whole)
    require(not notices, f"a whole recording says {notices}")
    data = (whole / SAMPLES).read_bytes()
    rate_hz = json.loads((whole / SESSION).read_text("utf-8"))["rate_hz"]
    ends = [n + 1 for n, byte in enumerate(data) if byte == ord("\n")]
    first = ends[-1 - round(rate_hz)]
    worst = 0
    with _copy(whole) as folder:
        # From the last byte back, so that the file is never written anew but where zeros follow.
        for at in range(len(data) - 1, first - 1, -step):
            with tally.case(f"byte {at}"):
                (folder / SAMPLES).write_bytes(data[:at] + tail)
                rows_left = sum(end <= at for end in ends[-3 - round(rate_hz) :]) + len(ends) - 3 - round(rate_hz) - 1
                block, said = _read(folder)
                _same(block, every, rows_left)
                partial = at not in ends or tail
                require(
                    bool(said) == bool(partial), f"a cut {'is not said' if partial else 'that is none is said'}: {said}"
                )
                tally.said(*said)
                worst = max(worst, len(data[:at].rpartition(b"\n")[2]))
    tally.amount = tally.cases
    tally.lost = f"the line that was cut, at most {worst} bytes"
    return tally.row()


def _same(block: Block, every: Block, rows: int) -> None:
    require(len(block) == rows, f"{len(block)} of {rows} whole rows are read")
    for name in ("seq", "tick_us", "counts", "status", "age"):
        same = bool((np.asarray(getattr(block, name)) == getattr(every, name)[:rows]).all())
        require(same, f"{name} of a row is not what was recorded")


def _other(whole: Path, name: str, step: int) -> Row:
    """Samples may not suffer from a cut of a file beside them; without the description they are refused."""
    tally = Tally(f"{name} cut at any byte", unit="bytes")
    data, (every, _) = (whole / name).read_bytes(), _read(whole)
    refused = 0
    with _copy(whole) as folder:
        for at in range(0, len(data), step):
            with tally.case(f"byte {at}"):
                (folder / name).write_bytes(data[:at])
                try:
                    block, said = _read(folder)
                except SourceError as error:
                    require(name == SESSION, f"refused: {error}")
                    require("\n" not in str(error) and len(str(error)) < 600, "no plain sentence")
                    refused += 1
                    said = [str(error)]
                else:
                    _same(block, every, len(every))
                tally.said(*said)
    tally.amount = tally.cases
    tally.lost = f"{refused} times all of it: without its description a recording is refused" if refused else "nothing"
    return tally.row()


@contextmanager
def _copy(whole: Path) -> Iterator[Path]:
    """A copy of a recording, deleted afterwards."""
    with TemporaryDirectory() as parent:
        yield Path(shutil.copytree(whole, Path(parent) / "cut"))


def _read(folder: Path) -> tuple[Block, list[str]]:
    source = open_source(str(folder))
    blocks: list[Block] = []
    said: list[str] = []
    while True:
        for item in source.read():
            match item:
                case Block():
                    blocks.append(item)
                case Noticed(sentence):
                    said.append(sentence)
                case End():
                    source.close()
                    return concatenate(blocks), said
                case _:
                    pass
