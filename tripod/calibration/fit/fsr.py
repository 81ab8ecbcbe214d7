"""Fits FSR laws: each from loads on that sensor alone, and gains from a person of known weight.

Force is gain * conductance ** exponent, fitted in logarithms; a sensor that bends away from that gets a monotone
piecewise law, if that foretells loads left out clearly better.

On one leg, W = sum of m_i F_i: the F_i are what the films feel, the m_i how much of the foot stands for each. They
follow by non-negative least squares from postures with the weight shifted, each foot from its own. The load between the
sensors is part of it, so this calibrates the foot with the insole, which bench weights cannot.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot, log

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.terms import WORST_CONDITION, FitRefused, Precision, cell_forces, own_cell, rms
from tripod.force.calibration import CellLaw, nominal
from tripod.force.front_end import conductance_us
from tripod.force.fsr import fsr_force_n
from tripod.sentences import sentence

Array = NDArray[np.float64]

ONE_FOOT = 0.9
"""Part of the index on one foot above which a capture was taken on one leg."""
LEAST_STEPS = 5
"""Smallest number of captures on one leg: they give three gains and a check of them."""
MULTIPLE_SPREAD = 0.3
"""Relative standard deviation between a foot's points of the body weight that a newton on a film stands for. A weak
prior: it matters only where the postures say little."""
UNSEEN = 0.1
"""Least relative error with which three points foretell the whole load: toes, midfoot and the middle metatarsal heads
bear more in some poses than in others. A few poses may hide it, as if they were sure."""
ALIKE = 0.15
"""Poses whose shares differ by this err mostly alike (standard deviation of a Gaussian): many of them tell little more
than one."""
POSE = 0.05
"""Width of the classes of heel and MT1 share that count as one pose."""
EXPONENT_SIGMA = 0.3
"""Published exponents lie between 0.6 and 1.5."""
USE_N = (10.0, 36.0)
"""Forces that a film mostly reads under a person who stands: what a law claims is meant for them."""
BEND = 0.15
"""Standard deviation of the exponent beyond the loads from that among them: no film is straight for ever."""
PIECEWISE_GAIN = 0.7
"""A piecewise law replaces the power law only if it reduces the held-out error below this part of it."""


@dataclass(frozen=True)
class FsrFit:
    """Laws in newtons on the film, and in newtons of body weight."""

    film: tuple[CellLaw, ...]
    """Laws from loads on single sensors; from the board's file where there were none."""
    body: tuple[CellLaw, ...] | None
    """Film laws times what each stands for: they sum to the person's weight. None without stepping."""
    body_sigma: Array
    """(cells,) relative, of the multiples; nan for a foot that nobody stepped on."""
    condition: float
    unseen: float
    """Relative scatter of the weight that the steps leave unexplained."""


def fit_fsr(board: Board, loaded: Sequence[Capture], zero: Array, precision: Precision) -> FsrFit:
    """Fit to loaded captures.

    Raises:
        FitRefused: a sensor without a load, or gains that cannot be told apart.
    """
    alone: list[list[Capture]] = [[] for _ in board.cells]
    steps: list[Capture] = []
    for capture in loaded:
        own = own_cell(board, capture)
        (steps if own is None else alone[own]).append(capture)
    scatter = max(_usual(board, precision), _hand(board, alone))
    film = tuple(
        _film_law(board, k, zero, captures, precision, scatter) if captures else law
        for k, (captures, law) in enumerate(zip(alone, nominal(board).cells, strict=True))
    )
    if not steps:
        for cell, captures in zip(board.cells, alone, strict=True):
            if not captures:
                raise FitRefused(sentence("fit_refused.film_without_load", cell=cell.plain))
        return FsrFit(film, None, np.zeros(len(film)), 1.0, float("nan"))
    return _step(board, film, zero, steps)


