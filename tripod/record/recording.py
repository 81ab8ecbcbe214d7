"""Open a session's folder: whole, cut at any byte, or not a recording at all."""

import io
import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from tripod.balance.geometry import feet_from_dict
from tripod.boards import Board, BoardError, board_from_dict
from tripod.device.frames import Block
from tripod.device.protocol import Banner, Decoder, ProtocolVersionError
from tripod.force.calibration import CalibrationError, from_dict
from tripod.record.layout import EVENTS, SAMPLES, SCHEMA, SESSION, columns, has_ages

CHUNK_BYTES = 512 << 10
"""What stays in the processor's cache is read a fifth faster than larger chunks."""


class RecordingError(ValueError):
    """The folder cannot be read as a recording: one plain sentence."""


@dataclass(frozen=True)
class Happened:
    """A line of events.jsonl."""

    after_seq: int
    event: str
    values: dict[str, Any]


@dataclass
class LeftOut:
    """Lines of samples.csv that hold no sample, counted while it is read."""

    rows: int = 0
    first_line: int = 0

    def add(self, lines: np.ndarray) -> None:
        """Count these line numbers (n,)."""
        if len(lines):
            self.first_line = min(int(lines.min()), self.first_line or int(lines.min()))
            self.rows += len(lines)

    def sentence(self) -> str:
        """What to tell the user; "" where nothing was left out."""
        if not self.rows:
            return ""
        which = f"1 row of {SAMPLES} is" if self.rows == 1 else f"{self.rows} rows of {SAMPLES} are"
        where = "in" if self.rows == 1 else "the first in"
        return f"{which} left out, {where} line {self.first_line}: no board sends such a sample there."


@dataclass(frozen=True)
class Recording:
    """A recording's description; `blocks` reads its samples."""

    folder: Path
    board: Board
    banner: Banner
    header: dict[str, Any]
    events: tuple[Happened, ...]
    cut_bytes: int
    """Length of a last line that was cut; it is left out."""
    size_bytes: int

    def blocks(self, chunk_bytes: int = CHUNK_BYTES, left_out: LeftOut | None = None) -> Iterator[Block]:
        """The samples from first to last, in blocks of about `chunk_bytes` of text; lines that hold none are stepped
        over, and counted in `left_out`.

        Raises:
            RecordingError: no line holds a sample, or the file changed while it was read.
        """
        try:
            yield from self._blocks(chunk_bytes, left_out or LeftOut())
        except OSError as error:
            why = error.strerror or error
            raise RecordingError(f"{self.folder} went away while it was read ({why}).") from error

    def _blocks(self, chunk_bytes: int, left_out: LeftOut) -> Iterator[Block]:
        path, cells, ages = self.folder / SAMPLES, len(self.board.cells), has_ages(self.banner)
        width = len(columns(self.board, ages))
        line, last = 2, (-1, -1)
        waiting, waiting_lines = np.empty((0, width), np.int64), np.empty(0, np.int64)
        with open(path, "rb") as file:
            before = _stamp(path)
            left = self.size_bytes - self.cut_bytes - len(file.readline())
            while left > 0:
                text = file.read(min(chunk_bytes, left))
                if len(text) < min(chunk_bytes, left) or _stamp(path) != before:
                    raise RecordingError(f"{path} changed while it was read; wait until its recording has ended.")
                if len(text) < left:
                    text += file.readline()
                left -= len(text)
                table, lines, no_rows = _table(text, width, line)
                line += text.count(b"\n")
                left_out.add(no_rows)
                table, lines = np.concatenate([waiting, table]), np.concatenate([waiting_lines, lines])
                good = _good_rows(table, last, cells)
                left_out.add(lines[~good])
                table, lines = table[good], lines[good]
                # Whether the last row is one too far ahead shows only in the rows that follow it.
                upto = len(table) - 1 if left > 0 else len(table)
                waiting, waiting_lines = table[upto:], lines[upto:]
                if upto > 0:
                    last = int(table[upto - 1, 0]), int(table[upto - 1, 1])
                    yield _block(table[:upto], cells, ages)
        if last == (-1, -1):
            raise RecordingError(f"{path.parent} holds no samples.")


