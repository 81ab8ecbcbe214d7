"""Many virtual boards at once, loaded step by step as people load them: true forces to mean counts of captures.

The same physics as `tripod.virtual.sensors` (play-type hysteresis, three-term creep, gain, zero, drift, noise), but a
capture a step instead of 200 samplings a second, and all boards side by side. For the study the boards also have what
the program's live board leaves out: cells that sit beside their drawn places, cross-talk of off-centre loads, a bend of
the characteristic, and plates that rock (a twist that statics does not determine).
"""

import numpy as np
from numpy.typing import NDArray

from tripod.boards import FEET, Board
from tripod.force.calibration import nominal
from tripod.force.front_end import fsr_counts

Array = NDArray[np.float64]

CREEP_TAU_S = np.array([1.0, 10.0, 100.0])
HX711_NOISE_COUNTS, ADC_NOISE_CODES = 60.0, 0.5
"""Of one reading; a capture is the mean of `READINGS`."""
READINGS = 80
CROSS_TALK, COMPENSATED = 0.003, 0.0005
"""Relative, of a load cell whose load arrives off its centre, each place its own; and of single-point cells, which are
made for that."""
HYSTERESIS = 0.0005
"""Of a load cell, relative; an FSR's is in the board's file."""
BEND_FS = 0.0005
"""Non-linearity of a load cell, of full scale, greatest at half of it."""
TWIST = 0.06
"""Part of a plate's load that a rigid plate on four feet shifts between its diagonals."""
EXPONENT_SIGMA = 0.02
TOUCH_N = 0.1


class Boards:
    """`n` boards of a kind. Forces are (n, cells); each call is one capture, in order."""

    def __init__(self, board: Board, n: int, rng: np.random.Generator, perfect: bool = False) -> None:
        self.board, self.n, self._rng = board, n, rng
        self._fsr = board.front_end.kind != "hx711"
        cells, law, errors = len(board.cells), nominal(board).cells, board.errors
        on = 0.0 if perfect else 1.0
        shape = (n, cells)
        self.gain = np.array([c.gain for c in law]) * (
            1 + on * errors.gain * np.clip(rng.normal(0, 1, shape), -2.5, 2.5)
        )
        spread = on * EXPONENT_SIGMA * rng.normal(0, 1, shape) if self._fsr else np.zeros(shape)
        # Sensors of a batch agree at the load they are specified at, 10 N, and differ in the exponent about it.
        self.exponent = np.array([c.exponent for c in law]) * (1 + spread)
        if self._fsr:
            at_10 = (10 / np.array([c.gain for c in law])) ** (1 / np.array([c.exponent for c in law]))
            self.gain = self.gain * at_10 ** (np.array([c.exponent for c in law]) - self.exponent)
        self.zero = np.zeros(shape) if self._fsr else rng.normal(0, 10, shape) / self.gain
        self.at_mm = np.array([(c.x_mm, c.y_mm) for c in board.cells]) + on * rng.normal(
            0, errors.position_mm, (n, cells, 2)
        )
        self.bend = on * (0.0 if self._fsr else BEND_FS) * rng.normal(0, 1, shape)
        self._range = np.array([c.range_n for c in board.cells])
        self._cross = on * (0.0 if self._fsr else COMPENSATED if any(c.sees for c in board.cells) else CROSS_TALK)
        self._hysteresis = on * (errors.hysteresis if self._fsr else HYSTERESIS)
        self.creep = on * (0.01 if self._fsr else 0.0001)
        self._noise = on
        self._rock = {foot: rng.normal(0, TWIST, n) for foot in FEET}
        self._held, self._crept = np.zeros(shape), np.zeros((3, n, cells))
        self.drift_n = np.zeros(shape)
        """What the zero has moved since the start; set it between steps."""
        self.day_n = errors.zero_n
        """Standard deviation of what the zero moves after it was taken, before somebody stands there."""

    def plate_forces(self, load_n: Array, cop_mm: Array, foot: str) -> Array:
        """True forces (n, cells) of loads (n,) at (n, 2) on one rigid plate: statics about the cells' true places, and
        a twist that leaves load and CoP what they are."""
        own = list(self.board.cells_of(foot))
        at = self.at_mm[:, own]
        a = np.concatenate([np.ones((self.n, 1, len(own))), at.transpose(0, 2, 1)], axis=1)
        b = load_n[:, None] * np.concatenate([np.ones((self.n, 1)), cop_mm], axis=1)
        inverse = np.linalg.pinv(a)
        force = np.zeros((self.n, len(self.board.cells)))
        part = np.einsum("nij,nj->ni", inverse, b)
        free = np.linalg.svd(a)[2][:, -1] if len(own) == 4 else np.zeros((self.n, len(own)))
        twist = free * (self._rock[foot] * load_n / 2)[:, None]
        # A plate does not pull: a twist that would lift a corner ends where the corner is free.
        with np.errstate(divide="ignore", invalid="ignore"):
            room = np.where(twist < 0, np.maximum(part, 0) / -twist, np.inf).min(1)
        force[:, own] = part + twist * np.minimum(room, 1)[:, None]
        return force

    def capture(self, force_n: Array, hold_s: float = 10.0) -> Array:
        """Mean counts (n, cells) after a load has stood for `hold_s`."""
        half = self._hysteresis / 2 * np.abs(force_n)
        self._held = np.minimum(np.maximum(self._held, force_n - half), force_n + half)
        decay = 1 - np.exp(-hold_s / CREEP_TAU_S)[:, None, None]
        self._crept = self._crept + (force_n - self._crept) * decay
        felt = self._held + self.creep * self._crept.sum(0)
        if self._fsr:
            pressed = np.maximum(felt, 0)
            g = np.where(pressed > TOUCH_N, (pressed / self.gain) ** (1 / self.exponent), 0)
            code = fsr_counts(self.board.front_end, g) / 64
            noise = self._noise * ADC_NOISE_CODES / READINGS**0.5 * self._rng.normal(0, 1, felt.shape)
            return (code + noise) * 64
        u = felt / self._range
        felt = felt + self.bend * self._range * 4 * u * (1 - u)
        felt = felt * (1 + self._cross * self._rng.normal(0, 1, felt.shape)) + self.drift_n
        noise = self._noise * HX711_NOISE_COUNTS / READINGS**0.5 * self._rng.normal(0, 1, felt.shape)
        return felt / self.gain + self.zero + noise

    def relax(self, seconds: float = 20.0) -> Array:
        """The empty board: counts (n, cells)."""
        return self.capture(np.zeros((self.n, len(self.board.cells))), seconds)
