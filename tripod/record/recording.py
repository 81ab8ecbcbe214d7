"""Open a session's folder: whole, cut at any byte, or not a recording at all."""

import io
import json
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

    def blocks(self, chunk_bytes: int = CHUNK_BYTES) -> Iterator[Block]:
        """The samples from first to last, in blocks of about `chunk_bytes` of text.

        Raises:
            RecordingError: a line is not a sample, or the file changed while it was read.
        """
        try:
            yield from self._blocks(chunk_bytes)
        except OSError as error:
            why = error.strerror or error
            raise RecordingError(f"{self.folder} went away while it was read ({why}).") from error

    def _blocks(self, chunk_bytes: int) -> Iterator[Block]:
        path = self.folder / SAMPLES
        names = list(columns(self.board, has_ages(self.banner)))
        row, last = 1, (-1, -1)
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
                table = _table(text, len(names), path, row)
                wrong = _impossible(table, last, len(self.board.cells))
                if wrong is not None:
                    raise RecordingError(
                        f"{path}, line {row + wrong + 1} cannot be: no board sends such a sample there."
                    )
                row += len(table)
                last = int(table[-1, 0]), int(table[-1, 1])
                yield _block(table, len(self.board.cells), has_ages(self.banner))


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


def _table(text: bytes, width: int, path: Path, first_row: int) -> np.ndarray:
    try:
        table = np.loadtxt(io.BytesIO(text), delimiter=",", dtype=np.int64, ndmin=2)
        if table.shape[1] == width:
            return table
    except ValueError:
        pass
    for number, line in enumerate(text.splitlines(), first_row + 1):
        fields = line.split(b",")
        if len(fields) != width or not all(f.removeprefix(b"-").isdigit() for f in fields):
            raise RecordingError(f"{path}, line {number} is not a sample: {line[:60].decode('utf-8', 'replace')!r}.")
    raise RecordingError(f"{path} holds numbers that are too large to be samples.")


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


def _impossible(table: np.ndarray, last: tuple[int, int], cells: int) -> int | None:
    """The first row that no board can have sent after `last` (sequence, tick); None if all can be."""
    seq, tick, counts, age = table[:, 0], table[:, 1], table[:, 3 : 3 + cells], table[:, 3 + cells :]
    wrong = (np.diff(seq, prepend=last[0]) <= 0) | (np.diff(tick, prepend=last[1]) <= 0) | (table[:, 2] < 0)
    wrong |= (np.abs(counts) > 1 << 23).any(1) | (table[:, 2] >= 10**cells)
    if age.size:
        wrong |= ((age < 0) | (age > 255)).any(1)
    return int(wrong.argmax()) if wrong.any() else None
