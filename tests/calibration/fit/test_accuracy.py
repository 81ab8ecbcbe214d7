"""The accuracy study, small: the same code, and intervals wide enough not to fail by chance."""

import accuracy
import numpy as np
import pytest
from feet import MODEL, Feet
from trials import clustered
from virtual_boards import Boards

from tripod.boards import load_board
from tripod.virtual.sensors import TrueSensors

N = 120


@pytest.mark.slow
@pytest.mark.parametrize("part", [accuracy.plate, accuracy.pads, accuracy.insole])
def test_no_target_is_missed(part: object) -> None:
    rows = part(N, 3)  # type: ignore[operator]
    missed = [accuracy.line(row) for row in rows if row.met is False]
    assert not missed
    assert all("simulated" in accuracy.line(row) for row in rows)


def test_the_interval_counts_boards_not_postures() -> None:
    rng = np.random.default_rng(1)
    inside = np.repeat(rng.random((1, 400)) < 0.95, 12, axis=0)
    mean, low, high = clustered(inside, np.ones(400, bool))
    assert high - low == pytest.approx(2 * 2.576 * (mean * (1 - mean) / 400) ** 0.5, rel=0.01)


def test_quasi_static_boards_are_the_live_virtual_board() -> None:
    """Same gains, same slow presses: the same counts but for noise, zero and what the study adds."""
    board = load_board("pads")
    live = TrueSensors(board, np.random.default_rng(4))
    many = Boards(board, 1, np.random.default_rng(5))
    many.gain, many.zero, many.bend = live._gain[None], live._zero_counts[None], np.zeros((1, 6))
    many._cross = 0.0
    many.drift_n = live._drift_n[None]
    for force in (400.0, 150.0, 300.0, 0.0):
        f = np.full((1, 6), force)
        felt = live.felt(np.repeat(f, 2000, axis=0))[-1:]
        assert many.capture(f, 10.0) == pytest.approx(live.counts(felt, np.zeros((1, 6)), 1), abs=60)


def test_the_posture_moves_the_load_where_it_is_told() -> None:
    feet = Feet(MODEL, 500, np.random.default_rng(6))
    at, _ = feet.own("right", 260)
    part = feet.posture(at, "right", np.full(500, 15.0), np.full(500, 5.0))
    still = np.einsum("nr,nri->ni", feet.posture(at, "right", np.zeros(500), np.zeros(500)), at)
    moved = np.einsum("nr,nri->ni", part, at) - still
    assert np.median(moved, axis=0) == pytest.approx([5.0, 15.0], abs=0.5)
    assert part.sum(1) == pytest.approx(np.ones(500))
    assert (part > 0).all()
