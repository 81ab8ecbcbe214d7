"""`roll`: once round the edge of each foot, so that a plate knows where the feet stand and where they point."""

import numpy as np
from numpy.typing import NDArray

from tripod.balance.pose import Pose
from tripod.balance.pose_fit import fit_roll
from tripod.boards import FEET
from tripod.drills.run.placing_step import PlacingStep
from tripod.drills.seen.look import Look


class RollStep(PlacingStep):
    """The CoP's whole way tells, for so long as the step says."""

    def _began(self, look: Look) -> None:
        self._path: dict[str, list[tuple[float, float]]] = {foot: [] for foot in self.part.feet}

    def _followed(self, look: Look) -> bool:
        for foot, path in self._path.items():
            k = FEET.index(foot)
            if look.stands(k):
                path.append(look.foot_cop_mm[k])
        return look.t_s >= self.until_s

    def _pose(self, foot: str, prior: Pose, quiet_mm: NDArray[np.float64]) -> Pose:
        return fit_roll(prior, foot, quiet_mm, np.array(self._path[foot]).reshape(-1, 2))
