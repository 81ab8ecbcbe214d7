"""One look at the feet: what a drill sees, some 80 to 100 times a second, as plain numbers."""

from collections.abc import Iterator
from math import isfinite, nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import Balance

Array = NDArray[np.float64]

LOOKS_HZ = 100.0
"""No drill looks more often than this; a slower board is looked at with each frame."""

Three = tuple[float, float, float]


class Look(NamedTuple):
    """Feet are left, right; points heel, MT1, MT5; nan where there is no value. A tuple: many are made."""

    t_s: float
    total: float
    """Newtons, or the index of a board that earns none."""
    load: tuple[float, float]
    share: tuple[Three, Three]
    cop_mm: tuple[float, float]
    """Of all cells in the board's frame."""
    foot_cop_mm: tuple[tuple[float, float], tuple[float, float]] = ((nan, nan), (nan, nan))
    """Of each foot in the board's frame."""

    def stands(self, foot: int) -> bool:
        """Whether that foot stands on the board."""
        return isfinite(self.share[foot][0])

    @property
    def left_fraction(self) -> float:
        """Load of the left foot as a part of both; nan while only one stands."""
        (left, right), (left_share, right_share) = self.load, self.share
        return left / (left + right) if isfinite(left_share[0]) and isfinite(right_share[0]) else nan


class Looks:
    """Thins the stream out, the same however it was cut into blocks."""

    def __init__(self, rate_hz: float) -> None:
        self._count = 0
        self.set_rate(rate_hz)

    def set_rate(self, rate_hz: float) -> None:
        """So many samplings really come a second."""
        self._every = max(1, int(rate_hz // LOOKS_HZ))
        self.period_s = self._every / rate_hz

    def __call__(self, t_s: Array, balance: Balance) -> list[Look]:
        """The looks that n samplings bring."""
        at = self._count
        self._count += len(t_s)
        if self._every > 1:
            rows = np.flatnonzero((at + np.arange(len(t_s))) % self._every == 0)
            t_s, balance = t_s[rows], balance.rows(rows)
        columns = zip(
            t_s.tolist(),
            balance.total_n.tolist(),
            zip(*balance.load_n.T.tolist(), strict=True),
            _each(balance.share),
            zip(*balance.both_cop_mm.T.tolist(), strict=True),
            _each(balance.cop_mm),
            strict=True,
        )
        return [Look(*of) for of in columns]


def _each(values: Array) -> Iterator[tuple[tuple[float, ...], ...]]:
    """Of (n, 2, k) n pairs of tuples, one a foot."""
    left, right = values.transpose(1, 2, 0).tolist()
    return zip(zip(*left, strict=True), zip(*right, strict=True), strict=True)
