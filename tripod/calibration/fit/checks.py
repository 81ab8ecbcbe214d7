"""Checks of captures before any fit: rejects those that cannot make a calibration, each with its reason."""

from collections.abc import Sequence
from itertools import combinations
from math import hypot

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.exchanged_cells import exchanged, named_otherwise
from tripod.calibration.fit.readings import OVERLOAD, Capture
from tripod.calibration.fit.terms import FitRefused, cell_forces, held_back, is_fsr, is_rigid, own_cell, positions_mm
from tripod.force.calibration import nominal
from tripod.sentences import sentence

Array = NDArray[np.float64]

LEAST_MOVED = 0.002
"""Smallest change of a load cell's reading that counts as loaded, as a part of its range."""
FSR_MOVED_COUNTS = 64.0 * 4
LEAST_BACKWARDS = 0.05
"""A cell that goes down by more than this part of a load reads backwards: behind a load at a plate's edge it lifts by
less."""
SAME_MM = 10.0
"""Loads that lie closer together than this stood on the same spot."""
SWAPPED_MM = 25.0
"""RMS error of the places above which exchanged wires are looked for."""


def check(board: Board, captures: Sequence[Capture]) -> None:
    """Return if the captures may be fitted.

    Raises:
        FitRefused: they may not; the sentence says why.
    """
    empty = [c for c in captures if c.load_n == 0]
    loaded = [c for c in captures if c.load_n > 0]
    for c in captures:
        if not (c.load_n >= 0 and np.isfinite(c.load_n)):
            raise FitRefused(sentence("fit_refused.load_cannot_be", capture=c.name, load=c.load_n))
    if not empty:
        raise FitRefused(sentence("fit_refused.no_empty_capture"))
    if not loaded:
        raise FitRefused(sentence("fit_refused.only_empty_captures"))
    used = [c for c in loaded if not held_back(c)]
    if not used:
        raise FitRefused(sentence("fit_refused.only_verify_loads"))
    zero = np.mean([c.counts for c in empty], axis=0)
    laws = nominal(board).cells
    force = np.array([cell_forces(board, laws, c.counts, zero) for c in loaded])
    _twice(loaded)
    _one_signal(board, captures)
    _moved(board, [*empty, *used], but_all=True)
    _as_empty(board, loaded, zero)
    _backwards(board, loaded, force)
    _moved(board, [*empty, *used])
    _beside(board, loaded)
    _overload(board, loaded, force)
    _one_spot(board, used)
    _leans(board, loaded, force)
    if is_rigid(board):
        _swapped_corners(board, loaded, force)
    else:
        _swapped_points(board, loaded, force)


def _twice(loaded: Sequence[Capture]) -> None:
    for k, a in enumerate(loaded):
        for b in loaded[k + 1 :]:
            same_place = (a.x_mm, a.y_mm) == (b.x_mm, b.y_mm) or not (a.located or b.located)
            if a.load_n == b.load_n and same_place and (a.counts == b.counts).all():
                raise FitRefused(sentence("fit_refused.same_reading_twice", first=a.name, second=b.name))


def _backwards(board: Board, loaded: Sequence[Capture], force: Array) -> None:
    """Refuse captures in which a load cell goes down under load; a film cannot."""
    if is_fsr(board):
        return
    part = force / np.array([c.load_n for c in loaded])[:, None]
    down = [k for k in range(len(board.cells)) if _goes_down(board, loaded, part[:, k], k)]
    if down and len(down) == len(board.cells):
        raise FitRefused(sentence("fit_refused.all_backwards"))
    if down:
        raise FitRefused(sentence("fit_refused.cell_backwards", cell=board.cells[down[0]].plain))


def _goes_down(board: Board, loaded: Sequence[Capture], part: Array, k: int) -> bool:
    """Whether cell `k`, given its parts (captures,) of the loads, goes down wherever it is loaded at all."""
    own = [p for c, p in zip(loaded, part, strict=True) if own_cell(board, c) == k]
    if own:
        return max(own) < -LEAST_BACKWARDS
    clear = part[np.abs(part) > LEAST_BACKWARDS]
    return len(clear) > 0 and bool((clear < 0).all()) and bool(len(clear) > len(part) / 4)


def _as_empty(board: Board, loaded: Sequence[Capture], zero: Array) -> None:
    gain = np.array([law.gain for law in nominal(board).cells])
    for c in loaded:
        change = np.abs(c.counts - zero)
        felt = change.max() > FSR_MOVED_COUNTS if is_fsr(board) else float((change * gain).sum()) > 0.1 * c.load_n
        if not felt:
            raise FitRefused(sentence("fit_refused.reads_like_empty", capture=c.name, load=c.load_n))


def _still(board: Board, captures: Sequence[Capture]) -> list[int]:
    """Cells that no capture moves."""
    moved = np.ptp(np.array([c.counts for c in captures]), axis=0)
    if is_fsr(board):
        return np.flatnonzero(moved < FSR_MOVED_COUNTS).tolist()
    gain = np.array([abs(law.gain) for law in nominal(board).cells])
    return np.flatnonzero(moved * gain < LEAST_MOVED * np.array([cell.range_n for cell in board.cells])).tolist()


