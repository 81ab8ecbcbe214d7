"""Checks of captures before any fit: rejects those that cannot make a calibration, each with its reason."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.readings import OVERLOAD, Capture
from tripod.calibration.fit.terms import FitRefused, cell_forces, held_back, is_fsr, is_rigid, own_cell, positions_mm
from tripod.force.calibration import nominal

Array = NDArray[np.float64]

LEAST_MOVED = 0.002
"""A load cell whose reading changed by less than this part of its range was not loaded."""
FSR_MOVED_COUNTS = 64.0 * 4
SAME_MM = 10.0
"""Loads that lie closer together than this stood on the same spot."""
SWAPPED_MM = 25.0
"""When the readings miss the places by more than this, exchanged wires are looked for."""


def check(board: Board, captures: Sequence[Capture]) -> None:
    """Return if the captures may be fitted.

    Raises:
        FitRefused: they may not; the sentence says why.
    """
    empty = [c for c in captures if c.load_n == 0]
    loaded = [c for c in captures if c.load_n > 0]
    for c in captures:
        if not (c.load_n >= 0 and np.isfinite(c.load_n)):
            raise FitRefused(f"“{c.name}”: a load of {c.load_n:g} N cannot be; it is 0 (empty board) or more.")
    if not empty:
        raise FitRefused("There is no capture of the empty board (load_n 0): take one first.")
    if not loaded:
        raise FitRefused("There are only captures of the empty board: load it, too.")
    used = [c for c in loaded if not held_back(c)]
    if not used:
        raise FitRefused("All loads are named verify, so none is left to fit: name only one or two so.")
    zero = np.mean([c.counts for c in empty], axis=0)
    laws = nominal(board).cells
    force = np.array([cell_forces(board, laws, c.counts, zero) for c in loaded])
    _twice(loaded)
    _as_empty(board, loaded, zero)
    _moved(board, [*empty, *used])
    _overload(board, loaded, force)
    _one_spot(board, used)
    if is_rigid(board):
        _swapped_corners(board, loaded, force)
    else:
        _swapped_points(board, loaded, force)


def _twice(loaded: Sequence[Capture]) -> None:
    for k, a in enumerate(loaded):
        for b in loaded[k + 1 :]:
            same_place = (a.x_mm, a.y_mm) == (b.x_mm, b.y_mm) or not (a.located or b.located)
            if a.load_n == b.load_n and same_place and (a.counts == b.counts).all():
                raise FitRefused(f"“{a.name}” and “{b.name}” are the same reading twice, which is one point, not two.")


def _as_empty(board: Board, loaded: Sequence[Capture], zero: Array) -> None:
    gain = np.array([law.gain for law in nominal(board).cells])
    for c in loaded:
        change = np.abs(c.counts - zero)
        felt = change.max() > FSR_MOVED_COUNTS if is_fsr(board) else float((change * gain).sum()) > 0.1 * c.load_n
        if not felt:
            raise FitRefused(
                f"“{c.name}” reads like the empty board though {c.load_n:g} N is said to stand there: was the zero "
                "taken with the load on, or the reading without it?"
            )


def _moved(board: Board, captures: Sequence[Capture]) -> None:
    moved = np.ptp(np.array([c.counts for c in captures]), axis=0)
    for cell, law, change in zip(board.cells, nominal(board).cells, moved, strict=True):
        still = change < FSR_MOVED_COUNTS if is_fsr(board) else change * law.gain < LEAST_MOVED * cell.range_n
        if still:
            raise FitRefused(f"The cell of the {cell.plain} never moved: load it, or check its wiring.")


def _overload(board: Board, loaded: Sequence[Capture], force: Array) -> None:
    for c, f in zip(loaded, force, strict=True):
        own = own_cell(board, c)
        if own is not None and c.load_n > OVERLOAD * board.cells[own].range_n:
            worst, there = own, c.load_n
        elif is_fsr(board):
            continue  # a film's force is not known before the fit, and its circuit clips first
        else:
            part = [v / cell.range_n for v, cell in zip(f, board.cells, strict=True)]
            worst = int(np.argmax(part))
            there = float(f[worst])
            if part[worst] <= OVERLOAD * (1 + 3 * board.errors.gain):
                continue
        cell = board.cells[worst]
        raise FitRefused(
            f"“{c.name}” puts {there:.0f} N on the {cell.plain}, which is beyond 110 % of what it carries "
            f"({cell.range_n:g} N): take less."
        )


def _one_spot(board: Board, loaded: Sequence[Capture]) -> None:
    same_load = len(loaded) > 1 and np.ptp([c.load_n for c in loaded]) == 0
    if same_load and all(c.located for c in loaded) and len({(c.x_mm, c.y_mm) for c in loaded}) == 1:
        raise FitRefused("All loads are the same mass on the same spot: that is one point, not several.")
    if is_rigid(board) and all(c.located for c in loaded):
        at = positions_mm(board)
        for foot in board.feet:
            middle = at[list(board.cells_of(foot))].mean(0)
            here = [c for c in loaded if abs(c.x_mm - middle[0]) < np.ptp(at[list(board.cells_of(foot)), 0]) / 2]
            if here and np.hypot(*np.ptp([(c.x_mm, c.y_mm) for c in here], axis=0)) < SAME_MM:
                raise FitRefused(
                    f"All loads on the {foot} side stood on one spot, so the gains cannot be told apart: load at least "
                    "the four corners and the middle."
                )
    if not is_fsr(board):
        return
    for k, cell in enumerate(board.cells):
        loads = [c.load_n for c in loaded if own_cell(board, c) == k]
        if len(loads) > 1 and np.ptp(loads) == 0:
            raise FitRefused(
                f"The {len(loads)} loads on the {cell.plain} are the same mass ({loads[0]:g} N): that is one point, "
                "and an FSR needs two or more."
            )


def _swapped_points(board: Board, loaded: Sequence[Capture], force: Array) -> None:
    """A load on one block or sensor that moves another."""
    answers: dict[int, set[int]] = {}
    for c, f in zip(loaded, force, strict=True):
        own = own_cell(board, c)
        if own is not None:
            answers.setdefault(own, set()).add(int(np.argmax(f)))
    for own, moved in answers.items():
        other = next(iter(moved))
        if moved == {own} or len(moved) > 1:
            continue
        if answers.get(other) in ({own}, None):
            raise FitRefused(
                f"The cells {board.cells[own].name} and {board.cells[other].name} seem swapped: a load on the first "
                "moves the second."
            )
        raise FitRefused(
            f"A load on the {board.cells[own].plain} moves the {board.cells[other].plain}: the wires or the places "
            "are mixed up."
        )


def _swapped_corners(board: Board, loaded: Sequence[Capture], force: Array) -> None:
    """A pair of cells under plates whose exchange puts the loads where they stood."""
    placed = [n for n, c in enumerate(loaded) if c.located]
    if not placed:
        return
    at, f = positions_mm(board), force[placed]
    true = np.array([(loaded[n].x_mm, loaded[n].y_mm) for n in placed])

    def missed(forces: Array) -> float:
        found = forces @ at / forces.sum(1, keepdims=True)
        return float(np.sqrt(((found - true) ** 2).sum(1).mean()))

    now = missed(f)
    if now < SWAPPED_MM:
        return
    best, pair = now, (0, 0)
    for i in range(len(at)):
        for j in range(i):
            exchanged = f.copy()
            exchanged[:, [i, j]] = f[:, [j, i]]
            if missed(exchanged) < best:
                best, pair = missed(exchanged), (j, i)
    if best < 0.5 * now:
        names = [board.cells[k].name for k in pair]
        raise FitRefused(
            f"The cells {names[0]} and {names[1]} seem swapped: the loads read {now:.0f} mm beside their places, with "
            f"those two exchanged {best:.0f} mm."
        )
