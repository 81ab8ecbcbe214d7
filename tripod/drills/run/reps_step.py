"""`reps`: a set of hinges, paced or free, each scored by its phases.

A step to the side is no end: what was done is kept and the set goes on. Who stays away ends the set by that, and so do
two taps of a foot and the key in a free one; then what was done is scored.
"""

from collections.abc import Sequence
from math import isfinite, nan

from tripod.drills.not_scored import Cause
from tripod.drills.run.event_types import HalfWay, NotBack, Paced, RepCounted
from tripod.drills.run.scored_step import LOST, ScoredStep
from tripod.drills.run.state import State
from tripod.drills.score.bands import Reference
from tripod.drills.score.cost import Charges
from tripod.drills.score.rep import Limits, RepResult
from tripod.drills.score.rep_set import RepSet
from tripod.drills.score.tries import Try
from tripod.drills.seen.look import Look
from tripod.drills.seen.quiet_stance import STEPPED_OFF_S, Quiet

HALF_FROM = 6
"""A set of fewer reps has no half that is worth a word."""
NOT_BACK_AGAIN = 2
"""It is told again after so many reps."""
STEP_S = 2.5
"""A foot that is back within this made a step; who stays away longer ends the set."""


class RepsStep(ScoredStep):
    """One set."""

    quiet_s = 3.0
    _set: RepSet | None = None
    _seen = 0
    _reps: Sequence[RepResult] = ()
    _not_back = 0
    """The rep as which began it was last told that the one before went no way back."""
    _left_s = nan
    """When a foot left that is not back yet."""
    _stepped_s: list[float]
    """When feet left, in this set."""

    def start_measuring(self, quiet: Quiet, held_against: Reference, look: Look) -> float:
        given, step = self._given, self.part.step
        self._seen, self._reps, self._left_s, self._not_back = 0, (), nan, 0
        self._stepped_s = []
        limits, self._charge = Limits(step.depth_mm, quiet.cop_mm[1], given.target), Charges()
        self._set = RepSet(
            step,
            limits,
            quiet,
            began_s=look.t_s,
            period_s=given.period_s,
            bar_kg=given.options.bar_kg,
            delay_s=given.filter_delay_s,
        )
        return self._set.until_s

    def before_look(self, look: Look) -> None:
        assert self._set
        now_s, of = self._log.now_s, self.part.step.reps
        for pace in self._set.paced(look):
            self._log.events.append(Paced(now_s, pace.word, pace.rep, of, pace.due_s))
            if pace.word == "tall":
                self._tell_half(pace.rep)
            elif pace.word == "down":
                self._tell_not_back(pace.rep)
        if self._set.counted(look):
            self._log.events.append(RepCounted(now_s, self._set.seen, of))
            if self.part.step.tempo is None:
                self._tell_half(self._set.seen)
        self.phase, self._seen, self._reps = self._set.phase, self._set.seen, self._set.live
        self.until_s = self._set.until_s

    def _tell_half(self, done: int) -> None:
        of = self.part.step.reps
        if self._given.options.waits and of >= HALF_FROM and 2 * done == of:
            self._log.events.append(HalfWay(self._log.now_s))

    def _tell_not_back(self, rep: int) -> None:
        """As a rep begins: the one before went no way back. Not each time, so that there is a rep to try it in."""
        assert self._set
        coached = self._given.options.waits and self._given.options.feedback and self.part.step.feedback
        if coached and not self._set.went_back and rep >= self._not_back + NOT_BACK_AGAIN:
            self._not_back = rep
            self._log.events.append(NotBack(self._log.now_s, rep - 1))

    def foot_left(self, look: Look) -> bool:
        assert self._set
        if not isfinite(self._left_s):
            self._left_s = look.t_s - STEPPED_OFF_S
            self._stepped_s.append(self._left_s)
        self._set.foot_away()
        if look.t_s - self._left_s < STEP_S:
            return False
        if self._set.any_done():
            self.end()
        else:
            self.try_again(Cause.LEFT_PLACE)
        return True

    def measure(self, look: Look) -> None:
        assert self._set
        if not self._waiting.watch.left_place:
            assert self._faults
            self._left_s = nan
            self._set.add(look, self._charge(look.t_s, self._faults.graded, self._faults.active))

    @property
    def ends_by_taps(self) -> bool:
        return self._set is not None and self.part.step.tempo is None and self._set.any_done()

    def finish(self) -> None:
        """Free reps end when the person says so."""
        if self._set is not None and self.state is State.WORKING:
            self.end()

    def end(self) -> None:
        assert self._set
        self.end_faults()
        found = self._set.result(self._log.now_s, 1 - LOST)
        self._set = None
        if found.reason is not None:
            self.end_unscored(found.reason)
            return
        self._reps = found.reps
        held = self._given.target.words() if self._given.target else ""
        # Who ends the set by a foot has done it by then.
        over_s = found.reps[-1].rep.lockout_s
        self.end_scored(
            Try(
                reps=found.reps,
                delay_s=found.delay_s,
                lifts=found.lifts,
                target=held,
                between=found.between,
                halves=found.halves,
                doubtful=found.doubtful,
                stepped=sum(left_s < over_s for left_s in self._stepped_s),
            )
        )

    def stop_measuring(self) -> None:
        self._set = None

    @property
    def pace_due_s(self) -> float:
        return self._set.next_pace_s if self._set is not None else nan

    @property
    def reps_seen(self) -> int:
        return self._seen

    @property
    def reps(self) -> Sequence[RepResult]:
        return self._reps