def _moved(board: Board, captures: Sequence[Capture], *, but_all: bool = False) -> None:
    """Refuse captures in which a cell stands still. `but_all`: not where all do, which may be readings without their
    loads."""
    still = _still(board, captures)
    if still and not (but_all and len(still) == len(board.cells)):
        raise FitRefused(sentence("fit_refused.cell_never_moved", cell=board.cells[still[0]].plain))


def _one_signal(board: Board, captures: Sequence[Capture]) -> None:
    """Refuse captures in which two cells read the same, which no two sensors do."""
    counts = np.array([c.counts for c in captures])
    moves = np.ptp(counts, axis=0) > 0
    if bool((counts == counts[:, :1]).all()):
        # All cells read alike: nothing of the board is in them, and other checks say so.
        return
    for a, b in combinations(range(len(board.cells)), 2):
        if moves[a] and bool((counts[:, a] == counts[:, b]).all()):
            first, second = board.cells[a].plain, board.cells[b].plain
            raise FitRefused(sentence("fit_refused.cells_alike", first=first, second=second))


def _beside(board: Board, loaded: Sequence[Capture]) -> None:
    """Refuse captures whose loads all stand where no block or sensor is."""
    placed = [c for c in loaded if c.located]
    if is_rigid(board) or not placed or any(own_cell(board, c) is not None for c in placed):
        return
    c = placed[0]
    away = [hypot(cell.x_mm - c.x_mm, cell.y_mm - c.y_mm) for cell in board.cells]
    near = board.cells[int(np.argmin(away))]
    at, there = (f"{x:.0f}:{y:.0f}" for x, y in ((c.x_mm, c.y_mm), (near.x_mm, near.y_mm)))
    raise FitRefused(sentence("fit_refused.beside_the_cells", capture=c.name, at=at, cell=near.plain, there=there))


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
            sentence("fit_refused.beyond_range", capture=c.name, load=there, cell=cell.plain, range=cell.range_n)
        )


def _one_spot(board: Board, loaded: Sequence[Capture]) -> None:
    same_load = len(loaded) > 1 and np.ptp([c.load_n for c in loaded]) == 0
    if same_load and all(c.located for c in loaded) and len({(c.x_mm, c.y_mm) for c in loaded}) == 1:
        raise FitRefused(sentence("fit_refused.one_mass_one_spot"))
    if is_rigid(board) and all(c.located for c in loaded):
        at = positions_mm(board)
        for foot in board.feet:
            middle = at[list(board.cells_of(foot))].mean(0)
            here = [c for c in loaded if abs(c.x_mm - middle[0]) < np.ptp(at[list(board.cells_of(foot)), 0]) / 2]
            if here and np.hypot(*np.ptp([(c.x_mm, c.y_mm) for c in here], axis=0)) < SAME_MM:
                raise FitRefused(sentence("fit_refused.one_spot_a_side", foot=foot))
    if not is_fsr(board):
        return
    for k, cell in enumerate(board.cells):
        loads = [c.load_n for c in loaded if own_cell(board, c) == k]
        if len(loads) > 1 and np.ptp(loads) == 0:
            raise FitRefused(sentence("fit_refused.one_mass_a_film", n=len(loads), cell=cell.plain, load=loads[0]))


def _leans(board: Board, loaded: Sequence[Capture], force: Array) -> None:
    """Refuse captures of a person who leans as no person can, but could if two cells were exchanged."""
    if named_otherwise(board, loaded, force):
        raise FitRefused(sentence("fit_refused.feet_swapped"))
    found = None if is_fsr(board) else exchanged(board, loaded, force)
    if found is None:
        return
    pairs = [f"{board.cells[i].name} and {board.cells[j].name}" for i, j in found.pairs]
    way = "sideways" if found.sideways_mm else "twist" if is_rigid(board) else "one_leg"
    said = sentence("fit_refused_leans.or").join(pairs)
    raise FitRefused(sentence(f"fit_refused_leans.{way}", pairs=said, mm=found.sideways_mm))


def _swapped_points(board: Board, loaded: Sequence[Capture], force: Array) -> None:
    """Refuse captures in which a load on one block or sensor moves another."""
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
                sentence("fit_refused.points_swapped", first=board.cells[own].name, second=board.cells[other].name)
            )
        raise FitRefused(
            sentence("fit_refused.points_mixed_up", loaded=board.cells[own].plain, moved=board.cells[other].plain)
        )


def _swapped_corners(board: Board, loaded: Sequence[Capture], force: Array) -> None:
    """Refuse captures that fit their places much better with two cells of the plates exchanged."""
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
            sentence("fit_refused.corners_swapped", first=names[0], second=names[1], now=now, exchanged=best)
        )
