"""Everything besides counts that the numbers depend on: board, calibration, zero and feet; recordings keep it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet
from tripod.boards import Board
from tripod.device.protocol import Banner
from tripod.force.calibration import Calibration


@dataclass(frozen=True)
class Setup:
    """Known once the board has said what it is."""

    board: Board
    banner: Banner
    calibration: Calibration
    tare_counts: NDArray[np.float64] | None
    feet: Feet

    @property
    def zero_known(self) -> bool:
        """Whether the cells' zero was ever measured, by a calibration or a tare."""
        return self.calibration.calibrated or self.tare_counts is not None

    @property
    def rate_hz(self) -> float:
        """Sampling rate as stated in the banner."""
        return self.banner.groups[0].rate_hz
