"""Takes the zero of the day, only from an empty, steady board: otherwise a person's weight would be subtracted."""

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.force.plausibility_checks import may_be_empty
from tripod.sentences import sentence

Array = NDArray[np.float64]


class TareRefused(Exception):
    """Why the board cannot be zeroed now: one plain sentence."""


def tare_counts(board: Board, force_n: Array, counts: NDArray[np.int32], least: int, *, known: bool = True) -> Array:
    """Mean counts (cells,) of the last second of an empty board, from forces and counts of shape (n, cells).

    `force_n` in newtons must not have a zero of the day subtracted, or several zeros in a row could hide a person.
    `least` is the number of rows that a second must have; `known`: whether the cells' zeros were ever taken. Where they
    were not, they may be far off, and a board that is as still as its sensors is taken to be empty.

    Raises:
        TareRefused: someone or something stands on it, it moves, or a cell gives no reading.
    """
    if len(force_n) < least:
        raise TareRefused(sentence("tare.too_few_readings"))
    if np.isnan(force_n).any():
        bad = board.cells[int(np.isnan(force_n).any(0).argmax())].plain
        raise TareRefused(sentence("tare.no_reading", cell=bad))
    mean, spread = force_n.mean(0), force_n.std(0)
    for foot in board.feet if known or not may_be_empty(board, mean, spread) else ():
        load = sum(mean[i] for i in board.cells_of(foot))
        if abs(load) > board.limits.empty_n:
            raise TareRefused(sentence("tare.something_stands", foot=foot))
    if (spread > board.limits.steady_n).any():
        raise TareRefused(sentence("tare.not_steady"))
    return counts.mean(0)
