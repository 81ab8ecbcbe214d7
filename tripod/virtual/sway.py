"""The simulated person of the scenarios: load and CoP of each foot over time, from a seed.

Sway is an inverted pendulum held upright by a spring and a damper about the ankle and pushed by slow noise. Its size is
set to quiet stance of young adults: SD about 4 mm AP and 3 mm ML.
"""

from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Motion:
    """n steps, feet axis left, right."""

    load: Array
    """(n, 2) parts of body weight."""
    extra_n: Array
    """(n, 2) load beside the body."""
    forward_mm: Array
    """(n, 2) CoP forward of quiet stance."""
    outward_mm: Array
    """(n, 2) CoP outward (lateral) of quiet stance."""
    toes: Array
    """(n, 2) what the toes take, in multiples of quiet stance."""


def _smooth(t: Array, start: float, length: float) -> Array:
    """0 before `start`, 1 after `start + length`, a half cosine between."""
    return 0.5 - 0.5 * np.cos(np.pi * np.clip((t - start) / length, 0, 1))


def _pulse(t: Array, period: float, rise: float, hold: float, fall: float, first: float = 2.0) -> Array:
    """From `first` on, once each `period`: up in `rise`, held, down in `fall`."""
    u = np.where(t < first, -1.0, (t - first) % period)
    return _smooth(u, 0, rise) - _smooth(u, rise + hold, fall)


def _still(t: Array) -> Motion:
    n = len(t)
    both = np.zeros((n, 2))
    return Motion(both + 0.5, both, both, both, both + 1.0)


def _quiet(t: Array) -> Motion:
    return _still(t)


def _shift(t: Array) -> Motion:
    m = _still(t)
    w = _smooth(t, 2, 1) * np.sin(2 * np.pi * (t - 2) / 6)
    load = np.stack([0.5 - 0.3 * w, 0.5 + 0.3 * w], 1)
    forward = _smooth(t, 2, 1) * 20 * np.sin(2 * np.pi * (t - 2) / 8)
    return Motion(load, m.extra_n, m.forward_mm + forward[:, None], m.outward_mm, m.toes)


def _hinge(t: Array) -> Motion:
    m = _still(t)
    back = _pulse(t, 8, 3, 1, 2)
    return Motion(m.load, m.extra_n, m.forward_mm - 25 * back[:, None], m.outward_mm, m.toes)


def _toes(t: Array) -> Motion:
    m = _still(t)
    press, lift = _pulse(t, 6, 0.5, 1, 0.5), _pulse(t, 6, 0.5, 1, 0.5, first=5.0)
    toes = 1 + 5 * press - 0.95 * lift
    return Motion(m.load, m.extra_n, m.forward_mm + 8 * press[:, None], m.outward_mm, m.toes * toes[:, None])


def _roll(inward: bool) -> Callable[[Array], Motion]:
    def roll(t: Array) -> Motion:
        m = _still(t)
        outward = (-8.0 if inward else 10.0) * _smooth(t, 2, 1.5)
        # People roll one ankle, seldom both alike.
        return Motion(m.load, m.extra_n, m.forward_mm, outward[:, None] * np.array([0.15, 1.0]), m.toes)

    return roll


def _one_leg(t: Array) -> Motion:
    m = _still(t)
    lifted = _smooth(t, 2, 1.5)
    load = np.stack([0.5 + 0.5 * lifted, 0.5 - 0.5 * lifted], 1)
    return Motion(load, m.extra_n, m.forward_mm, m.outward_mm, m.toes)


def _step(t: Array) -> Motion:
    m = _still(t)
    left, right = _pulse(t, 14, 0.6, 8.4, 0.6, first=1.0), _pulse(t, 14, 0.6, 7.0, 0.6, first=1.7)
    load = np.stack([left * (1 - 0.5 * right), right * (1 - 0.5 * left)], 1)
    return Motion(load, m.extra_n, m.forward_mm, m.outward_mm, m.toes)


def _lift(t: Array) -> Motion:
    m = _hinge(t)
    bar = _pulse(t, 8, 0.4, 3.0, 0.4, first=4.8) * 60 * GRAVITY
    return Motion(m.load, m.extra_n + 0.5 * bar[:, None], 0.6 * m.forward_mm, m.outward_mm, m.toes)


def _empty(t: Array) -> Motion:
    m = _still(t)
    return Motion(0 * m.load, m.extra_n, m.forward_mm, m.outward_mm, m.toes)


SCENARIOS: dict[str, Callable[[Array], Motion]] = {
    "quiet": _quiet,
    "shift": _shift,
    "hinge": _hinge,
    "toes": _toes,
    "roll-in": _roll(inward=True),
    "roll-out": _roll(inward=False),
    "one-leg": _one_leg,
    "step": _step,
    "lift": _lift,
    "empty": _empty,
}


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
