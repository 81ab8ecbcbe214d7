"""How a drill stands: everything that may be asked of it; nothing here changes anything."""

from collections.abc import Sequence
from math import isfinite, nan

from tripod.drills.format.part import Part, parts_of, sections_of
from tripod.drills.not_scored import NotScored
from tripod.drills.run.given import Given, Log
from tripod.drills.run.now import Now
from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.score.bands import Reference
from tripod.drills.score.rep import RepResult
from tripod.drills.score.result import DrillResult
from tripod.drills.score.section_result import section_results
from tripod.drills.score.trace import Trace
from tripod.drills.score.tries import Try
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.measure import Graded
from tripod.drills.seen.quiet_stance import Quiet
from tripod.drills.seen.ready_check import Ready


class Standing:
    """The readable side of a drill under way; `Engine` is the one that moves it."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.parts = parts_of(given.drill, given.board, given.options)
        self._sections = sections_of(given.drill, self.parts)
        self.at = -1
        """Index of the part under way; -1 before the first look, the number of parts after the last."""
        self.stopped = False
        """It ended before its end."""
        self._log = Log()
        self._step: Step | None = None
        self._ended: NotScored | None = None
        """Why it ended before its end."""
        self._paused = self._done = False

    @property
    def state(self) -> State:
        """How the drill stands."""
        if self._done:
            return State.DONE
        if self._paused:
            return State.PAUSED
        return State.WAITING if self._step is None else self._step.state

    @property
    def part(self) -> Part | None:
        """What is under way; None before the first look and after the last part."""
        return self.parts[self.at] if 0 <= self.at < len(self.parts) else None

    @property
    def tries(self) -> Sequence[Try]:
        """All so far."""
        return self._log.tries

    @property
    def faults(self) -> Sequence[FaultEvent]:
        """Those that are over."""
        return self._log.faults

    @property
    def answers(self) -> dict[str, bool | None]:
        """Question -> yes, no, or None for no answer."""
        return self._log.answers

    @property
    def ready(self) -> Ready | None:
        """What the ready check found."""
        return self._log.ready

    @property
    def reason(self) -> NotScored | None:
        """Why the last try was not scored."""
        return self._log.reason

    @property
    def reference(self) -> Reference | None:
        """What the last try is held against."""
        return self._log.reference

    @property
    def quiet(self) -> Quiet | None:
        """The stance from which the last try began."""
        return self._log.quiet

    @property
    def active(self) -> Sequence[FaultEvent]:
        """Current faults, most important first."""
        return self._step.active if self._step else ()

    @property
    def feedback(self) -> bool:
        """Whether the coach may speak about faults now."""
        part = self.part
        working = self.state is State.WORKING
        return working and self.given.options.feedback and part is not None and part.step.feedback

    def now(self) -> Now:
        """How the drill stands."""
        part, step, log = self.part, self._step, self._log
        # Made at each look: what other properties say stands here again, for each of them asks for the part anew.
        moving = part is not None and part.step.moving
        if step is None:
            return Now(moving=moving, reference=log.reference)
        working = step.state is State.WORKING and not (self._done or self._paused)
        feedback = working and part is not None and part.step.feedback and self.given.options.feedback
        due_s = step.pace_due_s
        until_s = (due_s if isfinite(due_s) else step.until_s) - log.now_s
        return Now(working, feedback, moving, step.active, until_s, log.reference, step.phase, step.graded)

    @property
    def graded(self) -> tuple[Graded, ...]:
        """What is wrong at this look, also where it is no fault (yet)."""
        return self._step.graded if self._step else ()

    @property
    def trace(self) -> Trace:
        """Of the try under way: what each point was so far."""
        return self._step.trace if self._step else Trace()

    @property
    def by_foot(self) -> bool:
        """Whether what is asked now may be answered by a tap of a foot."""
        return self.state is State.ASKING and self._step is not None and self._step.by_foot

    @property
    def phase(self) -> str:
        """Of the rep under way."""
        return self._step.phase if self._step else ""

    @property
    def reps_seen(self) -> int:
        """Free reps counted in this set so far."""
        return self._step.reps_seen if self._step else 0

    @property
    def live_reps(self) -> Sequence[RepResult]:
        """Of the set under way, provisional: the person's delay is known only at its end."""
        return self._step.reps if self._step else ()

    @property
    def left_s(self) -> float:
        """Until the step ends; nan where nobody knows."""
        return self._step.until_s - self._log.now_s if self._step else nan

    @property
    def pace_until_s(self) -> float:
        """Until the pacer's next word; nan where there is none."""
        if self._step is None:
            return nan
        due_s = self._step.pace_due_s
        return (due_s if isfinite(due_s) else self._step.until_s) - self._log.now_s

    @property
    def elapsed_s(self) -> float:
        """Since the work of this step began; 0 before."""
        began = self._step.began_s if self._step else nan
        return self._log.now_s - began if isfinite(began) else 0.0

    @property
    def score(self) -> int | None:
        """Of the hold under way."""
        return self._step.score if self._step else None

    @property
    def waited_s(self) -> float:
        """For how long nobody has stood there, although somebody must; 0 if that is not so."""
        waits = self._step is not None and self.state is State.WAITING
        return self._log.now_s - self._step.empty_since_s if self._step and waits else 0.0

    @property
    def question(self) -> str:
        """What is asked now, "" if nothing is."""
        return self._step.question if self._step and self.state is State.ASKING else ""

    def result(self) -> DrillResult:
        """The drill as far as it went."""
        log = self._log
        return DrillResult.of(
            self.given.drill,
            self.given.board,
            log.reference,
            log.tries,
            log.faults,
            log.answers,
            self._ended or log.reason,
            log.ready,
            self._ended,
            log.unsure or self.given.unsure,
            {**self.given.poses, **log.poses},
            placed=log.placed,
            not_placed=log.not_placed,
            unanswered=log.unanswered,
            rack=log.rack,
            sections=section_results(
                self._sections, [p.step.kind for p in self.parts], log.tries, log.begun, log.left_out
            ),
        )
