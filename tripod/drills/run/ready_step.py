"""`ready`: nobody on the board, then somebody who stands still on it; zero, weight and marks are checked."""

from math import nan

from tripod.balance.weight_doubt import AgainstWeight
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.event_types import ReadyJudged, StepOffAsked
from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.run.waiting import Waiting
from tripod.drills.seen.look import Look
from tripod.drills.seen.quiet_stance import QUIET_S
from tripod.drills.seen.ready_check import EmptyBoard, Ready, judge, unit_of

NEVER_EMPTY_S = 20.0
"""Who has not stepped off within this is not asked any longer."""
AMEND_S = 6.0
"""To put right what the check found."""
FINE_S = 0.5


class ReadyStep(Step):
    """Over when the check is made, or cannot be."""

    def enter(self) -> bool:
        self.state, self.until_s, self.empty_since_s = State.EMPTYING, nan, self._log.now_s
        self._empty = EmptyBoard(self._given.board)
        self._waiting: Waiting | None = None
        self._reminded = False
        return False

    def take(self, look: Look) -> bool:
        if self._waiting is not None:
            self._waiting.watch(look)
        if self.state is State.RESTING:
            return look.t_s >= self.until_s and self.silent
        if self._waiting is None:
            self._wait_until_empty(look)
            return False
        quiet = self._waiting.quiet(look)
        late = self.state is State.SETTLING and look.t_s >= self.until_s
        if quiet is not None:
            given = self._given
            usual = given.baseline.share if given.baseline else None
            weight = given.options.weight_kg
            found = judge(given.board, quiet, self._empty.reads_n, weight, usual, given.stance_pm)
            self._found(found, look)
        elif late:
            self._not_done(self._empty.reads_n, Cause.NOBODY_STILL, look)
        return False

    def _wait_until_empty(self, look: Look) -> None:
        if self._empty(look):
            self._waiting = Waiting(self, self._log, length_s=QUIET_S)
            self._waiting.ask()
        elif self._empty.occupied_s > NEVER_EMPTY_S:
            self._not_done(nan, Cause.NEVER_EMPTY, look)
        elif not self._reminded and self._empty.occupied_s > AMEND_S / 3:
            self._reminded = True
            self._log.events.append(StepOffAsked(self._log.now_s))

    def _not_done(self, empty_n: float, cause: Cause, look: Look) -> None:
        self._found(Ready(empty_n, AgainstWeight(), (), False, unit_of(self._given.board), NotScored(cause)), look)

    def _found(self, ready: Ready, look: Look) -> None:
        self._log.ready, self.over = ready, True
        self._log.events.append(ReadyJudged(self._log.now_s, ready))
        self.state, self.until_s = State.RESTING, look.t_s + (FINE_S if ready.fine else AMEND_S)
