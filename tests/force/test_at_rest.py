"""What can be true of a board on which nobody stands: where cells rest, what noise is odd, and which wires float."""

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.force.at_rest import (
    CODE,
    Level,
    below_rest,
    levels,
    noise_counts,
    odd_noise,
    rest_counts,
    strays,
    together,
)

PADS, INSOLE = load_board("pads"), load_board("insole")
CELLS = len(INSOLE.cells)
ROWS = 400


def shivering(sd_codes: float, seed: int = 1, columns: int = CELLS) -> np.ndarray:
    """Films at rest, each shivering in its own way."""
    rng = np.random.default_rng(seed)
    return np.rint(rest_counts(INSOLE) + rng.normal(0, sd_codes * CODE, (ROWS, columns))).astype(np.int32)


def test_a_bridge_rests_at_zero_and_a_film_above_it() -> None:
    assert rest_counts(PADS) == 0
    assert rest_counts(INSOLE) > 20 * CODE


@pytest.mark.parametrize(("codes", "below"), [(-9.5, False), (-10.5, True)])
def test_a_film_can_only_add_to_what_its_amplifier_rests_at(codes: float, below: bool) -> None:
    mean = np.full(CELLS, rest_counts(INSOLE) + codes * CODE)
    assert below_rest(INSOLE, mean).all() == below
    assert not below_rest(PADS, np.full(len(PADS.cells), -1e6)).any(), "a bridge reads both ways"
    assert levels(INSOLE, mean) == [Level.BELOW if below else Level.FAR] * CELLS


def test_two_films_that_shiver_alike_float_and_others_do_not() -> None:
    counts = shivering(8)
    assert together(INSOLE, counts) == []
    counts[:, 2] = counts[:, 0]
    assert together(INSOLE, counts) == [(0, 2)]
    quiet = shivering(0.2)
    quiet[:, 2] = quiet[:, 0]
    assert together(INSOLE, quiet) == [], "what is no more than noise says nothing"


def test_two_bridges_on_one_wire_read_one_signal() -> None:
    sd = 4 * float(noise_counts(PADS)[0])
    counts = np.rint(np.random.default_rng(2).normal(0, sd, (ROWS, len(PADS.cells)))).astype(np.int32)
    assert together(PADS, counts) == []
    counts[:, 5] = counts[:, 1]
    assert together(PADS, counts) == [(1, 5)]


def test_noise_is_odd_beside_the_neighbours_or_where_most_have_it() -> None:
    limit = float(noise_counts(INSOLE)[0])
    noise = np.full(CELLS, 0.9 * limit)
    noise[3] = 1.1 * limit
    assert odd_noise(INSOLE, noise) == [], "its neighbours have nearly as much"
    noise[3] = 3 * limit
    assert odd_noise(INSOLE, noise) == [3]
    noise[1:] = 1.1 * limit
    assert odd_noise(INSOLE, noise) == list(range(1, CELLS))


def test_a_cell_that_wanders_strays() -> None:
    counts = shivering(0.5)
    assert strays(INSOLE, counts) == []
    counts[:, 4] += np.linspace(0, 60 * CODE, ROWS).astype(np.int32)
    assert strays(INSOLE, counts) == [4]
