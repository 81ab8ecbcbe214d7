"""Puts faults of sensors into counts: open, short, stuck, swapped, reversed, noisy, wild, weak, drifting, cut."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.device.protocol import Status
from tripod.force.front_end import conductance_us, fsr_counts

Array = NDArray[np.float64]

GAIN_LEFT = 0.7
DRIFT_N_PER_MIN = 3.0
WILD_EVERY_S = 2.0


@dataclass(frozen=True)
class Fault:
    """Something wrong with one cell (or a pair), from the first frame on."""

    kind: str
    cell: int
    other: int = -1
    """The second cell of a swapped pair."""


class FaultModel:
    """Puts faults into counts and gives each reading the status that the firmware would."""

    def __init__(self, board: Board, faults: tuple[Fault, ...], rate_hz: float) -> None:
        self._board, self._faults, self._rate = board, faults, rate_hz
        self._fsr = board.front_end.kind != "hx711"
        self._end = board.front_end.full_scale_counts
        self._at_end = np.zeros(len(board.cells), int)
        self._frozen: dict[int, int] = {}
        self._age = 0

    def change(self, faults: tuple[Fault, ...]) -> None:
        """From the next frame on these are the faults, in place of those before."""
        self._faults, self._age = faults, 0
        self._frozen.clear()

    def __call__(self, counts: NDArray[np.int32], rng: np.random.Generator) -> NDArray[np.uint8]:
        """Changes `counts` (n, cells) in place and returns their status."""
        status = np.zeros(counts.shape, np.uint8)
        seconds = (self._age + np.arange(len(counts))) / self._rate
        for fault in self._faults:
            self._put(fault, counts, status, seconds, rng)
        self._age += len(counts)
        return self._judge(counts, status)

    def _put(
        self,
        fault: Fault,
        counts: NDArray[np.int32],
        status: NDArray[np.uint8],
        seconds: Array,
        rng: np.random.Generator,
    ) -> None:
        column = counts[:, fault.cell]
        if fault.kind == "open":
            # An open FSR looks like an unloaded one; an open bridge drives the converter to its end.
            column[:] = int(fsr_counts(self._board.front_end, 0.0)) if self._fsr else self._end
        elif fault.kind in ("short", "saturated"):
            column[:] = self._end
        elif fault.kind == "stuck":
            column[:] = self._frozen.setdefault(fault.cell, int(column[0]))
            status[seconds >= (3 if self._fsr else 1), fault.cell] = Status.STUCK
        elif fault.kind == "swapped":
            counts[:, [fault.cell, fault.other]] = counts[:, [fault.other, fault.cell]]
        elif fault.kind == "noise":
            size = 64 * 20 if self._fsr else 20_000
            column[:] = np.clip(column + rng.normal(0, size, len(column)), -self._end - 1, self._end).astype(np.int32)
        elif fault.kind == "gain":
            # A third less for the same load: a cell of another make, a worn film, or one that shares its load.
            if self._fsr:
                g_us = conductance_us(self._board.front_end, column) * GAIN_LEFT ** (
                    1 / self._board.cells[fault.cell].nominal.exponent
                )
                column[:] = np.rint(fsr_counts(self._board.front_end, g_us)).astype(np.int32)
                return
            zero = self._frozen.setdefault(fault.cell, int(column[0]))
            column[:] = zero + np.rint((column - zero) * GAIN_LEFT).astype(np.int32)
        elif fault.kind == "drift":
            if self._fsr:
                # Moisture, or something that presses ever more: conductance beside the film's own.
                law = self._board.cells[fault.cell].nominal
                leak_us = (DRIFT_N_PER_MIN / 60 * seconds / law.gain) ** (1 / law.exponent)
                g_us = conductance_us(self._board.front_end, column) + leak_us
                column[:] = np.rint(np.minimum(fsr_counts(self._board.front_end, g_us), self._end)).astype(np.int32)
                return
            per_s = DRIFT_N_PER_MIN / 60 / self._board.cells[fault.cell].nominal.gain
            column[:] = np.clip(column + np.rint(per_s * seconds), -self._end - 1, self._end).astype(np.int32)
        elif fault.kind == "reversed":
            # The two signal wires of a bridge are swapped; a film has none.
            column[:] = column if self._fsr else -column
        elif fault.kind == "wild":
            every = round(WILD_EVERY_S * self._rate)
            column[(self._age + np.arange(len(column))) % every == every - 1] = self._end // 2
        elif fault.kind == "torn":
            status[rng.random(len(column)) < 0.2, fault.cell] = Status.TORN
        elif fault.kind == "missing":
            column[:] = 0
            status[:, fault.cell] = Status.MISSING

    def _judge(self, counts: NDArray[np.int32], status: NDArray[np.uint8]) -> NDArray[np.uint8]:
        for c in range(counts.shape[1]):
            end = np.abs(counts[:, c]) >= self._end
            if not end.any():
                self._at_end[c] = 0
                continue
            for k in np.flatnonzero(status[:, c] == 0):
                self._at_end[c] = self._at_end[c] + 1 if end[k] else 0
                if end[k]:
                    held = self._at_end[c] > 2 * self._rate
                    status[k, c] = Status.SHORTED if held else Status.SATURATED
        return status
