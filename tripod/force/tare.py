"""Takes the zero of the day, only from an empty, steady board: a person on it would be zeroed away."""

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board

Array = NDArray[np.float64]


class TareRefused(Exception):
    """Why the board cannot be zeroed now: one plain sentence."""


def tare_counts(board: Board, force_n: Array, counts: NDArray[np.int32], least: int) -> Array:
    """Mean counts (cells,) of the last second of an empty board, from forces and counts of shape (n, cells).

    `force_n` in newtons must not have a zero of the day subtracted, or several zeros in a row could hide a person.
    `least` is the number of rows in a second.

    Raises:
        TareRefused: someone or something stands on it, it moves, or a cell gives no reading.
    """
    if len(force_n) < least:
        raise TareRefused("There is not yet a second of readings to take the zero from.")
    if np.isnan(force_n).any():
        bad = board.cells[int(np.isnan(force_n).any(0).argmax())].plain
        raise TareRefused(f"The {bad} gives no reading, so the board cannot be zeroed.")
    mean, spread = force_n.mean(0), force_n.std(0)
    for foot in board.feet:
        load = sum(mean[i] for i in board.cells_of(foot))
        if abs(load) > board.limits.empty_n:
            raise TareRefused(f"Something stands on the {foot} side: step off first, then zero.")
    if (spread > board.limits.steady_n).any():
        raise TareRefused("The board is not steady yet: leave it alone for a second, then zero.")
    return counts.mean(0)
