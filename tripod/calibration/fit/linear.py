"""Fits the gains of load cells by weighted least squares, with the covariance of the remaining error.

A load L at p presses the cells with F_i = g_i (c_i - z_i), so that (hardware/: plate statics)
    sum F_i = L            and            sum F_i (p_i - p) = 0.
A grid of places tells the gains of four cells apart, where "a quarter each at the centre" cannot: a rigid plate on four
cells is statically indeterminate. A person who stands and shifts gives the first line only; what that leaves open is
closed by how much cells of a kind differ (the board's file) and stays in the uncertainty.

The cells' places and the zeros are wrong in every capture alike, so they stand among the unknowns with what is known of
them as rows of their own. Otherwise 25 captures would seem to average away an error that all 25 share, and the gains
would look better than they are. Where loads were located they tell the places, too, and these are used from then on;
places that lie farther out than the builder stated widen what was stated.
Three cells are determinate: with their places left free the nine numbers are the full matrix from counts to load and
moments, since any such matrix has columns (g, g x, g y).
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tripod.boards import FEET, Board
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.terms import WORST_CONDITION, FitRefused, Precision, is_rigid, own_cell, positions_mm
from tripod.calibration.fit.zero import Zeros
from tripod.force.calibration import FARTHEST_MM, HAND_BUILD_MM, CellLaw, build_sigma_mm, nominal
from tripod.sentences import sentence

Array = NDArray[np.float64]
Places = tuple[tuple[float, float], ...]

COMMON_GAIN_SIGMA = 0.3
"""Relative standard deviation of a gain error common to all cells, from another supply or amplifier."""
OFF_CENTRE = 0.003
"""Relative scatter of a cell under a plate, whose load arrives wherever the plate's bending brings it (error budget:
eccentric load and cross-talk 0.3 %)."""
FREE_MM = 10.0
"""Standard deviation of the places under a plate on three cells: wide, because the loads alone tell them."""
BEYOND_SIGMAS = 3.0
"""Places found are farther out than was stated when their mean square is by more than this many of its own standard
deviations: of boards that are built as stated 1 in 500."""
TOLD = 0.3
"""The places are told along a direction where the loads take away more than this part of the variance of a build by
hand."""
NEEDED = 0.05
"""Smallest part of the information left without a capture with which the others can predict it."""
STANDS = 0.02
"""A foot with less than this part of a load does not carry it."""


@dataclass(frozen=True)
class LinearFit:
    """Fitted gains and places, with those that the other captures give for each capture."""

    laws: tuple[CellLaw, ...]
    places_mm: Places
    """Where each cell bears, as located loads tell; empty where none told."""
    without: tuple[tuple[tuple[CellLaw, ...], Places] | None, ...]
    """For each loaded capture the laws and places that the others give; None where they give none."""
    condition: float
    covariance: Array
    """(3 cells, 3 cells): relative gains, x and y of the cells in mm."""
    scatter: float
    """Ratio of the residuals to the captures' claimed precision, at least 1."""
    build_mm: float
    """Standard deviation, per axis, of the cells' places with which was reckoned: as stated, or as far as the places
    that were found demand."""
    beside_mm: float
    """The same as the places that loads told have it by themselves; nan where none did."""