def open_recording(folder: Path) -> Recording:
    """Read what describes the recording, and check that its samples fit.

    Raises:
        RecordingError: no recording, an empty one, a newer schema, or a damaged description.
    """
    try:
        header = json.loads((folder / SESSION).read_text("utf-8"))
    except FileNotFoundError:
        raise RecordingError(f"{folder} is not a recording: it has no {SESSION}.") from None
    except OSError as error:
        raise RecordingError(f"{folder / SESSION} cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        raise RecordingError(f"{folder / SESSION} is damaged: it is not JSON in UTF-8.") from error
    if not isinstance(header, dict) or type(header.get("schema")) is not int or header["schema"] < 1:
        raise RecordingError(f"{folder / SESSION} is not the description of a recording.")
    if header["schema"] > SCHEMA:
        raise RecordingError(
            f"{folder} was written with schema {header['schema']} and this tripod reads up to {SCHEMA}: update tripod."
        )
    try:
        board = board_from_dict(header["board"])
        banners = [e for e in Decoder().feed(bytes.fromhex(header["banner"])) if isinstance(e, Banner)]
        banner = banners[0]
        tare = header["tare_counts"]
        # Recordings of the first days say only how long the feet are.
        header.setdefault("feet", {"length_mm": header.get("foot_length_mm")})
        feet_from_dict(header["feet"])
        from_dict(header["calibration"], board)
        sound = (
            isinstance(header["simulated"], bool)
            and is_tare(tare, len(board.cells))
            and len(banner.groups[0].status) == len(board.cells)
        )
        if not sound:
            raise ValueError
    except CalibrationError as error:
        raise RecordingError(f"{folder / SESSION}: {error}") from error
    except (KeyError, IndexError, TypeError, ValueError, OverflowError, BoardError, ProtocolVersionError) as error:
        raise RecordingError(
            f"{folder / SESSION} is damaged: what it says of board, calibration or zero cannot be."
        ) from error
    size, cut = _check_samples(folder / SAMPLES, list(columns(board, has_ages(banner))))
    return Recording(folder, board, banner, header, _events(folder / EVENTS), cut, size)


def _check_samples(path: Path, names: list[str]) -> tuple[int, int]:
    """Size of the file, and of its cut last line."""
    try:
        with open(path, "rb") as file:
            first = file.readline()
            size = file.seek(0, io.SEEK_END)
            end = _end_of_lines(file, size)
    except OSError as error:
        raise RecordingError(f"{path} cannot be read ({error.strerror}).") from error
    if first.decode("utf-8", "replace").strip().split(",") != names:
        raise RecordingError(f"{path} does not have the columns that {SESSION} describes.")
    cut = size - end
    if size - cut <= len(first):
        raise RecordingError(f"{path.parent} holds no samples.")
    return size, cut


def _end_of_lines(file: BinaryIO, size: int) -> int:
    """Where the last whole line ends. What follows was cut; after a power cut it may be a long tail of zero bytes."""
    while size:
        at = max(0, size - 65_536)
        file.seek(at)
        newline = file.read(size - at).rfind(b"\n")
        if newline >= 0:
            return at + newline + 1
        size = at
    return 0


def is_tare(tare: object, cells: int) -> bool:
    """Whether this can be a zero of the day: None, or a finite number of counts for each cell."""
    if tare is None:
        return True
    return (
        isinstance(tare, list)
        and len(tare) == cells
        and all(isinstance(v, int | float) and not isinstance(v, bool) and abs(v) < 2**24 for v in tare)
    )


def _events(path: Path) -> tuple[Happened, ...]:
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise RecordingError(f"{path} cannot be read ({error.strerror}).") from error
    happened: list[Happened] = []
    for line in lines:
        try:
            data = json.loads(line)
            happened.append(Happened(int(data.pop("after_seq")), str(data.pop("event")), data))
        except (ValueError, KeyError, AttributeError, TypeError, OverflowError, RecursionError):
            # The last line may be cut like any other; what it lost is at most the last half second.
            continue
    return tuple(happened)


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _table(text: bytes, width: int, first_line: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The rows (n, width) in a piece of samples.csv, their line numbers, and those of lines that are no rows."""
    count = text.count(b"\n")
    lines = np.arange(first_line, first_line + count)
    try:
        table = np.loadtxt(io.BytesIO(text), delimiter=",", dtype=np.int64, ndmin=2, comments=None)
        if table.shape == (count, width):
            return table, lines, lines[:0]
    except (ValueError, OverflowError):
        pass
    row = re.compile(rb"-?\d{1,18}(,-?\d{1,18}){%d}\r?" % (width - 1))
    found = text.split(b"\n")[:count]
    good = np.array([row.fullmatch(each) is not None for each in found])
    values = [[int(field) for field in each.split(b",")] for each, sound in zip(found, good, strict=True) if sound]
    return np.array(values, np.int64).reshape(-1, width), lines[good], lines[~good]


def _block(table: np.ndarray, cells: int, ages: bool) -> Block:
    status = np.zeros((len(table), cells))
    if table[:, 2].any():
        status = table[:, 2, None] // 10 ** np.arange(cells - 1, -1, -1) % 10
    age = table[:, 3 + cells :] if ages else np.zeros((len(table), cells))
    return Block(
        table[:, 0],
        table[:, 1],
        table[:, 3 : 3 + cells].astype(np.int32),
        status.astype(np.uint8),
        age.astype(np.uint8),
    )


def _good_rows(table: np.ndarray, last: tuple[int, int], cells: int) -> np.ndarray:
    """Whether a board can have sent each row (n,), all of them after `last` (sequence, tick)."""
    seq, tick, counts, age = table[:, 0], table[:, 1], table[:, 3 : 3 + cells], table[:, 3 + cells :]
    good = (seq > last[0]) & (tick > last[1]) & (table[:, 2] >= 0) & (table[:, 2] < 10**cells)
    good &= (np.abs(counts) <= 1 << 23).all(1)
    if age.size:
        good &= ((age >= 0) & (age <= 255)).all(1)
    for counter in (seq, tick):
        rows = np.flatnonzero(good)
        if (np.diff(counter[rows]) <= 0).any():
            good[:] = False
            good[rows[_longest_rising(counter[rows])]] = True
    return good


def _longest_rising(values: np.ndarray) -> list[int]:
    """Where the longest strictly rising part of `values` (n,) lies: one number too large costs itself and not all that
    follow it (patience sorting)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for k, value in enumerate(values.tolist()):
        length = bisect_left(ends, value)
        ends[length : length + 1] = [value]
        at[length : length + 1] = [k]
        before.append(at[length - 1] if length else -1)
    chain: list[int] = []
    k = at[-1] if at else -1
    while k >= 0:
        chain.append(k)
        k = before[k]
    return chain[::-1]
