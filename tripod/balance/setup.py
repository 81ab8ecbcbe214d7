"""Everything besides counts that the numbers depend on: board, calibration, zero and feet; recordings keep it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet
from tripod.balance.pose import Pose, poses_of
from tripod.boards import Board
from tripod.device.frame_rate import OFF
from tripod.device.protocol import Banner
from tripod.force.calibration import Calibration
from tripod.sentences import sentence

STRAPPED_HZ = 13.0
"""A bridge converter that sends fewer samplings than this, where more are promised, is strapped to its slow rate."""


@dataclass(frozen=True)
class Setup:
    """Known once the board has said what it is."""

    board: Board
    banner: Banner
    calibration: Calibration
    tare_counts: NDArray[np.float64] | None
    feet: Feet
    measured_hz: float | None = None
    """The rate at which samplings really come, once it is known to differ from the stated one (`device.frame_rate`)."""
    stance: Mapping[str, Pose] = field(default_factory=dict[str, Pose])
    """Where feet stand, where that was measured."""

    @property
    def poses(self) -> dict[str, Pose]:
        """A pose for each foot of the board: as measured, else as drawn."""
        return poses_of(self.board, self.feet, self.stance)

    @property
    def stance_measured(self) -> bool:
        """Whether each foot stands where this board's numbers take it to stand."""
        return not self.board.rigid or all(foot in self.stance for foot in self.board.feet)

    @property
    def zero_known(self) -> bool:
        """Whether the cells' zero was ever measured, by a calibration or a tare."""
        return self.calibration.calibrated or self.tare_counts is not None

    @property
    def stated_hz(self) -> float:
        """Sampling rate as stated in the banner."""
        return self.banner.groups[0].rate_hz

    @property
    def rate_hz(self) -> float:
        """Sampling rate by which spans of seconds are counted: what arrives."""
        return self.measured_hz or self.stated_hz

    @property
    def rate_doubt(self) -> str:
        """One sentence where the rate that arrives is not the stated one; "" where it is."""
        if self.measured_hz is None or abs(self.measured_hz / self.stated_hz - 1) <= OFF:
            return ""
        rates = {"rate": self.measured_hz, "promised": self.stated_hz}
        slow = self.measured_hz < STRAPPED_HZ < self.stated_hz and self.board.front_end.kind == "hx711"
        return sentence("rate.strapped", **rates) if slow else sentence("rate.other", **rates)

    @property
    def sensor_delay_s(self) -> float:
        """By how much the stamp of a sample is late. A bridge converter settles within a number of its conversions, so
        one that is slower than stated is later in proportion."""
        front_end = self.board.front_end
        slower = self.stated_hz / self.rate_hz if front_end.kind == "hx711" else 1.0
        return front_end.group_delay_s * slower
