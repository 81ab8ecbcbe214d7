"""Captures to a calibration: weighted least squares, how sure each gain is, and how well it foretells a load left out.

Load cells are linear. A load L at p presses a rigid board's cells with forces F_i = g_i (c_i - z_i) so that
    sum F_i = L            and            sum F_i (p_i - p) = 0,
so a grid of places tells the gains of four cells apart, where "a quarter each at the centre" cannot: a plate on four
cells is statically indeterminate (hardware/: plate statics). A person who stands and shifts gives the first line only.

An FSR's force is gain * conductance ** exponent; both are fitted in logarithms where single cells were loaded, and the
gains alone, never negative, where a person of known weight stepped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot, isfinite

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board, Cell
from tripod.force.calibration import Calibration, CellLaw, nominal
from tripod.force.front_end import conductance_us
from tripod.force.readings import OVERLOAD, Capture

Array = NDArray[np.float64]

NEAR_MM = 30.0
"""A load this near to a cell of its own block or sensor presses that cell and no other."""
WORST_CONDITION = 60.0
LEAST_MOVED = 0.01
"""A cell that moved by less than this part of its range was not loaded."""


class FitRefused(ValueError):
    """The captures cannot make a calibration: one plain sentence that says what is wrong and what to do."""


@dataclass(frozen=True)
class Precision:
    """How exactly loads were known."""

    mass_tolerance: float = 0.0
    """Relative, of a mass; shared by all captures with it, so it moves every gain alike."""
    placement_mm: float = 1.0
    """Standard deviation of where a load was put, per axis."""
    load_noise: float = 0.001
    """Relative scatter of a steady load: hysteresis, creep, a hand that had not quite let go."""


@dataclass(frozen=True)
class Residual:
    """What the fit leaves of one capture, and what a fit without it foretold."""

    capture: str
    load_n: float
    residual_n: float
    held_out_n: float
    """Foretold less true load; nan where without this capture nothing can be fitted."""
    held_out_mm: float
    """Distance of the foretold place from the true one; nan where the place is not known."""


@dataclass(frozen=True)
class Fit:
    """A calibration with its proof."""

    calibration: Calibration
    residuals: tuple[Residual, ...]
    condition: float
    """Of the scaled equations: above about 60 gains cannot be told apart."""

    @property
    def residual_rms_n(self) -> float:
        return _rms([r.residual_n for r in self.residuals if r.load_n > 0])

    @property
    def held_out_rms_n(self) -> float:
        return _rms([r.held_out_n for r in self.residuals if r.load_n > 0])

    @property
    def held_out_rms_mm(self) -> float:
        return _rms([r.held_out_mm for r in self.residuals])

    @property
    def held_out_relative(self) -> float:
        """RMS of the held-out error as a part of each load."""
        return _rms([r.held_out_n / r.load_n for r in self.residuals if r.load_n > 0])


def fit(board: Board, captures: Sequence[Capture], precision: Precision = Precision(), made: str = "") -> Fit:
    """Fit the board's cells to captures, at least one of them of the empty board.

    Raises:
        FitRefused: what is missing or cannot be.
    """
    zeros = [c for c in captures if c.load_n == 0]
    loaded = [c for c in captures if c.load_n > 0]
    _check(board, zeros, loaded)
    zero = np.mean([c.counts for c in zeros], axis=0)
    solve = _solve_fsr if board.front_end.kind != "hx711" else _solve_linear
    laws, condition = solve(board, zero, loaded, precision)
    if condition > WORST_CONDITION:
        raise FitRefused(
            "The gains cannot be told apart: the loads stood too much on one spot. Load other places, or shift further "
            "over heel, big-toe side and little-toe side."
        )
    residuals = tuple(_residual(board, zero, loaded, k, laws, precision) for k in range(len(loaded)))
    laws = [
        replace(law, gain_sigma=hypot(law.gain_sigma, precision.mass_tolerance)) if law.gain_sigma > 0 else law
        for law in laws
    ]
    return Fit(Calibration(board.name, "", "fitted", made, tuple(laws)), residuals, condition)


def estimate(board: Board, laws: Sequence[CellLaw], capture: Capture) -> tuple[float, Array]:
    """Load in newtons and place (2,) in mm that these laws read from a capture; the place is nan where load is 0."""
    force = np.array([_force(board, law, c) for law, c in zip(laws, capture.counts, strict=True)])
    total = float(force.sum())
    at = np.array([(c.x_mm, c.y_mm) for c in board.cells])
    return total, force @ at / total if total > 0 else np.full(2, np.nan)


def _force(board: Board, law: CellLaw, counts: float) -> float:
    if law.law == "linear":
        return law.gain * (counts - law.zero_counts)
    return law.gain * float(conductance_us(board.front_end, counts)) ** law.exponent


def _check(board: Board, zeros: Sequence[Capture], loaded: Sequence[Capture]) -> None:
    if not zeros:
        raise FitRefused("There is no capture of the empty board (load_n 0): take one first.")
    if not loaded:
        raise FitRefused("There are only captures of the empty board: load it, too.")
    for capture in loaded:
        cell = _own_cell(board, capture)
        if cell is not None and capture.load_n > OVERLOAD * board.cells[cell].range_n:
            raise FitRefused(
                f"{capture.name}: {capture.load_n:g} N is beyond 110 % of what {_words(board.cells[cell])} carries "
                f"({board.cells[cell].range_n:g} N)."
            )
    counts = np.array([c.counts for c in (*zeros, *loaded)])
    moved = np.ptp(counts, axis=0)
    for cell, law, change in zip(board.cells, nominal(board).cells, moved, strict=True):
        still = change * law.gain < LEAST_MOVED * cell.range_n if law.law == "linear" else change < 64
        if still:
            raise FitRefused(f"The cell of {_words(cell)} never moved: load it, or check its wiring.")
    same = np.ptp([c.load_n for c in loaded]) == 0
    if same and len({(c.x_mm, c.y_mm) for c in loaded if c.located}) == 1:
        raise FitRefused("All loads are the same mass on the same spot: that is one point, not several.")


def _words(cell: Cell) -> str:
    return f"{cell.foot} {cell.point.replace('_', ' ')}"


def _own_cell(board: Board, capture: Capture) -> int | None:
    """The cell that alone carries a load at this place; None under a rigid plate or where the place is not known."""
    if not capture.located or not any(cell.sees for cell in board.cells):
        return None
    away = [hypot(c.x_mm - capture.x_mm, c.y_mm - capture.y_mm) for c in board.cells]
    nearest = int(np.argmin(away))
    return nearest if away[nearest] <= NEAR_MM else None


def _solve_linear(
    board: Board, zero: Array, loaded: Sequence[Capture], precision: Precision
) -> tuple[list[CellLaw], float]:
    """Gains of all cells together, in units of the nominal ones so that the equations are well scaled."""
    first = np.array([law.gain for law in nominal(board).cells])
    at = np.array([(c.x_mm, c.y_mm) for c in board.cells])
    rows: list[Array] = []
    targets: list[float] = []
    for capture in loaded:
        force = first * (capture.counts - zero)
        sigma = hypot(board.errors.noise_n, precision.load_noise * capture.load_n)
        rows.append(force / sigma)
        targets.append(capture.load_n / sigma)
        if capture.located:
            # A load that a block carries alone stands on its cell, wherever on the block it was put.
            own = _own_cell(board, capture)
            place = at[own] if own is not None else (capture.x_mm, capture.y_mm)
            lever = capture.load_n * precision.placement_mm + sigma * 100
            for axis in range(2):
                rows.append(force * (at[:, axis] - place[axis]) / lever)
                targets.append(0.0)
    matrix, target = np.array(rows), np.array(targets)
    size = np.linalg.norm(matrix, axis=0)
    if (size == 0).any():
        return list(nominal(board).cells), float("inf")
    condition = float(np.linalg.cond(matrix / size))
    if condition > WORST_CONDITION:
        return list(nominal(board).cells), condition
    ratio, *_ = np.linalg.lstsq(matrix, target)
    if (ratio <= 0).any():
        bad = board.cells[int(np.argmin(ratio))]
        raise FitRefused(f"The cell of {_words(bad)} reads backwards: it is wired the other way round, or swapped.")
    free = max(len(target) - len(ratio), 1)
    scatter = max(float(((matrix @ ratio - target) ** 2).sum()) / free, 1.0)
    sigma = np.sqrt(np.diag(np.linalg.inv(matrix.T @ matrix)) * scatter)
    laws = [
        CellLaw("linear", float(g * r), 1.0, float(z), float(s / r))
        for g, r, z, s in zip(first, ratio, zero, sigma, strict=True)
    ]
    return laws, condition


def _solve_fsr(
    board: Board, zero: Array, loaded: Sequence[Capture], precision: Precision
) -> tuple[list[CellLaw], float]:
    """Each FSR from the loads that stood on it alone; else gains by non-negative least squares from a known weight."""
    stepping = [c for c in loaded if _own_cell(board, c) is None]
    alone: list[list[Capture]] = [[] for _ in board.cells]
    for capture in loaded:
        own = _own_cell(board, capture)
        if own is not None:
            alone[own].append(capture)
    laws = [
        _power_law(board, k, zero, captures, precision) if captures else law
        for k, (captures, law) in enumerate(zip(alone, nominal(board).cells, strict=True))
    ]
    if not stepping:
        missing = [cell for cell, captures in zip(board.cells, alone, strict=True) if not captures]
        if missing:
            raise FitRefused(f"No load stood on {_words(missing[0])}: every sensor needs one.")
        return laws, 1.0
    return _step(board, laws, stepping, precision)


def _power_law(board: Board, cell: int, zero: Array, captures: Sequence[Capture], precision: Precision) -> CellLaw:
    law = nominal(board).cells[cell]
    g = conductance_us(board.front_end, np.array([c.counts[cell] for c in captures]))
    if (g <= 0).any():
        raise FitRefused(f"The sensor of {_words(board.cells[cell])} did not answer a load: press its whole face.")
    x, y = np.log(g), np.log([c.load_n for c in captures])
    scatter = hypot(board.errors.hysteresis / 2, precision.load_noise)
    if np.ptp(x) < np.log(1.3) or len(captures) < 2:
        gain = float(np.exp((y - law.exponent * x).mean()))
        return replace(law, gain=gain, gain_sigma=scatter / len(captures) ** 0.5 + 0.02, zero_counts=float(zero[cell]))
    # The exponent is held near its nominal value by what is known of such sensors: 0.8 to 1.5.
    middle = x.mean()
    prior = 0.15
    known, held = float(((x - middle) ** 2).sum()) / scatter**2, prior**-2
    slope = (float(((x - middle) * y).sum()) / scatter**2 + law.exponent * held) / (known + held)
    level = float(y.mean()) - slope * middle
    left = y - level - slope * x
    scatter = max(scatter, float(np.sqrt((left**2).sum() / max(len(y) - 2, 1))))
    return replace(
        law,
        gain=float(np.exp(level)),
        exponent=slope,
        gain_sigma=float(scatter / len(y) ** 0.5),
        zero_counts=float(zero[cell]),
    )


def _step(
    board: Board, laws: Sequence[CellLaw], stepping: Sequence[Capture], precision: Precision
) -> tuple[list[CellLaw], float]:
    """Scale the cells so that a person of known weight weighs the same however they stand (one leg at a time)."""
    from scipy.optimize import nnls

    raw = np.array([[_force(board, law, c) for law, c in zip(laws, cap.counts, strict=True)] for cap in stepping])
    weight = np.array([c.load_n for c in stepping])
    stood = raw.max(0) > 0.05 * raw.max()
    if not stood.all():
        missing = board.cells[int(np.argmin(stood))]
        raise FitRefused(f"Nobody leant on {_words(missing)}: shift more towards it.")
    matrix = raw / weight[:, None]
    size = np.linalg.norm(matrix, axis=0)
    condition = float(np.linalg.cond(matrix / size))
    if condition > WORST_CONDITION:
        return list(laws), condition
    ratio, _ = nnls(matrix, np.ones(len(weight)))
    if (ratio <= 0).any():
        bad = board.cells[int(np.argmin(ratio))]
        raise FitRefused(f"{_words(bad)} explains none of the weight: shift more towards it, and stand on one leg.")
    left = matrix @ ratio - 1
    scatter = max(float((left**2).sum()) / max(len(left) - len(ratio), 1), precision.load_noise**2)
    sigma = np.sqrt(np.diag(np.linalg.inv(matrix.T @ matrix)) * scatter)
    scaled = [
        replace(law, gain=float(law.gain * r), gain_sigma=float(s / r))
        for law, r, s in zip(laws, ratio, sigma, strict=True)
    ]
    return scaled, condition


def _residual(
    board: Board, zero: Array, loaded: Sequence[Capture], k: int, laws: Sequence[CellLaw], precision: Precision
) -> Residual:
    capture = loaded[k]
    others = [*loaded[:k], *loaded[k + 1 :]]
    residual = estimate(board, laws, capture)[0] - capture.load_n
    held_n, held_mm = float("nan"), float("nan")
    solve = _solve_fsr if board.front_end.kind != "hx711" else _solve_linear
    try:
        without, condition = solve(board, zero, others, precision) if others else ([], float("inf"))
        if condition <= WORST_CONDITION:
            total, place = estimate(board, without, capture)
            held_n = total - capture.load_n
            own = _own_cell(board, capture)
            if capture.located and own is None:
                held_mm = float(np.hypot(place[0] - capture.x_mm, place[1] - capture.y_mm))
    except FitRefused:
        pass
    return Residual(capture.name, capture.load_n, residual, held_n, held_mm)


def _rms(values: Sequence[float]) -> float:
    there = [v for v in values if isfinite(v)]
    return float(np.sqrt(np.mean(np.square(there)))) if there else float("nan")
