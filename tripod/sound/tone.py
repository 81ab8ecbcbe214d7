"""The continuous tone that says which points of the feet are too light.

One voice for each point of each foot: silent while the point carries its share, louder and rougher the lighter it is.
The heel is low and dark, the base of the big toe in the middle, the base of the little toe high and trembling. The left
foot is heard on the left, the right one on the right.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tripod.boards import FEET, POINTS

Array = NDArray[np.float32]

RATE = 44_100
PITCH_HZ: Mapping[str, float] = {"heel": 196.0, "mt1": 329.6, "mt5": 587.3}
PARTIALS: Mapping[str, tuple[float, ...]] = {"heel": (1.0, 0.5, 0.25), "mt1": (1.0, 0.0, 0.33), "mt5": (1.0, 0.15)}
_TREMBLE_HZ: Mapping[str, float] = {"heel": 0.0, "mt1": 0.0, "mt5": 7.0}
ROUGH_HZ = 37.0
PAN = 0.8
LOUDEST = 0.16
"""Amplitude of one voice: six at once, with speech and earcons, stay below full scale."""
FULL_DEPTH = 0.15
"""A share this far below its band sounds as loud and as rough as it can."""
GLIDE_S = 0.03


class Tone:
    """Renders what `set_depths` says; every change glides, so that nothing clicks."""

    def __init__(self) -> None:
        self._keys = [(foot, point) for foot in FEET for point in POINTS]
        self._phase = np.zeros(len(self._keys))
        self._tremble = self._rough = 0.0
        self._now = np.zeros(len(self._keys))
        self._wanted = np.zeros(len(self._keys))

    def set_depths(self, depths: Mapping[tuple[str, str], float]) -> None:
        """How far each (foot, point) lies below its band, in fractions of the foot; what is not named is silent."""
        self._wanted = np.array([min(max(depths.get(key, 0.0), 0.0) / FULL_DEPTH, 1.0) for key in self._keys])

    def render(self, n: int) -> Array:
        """The next n samples (n, 2)."""
        out = np.zeros((n, 2), np.float32)
        wanted, t = self._wanted, np.arange(1, n + 1)
        if not self._now.any() and not wanted.any():
            return out
        glide = min(1.0, n / (GLIDE_S * RATE))
        target = self._now + (wanted - self._now) * glide
        target[np.abs(target - wanted) < 1e-3] = wanted[np.abs(target - wanted) < 1e-3]
        # However long a piece is, what is new is there within the glide.
        part = np.minimum(t / min(n, GLIDE_S * RATE), 1.0)
        rough = np.sin(2 * np.pi * (self._rough + ROUGH_HZ / RATE * t))
        for k, (foot, point) in enumerate(self._keys):
            if self._now[k] or target[k]:
                level = np.maximum(self._now[k] + (target[k] - self._now[k]) * part, 0.0)
                angle = 2 * np.pi * (self._phase[k] + PITCH_HZ[point] / RATE * t)
                wave = sum(a * np.sin((j + 1) * angle) for j, a in enumerate(PARTIALS[point]) if a)
                wave = wave / sum(PARTIALS[point])
                if _TREMBLE_HZ[point]:
                    wave = wave * (0.8 + 0.2 * np.sin(2 * np.pi * (self._tremble + _TREMBLE_HZ[point] / RATE * t)))
                wave = wave * (1 - 0.5 * level * (1 + rough) / 2) * np.sqrt(level) * LOUDEST
                side = PAN if foot == "right" else -PAN
                # Constant power: as loud on one side as in the middle.
                turn = (side + 1) * np.pi / 4
                out[:, 0] += (np.cos(turn) * wave).astype(np.float32)
                out[:, 1] += (np.sin(turn) * wave).astype(np.float32)
            self._phase[k] = (self._phase[k] + PITCH_HZ[point] / RATE * n) % 1.0
        self._tremble = (self._tremble + 7.0 / RATE * n) % 1.0
        self._rough = (self._rough + ROUGH_HZ / RATE * n) % 1.0
        self._now = target
        return out
