"""Opens a session's folder, also one whose files were cut at any byte, and reads its samples in blocks."""

import io
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import USUAL_FEET, feet_from_file
from tripod.balance.pose import stance_from_file
from tripod.boards import Board, BoardError, board_from_dict
from tripod.device.banner_gate import misfit
from tripod.device.blocks import Block
from tripod.device.items import Learned
from tripod.device.protocol import Banner, Decoder, ProtocolVersionError
from tripod.force.calibration import Calibration, CalibrationError
from tripod.force.calibration import from_plain as from_plain_calibration
from tripod.record.layout import EVENTS, SAMPLES, SESSION, columns, has_ages
from tripod.record.quick_samples import NewerQuick, Of, QuickWriter, checksum, open_quick
from tripod.record.recorded_events import Happened, read_events
from tripod.record.sample_rows import LeftOut, block_of, good_rows, parse_rows
from tripod.sentences import reason, sentence
from tripod.storage.bounded_read import FileError, NoFile, open_plain, read_bytes
from tripod.storage.schemas.feet import FeetFile
from tripod.storage.schemas.session import SESSION as SESSION_FILE
from tripod.storage.schemas.stance import StanceFile
from tripod.storage.versioned import NewerSchema, WrongValue, decode_json, from_plain

_LONGEST_HEAD = 4096
CHUNK_BYTES = 256 << 10
"""What stays in the processor's cache is read faster than larger chunks."""
QUICK_FROM_BYTES = 4 << 20
"""Less than that is read within 30 ms as it is."""
_KEPT_BYTES = 31 << 20


class RecordingError(ValueError):
    """The folder cannot be read as a recording: one plain sentence."""


@dataclass(frozen=True)
class Recording:
    """A recording's description; `blocks` reads its samples."""

    folder: Path
    board: Board
    banner: Banner
    calibration: Calibration
    feet: FeetFile
    stance: StanceFile
    tare_counts: NDArray[np.float64] | None
    learned: Learned
    simulated: bool
    created: str
    """Date and time in ISO 8601, "" where that was not kept."""
    subject: str
    """The code of who stood there, "" where that was not kept."""
    events: tuple[Happened, ...]
    cut_bytes: int
    """Length of a last line that was cut; it is left out."""
    size_bytes: int

    def blocks(self, left_out: LeftOut | None = None, quick_from_bytes: int = QUICK_FROM_BYTES) -> Iterator[Block]:
        """The samples from first to last, in blocks; lines that hold none are stepped over, and counted in `left_out`.
        Those of a file of at least `quick_from_bytes` come from samples.quick, or are written there.

        Raises:
            RecordingError: no line holds a sample, or the file changed while it was read.
        """
        with self._said():
            if self.size_bytes < quick_from_bytes:
                yield from self._blocks(CHUNK_BYTES, left_out or LeftOut())
            else:
                yield from self._quickly(left_out or LeftOut())

    def parsed(self, chunk_bytes: int = CHUNK_BYTES, left_out: LeftOut | None = None) -> Iterator[Block]:
        """The same from samples.csv alone, in blocks of about `chunk_bytes` of text.

        Raises:
            RecordingError: as `blocks`.
        """
        with self._said():
            yield from self._blocks(chunk_bytes, left_out or LeftOut())

    @contextmanager
    def _said(self) -> Generator[None]:
        try:
            yield
        except FileError as error:
            raise RecordingError(sentence("recording.went_away", folder=self.folder, why=error.why)) from error
        except OSError as error:
            said = sentence("recording.went_away", folder=self.folder, why=reason(error))
            raise RecordingError(said) from error

    def _quickly(self, left_out: LeftOut) -> Iterator[Block]:
        path, cells = self.folder / SAMPLES, len(self.board.cells)
        with open_plain(path) as file:
            before = _stamp(path)
            of = Of(self.size_bytes, checksum(file, self.size_bytes), list(columns(self.board, has_ages(self.banner))))
        try:
            quick = open_quick(self.folder, of, cells)
        except NewerQuick:
            yield from self._blocks(CHUNK_BYTES, left_out)
            return
        if quick is None:
            with QuickWriter(self.folder, of, cells) as writer:
                for block in self._blocks(CHUNK_BYTES, left_out):
                    writer.add(block)
                    yield block
                if _stamp(path) == before:
                    writer.finish(left_out)
            return
        with closing(quick):
            quick.tell(left_out)
            for block in quick.blocks():
                if _stamp(path) != before:
                    raise RecordingError(sentence("recording.changed_meanwhile", path=path))
                yield block

    def _blocks(self, chunk_bytes: int, left_out: LeftOut) -> Iterator[Block]:
        path, cells, ages = self.folder / SAMPLES, len(self.board.cells), has_ages(self.banner)
        width = len(columns(self.board, ages))
        line, last = 2, (-1, -1)
        _keep_freed_memory()
        waiting, waiting_lines = np.empty((0, width), np.int64), np.empty(0, np.int64)
        with open_plain(path) as file:
            before = _stamp(path)
            left = self.size_bytes - self.cut_bytes - len(file.readline())
            while left > 0:
                text = file.read(min(chunk_bytes, left))
                if len(text) < min(chunk_bytes, left) or _stamp(path) != before:
                    raise RecordingError(sentence("recording.changed_meanwhile", path=path))
                if len(text) < left:
                    text += file.readline()
                left -= len(text)
                table, lines, no_rows = parse_rows(text, width, line)
                line += len(lines) + len(no_rows)
                left_out.add(no_rows)
                table, lines = np.concatenate([waiting, table]), np.concatenate([waiting_lines, lines])
                good = good_rows(table, last, cells)
                if not good.all():
                    left_out.add(lines[~good])
                    table, lines = table[good], lines[good]
                # Whether the last row is one too far ahead shows only in the rows that follow it.
                upto = len(table) - 1 if left > 0 else len(table)
                waiting, waiting_lines = table[upto:], lines[upto:]
                if upto > 0:
                    last = int(table[upto - 1, 0]), int(table[upto - 1, 1])
                    yield block_of(table[:upto], cells, ages)
        if last == (-1, -1):
            raise RecordingError(sentence("recording.no_samples", folder=path.parent))


