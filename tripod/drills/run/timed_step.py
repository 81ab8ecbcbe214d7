"""`rest`, and what is said: what takes a time and is not scored."""

from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.seen.look import Look


class TimedStep(Step):
    """Over after its duration."""

    def enter(self) -> bool:
        step = self.part.step
        self.state = State.RESTING if step.kind == "rest" else State.WORKING
        self.began_s, self.until_s = self._log.now_s, self._log.now_s + step.duration_s
        return False

    def take(self, look: Look) -> bool:
        return look.t_s >= self.until_s and self.silent