def index_laws(
    board: Board, result: FsrFit, zero: Array, steps: Sequence[Capture]
) -> tuple[tuple[CellLaw, ...], float]:
    """The laws to use, and how many newtons of body weight one of their newtons stands for (nan without stepping).

    Stepping only settles what the points are to each other. An insole's total is a relative index and its limits are
    those of the films, so one factor, common to both feet, brings the sum back to what the films feel.
    """
    if result.body is None or not steps:
        return result.film, float("nan")
    felt = sum(float(cell_forces(board, result.film, c.counts, zero).sum()) for c in steps)
    weight = sum(float(cell_forces(board, result.body, c.counts, zero).sum()) for c in steps)
    scale = weight / felt
    return tuple(
        replace(law, gain=law.gain / scale, gain_sigma=float(s)) if np.isfinite(s) else law
        for law, s in zip(result.body, result.body_sigma, strict=True)
    ), scale


def foot_of(board: Board, film: Sequence[CellLaw], capture: Capture) -> str | None:
    """The leg on which a capture was taken, None if on both."""
    return _feet_under(board, cell_forces(board, film, capture.counts[None], np.zeros(len(film))))[0]


def _feet_under(board: Board, force_n: Array) -> list[str | None]:
    """For each row of (n, cells) the foot that carries nearly all of it."""
    load = np.stack([force_n[:, list(board.cells_of(foot))].sum(1) for foot in board.feet], axis=1)
    alone = load > ONE_FOOT * load.sum(1, keepdims=True)
    feet: list[int] = alone.argmax(1).tolist()
    return [board.feet[k] if any_foot else None for k, any_foot in zip(feet, alone.any(1).tolist(), strict=True)]


def _usual(board: Board, precision: Precision) -> float:
    """Relative scatter of a load that such films read."""
    return hypot(board.errors.hysteresis / 2, precision.load_noise)


def _hand(board: Board, alone: Sequence[Sequence[Capture]]) -> float:
    """Relative scatter with which equal loads on one film were read, that of the middle film: the same hand put them on
    all. A film by itself has too few to tell, and a law can be laid through them by chance.

    Of normal scatter the median of squares with f degrees of freedom is (1 - 2 / (9 f))^3 of their mean (Wilson &
    Hilferty 1931).
    """
    squares: list[float] = []
    for cell, captures in enumerate(alone):
        load = np.array([c.load_n for c in captures])
        g = conductance_us(board.front_end, np.array([c.counts[cell] for c in captures]))
        read = board.cells[cell].nominal.exponent * np.log(np.maximum(g, 1e-9))
        freedom = len(load) - len(np.unique(load))
        if freedom:
            apart = sum(float(((read[load == of] - read[load == of].mean()) ** 2).sum()) for of in np.unique(load))
            squares.append(apart / freedom / (1 - 2 / (9 * freedom)) ** 3)
    return float(np.median(squares)) ** 0.5 if squares else 0.0


def _film_law(
    board: Board, cell: int, zero: Array, captures: Sequence[Capture], precision: Precision, scatter: float
) -> CellLaw:
    g = conductance_us(board.front_end, np.array([c.counts[cell] for c in captures]))
    load = np.array([c.load_n for c in captures])
    if (g <= 0).any():
        raise FitRefused(sentence("fit_refused.film_not_answering", cell=board.cells[cell].plain))
    usual = _usual(board, precision)
    law = _power(board, cell, g, load, scatter, usual)
    levels = np.unique(load)
    if len(levels) >= 5:
        pieces, power = _pieces(law, g, load), _held_out(board, cell, g, load, scatter, False)
        # Within the sensor's own scatter there is no bend to follow.
        if pieces is not None and power > usual:
            bent = _held_out(board, cell, g, load, scatter, True)
            if bent < PIECEWISE_GAIN * power:
                beyond = _in_use(np.log(g), float(np.log(law.gain)), law.exponent, float(np.log(g).mean()), 0.0)
                law = replace(pieces, gain_sigma=hypot(scatter / len(load) ** 0.5, bent, beyond))
    return replace(law, gain_sigma=hypot(law.gain_sigma, precision.mass_tolerance), zero_counts=float(zero[cell]))


