"""Two cells whose signal wires touch, and films that stand still under a foot that moves."""

import numpy as np
import pytest

from tripod.boards import Board, load_board
from tripod.force.at_rest import CODE, rest_counts
from tripod.force.plausibility import Cause
from tripod.force.plausibility_checks import Where, repeats, stuck, touching

ROWS = 80


def grain_of(board: Board) -> np.ndarray:
    """(cells,) by how many counts a cell's own noise, or a film's last code, moves a reading."""
    if board.front_end.kind != "hx711":
        return np.full(len(board.cells), float(CODE))
    return board.errors.noise_n / np.array([cell.nominal.gain for cell in board.cells])


def moving(board: Board, grains: float = 60.0) -> np.ndarray:
    """A second of counts (n, cells) in which each cell moves in its own way."""
    rng, t = np.random.default_rng(1), np.linspace(0, 1, ROWS)[:, None]
    grain = grain_of(board)
    n = len(board.cells)
    wave = np.sin(2 * np.pi * (t * np.linspace(0.5, 1.5, n) + np.linspace(0, 1, n)))
    return np.rint(rest_counts(board) + grain * (4 * grains + grains * wave + rng.normal(0, 1, wave.shape)))


def in_newtons(board: Board, counts: np.ndarray) -> np.ndarray:
    return counts * np.array([cell.nominal.gain for cell in board.cells])


def touch(board: Board, counts: np.ndarray) -> set[tuple[int | None, int | None]]:
    found = touching(board, counts.astype(np.int32), in_newtons(board, counts))
    return {(where.cell, where.other) for where in found}


@pytest.mark.parametrize("name", ["pads", "plate"])
def test_signal_wires_that_touch_are_told_through_the_noise_of_two_converters(name: str) -> None:
    board = load_board(name)
    counts = np.rint(10 * moving(board, 120) + 60.0 / np.array([cell.nominal.gain for cell in board.cells]))
    assert touch(board, counts) == set()
    middle = (counts[:, 1] + counts[:, 2]) / 2
    rng = np.random.default_rng(2)
    for cell in (1, 2):
        counts[:, cell] = np.rint(middle + rng.normal(0, grain_of(board)[cell], ROWS))
    assert touch(board, counts) == {(1, 2), (2, 1)}


def test_what_hums_in_all_cells_alike_comes_from_outside() -> None:
    board = load_board("plate")
    counts = np.rint(moving(board)[:, [0]] + np.zeros((1, 8)) + 250_000)
    counts += np.random.default_rng(1).normal(0, 20, counts.shape).round()
    assert touch(board, counts) == set()


def test_a_film_that_stands_still_is_told_only_where_it_is_loaded_and_others_move() -> None:
    board = load_board("insole")
    counts = moving(board)
    counts[:, 1] = 23_000
    assert [where.cell for where in stuck(board, counts.astype(np.int32), counts)] == [1]
    counts[:, 1] = rest_counts(board) + 2 * CODE
    assert stuck(board, counts.astype(np.int32), counts) == {}
    counts[:, :] = 23_000
    assert stuck(board, counts.astype(np.int32), counts) == {}


def test_a_board_that_sends_all_its_readings_again_is_told() -> None:
    counts = moving(load_board("pads")).astype(np.int32)
    assert repeats(load_board("pads"), counts) == {}
    counts[20:60] = counts[20]
    assert list(repeats(load_board("pads"), counts)) == [Where(Cause.REPEATS, None, "")]