def fit_linear(
    board: Board, captures: Sequence[Capture], zeros: Zeros, which: Sequence[int], precision: Precision
) -> LinearFit:
    """Fit the gains to the captures numbered `which` (all of them loaded; `zeros` is of all captures).

    Raises:
        FitRefused: gains cannot be told apart, or one would be negative.
    """
    first = np.array([law.gain for law in nominal(board).cells])
    k = len(first)
    force = np.array([first * (captures[j].counts - zeros.counts[j]) for j in which])
    loads = [captures[j] for j in which]
    build_mm = build_sigma_mm(board, precision.build_mm)
    once = _solve(board, loads, _rows(board, loads, force, np.ones(k), precision), zeros, build_mm)
    told = _rows(board, loads, force, np.maximum(once.found[:k], 0.05), precision)
    build_mm, beside_mm = _build(board, loads, lambda mm: _solve(board, loads, told, zeros, mm), build_mm)
    solved = _solve(board, loads, told, zeros, build_mm)
    condition = _condition(board, loads, solved.equations[: sum(solved.sizes)], k)
    ratio = solved.found[:k]
    if (ratio <= 0.05).any():
        bad = board.cells[int(np.argmin(ratio))]
        raise FitRefused(sentence("fit_refused.cell_backwards", cell=bad.plain))
    scatter = _scatter(solved)
    covariance = _covariance(k, solved, scatter, precision)
    located = is_rigid(board) and any(c.located for c in loads)
    zero = zeros.counts[which[-1]]
    laws = tuple(
        CellLaw("linear", float(g * r), 1.0, float(z), float(s))
        for g, r, z, s in zip(first, ratio, zero, np.sqrt(np.diag(covariance)[:k]), strict=True)
    )
    without = tuple(_without(board, laws, first, solved, located))
    places = _places(board, solved.found, located)
    return LinearFit(laws, places, without, condition, covariance, scatter**0.5, build_mm, beside_mm)


_Rows = tuple[list[Array], list[Array]]


@dataclass(frozen=True)
class _Solved:
    """m equations, each divided by its standard deviation, in u unknowns: the captures' first, then what is known."""

    equations: Array
    """(m, u)"""
    found: Array
    """(u,)"""
    left: Array
    """(m,) right side less left side."""
    inverse: Array
    """(u, u) of the normal equations."""
    sizes: tuple[int, ...]
    """How many equations each capture gave."""


def _solve(board: Board, loads: Sequence[Capture], told: _Rows, zeros: Zeros, build_mm: float) -> _Solved:
    """`told` by the captures, and what is known without them."""
    rows, targets = told
    known, values = _known(board, zeros, _located_feet(board, loads), build_mm)
    equations, right = np.vstack([*rows, known]), np.concatenate([*targets, values])
    inverse: Array = np.linalg.inv(equations.T @ equations).astype(float)
    found = inverse @ (equations.T @ right)
    return _Solved(equations, found, right - equations @ found, inverse, tuple(map(len, rows)))


def _located_feet(board: Board, loads: Sequence[Capture]) -> set[str]:
    """The feet whose loads tell places."""
    return {FEET[_side(board, c)] for c in loads if c.located}


def _build(
    board: Board, loads: Sequence[Capture], solve: Callable[[float], _Solved], stated_mm: float
) -> tuple[float, float]:
    """The standard deviation of the cells' places in mm that those which the loads tell demand (as stated, unless they
    lie clearly beyond it), and that by itself; nan where the loads tell none.

    Solved with a wide prior of variance w, of which the loads leave the covariance V, places are known along the
    eigenvectors of I - V / w, of eigenvalue p: what lies d beside the drawing is found at p d with the variance
    w p (1 - p). Places of standard deviation b so are off by b^2 + w (1 - p) / p, mean square.
    """
    feet = _located_feet(board, loads) if is_rigid(board) else set[str]()
    on = np.flatnonzero(np.tile([cell.foot in feet for cell in board.cells], 2))
    if not len(on):
        return stated_mm, float("nan")
    at = len(board.cells) + 1 + on
    three = all(len(board.cells_of(foot)) == 3 for foot in feet)
    wide_mm = max(HAND_BUILD_MM, stated_mm, FREE_MM if three else 0.0)
    solved = solve(wide_mm)
    part, direction = np.linalg.eigh(np.eye(len(on)) - solved.inverse[np.ix_(at, at)] / wide_mm**2)
    told = part > TOLD
    if not told.any():
        return stated_mm, float("nan")
    part = part[told]
    square = (direction.T[told] @ solved.found[at] / part) ** 2
    noise = wide_mm**2 * (1 - part) / part * _scatter(solved)
    low, high = 0.0, 3 * FARTHEST_MM
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if (square / (middle**2 + noise)).mean() > 1 else (low, middle)
    beyond = (square / (stated_mm**2 + noise)).mean() > 1 + BEYOND_SIGMAS * (2 / len(part)) ** 0.5
    return (max(high, stated_mm) if beyond else stated_mm), high


