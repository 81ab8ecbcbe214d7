"""Fits a calibration to captures, with the uncertainty of each gain and the error at left-out loads.

Which laws and equations: `linear.py` for load cells, `fsr.py` for FSRs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, isfinite

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.checks import check
from tripod.calibration.fit.exchanged_cells import open_pairs
from tripod.calibration.fit.fsr import FsrFit, fit_fsr, foot_of, index_laws
from tripod.calibration.fit.linear import LinearFit, cell_scatter_n, fit_linear, standing_cells
from tripod.calibration.fit.notes import built_otherwise, odd_gain, refuse_wrong_unit
from tripod.calibration.fit.odd_loads import Misfit, odd_loads
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.repeats import Repeats, repeats
from tripod.calibration.fit.terms import (
    FitRefused,
    Precision,
    cell_forces,
    held_back,
    is_fsr,
    own_cell,
    positions_mm,
    rms,
)
from tripod.calibration.fit.zero import Zeros, zeros
from tripod.force.calibration import FARTHEST_MM, Calibration, CellLaw, build_sigma_mm, placed
from tripod.sentences import sentence

Array = NDArray[np.float64]

NAN = float("nan")
USUAL = Precision()
ONE_SIDE = 0.9
"""A load stands on one side that bears more than this part of it."""


@dataclass(frozen=True)
class Residual:
    """Error of the fit at one capture, and that of a fit without it."""

    capture: str
    load_n: float
    residual_n: float
    held_out_n: float
    """Predicted less true load; nan where nothing can be fitted without this capture."""
    held_out_mm: float
    """Distance of the predicted place from the true one; nan where the place is not known."""
    foot: str = ""
    """The side on which it stood, "" where both did or nobody knows."""
    located: bool = False
    """Whether it stood at a known place."""


@dataclass(frozen=True)
class Check:
    """A load that was kept out of the fit to verify it."""

    capture: str
    load_n: float
    error_n: float
    sigma_n: float
    """Standard deviation that the fit claims for this error."""
    error_mm: float
    sigma_mm: float
    """The same for the place (both axes together); nan where the place is not known."""
    foot: str = ""
    """The side on which it stood, "" where both did or nobody knows."""


@dataclass(frozen=True)
class Fit:
    """A calibration with the evidence for it."""

    calibration: Calibration
    residuals: tuple[Residual, ...]
    checks: tuple[Check, ...]
    condition: float
    """Condition number of the scaled equations: above about 60 the gains cannot be told apart."""
    repeats: Repeats
    zero_drift_n: float
    body_per_index: float
    """Newtons of body weight that a newton of the index stands for; nan but for an insole after stepping."""
    unseen: float
    """Relative scatter of body weight that an insole's points do not explain; nan for the others."""
    placement_mm: float
    notes: tuple[str, ...]
    open_pairs: tuple[tuple[int, int], ...] = ()
    """Pairs of cells whose readings could be exchanged without what was loaded showing it."""
    odd: tuple[str, ...] = ()
    """Names of captures whose load does not fit the others."""
    loaded_alone: tuple[bool, ...] = ()
    """For each cell whether a known load stood on it alone."""
    beside_mm: float = NAN
    """RMS distance, along each axis, of the cells' places that loads on marks told from the drawn ones; nan where none
    did."""

    @property
    def calibrated_range_n(self) -> tuple[tuple[float, float], ...]:
        """For each cell the least and the largest force that calibrated it."""
        return self.calibration.range_n

    @property
    def residual_rms_n(self) -> float:
        """RMS of the loads' residuals in newtons."""
        return rms([r.residual_n for r in self.residuals])

    @property
    def held_out_rms_n(self) -> float:
        """RMS error in newtons of loads predicted without their own capture."""
        return rms([r.held_out_n for r in self.residuals])

    @property
    def held_out_rms_mm(self) -> float:
        """RMS error in mm of places predicted without their own capture."""
        return rms([r.held_out_mm for r in self.residuals])

    @property
    def held_out_relative(self) -> float:
        """RMS of the held-out error as a part of each load."""
        return rms([r.held_out_n / r.load_n for r in self.residuals])


def fit(board: Board, captures: Sequence[Capture], precision: Precision = USUAL, made: str = "") -> Fit:
    """Fit the board's cells to captures in the order in which they were taken, at least one of the empty board.

    Raises:
        FitRefused: what is missing or cannot be.
    """
    check(board, captures)
    solve = _fit_films if is_fsr(board) else _fit_cells
    return solve(board, captures, precision, made)


def estimate(
    board: Board, laws: Sequence[CellLaw], capture: Capture, zero_counts: Array | None = None
) -> tuple[float, Array]:
    """Load in newtons and place (2,) in mm that these laws read from a capture; the place is nan where load is 0."""
    zero = np.array([law.zero_counts for law in laws]) if zero_counts is None else zero_counts
    force = cell_forces(board, laws, capture.counts, zero)
    if not is_fsr(board):
        off = np.ones(len(force), bool)
        off[standing_cells(board, force)] = False
        force[off] = 0
    total = float(force.sum())
    return total, force @ positions_mm(board) / total if total > 0 else np.full(2, np.nan)


