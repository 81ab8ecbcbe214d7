"""What a board as it is set up may be wrong by, found once for each way in which it is set up."""

from functools import cached_property
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.setup import Setup
from tripod.balance.sway_errors import SwayErrors
from tripod.balance.sway_speed import SwayLaw


class SetupErrors:
    """Each is made when it is first asked for: a replay may never need it."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup

    @cached_property
    def sway_law(self) -> SwayLaw:
        """What the board can tell of sway, by what is known of how its converters run."""
        return SwayLaw.of(self.setup)

    @cached_property
    def _errors(self) -> SwayErrors:
        return SwayErrors.of(self.setup)

    def left_pm(self, force_n: NDArray[np.float64]) -> float:
        """Half width of the 95 % interval of the part on the left foot, at forces (cells,) in newtons; nan on a board
        that does not measure newtons."""
        board = self.setup.board
        return self._errors.part_pm(force_n[None], board.cells_of("left")) if board.claims.newtons else nan
