"""A board whose readings tell which frame they are of: a wrong number that gets through is seen at once.

Cell c of frame k reads `LOW + (k + STEP * c) % SPAN` counts: a slow ramp, which is believed, and six of them that
belong together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.device.blocks import Block
from tripod.device.protocol import FIRST_AFTER_BOOT, Banner, Converter, Group, encode_banner, encode_frame

RATE_HZ, CELLS = 1000, 6
PERIOD_US = 1_000_000 // RATE_HZ
SPAN, STEP, LOW = 1 << 14, 1 << 11, 20_000
BOARD_ID = "5e" * 8


def banner(uptime_s: int, board_id: str = BOARD_ID) -> bytes:
    """What the board says of itself."""
    first = FIRST_AFTER_BOOT if uptime_s == 0 else 0
    group = Group(0, Converter.ADC, 0, float(RATE_HZ), (0,) * CELLS)
    said = Banner((1, 0, 0), "insole", board_id, uptime_s, uptime_s * 10**6 % 2**32, 5000, first, 0, 0, 0, (group,))
    return encode_banner(said)


def counts_of(k: int) -> list[int]:
    """What the cells of frame k read."""
    return [LOW + (k + STEP * c) % SPAN for c in range(CELLS)]


def frame(k: int, since_boot: int | None = None) -> bytes:
    """Frame k; sequence and clock count from the last boot."""
    n = k if since_boot is None else since_boot
    return encode_frame(0, n % 2**16, n * PERIOD_US % 2**32, counts_of(k), [0] * CELLS, [0] * CELLS)


@dataclass(frozen=True)
class Read:
    """Frames that were recorded: their numbers modulo `SPAN`, and which of them no board sent."""

    k: NDArray[np.int64]
    forged: NDArray[np.bool_]


def read_back(block: Block) -> Read:
    """Which frames these rows are of."""
    ramps = (block.counts.astype(np.int64) - LOW - STEP * np.arange(CELLS)) % SPAN
    inside = ((block.counts >= LOW) & (block.counts < LOW + SPAN)).all(1)
    alike = (ramps == ramps[:, :1]).all(1)
    return Read(ramps[:, 0], ~(inside & alike & (block.status == 0).all(1)))
