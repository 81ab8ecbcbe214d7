"""Base of support of the feet that stand, and how far the CoP is from its edge."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import convex_hull, mirror, sole_outline
from tripod.balance.pose import Known, Pose, to_board

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Support:
    """Convex hull of the soles, toes included, of the feet that stand."""

    corners_mm: Array
    """(n, 2) in the board's frame, counter-clockwise."""
    foot: tuple[str, ...]
    """Whose sole each corner is of."""
    poses: Mapping[str, Pose]
    """Of these feet."""

    @property
    def measured(self) -> bool:
        """Whether it is known where these feet stand, not only how they are drawn."""
        return all(pose.known not in (Known.DRAWN, Known.MARKS) for pose in self.poses.values())


@dataclass(frozen=True)
class Margin:
    """Distance of a CoP from the nearest edge of the base of support."""

    mm: float
    """Negative outside; nan for a nan CoP."""
    pm_mm: float
    """Half width of the 95 % interval that follows from where the feet stand, how long they are, and how sure the CoP
    is; nan where nobody measured where they stand."""
    measured: bool
    """Whether that was measured; else the feet are as drawn."""


def base_of_support(poses: Mapping[str, Pose]) -> Support:
    """Of the feet with these poses."""
    soles = {f: to_board(p, f, sole_outline(f, p.length_mm, toes=True)) for f, p in poses.items()}
    corners = convex_hull(np.concatenate(list(soles.values())))
    owner = [next(f for f, sole in soles.items() if (sole == corner).all(1).any()) for corner in corners]
    return Support(corners, tuple(owner), poses)


def margin(support: Support, cop_mm: Array, covariance: Array | None = None) -> Margin:
    """How far a CoP (2,) in the board's frame is from the edge. `covariance` (2, 2) in mm2: of that CoP by itself,
    without where the feet stand; None for a place that is exact.

    An edge from a to b moves with the feet that its ends are of: where the nearest place on it is at the part u of the
    way, the distance changes by n . ((1 - u) da + u db), n being the edge's normal; with the CoP by n . dr.
    """
    a = support.corners_mm
    b = np.roll(a, -1, axis=0)
    edge = b - a
    normal = np.stack([-edge[:, 1], edge[:, 0]], 1) / np.hypot(*edge.T)[:, None]
    inward = ((cop_mm - a) * normal).sum(1)
    if not np.isfinite(inward).all():
        return Margin(nan, nan, support.measured)
    along = np.clip(((cop_mm - a) * edge).sum(1) / (edge**2).sum(1), 0, 1)
    if inward.min() >= 0:
        k = int(inward.argmin())
        distance = float(inward[k])
    else:
        beside = np.hypot(*(cop_mm - a - along[:, None] * edge).T)
        k = int(beside.argmin())
        distance = -float(beside[k])
    n = len(a)
    if not support.measured:
        return Margin(distance, nan, measured=False)
    ends = ((support.foot[k], a[k], 1 - along[k]), (support.foot[(k + 1) % n], b[k], along[k]))
    variance = float(normal[k] @ covariance @ normal[k]) if covariance is not None else 0.0
    for foot, pose in support.poses.items():
        moved = sum((part * _moves(pose, foot, at) for f, at, part in ends if f == foot), np.zeros((2, 4)))
        gradient = normal[k] @ moved
        variance += float(gradient @ np.array(pose.covariance)[:4, :4] @ gradient)
    return Margin(distance, 1.96 * sqrt(variance), support.measured)


def _moves(pose: Pose, foot: str, at_mm: Array) -> Array:
    """(2, 4) by how much a corner of the sole in the board's frame follows its foot's place, turn and length."""
    x, y = (at_mm - (pose.x_mm, pose.y_mm)).tolist()
    m = mirror(foot)
    return np.array([[1.0, 0.0, m * y, x / pose.length_mm], [0.0, 1.0, -m * x, y / pose.length_mm]])
