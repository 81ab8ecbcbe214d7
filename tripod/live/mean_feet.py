"""The feet of a mean stance as the live page would show them: their ± are those that stood beside the live numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import BalanceLaw
from tripod.balance.both_feet import board_cop_covariance, both_cop_covariance
from tripod.balance.foot_states import FootState, cop_earned, feet_states, total_pm_n
from tripod.balance.means import Means
from tripod.balance.setup import Setup
from tripod.balance.support import Margin, base_of_support, margin
from tripod.balance.sway_errors import SwayErrors
from tripod.boards import FEET
from tripod.force.calibration import placed


def mean_forces_n(setup: Setup, law: BalanceLaw, means: Means) -> NDArray[np.float64]:
    """(cells,) forces that give the mean shares and load of each foot that stood; 0 under others. Of four cells under
    three points' loads those of least squares."""
    force, shares = np.zeros(len(setup.board.cells)), means.shares(law.matrices, setup.stance)
    for foot, matrix in law.matrices.items():
        k = FEET.index(foot)
        point_n = shares[k] * means.standing_n[k]
        if np.isfinite(point_n).all():
            force[list(matrix.cells)] = np.linalg.pinv(matrix.to_points) @ point_n
    return force


@dataclass(frozen=True)
class MeanFeet:
    """The mean stance, with the ± of one reading there."""

    feet: Mapping[str, FootState]
    total_pm_n: float
    both_mm2: NDArray[np.float64] | None
    """Covariance (2, 2) of the CoP of both feet; None where not all of them stood, or the board may tell none."""
    left_pm: float
    """Half width of the 95 % interval of the left foot's part of the load; nan where that cannot be told."""
    margin: Margin | None
    """From the mean CoP to the edge; None where no base of support is known."""


def mean_feet(setup: Setup, means: Means) -> MeanFeet:
    """Each foot in the mean stance, and both together."""
    law = BalanceLaw(placed(setup.board, setup.calibration.places_mm), setup.feet, setup.stance)
    force = mean_forces_n(setup, law, means)
    feet = feet_states(setup, law.matrices, force, law(force[None]), np.zeros(len(force), np.uint8))
    both = cop_earned(setup) and all(of.loaded for of in feet.values())
    covariance = both_cop_covariance(setup, law.matrices, force) if both else None
    edge = None
    if both and not setup.board.claims.cop_needs_calibration:
        base = base_of_support({foot: setup.poses[foot] for foot in feet})
        edge = margin(base, means.both_cop_mm, board_cop_covariance(setup, force))
    all_stand = all(of.loaded for of in feet.values())
    left_pm = SwayErrors.left_part_pm(setup, force) if all_stand else nan
    return MeanFeet(feet, total_pm_n(setup, force), covariance, left_pm, edge)
