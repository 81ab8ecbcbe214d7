"""By how much each error of a board moves the CoP of both feet, sampling by sampling, as long as a stance lasts.

First order, as in `uncertainty`: with shares s_i of all that stands, places p_i, CoP r and load W a relative gain e_i
moves it by s_i (p_i - r) e_i, a place by s_i dp_i, a zero by (p_i - r) z_i / W. Each error stays what it is while
somebody stands, so that of sway only what changes counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.both_feet import cells_covariance, positions_mm, zero_sigma_n
from tripod.balance.setup import Setup
from tripod.balance.sway_speed import Pair, SwayLaw
from tripod.balance.uncertainty import K_95_1D

Array = NDArray[np.float64]
LEAST_PART = 0.03
"""Errors that move the CoP by less than this part of what the worst one does are left out."""
LOOKS = 500
"""At so many samplings it is looked which errors move the CoP alike; a turn of independent errors is as good as any, so
that only what may be left out hangs on it."""


@dataclass(frozen=True)
class SwayErrors:
    """Of a board as it is set up."""

    at_mm: Array
    """(cells, 2)"""
    independent: Array
    """(3 cells, errors): each column one independent error of one standard deviation, as relative gains, x, y."""
    zero_n: float
    """Standard deviation of a zero."""
    noise_n: float
    """Of a reading of a cell."""
    hysteresis: float
    """Of a cell, as a part of its load: what depends on how it was loaded before."""
    dead_band_mm: Mapping[tuple[str, ...], Pair]
    """Feet that stand -> half widths of the dead band that hysteresis makes, in ML and AP."""
    sees_all: bool
    """Whether all load reaches a sensor; else nobody knows how what does not moves."""

    @staticmethod
    def of(setup: Setup, foot: str = "") -> "SwayErrors":
        """Of a board, its calibration and its zero; of all its cells, or of those under one foot."""
        board, errors = setup.board, setup.board.errors
        cells = list(board.cells_of(foot)) if foot else list(range(len(board.cells)))
        own = np.concatenate([np.array(cells) + part * len(board.cells) for part in range(3)])
        values, vectors = np.linalg.eigh(cells_covariance(setup)[np.ix_(own, own)])
        return SwayErrors(
            positions_mm(setup)[cells],
            vectors * np.sqrt(np.maximum(values, 0.0)),
            zero_sigma_n(setup),
            errors.noise_n,
            errors.hysteresis,
            SwayLaw.of(setup).dead_band_mm,
            not (errors.unseen_ml_mm or errors.unseen_ap_mm),
        )

    def moves_mm(self, force_n: Array, *, about_mean: bool = True) -> Iterator[Array]:
        """By how much independent errors of one standard deviation move the CoP, about its mean or in all, (n, 2) for
        each, of forces (n, cells) in newtons; nan where there is none.

        They are the board's errors, turned into as many others that are as independent and move the CoP as little
        alike as can be: of eight cells' 32 errors a few then move it, and the others hardly.
        """
        looks = np.flatnonzero(np.isfinite(force_n).all(1))
        looks = looks[:: max(1, len(looks) // LOOKS)]
        errors = self._errors()
        centred = _about_mean if about_mean else _as_it_is
        some = centred(self._moved(force_n[looks], errors)).reshape(-1, errors.shape[1])
        squares, turns = np.linalg.eigh(some.T @ some)
        # One after the other: of an hour all together would take two gigabytes.
        for error in (errors @ turns[:, squares > LEAST_PART**2 * squares[-1]]).T:
            yield centred(self._moved(force_n, error[:, None])[:, :, 0])

    def part_pm(self, force_n: Array, cells: Sequence[int]) -> float:
        """Half width of the 95 % interval of the mean part of all load that these cells carry, of forces (n, cells)
        in newtons. It changes with a gain e_i by s_i (d_i - s) e_i and with a zero by (d_i - s) z_i / W, d_i being 1
        for one of these cells, else 0, and s their part."""
        stands = force_n[np.isfinite(force_n).all(1)]
        k, total = len(self.at_mm), stands.sum(1)[:, None]
        share, own = stands / total, np.isin(np.arange(k), cells)
        change = own - share[:, own].sum(1)[:, None]
        gain, zero = (share * change).mean(0), (change / total).mean(0)
        variance = ((gain @ self.independent[:k]) ** 2).sum() + (self.hysteresis**2 * gain**2).sum()
        return K_95_1D * float(np.sqrt(variance + self.zero_n**2 * (zero**2).sum()))

    @staticmethod
    def left_part_pm(setup: Setup, force_n: Array) -> float:
        """The same of the left foot's part, of the mean forces (cells,) of a stance; nan where the sides do not weigh
        on one scale."""
        board = setup.board
        if not board.claims.newtons or len(board.feet) < 2 or not force_n.sum() > 0:
            return nan
        return SwayErrors.of(setup).part_pm(force_n[None], board.cells_of("left"))

    def _errors(self) -> Array:
        """(4 cells, errors): each column one independent error of one standard deviation, as relative gains, x, y and
        zeros in newtons."""
        k, (rows, columns) = len(self.at_mm), self.independent.shape
        errors = np.zeros((rows + k, columns + k))
        errors[:rows, :columns] = self.independent
        errors[rows:, columns:] = self.zero_n * np.eye(k)
        return errors

    def _moved(self, force_n: Array, errors: Array) -> Array:
        """(n, 2, m) by how much each of m errors (4 cells, m) moves the CoP of forces (n, cells)."""
        gain, x, y, zero = np.split(errors, 4)
        total = force_n.sum(1)[:, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            share, per_n = force_n / total, 1 / total
        # With a place p of a cell s p d - s r d is summed over cells as s (p d) - r (s d).
        by_mean = share @ gain + per_n * zero.sum(0)
        of_axis = [
            share @ (self.at_mm[:, [axis]] * gain + place)
            + per_n * (self.at_mm[:, axis] @ zero)
            - (share @ self.at_mm[:, [axis]]) * by_mean
            for axis, place in enumerate((x, y))
        ]
        return np.stack(of_axis, 1)

    def noise_mm(self, load_n: float) -> Pair:
        """Standard deviation that the cells' noise gives the CoP under such a load, in ML and AP."""
        lever = self.at_mm - self.at_mm.mean(0)
        ml, ap = (self.noise_n / load_n * np.sqrt((lever * lever).sum(0))).tolist()
        return ml, ap


def _as_it_is(moved_mm: Array) -> Array:
    return moved_mm


def _about_mean(moved_mm: Array) -> Array:
    return moved_mm - np.nanmean(moved_mm, axis=0)
