"""Looks are the same however the stream was cut into blocks."""

import itertools

import numpy as np
import pytest

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.boards import load_board
from tripod.drills.seen.look import Looks


@pytest.mark.parametrize(("rate_hz", "every"), [(80.0, 1), (200.0, 2), (1000.0, 10)])
def test_any_cutting_gives_the_same_looks(rate_hz: float, every: int) -> None:
    board, rng = load_board("insole"), np.random.default_rng(1)
    t_s, force = np.arange(997) / rate_hz, rng.uniform(50, 150, (997, len(board.cells)))
    balance = BalanceLaw(board, Feet())(force)
    whole = Looks(rate_hz)(t_s, balance)
    assert [look.t_s for look in whole] == t_s[::every].tolist()
    cut, looks = [0, *np.sort(rng.choice(np.arange(1, 997), 60, replace=False)), 997], Looks(rate_hz)
    pieces = [
        look
        for start, stop in itertools.pairwise(cut)
        for look in looks(t_s[start:stop], balance.rows(slice(start, stop)))
    ]
    assert pieces == whole
