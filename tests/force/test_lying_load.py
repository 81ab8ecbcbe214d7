"""Loads that lie where nobody stands: a mass, or a zero that is another."""

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.force.plausibility import Cause
from tripod.force.plausibility_watch import PlausibilityWatch

RATE = 80.0


def watched(board: str, offset_n: float, steps_on_s: float = 3.0, known: bool = True) -> PlausibilityWatch:
    """Six seconds of a board whose second cell reads so much more from the first moment on."""
    of, rng = load_board(board), np.random.default_rng(1)
    n = len(of.cells)
    t = np.arange(round(6 * RATE)) / RATE
    scale = 1.0 if of.claims.newtons else 0.05
    # A person sways.
    stands = (t >= steps_on_s)[:, None] * (120.0 + rng.normal(0, 2, (len(t), n)).cumsum(0) * 0.2) * scale
    force = stands + rng.normal(0, of.errors.noise_n, (len(t), n))
    force[:, 1] += offset_n
    watch = PlausibilityWatch(of, RATE, np.zeros(n), empty_known=known)
    watch((t * 1e6).astype(np.int64), force, np.rint(force * 2000).astype(np.int32))
    return watch


@pytest.mark.parametrize("board", ["pads", "plate"])
@pytest.mark.parametrize("known", [True, False])
def test_a_cell_that_read_a_load_before_somebody_stood_there_is_named(board: str, known: bool) -> None:
    assert {(f.cause, f.cell) for f in watched(board, 300.0, known=known).found} == {(Cause.LIES, 1)}
    assert watched(board, 300.0, steps_on_s=9, known=known).lies == (1,)


@pytest.mark.parametrize("board", ["pads", "plate", "insole"])
def test_an_empty_board_and_who_steps_onto_it_are_left_alone(board: str) -> None:
    assert watched(board, 0.0).found == ()
    assert watched(board, 0.0, steps_on_s=9).lies == ()


def test_a_mass_alone_is_weighed() -> None:
    watch = watched("pads", 200.0, steps_on_s=9)
    assert watch.found == ()
