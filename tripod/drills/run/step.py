"""One step of a drill under way: what every kind of step can be told and asked."""

from collections.abc import Sequence
from math import nan

from tripod.drills.format.part import Part
from tripod.drills.not_scored import NotScored
from tripod.drills.run.event_types import GoCalled
from tripod.drills.run.given import Given, Log
from tripod.drills.run.state import State
from tripod.drills.score.rep import RepResult
from tripod.drills.score.trace import Trace
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.look import Look
from tripod.drills.seen.measure import Graded


class Go:
    """Calls "Go" once all that came before it was said, and knows when it is over: what is scored begins with that."""

    def __init__(self, step: "Step", given: Given, log: Log) -> None:
        self._step, self._waits, self._log = step, given.options.waits, log
        self.called = False

    def over(self) -> bool:
        """Asked at each look at which the work might begin; whether it begins now."""
        step = self._step
        if not step.silent:
            return False
        if not self.called:
            self.called, step.said_s = True, self._log.now_s
            self._log.events.append(GoCalled(self._log.now_s, step.part.step.kind, step.part.number))
            return not self._waits
        return True

    def again(self) -> None:
        """What it was called for did not begin."""
        self.called = False


class Step:
    """What a kind has no use for keeps what stands here. A step that is begun again is a new object."""

    def __init__(self, part: Part, given: Given, log: Log) -> None:
        self.part, self._given, self._log = part, given, log
        self.state = State.WORKING
        self.began_s = nan
        """When its work began; nan before."""
        self.until_s = nan
        """When it ends by itself; nan where nobody knows."""
        self.over = False
        """It is done and only rested from: what interrupts it begins it no more."""
        self.empty_since_s = nan
        """Since when feet that must stand there do not."""
        self.said_s = log.now_s
        """When something was last told that is said: how long that takes is known from the next look on."""
        self.go = Go(self, given, log)
        self.phase = ""
        """Of the rep under way."""

    @property
    def silent(self) -> bool:
        """Whether nothing is being said, so that what follows may begin."""
        if not self._given.options.waits:
            return True
        return self._log.now_s > self.said_s and self._log.now_s >= self._log.voice_until_s

    def enter(self) -> bool:
        """Begin, at `Log.now_s`; True if there is nothing to do and the drill goes on at once."""
        raise NotImplementedError

    def take(self, look: Look) -> bool:
        """Take the next look; True once the step is over."""
        raise NotImplementedError

    def follow(self, given: Given) -> None:
        """What was given to the drill changed while it runs."""
        self._given = given

    def repeat(self) -> None:
        """It is about to begin anew, because somebody wants it once more."""

    def go_on(self) -> None:
        """Somebody says that they are ready."""

    def drop(self, reason: NotScored) -> None:
        """What is under way is not scored: the drill is paused, skipped, stopped or interrupted."""

    def finish(self) -> None:
        """Somebody says that the set is done."""

    def answer(self, yes: bool | None) -> bool:
        """Somebody answers; True once nothing more is asked."""
        return False

    def why_not_on(self, following: Sequence[Part]) -> NotScored | None:
        """Why the drill ends with this step instead of going on with those that follow."""
        return None

    comes_before = False
    """It only comes before its part, which begins once this is over."""

    def answers_by_foot(self, tapped_s: float) -> bool:
        """Whether one tap of a foot, over at that time, answers what is asked."""
        return False

    @property
    def by_foot(self) -> bool:
        """Whether a tap will, once the question was heard."""
        return False

    @property
    def ends_by_taps(self) -> bool:
        """Whether two taps of a foot say that it is done, and not that it should wait."""
        return False

    @property
    def active(self) -> Sequence[FaultEvent]:
        """Current faults, most important first."""
        return ()

    @property
    def graded(self) -> tuple[Graded, ...]:
        """What is wrong at the last look of the work, also where it is no fault (yet)."""
        return ()

    @property
    def trace(self) -> Trace:
        """Of the try under way: what each point was so far."""
        return Trace()

    @property
    def score(self) -> int | None:
        """Of the hold under way."""
        return None

    @property
    def question(self) -> str:
        """What is asked now, "" if nothing is."""
        return ""

    @property
    def pace_due_s(self) -> float:
        """When the pacer speaks next; nan where it does not."""
        return nan

    @property
    def reps_seen(self) -> int:
        """Free reps counted so far."""
        return 0

    @property
    def reps(self) -> Sequence[RepResult]:
        """Of the set under way, provisional: the person's delay is known only at its end."""
        return ()
