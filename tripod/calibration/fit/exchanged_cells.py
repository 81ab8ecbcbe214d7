"""What the loads tell of the wiring: which cells' readings are exchanged, and which could be without its showing.

A load on a mark shows an exchange where the two cells read differently under it. Of a person who leans nobody knows
the place, but three things hold. A rigid plate on four cells keeps its twist (by how much one diagonal carries more
than the other) nearly the same part of the load wherever that stands; two cells of a side exchanged turn leaning into
twist. Two cells of a diagonal exchanged turn "forward" into "sideways", and a foot is longer than it is wide. And who
stands on one leg leaves the other side empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.terms import is_rigid, positions_mm

Array = NDArray[np.float64]
Pair = tuple[int, int]

LOADED = 0.2
"""A foot with less than this part of a load tells nothing of its plate's twist or of its CoP."""
LEAST_LEANS = 6
TWIST = 0.04
"""Standard deviation of a plate's twist, as a part of the load on it, above which it is doubted. An even plate keeps it
within 0.01; a lean forward or to the side, taken for twist, is 0.08 and more."""
CLEARER = 3.0
"""An exchange is believed, or ruled out, where the twist scatters by this factor less, or more, with it."""
ACROSS, ALONG = 0.9, 0.5
"""Spread of a foot's CoP across over along it: above the first nobody leans (heel and toes are 250 mm apart, the edges
80), below the second it is that of a person who leant round."""
SIDEWAYS_MM = 11.0
"""Standard deviation of a CoP across one foot that leaning hardly reaches."""
ALONE = 0.03
"""The other side bears less than this of the load of a person on one leg."""
SHOWS_MM = 12.0
"""A load on a mark shows an exchange that would move it by more than this."""


@dataclass(frozen=True)
class Exchanged:
    """Cells that seem to hang on each other's wires: one of the pairs, which look alike from here."""

    pairs: tuple[Pair, ...]
    sideways_mm: float = 0.0
    """How far the CoP went across the foot (standard deviation), where that told; 0 where the twist did."""


def exchanged(board: Board, captures: Sequence[Capture], force_n: Array) -> Exchanged | None:
    """The exchange that a person's leans show clearly; None where they show none.

    `captures` are loaded, `force_n` (n, cells) their forces by nominal gains.
    """
    leans = _leans(captures, force_n)
    if len(leans) < LEAST_LEANS:
        return None
    found: list[tuple[float, Pair]] = []
    for pair in combinations(range(len(board.cells)), 2):
        feet = _feet_of(board, pair)
        now, then = _twist(board, leans, feet), _twist(board, _swap(leans, pair), feet)
        if now > TWIST and then < now / CLEARER:
            found.append((then, pair))
        elif len(feet) == 2 and not is_rigid_on_four(board) and _emptier(board, _swap(leans, pair), leans):
            found.append((0.0, pair))
    if found:
        best = min(found)[0]
        return Exchanged(tuple(pair for spread, pair in found if spread <= CLEARER * best + 0.01))
    if not is_rigid_on_four(board):
        return None
    for foot in board.feet:
        pairs = [p for p in combinations(board.cells_of(foot), 2) if _diagonal(board, p)]
        now = _spread_mm(board, leans, foot)
        if now[0] > SIDEWAYS_MM and now[0] > ACROSS * now[1]:
            turned = [p for p in pairs if _ratio(_spread_mm(board, _swap(leans, p), foot)) < ALONG]
            if turned:
                return Exchanged(tuple(turned), now[0])
    return None


def open_pairs(board: Board, captures: Sequence[Capture], force_n: Array) -> tuple[Pair, ...]:
    """Pairs of cells whose readings could be exchanged without what was loaded showing it (arguments as above)."""
    leans = _leans(captures, force_n)
    marks = [(c, f) for c, f in zip(captures, force_n, strict=True) if c.located]
    return tuple(
        pair
        for pair in combinations(range(len(board.cells)), 2)
        if not (_shows(board, marks, pair) or _ruled_out(board, leans, pair))
    )


def named_otherwise(board: Board, captures: Sequence[Capture], force_n: Array) -> bool:
    """Whether captures of leans that are named after one leg load the other side: the feet are exchanged."""
    agree = against = 0
    for capture, force in zip(captures, force_n, strict=True):
        words = capture.name.lower().replace("_", " ").split()
        named = [foot for foot in board.feet if foot in words]
        if capture.located or len(named) != 1 or len(board.feet) < 2:
            continue
        part = float(force[list(board.cells_of(named[0]))].sum() / max(float(force.sum()), 1e-9))
        agree, against = agree + (part > 1 - LOADED), against + (part < LOADED)
    return against >= LEAST_LEANS // 2 and agree == 0