def _power(board: Board, cell: int, g: Array, load: Array, scatter: float, usual: float) -> CellLaw:
    """Least squares in logarithms of loads that scatter by `scatter`, where `usual` is what such films have; the
    exponent is held near the board file's by what is known of such sensors."""
    law = nominal(board).cells[cell]
    x, y = np.log(g), np.log(load)
    middle = float(x.mean())
    known, held = float(((x - middle) ** 2).sum()), EXPONENT_SIGMA**-2
    slope = (float(((x - middle) * y).sum()) / scatter**2 + law.exponent * held) / (known / scatter**2 + held)
    level = float(y.mean()) - slope * middle
    left = y - level - slope * x
    scatter = max(scatter, float(np.sqrt((left**2).sum() / max(len(y) - 2, 1))))
    # Scatter beyond what such films have does not average out: the next load meets it again.
    of_level = hypot(scatter / len(y) ** 0.5, (scatter**2 - usual**2) ** 0.5)
    sigma = hypot(of_level, _in_use(x, level, slope, middle, (known / scatter**2 + held) ** -0.5))
    return replace(law, gain=float(np.exp(level)), exponent=slope, gain_sigma=float(sigma))


def _in_use(x: Array, level: float, slope: float, middle: float, of_slope: float) -> float:
    """Relative standard deviation (RMS over `USE_N`) that the exponent brings into forces there, `middle` being where
    the loads at log conductances `x` (n,) leave it none. `gain` itself is the force at 1 uS, far outside of them."""
    low, high = log(USE_N[0]), log(USE_N[1])
    at: Array = (np.arange(9) / 8 * (high - low) + low - level) / slope
    beyond = np.maximum(at - x.max(), 0) + np.maximum(x.min() - at, 0)
    return rms(np.hypot(of_slope * (at - middle), BEND * beyond).tolist())


def _pieces(law: CellLaw, g: Array, load: Array) -> CellLaw | None:
    """Knots at the loads, each the geometric mean of what it read; None if they do not rise."""
    knots = [(float(np.exp(np.log(g[load == level]).mean())), float(level)) for level in np.unique(load)]
    if any(b[0] <= a[0] for a, b in pairwise(knots)):
        return None
    return replace(law, law="piecewise", gain=1.0, knots=tuple(knots))


def _held_out(board: Board, cell: int, g: Array, load: Array, scatter: float, piecewise: bool) -> float:
    """RMS relative error at each load but the least and the largest, foretold without it."""
    errors: list[float] = []
    for level in np.unique(load)[1:-1]:
        rest = load != level
        law: CellLaw | None = _power(board, cell, g[rest], load[rest], scatter, scatter)
        if piecewise:
            assert law is not None
            law = _pieces(law, g[rest], load[rest])
        if law is None:
            return float("inf")
        errors += [float(v) for v in np.log(fsr_force_n(law, g[~rest]) / level)]
    return rms(errors)


def _step(board: Board, film: tuple[CellLaw, ...], zero: Array, steps: Sequence[Capture]) -> FsrFit:
    body, sigma = list(film), np.full(len(film), np.nan)
    worst = 1.0
    unseen: list[float] = []
    # All at once: leaving out one capture after the other comes here once for each.
    force = cell_forces(board, film, np.array([c.counts for c in steps]), zero)
    side = _feet_under(board, force)
    if not any(side):
        raise FitRefused(sentence("fit_refused.both_legs_only"))
    for foot in board.feet:
        own = [k for k, on in enumerate(side) if on == foot]
        if len(own) < LEAST_STEPS:
            raise FitRefused(sentence("fit_refused.few_on_one_leg", n=len(own), foot=foot, least=LEAST_STEPS))
        cells = list(board.cells_of(foot))
        matrix = force[np.ix_(own, cells)] / np.array([steps[k].load_n for k in own])[:, None]
        multiple, spread, condition = _multiples(board, cells, by_pose(matrix))
        worst = max(worst, condition)
        unseen += (matrix @ multiple - 1).tolist()
        for i, m, s in zip(cells, multiple, spread, strict=True):
            body[i] = replace(film[i], gain=float(film[i].gain * m))
            sigma[i] = s
    return FsrFit(film, tuple(body), sigma, worst, rms(unseen))


