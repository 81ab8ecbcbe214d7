"""Calibrated virtual boards in use: errors against the truth, and whether the claimed ellipse holds it."""

from dataclasses import dataclass

import numpy as np
from feet import Feet
from numpy.typing import NDArray
from routes import Fits, StandOnPoints, stand_on_plate
from virtual_boards import Boards

from tripod.balance.geometry import place_mm
from tripod.balance.uncertainty import cop_covariance, force_sigma_n
from tripod.boards import FEET, Board, Errors
from tripod.force.calibration import build_sigma_mm
from tripod.force.front_end import conductance_us

Array = NDArray[np.float64]

CHI2_95 = 5.991
TESTS = ((-25.0, 0.0), (-12.0, 4.0), (0.0, 0.0), (0.0, -5.0), (10.0, 3.0), (20.0, 0.0))
"""(forward, outward) in mm of quiet stance: a hinge's way and a little roll. None is a posture of the calibration."""


@dataclass(frozen=True)
class Use:
    """Errors of n boards in the postures of `TESTS`, both feet: (2 x postures, n, ...)."""

    cop_mm: Array
    """(t, n, 2) against the claimed quantity."""
    foot_cop_mm: Array
    """(t, n, 2) against the whole foot's CoP."""
    share: Array
    """(t, n, 3)"""
    screen: Array
    """(t, n) whether the ellipse of `balance/uncertainty.py` holds the claimed quantity."""
    joint: Array
    """(t, n) the same with the fit's whole covariance."""
    extra: Array
    """(t, n) the same with the covariance in mm2 that the caller proposes beside it."""
    live: Array
    """(t, n) whether the ellipse that the program shows holds it: with the fit's covariance, or else the gains' own,
    and cells placed as the calibration takes them to be."""


def forces(board: Board, fits: Fits, counts: Array, tare: Array) -> Array:
    """What the program makes of counts (n, cells), zeroed with `tare`."""
    if board.front_end.kind == "hx711":
        return fits.gain * (counts - tare)
    g, g0 = conductance_us(board.front_end, counts), conductance_us(board.front_end, tare)
    return fits.gain * (g**fits.exponent - g0**fits.exponent)


def use_plate(
    boards: Boards, fits: Fits, weight_n: Array, errors: Errors, rng: np.random.Generator, build_mm: float | None = None
) -> Use:
    """People stand on both plates, whose cells were placed with `build_mm` as far as anybody said."""
    board = boards.board
    stand = stand_on_plate(boards, rng)
    tare = _new_day(boards, rng)
    rows = []
    for forward, outward in TESTS:
        half = 0.5 * weight_n
        force = stand("left", half, forward, outward) + stand("right", half, forward, outward)
        est = forces(board, fits, boards.capture(force, 2.0), tare)
        for foot in FEET:
            own = list(board.cells_of(foot))
            true_cop = np.einsum("nc,nci->ni", force[:, own], boards.at_mm[:, own]) / force[:, own].sum(1)[:, None]
            rows.append(_row(board, fits, est, foot, true_cop, true_cop, None, errors, None, build_mm))
    return _stack(rows)


def use_points(
    boards: Boards, fits: Fits, person: StandOnPoints, truth: StandOnPoints | None, feet: Feet, errors: Errors,
    rng: np.random.Generator, extra_mm2: dict[str, Array] | None = None, build_mm: float | None = None,
) -> Use:  # fmt: skip
    """People on pads or insoles, on both legs. Pads claim the CoP of what each block should carry (`truth`: the same
    feet on their marks, where `person`'s are not), insoles the CoP of the foot."""
    board, rows = boards.board, []
    tare = _new_day(boards, rng)
    for forward, outward in TESTS:
        half = 0.5 * feet.weight_n
        force = person("left", half, forward, outward) + person("right", half, forward, outward)
        est = forces(board, fits, boards.capture(force, 2.0), tare)
        for foot in FEET:
            own = list(board.cells_of(foot))
            at = place_mm(board, foot)
            whole = at + person.true_cop_mm(foot)
            points = force[:, own] if truth is None else np.einsum("ncr,nr->nc", truth.reach[foot], person.part[foot])
            share = points / points.sum(1, keepdims=True)
            region = np.einsum("nc,nci->ni", share, boards.at_mm[:, own])
            claimed = region if board.claims.newtons else whole
            rows.append(
                _row(board, fits, est, foot, claimed, whole, share, errors, (extra_mm2 or {}).get(foot), build_mm)
            )
    return _stack(rows)


