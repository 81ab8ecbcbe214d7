"""Definitions that all fits share: precision of the loads, cell positions, cell forces, and `FitRefused`."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, isfinite

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.readings import Capture
from tripod.force.calibration import CellLaw
from tripod.force.front_end import conductance_us
from tripod.force.fsr import fsr_force_n

Array = NDArray[np.float64]

NEAR_MM = 30.0
"""A load this near to a cell of its own block or sensor presses that cell and no other."""
WORST_CONDITION = 60.0
"""Largest condition number of the scaled equations; above it a gain rests on less than 2 % of the readings."""


VERIFY = "verify"
"""Captures whose name starts with this are kept out of the fit and judge it."""


class FitRefused(ValueError):
    """The captures cannot make a calibration: one plain sentence that says what is wrong and what to do."""


@dataclass(frozen=True)
class Precision:
    """How precisely the loads and their places were known."""

    mass_tolerance: float = 0.0
    """Relative standard deviation of the masses, common to all: it moves every gain alike, and no share or CoP."""
    placement_mm: float = 1.0
    """Standard deviation of where a load was put, per axis."""
    load_noise: float = 0.001
    """Relative scatter of a steady load: hysteresis, creep, a hand that had not quite let go."""
    build_mm: float | None = None
    """Standard deviation, per axis, of where the cells sit beside their drawn places, as the builder states it; None
    where nobody did: a build by hand."""


def is_fsr(board: Board) -> bool:
    """Whether the board's cells are FSRs, read by an ADC, and not load cells."""
    return board.front_end.kind != "hx711"


def is_rigid(board: Board) -> bool:
    """Whether the cells carry one plate a foot, so that statics decides what each feels."""
    return not any(cell.sees for cell in board.cells)


def held_back(capture: Capture) -> bool:
    """Whether a capture is kept out of the fit, to verify it."""
    return capture.name.lower().startswith(VERIFY)


def own_cell(board: Board, capture: Capture) -> int | None:
    """The cell that alone carries a load at this place; None under a rigid plate or where the place is not known."""
    if not capture.located or is_rigid(board):
        return None
    away = [hypot(c.x_mm - capture.x_mm, c.y_mm - capture.y_mm) for c in board.cells]
    nearest = int(np.argmin(away))
    return nearest if away[nearest] <= NEAR_MM else None


def positions_mm(board: Board) -> Array:
    """(cells, 2) as the board's file draws them."""
    return np.array([(c.x_mm, c.y_mm) for c in board.cells])


def cell_forces(board: Board, laws: Sequence[CellLaw], counts: Array, zero_counts: Array) -> Array:
    """Forces (..., cells) in newtons of captures' mean counts (..., cells); load cells from their zero."""
    if not is_fsr(board):
        return np.array([law.gain for law in laws]) * (counts - zero_counts)
    g = conductance_us(board.front_end, counts)
    return np.stack([fsr_force_n(law, g[..., k]) for k, law in enumerate(laws)], axis=-1)


def rms(values: Sequence[float]) -> float:
    """Root mean square of those that are there; nan of none."""
    there = [v for v in values if isfinite(v)]
    return float(np.sqrt(np.mean(np.square(there)))) if there else float("nan")
