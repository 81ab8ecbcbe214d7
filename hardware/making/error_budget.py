"""How exact a board is: the program's own error terms, one by one and together, by formula and by Monte Carlo.

Terms come from the board file ([errors]) and mean what `tripod.balance.uncertainty` says they mean; the build file adds
what a calibration leaves of the gains. The circuit's tolerances are shown beside them: they are part of `gain` and
`noise`, and the check is that they are the smaller part.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from math import hypot, sqrt

import numpy as np
from numpy.typing import NDArray

from making.build import Build
from tripod.balance.balance import FootMatrix, foot_matrices
from tripod.balance.geometry import Feet
from tripod.balance.pose import to_board
from tripod.balance.uncertainty import (
    cop_covariance,
    force_sigma_n,
    misplaced_foot,
    placement_sigma,
    share_sigma,
)
from tripod.boards import Errors
from tripod.force.front_end import ADC_FULL, conductance_us, fsr_counts
from tripod.virtual.sole import REGIONS, quiet_part, region_positions

Array = NDArray[np.float64]

FOOT_N = 350.0
"""Load on the foot for which the budget stands: half of 700 N."""
GAIN, POSITION = "gain", "position"
TERMS = (GAIN, "hysteresis", "zero", "noise", POSITION, "placement", "unseen")
_SMALL = 0.1
"""Monte Carlo draws errors a tenth as large and scales up, because formulas are of first order."""


@dataclass(frozen=True)
class Error:
    """Standard deviations: of the foot's load in parts of it, of the three shares, of the CoP across and along."""

    load: float
    shares: tuple[float, float, float]
    ml_mm: float
    ap_mm: float

    @property
    def points(self) -> float:
        """The share that errs most, in percentage points."""
        return 100 * max(self.shares)

    @property
    def cop_mm(self) -> float:
        """Radial RMS of the CoP."""
        return hypot(self.ml_mm, self.ap_mm)

    def numbers(self) -> Array:
        return np.array([self.load, *self.shares, self.ml_mm, self.ap_mm])


@dataclass(frozen=True)
class Stance:
    """One foot in quiet stance on a board."""

    build: Build
    matrix: FootMatrix
    force_n: Array
    share: Array

    @property
    def rigid(self) -> bool:
        return self.build.board.claims.map_radius_mm == 0


def stance(build: Build) -> Stance:
    """The board's first foot under `FOOT_N`, spread as in quiet stance."""
    board = build.board
    foot = board.feet[0]
    matrix = foot_matrices(board, Feet(board.foot_length_mm))[foot]
    part = quiet_part(board.unsupported)
    if board.claims.map_radius_mm == 0:
        cop = to_board(matrix.pose, foot, part @ region_positions(foot, board.foot_length_mm))
        corners = np.vstack([np.ones(len(matrix.cells)), matrix.positions_mm.T])
        force = FOOT_N * np.linalg.pinv(corners) @ np.array([1.0, *cop])
    else:
        by_region = dict(zip(REGIONS, part, strict=True))
        cells = [board.cells[k] for k in matrix.cells]
        force = np.array([FOOT_N * sum(seen * by_region[r] for r, seen in c.sees.items()) for c in cells])
    point = matrix.to_points @ force
    return Stance(build, matrix, force, point / point.sum())


def gain_sigma(build: Build, calibrated: bool) -> float:
    """Of one cell: the build's own if a person calibrated it, else the board's."""
    return float(build.data["calibrated"]["cell_gain"]) if calibrated else build.board.errors.gain


def budget(build: Build, calibrated: bool) -> dict[str, Error]:
    """Every term alone, by formula, and `sum`."""
    at = stance(build)
    alone = {term: formula(at, _only(build.board.errors, term), _gain(build, term, calibrated)) for term in TERMS}
    total = formula(at, build.board.errors, gain_sigma(build, calibrated))
    return {**alone, "sum": total}


def formula(at: Stance, errors: Errors, gain: float) -> Error:
    """The program's propagation."""
    relative, absolute = force_sigma_n(np.full(len(at.force_n), gain), errors, True)
    point = at.matrix.to_points @ at.force_n
    shares = share_sigma(point, at.matrix.to_points, at.force_n, relative, absolute)
    traded = np.array([errors.placement_heel, errors.placement_forefoot, errors.placement_forefoot])
    placed = placement_sigma(at.share, at.matrix.points_mm, errors.placement_mm**2 * np.eye(6)) if at.rigid else traded
    cop = at.force_n @ at.matrix.positions_mm / at.force_n.sum()
    covariance = cop_covariance(cop, at.matrix.positions_mm, at.force_n, relative, absolute, errors)
    if not at.rigid:
        covariance = covariance + misplaced_foot(at.matrix.points_mm, errors)
    load = sqrt(((relative * at.force_n) ** 2 + absolute**2).sum()) / at.force_n.sum()
    heel, mt1, mt5 = np.hypot(shares, placed).tolist()
    return Error(load, (heel, mt1, mt5), sqrt(covariance[0, 0]), sqrt(covariance[1, 1]))


def unknown_stance_points(build: Build) -> float:
    """Standard deviation, in percentage points, of the share that errs most under a plate while nobody has measured
    where the foot stands and points; 0 where the cells go with the foot."""
    at = stance(build)
    if not at.rigid:
        return 0.0
    return 100 * float(placement_sigma(at.share, at.matrix.points_mm, at.matrix.points_covariance).max())