def _fit_cells(board: Board, captures: Sequence[Capture], precision: Precision, made: str) -> Fit:
    zero = zeros(board, captures)
    verify = [k for k, c in enumerate(captures) if c.load_n > 0 and held_back(c)]
    which = [k for k, c in enumerate(captures) if c.load_n > 0 and not held_back(c)]
    result = fit_linear(board, captures, zero, which, precision)
    residuals: list[Residual] = []
    for k, without in zip(which, result.without, strict=True):
        capture = captures[k]
        residual = estimate(board, result.laws, capture, zero.counts[k])[0] - capture.load_n
        held_n, held_mm = NAN, NAN
        if without is not None:
            laws, places = without
            total, place = estimate(placed(board, places), laws, capture, zero.counts[k])
            held_n, held_mm = total - capture.load_n, _away(board, capture, place)
        foot = _foot_under(board, cell_forces(board, result.laws, capture.counts, zero.counts[k]))
        residuals.append(
            Residual(capture.name, capture.load_n, residual, held_n, held_mm, foot, located=capture.located)
        )
    refuse_wrong_unit(board, result.laws)
    covariance = tuple(tuple(float(f"{v:.6g}") for v in row) for row in result.covariance)
    force = np.array([cell_forces(board, result.laws, captures[k].counts, zero.counts[k]) for k in which])
    reach = tuple((max(float(a), 0.0), float(b)) for a, b in zip(force.min(0), force.max(0), strict=True))
    calibration = Calibration(
        board.name,
        "",
        "fitted",
        made,
        result.laws,
        covariance,
        range_n=reach,
        places_mm=result.places_mm,
        build_mm=result.build_mm,
    )
    loaded = [(c, z) for c, z in zip(captures, zero.counts, strict=True) if c.load_n > 0]
    every = np.array([cell_forces(board, result.laws, c.counts, z) for c, z in loaded])
    alone = {own_cell(board, captures[k]) for k in which}
    where = placed(board, result.places_mm)
    for cell, found in zip(board.cells, where.cells, strict=True):
        off = hypot(found.x_mm - cell.x_mm, found.y_mm - cell.y_mm)
        if off > FARTHEST_MM:
            raise FitRefused(sentence("fit_refused.bears_elsewhere", cell=cell.plain, off=off))
    checks = [
        _check_cells(where, calibration, captures[k], zero.counts[k], zero.sigma_n, precision, result.scatter)
        for k in verify
    ]
    return Fit(
        calibration,
        tuple(residuals),
        tuple(checks),
        result.condition,
        repeats(board, captures, which, force),
        zero.drift_n,
        NAN,
        NAN,
        precision.placement_mm,
        tuple(filter(None, (zero.note, odd_gain(board, result.laws), built_otherwise(board, precision, result)))),
        open_pairs(board, [c for c, _ in loaded], every),
        tuple(captures[which[k]].name for k in _odd(board, captures, zero, which, precision, result)),
        tuple(k in alone for k in range(len(board.cells))),
        result.beside_mm,
    )


def _odd(
    board: Board, captures: Sequence[Capture], zero: Zeros, which: Sequence[int], precision: Precision, whole: LinearFit
) -> tuple[int, ...]:
    """Which of the captures numbered `which` have a load that does not fit the others."""

    def fit_of(kept: Sequence[int]) -> Misfit | None:
        try:
            part = [which[k] for k in kept]
            result = whole if len(kept) == len(which) else fit_linear(board, captures, zero, part, precision)
        except FitRefused:
            return None
        misfit = np.full((2, len(which)), NAN)
        for n, k in enumerate(which):
            misfit[0, n] = estimate(board, result.laws, captures[k], zero.counts[k])[0] / captures[k].load_n - 1
        for n, without in zip(kept, result.without, strict=True):
            if without is not None:
                k = which[n]
                misfit[1, n] = estimate(board, without[0], captures[k], zero.counts[k])[0] / captures[k].load_n - 1
        return Misfit(misfit[0], misfit[1])

    return odd_loads(len(which), fit_of)


def _check_cells(
    board: Board,
    calibration: Calibration,
    capture: Capture,
    zero: Array,
    zero_sigma: Array,
    precision: Precision,
    scatter: float,
) -> Check:
    """Compare a load that was held back with what the fit claims for it (formulas: balance/uncertainty.py)."""
    total, place = estimate(board, calibration.cells, capture, zero)
    force = cell_forces(board, calibration.cells, capture.counts, zero)
    on = standing_cells(board, force)
    force[[i for i in range(len(force)) if i not in on]] = 0
    k, covariance = len(force), np.array(calibration.covariance)
    noise = np.where(force != 0, np.hypot(zero_sigma, cell_scatter_n(board, force)), 0.0)
    per_load = np.hypot(precision.load_noise * scatter, precision.mass_tolerance) * capture.load_n
    sigma_n = float(np.sqrt(force @ covariance[:k, :k] @ force + noise @ noise + per_load**2))
    away = _away(board, capture, place)
    sigma_mm = NAN
    if isfinite(away):
        off = positions_mm(board) - place
        spread = 2 * precision.placement_mm**2
        for axis in range(2):
            jacobian = np.zeros(3 * k)
            jacobian[:k] = force * off[:, axis] / total
            jacobian[(1 + axis) * k : (2 + axis) * k] = force / total
            spread += float(jacobian @ covariance @ jacobian + ((off[:, axis] * noise / total) ** 2).sum())
        sigma_mm = spread**0.5
    foot = _foot_under(board, force)
    return Check(capture.name, capture.load_n, total - capture.load_n, sigma_n, away, sigma_mm, foot)


