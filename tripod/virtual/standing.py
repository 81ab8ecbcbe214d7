"""Load and CoP of each foot, step by step, and the simulated person who gives them."""

from dataclasses import dataclass
from math import radians
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet, mirror, place_mm, turned
from tripod.boards import FEET, GRAVITY, Board
from tripod.virtual.scenario import Scenario
from tripod.virtual.scenario_motions import SCENARIOS
from tripod.virtual.sole import quiet_part, region_positions
from tripod.virtual.sway import AP_SD_MM, GRID_HZ, ML_SD_MM, ROLL_SD_MM, STANCE_MM, Sway

Array = NDArray[np.float64]

NOWHERE_ELSE = ((0.0, 0.0), (0.0, 0.0))
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


@dataclass(frozen=True)
class TrueStance:
    """Where the simulated person's feet really stand; feet axis left, right."""

    heel_mm: Array
    """(2, 2) back of each heel in the board's frame; nan for a foot that the board lacks."""
    axes: Array
    """(2, 2, 2) that take vectors of each foot's frame into the board's."""
    quiet_mm: Array
    """(2, 2) the CoP of quiet stance in each foot's own frame."""

    def on_board(self, at_mm: Array) -> Array:
        """Places (n, 2, 2) in the feet's own frames, in the board's."""
        return self.heel_mm + np.einsum("fij,nfj->nfi", self.axes, at_mm)

    def in_feet(self, at_mm: Array) -> Array:
        """Places (n, 2, 2) in the board's frame, in the feet's own."""
        return np.einsum("fji,nfj->nfi", self.axes, at_mm - self.heel_mm)


def true_stance(
    board: Board,
    feet: Feet,
    turned_deg: tuple[float, float] | None = None,
    off_mm: tuple[tuple[float, float], tuple[float, float]] = NOWHERE_ELSE,
) -> TrueStance:
    """Feet as the board is drawn, but for `turned_deg` (left, right) and how far `off_mm` their places they stand."""
    heel, axes = np.full((2, 2), np.nan), np.tile(np.eye(2), (2, 1, 1))
    for k, foot in enumerate(FEET):
        if foot in board.feet:
            turn = turned_deg[k] if turned_deg is not None else board.places[foot].turn_deg
            heel[k] = place_mm(board, foot) + off_mm[k]
            axes[k] = turned(foot, radians(turn))
    quiet = [quiet_part(board.unsupported) @ region_positions(foot, feet.length_of(foot)) for foot in FEET]
    return TrueStance(heel, axes, np.stack(quiet))


def quiet_cop_mm(board: Board, feet: Feet, foot: str) -> Array:
    """Where the CoP of a quiet foot lies that stands as the board is drawn, in the board's frame, shape (2,)."""
    stands = true_stance(board, feet)
    return stands.on_board(stands.quiet_mm[None])[0, FEET.index(foot)]


def scenario_stance(scenario: Scenario) -> TrueStance:
    """Where the person of a scenario stands."""
    return true_stance(scenario.board, Feet(scenario.foot_mm), scenario.turned_deg, scenario.off_mm)


class Person:
    """The model person in a scenario."""

    def __init__(self, scenario: Scenario, rng: np.random.Generator) -> None:
        self._motion = SCENARIOS[scenario.name]
        self._sway = Sway(rng)
        self._weight_n = scenario.weight_kg * GRAVITY
        self._stands = scenario_stance(scenario)
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
        cop = self._stands.on_board(self._stands.quiet_mm + np.stack([outward, forward], axis=2))
        return Stance(t, load * self._weight_n + motion.extra_n, cop, motion.toes)
