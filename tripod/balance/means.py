"""Means over a whole stream, the same to the last bit however it was cut into blocks."""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from tripod import kernel
from tripod.balance.balance import Balance, FootMatrix
from tripod.boards import FEET

Array = NDArray[np.float64]


class Means:
    """Sums strictly row after row, so that blocks cannot change the rounding; skips nan.

    `np.add.reduce` adds up in pairs only along an axis that lies together in memory; here that is the columns.
    """

    def __init__(self) -> None:
        self._sum: Array = np.zeros(23)
        self._count: NDArray[np.int64] = np.zeros(23, np.int64)

    def add(self, balance: Balance) -> None:
        """Add n samplings."""
        if kernel.compiled is not None:
            of = balance.share, balance.cop_mm, balance.both_cop_mm, balance.load_n, balance.total_n
            share, cop, both, load, total = map(np.ascontiguousarray, of)
            kernel.compiled.add_up(share, cop, both, load, total, self._sum, self._count)
            return
        n = len(balance.total_n)
        share, stands = balance.share.reshape(n, 6), np.isfinite(balance.share[:, :, 0])
        sums = np.empty((n + 1, 23))
        sums[0], rows = self._sum, sums[1:]
        rows[:, :6], rows[:, 6:10], rows[:, 10:12] = share, balance.cop_mm.reshape(n, 4), balance.both_cop_mm
        rows[:, 12:14], rows[:, 14] = balance.load_n, balance.total_n
        rows[:, 15:17] = np.where(stands, balance.load_n, np.nan)
        rows[:, 17:] = share**2
        there = np.isfinite(rows)
        np.copyto(rows, 0.0, where=~there)
        self._sum = np.add.reduce(sums, axis=0)
        self._count += np.count_nonzero(there, axis=0)

    def _mean(self, at: slice) -> Array:
        with np.errstate(invalid="ignore", divide="ignore"):
            return self._sum[at] / np.where(self._count[at] > 0, self._count[at], np.nan)

    @property
    def share(self) -> Array:
        """(2, 3) feet left, right; heel, MT1, MT5."""
        return self._mean(slice(0, 6)).reshape(2, 3)

    def shares(self, matrices: Mapping[str, FootMatrix], placed: Collection[str]) -> Array:
        """(2, 3) mean shares. Of feet of which it was found out where they stand (`placed`) they are those of feet that
        stood so all the time, whenever that was found out: under a rigid plate they follow from the mean CoP."""
        out, cop = self.share.copy(), self.cop_mm
        for foot in placed:
            k, corners = FEET.index(foot), np.vstack([matrices[foot].points_mm.T, np.ones(3)])
            out[k] = np.linalg.solve(corners, [*cop[k].tolist(), 1.0])
        return out

    @property
    def share_sd(self) -> Array:
        """(2, 3) standard deviations of the shares."""
        return np.sqrt(np.maximum(self._mean(slice(17, 23)).reshape(2, 3) - self.share**2, 0.0))

    @property
    def cop_mm(self) -> Array:
        """(2, 2) of each foot in the board's frame."""
        return self._mean(slice(6, 10)).reshape(2, 2)

    @property
    def both_cop_mm(self) -> Array:
        """(2,) of both feet together in the board's frame."""
        return self._mean(slice(10, 12))

    @property
    def load_n(self) -> Array:
        """(2,) load of each foot in newtons."""
        return self._mean(slice(12, 14))

    @property
    def standing_n(self) -> Array:
        """(2,) load of each foot while it stood."""
        return self._mean(slice(15, 17))

    @property
    def standing_rows(self) -> tuple[int, int]:
        """How many samplings each foot stood."""
        return int(self._count[15]), int(self._count[16])

    @property
    def total_n(self) -> float:
        """Load of both feet in newtons."""
        return float(self._mean(slice(14, 15))[0])