def is_recording(text: str) -> bool:
    """Whether this names a folder that describes itself as a recording, sound or not."""
    return (Path(text) / SESSION).is_file()


def open_recording(folder: Path) -> Recording:
    """Read what describes the recording, and check that its samples fit.

    Raises:
        RecordingError: no recording, an empty one, a newer schema, or a damaged description.
    """
    path = folder / SESSION
    try:
        text = read_bytes(path)
    except NoFile:
        raise RecordingError(sentence("recording.not_a_recording", folder=folder, file=SESSION)) from None
    except FileError as error:
        raise RecordingError(sentence("recording.file_wrong", why=error)) from error
    try:
        header = from_plain(SESSION_FILE, decode_json(text, path))
    except NewerSchema as error:
        raise RecordingError(sentence("recording.newer_schema", folder=folder, why=error)) from error
    except WrongValue as error:
        raise RecordingError(sentence("recording.no_description", path=path, why=error)) from error
    except FileError as error:
        raise RecordingError(sentence("recording.not_json", path=path, why=error.why)) from error
    try:
        board = board_from_dict(header.board)
        banner = next(e for e in Decoder().feed(bytes.fromhex(header.banner)) if isinstance(e, Banner))
        # Recordings of the first days say only how long the feet are.
        feet = header.feet or FeetFile(header.foot_length_mm or USUAL_FEET.length_mm)
        feet_from_file(feet)
        stance_from_file(header.stance)
        calibration = from_plain_calibration(header.calibration, board)
        cells = len(board.cells)
        if any(len(each or board.cells) != cells for each in (header.tare_counts, header.empty_n, header.moved)):
            raise ValueError("not as many values as cells")
    except CalibrationError as error:
        raise RecordingError(sentence("recording.calibration_wrong", path=path, why=error)) from error
    except (StopIteration, IndexError, ValueError, BoardError, ProtocolVersionError) as error:
        raise RecordingError(sentence("recording.impossible_description", path=path)) from error
    wrong = misfit(board, banner)
    if wrong is not None:
        raise RecordingError(sentence("recording.banner_misfit", path=path, why=wrong.said))
    size, cut = _check_samples(folder / SAMPLES, list(columns(board, has_ages(banner))))
    tare = None if header.tare_counts is None else np.array(header.tare_counts, float)
    try:
        events = read_events(folder / EVENTS, cells)
    except FileError as error:
        raise RecordingError(sentence("recording.file_wrong", why=error)) from error
    learned = Learned(header.rate_hz or banner.groups[0].rate_hz, header.empty_n, header.read_s, header.moved)
    return Recording(
        folder, board, banner, calibration, feet, header.stance, tare, learned, header.simulated, header.created,
        header.subject, events, cut, size,
    )  # fmt: skip


def _check_samples(path: Path, names: list[str]) -> tuple[int, int]:
    """Size of the file, and of its cut last line."""
    try:
        with open_plain(path) as file:
            first = file.readline(_LONGEST_HEAD)
            # Before the end is looked for, which takes long in gigabytes of something else.
            if first.decode("utf-8-sig", "replace").strip().split(",") != names:
                raise RecordingError(sentence("recording.other_columns", path=path, file=SESSION))
            size = file.seek(0, io.SEEK_END)
            end = _end_of_lines(file, size)
    except FileError as error:
        raise RecordingError(sentence("recording.file_wrong", why=error)) from error
    except OSError as error:
        raise RecordingError(sentence("recording.cannot_be_read", path=path, why=reason(error))) from error
    cut = size - end
    if size - cut <= len(first):
        raise RecordingError(sentence("recording.no_samples", folder=path.parent))
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


def _keep_freed_memory() -> None:
    """Let the C library of Linux keep what each chunk gives back, for the next one: it takes the largest piece that was
    ever freed for what may be kept (mallopt, M_MMAP_THRESHOLD, at most 32 MB). Else half of the time goes into asking
    the system for the same pages again and again. What is never written to takes no memory."""
    np.empty(_KEPT_BYTES, np.uint8)


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns
