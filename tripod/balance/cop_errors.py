"""By how much each error of a board moves the CoP of both feet, sampling by sampling, as long as a stance lasts.

First order, as in `uncertainty`: with shares s_i of all that stands, places p_i, CoP r and load W a relative gain e_i
moves it by s_i (p_i - r) e_i, a place by s_i dp_i, a zero by (p_i - r) z_i / W. Each error stays what it is while
somebody stands, so that of sway only what changes counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tripod.balance.both_feet import cells_covariance, positions_mm, zero_sigma_n
from tripod.balance.setup import Setup
from tripod.balance.sway_speed import Pair, SwayLaw

Array = NDArray[np.float64]
LEAST_PART = 1e-3
"""Errors that move the CoP by less than this part of what the worst one does are left out."""


@dataclass(frozen=True)
class CopErrors:
    """Of a board as it is set up."""

    at_mm: Array
    """(cells, 2)"""
    independent: Array
    """(3 cells, errors): each column one independent error of one standard deviation, as relative gains, x, y."""
    zero_n: float
    """Standard deviation of a zero."""
    noise_n: float
    """Of a reading of a cell."""
    dead_band_mm: Mapping[tuple[str, ...], Pair]
    """Feet that stand -> half widths of the dead band that hysteresis makes, in ML and AP."""
    sees_all: bool
    """Whether all load reaches a sensor; else nobody knows how what does not moves."""

    @staticmethod
    def of(setup: Setup) -> "CopErrors":
        """Of a board, its calibration and its zero."""
        values, vectors = np.linalg.eigh(cells_covariance(setup))
        errors = setup.board.errors
        return CopErrors(
            positions_mm(setup),
            vectors * np.sqrt(np.maximum(values, 0.0)),
            zero_sigma_n(setup),
            errors.noise_n,
            SwayLaw.of(setup).dead_band_mm,
            not (errors.unseen_ml_mm or errors.unseen_ap_mm),
        )

    def moves_mm(self, force_n: Array) -> Iterator[Array]:
        """By how much each error of one standard deviation moves the CoP about its mean, (n, 2) for each, of forces
        (n, cells) in newtons; nan where there is none."""
        k, total = len(self.at_mm), force_n.sum(1)
        with np.errstate(invalid="ignore", divide="ignore"):
            share = force_n / total[:, None]
            lever = self.at_mm[None] - (share @ self.at_mm)[:, None]
            by_zero = self.zero_n / total
        by_gain = share[:, :, None] * lever

        def of_cells(error: Array) -> Array:
            moved = np.einsum("nca,c->na", by_gain, error[:k])
            return moved + np.stack([share @ error[k : 2 * k], share @ error[2 * k :]], 1)

        def of_zero(cell: int) -> Array:
            return lever[:, cell] * by_zero[:, None]

        # One after the other, and each twice: of an hour all together would take two gigabytes.
        moves = [partial(of_cells, error) for error in self.independent.T]
        moves += [partial(of_zero, cell) for cell in range(k)]
        sizes = [float(np.nansum(_about_mean(of()) ** 2)) for of in moves]
        for of, size in zip(moves, sizes, strict=True):
            if size > LEAST_PART**2 * max(sizes):
                yield _about_mean(of())

    def noise_mm(self, load_n: float) -> Pair:
        """Standard deviation that the cells' noise gives the CoP under such a load, in ML and AP."""
        lever = self.at_mm - self.at_mm.mean(0)
        ml, ap = (self.noise_n / load_n * np.sqrt((lever * lever).sum(0))).tolist()
        return ml, ap


def _about_mean(moved_mm: Array) -> Array:
    return moved_mm - np.nanmean(moved_mm, axis=0)
