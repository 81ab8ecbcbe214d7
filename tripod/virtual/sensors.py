"""Simulates the sensors: true forces to counts, with gain error, hysteresis, creep and noise."""

import numpy as np
from numpy.typing import NDArray

from tripod import kernel
from tripod.boards import Board
from tripod.force.calibration import Calibration, CellLaw, nominal
from tripod.force.front_end import fsr_counts
from tripod.virtual.sway import GRID_HZ

Array = NDArray[np.float64]

FACTORY_GAIN_SIGMA = 0.003
SETTLING_CONVERSIONS = 4
"""An HX711 settles within so many of its conversions: 50 ms at 80 a second."""
_ADC_CODE_NOISE = 0.5
_HX711_NOISE_COUNTS = 60.0
_TOUCH_N = 0.1
"""Below this an FSR's film does not touch: infinite resistance."""
_CREEPS = 1 / GRID_HZ / 1.0, 1 / GRID_HZ / 10.0, 1 / GRID_HZ / 100.0
"""What each kind of creep, of 1, 10 and 100 s, makes up of its way in a step."""


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
        # Virtual cells lie where they are drawn.
        build_mm = self._board.errors.position_mm
        return Calibration(self._board.name, board_id, "factory (simulated)", "2026-01-01", laws, build_mm=build_mm)

    def felt(self, force_n: Array) -> Array:
        """What the sensing elements feel of true forces (n, cells) on the model's grid: hysteresis, creep, drift."""
        if kernel.compiled is not None:
            felt = np.empty(force_n.shape)
            ways = self._hysteresis / 2, self._creep, *_CREEPS
            kernel.compiled.feel(np.ascontiguousarray(force_n), felt, self._held, self._crept, *ways)
            return felt + (0.0 if self._fsr else self._drift_n)
        span = self._hysteresis / 2 * np.abs(force_n)
        columns = force_n.T.tolist(), (force_n - span).T.tolist(), (force_n + span).T.tolist()
        # Cell by cell in plain floats: on so few values each numpy call would cost more than a whole step.
        felt = np.array([self._felt_by(cell, *of) for cell, of in enumerate(zip(*columns, strict=True))]).T
        return felt + (0.0 if self._fsr else self._drift_n)

    def _felt_by(self, cell: int, force_n: list[float], low: list[float], high: list[float]) -> list[float]:
        """Of one cell; `low` and `high` are how far hysteresis lets it stay behind."""
        held = float(self._held[cell])
        first, second, third = self._crept[:, cell].tolist()
        fast, slow, slowest = _CREEPS
        creep = self._creep
        felt: list[float] = []
        for force, least, most in zip(force_n, low, high, strict=True):
            if held < least:
                held = least
            elif held > most:
                held = most
            first += (force - first) * fast
            second += (force - second) * slow
            third += (force - third) * slowest
            felt.append(held + creep * (first + second + third))
        self._held[cell], self._crept[:, cell] = held, (first, second, third)
        return felt

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
