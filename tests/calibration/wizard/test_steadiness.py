"""What counts as steady does not depend on how the stream is cut: a long block that ends still is not still."""

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.calibration.wizard.steadiness import Steadiness
from tripod.device.blocks import Block

RATE_HZ = 80
BEFORE, AFTER = 200_000, 0
"""Counts while somebody stands on every cell, and of the empty board."""


def stepped_off(still_s: float) -> np.ndarray:
    """Two seconds of standing, then the empty board for so long."""
    return np.concatenate([np.full(2 * RATE_HZ, BEFORE), np.full(round(still_s * RATE_HZ), AFTER)])


def fed(counts: np.ndarray, frames: int) -> Steadiness:
    board = load_board("pads")
    steadiness = Steadiness(board, RATE_HZ)
    for at in range(0, len(counts), frames):
        part = counts[at : at + frames]
        k = np.arange(at, at + len(part))
        each = np.repeat(part[:, None], len(board.cells), 1).astype(np.int32)
        none = np.zeros(each.shape, np.uint8)
        steadiness.take(Block(k, (k * 1e6 / RATE_HZ).astype(np.int64), each, none, none))
    return steadiness


@pytest.mark.parametrize("frames", [4, 24, 48, 96, 1000])
def test_half_a_second_after_a_step_off_nothing_is_steady(frames: int) -> None:
    assert fed(stepped_off(0.5), frames).reading(None).steady < 1


@pytest.mark.parametrize("frames", [4, 24, 48, 96, 1000])
def test_what_is_steady_holds_nothing_of_what_was_before(frames: int) -> None:
    reading = fed(stepped_off(1.5), frames).reading(None)
    assert reading.steady == 1
    assert reading.spread_n.max() < 1e-6
