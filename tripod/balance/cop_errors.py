"""By how much each error of a board moves the CoP of both feet, sampling by sampling, as long as a stance lasts.

First order, as in `uncertainty`: with shares s_i of all that stands, places p_i, CoP r and load W a relative gain e_i
moves it by s_i (p_i - r) e_i, a place by s_i dp_i, a zero by (p_i - r) z_i / W. Each error stays what it is while
somebody stands, so that of sway only what changes counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

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

    def moved_mm(self, force_n: Array) -> Array:
        """(errors, n, 2) by how much each error of one standard deviation moves the CoP about its mean, of forces
        (n, cells) in newtons; nan where there is none."""
        k, total = len(self.at_mm), force_n.sum(1)
        with np.errstate(invalid="ignore", divide="ignore"):
            share = force_n / total[:, None]
            lever = self.at_mm[None] - (share @ self.at_mm)[:, None]
            by_gain = share[:, :, None] * lever
            gains, xs, ys = self.independent[:k], self.independent[k : 2 * k], self.independent[2 * k :]
            moved = np.einsum("nca,ce->ena", by_gain, gains)
            moved += np.stack([share @ xs, share @ ys], 2).transpose(1, 0, 2)
            by_zero = (lever * (self.zero_n / total)[:, None, None]).transpose(1, 0, 2)
        both = np.concatenate([moved, by_zero])
        both -= np.nanmean(both, axis=1, keepdims=True)
        size = np.nansum(both * both, axis=(1, 2))
        return both[size > LEAST_PART**2 * size.max()]

    def noise_mm(self, load_n: float) -> Pair:
        """Standard deviation that the cells' noise gives the CoP under such a load, in ML and AP."""
        lever = self.at_mm - self.at_mm.mean(0)
        ml, ap = (self.noise_n / load_n * np.sqrt((lever * lever).sum(0))).tolist()
        return ml, ap
