"""A force-plate recording that stands on the virtual board."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet, cell_positions
from tripod.boards import FEET, Board
from tripod.virtual.scenario import Scenario
from tripod.virtual.stance_file import STANDS_N, read_stance
from tripod.virtual.standing import LEAD_S, Stance, quiet_cop_mm, true_stance
from tripod.virtual.sway import GRID_HZ

Array = NDArray[np.float64]


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
        stands = true_stance(board, feet)
        quiet = stands.on_board(stands.quiet_mm[None])[0]
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


def _middle(board: Board, feet: Feet, stood: Sequence[str]) -> Array:
    """Where the mean CoP of the feet that are ever stood on belongs: one leg is not moved between both plates."""
    if not board.scales_with_foot:
        return cell_positions(board, feet)[[k for foot in stood for k in board.cells_of(foot)]].mean(0)
    return np.mean([quiet_cop_mm(board, feet, foot) for foot in stood], axis=0)
