"""Computes the state of each foot at one sampling: load, shares and CoP with their uncertainties, and cautions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import Balance, BalanceLaw, FootMatrix
from tripod.balance.geometry import turned
from tripod.balance.pose import Pose, place_covariance, to_foot
from tripod.balance.setup import Setup
from tripod.balance.stance_advice import light_points
from tripod.balance.uncertainty import (
    K_95_1D,
    Ellipse,
    cop_covariance,
    ellipse_95,
    force_sigma_n,
    misplaced_foot,
    placement_sigma,
    share_sigma,
)
from tripod.boards import FEET, POINTS
from tripod.boards.stance_faults import CONVENTION
from tripod.force.calibration import unfitted_places_mm
from tripod.force.drift import DRIFTED, DriftWatch
from tripod.force.plausibility import Cause, Implausible
from tripod.sentences import sentence

Array = NDArray[np.float64]

USUAL_FOOT_N, USUAL_INDEX = 370.0, 15.0
"""Typical load of one foot of a standing person, in newtons and as a relative index."""
NEEDED = 0.05
"""Largest useful uncertainty of a share, half the width of the bands; above it no share can be judged."""
_UNKNOWN = (nan, nan, nan)
_NEAR_NOTHING = 0.03
_BEYOND = 1.15
"""A load above this multiple of the largest calibration load of its cell is reported as extrapolated."""


@dataclass(frozen=True)
class FootState:
    """One foot now. Arrays of three are heel, MT1, MT5; nan where there is no value."""

    loaded: bool
    load_n: float
    """Newtons, or the relative index where the board earns no newtons."""
    point_n: tuple[float, float, float]
    """Load at each point (for a plate: equivalent)."""
    share: tuple[float, float, float]
    """Fractions of this foot."""
    share_pm: tuple[float, float, float]
    """Half width of the 95 % interval of each share, in fractions."""
    cop_mm: tuple[float, float]
    """In the foot's own frame: x to the person's right, y forward from the back of the heel."""
    ellipse: Ellipse | None
    """95 % region of the CoP in that frame, where the foot stands included; None where the board has not earned one."""
    light: tuple[bool, bool, bool]
    """Points below their target by more than their uncertainty."""
    vague: bool
    """Too little load: zero error and noise alone make the shares' uncertainty larger than `NEEDED`."""
    status: tuple[int, ...]
    """Status of each of the foot's cells (device.protocol.Status)."""
    causes: tuple[Cause | None, ...]
    """Why the reading of each of the foot's cells cannot be true; None where it may be."""
    stance_pm: tuple[float, float, float] = (nan, nan, nan)
    """What of `share_pm` comes from where the foot stands: the same as long as it stands there."""
    pose: Pose | None = None
    """Where it stands; None where nothing follows from it."""

    @property
    def unknown(self) -> bool:
        """Whether nobody can tell if it stands: a reading of its cells failed, or cannot be true."""
        return any(self.causes) or not isfinite(self.load_n)


def cop_earned(setup: Setup) -> bool:
    """Whether the board with its present calibration may show a CoP."""
    return setup.calibration.calibrated or not setup.board.claims.cop_needs_calibration


def feet_states(
    setup: Setup,
    matrices: Mapping[str, FootMatrix],
    force_n: Array,
    balance: Balance,
    status: NDArray[np.uint8],
    implausible: Sequence[Implausible] = (),
    shortly_before: Mapping[str, FootState] | None = None,
) -> dict[str, FootState]:
    """The feet at the last sampling of `balance`; `force_n` and `status` of shape (cells,) belong to it.

    A foot that stood `shortly_before`, under the same setup, keeps the uncertainties that it had then: they cost more
    than all else, and follow the load slowly.
    """
    before = shortly_before or {}
    causes = {cell: found.cause for found in reversed(implausible) for cell in found.cells(setup.board)}
    return {
        foot: _foot(setup, matrix, FEET.index(foot), force_n, balance, status, causes, before.get(foot))
        for foot, matrix in matrices.items()
    }


def total_pm_n(setup: Setup, force_n: Array) -> float:
    """Half width of the 95 % interval of the total, in newtons."""
    errors, k = setup.board.errors, len(setup.board.cells)
    relative, absolute = force_sigma_n(_gain_sigma(setup), errors, setup.zero_known)
    gains = ((relative * force_n) ** 2).sum()
    if setup.calibration.covariance:
        # A mass that is off is off for every cell: such errors add up, where independent ones do not.
        together = np.array(setup.calibration.covariance)[:k, :k]
        gains = force_n @ together @ force_n + ((errors.hysteresis * force_n) ** 2).sum()
    return float(K_95_1D * np.sqrt(gains + (absolute**2).sum()))


def usual_states(setup: Setup, law: BalanceLaw) -> dict[str, FootState]:
    """Each foot of a person of usual weight who stands as usual: how unsure its shares are."""
    force, each = np.zeros((1, len(setup.board.cells))), USUAL_FOOT_N if setup.board.claims.newtons else USUAL_INDEX
    usual = np.array([(CONVENTION[p].low + CONVENTION[p].high) / 2 for p in POINTS])
    for matrix in law.matrices.values():
        force[0, list(matrix.cells)] = np.linalg.pinv(matrix.to_points) @ (each * usual / usual.sum())
    balance = law(force)
    return feet_states(setup, law.matrices, force[0], balance, np.zeros(force.shape[1], np.uint8))


