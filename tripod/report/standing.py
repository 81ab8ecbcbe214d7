"""The mean of the stretches of standing that a report is of: shares, loads, the left foot's part, and the forces."""

from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.whole_stretch import Span
from tripod.balance.balance import BalanceLaw
from tripod.balance.sway_errors import SwayErrors
from tripod.boards import FEET
from tripod.force.calibration import placed
from tripod.report.read_session import SeenSession

Array = NDArray[np.float64]


def mean_share(seen: SeenSession, foot: str, spans: tuple[Span, ...]) -> tuple[float, float, float]:
    """Of heel, MT1 and MT5 of a foot over these stretches; nan where they are not known."""
    if not spans or not seen.setup.poses[foot].measured:
        return nan, nan, nan
    rows = np.any([seen.samples.within(span) for span in spans], axis=0)
    share = seen.samples.share[rows, FEET.index(foot)]
    share = share[np.isfinite(share).all(1)]
    if not len(share):
        return nan, nan, nan
    a, b, c = share.mean(0).tolist()
    return a, b, c


def mean_load_n(seen: SeenSession) -> tuple[float, float] | None:
    """Of the left and the right foot while both stood; None where they never did."""
    if not seen.standing:
        return None
    rows = np.any([seen.samples.within(span) for span in seen.standing], axis=0)
    load = seen.samples.load_n[rows]
    load = load[np.isfinite(load).all(1)]
    if not len(load):
        return None
    left, right = load.mean(0).tolist()
    return left, right


def mean_force_n(seen: SeenSession, load_n: tuple[float, float]) -> Array:
    """(cells,) forces that give the mean shares under these loads; of a foot whose shares nobody knows, even ones."""
    setup, force = seen.setup, np.zeros(len(seen.setup.board.cells))
    law = BalanceLaw(placed(setup.board, setup.calibration.places_mm), setup.feet, setup.stance)
    for foot, matrix in law.matrices.items():
        share = np.array(mean_share(seen, foot, seen.standing))
        share = share if np.isfinite(share).all() else np.full(3, 1 / 3)
        force[list(matrix.cells)] = np.linalg.pinv(matrix.to_points) @ (load_n[FEET.index(foot)] * share)
    return force


def left_part(seen: SeenSession) -> tuple[float, float]:
    """The left foot's part of both loads, with the half width of its 95 % interval; nan where they do not weigh on one
    scale, or never stood."""
    board = seen.setup.board
    if not board.claims.newtons or len(board.feet) < 2 or not seen.standing:
        return nan, nan
    rows = np.any([seen.samples.within(span) for span in seen.standing], axis=0)
    left, right = seen.samples.load_n[rows].T
    both = np.isfinite(left) & np.isfinite(right) & (left + right > 0)
    load_n = mean_load_n(seen)
    if not both.any() or load_n is None:
        return nan, nan
    part = float((left[both] / (left + right)[both]).mean())
    pm = SwayErrors.left_part_pm(seen.setup, mean_force_n(seen, load_n))
    return part, pm if isfinite(pm) else nan
