"""Reads a session's folder into a table, through the same steps that made its numbers when it was live."""

from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import Balance
from tripod.balance.setup import Setup
from tripod.boards import FEET, POINTS, Board
from tripod.device.blocks import Block
from tripod.device.items import SourceError
from tripod.exports.session_table import Column, Happened, PlateUnderFoot, Session, SessionTable
from tripod.live.session import Session as Reading
from tripod.live.sink import Heard
from tripod.record.layout import EVENTS, SESSION
from tripod.record.recorded_events import MOST_BYTES
from tripod.sentences import sentence
from tripod.sources import Clock, open_source
from tripod.storage.bounded_read import FileError, read_bytes
from tripod.storage.schemas.session import SESSION as SESSION_FILE
from tripod.storage.schemas.session import LineHead
from tripod.storage.versioned import decode_json, from_plain

Array = NDArray[np.float64]


class _Frames:
    """A sink that keeps all."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.times: list[Array] = []
        self.balances: list[Balance] = []

    def take(self, heard: Heard) -> None:
        if heard.measured is not None:
            self.blocks.append(heard.measured.block)
            self.times.append(heard.measured.t_s)
            self.balances.append(heard.measured.raw)

    def finish(self) -> None:
        pass


class _EventLine(LineHead, frozen=True):
    """A line of events.jsonl, as far as others may want it."""

    happened: str = ""
    text: str = ""
    fault: str = ""
    foot: str | None = None
    words: str = ""
    phase: str | None = None
    rep: int | None = None


def read_session(folder: Path) -> SessionTable:
    """The session in a folder.

    Raises:
        SourceError: it cannot be read, or nothing is in it.
    """
    frames = _Frames()
    reading = Reading(open_source(str(folder), clock=Clock()), listeners=(frames,))
    try:
        while reading.step():
            pass
        setup = reading.pipeline.setup
    finally:
        reading.close()
    if setup is None or not frames.blocks:
        raise SourceError(sentence("recording.no_samples", folder=folder))
    seq = np.concatenate([b.seq for b in frames.blocks])
    time = np.concatenate(frames.times)
    columns = _columns(setup, frames, seq, time)
    lost = int(seq[-1] - seq[0]) + 1 - len(seq)
    return SessionTable(_session(folder, setup), columns, _events(folder, seq, time), lost)


def _columns(setup: Setup, frames: _Frames, seq: NDArray[np.int64], time: Array) -> tuple[Column, ...]:
    board = setup.board
    unit = "N" if board.claims.newtons else "index"
    end = "n" if board.claims.newtons else "index"

    def of(name: str) -> Array:
        return np.concatenate([getattr(b, name) for b in frames.balances])

    load, points, share, cop, both, total = (
        of(name) for name in ("load_n", "point_n", "share", "cop_mm", "both_cop_mm", "total_n")
    )
    columns = [
        Column("time_s", time, "s", "the board's clock, from the first sample on"),
        Column("seq", seq.astype(np.float64), "1", "number of the sampling; a gap is a loss"),
        Column(f"total_{end}", total, unit, f"load of both feet ({board.claims.total})"),
        Column("cop_ml_mm", both[:, 0], "mm", f"{board.claims.cop} of both feet, to the person's right"),
        Column("cop_ap_mm", both[:, 1], "mm", f"{board.claims.cop} of both feet, forward"),
    ]
    known = {f for f in board.feet if not board.rigid or f in setup.stance}
    for foot in board.feet:
        k = FEET.index(foot)
        columns += [
            Column(f"{foot}_{end}", load[:, k], unit, f"load of the {foot} foot"),
            Column(f"{foot}_cop_ml_mm", cop[:, k, 0], "mm", f"{board.claims.cop} of the {foot} foot, to the right"),
            Column(f"{foot}_cop_ap_mm", cop[:, k, 1], "mm", f"{board.claims.cop} of the {foot} foot, forward"),
        ]
        for i, point in enumerate(POINTS) if foot in known else ():
            columns += [
                Column(
                    f"{foot}_{point}_{end}", points[:, k, i], unit, f"{foot} {point}: load of its {board.claims.share}"
                ),
                Column(
                    f"{foot}_{point}_share", share[:, k, i], "1", f"{foot} {point}: {board.claims.share} of the foot"
                ),
            ]
    counts = np.concatenate([b.counts for b in frames.blocks]).astype(np.float64)
    status = np.concatenate([b.status for b in frames.blocks]).astype(np.float64)
    for i, cell in enumerate(board.cells):
        columns.append(Column(f"{cell.name}_counts", counts[:, i], "counts", f"raw reading of {cell.name}"))
    for i, cell in enumerate(board.cells):
        columns.append(Column(f"{cell.name}_status", status[:, i], "1", "0 ok; with anything else no measurement"))
    return tuple(columns)


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
        words = [event.fault, event.foot or "", event.phase or "", event.words or event.text]
        words += [str(event.rep)] if event.rep is not None else []
        kind = f"drill_{event.happened}" if event.happened else event.event
        found.append(Happened(float(time[at]), kind, " ".join(filter(None, words))))
    return tuple(found)
