"""The body-weight route: takes captures while a person shifts slowly, and keeps those unlike the ones before."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.device.blocks import Block
from tripod.device.frame_rate import FrameRate
from tripod.device.protocol import Status
from tripod.sentences import sentence

Array = NDArray[np.float64]

PIECE_S = 0.25
ENOUGH_CONDITION = 25.0
LEAST_CAPTURES = 12
_MOST_CAPTURES = 200
"""Largest number of captures for each leg, or for both legs together on a board that weighs both at once."""
_STANDS = 0.25
"""Smallest part of the body weight, in nominal newtons; with less somebody is stepping on or off."""
_OTHER_FOOT = 0.05
_HURRIED, _HURRIED_S = 0.1, 0.75
"""Who changed the total by more than this part of it within this time was stepping on or off: the last tenth of a step
on, taken alone, would be a load that nobody weighed."""


@dataclass(frozen=True)
class Stood:
    """Mean counts of a quarter of a second in which the person hardly moved."""

    counts: Array
    force_n: Array
    """(cells,) nominal newtons."""
    foot: str
    """Which foot carried it all, "" for both."""


def only_foot(board: Board, force_n: Array) -> str:
    """The foot that carries it all, given nominal newtons (cells,); "" where both do."""
    for foot in board.feet:
        others = [i for i in range(len(force_n)) if i not in board.cells_of(foot)]
        if not others or force_n[others].sum() < _OTHER_FOOT * force_n.sum():
            return foot
    return ""


class Stepping:
    """Collects from blocks what can tell the gains apart."""

    def __init__(self, board: Board, rate_hz: float, weight_n: float, one_leg: bool) -> None:
        self._board, self._weight_n, self._one_leg = board, weight_n, one_leg
        self._rate = FrameRate(rate_hz)
        self._set_rate(rate_hz)
        self._counts = np.zeros((0, len(board.cells)), np.int32)
        self._failed: NDArray[np.bool_] = np.zeros((0, len(board.cells)), np.bool_)
        self._total: Array = np.zeros(0)
        self.stood: list[Stood] = []
        self.clipped: int | None = None
        """A cell at the end of its range just now: what it reads then is no reading, and is left out."""

    def take(self, block: Block, force_n: Array) -> None:
        """Take raw counts with their nominal newtons (n, cells), in which failed readings are nan."""
        for _, hz in self._rate(block):
            self._set_rate(hz)
        self._counts = np.concatenate([self._counts, block.counts])[-self._n :]
        self._total = np.concatenate([self._total, force_n.sum(1)])[-self._calm_n :]
        failed = (block.status != 0) & (block.status != Status.SATURATED)
        self._failed = np.concatenate([self._failed, failed])[-self._n :]
        # A cell that gives no reading reads anything, the end of its range, too; nobody leans on it too hard.
        ended = (np.abs(self._counts) >= self._board.front_end.full_scale_counts).any(0) & ~self._failed.any(0)
        self.clipped = int(np.argmax(ended)) if ended.any() else None
        if len(self._counts) < self._n or len(self._total) < self._calm_n:
            return
        force = force_n[-1]
        total = float(force.sum())
        heavy = total > (0.02 if not self._board.claims.newtons else _STANDS) * self._weight_n
        if not np.isfinite(self._total).all():
            return
        hurried = np.ptp(self._total) > _HURRIED * total
        if not heavy or hurried or self.clipped is not None:
            return
        foot = only_foot(self._board, force)
        if self._one_leg and not foot:
            return
        alike = [s for s in self.stood if s.foot == foot]
        if len(alike) < _MOST_CAPTURES and all(np.abs(s.force_n - force).max() > 0.03 * total for s in alike):
            self.stood.append(Stood(self._counts.mean(0), force, foot))
            self._counts, self._failed, self._total = self._counts[:0], self._failed[:0], self._total[:0]

    def _set_rate(self, hz: float) -> None:
        self._n, self._calm_n = max(int(hz * PIECE_S), 4), max(int(hz * _HURRIED_S), 12)

    def condition(self, foot: str = "") -> float:
        """Of the equations so far (for one foot where one leg stands at a time); inf while there are too few."""
        rows = [s.force_n for s in self.stood if s.foot == foot or not self._one_leg]
        cells = list(self._board.cells_of(foot)) if foot and self._one_leg else list(range(len(self._board.cells)))
        if len(rows) < len(cells):
            return float("inf")
        matrix = np.array(rows)[:, cells] / self._weight_n
        size = np.linalg.norm(matrix, axis=0)
        if (size == 0).any():
            return float("inf")
        singular = np.linalg.svd(matrix / size, compute_uv=False)
        return float(singular[0] / max(singular[len(cells) - 1 - self._hidden(foot)], 1e-9))

    def _hidden(self, foot: str) -> int:
        """Directions that no stance shows: a plate on four cells has one, its twist; the nominal gains hold it."""
        feet = (foot,) if foot else self._board.feet
        return sum(len(self._board.cells_of(f)) - 3 for f in feet)

    @property
    def done(self) -> bool:
        feet = self._board.feet if self._one_leg else ("",)
        counts = {f: sum(s.foot == f or not self._one_leg for s in self.stood) for f in feet}
        return all(counts[f] >= LEAST_CAPTURES and self.condition(f) < ENOUGH_CONDITION for f in feet)

    def advice(self) -> str:
        """Where to shift next, in one sentence."""
        for foot in self._board.feet if self._one_leg else ("",):
            mine = [s for s in self.stood if s.foot == foot or not self._one_leg]
            if self._one_leg and not mine:
                return sentence("stance.one_leg", foot=foot)
            if len(mine) >= LEAST_CAPTURES and self.condition(foot) < ENOUGH_CONDITION:
                continue
            if not mine:
                return sentence("stance.both_legs")
            cells = list(self._board.cells_of(foot)) if foot else list(range(len(self._board.cells)))
            part = np.array([s.force_n[cells] / s.force_n.sum() for s in mine])
            least = cells[int(np.argmin(np.ptp(part, axis=0)))]
            return sentence("stance.shift_more", cell=self._board.cells[least].plain)
        return ""
