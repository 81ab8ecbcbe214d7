"""Reads a session's folder into a table, through the same steps that made its numbers when it was live."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from tripod.balance.setup import Setup
from tripod.boards import Board
from tripod.device.items import SourceError
from tripod.drills.format.say import says_of
from tripod.exports.columns import KnownFeet, columns_of
from tripod.exports.markers import said_as
from tripod.exports.session_table import Column, Happened, PlateUnderFoot, Session, SessionTable
from tripod.live.session import Session as Reading
from tripod.live.sink import Heard
from tripod.record.layout import EVENTS, SESSION
from tripod.record.recorded_events import MOST_BYTES
from tripod.sentences import sentence
from tripod.sources import open_folder
from tripod.storage.bounded_read import FileError, read_bytes
from tripod.storage.schemas.session import SESSION as SESSION_FILE
from tripod.storage.schemas.session import LineHead
from tripod.storage.versioned import decode_json, from_plain

Array = NDArray[np.float64]


class _Frames:
    """A sink that keeps the table of each block."""

    def __init__(self, setup: Callable[[], Setup | None]) -> None:
        self._setup, self._known = setup, KnownFeet()
        self.blocks: list[tuple[Column, ...]] = []

    def take(self, heard: Heard) -> None:
        self._known.take(heard.item)
        setup = self._setup()
        if heard.measured is not None and setup is not None:
            self.blocks.append(columns_of(setup.board, self._known, heard.measured))

    def finish(self) -> None:
        pass


class _EventLine(LineHead, frozen=True):
    """A line of events.jsonl, as far as others may want it."""

    happened: str = ""
    text: str = ""
    fault: str = ""
    foot: str | None = None
    words: str = ""
    wording: str = ""
    say: str | list[str] | None = None
    then: tuple[str, ...] = ()
    phase: str | None = None
    rep: int | None = None


def read_session(folder: Path, follow: Callable[[float], None] = lambda _: None) -> SessionTable:
    """The session in a folder. `follow` hears how many seconds are read; what it raises ends the reading.

    Raises:
        SourceError: it cannot be read, or nothing is in it.
    """
    frames = _Frames(lambda: reading.pipeline.setup)
    reading = Reading(open_folder(folder), listeners=(frames,))
    try:
        while reading.step():
            follow(reading.pipeline.t_s)
        setup = reading.pipeline.setup
    finally:
        reading.close()
    if setup is None or not frames.blocks:
        raise SourceError(sentence("recording.no_samples", folder=folder))
    table = {c.name: c for c in _joined(frames.blocks)}
    seq = table["seq"].values.astype(np.int64)
    lost = int(seq[-1] - seq[0]) + 1 - len(seq)
    events = _events(folder, seq, table["time_s"].values)
    return SessionTable(_session(folder, setup), tuple(table.values()), events, lost)


def _joined(blocks: list[tuple[Column, ...]]) -> tuple[Column, ...]:
    """The columns of all blocks, one after the other."""
    return tuple(replace(of[0], values=np.concatenate([c.values for c in of])) for of in zip(*blocks, strict=True))


def _session(folder: Path, setup: Setup) -> Session:
    header = from_plain(SESSION_FILE, decode_json(read_bytes(folder / SESSION), folder / SESSION))
    board = setup.board
    return Session(
        folder.name,
        header.created,
        header.subject,
        header.program,
        board.name,
        header.board_id,
        setup.calibration.made,
        setup.calibration.calibrated,
        header.simulated,
        setup.rate_hz,
        board.claims.newtons,
        board.claims.cop,
        _plates(board) if board.rigid and board.claims.newtons else (),
    )


def _plates(board: Board) -> tuple[PlateUnderFoot, ...]:
    plates: list[PlateUnderFoot] = []
    for foot in board.feet:
        at = [(board.cells[i].x_mm, board.cells[i].y_mm) for i in board.cells_of(foot)]
        xs, ys = [x for x, _ in at], [y for _, y in at]
        right, left, front, back = max(xs), min(xs), max(ys), min(ys)
        plates.append(PlateUnderFoot(foot, ((right, front), (left, front), (left, back), (right, back))))
    return tuple(plates)


def _events(folder: Path, seq: NDArray[np.int64], time: Array) -> tuple[Happened, ...]:
    """What happened, at the time of the sampling after which it did; lines that are none are stepped over, as when the
    recording itself is opened."""
    try:
        lines = read_bytes(folder / EVENTS, MOST_BYTES).splitlines()
    except FileError:
        return ()
    found: list[Happened] = []
    for line in lines:
        try:
            event = msgspec.json.decode(line, type=_EventLine)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        at = int(np.clip(np.searchsorted(seq, event.after_seq, "right") - 1, 0, len(seq) - 1))
        said = event.wording or event.words or _told(event)
        words = [event.fault, event.foot or "", event.phase or "", said]
        words += [str(event.rep)] if event.rep is not None else []
        kind = f"drill_{event.happened}" if event.happened else event.event
        found.append(Happened(float(time[at]), kind, " ".join(filter(None, words))))
    return tuple(found)


def _told(event: _EventLine) -> str:
    first = [event.say] if isinstance(event.say, str) else event.say or []
    return said_as(says_of([*first, *event.then]), event.text)
