"""Reads a session's folder into a table, through the same steps that made its numbers when it was live."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tripod.balance.setup import Setup
from tripod.boards import Board
from tripod.device.items import SourceError
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import DrillError, library
from tripod.drills.format.recorded import recorded_drill, recorded_level
from tripod.exports.columns import KnownFeet, columns_of
from tripod.exports.markers import DrillLine, drill_text
from tripod.exports.session_table import Column, DrillDone, Happened, PlateUnderFoot, Session, SessionTable
from tripod.live.session import Session as Reading
from tripod.live.sink import Heard
from tripod.record.layout import EVENTS, SESSION
from tripod.record.recorded_events import MOST_BYTES
from tripod.sentences import sentence
from tripod.sources import open_folder
from tripod.storage.bounded_read import FileError, read_bytes
from tripod.storage.schemas.session import SESSION as SESSION_FILE
from tripod.storage.schemas.session import LineHead
from tripod.storage.settings import own_drills
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


class _Begun(Struct, frozen=True):
    """The line of a drill that begins."""

    drill: dict[str, object]


class _Beside(Struct, frozen=True):
    """What a line of events.jsonl has of what is no event of a drill, but for sentences: they are of one language."""

    text: str = ""
    """Of a mark."""
    word: str = ""
    """Of what was told to a drill."""
    restarted: bool = False


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
    lines = _lines(folder)
    events = _events(lines, seq, table["time_s"].values)
    return SessionTable(_session(folder, setup, _drills(lines)), tuple(table.values()), events, lost)


def _joined(blocks: list[tuple[Column, ...]]) -> tuple[Column, ...]:
    """The columns of all blocks, one after the other."""
    return tuple(replace(of[0], values=np.concatenate([c.values for c in of])) for of in zip(*blocks, strict=True))


def _session(folder: Path, setup: Setup, drills: tuple[DrillDone, ...]) -> Session:
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
        drills,
    )


def _plates(board: Board) -> tuple[PlateUnderFoot, ...]:
    plates: list[PlateUnderFoot] = []
    for foot in board.feet:
        at = [(board.cells[i].x_mm, board.cells[i].y_mm) for i in board.cells_of(foot)]
        xs, ys = [x for x, _ in at], [y for _, y in at]
        right, left, front, back = max(xs), min(xs), max(ys), min(ys)
        plates.append(PlateUnderFoot(foot, ((right, front), (left, front), (left, back), (right, back))))
    return tuple(plates)


def _lines(folder: Path) -> list[tuple[LineHead, bytes]]:
    """What happened, a line each; lines that are none are stepped over, as when the recording itself is opened."""
    try:
        lines = read_bytes(folder / EVENTS, MOST_BYTES).splitlines()
    except FileError:
        return []
    found: list[tuple[LineHead, bytes]] = []
    for line in lines:
        try:
            found.append((msgspec.json.decode(line, type=LineHead), line))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
    return found


def _events(lines: Sequence[tuple[LineHead, bytes]], seq: NDArray[np.int64], time: Array) -> tuple[Happened, ...]:
    """At the time of the sampling after which each happened."""
    after = np.array([head.after_seq for head, _ in lines], np.int64)
    at = np.clip(np.searchsorted(seq, after, "right") - 1, 0, len(seq) - 1)
    times = time[at].tolist()
    return tuple(Happened(t, *_kind_and_text(head.event, line)) for t, (head, line) in zip(times, lines, strict=True))


def _drills(lines: Sequence[tuple[LineHead, bytes]]) -> tuple[DrillDone, ...]:
    begun = [_drill(line) for head, line in lines if head.event == "drill"]
    drills, _ = library(own_drills()) if begun else ({}, [])
    return tuple(
        DrillDone(of.name, recorded_level(of, drills), tuple(DrillDone(s.drill, s.level) for s in of.sections))
        for of in begun
        if of is not None
    )


def _drill(line: bytes) -> Drill | None:
    """The drill that begins with this line; None where it cannot be read."""
    try:
        return recorded_drill(msgspec.json.decode(line, type=_Begun).drill)
    except (msgspec.DecodeError, DrillError, RecursionError):
        return None


def _kind_and_text(event: str, line: bytes) -> tuple[str, str]:
    """What happened, and what belongs to it; "" where the line does not tell it as it should."""
    try:
        if event == "drill_event":
            of = msgspec.json.decode(line, type=DrillLine)
            return f"drill_{of.happened}", drill_text(of)
        if event == "drill":
            return event, drill.name if (drill := _drill(line)) is not None else ""
        beside = msgspec.json.decode(line, type=_Beside)
    except (msgspec.DecodeError, RecursionError):
        return event, ""
    restarted = "restarted" if beside.restarted else ""
    return event, beside.text or beside.word or restarted
