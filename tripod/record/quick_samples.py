"""samples.quick: the rows of samples.csv as bytes, beside it, so that a long recording is read from text only once.

samples.csv is the truth. What stands here is used only where a checksum of the whole of samples.csv says that it is
still the file of which this was made: time and size change when a file is copied, and need not when it is edited.
Reading it through for that takes a fraction of what its numbers take. A file that is damaged, cut, or of other columns
is made anew; that of a newer tripod is left alone. Where it cannot be written there is none, and nobody is told.

The file: `MAGIC`, the pieces one behind the other, a description in JSON, and the description's length and the checksum
of all before it (4 bytes each). In a piece of n rows: seq, tick_us (n,) of 8 bytes, counts (n, cells) of 4, and where
any is not 0 status, and age (n, cells) of 1; numbers begin with their lowest byte.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count, pairwise
from pathlib import Path
from typing import BinaryIO, Self
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from tripod.device.blocks import Block
from tripod.record.layout import QUICK
from tripod.record.sample_rows import LeftOut
from tripod.storage.bounded_read import FileError, open_plain

MAGIC = b"tripod samples 1\n"
SCHEMA = 1
"""Another one where rows are taken out of samples.csv by other rules, too."""
_TAIL = 8
_MOST_DESCRIPTION = 4 << 20
_READ_BYTES = 256 << 10
_numbers = count()


class Of(msgspec.Struct, frozen=True):
    """The samples.csv of which it was made."""

    size: int
    crc32: int
    columns: Sequence[str]


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """Rows that lie together, and whether they have statuses and ages other than 0."""

    rows: int
    status: bool
    age: bool

    def sizes(self, cells: int) -> list[int]:
        """Bytes of each array."""
        n = self.rows
        return [8 * n, 8 * n, 4 * n * cells, n * cells * self.status, n * cells * self.age]


class Description(msgspec.Struct, frozen=True):
    """What stands in the file."""

    schema: int
    of: Of
    cells: int
    pieces: Sequence[Piece]
    left_out: int
    first_left_out: int


class _Schema(msgspec.Struct):
    schema: int


class NewerQuick(Exception):
    """A newer tripod made the file."""


def checksum(file: BinaryIO, size: int) -> int:
    """CRC-32 of the next `size` bytes; it tells each change of up to four bytes side by side, and of others all but one
    in 4e9."""
    crc = 0
    while size > 0:
        data = file.read(min(_READ_BYTES, size))
        if not data:
            break
        crc = crc32(data, crc)
        size -= len(data)
    return crc


class QuickSamples:
    """The file, open and found to be sound."""

    def __init__(self, file: BinaryIO, description: Description) -> None:
        self._file, self._description = file, description

    def blocks(self) -> Iterator[Block]:
        """All rows.

        Raises:
            OSError: it cannot be read.
        """
        cells = self._description.cells
        self._file.seek(len(MAGIC))
        for piece in self._description.pieces:
            data = np.fromfile(self._file, np.uint8, sum(piece.sizes(cells)))
            if len(data) != sum(piece.sizes(cells)):
                raise OSError
            yield _block(data, piece, cells)

    def tell(self, left_out: LeftOut) -> None:
        """Count what was left out of samples.csv."""
        left_out.rows, left_out.first_line = self._description.left_out, self._description.first_left_out

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def open_quick(folder: Path, of: Of, cells: int) -> QuickSamples | None:
    """The folder's samples.quick; None where there is none, or it is damaged or of another samples.csv.

    Raises:
        NewerQuick: a newer tripod made it; it is not to be written over.
    """
    try:
        file = open_plain(folder / QUICK)
    except FileError:
        return None
    description = None
    try:
        description = _described(file)
    except (OSError, ValueError, msgspec.MsgspecError):
        pass
    finally:
        if description is None or (description.of, description.cells) != (of, cells):
            file.close()
    return None if file.closed or description is None else QuickSamples(file, description)


def _described(file: BinaryIO) -> Description | None:
    """What a sound file says of itself."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size < len(MAGIC) + _TAIL or file.read(len(MAGIC)) != MAGIC:
        return None
    file.seek(size - _TAIL)
    tail = np.frombuffer(file.read(_TAIL), "<u4")
    length, crc = int(tail[0]), int(tail[1])
    if length > min(_MOST_DESCRIPTION, size - _TAIL - len(MAGIC)):
        return None
    file.seek(0)
    if checksum(file, size - 4) != crc:
        return None
    file.seek(size - _TAIL - length)
    text = file.read(length)
    if msgspec.json.decode(text, type=_Schema).schema > SCHEMA:
        raise NewerQuick
    found = msgspec.json.decode(text, type=Description)
    if found.schema != SCHEMA or min((piece.rows for piece in found.pieces), default=0) < 1:
        return None
    whole = len(MAGIC) + sum(sum(piece.sizes(found.cells)) for piece in found.pieces) + length + _TAIL
    return found if whole == size else None


class QuickWriter:
    """Writes the file of rows that come from first to last; it is in its place after `finish`, and not before. Nothing
    comes of it where the disk refuses."""

    def __init__(self, folder: Path, of: Of, cells: int) -> None:
        self._path, self._of, self._cells = folder / QUICK, of, cells
        # A name of its own for each: two programs at once must not write into one another's half.
        self._part = folder / f".{QUICK}.{os.getpid()}-{next(_numbers)}.part"
        self._pieces: list[Piece] = []
        self._crc = 0
        self._file: BinaryIO | None = None
        try:
            self._file = open(self._part, "xb")  # noqa: SIM115
            self._put(MAGIC)
        except OSError:
            self._give_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._give_up()

    def add(self, block: Block) -> None:
        """Write the next rows."""
        if self._file is None:
            return
        piece = Piece(len(block), bool(block.status.any()), bool(block.age.any()))
        arrays = [block.seq, block.tick_us, block.counts]
        arrays += [block.status] * piece.status + [block.age] * piece.age
        try:
            for values in arrays:
                self._put(np.ascontiguousarray(values, values.dtype.newbyteorder("<")).data.cast("B"))
            self._pieces.append(piece)
        except OSError:
            self._give_up()

    def finish(self, left_out: LeftOut) -> None:
        """All rows were added."""
        if self._file is None:
            return
        about = Description(SCHEMA, self._of, self._cells, self._pieces, left_out.rows, left_out.first_line)
        text = msgspec.json.encode(about)
        try:
            self._put(text)
            self._put(np.array([len(text)], "<u4").tobytes())
            self._put(np.array([self._crc], "<u4").tobytes())
            self._file.close()
            os.replace(self._part, self._path)
            self._file = None
        except OSError:
            self._give_up()

    def _put(self, data: bytes | memoryview) -> None:
        assert self._file is not None
        self._file.write(data)
        self._crc = crc32(data, self._crc)

    def _give_up(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):
                file.close()
            with suppress(OSError):
                self._part.unlink()


def _block(data: NDArray[np.uint8], piece: Piece, cells: int) -> Block:
    """The rows of a piece, as views of it."""
    n, ends = piece.rows, np.cumsum([0, *piece.sizes(cells)]).tolist()
    seq, tick, counts, status, age = (data[a:b] for a, b in pairwise(ends))
    return Block(
        seq.view("<i8"),
        tick.view("<i8"),
        counts.view("<i4").reshape(n, cells),
        status.reshape(n, cells) if piece.status else np.zeros((n, cells), np.uint8),
        age.reshape(n, cells) if piece.age else np.zeros((n, cells), np.uint8),
    )
