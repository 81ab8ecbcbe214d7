"""Load and CoP of each foot, step by step, and the simulated person who gives them."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet, mirror, place_mm
from tripod.boards import FEET, GRAVITY, Board
from tripod.virtual.scenario import Scenario
from tripod.virtual.sole import quiet_part, region_positions
from tripod.virtual.sway import AP_SD_MM, GRID_HZ, ML_SD_MM, ROLL_SD_MM, SCENARIOS, STANCE_MM, Sway

Array = NDArray[np.float64]

LEAD_S = 0.1
"""The model starts this long before the board's first sample, so that slow converters have something to settle on."""


@dataclass(frozen=True)
class Stance:
    """n steps on the model's grid; feet axis left, right."""

    t_s: Array
    load_n: Array
    """(n, 2)"""
    cop_mm: Array
    """(n, 2, 2) in the board's frame."""
    toes: Array
    """(n, 2) what the toes take, in multiples of quiet stance."""


class Standing(Protocol):
    """Gives stances one after the other."""

    def advance(self, n: int) -> Stance:
        """The next n steps of the model's grid (`person.GRID_HZ`)."""
        ...


def quiet_cop_mm(board: Board, feet: Feet, foot: str) -> Array:
    """Where the CoP of a quiet foot lies, in the board's frame, shape (2,)."""
    return place_mm(board, foot) + quiet_part(board.unsupported) @ region_positions(foot, feet.length_of(foot))


class Person:
    """The model person in a scenario."""

    def __init__(self, scenario: Scenario, rng: np.random.Generator) -> None:
        self._motion = SCENARIOS[scenario.name]
        self._sway = Sway(rng)
        self._weight_n = scenario.weight_kg * GRAVITY
        feet = Feet(scenario.foot_mm)
        self._quiet = np.stack([place_or_nan(scenario.board, feet, foot) for foot in FEET])
        self._outward = np.array([mirror(foot) for foot in FEET])
        self._step = -round(LEAD_S * GRID_HZ)

    def advance(self, n: int) -> Stance:
        """The next n steps."""
        t = (self._step + np.arange(n)) / GRID_HZ
        self._step += n
        motion, sway = self._motion(t), self._sway(n)
        shift = sway[:, 1] * ML_SD_MM / (2 * STANCE_MM) * np.minimum(1, 4 * motion.load.prod(1))
        load = np.maximum(motion.load + shift[:, None] * np.array([-1, 1]), 0)
        forward = motion.forward_mm + sway[:, :1] * AP_SD_MM
        outward = (motion.outward_mm + sway[:, 2:] * ROLL_SD_MM) * self._outward
        cop = self._quiet + np.stack([outward, forward], axis=2)
        return Stance(t, load * self._weight_n + motion.extra_n, cop, motion.toes)


def place_or_nan(board: Board, feet: Feet, foot: str) -> Array:
    """`quiet_cop_mm`, nan for a foot that the board lacks."""
    return quiet_cop_mm(board, feet, foot) if foot in board.feet else np.full(2, np.nan)
