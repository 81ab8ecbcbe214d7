"""Time to boundary: how soon the CoP would leave the base of support, went it on as it goes now.

Straight on at the velocity of the moment (central difference), to the edge of the convex base of support in the plane:
tau = min over edges with n . v > 0 of n . (a - p) / (n . v), n the edge's outward normal and a a place on it. Reported
are its local minima, as in Hertel & Olmsted-Kramer 2007 (Gait Posture 25:33), who take each axis of a foot by
itself, and without the acceleration of Slobounov et al. 1997 (J Mot Behav 29:263): values compare with neither.
"""

from collections.abc import Mapping
from math import nan

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

NAMES = ("time_to_boundary_least_s", "time_to_boundary_mean_of_minima_s", "time_to_boundary_sd_of_minima_s")


def time_to_boundary_s(cop_mm: Array, rate_hz: float, corners_mm: Array) -> Array:
    """(n,) of (n, 2) even samples; `corners_mm`: (k, 2) of a convex base, counter-clockwise. nan outside of it, inf
    where the CoP stands still."""
    velocity = np.gradient(cop_mm, 1 / rate_hz, axis=0)
    way = np.roll(corners_mm, -1, axis=0) - corners_mm
    outward = np.column_stack([way[:, 1], -way[:, 0]])
    left = (corners_mm[None] - cop_mm[:, None]) * outward[None]
    distance, speed = left.sum(2), (velocity[:, None] * outward[None]).sum(2)
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(speed > 0, distance / speed, np.inf)
    return np.where((distance >= 0).all(1), each.min(1), nan)


def boundary(cop_mm: Array, rate_hz: float, corners_mm: Array) -> Mapping[str, float]:
    """Name -> value; nan where the CoP left the base, or there are fewer than two minima."""
    tau = time_to_boundary_s(cop_mm, rate_hz, corners_mm)
    if np.isnan(tau).any():
        return dict.fromkeys(NAMES, nan)
    inner = tau[1:-1]
    minima = inner[(inner < tau[:-2]) & (inner <= tau[2:])]
    if len(minima) < 2:
        return dict.fromkeys(NAMES, nan)
    values = float(tau.min()), float(minima.mean()), float(minima.std(ddof=1))
    return dict(zip(NAMES, values, strict=True))
