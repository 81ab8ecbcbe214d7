"""Stability margin: how far the CoP is from the nearest edge of the base of support, over a stretch of standing."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tripod.balance.support import Support

Array = NDArray[np.float64]

NAMES = ("stability_margin_mean_mm", "stability_margin_least_mm")


def margins_mm(cop_mm: Array, corners_mm: Array) -> Array:
    """(n,) of (n, 2): distance from the nearest edge of a convex base, negative outside of it. `corners_mm`: (k, 2)
    counter-clockwise."""
    edge = np.roll(corners_mm, -1, axis=0) - corners_mm
    squared = (edge * edge).sum(1)
    to = cop_mm[:, None] - corners_mm[None]
    inward = (edge[:, 0] * to[:, :, 1] - edge[:, 1] * to[:, :, 0]) / np.sqrt(squared)
    along = np.clip((to * edge).sum(2) / squared, 0, 1)
    beside = np.hypot(*(to - along[:, :, None] * edge).transpose(2, 0, 1))
    return np.asarray(np.where((inward >= 0).all(1), inward.min(1), -beside.min(1)), np.float64)


def stability_margin(cop_mm: Array, support: Support) -> Mapping[str, float]:
    """Name -> value of (n, 2) in the board's frame."""
    each = margins_mm(cop_mm, support.corners_mm)
    return dict(zip(NAMES, (float(each.mean()), float(each.min())), strict=True))