def _scatter(solved: _Solved) -> float:
    """Mean square of what is left of the equations, at least 1."""
    return max(float(solved.left @ solved.left) / max(len(solved.left) - len(solved.found), 1), 1.0)


def _known(board: Board, zeros: Zeros, located: Set[str], build_mm: float) -> tuple[Array, Array]:
    """Rows that hold without any capture: unknowns are gains, their common part, x, y and zero of each cell. `located`
    are the feet whose loads tell places."""
    k, errors = len(board.cells), board.errors
    matrix, right = np.zeros((4 * k + 1, 4 * k + 1)), np.zeros(4 * k + 1)
    for i in range(k):
        matrix[i, i], matrix[i, k] = 1 / errors.gain, -1 / errors.gain
    matrix[k, k] = right[k] = 1 / COMMON_GAIN_SIGMA
    for i, cell in enumerate([*board.cells, *board.cells]):
        # Blocks and sensors that a load presses one by one have no lever.
        free = cell.foot in located and is_rigid(board) and len(board.cells_of(cell.foot)) == 3
        matrix[k + 1 + i, k + 1 + i] = 1 / max(build_mm, FREE_MM if free else 1e-3)
    for i in range(k):
        matrix[3 * k + 1 + i, 3 * k + 1 + i] = 1 / max(float(zeros.sigma_n[i]), 1e-6)
    return matrix, right


def _rows(board: Board, loads: Sequence[Capture], force: Array, gains: Array, precision: Precision) -> _Rows:
    """For each capture its equations (m, unknowns) and right sides (m,), each divided by its standard deviation.

    `gains` (cells,) are those with which places and zeros count: nearly 1, so a second pass has them.
    """
    k, at = len(board.cells), positions_mm(board)
    rows: list[Array] = []
    targets: list[Array] = []
    for capture, f in zip(loads, force, strict=True):
        cells = standing_cells(board, f)
        own = own_cell(board, capture)
        placed = capture.located and own is None
        block = np.zeros((3 if placed else 1, 4 * k + 1))
        scatter = cell_scatter_n(board, f)
        sigma = np.hypot(np.sqrt((scatter[cells] ** 2).sum()), precision.load_noise * capture.load_n)
        block[0, cells] = f[cells] / sigma
        block[0, [3 * k + 1 + i for i in cells]] = -gains[cells] / sigma
        right = np.zeros(len(block))
        right[0] = capture.load_n / sigma
        for axis in range(len(block) - 1):
            lever = at[cells, axis] - (capture.x_mm, capture.y_mm)[axis]
            spread = np.sqrt(((lever * scatter[cells]) ** 2).sum())
            sigma = np.hypot(capture.load_n * precision.placement_mm, spread)
            block[1 + axis, cells] = f[cells] * lever / sigma
            block[1 + axis, [(1 + axis) * k + 1 + i for i in cells]] = f[cells] * gains[cells] / sigma
            block[1 + axis, [3 * k + 1 + i for i in cells]] = -gains[cells] * lever / sigma
        rows.append(block)
        targets.append(right)
    return rows, targets


def cell_scatter_n(board: Board, force_n: Array) -> Array:
    """Standard deviation (cells,) of one capture's forces (cells,) that no other capture shares."""
    relative = max(board.errors.hysteresis, OFF_CENTRE if is_rigid(board) else 0.0)
    return np.hypot(board.errors.noise_n, relative * force_n)


def standing_cells(board: Board, force_n: Array) -> list[int]:
    """Cells of the feet that carry this load: the zeros of the other foot are no part of it."""
    load = {foot: float(force_n[list(board.cells_of(foot))].sum()) for foot in board.feet}
    most = max(load.values())
    return [i for foot in board.feet if load[foot] > STANDS * most for i in board.cells_of(foot)]


