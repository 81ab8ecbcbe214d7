"""What finds where the feet stand and point on a plate has in common; `roll_step` and `points_step` say how."""

import numpy as np
from numpy.typing import NDArray

from tripod.balance.pose import Pose
from tripod.balance.pose_fit import PoseNotFound, fit_as_told
from tripod.drills.format.part import Part
from tripod.drills.run.event_types import FeetNotPlaced, FeetPlaced, WorkBegan
from tripod.drills.run.given import Given, Log
from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.run.waiting import Waiting
from tripod.drills.seen.look import Look
from tripod.drills.seen.quiet_stance import QUIET_S, Quiet

Array = NDArray[np.float64]

APPLIED_S = 0.25
"""The numbers follow from a new stance so long after it was seen: from the same sample on, however the stream is cut
into blocks."""
SURE_S = 0.5
"""On a plate the work begins so long after a quiet stance: by then it is known whether the feet stand as before."""
TOLD_S = 2.6
"""What was found is told meanwhile, and people come back to the middle."""
TRIES = 2


class PlacingStep(Step):
    """Waits for a quiet stance, has the CoP of each foot followed, and tells each foot's pose."""

    def __init__(self, part: Part, given: Given, log: Log) -> None:
        super().__init__(part, given, log)
        self._tries = 0
        self._quiet: Quiet | None = None

    def _began(self, look: Look) -> None:
        """The work begins with this look; it may have begun before and come to nothing."""
        raise NotImplementedError

    def _followed(self, look: Look) -> bool:
        """Take a look of the work; whether all was done by now."""
        raise NotImplementedError

    def _pose(self, foot: str, prior: Pose, quiet_mm: Array) -> Pose:
        """Where a foot stands whose CoP lay at `quiet_mm` (2,), in the board's frame, before the work; `prior` is what
        was known of it.

        Raises:
            PoseNotFound: nothing follows from what was seen.
        """
        raise NotImplementedError

    def enter(self) -> bool:
        if not self._given.board.rigid or (self._given.measured(self.part.feet) and self._only_asked_for):
            # Where the cells go with the foot, or it is known by now how the feet stand, a roll tells nothing.
            return True
        self._waiting = Waiting(self, self._log, length_s=QUIET_S)
        return False

    @property
    def _only_asked_for(self) -> bool:
        """Whether the drill itself has no roll: it was put before it, because nobody knew where the feet stand."""
        return all(step.kind != "roll" for step in self._given.drill.steps)

    def take(self, look: Look) -> bool:
        self._waiting.watch(look)
        if self.state is State.RESTING:
            return look.t_s >= self.until_s and self.silent
        if self.state is State.WORKING:
            return self._work(look)
        quiet = self._waiting.quiet(look)
        if quiet is None:
            self.go.again()
        if quiet is not None and look.t_s >= quiet.t_s + SURE_S:
            if self._only_asked_for and self._given.measured(self.part.feet):
                return True
            if self.go.over():
                self._begin(quiet, look)
        elif self.state is State.SETTLING and look.t_s >= self.until_s:
            # Who does not stand still may do so in the try that follows, which then is not scored.
            self._rest(look)
        return False

    def _begin(self, quiet: Quiet, look: Look) -> None:
        self._quiet, self.state = quiet, State.WORKING
        self.began_s, self.until_s = look.t_s, look.t_s + self.part.step.duration_s
        self._log.events.append(WorkBegan(look.t_s, self.part.step.kind, self.part.feet, self.part.number, ""))
        self._began(look)

    def _work(self, look: Look) -> bool:
        if self._waiting.watch.left_place:
            self.began_s = float("nan")
            self._waiting.again()
        elif self._followed(look):
            self._find(look)
        return False

    def _find(self, look: Look) -> None:
        assert self._quiet
        self._tries += 1
        poses: dict[str, Pose] = {}
        for foot in self.part.feet:
            try:
                poses[foot] = self._fitted(foot, np.array(self._quiet.foot_cop_mm[foot]))
            except PoseNotFound as error:
                again = self._tries < TRIES
                self._log.not_placed = foot, error.why
                self._log.events.append(FeetNotPlaced(look.t_s, foot, error.why, again))
                if again:
                    self.began_s = float("nan")
                    self._waiting.again()
                else:
                    self._rest(look)
                return
        self._log.placed, self._log.not_placed = poses, None
        cops = {foot: self._quiet.foot_cop_mm[foot] for foot in poses}
        self._log.events.append(FeetPlaced(look.t_s, look.t_s + APPLIED_S, poses, cops))
        self._rest(look)

    def _fitted(self, foot: str, quiet_mm: Array) -> Pose:
        drawn, told = self._given.drawn[foot], self._given.poses.get(foot)
        return fit_as_told(lambda prior: self._pose(foot, prior, quiet_mm), drawn, told)

    def _rest(self, look: Look) -> None:
        self.state, self.over, self.began_s = State.RESTING, True, float("nan")
        self.until_s = look.t_s + TOLD_S
