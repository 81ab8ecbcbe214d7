"""What a person who shifts on the board is told of its cells: one thing, and the true one."""

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.calibration.wizard.stances import Stepping
from tripod.device.blocks import Block
from tripod.device.protocol import Status


@pytest.mark.parametrize(("status", "told"), [(Status.OK, 2), (Status.SATURATED, 2), (Status.OPEN, None)])
def test_a_cell_without_a_reading_is_not_leant_on_too_hard(status: Status, told: int | None) -> None:
    """A wire that is loose reads the end of the range: then only that it gives no reading is said."""
    board = load_board("pads")
    stepping = Stepping(board, 80.0, 700.0, one_leg=False)
    counts, states = np.full((40, 6), 100_000, np.int32), np.zeros((40, 6), np.uint8)
    counts[:, 2], states[:, 2] = board.front_end.full_scale_counts, status
    force = np.full((40, 6), 110.0)
    force[:, 2] = np.nan if status else 110.0
    k = np.arange(40)
    stepping.take(Block(k, k * 12_500, counts, states, np.zeros((40, 6), np.uint8)), force)
    assert stepping.clipped == told
    assert stepping.stood == []
    # Once it reads again, that is over.
    states[:, 2], counts[:, 2], force[:, 2] = Status.OK, 100_000, 110.0
    stepping.take(Block(k + 40, (k + 40) * 12_500, counts, states, np.zeros((40, 6), np.uint8)), force)
    assert stepping.clipped is None