def monte_carlo(
    at: Stance, errors: Errors, gain: float, n: int = 200_000, seed: int = 1, scale: float = _SMALL
) -> Error:
    """The same by drawing errors and doing the sums again; knows no formula of the propagation."""
    rng, k = np.random.default_rng(seed), len(at.force_n)

    def draw(sigma: float, *shape: int) -> Array:
        """Normal in pairs of opposite sign, and of exact standard deviation, so that few draws suffice."""
        if not sigma:
            return np.zeros((1, *shape))
        half = rng.normal(0, 1, (n // 2, *shape))
        half *= scale * sigma / np.sqrt((half**2).mean(0))
        return np.concatenate([half, -half])

    relative = draw(gain, k) + draw(errors.hysteresis, k)
    force = at.force_n * (1 + relative) + draw(errors.zero_n, k) + draw(errors.noise_n, k)
    cells = at.matrix.positions_mm + draw(errors.position_mm, k, 2)
    total = force.sum(1)
    cop = (force[..., None] * cells).sum(1) / total[:, None]
    drawn = force @ at.matrix.positions_mm / total[:, None]
    if at.rigid:
        points = at.matrix.points_mm + draw(errors.placement_mm, 3, 2)
        corners = np.concatenate([points.transpose(0, 2, 1), np.ones((len(points), 1, 3))], axis=1)
        wanted = np.column_stack([drawn, np.ones(len(drawn))])[..., None]
        share = np.linalg.solve(*_as_many(corners, wanted))[..., 0]
    else:
        traded = draw(errors.placement_forefoot, 1)
        share = force / total[:, None] + draw(errors.placement_heel, 1) * (1, 0, 0) + traded * (0, 1, -1)
        cop = cop + traded * (at.matrix.points_mm[1] - at.matrix.points_mm[2])
    cop = cop + draw(errors.unseen_ml_mm, 1) * (1, 0) + draw(errors.unseen_ap_mm, 1) * (0, 1)
    heel, mt1, mt5 = (share.std(0) / scale).tolist()
    ml, ap = (cop.std(0) / scale).tolist()
    return Error(float(total.std() / scale / at.force_n.sum()), (heel, mt1, mt5), ml, ap)


def _as_many(corners: Array, wanted: Array) -> tuple[Array, Array]:
    """Each as often as the other, where one of them stands for all draws."""
    n = max(len(corners), len(wanted))
    return np.broadcast_to(corners, (n, 3, 3)), np.broadcast_to(wanted, (n, 3, 1))


def checked(build: Build, calibrated: bool, draws: int = 200_000) -> Iterator[tuple[str, Error, Error]]:
    """Every term and the sum: formula beside Monte Carlo."""
    at = stance(build)
    for term in TERMS:
        errors, gain = _only(build.board.errors, term), _gain(build, term, calibrated)
        yield term, formula(at, errors, gain), monte_carlo(at, errors, gain, draws)
    errors, gain = build.board.errors, gain_sigma(build, calibrated)
    yield "sum", formula(at, errors, gain), monte_carlo(at, errors, gain, draws)


def circuit(build: Build) -> dict[str, float]:
    """What tolerances and steps of the circuit do to one cell in quiet stance, one standard deviation, in parts.

    A tolerance is taken as evenly spread, so its standard deviation is its size over the root of three.
    """
    at, c = stance(build), build.data["circuit"]
    front = build.board.front_end
    if front.kind == "hx711":
        counts = build.board.cells[0].nominal.gain
        return {"one count": counts / sqrt(12) / float(at.force_n.mean())}
    cell = build.board.cells[at.matrix.cells[0]]
    g = (float(at.force_n[0]) / cell.nominal.gain) ** (1 / cell.nominal.exponent)
    v = float(fsr_counts(front, g)) / ADC_FULL
    step = ADC_FULL / c["adc_codes"]
    near = conductance_us(front, np.array([v * ADC_FULL - step / 2, v * ADC_FULL + step / 2]))
    out = {
        "resistor": cell.nominal.exponent * c["ohm_tolerance"] / sqrt(3),
        "one ADC code": cell.nominal.exponent * float(near[1] - near[0]) / g / sqrt(12),
    }
    if front.kind == "conductance":
        lever = (1 - front.reference) * sqrt(2) * c["reference_tolerance"] / sqrt(3)
        out["reference"] = cell.nominal.exponent * (v / (v - front.reference)) * lever
    return out


def _gain(build: Build, term: str, calibrated: bool) -> float:
    return gain_sigma(build, calibrated) if term == GAIN else 0.0


def _only(errors: Errors, term: str) -> Errors:
    """One term, the others nought. The zero is one that somebody took."""
    nothing = replace(errors, **{f.name: 0.0 for f in fields(Errors)})
    kept = {"zero": ("zero_n",), "noise": ("noise_n",), "hysteresis": ("hysteresis",), POSITION: ("position_mm",)}
    kept["placement"] = ("placement_mm", "placement_heel", "placement_forefoot")
    kept["unseen"] = ("unseen_ml_mm", "unseen_ap_mm")
    return replace(nothing, **{name: getattr(errors, name) for name in kept.get(term, ())})
