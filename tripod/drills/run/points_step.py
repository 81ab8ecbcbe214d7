"""`roll` with `move = "points"`: onto one point of the feet after the other, which tells more exactly how they stand.

Who rolls round the edge brings the CoP some three quarters of the way to each point, and nobody knows how far; who
stays on a point brings it nearly there.
"""

from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.pose import Pose
from tripod.balance.pose_fit import STOOD_ON, fit_pose, stayed_at
from tripod.boards import FEET, POINTS
from tripod.drills.run.event_types import PointAsked
from tripod.drills.run.placing_step import PlacingStep
from tripod.drills.seen.look import Look


class PointsStep(PlacingStep):
    """Asks for each point, and once that was said looks where the CoP stays, for a third of the step's time."""

    def _began(self, look: Look) -> None:
        self._way: list[dict[str, list[tuple[float, float, float]]]] = []
        self._ask(look)

    def _followed(self, look: Look) -> bool:
        if not self.silent:
            self.until_s = nan
            return False
        if not self.until_s > look.t_s:
            if self.until_s <= look.t_s:
                if len(self._way) == len(POINTS):
                    return True
                self._ask(look)
                return False
            self.until_s = look.t_s + self.part.step.duration_s / len(POINTS)
        for foot, way in self._way[-1].items():
            k = FEET.index(foot)
            if look.stands(k):
                way.append((look.t_s, *look.foot_cop_mm[k]))
        return False

    def _ask(self, look: Look) -> None:
        self._log.events.append(PointAsked(look.t_s, POINTS[len(self._way)]))
        self._way.append({foot: [] for foot in self.part.feet})
        self.said_s, self.until_s = look.t_s, nan

    def _pose(self, foot: str, prior: Pose, quiet_mm: NDArray[np.float64]) -> Pose:
        ways = [np.array(way[foot]).reshape(-1, 3) for way in self._way]
        reached = np.array([stayed_at(way[:, 0], way[:, 1:], quiet_mm) for way in ways])
        return fit_pose(prior, foot, quiet_mm, reached, STOOD_ON)