def caution(
    setup: Setup, matrices: Mapping[str, FootMatrix], force_n: Array, balance: Balance, t_s: float, drift: DriftWatch
) -> str:
    """One sentence on the main reason to doubt the numbers now; "" if there is none.

    `force_n` (cells,) in newtons belongs to the last sampling of `balance`; `t_s` is the time since the start.
    """
    claims, errors = setup.board.claims, setup.board.errors
    total, standing = balance.total_n[-1], np.isfinite(balance.share[-1]).any()
    if not standing and (drift.drifted or abs(total) > DRIFTED * errors.zero_n * len(force_n) ** 0.5):
        return sentence("caution.empty_reads_newtons" if claims.newtons else "caution.empty_reads_index", total=total)
    if drift.under_load_n:
        by = drift.under_load_n
        return sentence("caution.crept_up" if by > 0 else "caution.crept_down", by=abs(by))
    beyond = _extrapolated(setup, force_n)
    if beyond:
        return beyond
    if t_s < claims.warm_up_s:
        return sentence("caution.warming_up", minutes=claims.warm_up_s / 60)
    for foot, matrix in matrices.items():
        load = balance.load_n[-1, FEET.index(foot)]
        # Under one rigid plate a cell that carries nothing may have lifted off, or a stop may carry it.
        rigid = setup.board.rigid and load >= setup.board.limits.min_foot_n
        if rigid and force_n[list(matrix.cells)].min() < _NEAR_NOTHING * load:
            return sentence("caution.loaded_at_edge", foot=foot)
    return setup.rate_doubt


def _extrapolated(setup: Setup, force_n: Array) -> str:
    for cell, (_, high), force in zip(setup.board.cells, setup.calibration.range_n, force_n.tolist(), strict=False):
        if force > _BEYOND * high:
            newtons = setup.board.claims.newtons
            return sentence(
                "caution.extrapolated_newtons" if newtons else "caution.extrapolated_index",
                cell=cell.plain,
                load=force,
                most=high,
            )
    return ""


def _gain_sigma(setup: Setup) -> Array:
    return np.array([law.gain_sigma for law in setup.calibration.cells])


def _fitted(setup: Setup, cells: list[int]) -> Array | None:
    """Covariance (3 m, 3 m) of these m cells' gains, x and y from the calibration's fit; None where it has none."""
    if not setup.calibration.covariance:
        return None
    k = len(setup.board.cells)
    rows = [part * k + cell for part in range(3) for cell in cells]
    return np.array(setup.calibration.covariance)[np.ix_(rows, rows)]


def _foot(
    setup: Setup,
    matrix: FootMatrix,
    k: int,
    force_n: Array,
    balance: Balance,
    status: NDArray[np.uint8],
    causes: Mapping[int, Cause],
    before: FootState | None,
) -> FootState:
    cells, board = list(matrix.cells), setup.board
    share, cop = balance.share[-1, k], balance.cop_mm[-1, k]
    loaded = bool(np.isfinite(share).all())
    pm, stance_pm, ellipse, vague = _UNKNOWN, _UNKNOWN, None, False
    foot, pose = FEET[k], matrix.pose
    at = to_foot(pose, foot, cop)
    if loaded and before is not None and before.loaded:
        pm, stance_pm, ellipse, vague = before.share_pm, before.stance_pm, before.ellipse, before.vague
    elif loaded:
        own = force_n[cells]
        relative, absolute = force_sigma_n(_gain_sigma(setup)[cells], board.errors, setup.zero_known)
        sigma = share_sigma(balance.point_n[-1, k], matrix.to_points, own, relative, absolute)
        errors = board.errors
        traded = np.array([errors.placement_heel, errors.placement_forefoot, errors.placement_forefoot])
        placed = placement_sigma(share, matrix.points_mm, matrix.points_covariance) if board.rigid else traded
        pm, stance_pm = _three(K_95_1D * np.hypot(sigma, placed)), _three(K_95_1D * placed)
        by_load = share_sigma(balance.point_n[-1, k], matrix.to_points, own, np.zeros(len(cells)), absolute)
        vague = bool(K_95_1D * by_load.max() > NEEDED)
        if cop_earned(setup):
            fitted = _fitted(setup, cells)
            beyond = relative if fitted is None else np.full(len(cells), errors.hysteresis)
            places_mm = unfitted_places_mm(board, setup.calibration)
            covariance = cop_covariance(cop, matrix.positions_mm, own, beyond, absolute, errors, fitted, places_mm)
            if not board.rigid:
                covariance = covariance + misplaced_foot(matrix.points_mm, errors)
            axes = turned(foot, pose.turn_rad)
            ellipse = ellipse_95(axes.T @ covariance @ axes + place_covariance(pose, foot, cop))
    if not cop_earned(setup):
        at = np.full(2, np.nan)
    return FootState(
        loaded=loaded,
        load_n=float(balance.load_n[-1, k]),
        point_n=_three(balance.point_n[-1, k]),
        share=_three(share),
        share_pm=pm,
        stance_pm=stance_pm,
        pose=pose,
        cop_mm=(float(at[0]), float(at[1])),
        ellipse=ellipse,
        light=(False, False, False) if vague or not pose.measured else light_points(share.tolist(), pm),
        vague=vague,
        status=tuple(status[cells].tolist()),
        causes=tuple(map(causes.get, cells)),
    )


def _three(values: Array) -> tuple[float, float, float]:
    a, b, c = values.tolist()
    return a, b, c
