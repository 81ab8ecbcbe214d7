"""How much force one code of the Arduino's converter is: a film's law is steep where it is pressed hard, and there the
last code, which always trembles, is many times what it is near rest."""

from bisect import bisect_left
from math import isnan

import numpy as np

from tripod.boards import Board
from tripod.force.calibration import nominal
from tripod.force.front_end import ADC_FULL, conductance_us
from tripod.force.fsr import fsr_force_n

CODE = 64
"""Counts of one code."""


class FilmGrain:
    """Of one board, by the laws of its file."""

    def __init__(self, board: Board) -> None:
        if board.front_end.kind == "hx711":
            # A bridge's last count is far below its noise at any load.
            self._force_n: list[list[float]] = []
            return
        g_us = conductance_us(board.front_end, np.arange(0, ADC_FULL, CODE))
        self._force_n = [fsr_force_n(law, g_us).tolist() for law in nominal(board).cells]

    def __call__(self, cell: int, force_n: float) -> float:
        """Newtons, or index, from one code to the next where the cell reads `force_n`; 0 for a bridge."""
        if not self._force_n or isnan(force_n):
            return 0.0
        steps = self._force_n[cell]
        # At the end of the range a code means nothing any more; `saturated` is told by the board.
        above = min(max(bisect_left(steps, force_n), 1), len(steps) - 1)
        return steps[above] - steps[above - 1]
