"""Frames of a board at 200 Hz, as they come over the wire, and what a time base makes of them."""

from math import nan

import numpy as np

from tripod.device.blocks import Block, concatenate
from tripod.device.frame_judge import FrameJudge
from tripod.device.frames import Wrapped
from tripod.device.items import Back, Untimed

PERIOD_US = 5000


def wrapped(numbers: np.ndarray, start_us: int = (1 << 32) - 500_000) -> Wrapped:
    """Frames with these true numbers, as a board at 200 Hz would stamp them."""
    n = len(numbers)
    tick = (start_us + numbers * PERIOD_US) % (1 << 32)
    empty = np.zeros((n, 3))
    return Wrapped(
        (numbers % 65536).astype(np.uint16),
        tick.astype(np.uint32),
        empty.astype(np.int32),
        empty.astype(np.uint8),
        empty.astype(np.uint8),
    )


def rows_of(run: Wrapped, a: int, b: int) -> Wrapped:
    return Wrapped(run.seq[a:b], run.t_us[a:b], run.counts[a:b], run.status[a:b], run.age[a:b])


def kept(items: list[Block | Back | Untimed]) -> Block:
    return concatenate([item for item in items if isinstance(item, Block)])


def fed(base: FrameJudge, run: Wrapped, arrived_s: float = nan) -> Block:
    """All that is kept of a run in which no restart shows."""
    (block,) = base.unwrap(run, arrived_s)
    assert isinstance(block, Block)
    return block
