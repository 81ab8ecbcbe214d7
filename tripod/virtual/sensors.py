"""Simulates the sensors: true forces to counts, with gain error, hysteresis, creep, noise and faults."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.device.protocol import Status
from tripod.force.calibration import Calibration, CellLaw, nominal
from tripod.force.front_end import conductance_us, fsr_counts
from tripod.virtual.person import GRID_HZ

Array = NDArray[np.float64]

FACTORY_GAIN_SIGMA = 0.003
SETTLING_S = 0.05
"""HX711 at 80 SPS: four conversions."""
_ADC_CODE_NOISE = 0.5
_HX711_NOISE_COUNTS = 60.0
GAIN_LEFT = 0.7
DRIFT_N_PER_MIN = 3.0
_TOUCH_N = 0.1
"""Below this an FSR's film does not touch: infinite resistance."""
_CREEP_TAU_S = np.array([1.0, 10.0, 100.0])


@dataclass(frozen=True)
class Fault:
    """Something wrong with one cell (or a pair), from the first frame on."""

    kind: str
    cell: int
    other: int = -1
    """The second cell of a swapped pair."""


class TrueSensors:
    """The true errors of the board's cells, drawn once from the seed."""

    def __init__(self, board: Board, rng: np.random.Generator) -> None:
        n = len(board.cells)
        self._board = board
        self._fsr = board.front_end.kind != "hx711"
        law = nominal(board).cells
        spread = 1 + np.clip(rng.normal(0, 1, n), -2.5, 2.5) * board.errors.gain
        self._gain = np.array([c.gain for c in law]) * spread
        self._exponent = np.array([c.exponent for c in law]) * (1 + (0.02 * rng.normal(0, 1, n) if self._fsr else 0))
        self._zero_counts = np.zeros(n) if self._fsr else rng.normal(0, 10, n) / self._gain
        self._drift_n = rng.normal(0, board.errors.zero_n, n)
        self._residual = 1 + rng.normal(0, FACTORY_GAIN_SIGMA, n)
        self._hysteresis = board.errors.hysteresis
        self._creep = 0.01 if self._fsr else 0.0001
        self._held = np.zeros(n)
        self._crept = np.zeros((3, n))

    def factory_calibration(self, board_id: str) -> Calibration:
        """The calibration that the maker would have measured: the true laws with a residual error of the gains."""
        laws = tuple(
            CellLaw("power" if self._fsr else "linear", g * r, b, z, FACTORY_GAIN_SIGMA)
            for g, r, b, z in zip(self._gain, self._residual, self._exponent, self._zero_counts, strict=True)
        )
        return Calibration(self._board.name, board_id, "factory (simulated)", "2026-01-01", laws)

    def felt(self, force_n: Array) -> Array:
        """What the sensing elements feel of true forces (n, cells) on the model's grid: hysteresis, creep, drift."""
        dt = 1 / GRID_HZ
        half, decay = self._hysteresis / 2, (dt / _CREEP_TAU_S)[:, None]
        held, crept, out = self._held, self._crept, np.empty_like(force_n)
        for k, f in enumerate(force_n):
            span = half * np.abs(f)
            held = np.minimum(np.maximum(held, f - span), f + span)
            crept = crept + (f - crept) * decay
            out[k] = held + self._creep * crept.sum(0)
        self._held, self._crept = held, crept
        return out + (0.0 if self._fsr else self._drift_n)

    def counts(self, felt_n: Array, noise: Array, burst: int) -> NDArray[np.int32]:
        """Counts of felt forces at the sample instants, both (n, cells); `noise` is standard normal."""
        if not self._fsr:
            counts = felt_n / self._gain + self._zero_counts + _HX711_NOISE_COUNTS * noise
            full = self._board.front_end.full_scale_counts
            return np.clip(np.rint(counts), -full - 1, full).astype(np.int32)
        pressed = np.maximum(felt_n, 0)
        g_us = np.where(pressed > _TOUCH_N, (pressed / self._gain) ** (1 / self._exponent), 0)
        code = fsr_counts(self._board.front_end, g_us) / 64 + _ADC_CODE_NOISE / np.sqrt(burst) * noise
        end = self._board.front_end.full_scale_counts / 64
        return (np.clip(np.rint(code * burst), 0, end * burst) * (64 // burst)).astype(np.int32)


class FaultModel:
    """Puts faults into counts and gives each reading the status that the firmware would."""

    def __init__(self, board: Board, faults: tuple[Fault, ...], rate_hz: float) -> None:
        self._board, self._faults, self._rate = board, faults, rate_hz
        self._fsr = board.front_end.kind != "hx711"
        self._end = board.front_end.full_scale_counts
        self._at_end = np.zeros(len(board.cells), int)
        self._frozen: dict[int, int] = {}
        self._age = 0

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
