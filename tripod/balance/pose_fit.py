"""Finds where a foot stands and points from how far its CoP went towards each of the three points.

A person who rolls round the edge of the foot, or stands on one point after the other, brings the CoP from its quiet
place c towards a point p, but not all the way: to c + r (p - c), give or take. How far is theirs (r and its spread are
assumed), the direction is the foot's. With the foot as it may stand (prior) these are six observations of its pose, its
length, its points and the three r, solved by Gauss-Newton; the covariance is that of the linearised posterior, times
chi-squared over six where that is more than 1 (Birge's ratio: measurements that scatter more than was assumed are less
sure). So it is wider for who reaches as nobody was assumed to, or does not stand where they said.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tripod.balance.pose import TOLD, Known, Pose, points_jacobian, points_on_board, updated

Array = NDArray[np.float64]

LEAST_MM = 12.0
"""A point towards which the CoP went less far was not reached for."""
MISFIT = 22.5
"""Largest chi-squared of the six observations: a foot as assumed has a larger one in 1 of 1000."""
AGREES = 7.81
"""95 % of chi-squared with three degrees of freedom."""
TOLD_AS_EXACT = 2.0
"""What was said of a foot's place and turn counts, beside what was measured, as if it were so many times less exact:
who stands beside their line does not know it (`calibration/whole_feet.py` has them by 6 degrees and 8 mm)."""
STAY_S = 1.0
"""Who stays on a point for so long has stood on it."""
_STEPS, _PATH_STEPS = 8, 4
_TOP_MM = 2.5
"""What went within this of the farthest counts as having been there."""


@dataclass(frozen=True)
class Reaching:
    """How people reach for their points."""

    known: Known
    part: float
    """How far of the way from the quiet CoP to the point, in the mean."""
    part_sd: float
    miss_mm: float
    """By how much they miss the line, and the whole observation is off, per axis."""


ROLL = Reaching(Known.ROLL, 0.75, 0.15, 5.0)
STOOD_ON = Reaching(Known.POINTS, 0.94, 0.06, 3.5)
"""Stood on one point after the other, as in the wizard. Who stands on the base of a toe loads the toe, too, which
brings the CoP a little before the point."""


class NotFound(StrEnum):
    """Why no pose was found; each has its sentence in the catalogue, in the table `pose_not_found`."""

    TOO_LITTLE = "too_little"
    """The CoP went nowhere near some point."""
    NO_FOOT = "no_foot"
    """It went where no foot of this length has its points."""


class PoseNotFound(Exception):
    """No pose follows from what was seen."""

    def __init__(self, why: NotFound) -> None:
        super().__init__(why.value)
        self.why = why


def fit_pose(prior: Pose, foot: str, quiet_mm: Array, reached_mm: Array, how: Reaching) -> Pose:
    """The pose of a foot whose CoP lies at `quiet_mm` (2,) in quiet stance and went to `reached_mm` (3, 2) towards
    heel, MT1 and MT5, all in the board's frame.

    Raises:
        PoseNotFound: the CoP went too little, or not as that of a foot.
    """
    if np.hypot(*(reached_mm - quiet_mm).T).min() < LEAST_MM:
        raise PoseNotFound(NotFound.TOO_LITTLE)
    spread = np.zeros((13, 13))
    spread[:10, :10] = np.array(prior.covariance)
    spread[10:, 10:] = how.part_sd**2 * np.eye(3)
    went = (reached_mm - quiet_mm).ravel()
    change, covariance, chi_squared = np.zeros(13), spread, 0.0
    for _ in range(_STEPS):
        pose = updated(prior, change[:10], covariance[:10, :10], how.known)
        parts = how.part + change[10:]
        away = points_on_board(pose, foot) - quiet_mm
        jacobian = np.zeros((6, 13))
        jacobian[:, :10] = np.repeat(parts, 2)[:, None] * points_jacobian(pose, foot)
        for k in range(3):
            jacobian[2 * k : 2 * k + 2, 10 + k] = away[k]
        # The prior may be singular (what is known exactly), so that its inverse is never formed.
        expected = jacobian @ spread @ jacobian.T + how.miss_mm**2 * np.eye(6)
        seen = went - (parts[:, None] * away).ravel() + jacobian @ change
        gain = spread @ jacobian.T @ np.linalg.inv(expected)
        change, covariance = gain @ seen, spread - gain @ jacobian @ spread
        chi_squared = float(seen @ np.linalg.solve(expected, seen))
    if chi_squared > MISFIT:
        raise PoseNotFound(NotFound.NO_FOOT)
    off = max(chi_squared / 6, 1.0)
    return updated(prior, change[:10], off * ((covariance + covariance.T) / 2)[:10, :10], how.known)


def agree(told: Pose, found: Pose) -> bool:
    """Whether a foot may stand where somebody said, by what was found without that; of 20 that do one is doubted."""
    apart = np.array([told.x_mm - found.x_mm, told.y_mm - found.y_mm, told.turn_rad - found.turn_rad])
    covariance = np.array(told.covariance)[:3, :3] + np.array(found.covariance)[:3, :3]
    return float(apart @ np.linalg.solve(covariance, apart)) < AGREES


def fit_as_told(fit: Callable[[Pose], Pose], drawn: Pose, told: Pose | None) -> Pose:
    """The pose that `fit` makes of the drawn one, or of what somebody said of the foot where that agrees with it (then
    taken for `TOLD_AS_EXACT` times less exact).

    Raises:
        PoseNotFound: of the drawn one none follows.
    """
    found = fit(drawn)
    if told is not None and told.known in TOLD and agree(told, found):
        with suppress(PoseNotFound):
            return fit(_less_exact(told))
    return found


def _less_exact(told: Pose) -> Pose:
    covariance = np.array(told.covariance)
    scale = np.ones(len(covariance))
    scale[:3] = TOLD_AS_EXACT
    return updated(told, np.zeros(len(covariance)), covariance * np.outer(scale, scale), told.known)


def fit_roll(prior: Pose, foot: str, quiet_mm: Array, path_mm: Array) -> Pose:
    """The pose of a foot whose CoP went along `path_mm` (n, 2) while the person rolled round its edge.

    Which part of the path was towards which point depends on the pose, so that both are found in turns.

    Raises:
        PoseNotFound: the CoP went too little, or not as that of a foot.
    """
    pose = prior
    for _ in range(_PATH_STEPS):
        reached = corners_of(path_mm, points_on_board(pose, foot))
        pose = fit_pose(prior, foot, quiet_mm, reached, ROLL)
    return pose


def stayed_at(t_s: Array, path_mm: Array, quiet_mm: Array) -> Array:
    """(2,) where a CoP that went along `path_mm` (n, 2) at `t_s` (n,) stayed, farthest from `quiet_mm` (2,): its mean
    over `STAY_S`, so that who swings past a point has not stood there; `quiet_mm` where it was seen for less."""
    first = np.searchsorted(t_s, t_s - STAY_S, side="right")
    whole = np.flatnonzero(t_s - t_s[:1] >= STAY_S)
    if not whole.size:
        return quiet_mm
    total = np.concatenate([np.zeros((1, 2)), np.cumsum(path_mm - quiet_mm, axis=0)])
    away = (total[whole + 1] - total[first[whole]]) / (whole + 1 - first[whole])[:, None]
    return quiet_mm + away[np.argmax(np.hypot(*away.T))]


def corners_of(path_mm: Array, points_mm: Array) -> Array:
    """(3, 2) where a path (n, 2) round a foot turns its corners at heel, MT1 and MT5 of `points_mm` (3, 2).

    A corner is what lies farthest in the direction between the normals of the two edges that meet there: towards the
    point itself, seen from the middle, the front edge of the foot would lie as far.
    """
    edge = np.roll(points_mm, -1, axis=0) - points_mm
    normal = np.stack([edge[:, 1], -edge[:, 0]], 1) / np.hypot(*edge.T)[:, None]
    middle = points_mm.mean(0)
    normal *= np.sign(((points_mm - middle) * normal).sum(1))[:, None]
    along = path_mm @ (normal + np.roll(normal, 1, axis=0)).T
    size = np.hypot(*(normal + np.roll(normal, 1, axis=0)).T)
    near = along >= along.max(0) - _TOP_MM * size
    return np.array([path_mm[near[:, k]].mean(0) for k in range(3)])
