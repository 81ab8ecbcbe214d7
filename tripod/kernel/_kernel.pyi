# What kernel.c defines; its docstrings are there.
import numpy as np
from numpy.typing import NDArray

BUILD: int

def frames_alone(data: bytes, /) -> tuple[tuple[bytes, ...], bytes] | None: ...
def plain_frames(
    packets: tuple[bytes, ...],
    cells: int,
    wire_seq: int,
    wire_us: int,
    first: int,
    add_us: int,
    seq: NDArray[np.int64],
    tick_us: NDArray[np.int64],
    counts: NDArray[np.int32],
    status: NDArray[np.uint8],
    age: NDArray[np.uint8],
    /,
) -> int: ...