def is_rigid_on_four(board: Board) -> bool:
    """Whether each foot stands on a rigid plate on four cells, whose twist statics leaves open."""
    return is_rigid(board) and all(len(board.cells_of(foot)) == 4 for foot in board.feet)


def _leans(captures: Sequence[Capture], force_n: Array) -> Array:
    return force_n[[not c.located for c in captures]]


def _swap(force_n: Array, pair: Pair) -> Array:
    out = force_n.copy()
    out[:, list(pair)] = force_n[:, list(pair[::-1])]
    return out


def _feet_of(board: Board, pair: Pair) -> tuple[str, ...]:
    return tuple(dict.fromkeys(board.cells[k].foot for k in pair))


def _loaded(board: Board, force_n: Array, foot: str) -> Array:
    """Forces (n, own cells) of the captures in which this foot is loaded, as parts of the load on it."""
    own = force_n[:, list(board.cells_of(foot))]
    load = own.sum(1)
    on = load > LOADED * force_n.sum(1)
    return own[on] / load[on, None]


def _twist(board: Board, force_n: Array, feet: Sequence[str]) -> float:
    """Largest standard deviation of the twists of these feet's plates; nan where too few leans load them."""
    if not is_rigid_on_four(board):
        return float("nan")
    spread: list[float] = []
    for foot in feet:
        part = _loaded(board, force_n, foot)
        if len(part) < LEAST_LEANS:
            return float("nan")
        at = positions_mm(board)[list(board.cells_of(foot))]
        free = np.linalg.svd(np.vstack([np.ones(4), at.T]))[2][-1]
        spread.append(float((part @ (free / np.abs(free).max())).std()))
    return max(spread)


def _spread_mm(board: Board, force_n: Array, foot: str) -> tuple[float, float]:
    """Standard deviations of a foot's CoP across and along it, in mm; nan where too few leans load it."""
    part = _loaded(board, force_n, foot)
    if len(part) < LEAST_LEANS:
        return float("nan"), float("nan")
    across, along = (part @ positions_mm(board)[list(board.cells_of(foot))]).std(0).tolist()
    return across, along


def _ratio(spread: tuple[float, float]) -> float:
    return spread[0] / max(spread[1], 1e-9)


def _diagonal(board: Board, pair: Pair) -> bool:
    """Whether two cells of one plate lie across from each other, not on one side."""
    a, b = (board.cells[k] for k in pair)
    return a.x_mm != b.x_mm and a.y_mm != b.y_mm


def _alone(board: Board, force_n: Array) -> int:
    """In how many captures one side is empty."""
    if len(board.feet) < 2:
        return 0
    total = force_n.sum(1)
    loads = np.stack([force_n[:, list(board.cells_of(foot))].sum(1) for foot in board.feet], axis=1)
    return int((loads.min(1) < ALONE * total).sum())


def _emptier(board: Board, force_n: Array, than_n: Array) -> bool:
    """Whether one side is empty in many captures, most of which do not have it empty in the other reading."""
    alone = _alone(board, force_n)
    return alone >= max(LEAST_LEANS, len(force_n) // 4) and 2 * _alone(board, than_n) <= alone


def _shows(board: Board, marks: Sequence[tuple[Capture, Array]], pair: Pair) -> bool:
    """Whether a load on a mark would be read elsewhere with these two exchanged."""
    i, j = pair
    apart = float(np.hypot(*(positions_mm(board)[i] - positions_mm(board)[j])))
    return any(abs(float(f[i] - f[j])) * apart / c.load_n > SHOWS_MM for c, f in marks)


def _ruled_out(board: Board, leans: Array, pair: Pair) -> bool:
    """Whether leans would look like no person's with these two exchanged, and look like one's as they are."""
    if len(leans) < LEAST_LEANS:
        return False
    feet = _feet_of(board, pair)
    swapped = _swap(leans, pair)
    if is_rigid_on_four(board):
        now, then = _twist(board, leans, feet), _twist(board, swapped, feet)
        if then > max(TWIST, CLEARER * now):
            return True
        return (
            len(feet) == 1
            and _ratio(_spread_mm(board, leans, feet[0])) < ALONG
            and _ratio(_spread_mm(board, swapped, feet[0])) > ACROSS
        )
    return len(feet) == 2 and _emptier(board, leans, swapped)
