# What kernel.c offers; docstrings are beside the code, in frames.c, forces.c and virtual.c.
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
def low_pass(
    values: NDArray[np.float64],
    out: NDArray[np.float64],
    state: NDArray[np.float64],
    b0: float,
    a1: float,
    a2: float,
    /,
) -> None: ...
def balance(
    force_n: NDArray[np.float64],
    cells: NDArray[np.intp],
    weights: NDArray[np.float64],
    both: NDArray[np.float64],
    gate_n: float,
    load: NDArray[np.float64],
    point: NDArray[np.float64],
    share: NDArray[np.float64],
    cop: NDArray[np.float64],
    total: NDArray[np.float64],
    both_cop: NDArray[np.float64],
    /,
) -> None: ...
def add_up(
    share: NDArray[np.float64],
    cop: NDArray[np.float64],
    both_cop: NDArray[np.float64],
    load: NDArray[np.float64],
    total: NDArray[np.float64],
    sums: NDArray[np.float64],
    count: NDArray[np.int64],
    /,
) -> None: ...
def bring(
    tick_us: NDArray[np.int64],
    age: NDArray[np.uint8],
    force_n: NDArray[np.float64],
    out: NDArray[np.float64],
    last_us: NDArray[np.int64],
    last_n: NDArray[np.float64],
    period_us: int,
    oldest_us: int,
    /,
) -> None: ...
def calm(
    force_n: NDArray[np.float64],
    before: NDArray[np.float64],
    step: NDArray[np.float64],
    limit: NDArray[np.float64],
    /,
) -> bool: ...
def feel(
    force_n: NDArray[np.float64],
    out: NDArray[np.float64],
    held: NDArray[np.float64],
    crept: NDArray[np.float64],
    half: float,
    creep: float,
    fast: float,
    slow: float,
    slowest: float,
    /,
) -> None: ...
def sway(
    kicks: NDArray[np.float64],
    out: NDArray[np.float64],
    state: NDArray[np.float64],
    step: float,
    keeps: float,
    rise: float,
    stiff: float,
    damp: float,
    pull: float,
    /,
) -> None: ...
def weigh_parts(part: NDArray[np.float64], base: NDArray[np.float64], /) -> None: ...
def tilt_on(
    moments: NDArray[np.float64],
    target: NDArray[np.float64],
    tilt: NDArray[np.float64],
    met: float,
    /,
) -> bool: ...