def _condition(board: Board, loads: Sequence[Capture], equations: Array, k: int) -> float:
    """Condition number of the captures' own equations for the gains, columns scaled.

    Under a rigid plate of four cells places alone leave one direction a foot open (a twist), unless loads are located.

    Raises:
        FitRefused: it is too bad; the sentence names the point to shift towards.
    """
    matrix = equations[:, :k]
    size = np.linalg.norm(matrix, axis=0)
    for i in np.flatnonzero(size == 0):
        raise FitRefused(sentence("fit_refused.cell_without_load", cell=board.cells[i].plain))
    _, values, right = np.linalg.svd(matrix / size, full_matrices=len(matrix) < k)
    values = np.concatenate([values, np.zeros(k - len(values))])
    opened = 0
    if is_rigid(board):
        for foot in board.feet:
            cells = board.cells_of(foot)
            placed = any(c.located and FEET.index(foot) == _side(board, c) for c in loads)
            opened += 0 if placed else max(len(cells) - 3, 0)
    last = k - 1 - opened
    condition = float(values[0] / values[last]) if values[last] > 0 else float("inf")
    if condition > WORST_CONDITION:
        least = board.cells[int(np.argmax(np.abs(right[last])))]
        raise FitRefused(sentence("fit_refused.one_spot", condition=condition, most=WORST_CONDITION, cell=least.plain))
    return condition


def _side(board: Board, capture: Capture) -> int:
    away = [(c.x_mm - capture.x_mm) ** 2 + (c.y_mm - capture.y_mm) ** 2 for c in board.cells]
    return FEET.index(board.cells[int(np.argmin(away))].foot)


def _covariance(k: int, solved: _Solved, scatter: float, precision: Precision) -> Array:
    """Of relative gains and of the places, (3 k, 3 k).

    Every row carries one independent error of size 1, and what is found is off by a sum of them. Where loads were
    located gains and places pull against each other, and the CoP is better than either alone says. Where they were not,
    no row but its own speaks of a place, and what the board's file knows of it remains.
    """
    weight = np.ones(len(solved.equations))
    weight[: sum(solved.sizes)] = scatter**0.5
    off = solved.inverse @ solved.equations.T * weight
    both = np.vstack([off[:k] / solved.found[:k, None], off[k + 1 : 3 * k + 1]])
    covariance = both @ both.T
    covariance[:k, :k] += precision.mass_tolerance**2
    return covariance


def _places(board: Board, found: Array, located: bool) -> Places:
    """Where the cells bear: drawn place plus what was found beside it, to a hundredth of a millimetre."""
    if not located:
        return ()
    k = len(board.cells)
    at = positions_mm(board) + found[k + 1 : 3 * k + 1].reshape(2, k).T
    return tuple((round(float(x), 2), round(float(y), 2)) for x, y in at)


def _without(
    board: Board, laws: Sequence[CellLaw], first: Array, solved: _Solved, located: bool
) -> list[tuple[tuple[CellLaw, ...], Places] | None]:
    """Laws and places without each capture, from the fit with it (the leave-out formula of linear least squares)."""
    out: list[tuple[tuple[CellLaw, ...], Places] | None] = []
    start = 0
    for size in solved.sizes:
        own, left = solved.equations[start : start + size], solved.left[start : start + size]
        gap = np.eye(size) - own @ solved.inverse @ own.T
        start += size
        if len(solved.sizes) == 1 or np.linalg.eigvalsh(gap)[0] < NEEDED:
            out.append(None)  # the others leave its cells open
            continue
        found = solved.found - solved.inverse @ own.T @ np.linalg.solve(gap, left)
        others = zip(laws, first, found[: len(first)], strict=True)
        out.append((tuple(replace(law, gain=float(g * r)) for law, g, r in others), _places(board, found, located)))
    return out


__all__ = ["LinearFit", "cell_scatter_n", "fit_linear", "standing_cells"]
