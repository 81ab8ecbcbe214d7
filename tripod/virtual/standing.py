"""Load and CoP of each foot, step by step, from the simulated person or from a recording."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet, cell_positions, mirror, place_mm
from tripod.boards import FEET, GRAVITY, Board
from tripod.virtual.scenario import Scenario
from tripod.virtual.sole import quiet_part, region_positions
from tripod.virtual.stance_file import STANDS_N, read_stance
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


class Recorded:
    """A force-plate recording moved onto the board by one common translation: never foot by foot."""

    def __init__(self, scenario: Scenario) -> None:
        assert scenario.path is not None
        board, feet = scenario.board, Feet(scenario.foot_mm)
        rows = read_stance(scenario.path, board.feet, mapping=scenario.mapping, rate_hz=scenario.file_rate_hz)
        self.said = rows.said
        """How the file was read, "" where nothing was taken for granted."""
        self._t: Array = rows.t_s
        self._load: Array = rows.load_n
        # A foot without a CoP has no weight in the mean of both.
        cop = np.nan_to_num(rows.cop_mm)
        net = (cop * self._load[..., None]).sum(1) / np.maximum(self._load.sum(1), 1e-9)[:, None]
        stood = [f for f in board.feet if (self._load[:, FEET.index(f)] > STANDS_N / 2).any()]
        self.translation_mm = _middle(board, feet, stood) - net[self._load.sum(1) > STANDS_N].mean(0)
        quiet = np.stack([place_or_nan(board, feet, foot) for foot in FEET])
        never = np.isnan(rows.cop_mm)
        self._cop: Array = np.where(never, np.nan_to_num(quiet), rows.cop_mm + self.translation_mm)
        self._step = -round(LEAD_S * GRID_HZ)
        self.end_s = float(self._t[-1])

    def rows(self) -> Stance:
        """The recording's own rows on the board."""
        return Stance(self._t, self._load, self._cop, np.ones_like(self._load))

    def advance(self, n: int) -> Stance:
        """The next n steps, between rows linearly."""
        t = (self._step + np.arange(n)) / GRID_HZ
        self._step += n
        load = np.stack([np.interp(t, self._t, self._load[:, k]) for k in range(2)], 1)
        cop = np.stack(
            [np.stack([np.interp(t, self._t, self._cop[:, k, a]) for a in range(2)], 1) for k in range(2)], 1
        )
        return Stance(t, load, cop, np.ones_like(load))


def place_or_nan(board: Board, feet: Feet, foot: str) -> Array:
    """`quiet_cop_mm`, nan for a foot that the board lacks."""
    return quiet_cop_mm(board, feet, foot) if foot in board.feet else np.full(2, np.nan)


def _middle(board: Board, feet: Feet, stood: Sequence[str]) -> Array:
    """Where the mean CoP of the feet that are ever stood on belongs: one leg is not moved between both plates."""
    if not board.scales_with_foot:
        return cell_positions(board, feet)[[k for foot in stood for k in board.cells_of(foot)]].mean(0)
    return np.mean([quiet_cop_mm(board, feet, foot) for foot in stood], axis=0)
