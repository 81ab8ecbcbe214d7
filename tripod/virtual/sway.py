"""How a simulated person sways, from a seed.

Sway is an inverted pendulum held upright by a spring and a damper about the ankle and pushed by slow noise. Its size is
set to quiet stance of young adults: SD about 4 mm AP and 3 mm ML.
"""

import numpy as np
from numpy.typing import NDArray

from tripod import kernel
from tripod.boards import GRAVITY

Array = NDArray[np.float64]

GRID_HZ = 200.0
"""Steps of the model; sensors sample in between."""
STANCE_MM = 100.0
"""Half the distance between the feet's axes."""
AP_SD_MM, ML_SD_MM, ROLL_SD_MM = 4.0, 3.0, 0.8


class Sway:
    """Inverted pendulum of 1 m, critically slow (0.25 Hz, damping 0.5), pushed by muscles: noise of
    0.5 s memory that acts through 0.2 s of rise."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._state = np.zeros((4, 3))
        """Columns AP, ML, roll of the single foot; rows effort, push, lean in mm, its speed."""

    def __call__(self, n: int) -> Array:
        """CoP (n, 3) of unit SD on the grid: AP, ML and the small roll within a foot."""
        dt, omega2 = 1 / GRID_HZ, GRAVITY
        stiff, damp = (2 * np.pi * 0.25) ** 2 / omega2, 2 * 0.5 * (2 * np.pi * 0.25) / omega2
        kicks = self._rng.normal(0, np.sqrt(2 * dt / 0.5), (n, 3))
        # Column by column in plain floats: on three values each numpy call would cost more than a whole step.
        out = np.empty((n, 3))
        keeps = 1 - dt / 0.5
        if kernel.compiled is not None:
            kernel.compiled.sway(kicks, out, self._state, dt, keeps, 0.2, stiff, damp, omega2)
            return out / _UNIT_SD
        for column in range(3):
            effort, push, lean, speed = self._state[:, column].tolist()
            cops: list[float] = []
            for kick in kicks[:, column].tolist():
                effort = effort * keeps + kick
                push = push + (effort - push) * dt / 0.2
                cop = lean + stiff * lean + damp * speed + push
                speed = speed - omega2 * (cop - lean) * dt
                lean = lean + speed * dt
                cops.append(cop)
            self._state[:, column] = effort, push, lean, speed
            out[:, column] = cops
        return out / _UNIT_SD


_UNIT_SD = 3.38
"""SD of the model's CoP for a unit push, measured over 2000 s."""
