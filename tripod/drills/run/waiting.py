"""Waiting until the feet that a step wants stand there quietly; who does not come is asked to, once."""

from math import nan

from tripod.drills.format.part import Part
from tripod.drills.run.event_types import StepOnAsked
from tripod.drills.run.given import Log
from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.seen.look import Look
from tripod.drills.seen.quiet_stance import Quiet, StanceWatch

SETTLE_MOST_S = 20.0
"""Maximum time a stance may take to settle; after it the hold is not scored."""
REMIND_S = 4.0
"""Who does not step on within this is asked to, once."""


class Waiting:
    """Follows the stance, and sets its step's state, `until_s` and `empty_since_s` meanwhile."""

    def __init__(self, step: Step, log: Log, *, length_s: float) -> None:
        """`length_s`: how long a stance must be quiet."""
        self._step, self._log, self._reminded = step, log, False
        self._part: Part = step.part
        self.watch = StanceWatch(self._part.feet, length_s=length_s)
        step.state, step.until_s, step.empty_since_s = State.WAITING, nan, log.now_s

    def quiet(self, look: Look) -> Quiet | None:
        """The quiet stance, once it is found; the watch has seen `look` already."""
        step, before = self._step, self._step.state
        step.state = State.SETTLING if self.placed else State.WAITING
        if step.state is State.SETTLING and before is not State.SETTLING:
            step.until_s = look.t_s + SETTLE_MOST_S
        if not step.silent and not step.go.called:
            # People move while they are told what to do: how they stand is looked at anew until that is said.
            self.watch.renew()
            step.until_s = look.t_s + SETTLE_MOST_S if step.state is State.SETTLING else nan
        left = step.state is State.WAITING and before is not State.WAITING
        if left:
            step.empty_since_s, self._reminded = look.t_s, False
        waited_s = look.t_s - step.empty_since_s if step.state is State.WAITING else 0.0
        if left or (not self._reminded and waited_s >= REMIND_S):
            self.ask()
        return self.watch.quiet

    def again(self) -> None:
        """Wait anew: what stood there does not count."""
        if not self.placed:
            self.ask()
        self._step.state, self._step.until_s = State.WAITING, nan
        self._step.empty_since_s, self._reminded = self._log.now_s, True
        self.watch.again()

    @property
    def placed(self) -> bool:
        """Whether every foot that is wanted stands there, and no other."""
        return self.watch.placed

    def ask(self) -> None:
        """Ask the person to step on."""
        self._log.events.append(StepOnAsked(self._log.now_s, self._part.feet))
        self._reminded = True
