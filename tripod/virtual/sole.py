"""Simulates how a foot's load spreads over regions of the sole, most of which no sensor covers.

Parts of quiet barefoot stance after Cavanagh, Rodgers & Iiboshi 1987 (heel about 60 %, midfoot 8 %, forefoot 28 %,
toes little) and geometric halves of 54/45 % in 416 adults (J Physiol Anthropol 2020); MT1 : MT5 about 2 : 1. A
construction from means of groups, so good for the order of magnitude only.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tripod import kernel
from tripod.balance.geometry import convex_hull, mirror
from tripod.boards import REGIONS

Array = NDArray[np.float64]

QUIET_PART = np.array([0.52, 0.07, 0.10, 0.085, 0.085, 0.06, 0.05, 0.02, 0.01])
__all__ = ["QUIET_PART", "REGIONS", "quiet_part", "reachable_mm", "region_positions", "spread", "spread_feet"]

_AT = np.array(
    [(0, 0.14), (0.06, 0.42), (-0.10, 0.73), (-0.04, 0.745), (0.015, 0.735), (0.075, 0.69), (0.14, 0.62),
     (-0.10, 0.90), (0.04, 0.89)]
)  # fmt: skip
_REACH = 0.95
_MOST_STEPS = 10
_MET = 1e-14
"""A CoP so near to its target, in lengths of the foot, is as near as rounding lets it come."""
_TOES = np.array([r in ("hallux", "toes") for r in REGIONS])
_MOMENTS = np.stack([_AT[:, 0], _AT[:, 1], _AT[:, 0] ** 2, _AT[:, 0] * _AT[:, 1], _AT[:, 1] ** 2])
"""x, y, x^2, x y, y^2 of where the regions are (5, 9)."""


def region_positions(foot: str, length_mm: float) -> Array:
    """Centres of the regions in the foot's frame, shape (9, 2), mm."""
    return _AT * (mirror(foot) * length_mm, length_mm)


@cache
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
    return spread_feet(target_mm[:, None], toes[:, None], (foot,), (length_mm,), unsupported)[:, 0]


def spread_feet(
    target_mm: Array, toes: Array, feet: Sequence[str], lengths_mm: Sequence[float], unsupported: tuple[str, ...]
) -> Array:
    """The same of several feet at once, (n, feet, 9) of CoPs (n, feet, 2) and toes (n, feet): on so few rows a call
    costs more than what it works out, and a left foot is a right one in a mirror."""
    n, k = toes.shape
    target = _reachable(_of_right(target_mm, feet, lengths_mm).reshape(n * k, 2), unsupported)
    return _tilted(target.T.copy(), toes.reshape(n * k), unsupported).T.reshape(n, k, len(REGIONS))


def _tilted(target: Array, toes: Array, unsupported: tuple[str, ...]) -> Array:
    """Parts (9, m) of CoPs (2, m) of a right foot, in its lengths; a region is a row, so that each sum over regions is
    one of whole rows."""
    base, m = quiet_part(unsupported)[:, None], target.shape[1]
    # Of a single row numpy adds up the regions in another order.
    compiled = kernel.compiled if m > 1 else None
    if (toes != 1).any():
        base: Array = base * np.where(_TOES[:, None], toes, 1.0)
        base /= np.add.reduce(base, axis=0)
    tilt, step = np.zeros_like(target), np.empty_like(target)
    part: Array = base
    for k in range(_MOST_STEPS):
        # In place where it can be.
        if k:
            part = _AT @ tilt
            np.minimum(np.maximum(part, -60, out=part), 60, out=part)
            np.exp(part, out=part)
            if compiled is not None:
                compiled.weigh_parts(part, base)
            else:
                np.multiply(base, part, out=part)
                part /= np.add.reduce(part, axis=0)
        moments = _MOMENTS @ part
        if compiled is not None and moments.shape[1] == m:
            if compiled.tilt_on(moments, target, tilt, _MET):
                break
            continue
        missing = target - moments[:2]
        if _met(missing):
            break
        mean_x, mean_y, xx, xy, yy = moments
        missing_x, missing_y = missing
        # Newton's step: the covariance of the regions' places under these parts, solved by hand.
        var_x, var_y, both = xx - mean_x * mean_x + 1e-7, yy - mean_y * mean_y + 1e-7, xy - mean_x * mean_y
        determinant = var_x * var_y - both * both
        step[0] = (var_y * missing_x - both * missing_y) / determinant
        step[1] = (var_x * missing_y - both * missing_x) / determinant
        tilt += np.minimum(np.maximum(step, -8, out=step), 8, out=step)
    return np.broadcast_to(part, (len(REGIONS), m))


def _met(missing: Array) -> bool:
    least, most = np.minimum.reduce(missing, axis=None, initial=0.0), np.maximum.reduce(missing, axis=None, initial=0.0)
    return bool(least > -_MET and most < _MET)


def reachable_mm(target_mm: Array, foot: str, length_mm: float, unsupported: tuple[str, ...] = ()) -> Array:
    """Targets (n, 2) in the foot's frame, drawn back to where the regions of the sole can bring a CoP."""
    feet, lengths_mm = (foot,), (length_mm,)
    reached = _reachable(_of_right(target_mm[:, None], feet, lengths_mm)[:, 0], unsupported)
    return reached * (mirror(foot) * length_mm, length_mm)


def _of_right(target_mm: Array, feet: Sequence[str], lengths_mm: Sequence[float]) -> Array:
    """Places (n, feet, 2) in the feet's own frames as places on a right foot, in its lengths."""
    return target_mm / [(mirror(foot) * length, length) for foot, length in zip(feet, lengths_mm, strict=True)]


def _reachable(target: Array, unsupported: tuple[str, ...]) -> Array:
    """Targets (m, 2) drawn back towards the quiet CoP until they lie well inside the regions' hull; of a right foot,
    in its lengths."""
    middle, outward = _edges(unsupported)
    away = target - middle
    needed = np.maximum.reduce(outward @ away.T, axis=0, initial=1e-9)
    return middle + away * np.minimum(1, _REACH / needed)[:, None]


@cache
def _edges(unsupported: tuple[str, ...]) -> tuple[Array, Array]:
    """The quiet CoP (2,), and the outward normals (k, 2) of the edges of the regions' hull, over how far those lie from
    it; of a right foot, in its lengths. Made once: a hull costs more than many a spread."""
    middle = quiet_part(unsupported) @ _AT
    hull = convex_hull(_AT[[r not in unsupported for r in REGIONS]])
    edge = np.roll(hull, -1, axis=0) - hull
    normal = np.stack([edge[:, 1], -edge[:, 0]], 1)
    return middle, normal / ((hull - middle) * normal).sum(1, keepdims=True)