def by_pose(matrix: Array) -> Array:
    """Rows (n, 3) of film forces per weight, those of like poses averaged, so that a pose in which somebody lingered
    counts no more than one passed through: how somebody leant then matters less to what is found."""
    share = matrix[:, :2] / matrix.sum(1, keepdims=True)
    _, pose = np.unique(np.floor(share / POSE), axis=0, return_inverse=True)
    pose = pose.reshape(-1)
    total = np.zeros((pose.max() + 1, matrix.shape[1]))
    np.add.at(total, pose, matrix)
    return total / np.bincount(pose)[:, None]


def _multiples(board: Board, cells: Sequence[int], matrix: Array) -> tuple[Array, Array, float]:
    """Multiples (m,) of a foot's films from rows (n, m) of film forces per weight, their relative standard deviations,
    and the condition number.

    Raises:
        FitRefused: a point never loaded, or the rows too much alike.
    """
    from scipy.optimize import nnls

    size = np.linalg.norm(matrix, axis=0)
    stood = matrix.max(0) > 0.02 * matrix.max()
    if not stood.all():
        light = board.cells[cells[int(np.argmin(stood))]]
        raise FitRefused(sentence("fit_refused.nobody_leant", cell=light.plain))
    _, values, right = np.linalg.svd(matrix / size)
    condition = float(values[0] / values[-1])
    if condition > WORST_CONDITION:
        least = board.cells[cells[int(np.argmax(np.abs(right[-1])))]]
        raise FitRefused(
            sentence("fit_refused.weight_on_one_spot", condition=condition, most=WORST_CONDITION, cell=least.plain)
        )
    m = matrix.shape[1]
    # One multiple for all points of the foot, from which each may differ.
    common = float(matrix.sum(1).sum() / (matrix.sum(1) ** 2).sum())
    ridge = (np.eye(m) - 1 / m) * UNSEEN / (MULTIPLE_SPREAD * common)
    found, _ = nnls(np.vstack([matrix, ridge]), np.concatenate([np.ones(len(matrix)), np.zeros(m)]))
    if (found <= 0).any():
        bad = board.cells[cells[int(np.argmin(found))]]
        raise FitRefused(sentence("fit_refused.film_explains_nothing", cell=bad.plain))
    return found, _multiples_sigma(matrix, found, ridge), condition


def _multiples_sigma(matrix: Array, found: Array, ridge: Array) -> Array:
    """Relative standard deviations (m,) of multiples (m,) from rows (n, m), poses apart, and the prior's rows (m, m).

    What films do not see changes slowly from pose to pose, so errors of like poses are correlated, and the usual
    formula, which takes each for a new trial, claims far too much:
        covariance = N^-1 (M' K M + UNSEEN^2 R' R) N^-1,   N = M' M + R' R,   K_ij = s^2 exp(-d_ij^2 / 2 ALIKE^2)
    with d the distance between shares, s the scatter that is left or UNSEEN, whichever is larger (ordinary least
    squares under correlated errors: Aitken 1935).
    """
    n, m = matrix.shape
    left = matrix @ found - 1
    scatter = max(UNSEEN**2, float(left @ left) / max(n - m, 1))
    share = matrix / matrix.sum(1, keepdims=True)
    apart = ((share[:, None] - share[None]) ** 2).sum(2)
    alike = scatter * np.exp(-apart / (2 * ALIKE**2))
    inverse = np.linalg.inv(matrix.T @ matrix + ridge.T @ ridge)
    covariance = inverse @ (matrix.T @ alike @ matrix + UNSEEN**2 * ridge.T @ ridge) @ inverse
    return np.sqrt(np.diag(covariance)) / found
