"""Turns packets of frames into numpy arrays, and arrays into packets."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tripod import kernel
from tripod.device.blocks import Block
from tripod.device.protocol import BYTES_PER_CELL, CRC_BYTES, FRAME, FrameRun, seal

_MOST_STATUS = np.uint8(9)


class Wrapped(NamedTuple):
    """A run of frames with seq and stamp still wrapped, as the wire has them."""

    seq: NDArray[np.uint16]
    t_us: NDArray[np.uint32]
    counts: NDArray[np.int32]
    status: NDArray[np.uint8]
    age: NDArray[np.uint8]


@cache
def _frame_dtype(cells: int) -> np.dtype[np.void]:
    """A frame as the wire has it; `word` and `word_bytes` are the same bytes, of which every fourth is a status."""
    fields = {
        "type": ("u1", 0),
        "group": ("u1", 1),
        "seq": ("<u2", 2),
        "t_us": ("<u4", 4),
        "word": (("<i4", (cells,)), 8),
        "word_bytes": (("u1", (cells, 4)), 8),
        "age": (("u1", (cells,)), 8 + 4 * cells),
    }
    return np.dtype(
        {
            "names": [*fields],
            "formats": [kind for kind, _ in fields.values()],
            "offsets": [at for _, at in fields.values()],
            "itemsize": 10 + BYTES_PER_CELL * cells,
        }
    )


def unpack(run: FrameRun) -> Wrapped:
    """All n frames of a run as arrays of shape (n,) and (n, cells); sequence and stamp stay wrapped."""
    frames = np.frombuffer(b"".join(run.packets), _frame_dtype(run.cells))
    # Up and down again: the status goes out at the top, and the counts' sign comes down.
    counts = frames["word"] << 8
    counts >>= 8
    # Statuses that a later protocol may add stay one digit wide in a recording, and are no measurement either way.
    status = np.minimum(frames["word_bytes"][:, :, 3], _MOST_STATUS)
    return Wrapped(frames["seq"], frames["t_us"], counts, status, frames["age"])


def unpack_plain(run: FrameRun, wire_seq: int, wire_us: int, first: int, add_us: int, arrived_s: float) -> Block | None:
    """The frames of a run as a block, numbered from `first` on and `add_us` past their stamps, where a kernel is there
    and they follow the last frame that was kept (`wire_seq` and `wire_us`, as they came) with nothing lost and no
    counter wrapped. None where `unpack` and `FrameJudge.unwrap` have to look."""
    if kernel.compiled is None:
        return None
    n, cells = len(run.packets), run.cells
    seq, tick_us, counts = np.empty(n, np.int64), np.empty(n, np.int64), np.empty((n, cells), np.int32)
    status, age = np.empty((n, cells), np.uint8), np.empty((n, cells), np.uint8)
    last_us = kernel.compiled.plain_frames(
        run.packets, cells, wire_seq, wire_us, first, add_us, seq, tick_us, counts, status, age
    )
    return Block(seq, tick_us, counts, status, age, arrived_s) if last_us >= 0 else None


def pack(group: int, wrapped: Wrapped) -> list[bytes]:
    """n frames on the wire, of arrays of shape (n,) and (n, cells): what `encode_frame` makes of them one by one, at a
    third of its cost."""
    frames = np.zeros(len(wrapped.seq), _frame_dtype(wrapped.counts.shape[1]))
    frames["type"], frames["group"] = FRAME, group
    frames["seq"], frames["t_us"], frames["word"], frames["age"] = (
        wrapped.seq,
        wrapped.t_us,
        wrapped.counts,
        wrapped.age,
    )
    frames["word_bytes"][:, :, 3] = wrapped.status
    size, data = frames.itemsize, frames.tobytes()
    return [seal(data[at : at + size - CRC_BYTES]) for at in range(0, len(data), size)]