def _new_day(boards: Boards, rng: np.random.Generator) -> Array:
    """Zeroed, then the zero drifts: as the board's file says, if nothing else was said."""
    tare = boards.relax(600)
    if boards.board.front_end.kind == "hx711":
        boards.drift_n = rng.normal(0, boards.day_n, boards.drift_n.shape)
    return tare


def _row(
    board: Board, fits: Fits, est: Array, foot: str, claimed: Array, whole: Array, share: Array | None, errors: Errors,
    extra_mm2: Array | None = None, build_mm: float | None = None,
) -> tuple[Array, ...]:  # fmt: skip
    own = list(board.cells_of(foot))
    f = est[:, own]
    part = f / f.sum(1, keepdims=True)
    at = fits.places[:, own]
    cop = np.einsum("nc,nci->ni", part, at)
    error, whole_error = cop - claimed, cop - whole
    n, k = len(f), len(board.cells)
    screen, joint, extra, live = np.zeros((4, n), bool)
    rows = [axis * k + i for axis in range(3) for i in own]
    placed_mm, films = build_sigma_mm(board, build_mm), board.front_end.kind != "hx711"
    off = at - cop[:, None]
    jacobian = np.zeros((n, 2, 3 * k))
    for a in range(2):
        jacobian[:, a, own] = part * off[:, :, a]
        jacobian[:, a, [(1 + a) * k + i for i in own]] = part
    cal = np.einsum("nai,nij,nbj->nab", jacobian, np.nan_to_num(fits.covariance), jacobian)
    per_cell = (errors.hysteresis * part) ** 2 + (errors.zero_n**2 + errors.noise_n**2) / f.sum(1)[:, None] ** 2
    cal += np.einsum("nca,nc,ncb->nab", off, per_cell, off)
    for b in range(n):
        if not np.isfinite(fits.gain[b]).all():
            continue
        relative, absolute = force_sigma_n(fits.gain_sigma[b, own], errors, zero_known=True)
        shown = cop_covariance(cop[b], at[b], f[b], relative, absolute, errors)
        screen[b] = _holds(shown, error[b])
        joint[b] = _holds(cal[b], error[b])
        # A board that nobody calibrated, or films, know no covariance; a fit's has the places in it.
        fitted = None if films or not np.isfinite(fits.covariance[b]).all() else fits.covariance[b][np.ix_(rows, rows)]
        beyond = relative if fitted is None else np.full(len(own), errors.hysteresis)
        left_mm = placed_mm if fitted is None else 0.0
        live[b] = _holds(cop_covariance(cop[b], at[b], f[b], beyond, absolute, errors, fitted, left_mm), error[b])
        extra[b] = _holds(cal[b] + (0 if extra_mm2 is None else extra_mm2), error[b])
    shares = part - share if share is not None else np.zeros((n, 3))
    return error, whole_error, shares, screen, joint, extra, live


def _holds(covariance: Array, error: Array) -> bool:
    return bool(error @ np.linalg.solve(covariance + 1e-9 * np.eye(2), error) <= CHI2_95)


def _stack(rows: list[tuple[Array, ...]]) -> Use:
    return Use(*(np.array(column) for column in zip(*rows, strict=True)))


def clustered(inside: Array, keep: Array) -> tuple[float, float, float]:
    """Mean of (t, n) and its 99 % interval, boards being the independent units."""
    each = inside[:, keep].mean(0)
    half = 2.576 * each.std(ddof=1) / len(each) ** 0.5
    return float(each.mean()), float(each.mean() - half), float(each.mean() + half)
