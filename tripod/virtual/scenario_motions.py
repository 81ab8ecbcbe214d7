"""What the person of each scenario does: load and CoP of each foot over time, beside the sway."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.boards import GRAVITY

Array = NDArray[np.float64]


@dataclass(frozen=True)
class ScenarioMotion:
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


def _still(t: Array) -> ScenarioMotion:
    n = len(t)
    both = np.zeros((n, 2))
    return ScenarioMotion(both + 0.5, both, both, both, both + 1.0)


def _quiet(t: Array) -> ScenarioMotion:
    return _still(t)


def _shift(t: Array) -> ScenarioMotion:
    m = _still(t)
    w = _smooth(t, 2, 1) * np.sin(2 * np.pi * (t - 2) / 6)
    load = np.stack([0.5 - 0.3 * w, 0.5 + 0.3 * w], 1)
    forward = _smooth(t, 2, 1) * 20 * np.sin(2 * np.pi * (t - 2) / 8)
    return ScenarioMotion(load, m.extra_n, m.forward_mm + forward[:, None], m.outward_mm, m.toes)


def _hinge(t: Array) -> ScenarioMotion:
    m = _still(t)
    back = _pulse(t, 8, 3, 1, 2)
    return ScenarioMotion(m.load, m.extra_n, m.forward_mm - 25 * back[:, None], m.outward_mm, m.toes)


def _toes(t: Array) -> ScenarioMotion:
    m = _still(t)
    press, lift = _pulse(t, 6, 0.5, 1, 0.5), _pulse(t, 6, 0.5, 1, 0.5, first=5.0)
    toes = 1 + 5 * press - 0.95 * lift
    return ScenarioMotion(m.load, m.extra_n, m.forward_mm + 8 * press[:, None], m.outward_mm, m.toes * toes[:, None])


def _roll(inward: bool) -> Callable[[Array], ScenarioMotion]:
    def roll(t: Array) -> ScenarioMotion:
        m = _still(t)
        outward = (-8.0 if inward else 10.0) * _smooth(t, 2, 1.5)
        # People roll one ankle, seldom both alike.
        return ScenarioMotion(m.load, m.extra_n, m.forward_mm, outward[:, None] * np.array([0.15, 1.0]), m.toes)

    return roll


def _one_leg(t: Array) -> ScenarioMotion:
    m = _still(t)
    lifted = _smooth(t, 2, 1.5)
    load = np.stack([0.5 + 0.5 * lifted, 0.5 - 0.5 * lifted], 1)
    return ScenarioMotion(load, m.extra_n, m.forward_mm, m.outward_mm, m.toes)


def _step(t: Array) -> ScenarioMotion:
    m = _still(t)
    left, right = _pulse(t, 14, 0.6, 8.4, 0.6, first=1.0), _pulse(t, 14, 0.6, 7.0, 0.6, first=1.7)
    load = np.stack([left * (1 - 0.5 * right), right * (1 - 0.5 * left)], 1)
    return ScenarioMotion(load, m.extra_n, m.forward_mm, m.outward_mm, m.toes)


def _lift(t: Array) -> ScenarioMotion:
    m = _hinge(t)
    bar = _pulse(t, 8, 0.4, 3.0, 0.4, first=4.8) * 60 * GRAVITY
    return ScenarioMotion(m.load, m.extra_n + 0.5 * bar[:, None], 0.6 * m.forward_mm, m.outward_mm, m.toes)


def _empty(t: Array) -> ScenarioMotion:
    m = _still(t)
    return ScenarioMotion(0 * m.load, m.extra_n, m.forward_mm, m.outward_mm, m.toes)


SCENARIOS: dict[str, Callable[[Array], ScenarioMotion]] = {
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
