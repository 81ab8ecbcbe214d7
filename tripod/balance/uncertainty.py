"""Uncertainty of shares and CoP: first-order propagation of the board's error terms.

Formulas (hardware/: error budget; checked against Monte Carlo): with shares s_i, positions p_i, CoP r, load W
  gain e_i:      ds_i = s_i (e_i - sum s_j e_j)         dr = sum s_i (p_i - r) e_i
  zero z_i [N]:  ds_i = (z_i - s_i sum z_j) / W         dr = sum (p_i - r) z_i / W
  position dp_i: dr = sum s_i dp_i
"""

from dataclasses import dataclass
from math import atan2, sqrt

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Errors

Array = NDArray[np.float64]

K_95_1D = 1.960
K_95_2D = 2.448
"""sqrt(chi2(0.95, 2 degrees of freedom)): the 95 % radius of a two-dimensional normal distribution."""


@dataclass(frozen=True)
class Ellipse:
    """95 % region of a CoP: half axes in mm, and the major axis' angle from x, counter-clockwise, in radians."""

    major_mm: float
    minor_mm: float
    angle_rad: float


def force_sigma_n(gain_sigma: Array, errors: Errors, zero_known: bool) -> tuple[Array, Array]:
    """Relative and absolute standard deviations of cell forces, each of shape (cells,), from those of the gains."""
    zero = errors.zero_n if zero_known else errors.raw_zero_n
    return np.hypot(gain_sigma, errors.hysteresis), np.full(gain_sigma.shape, np.hypot(zero, errors.noise_n))


def share_sigma(point_n: Array, to_points: Array, force_n: Array, relative: Array, absolute: Array) -> Array:
    """Standard deviation of the shares (3,) that `to_points` (3, cells) makes of the cell forces (cells,).

    Placement is not in it: it is a property of the foot on the board (`placement_sigma`).
    """
    total = point_n.sum()
    share = point_n / total
    jacobian = (to_points - share[:, None] * to_points.sum(0)) / total
    return np.sqrt((jacobian**2) @ ((relative * force_n) ** 2 + absolute**2))


def placement_sigma(share: Array, points_mm: Array, covariance: Array) -> Array:
    """Standard deviation of the equivalent shares (3,) of a foot whose points (3, 2) have this `covariance` (6, 6).

    Equivalent shares solve sum s_i p_i = r, so points that lie off by dp change them by -P^-1 (sum s_i dp_i).
    """
    solve = np.linalg.inv(np.vstack([points_mm.T, np.ones(3)]))[:, :2]
    gradient = solve @ np.kron(share, np.eye(2))
    return np.sqrt(np.einsum("pi,ij,pj->p", gradient, covariance, gradient))


def cop_covariance(
    cop_mm: Array,
    positions_mm: Array,
    force_n: Array,
    relative: Array,
    absolute: Array,
    errors: Errors,
    fitted: Array | None = None,
    places_mm: float | None = None,
) -> Array:
    """Covariance (2, 2) in mm2 of the CoP (2,) of forces (cells,) at `positions_mm` (cells, 2).

    `fitted` (3 cells, 3 cells) is what a fit knows of relative gains, then x, then y together; then `relative` holds
    what comes on top of it (hysteresis), and positions are in it. `places_mm` is the standard deviation of the cells'
    places along each axis that is not in `fitted`; by itself all that the board's file says of them, or nothing. The
    unseen load is an error of the whole foot's CoP.
    """
    total = force_n.sum()
    share, lever = force_n / total, positions_mm - cop_mm
    variance = (relative * share) ** 2 + (absolute / total) ** 2
    covariance = (lever * variance[:, None]).T @ lever
    if places_mm is None:
        places_mm = errors.position_mm if fitted is None else 0.0
    covariance += places_mm**2 * (share**2).sum() * np.eye(2)
    if fitted is not None:
        nothing = np.zeros_like(share)
        jacobian = np.stack(
            [
                np.concatenate([share * lever[:, 0], share, nothing]),
                np.concatenate([share * lever[:, 1], nothing, share]),
            ]
        )
        covariance += jacobian @ fitted @ jacobian.T
    return covariance + np.diag([errors.unseen_ml_mm**2, errors.unseen_ap_mm**2])


def misplaced_foot(points_mm: Array, errors: Errors) -> Array:
    """Covariance (2, 2) that a foot off its marks adds where cells sit under the points (3, 2): MT1 and MT5 trade."""
    across = points_mm[1] - points_mm[2]
    return errors.placement_forefoot**2 * np.outer(across, across)


def ellipse_95(covariance: Array) -> Ellipse:
    """The 95 % ellipse of a two-dimensional normal distribution with this covariance (2, 2)."""
    values, vectors = np.linalg.eigh(covariance)
    major = vectors[:, 1]
    return Ellipse(
        K_95_2D * sqrt(max(values[1], 0.0)),
        K_95_2D * sqrt(max(values[0], 0.0)),
        atan2(float(major[1]), float(major[0])),
    )
