"""Turns cell forces into load, shares and CoP of each foot and of both together."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from tripod import kernel
from tripod.balance.geometry import Feet, cell_positions
from tripod.balance.pose import Pose, points_covariance, points_on_board, poses_of
from tripod.boards import FEET, POINTS, Board

Array = NDArray[np.float64]

SHORT = 20
"""In a block of so few rows each call of numpy costs more than what it computes."""

ARCHES = {"medial": (0, 1), "lateral": (0, 2), "transverse": (1, 2)}
"""The two ends of each arch, as places in `POINTS`. No board measures an arch's height: only its ends carry load."""


class Balance(msgspec.Struct, frozen=True):
    """n samplings. The feet axis is left, right; a foot that the board lacks, or that is not loaded, is nan."""

    load_n: Array
    """(n, 2) load of each foot; a foot that is not standing has a load, too."""
    point_n: Array
    """(n, 2, 3) heel, MT1, MT5: measured under the points, or (plate) the loads that would give the same CoP."""
    share: Array
    """(n, 2, 3) parts of the foot's load; under a plate they may fall outside 0...1."""
    cop_mm: Array
    """(n, 2, 2) of each foot in the board's frame."""
    total_n: Array
    """(n,)"""
    both_cop_mm: Array
    """(n, 2) of all cells in the board's frame."""

    @property
    def arch_n(self) -> Array:
        """(n, 2, 3, 2) load on the two ends of the medial, lateral and transverse arch."""
        return self.point_n[:, :, list(ARCHES.values())]

    def rows(self, part: "slice | NDArray[np.intp]") -> "Balance":
        """Some of the samplings."""
        return Balance(
            self.load_n[part],
            self.point_n[part],
            self.share[part],
            self.cop_mm[part],
            self.total_n[part],
            self.both_cop_mm[part],
        )


@dataclass(frozen=True)
class FootMatrix:
    """How one foot's numbers follow from its cells; all linear, so that the uncertainty can follow, too."""

    cells: tuple[int, ...]
    positions_mm: Array
    """(m, 2) of its cells in the board's frame."""
    to_points: Array
    """(3, m) cell forces to point loads."""
    points_mm: Array
    """(3, 2) heel, MT1, MT5 in the board's frame."""
    pose: Pose
    points_covariance: Array
    """(6, 6) of x and y of the three points on the board, in mm2."""


def foot_matrices(board: Board, feet: Feet, measured: Mapping[str, Pose] | None = None) -> dict[str, FootMatrix]:
    """For each foot of the board: identity where cells sit under the points, else statics of the foot where it stands:
    as `measured`, else as drawn.

    Equivalent loads s solve sum s_i = W, sum s_i p_i = W r (hardware/: plate statics).
    """
    everything = cell_positions(board, feet)
    matrices: dict[str, FootMatrix] = {}
    for foot, pose in poses_of(board, feet, measured or {}).items():
        cells = board.cells_of(foot)
        at = everything[list(cells)]
        points = points_on_board(pose, foot)
        names = [board.cells[i].point for i in cells]
        if sorted(names) == sorted(POINTS):
            to_points: Array = np.array([[float(name == point) for name in names] for point in POINTS])
        else:
            corners = np.vstack([at.T, np.ones(len(cells))])
            to_points = np.linalg.solve(np.vstack([points.T, np.ones(3)]), corners).astype(float)
        matrices[foot] = FootMatrix(cells, at, to_points, points, pose, points_covariance(pose, foot))
    return matrices


class BalanceLaw:
    """Forces to balance for one board and pair of feet where they stand.

    Sums run over columns, one elementwise operation at a time: a matrix product may round otherwise for a
    block of one row than for a block of a thousand.
    """

    def __init__(self, board: Board, feet: Feet, measured: Mapping[str, Pose] | None = None) -> None:
        """`measured`: where feet stand, where that was measured."""
        self.matrices = foot_matrices(board, feet, measured)
        self._board = board
        most = max(len(m.cells) for m in self.matrices.values())
        self._cells = np.zeros((most, 2), np.intp)
        """Cells of each foot; one that has fewer ends with its first, which then weighs nothing."""
        self._weights = np.full((most, 2, 6), np.nan)
        """Of each of them: the foot's load, the loads at its three points, and its moments; nan of a foot that is not
        there."""
        for foot, m in self.matrices.items():
            k, n = FEET.index(foot), len(m.cells)
            self._cells[:, k] = [*m.cells, *[m.cells[0]] * (most - n)]
            self._weights[:n, k] = np.column_stack([np.ones(n), m.to_points.T, m.positions_mm])
            self._weights[n:, k] = 0.0
        self._both = np.column_stack([np.ones(len(board.cells)), cell_positions(board, feet)])

    def __call__(self, force_n: Array) -> Balance:
        """Balance of forces (n, cells) in newtons. A nan cell makes its foot, and both together, nan."""
        gate = self._board.limits.min_foot_n
        if kernel.compiled is not None:
            n = len(force_n)
            load, point, share = np.empty((n, 2)), np.empty((n, 2, 3)), np.empty((n, 2, 3))
            cop, total, both = np.empty((n, 2, 2)), np.empty(n), np.empty((n, 2))
            kernel.compiled.balance(
                np.ascontiguousarray(force_n), self._cells, self._weights, self._both, gate,
                load, point, share, cop, total, both,
            )  # fmt: skip
            return Balance(load, point, share, cop, total, both)
        with np.errstate(invalid="ignore", divide="ignore"):
            sums = _weigh(force_n[:, self._cells], self._weights)
            load, points = sums[:, :, 0].copy(), sums[:, :, 1:4].copy()
            standing = np.where(load >= gate, load, np.nan)[:, :, None]
            share, cop = points / standing, sums[:, :, 4:] / standing
            sums = _weigh(force_n, self._both)
            total = sums[:, 0]
            both = sums[:, 1:] / np.where(total >= gate, total, np.nan)[:, None]
        return Balance(load, points, share, cop, total, both)


def _weigh(force_n: Array, weights: Array) -> Array:
    """Sums (n, ..., outputs) of forces (n, cells, ...) with `weights` (cells, ..., outputs), cell after cell."""
    if len(force_n) <= SHORT:
        # The same products and the same order of sums, in two calls instead of two a cell.
        return np.add.accumulate(force_n[..., None] * weights, axis=1)[:, -1]
    total = force_n[:, 0, ..., None] * weights[0]
    for k in range(1, force_n.shape[1]):
        total += force_n[:, k, ..., None] * weights[k]
    return total
