"""What holds and sets of reps have in common: waiting for a quiet stance, faults, tries and their end."""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite, nan

from tripod.balance.judgement import Answer
from tripod.boards import FEET
from tripod.drills.format.part import Part
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.event_types import FaultBegan, FaultEnded, TryNotScored, TryScored, WorkBegan
from tripod.drills.run.given import Given, Log
from tripod.drills.run.placing_step import SURE_S
from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.run.waiting import Waiting
from tripod.drills.score.bands import Reference, reference
from tripod.drills.score.cueing import cueing
from tripod.drills.score.judged import Judged, Untold, judged_try, not_claimed
from tripod.drills.score.recovery import RECOVERED_S
from tripod.drills.score.trace import Trace, Tracer
from tripod.drills.score.tries import GOOD_SCORE, Try
from tripod.drills.seen.fault_watch import FaultEvent, FaultWatch
from tripod.drills.seen.look import Look
from tripod.drills.seen.measure import Graded
from tripod.drills.seen.quiet_stance import Quiet

BETWEEN_S, LAST_S = 3.0, 0.5
"""A moment between two tries of one step, and after the last."""
TRIES = 3
"""A try that was left is begun again at most so often."""
LOST = 0.1
"""A try of which more was lost on the line is not scored."""


class ScoredStep(Step):
    """A hold or a set of reps; what each does while it works is its own."""

    quiet_s: float
    """How long a stance must be quiet before the work begins."""

    def __init__(self, part: Part, given: Given, log: Log, *, index: int, later: Sequence[Part]) -> None:
        """`index` of the part within the drill; `later`: what comes after it in its section."""
        super().__init__(part, given, log)
        self._followed = bool(later) and later[0].step is part.step
        self._asked_later = any(of.step.kind == "check" for of in later)
        self._index, self._tried, self._left = index, 0, 0
        self._feet = [FEET.index(foot) for foot in part.feet]
        self._faults: FaultWatch | None = None
        self._tracer: Tracer | None = None
        self._stance_measured = True
        """Whether it was known where the feet stand when the work began: a step within a set takes nothing from what
        was done before it."""
        self._looks = self._failed = 0
        """Looks since the work began, and those of them with a reading that failed."""

    def enter(self) -> bool:
        self._waiting = Waiting(self, self._log, length_s=self.quiet_s)
        return False

    def take(self, look: Look) -> bool:
        self._waiting.watch(look)
        if self.state is State.RESTING:
            return look.t_s >= self.until_s and self.silent
        if self.state is State.WORKING:
            self._work(look)
            return False
        quiet = self._waiting.quiet(look)
        if quiet is None:
            self.go.again()
        if quiet is not None and look.t_s >= quiet.t_s + (SURE_S if self._given.board.rigid else 0.0):
            if self.go.over():
                self._begin(quiet, look)
        elif self.state is State.SETTLING and look.t_s >= self.until_s:
            self.try_again(Cause.NO_QUIET_STANCE)
        return False

    def follow(self, given: Given) -> None:
        super().follow(given)
        if self._faults is not None:
            self._faults.unsure(given.unsure, given.unplaced)

    def drop(self, reason: NotScored) -> None:
        self.end_faults()
        if self.state is State.WORKING:
            self._log.tries.append(Try(self._index, self.part.feet, reason))
        self.stop_measuring()

    @property
    def only_sway(self) -> bool:
        """Whether it measures sway, and judges nothing."""
        return self._given.drill.measures_of(self.part.step) == "sway"

    @property
    def active(self) -> Sequence[FaultEvent]:
        return self._faults.active if self._faults else ()

    @property
    def graded(self) -> tuple[Graded, ...]:
        return self._faults.graded if self._faults else ()

    @property
    def trace(self) -> Trace:
        working = self.state is State.WORKING and self._tracer is not None
        return self._tracer.lately() if working and self._tracer else Trace()

    # -- what a hold and a set of reps do each in their own way ---------------------------------------------------

    def start_measuring(self, quiet: Quiet, held_against: Reference, look: Look) -> float:
        """The work begins with this stance; returns when it ends by itself."""
        raise NotImplementedError

    def before_look(self, look: Look) -> None:
        """Whatever happens at this time, wherever the feet are."""

    def foot_left(self, look: Look) -> bool:
        """A foot has left its place for longer than a moment; True if the work is over by that."""
        self.try_again(Cause.LEFT_PLACE)
        return True

    def measure(self, look: Look) -> None:
        """A look at which every foot stands in its place."""
        raise NotImplementedError

    def end(self) -> None:
        """The work is over: score it."""
        raise NotImplementedError

    def stop_measuring(self) -> None:
        """Forget what was measured."""
        raise NotImplementedError

    # -- the way of a try -----------------------------------------------------------------------------------------

    def _begin(self, quiet: Quiet, look: Look) -> None:
        log, given, part = self._log, self._given, self.part
        log.quiet = quiet
        for foot, share in quiet.share.items():
            log.start_share.setdefault(foot, share)
        start = None if given.board.claims.newtons else log.start_share
        if start is not None and not all(f in start for f in part.feet):
            start = None
        log.reference = reference(part.feet, given.drill.bands, given.baseline, start)
        self._faults = FaultWatch(
            () if self.only_sway else given.board.claims.faults,
            part.feet,
            log.reference,
            moving=part.step.moving,
            floors=given.drill.floors,
            unsure=given.unsure,
            unplaced=given.unplaced,
            quiet_mm=quiet.sway_mm,
            lifts=part.step.bar,
            patience_s=RECOVERED_S if part.step.kind == "hold" and part.step.move == "shift" else 0.0,
        )
        self._tracer = Tracer(part.feet, self._faults, given.poses, cop_earned=given.cop_earned)
        self.state, self.began_s = State.WORKING, look.t_s
        self._stance_measured = self.only_sway or self._knows_stance(self._faults)
        log.poses = {**log.poses, **{foot: pose for foot, pose in given.poses.items() if foot in part.feet}}
        if self._stance_measured:
            log.unsure.update({foot: pm for foot, pm in given.unsure.items() if foot in part.feet})
        self.phase, self._looks, self._failed = "", 0, 0
        self.until_s = self.start_measuring(quiet, log.reference, look)
        log.events.append(WorkBegan(log.now_s, part.step.kind, part.feet, part.number, log.reference.source))

    def _knows_stance(self, faults: FaultWatch) -> bool:
        """Whether it is known where the feet stand, and so well that a plate can tell of some toe base that it is
        light: who steps off and on does not stand where they stood."""
        feet, board = self.part.feet, self._given.board
        seen = not board.rigid or all(faults.measure.sees_toe_bases(foot) for foot in feet)
        return seen and self._given.measured(feet)

    def _work(self, look: Look) -> None:
        if self._waiting.watch.left_place and self.foot_left(look):
            return
        self.before_look(look)
        feet = self._feet
        self._looks += 1
        assert self._faults
        # Lists, not generators: this is asked at each look.
        if False in [isfinite(look.load[k]) for k in feet]:
            self._failed += 1
            for event in self._faults.unseen(look.t_s):
                self._tell_fault(event)
        elif False not in [isfinite(look.share[k][0]) for k in feet]:
            assert self._tracer
            self._faults.phase = self.phase
            for event in self._faults(look):
                self._tell_fault(event)
            self._tracer(look)
            self.measure(look)
        if look.t_s >= self.until_s:
            self.end()

    def why_short(self, planned_s: float) -> Cause:
        """Why less than was planned could be looked at."""
        period_s = self._given.period_s
        if self._looks * period_s < (1 - LOST) * planned_s:
            return Cause.LOST_READINGS
        if self._failed * period_s > LOST * planned_s / 2:
            return Cause.NO_READING
        return Cause.TOO_LITTLE_LOAD

    def end_scored(self, done: Try) -> None:
        """The try has its score; a moment of rest follows."""
        log = self._log
        cued = self._given.options.feedback and self.part.step.feedback
        how = cueing(feedback=cued, fading=self._given.fading)
        trace = self._tracer.trace() if self._tracer is not None else Trace()
        done = replace(done, part=self._index, feet=self.part.feet, cueing=how, trace=trace, begun_again=self._left)
        if not self._stance_measured:
            # What was measured stays to be read; but shares of a foot that stands nobody knows where are no score.
            self._unscored(replace(done, reason=NotScored(Cause.STANCE_UNKNOWN)))
            return
        log.tries.append(done)
        log.reason = None
        log.events.append(TryScored(log.now_s, done.score, self.part.number, done.why(), self._judged(done)))
        self._rest()

    def _judged(self, done: Try) -> Judged:
        """What may be said of the feet in a try that has its score; None where it only measured sway."""
        given, score = self._given, done.score
        if score is None:
            return Judged(Answer.CANNOT_TELL, Untold.ONLY_SWAY)
        faults = any(fault.onset_s >= self.began_s for fault in self._log.faults)
        return judged_try(
            off=faults or score < GOOD_SCORE,
            not_claimed=not_claimed(given.board),
            unsure={foot: pm for foot, pm in given.unsure.items() if foot in self.part.feet},
            asked_later=self._asked_later,
            stepped=bool(done.stepped),
        )

    def end_unscored(self, cause: Cause) -> None:
        """The try is over without a score; a moment of rest follows."""
        self._unscored(Try(self._index, self.part.feet, NotScored(cause)))

    def _unscored(self, done: Try) -> None:
        log, reason = self._log, done.reason
        assert reason
        log.tries.append(done)
        log.reason = reason
        log.events.append(TryNotScored(log.now_s, reason, self.part.number))
        self._rest()

    def try_again(self, cause: Cause) -> None:
        """The try is lost; the same part begins again, a limited number of times."""
        self.end_faults()
        self.stop_measuring()
        self._tried += 1
        self._left += cause is Cause.LEFT_PLACE
        if self._tried >= TRIES:
            self.end_unscored(cause)
            return
        log = self._log
        log.reason = NotScored(cause)
        log.events.append(TryNotScored(log.now_s, log.reason, self.part.number, again=True))
        self.began_s = nan
        self._waiting.again()

    def _rest(self) -> None:
        self.stop_measuring()
        self.state, self.began_s, self.over = State.RESTING, nan, True
        self.until_s = self._log.now_s + (BETWEEN_S if self._followed else LAST_S)

    def end_faults(self) -> None:
        if self._faults is not None:
            for event in self._faults.stop(self._log.now_s):
                self._tell_fault(event)
        self._faults = None

    def _tell_fault(self, event: FaultEvent) -> None:
        log = self._log
        if not event.over:
            log.events.append(FaultBegan(log.now_s, event.fault, event.foot, event.phase, event.onset_s))
            return
        log.faults.append(event)
        log.events.append(
            FaultEnded(log.now_s, event.fault, event.foot, event.phase, event.onset_s, event.duration_s, event.ended)
        )
