"""How sure the CoP of both feet is, and how sure it is by how much it moved back in a hinge.

First-order propagation, as in `uncertainty`, over all cells of the board. What is wrong with a cell's gain and place is
the same at the beginning of a movement and at its end: of a movement only the difference of what it does to both
counts, while hysteresis and noise are of each anew. A zero that is off shifts both alike, but for the part by which
they differ.
"""

from collections.abc import Mapping
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import BalanceLaw, FootMatrix
from tripod.balance.foot_states import USUAL_FOOT_N, USUAL_INDEX
from tripod.balance.geometry import cell_positions, turned
from tripod.balance.pose import place_covariance
from tripod.balance.setup import Setup
from tripod.balance.uncertainty import K_95_1D, cop_covariance, force_sigma_n, misplaced_foot
from tripod.boards import POINTS
from tripod.boards.stance_faults import CONVENTION
from tripod.force.calibration import placed, unfitted_places_mm

Array = NDArray[np.float64]


def board_cop_covariance(setup: Setup, force_n: Array) -> Array:
    """Covariance (2, 2) in mm2, along the board's axes, of the CoP of these forces (cells,) in newtons on the board:
    what cells, zeros and unseen load make of it, and nothing of where feet stand."""
    board, calibration = setup.board, setup.calibration
    relative, absolute = force_sigma_n(_gain_sigma(setup), board.errors, setup.zero_known)
    fitted = np.array(calibration.covariance) if calibration.covariance else None
    beyond = relative if fitted is None else np.full(len(force_n), board.errors.hysteresis)
    at = positions_mm(setup)
    cop, places_mm = force_n @ at / force_n.sum(), unfitted_places_mm(board, calibration)
    return cop_covariance(cop, at, force_n, beyond, absolute, board.errors, fitted, places_mm)


def both_cop_covariance(setup: Setup, matrices: Mapping[str, FootMatrix], force_n: Array) -> Array:
    """Covariance (2, 2) in mm2, along the board's axes, of the CoP of both feet under forces (cells,) in newtons, as
    seen from these feet: where each of them stands is in it, as a part of what it carries.

    `matrices`: of the feet that stand. How boards under single feet stand to each other is not in it: nobody measured
    that.
    """
    board, at = setup.board, positions_mm(setup)
    covariance = board_cop_covariance(setup, force_n)
    for foot, matrix in matrices.items():
        own, cells = force_n[list(matrix.cells)], list(matrix.cells)
        axes = turned(foot, matrix.pose.turn_rad)
        of_foot = axes @ place_covariance(matrix.pose, foot, own @ at[cells] / own.sum()) @ axes.T
        if not board.rigid:
            of_foot = of_foot + misplaced_foot(matrix.points_mm, board.errors)
        covariance = covariance + (own.sum() / force_n.sum()) ** 2 * of_foot
    return covariance


def depth_pm_mm(setup: Setup, law: BalanceLaw, depth_mm: float) -> float:
    """Half width in mm of the 95 % interval of how far back the CoP of both feet went, from usual stance to `depth_mm`
    behind it: what the board adds to it. How even the person is, repeats tell."""
    errors, k = setup.board.errors, len(setup.board.cells)
    at, quiet, down = positions_mm(setup), usual_forces_n(setup, law), usual_forces_n(setup, law, depth_mm)
    before, after = _of_errors(at, quiet), _of_errors(at, down)
    change = after - before
    variance = change[: 3 * k] @ cells_covariance(setup) @ change[: 3 * k]
    variance += zero_sigma_n(setup) ** 2 * (change[3 * k :] ** 2).sum()
    for of in (before, after):
        variance += ((errors.hysteresis * of[:k]) ** 2).sum() + errors.noise_n**2 * (of[3 * k :] ** 2).sum()
    return K_95_1D * sqrt(variance)


def cells_covariance(setup: Setup) -> Array:
    """(3 cells, 3 cells) of the cells' relative gains, then x, then y in mm: as fitted, else of the board's file."""
    board, k = setup.board, len(setup.board.cells)
    fitted = np.diag(np.repeat([1.0, unfitted_places_mm(board, setup.calibration) ** 2], (k, 2 * k)))
    fitted[:k, :k] = np.diag(_gain_sigma(setup) ** 2)
    if setup.calibration.covariance:
        places = np.diag(np.repeat([0.0, fitted[-1, -1]], (k, 2 * k)))
        fitted = np.array(setup.calibration.covariance) + places
    return fitted


def zero_sigma_n(setup: Setup) -> float:
    """Standard deviation of a cell's zero."""
    errors = setup.board.errors
    return errors.zero_n if setup.zero_known else errors.raw_zero_n


def _gain_sigma(setup: Setup) -> Array:
    return np.array([law.gain_sigma for law in setup.calibration.cells])


def positions_mm(setup: Setup) -> Array:
    """(cells, 2) where the cells are, as the calibration has it."""
    return cell_positions(placed(setup.board, setup.calibration.places_mm), setup.feet)


def _of_errors(at: Array, force_n: Array) -> Array:
    """(4 cells,) by how much CoP AP changes with relative gains, x and y of the cells, and their zeros in newtons."""
    share, back = force_n / force_n.sum(), at[:, 1] - force_n @ at[:, 1] / force_n.sum()
    return np.concatenate([share * back, np.zeros(len(at)), share, back / force_n.sum()])


def usual_forces_n(setup: Setup, law: BalanceLaw, back_mm: float = 0.0) -> Array:
    """(cells,) forces of somebody of usual weight whose CoP is so far behind that of usual stance."""
    usual = np.array([(CONVENTION[p].low + CONVENTION[p].high) / 2 for p in POINTS])
    each = USUAL_FOOT_N if setup.board.claims.newtons else USUAL_INDEX
    force = np.zeros(len(setup.board.cells))
    for matrix in law.matrices.values():
        share = usual / usual.sum()
        heel, front = matrix.points_mm[0, 1], share[1:] @ matrix.points_mm[1:, 1] / share[1:].sum()
        # From the forefoot to the heel, so that both metatarsal heads keep their part of it.
        moved = back_mm / (front - heel)
        share = share + moved * np.array([1.0, *(-share[1:] / share[1:].sum())])
        force[list(matrix.cells)] = np.linalg.pinv(matrix.to_points) @ (each * share)
    return force
