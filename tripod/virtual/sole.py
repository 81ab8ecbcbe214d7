"""Simulates how a foot's load spreads over regions of the sole, most of which no sensor covers.

Parts of quiet barefoot stance after Cavanagh, Rodgers & Iiboshi 1987 (heel about 60 %, midfoot 8 %, forefoot 28 %,
toes little) and geometric halves of 54/45 % in 416 adults (J Physiol Anthropol 2020); MT1 : MT5 about 2 : 1. A
construction from means of groups, so good for the order of magnitude only.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import convex_hull, mirror
from tripod.boards import REGIONS

Array = NDArray[np.float64]

QUIET_PART = np.array([0.52, 0.07, 0.10, 0.085, 0.085, 0.06, 0.05, 0.02, 0.01])
__all__ = ["QUIET_PART", "REGIONS", "quiet_part", "reachable_mm", "region_positions", "spread"]

_AT = np.array(
    [(0, 0.14), (0.06, 0.42), (-0.10, 0.73), (-0.04, 0.745), (0.015, 0.735), (0.075, 0.69), (0.14, 0.62),
     (-0.10, 0.90), (0.04, 0.89)]
)  # fmt: skip
_REACH = 0.95
_MOST_STEPS = 10
_MET = 1e-14
"""A CoP so near to its target, in lengths of the foot, is as near as rounding lets it come."""
_TOES = np.array([r in ("hallux", "toes") for r in REGIONS])


def region_positions(foot: str, length_mm: float) -> Array:
    """Centres of the regions in the foot's frame, shape (9, 2), mm."""
    return _AT * (mirror(foot) * length_mm, length_mm)


def quiet_part(unsupported: tuple[str, ...] = ()) -> Array:
    """Parts of the load in quiet stance (9,), without the regions that nothing carries."""
    part = QUIET_PART * [r not in unsupported for r in REGIONS]
    return part / part.sum()


def spread(target_mm: Array, toes: Array, foot: str, length_mm: float, unsupported: tuple[str, ...]) -> Array:
    """Parts of a foot's load by region, shape (n, 9), whose CoP lies at `target_mm` (n, 2) in the foot's frame.

    Of all such spreads the one nearest to quiet stance (least relative entropy): each part is tilted by
    exp(a x + b y). `toes` (n,) multiplies what the toes take beforehand. A target that the regions cannot reach is
    drawn back to where they can.
    """
    at, moments = _moments(foot, length_mm)
    target = _reachable(target_mm / length_mm, foot, length_mm, unsupported)
    base: Array = quiet_part(unsupported) * np.where(_TOES, toes[:, None], 1.0)
    base = base / base.sum(1, keepdims=True)
    tilt: Array = np.zeros((len(target_mm), 2))
    step: Array = np.empty_like(tilt)
    target_x, target_y = target[:, 0].copy(), target[:, 1].copy()
    part = base
    for _ in range(_MOST_STEPS):
        # In place where it can be: on so few rows the calls cost more than what they work out.
        part = tilt @ at.T
        np.minimum(np.maximum(part, -60, out=part), 60, out=part)
        np.multiply(base, np.exp(part, out=part), out=part)
        part /= np.add.reduce(part, axis=1, keepdims=True)
        mean_x, mean_y, xx, xy, yy = (part @ moments).T.copy()
        missing_x, missing_y = target_x - mean_x, target_y - mean_y
        if _met(missing_x) and _met(missing_y):
            break
        # Newton's step: the covariance of the regions' places under these parts, solved by hand.
        var_x, var_y, both = xx - mean_x * mean_x + 1e-7, yy - mean_y * mean_y + 1e-7, xy - mean_x * mean_y
        determinant = var_x * var_y - both * both
        step[:, 0] = (var_y * missing_x - both * missing_y) / determinant
        step[:, 1] = (var_x * missing_y - both * missing_x) / determinant
        tilt += np.minimum(np.maximum(step, -8, out=step), 8, out=step)
    return part


def _met(missing: Array) -> bool:
    return not len(missing) or bool(np.minimum.reduce(missing) > -_MET and np.maximum.reduce(missing) < _MET)


def reachable_mm(target_mm: Array, foot: str, length_mm: float, unsupported: tuple[str, ...] = ()) -> Array:
    """Targets (n, 2) in the foot's frame, drawn back to where the regions of the sole can bring a CoP."""
    return _reachable(target_mm / length_mm, foot, length_mm, unsupported) * length_mm


def _reachable(target: Array, foot: str, length_mm: float, unsupported: tuple[str, ...]) -> Array:
    """Targets (n, 2) drawn back towards the quiet CoP until they lie well inside the regions' hull."""
    middle, normal, room = _edges(foot, length_mm, unsupported)
    needed = ((target - middle) @ normal.T / room).max(1, initial=1e-9)
    return middle + (target - middle) * np.minimum(1, _REACH / needed)[:, None]


@cache
def _moments(foot: str, length_mm: float) -> tuple[Array, Array]:
    """Where the regions are (9, 2), and x, y, x^2, x y, y^2 of that (9, 5); in lengths of the foot."""
    at = region_positions(foot, length_mm) / length_mm
    x, y = at.T
    return at, np.stack([x, y, x * x, x * y, y * y], axis=1)


@cache
def _edges(foot: str, length_mm: float, unsupported: tuple[str, ...]) -> tuple[Array, Array, Array]:
    """The quiet CoP (2,), the outward normals (k, 2) of the edges of the regions' hull, and how far (k,) they lie from
    it; in lengths of the foot. Made once: a hull costs more than many a spread."""
    at = region_positions(foot, length_mm) / length_mm
    middle = quiet_part(unsupported) @ at
    hull = convex_hull(at[[r not in unsupported for r in REGIONS]])
    edge = np.roll(hull, -1, axis=0) - hull
    normal = np.stack([edge[:, 1], -edge[:, 0]], 1)
    return middle, normal, ((hull - middle) * normal).sum(1)
