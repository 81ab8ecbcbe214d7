"""`say`: do something that is not scored. What the feet can be seen to do it waits for, but not without end."""

from math import isfinite, nan

from tripod.boards import FEET
from tripod.drills.format.part import Part
from tripod.drills.run.event_types import MoveNotSeen, MoveSeen, StepOnAsked
from tripod.drills.run.given import Given, Log
from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.run.timed_step import TimedStep
from tripod.drills.run.waiting import REMIND_S
from tripod.drills.seen.look import Look
from tripod.drills.seen.moves import MOVES, MoveWatch, Unseen

PATIENCE_S = 12.0
"""From the end of what was said: who has not done it by then, nor within the step's own time, is not waited for."""
MOMENT_S = 1.0
"""What was seen is kept for a moment."""
GONE_S = 3.0
"""A foot that leaves the board for longer is waited for: one that rolls may carry next to nothing for a while."""
ARRIVED_S = 0.3


def say_step(part: Part, given: Given, log: Log) -> Step:
    """A step that waits for the feet where they can be seen to do what it tells, else for its time."""
    seen = given.options.waits and given.drill.on_board and part.step.move in MOVES
    return MovedStep(part, given, log) if seen else TimedStep(part, given, log)


class MovedStep(Step):
    """Over a moment after the feet did it, or when patience ends. Who steps off is asked back, and has time anew."""

    def enter(self) -> bool:
        given, part = self._given, self.part
        self._watch = MoveWatch(
            part.step.move,
            part.feet,
            measured=given.measured(part.feet),
            usual=given.baseline.share if given.baseline else {},
            unsure=given.unsure,
        )
        self.began_s = self._log.now_s
        self._gone_s = self._heard_s = self._until_s = nan
        self._asked = False
        return False

    def take(self, look: Look) -> bool:
        if isfinite(self._until_s):
            return look.t_s >= self._until_s and self.silent
        if not self._stands(look):
            return False
        self._heard_s = look.t_s if not self.silent or not isfinite(self._heard_s) else self._heard_s
        cannot = self._watch.cannot
        patience_s = self.part.step.duration_s if cannot is not None else max(self.part.step.duration_s, PATIENCE_S)
        self.until_s = self._heard_s + patience_s
        if self._watch(look):
            self._log.events.append(MoveSeen(look.t_s, self.part.step.move))
        elif look.t_s >= self.until_s:
            self._log.events.append(MoveNotSeen(look.t_s, self.part.step.move, cannot or Unseen.NOT_DONE))
        else:
            return False
        self._until_s = self.until_s = look.t_s + MOMENT_S
        return False

    def _stands(self, look: Look) -> bool:
        """Whether the feet stand there; a reading that fails is no step off."""
        feet = [FEET.index(foot) for foot in self.part.feet]
        if all(look.stands(k) or not isfinite(look.load[k]) for k in feet):
            self.state, self._gone_s, self._asked = State.WORKING, nan, False
            return True
        self._gone_s = self._gone_s if isfinite(self._gone_s) else look.t_s
        if look.t_s - self._gone_s < GONE_S:
            return True
        if self.state is not State.WAITING:
            self.state, self.empty_since_s, self.until_s = State.WAITING, self._gone_s, nan
        self._heard_s = nan
        if not self._asked and look.t_s - self._gone_s >= REMIND_S:
            self._asked = True
            self._log.events.append(StepOnAsked(look.t_s, self.part.feet))
        return False


class ArriveStep(Step):
    """Asks the feet on before anything is said to them: a lesson is taught to nobody else."""

    comes_before = True

    def enter(self) -> bool:
        self.state, self.empty_since_s, self._since_s = State.WAITING, self._log.now_s, nan
        self._log.events.append(StepOnAsked(self._log.now_s, self.part.feet))
        return False

    def take(self, look: Look) -> bool:
        if not all(look.stands(FEET.index(foot)) for foot in self.part.feet):
            self._since_s = nan
            return False
        self._since_s = self._since_s if isfinite(self._since_s) else look.t_s
        return look.t_s - self._since_s >= ARRIVED_S
