"""Everything besides counts that the numbers depend on: board, calibration, zero and feet; recordings keep it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet
from tripod.balance.pose import Pose, poses_of
from tripod.boards import Board
from tripod.device.frame_rate import OFF
from tripod.device.protocol import Banner
from tripod.force.calibration import Calibration
from tripod.force.one_instant import AGE_US, OLDEST
from tripod.sentences import sentence

BRIDGE_HZ = 80.0
"""The rate at which a board's file states the delay of its bridge converters."""
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
    behind_s: float = 0.0
    """By how much earlier than its stamp a frame's forces are of one instant (`force.one_instant`): a period where the
    converters run free."""
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
        """By how much the stamp of a sample is late: the converter's group delay, and what it takes to bring cells that
        run free to one instant. A bridge converter settles within a number of its conversions; the board's file states
        what that takes at `BRIDGE_HZ`, and at another rate it is longer or shorter in proportion."""
        front_end = self.board.front_end
        slower = BRIDGE_HZ / self.rate_hz if front_end.kind == "hx711" else 1.0
        return front_end.group_delay_s * slower + self.behind_s

    @property
    def sensor_delay_pm_s(self) -> float:
        """Half width of the 95 % interval of `sensor_delay_s`: of a reading that is older than the wire can say only
        its period is known, within which it may lie anywhere. A CoP is of all cells."""
        unknown_s = max(self.behind_s - OLDEST * AGE_US / 1e6, 0.0)
        if not unknown_s:
            return 0.0
        old = unknown_s / self.behind_s
        return 1.96 * unknown_s / sqrt(12) * sqrt(old / len(self.board.cells))