def _fit_films(board: Board, captures: Sequence[Capture], precision: Precision, made: str) -> Fit:
    zero = zeros(board, captures).counts[0]
    which = [k for k, c in enumerate(captures) if c.load_n > 0 and not held_back(c)]
    loaded = [captures[k] for k in which]
    result = fit_fsr(board, loaded, zero, precision)
    steps = [c for c in loaded if own_cell(board, c) is None and foot_of(board, result.film, c)]
    laws, scale = index_laws(board, result, zero, steps)
    residuals = [_film_residual(board, loaded, k, result, zero, precision) for k in range(len(loaded))]
    force = np.array([cell_forces(board, laws, c.counts, zero) for c in loaded])
    reach = tuple((float(column[column > 0].min(initial=column.max())), float(column.max())) for column in force.T)
    both = len([c for c in loaded if own_cell(board, c) is None]) - len(steps)
    notes = (sentence("fit_note.both_legs_left_out", n=both),) if both else ()
    return Fit(
        Calibration(
            board.name,
            "",
            "fitted",
            made,
            laws,
            range_n=reach,
            build_mm=build_sigma_mm(board, precision.build_mm),
        ),
        tuple(residuals),
        tuple(_check_films(board, result, c, zero, precision) for c in captures if c.load_n > 0 and held_back(c)),
        result.condition,
        repeats(board, captures, which, force),
        0.0,
        scale,
        result.unseen,
        precision.placement_mm,
        notes,
    )


def _film_laws(board: Board, result: FsrFit, capture: Capture) -> Sequence[CellLaw] | None:
    """The laws that predict this capture's load: film newtons for a mass on one sensor, else body newtons."""
    return result.film if own_cell(board, capture) is not None else result.body


def _film_residual(
    board: Board, loaded: Sequence[Capture], k: int, result: FsrFit, zero: Array, precision: Precision
) -> Residual:
    capture = loaded[k]
    laws = _film_laws(board, result, capture)
    if laws is None or (own_cell(board, capture) is None and foot_of(board, result.film, capture) is None):
        return Residual(capture.name, capture.load_n, NAN, NAN, NAN)
    residual = _film_load(board, laws, capture, zero) - capture.load_n
    held = NAN
    try:
        without = _film_laws(board, fit_fsr(board, [*loaded[:k], *loaded[k + 1 :]], zero, precision), capture)
        if without is not None:
            held = _film_load(board, without, capture, zero) - capture.load_n
    except FitRefused:
        pass  # without this one there is too little, which is no fault of the whole
    return Residual(capture.name, capture.load_n, residual, held, NAN)


def _film_load(board: Board, laws: Sequence[CellLaw], capture: Capture, zero: Array) -> float:
    force = cell_forces(board, laws, capture.counts, zero)
    own = own_cell(board, capture)
    return float(force.sum() if own is None else force[own])


def _check_films(board: Board, result: FsrFit, capture: Capture, zero: Array, precision: Precision) -> Check:
    laws = _film_laws(board, result, capture)
    if laws is None:
        return Check(capture.name, capture.load_n, NAN, NAN, NAN, NAN)
    error = _film_load(board, laws, capture, zero) - capture.load_n
    own = own_cell(board, capture)
    part = hypot(board.errors.hysteresis, precision.load_noise)
    if own is not None:
        part = hypot(part, laws[own].gain_sigma)
    else:
        force = cell_forces(board, laws, capture.counts, zero) / capture.load_n
        part = hypot(part, result.unseen, rms((force * np.nan_to_num(result.body_sigma)).tolist()))
    return Check(capture.name, capture.load_n, error, part * capture.load_n, NAN, NAN)


def _foot_under(board: Board, force_n: Array) -> str:
    """The side that carries nearly all of it; "" where both do."""
    part = {foot: float(force_n[list(board.cells_of(foot))].sum() / force_n.sum()) for foot in board.feet}
    return next((foot for foot, p in part.items() if p > ONE_SIDE), "")


def _away(board: Board, capture: Capture, place: Array) -> float:
    if not capture.located or own_cell(board, capture) is not None:
        return NAN
    return float(np.hypot(place[0] - capture.x_mm, place[1] - capture.y_mm))


__all__ = ["Check", "Fit", "FitRefused", "Precision", "Residual", "estimate", "fit"]
