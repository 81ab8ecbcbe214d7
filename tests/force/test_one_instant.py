"""Cells that were converted at other times come to one instant; cells in step stay as they are, to the bit."""

from itertools import pairwise

import numpy as np
import pytest

from tripod.device.blocks import Block
from tripod.force.one_instant import OneInstant

CELLS, HZ = 4, 80.0


def stream(n: int, ages: np.ndarray, hz: float = HZ) -> Block:
    tick = 4_294_000_000 + np.rint(np.arange(n) * 1e6 / hz).astype(np.int64)
    age = np.broadcast_to(ages, (n, CELLS)).astype(np.uint8)
    return Block(np.arange(n), tick, np.zeros((n, CELLS), np.int32), np.zeros((n, CELLS), np.uint8), age)


def moving(block: Block) -> np.ndarray:
    """Forces that change evenly, each cell as its own clock saw them."""
    at = block.tick_us[:, None] - 100.0 * block.age
    return (at - 4_294_000_000) * np.array([1e-4, -2e-4, 3e-4, 0.0]) + 100.0


def in_pieces(block: Block, force: np.ndarray, cuts: list[int]) -> np.ndarray:
    instant = OneInstant(HZ)
    edges = [0, *cuts, len(block)]
    parts = [slice(a, b) for a, b in pairwise(edges) if b > a]
    return np.concatenate([instant(block.rows(part), force[part]) for part in parts])


def test_cells_in_step_pass_through_as_they_are() -> None:
    block = stream(5, np.array([0, 1, 2, 0]))
    force, instant = moving(block), OneInstant(HZ)
    assert instant(block, force) is force
    assert instant.delay_s == 0


def test_a_load_that_changes_evenly_is_exact_one_period_before_the_stamp() -> None:
    rng = np.random.default_rng(1)
    block = stream(50, rng.integers(0, 125, (50, CELLS)))
    instant = OneInstant(HZ)
    force = instant(block, moving(block))
    assert instant.delay_s == 0.0125
    in_step = stream(50, np.zeros(CELLS))
    expected = moving(in_step) - np.array([1e-4, -2e-4, 3e-4, 0.0]) * 12500
    assert force[1:] == pytest.approx(expected[1:], abs=1e-9)


def test_noise_gets_less_and_no_value_lies_beyond_what_was_read() -> None:
    rng = np.random.default_rng(2)
    block = stream(4000, np.array([0, 30, 60, 124]))
    noise = rng.normal(0, 1, (4000, CELLS))
    out = OneInstant(HZ)(block, noise)
    assert (out[1:] <= np.maximum(noise[1:], noise[:-1])).all()
    assert out.std(0) == pytest.approx([1, 0.80, 0.71, 1], abs=0.05)


@pytest.mark.parametrize("seed", range(20))
def test_how_it_is_cut_changes_no_bit(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ages = rng.integers(0, 256, (60, CELLS))
    ages[: rng.integers(0, 30)] = 0
    block = stream(60, ages)
    force = rng.normal(100, 30, (60, CELLS))
    force[rng.random((60, CELLS)) < 0.1] = np.nan
    whole = in_pieces(block, force, [])
    for cuts in (list(range(1, 60)), sorted(rng.integers(1, 60, 5).tolist())):
        assert in_pieces(block, force, cuts).tobytes() == whole.tobytes()


def test_a_cell_without_a_reading_has_none_and_the_next_goes_on_from_the_last() -> None:
    block = stream(6, np.array([0, 50, 100, 124]))
    force = moving(block)
    spoilt = force.copy()
    spoilt[2, 1] = np.nan
    out, whole = OneInstant(HZ)(block, spoilt), OneInstant(HZ)(block, force)
    assert np.isnan(out[2, 1])
    assert np.count_nonzero(np.isnan(out)) == 1
    # The load changes evenly, so that the reading before the last does as well.
    assert np.nan_to_num(out, nan=whole[2, 1]) == pytest.approx(whole, abs=1e-9)


def test_after_forgetting_each_reading_stands_alone() -> None:
    block = stream(6, np.array([0, 50, 100, 124]))
    force, instant = moving(block), OneInstant(HZ)
    instant(block.rows(slice(0, 3)), force[:3])
    instant.forget()
    assert (instant(block.rows(slice(3, 4)), force[3:4]) == force[3:4]).all()


def test_an_age_that_the_wire_cannot_say_is_taken_for_the_middle_of_what_it_may_be() -> None:
    slow = stream(8, np.array([0, 0, 255, 100]), hz=10)
    force = OneInstant(10.0)(slow, moving(slow))
    in_step = moving(stream(8, np.zeros(CELLS), hz=10)) - np.array([1e-4, -2e-4, 3e-4, 0.0]) * 100_000
    # Made at 25.5 ms, taken to be at (25.5 + 100) / 2.
    off = np.array([0, 0, 3e-4 * (62_750 - 25_500), 0])
    assert force[1:] == pytest.approx(in_step[1:] + off, abs=1e-6)
