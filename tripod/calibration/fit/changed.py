"""Finds a cell that has changed since the board was last calibrated.

A load cell is compared by its gain. The gains of FSR films say nothing by themselves: films differ by a fifth from part
to part, and each stands for more or less of the foot. But the old calibration predicts every stance of the new one up
to a common factor, and if one film has changed, one more factor for that film explains what is left:
    W = b sum F_i + c F_k, by least squares; film k gives 1 / (1 + c / b) of what it gave.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import log

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.fsr import by_pose, foot_of
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.terms import cell_forces, is_fsr, own_cell
from tripod.force.calibration import Calibration, CellLaw
from tripod.force.fsr import fsr_force_n
from tripod.sentences import sentence

Array = NDArray[np.float64]

SIGMAS = 4.0
CELL_LEAST = 0.05
"""Smallest relative change of a load cell that is reported; less may come from temperature or mounting."""
FILM_LESS, FILM_MORE = 0.8, 3.0
"""A film that gives less than this of what it gave has changed. The other bound is far wider: films wear and slip, so
that they give less, and somebody who leant on one little the first time makes it look as if it gave more (simulated: 3
of 100 healthy boards beyond 1.6, the worst at 2.95)."""
MOST_UNLIKE = 0.5
"""So much two calibrations that disagree can widen a claim: it is a reason to take the leans again, not to refuse them,
or a film that was replaced could never be calibrated."""
EXPLAINS = 0.92
"""Part to which the factor must reduce the scatter for the film to be reported."""
LEAST_STANCES = 12
PRESSED_ALIKE = (-0.2, 0.26)
"""How far, in logarithms, the heaviest that the film read now over that of then may be from the factor. Who leant on it
as before presses it as hard; where the two do not agree, the person leant otherwise, and what looks like another film
is what the first leans left open. (Simulated, and chosen on these boards: of 200 healthy ones three are told to give
less without it, none with it; of 54 films told that do give a third less 53 still are.)"""


def changed(board: Board, before: Calibration, now: Calibration, captures: Sequence[Capture]) -> str:
    """One sentence on the cell that changed most since `before`, given the captures of `now`; "" if none did."""
    factors = _films(board, before, captures) if is_fsr(board) else _cells(before, now)
    odd = {k: f for k, f in factors.items() if f is not None}
    if not odd:
        return ""
    k = max(odd, key=lambda k: abs(np.log(odd[k])))
    kind, way = "film" if is_fsr(board) else "cell", "less" if odd[k] < 1 else "more"
    dated = before.made[:10]
    when = sentence("fit_changed_when.dated", date=dated) if dated else sentence("fit_changed_when.undated")
    percent = 100 * abs(odd[k] - 1)
    return sentence(f"fit_changed.{kind}_{way}", cell=board.cells[k].plain, percent=percent, when=when)


def unlike(board: Board, before: Calibration, now: Calibration) -> Calibration:
    """`now`, in which no film claims to be surer than its two calibrations agree: the leans of either time may have
    left it open. What all films of a foot changed by is of the index alone, and no disagreement."""
    ratio: Array = np.array([_at_10_n(old, new) for old, new in zip(before.cells, now.cells, strict=True)])
    laws = list(now.cells)
    for foot in board.feet:
        cells = list(board.cells_of(foot))
        apart = np.abs(ratio[cells] - np.median(ratio[cells])) / 2**0.5
        for i, sigma in zip(cells, np.minimum(apart, MOST_UNLIKE), strict=True):
            laws[i] = replace(laws[i], gain_sigma=max(laws[i].gain_sigma, float(sigma)))
    return replace(now, cells=tuple(laws))


def _at_10_n(old: CellLaw, new: CellLaw) -> float:
    """Logarithm of what the new law makes of the conductance that is 10 N by the old one."""
    g = 10 ** (np.arange(501) / 100)
    then, now = np.log(fsr_force_n(old, g)), np.log(fsr_force_n(new, g))
    at_10: Array = np.interp(np.array([log(10)]), then, now)
    return float(at_10[0]) - log(10)


def _cells(before: Calibration, now: Calibration) -> dict[int, float | None]:
    """For each cell the ratio of its readings to what they were; None where it has not clearly changed."""
    out: dict[int, float | None] = {}
    for k, (old, new) in enumerate(zip(before.cells, now.cells, strict=True)):
        factor = old.gain / new.gain
        surely = max(SIGMAS * np.hypot(old.gain_sigma, new.gain_sigma), CELL_LEAST)
        out[k] = factor if abs(factor - 1) > surely else None
    return out


def _films(board: Board, before: Calibration, captures: Sequence[Capture]) -> dict[int, float | None]:
    rest = np.zeros(len(board.cells))
    out: dict[int, float | None] = dict.fromkeys(range(len(board.cells)))
    loaded = [c for c in captures if c.load_n > 0]
    for k in out:
        own = [c for c in loaded if own_cell(board, c) == k]
        gives = [float(cell_forces(board, before.cells, c.counts, rest)[k]) / c.load_n for c in own]
        if gives and not FILM_LESS < np.mean(gives) < 1 / FILM_LESS:
            out[k] = float(np.mean(gives))
    stances = [c for c in loaded if own_cell(board, c) is None]
    on = [foot_of(board, before.cells, c) for c in stances]
    for foot in board.feet:
        cells = list(board.cells_of(foot))
        mine = [c for c, side in zip(stances, on, strict=True) if side == foot]
        if len(mine) < LEAST_STANCES:
            continue
        felt = np.array([cell_forces(board, before.cells, c.counts, rest)[cells] / c.load_n for c in mine])
        part = by_pose(felt)
        best = min((_factor(part, k) for k in range(len(cells))), key=lambda found: found[1])
        factor, explained, k = best
        heaviest = float(max(row[k] * c.load_n for row, c in zip(felt, mine, strict=True)))
        beyond = not FILM_LESS < factor < FILM_MORE
        if explained < EXPLAINS and beyond and _pressed_alike(before, cells[k], heaviest, factor):
            out[cells[k]] = factor
    return out


def _pressed_alike(before: Calibration, cell: int, heaviest_n: float, factor: float) -> bool:
    """Whether the film's heaviest force now is to that of then as `factor` says."""
    then = before.range_n[cell][1] if before.range_n else 0.0
    least, most = PRESSED_ALIKE
    return then <= 0 or least <= float(np.log(max(heaviest_n, 1e-9) / then / factor)) <= most


def _factor(part: Array, k: int) -> tuple[float, float, int]:
    """Ratio of film `k`'s readings to what they were, the part of the scatter of rows (n, m) left with it, and k."""
    total = part.sum(1)
    alone = total / total.mean() - 1
    design = np.stack([total, part[:, k]], axis=1)
    (b, c), *_ = np.linalg.lstsq(design, np.ones(len(part)))
    left = design @ (b, c) - 1
    inverse = np.linalg.inv(design.T @ design)
    sigma = float(np.sqrt(left @ left / (len(part) - 2) * inverse[1, 1]) / abs(b))
    factor = 1 / max(1 + c / b, 0.01)
    surely = abs(c / b) > SIGMAS * sigma
    return factor if surely else 1.0, float(left.std() / max(alone.std(), 1e-9)), k


__all__ = ["changed", "unlike"]
