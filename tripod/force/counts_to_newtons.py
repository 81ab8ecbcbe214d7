"""Applies a calibration to blocks: counts to newtons, with the same bits however the stream is cut."""

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.device.blocks import Block
from tripod.force.calibration import Calibration, CellLaw
from tripod.force.front_end import conductance_us
from tripod.force.fsr import fsr_force_n

Array = NDArray[np.float64]

_CODES = 65537
"""Counts that an FSR's table knows, 0 to full scale."""


class ForceLaw:
    """Counts to newtons for one board, calibration and tare.

    ADC counts are few, so their law is a table: powers computed by vector instructions may differ in the last
    bit with the length of the array, a table cannot.
    """

    def __init__(self, board: Board, calibration: Calibration, tare_counts: Array | None = None) -> None:
        linear = board.front_end.kind == "hx711"
        self._table = None if linear else np.concatenate([_table(board, law) for law in calibration.cells])
        self._starts = _CODES * np.arange(len(calibration.cells))
        self._zero_counts = np.array([law.zero_counts for law in calibration.cells])
        self._gain = np.array([law.gain for law in calibration.cells])
        self._tare_n = np.zeros(len(board.cells))
        if tare_counts is not None:
            # Tares are means of many counts: rounding them to a whole count costs less than the noise does.
            self._tare_n = self.newtons(np.rint(tare_counts)[None].astype(np.int32))[0]

    def __call__(self, block: Block) -> Array:
        """Cell forces (n, cells) in newtons, less the tare; nan where the cell's status is not OK."""
        return self.without_tare(block) - self._tare_n

    def without_tare(self, block: Block) -> Array:
        """Cell forces (n, cells) in newtons by the calibration alone; nan where the cell's status is not OK."""
        force = self.newtons(block.counts)
        # On few rows `any` takes ten times as long.
        if np.count_nonzero(block.status):
            force[block.status != 0] = np.nan
        return force

    @property
    def tare_n(self) -> Array:
        """(cells,) forces in newtons that the current tare subtracts."""
        return self._tare_n

    def newtons(self, counts: NDArray[np.int32]) -> Array:
        """Forces (n, cells) of sound counts, without the tare."""
        # Rows lie one behind the other, however the counts do: sums depend on the order in which they are made.
        force = np.empty(counts.shape)
        if self._table is None:
            np.subtract(counts, self._zero_counts, out=force)
            force *= self._gain
        else:
            of_cell = np.minimum(np.maximum(counts, 0), _CODES - 1)
            self._table.take(of_cell + self._starts, out=force, mode="clip")
        return force


def _table(board: Board, law: CellLaw) -> Array:
    return fsr_force_n(law, conductance_us(board.front_end, np.arange(_CODES)))
