"""`away`: off the board, timed. It begins when somebody says that they are ready, and tells how long still."""

from collections.abc import Sequence

from tripod.drills.run.event_types import Event, ReadyAsked
from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.run.time_told import TimeTold
from tripod.drills.seen.look import Look
from tripod.drills.seen.on_and_off import OnAndOff

READY_S = 30.0
"""From the end of "Ready?": then it begins without an answer. A mat and a cushion are fetched by then."""


class AwayStep(Step):
    """One side, or one time. Ready is who says so by key or by a step onto the board and off it."""

    def enter(self) -> bool:
        self.state, self._asked, self._ready, self._steps = State.READYING, False, False, OnAndOff()
        if not self._given.options.waits:
            self._begin()
        return False

    def take(self, look: Look) -> bool:
        stepped = self._steps(look)
        if self.state is State.WORKING:
            self._log.events += self._told(look.t_s)
            return look.t_s >= self.until_s and self.silent
        if not self._asked:
            if not self.silent:
                return False
            self._asked, self._steps = True, OnAndOff()
            # Where nobody is there to answer nobody is asked.
            self._ready = self._ready or not self._given.options.asks
            if not self._ready:
                self.said_s, self.until_s = look.t_s, look.t_s + READY_S
                self._log.events.append(ReadyAsked(look.t_s, self.part.number))
            return False
        if not self.silent and not self.go.called:
            self.until_s = look.t_s + READY_S
        self._ready = self._ready or stepped or look.t_s >= self.until_s
        if self._ready and self.go.over():
            self._begin()
        return False

    def go_on(self) -> None:
        self._ready = True

    def _begin(self) -> None:
        now_s, length_s = self._log.now_s, self.part.step.duration_s
        self.state, self.began_s, self.until_s = State.WORKING, now_s, now_s + length_s
        self._told = TimeTold(now_s, length_s, counted=True, tens=False) if self._given.options.waits else _nothing


def _nothing(_t_s: float) -> Sequence[Event]:
    return ()
