"""Two cells whose signal wires touch, and films that stand still under a foot that moves."""

import numpy as np
import pytest

from tripod.boards import Board, load_board
from tripod.force.at_rest import CODE, rest_counts
from tripod.force.plausibility_checks import grain_counts, stuck, twins

ROWS = 80


def moving(board: Board, grains: float = 60.0) -> np.ndarray:
    """A second of counts (n, cells) in which each cell moves in its own way."""
    rng, t = np.random.default_rng(1), np.linspace(0, 1, ROWS)[:, None]
    grain = grain_counts(board)
    n = len(board.cells)
    wave = np.sin(2 * np.pi * (t * np.linspace(0.5, 1.5, n) + np.linspace(0, 1, n)))
    return np.rint(rest_counts(board) + grain * (4 * grains + grains * wave + rng.normal(0, 1, wave.shape)))


@pytest.mark.parametrize("name", ["pads", "plate", "insole"])
def test_signal_wires_that_touch_are_told_through_the_noise_of_two_converters(name: str) -> None:
    board = load_board(name)
    counts = moving(board)
    assert twins(board, counts.astype(np.int32), counts) == {}
    middle = (counts[:, 1] + counts[:, 2]) / 2
    rng = np.random.default_rng(2)
    for cell in (1, 2):
        counts[:, cell] = np.rint(middle + rng.normal(0, grain_counts(board)[cell], ROWS))
    found = twins(board, counts.astype(np.int32), counts)
    assert {(where.cell, where.other) for where in found} == {(1, 2), (2, 1)}


@pytest.mark.parametrize("name", ["pads", "insole"])
def test_cells_at_rest_may_read_nearly_the_same(name: str) -> None:
    board = load_board(name)
    rng = np.random.default_rng(1)
    counts = np.rint(rest_counts(board) + rng.normal(0, 1, (ROWS, len(board.cells))) * grain_counts(board))
    assert twins(board, counts.astype(np.int32), counts) == {}


def test_a_film_that_stands_still_is_told_only_where_it_is_loaded_and_others_move() -> None:
    board = load_board("insole")
    counts = moving(board)
    counts[:, 1] = 23_000
    assert [where.cell for where in stuck(board, counts.astype(np.int32), counts)] == [1]
    counts[:, 1] = rest_counts(board) + 2 * CODE
    assert stuck(board, counts.astype(np.int32), counts) == {}
    counts[:, :] = 23_000
    assert stuck(board, counts.astype(np.int32), counts) == {}
