"""A total that depends on where the weight lies: a gain that is far off, and none of what healthy people do."""

from collections.abc import Callable

import numpy as np
import pytest

from tripod.balance.geometry import USUAL_FEET
from tripod.boards import FEET, Board, load_board
from tripod.force.plausibility import Cause
from tripod.force.steady_total import SteadyTotal
from tripod.virtual.board import LoadPath
from tripod.virtual.standing import Stance, quiet_cop_mm

HALF = 40
RATE = 80.0
WEIGHT_N = 736.0
Part = Callable[[np.ndarray], np.ndarray]


def slowly(t: np.ndarray) -> np.ndarray:
    """The left foot's part while somebody shifts from foot to foot."""
    return 0.5 + 0.3 * np.sin(2 * np.pi * t / 7)


def still(t: np.ndarray) -> np.ndarray:
    return np.full(len(t), 0.5)


def forces(
    board: Board, part: Part, lean_mm: float = 20.0, seconds: float = 30.0, toes: Part | None = None
) -> np.ndarray:
    """Forces (n, cells) of somebody who shifts so, and leans to and fro."""
    t = np.arange(round(seconds * RATE)) / RATE
    left = part(t)
    cop = np.zeros((len(t), 2, 2))
    for k, foot in enumerate(FEET):
        cop[:, k] = quiet_cop_mm(board, USUAL_FEET, foot)
        cop[:, k, 1] += lean_mm * np.sin(2 * np.pi * t / 9)
    load = np.stack([left, 1 - left], 1) * WEIGHT_N
    of_toes = np.stack([np.ones(len(t)) if toes is None else toes(t)] * 2, 1)
    force = LoadPath(board, USUAL_FEET)(Stance(t, load, cop, of_toes))[0]
    return force + np.random.default_rng(1).normal(0, board.errors.noise_n, force.shape)


def found(board: Board, force: np.ndarray) -> set[tuple[Cause, int | None]]:
    watch, out = SteadyTotal(board), set()
    for k in range(0, len(force), HALF):
        half = force[k : k + HALF]
        out |= {(where.cause, where.cell) for where in watch(half, half.mean(0))}
    return out


@pytest.mark.parametrize("gain", [0.5, 2.0])
@pytest.mark.parametrize("cell", range(8))
def test_a_gain_that_is_far_off_is_told_and_never_of_another_cell(cell: int, gain: float) -> None:
    board = load_board("plate")
    force = forces(board, slowly)
    force[:, cell] *= gain
    told = {c for _, c in found(board, force)}
    assert told <= {None, cell}
    # Half of a corner that carries little changes the total by less than feet do that push off.
    assert told or (gain < 1 and board.cells[cell].y_mm > 100)


def test_on_pads_a_heel_is_told_by_shifts_from_foot_to_foot_and_not_by_leans() -> None:
    board = load_board("pads")
    for part, told in ((slowly, True), (still, False)):
        force = forces(board, part)
        force[:, 0] *= 2
        assert bool(found(board, force)) is told


def test_a_whole_foot_that_gives_half_cannot_be_told_from_the_other_that_gives_twice() -> None:
    board = load_board("plate")
    force = forces(board, slowly)
    force[:, list(board.cells_of("right"))] *= 0.5
    assert found(board, force) == {(Cause.UNEVEN, None)}


def test_a_gain_that_is_off_in_all_cells_alike_changes_nothing_and_is_not_told() -> None:
    assert found(load_board("plate"), 2 * forces(load_board("plate"), slowly)) == set()


@pytest.mark.parametrize("board", ["pads", "plate", "plate-three", "insole"])
def test_what_healthy_people_do_is_left_alone(board: str) -> None:
    of = load_board(board)
    scale = 1.0 if of.claims.newtons else 0.05
    assert found(of, scale * forces(of, slowly)) == set()
    assert found(of, scale * forces(of, slowly, toes=lambda t: 1 + 4 * (np.sin(2 * np.pi * t / 9) > 0))) == set()
    assert found(of, scale * forces(of, still, toes=lambda t: 1 + 4 * (np.sin(2 * np.pi * t / 9) > 0))) == set()


def test_hands_bars_and_a_foot_beside_the_board_are_no_gains() -> None:
    board = load_board("plate")
    force = forces(board, slowly)
    t = np.arange(len(force))[:, None] / RATE
    held = force * (1 - 0.2 * np.clip(np.sin(2 * np.pi * t / 8), 0, 1))
    assert found(board, held) == set()
    bar = force + (np.sin(2 * np.pi * t / 11) > 0) * 60.0
    assert found(board, bar) == set()
    beside = forces(board, lambda t: np.full(len(t), 0.5))
    beside[:, list(board.cells_of("left"))] *= 1 - 0.6 * np.clip(np.sin(2 * np.pi * t / 8), 0, 1)
    assert found(board, beside) == set()
