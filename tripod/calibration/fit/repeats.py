"""Estimates hysteresis and creep of each cell from loads that were repeated."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.terms import own_cell, rms

Array = NDArray[np.float64]

SAME = 0.02
"""Loads that differ by less are the same load."""


@dataclass(frozen=True)
class Repeats:
    """Relative; nan where no capture tells."""

    hysteresis: tuple[float, ...]
    """For each cell: reading on the way down less on the way up, RMS."""
    creep: tuple[float, ...]
    """For each cell: change from a capture to the next of the same load in the same place, RMS."""


def repeats(board: Board, captures: Sequence[Capture], which: Sequence[int], force_n: Array) -> Repeats:
    """From the loaded captures numbered `which`, with the forces (n, cells) that the fit reads of them.

    Only loads that one cell carries alone tell its hysteresis: elsewhere the place plays in.
    """
    cells = len(board.cells)
    turns: list[list[float]] = [[] for _ in range(cells)]
    creeps: list[list[float]] = [[] for _ in range(cells)]
    for cell in range(cells):
        mine = [n for n, k in enumerate(which) if own_cell(board, captures[k]) == cell]
        way: dict[int, str] = {}
        for a, b in pairwise(mine):
            before, after = captures[which[a]].load_n, captures[which[b]].load_n
            if abs(after - before) <= SAME * before:
                if which[b] == which[a] + 1:
                    creeps[cell].append(float(force_n[b, cell] / force_n[a, cell] - 1))
                continue
            way[b] = "up" if after > before else "down"
            way.setdefault(a, "up")
        for up in (n for n, w in way.items() if w == "up"):
            for down in (n for n, w in way.items() if w == "down"):
                load = captures[which[up]].load_n
                if abs(captures[which[down]].load_n - load) <= SAME * load:
                    turns[cell].append(float((force_n[down, cell] - force_n[up, cell]) / load))
    return Repeats(tuple(map(rms, turns)), tuple(map(rms, creeps)))
