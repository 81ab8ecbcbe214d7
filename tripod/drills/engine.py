"""A drill under way: looks and commands in, events out. The same of both give the same events to the last bit."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from math import isfinite, nan
from typing import Any

import numpy as np

from tripod.boards import FEET, Board
from tripod.drills.drill import Drill, Step
from tripod.drills.faults import FaultEvent, FaultWatch
from tripod.drills.hold import HoldMeter
from tripod.drills.moment import Moment, Three
from tripod.drills.reference import Baseline, Reference, reference
from tripod.drills.reps import Rep, RepResult, bar_reps, find_reps, paced_reps, score_rep
from tripod.drills.result import DrillResult, Try
from tripod.drills.stance import Quiet, Stance, StanceWatch

GRAVITY = 9.80665
SETTLE_MOST_S = 20.0
"""A stance that is not quiet within this is not scored."""
BETWEEN_S = 3.0
TRIES = 3
"""A try that was left is begun again at most so often."""
LOST = 0.1
"""A try of which more was lost on the line is not scored."""
FREE_REP_S = 12.0
"""Free reps end at the latest after so many seconds for each."""
ASK_S = 60.0
REMIND_S = 4.0
"""Who does not step on within this is asked to, once."""
USUAL_DELAY_S = 0.35
LEAD_S = 1.0
"""Before a paced set begins there is this much time between the word and the first descent."""


class State(StrEnum):
    WAITING = "waiting"
    SETTLING = "settling"
    WORKING = "working"
    RESTING = "resting"
    ASKING = "asking"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True)
class Event:
    """Something happened at a time on the board's clock."""

    t_s: float
    kind: str
    """part, wait, quiet, begin, pace, count, fault, fault_over, try, ask, answered, paused, resumed, done."""
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Options:
    """What a try depends on beside the looks; a recording keeps it."""

    foot: str = "both"
    """For drills on one foot: left, right, or both for one after the other."""
    weight_kg: float = nan
    bar_kg: float = nan
    convention: bool = False
    """Hold against the convention even where there is a baseline."""
    asks: bool = True
    """Whether somebody is there to answer questions."""
    feedback: bool = True
    """Off for a retention try: nothing is said about faults."""


@dataclass(frozen=True)
class Part:
    """One thing to do: a step, once, on these feet."""

    step: Step
    feet: tuple[str, ...]
    number: int
    """Which of the step's repetitions, from 1."""


def parts_of(drill: Drill, board: Board, foot: str) -> tuple[Part, ...]:
    """The drill in its order, for these feet of the board."""
    if drill.feet == "one":
        asked = (foot,) if foot in FEET else FEET
        each = [(f,) for f in asked if f in board.feet]
    else:
        each = [board.feet]
    return tuple(Part(step, feet, n) for feet in each for step in drill.steps for n in range(1, step.times + 1))


class Engine:
    """Runs one drill on one board."""

    def __init__(
        self,
        drill: Drill,
        board: Board,
        options: Options,
        *,
        period_s: float,
        baseline: Baseline | None = None,
        unsure: Mapping[str, Three] | None = None,
        filter_delay_s: float = 0.0,
        cop_earned: bool = True,
    ) -> None:
        """`cop_earned`: whether the board may tell the CoP in millimetres. `unsure`: half width of each share's 95 %
        interval, as the board stands now."""
        self.drill, self.board, self.options = drill, board, options
        self.parts = parts_of(drill, board, options.foot)
        self._period_s, self._unsure, self._delay_s = period_s, unsure or {}, filter_delay_s
        self._cop_earned = cop_earned
        self._baseline = None if options.convention else baseline
        self.state = State.WAITING
        self.at = -1
        self.reference: Reference | None = None
        self.quiet: Quiet | None = None
        self.tries: list[Try] = []
        self.faults: list[FaultEvent] = []
        self.answers: dict[str, bool | None] = {}
        self.reps_seen = 0
        self.live_reps: list[RepResult] = []
        """Of the set under way, provisional: the person's delay is known only at its end."""
        self.phase = ""
        self.reason = ""
        """Why the last try was not scored."""
        self._start_share: dict[str, Three] = {}
        self._began_s = self._until_s = self._now_s = nan
        self._empty_since_s = nan
        self._reminded = False
        self.stopped = False
        """Somebody ended it before its end."""
        self._interrupted = False
        self._stepped_off = False
        self._tried = 0
        self._watch: StanceWatch | None = None
        self._faults_of: FaultWatch | None = None
        self._hold: HoldMeter | None = None
        self._moments: list[Moment] = []
        self._paces: list[tuple[float, str, int]] = []
        self._starts: list[float] = []
        self._down = False
        self._events: list[Event] = []

    # -- what comes in ------------------------------------------------------------------------------------------

    def take(self, moment: Moment) -> list[Event]:
        """The events that the next look brings."""
        self._events = []
        self._now_s = moment.t_s
        if self.state is State.PAUSED:
            self._tapped(moment)
        if self.state is State.DONE or self.state is State.PAUSED:
            return self._events
        if self.at < 0:
            self._enter(0)
        elif self._interrupted:
            self._enter(self.at)
        self._interrupted = False
        part = self.part
        if part is not None:
            if self._watch is not None:
                self._watch(moment)
            match part.step.kind:
                case "hold" | "reps":
                    self._on_board(part, moment)
                case "check":
                    if moment.t_s >= self._until_s or not self.options.asks:
                        self._next()
                case _:
                    if moment.t_s >= self._until_s:
                        self._next()
        return self._events

    def command(self, word: str, value: object = None) -> list[Event]:
        """Do what somebody asked for: pause, resume, skip, stop, answer."""
        self._events = []
        match word:
            case "pause" if self.state not in (State.PAUSED, State.DONE):
                self._drop("paused")
                self.state, self._stepped_off = State.PAUSED, False
                self._say("paused")
            case "resume" if self.state is State.PAUSED:
                self._say("resumed")
                self._enter(self.at)
            case "skip" if self.state not in (State.PAUSED, State.DONE):
                self._drop("skipped")
                self._next()
            case "finish" if self._hold is None and self.state is State.WORKING:
                # Free reps end when the person says so.
                self._end_reps()
            case "stop" if self.state is not State.DONE:
                self._drop("stopped")
                self.stopped = True
                self._finish("stopped before its end")
            case "answer" if self.state is State.ASKING:
                self._answer(value)
        return self._events

    def interrupt(self) -> list[Event]:
        """The board was away, and time went on without it: what was under way begins again with the next look."""
        self._events = []
        if self.state not in (State.PAUSED, State.DONE):
            self._drop("the board was unplugged")
            self._interrupted = True
        return self._events

    # -- what one may ask ---------------------------------------------------------------------------------------

    @property
    def part(self) -> Part | None:
        return self.parts[self.at] if 0 <= self.at < len(self.parts) else None

    @property
    def active(self) -> list[FaultEvent]:
        """The faults of now, most important first."""
        return self._faults_of.active if self._faults_of else []

    @property
    def feedback(self) -> bool:
        """Whether the coach may speak about faults now."""
        part = self.part
        return self.state is State.WORKING and self.options.feedback and part is not None and part.step.feedback

    @property
    def left_s(self) -> float:
        """Until the part ends; nan where nobody knows."""
        return self._until_s - self._now_s

    @property
    def pace_until_s(self) -> float:
        """Until the pacer's next word; nan where there is none."""
        return self._paces[0][0] - self._now_s if self._paces else self._until_s - self._now_s

    @property
    def elapsed_s(self) -> float:
        """Since the work of this part began; 0 before."""
        return self._now_s - self._began_s if isfinite(self._began_s) else 0.0

    @property
    def score(self) -> int | None:
        """Of the hold under way."""
        return self._hold.score if self._hold is not None and self._hold.elapsed_s > 0 else None

    @property
    def waited_s(self) -> float:
        """For how long nobody has stood there, although somebody must; 0 if that is not so."""
        return self._now_s - self._empty_since_s if self.state is State.WAITING else 0.0

    @property
    def question(self) -> str:
        """What is asked now, "" if nothing is."""
        part = self.part
        if self.state is not State.ASKING or part is None:
            return ""
        return next((q for q in part.step.questions if q not in self.answers), "")

    def result(self) -> DrillResult:
        """The drill as far as it went."""
        return DrillResult.of(
            self.drill, self.board, self.reference, self.tries, self.faults, self.answers, self.reason
        )

    # -- how it goes on -----------------------------------------------------------------------------------------

    def _say(self, event: str, **values: Any) -> None:
        self._events.append(Event(self._now_s, event, values))

    def _tapped(self, moment: Moment) -> None:
        """Stepping off and on goes on with a drill that was paused."""
        on = any(moment.stands(FEET.index(f)) for f in self.board.feet)
        if not on:
            self._stepped_off = True
        elif self._stepped_off:
            self._stepped_off = False
            self._say("resumed")
            self._enter(self.at)

    def _enter(self, at: int) -> None:
        self.at = at
        self._tried = 0
        self._began_s = nan
        self.phase, self.live_reps = "", []
        part = self.part
        if part is None:
            self._finish("")
            return
        step = part.step
        self._say(
            "part", kind=step.kind, text=step.text, say=step.say, feet=list(part.feet), number=part.number,
            of=step.times, move=step.move, index=at, duration_s=step.duration_s, reps=step.reps,
            depth_mm=step.depth_mm, tempo=asdict(step.tempo) if step.tempo else None,
            bar_kg=self.options.bar_kg if step.bar and isfinite(self.options.bar_kg) else None,
        )  # fmt: skip
        if step.kind in ("hold", "reps"):
            self.state = State.WAITING
            self._watch = StanceWatch(part.feet, length_s=3.0 if step.kind == "reps" else 1.5)
            self._until_s, self._empty_since_s, self._reminded = nan, self._now_s, False
        elif step.kind == "check":
            self.state, self._watch, self._until_s = State.ASKING, None, self._now_s + ASK_S
            if self.options.asks:
                self._say("ask", question=self.question)
        else:
            self.state = State.RESTING if step.kind == "rest" else State.WORKING
            self._watch, self._began_s, self._until_s = None, self._now_s, self._now_s + step.duration_s

    def _next(self) -> None:
        self._enter(self.at + 1)

    def _finish(self, reason: str) -> None:
        self.state, self._watch = State.DONE, None
        self.reason = self.reason or reason
        self._say("done", score=self.result().score, reason=reason)

    def _on_board(self, part: Part, moment: Moment) -> None:
        watch = self._watch
        assert watch
        if self.state is State.RESTING:
            if moment.t_s >= self._until_s:
                self._next()
            return
        if self.state is State.WORKING:
            self._work(part, moment)
            return
        before = self.state
        placed = watch.stance in (Stance.SETTLING, Stance.STANDING)
        self.state = State.SETTLING if placed else State.WAITING
        if self.state is State.SETTLING and before is not State.SETTLING:
            self._until_s = moment.t_s + SETTLE_MOST_S
        left = self.state is State.WAITING and before is not State.WAITING
        if left:
            self._empty_since_s, self._reminded = moment.t_s, False
        if left or (not self._reminded and self.waited_s >= REMIND_S):
            self._say("wait", feet=list(part.feet))
            self._reminded = True
        if watch.quiet is not None:
            self._begin(part, watch.quiet, moment)
        elif self.state is State.SETTLING and moment.t_s >= self._until_s:
            self._not_scored("no quiet stance was found")

    def _begin(self, part: Part, quiet: Quiet, moment: Moment) -> None:
        self.quiet = quiet
        for foot, share in quiet.share.items():
            self._start_share.setdefault(foot, share)
        start = None if self.board.claims.newtons else self._start_share
        if start is not None and not all(f in start for f in part.feet):
            start = None
        self.reference = reference(part.feet, self.drill.bands, self._baseline, start)
        self._faults_of = FaultWatch(
            self.board.claims.faults,
            part.feet,
            self.reference,
            moving=part.step.moving,
            floors=self.drill.floors,
            unsure=self._unsure,
            quiet_mm=quiet.sway_mm,
        )
        self.state, self._began_s, self._moments = State.WORKING, moment.t_s, []
        self.phase, self.reps_seen, self._down, self.live_reps = "", 0, False, []
        step = part.step
        if step.kind == "hold":
            body_n = self.options.weight_kg * GRAVITY if self.board.claims.newtons else nan
            self._hold = HoldMeter(
                part.feet,
                self.reference,
                recovery=step.move == "shift",
                toes=step.toes and bool(self.board.unsupported),
                body_n=body_n,
                period_s=self._period_s,
                cop_earned=self._cop_earned,
            )
            self._until_s = moment.t_s + step.duration_s
        else:
            self._hold = None
            self._starts, self._paces = [], []
            if step.tempo is not None:
                self._plan(step, moment.t_s + LEAD_S)
                self._until_s = self._starts[-1] + step.tempo.rep_s + 0.5
            else:
                self._until_s = moment.t_s + step.reps * FREE_REP_S
        self._say("begin", kind=step.kind, feet=list(part.feet), number=part.number, reference=self.reference.source)

    def _plan(self, step: Step, first_s: float) -> None:
        tempo = step.tempo
        assert tempo
        for n in range(step.reps):
            at = first_s + n * tempo.rep_s
            self._starts.append(at)
            for word, after in (
                ("down", 0.0),
                ("hold", tempo.descent_s),
                ("up", tempo.descent_s + tempo.bottom_s),
                ("tall", tempo.descent_s + tempo.bottom_s + tempo.ascent_s),
            ):
                self._paces.append((at + after, word, n + 1))

    def _work(self, part: Part, moment: Moment) -> None:
        watch = self._watch
        assert watch
        assert self._faults_of
        if watch.left_place:
            self._not_scored("a foot left its place")
            return
        while self._paces and moment.t_s >= self._paces[0][0]:
            at, word, n = self._paces.pop(0)
            self.phase = {"down": "descent", "hold": "bottom", "up": "ascent", "tall": "lockout"}[word]
            self._say("pace", word=word, rep=n, of=part.step.reps, due_s=at)
            if word == "down" and n > 1:
                self._look_back(part, n - 1)
        if part.step.kind == "reps" and part.step.tempo is None:
            self._follow(part.step, moment)
        placed = all(moment.stands(FEET.index(f)) for f in part.feet)
        if placed:
            self._faults_of.phase = self.phase
            for event in self._faults_of(moment):
                self._fault(event)
            if self._hold is not None:
                self._hold(moment)
            else:
                self._moments.append(moment)
        if moment.t_s >= self._until_s:
            if self._hold is not None:
                self._end_hold()
            else:
                self._end_reps()

    def _look_back(self, part: Part, number: int) -> None:
        """Score the paced rep that just ended, as if the person followed as most do."""
        tempo = part.step.tempo
        assert tempo
        assert self.reference
        assert self.quiet
        at = self._starts[number - 1] + USUAL_DELAY_S
        bottom, ascent = at + tempo.descent_s, at + tempo.descent_s + tempo.bottom_s
        lockout = ascent + tempo.ascent_s
        near = [m for m in self._moments[-round(2 * tempo.rep_s / self._period_s) :] if m.t_s >= at]
        deep = [self.quiet.cop_mm[1] - m.cop_mm[1] for m in near if bottom <= m.t_s < ascent]
        rep = Rep(at, bottom, ascent, lockout, lockout + tempo.top_s, sum(deep) / len(deep) if deep else nan)
        floors, depth = self.drill.floors, part.step.depth_mm
        self.live_reps.append(score_rep(rep, near, part.feet, self.reference, floors, depth))

    def _follow(self, step: Step, moment: Moment) -> None:
        """Free reps as they come: provisional, because real sway hides slow small shifts."""
        assert self.quiet
        back = self.quiet.cop_mm[1] - moment.cop_mm[1]
        deep = max(0.5 * step.depth_mm, 2.5 * self.quiet.ap_sd_mm)
        if step.bar and isfinite(self.options.bar_kg):
            back, deep = moment.total - self.quiet.total, 0.5 * self.options.bar_kg * GRAVITY
        if not self._down and back > deep:
            self._down, self.phase = True, "ascent" if step.bar else "bottom"
        elif self._down and back < 0.4 * deep:
            self._down, self.phase = False, "lockout"
            self.reps_seen += 1
            self._say("count", rep=self.reps_seen, of=step.reps)
            if self.reps_seen >= step.reps:
                self._until_s = min(self._until_s, moment.t_s + 2.0)

    def _fault(self, event: FaultEvent) -> None:
        values = {"fault": event.fault, "foot": event.foot, "phase": event.phase, "onset_s": event.onset_s}
        if event.over:
            self.faults.append(event)
            self._say("fault_over", duration_s=event.duration_s, ended=event.ended, **values)
        else:
            self._say("fault", **values)

    def _end_faults(self) -> None:
        if self._faults_of is not None:
            for event in self._faults_of.stop(self._now_s):
                self._fault(event)
        self._faults_of = None

    def _end_hold(self) -> None:
        part, hold = self.part, self._hold
        assert part
        assert hold
        self._end_faults()
        found = hold.result()
        self._hold = None
        planned = part.step.duration_s
        if found.duration_s < (1 - LOST) * planned:
            self._unscored(part, "readings were lost on the line")
        else:
            self._scored(part, Try(self.at, part.feet, "", hold=found, baseline=part.step.baseline))

    def _end_reps(self) -> None:
        part = self.part
        assert part
        assert self.quiet
        assert self.reference
        self._end_faults()
        t = np.array([m.t_s for m in self._moments])
        back = self.quiet.cop_mm[1] - np.array([m.cop_mm[1] for m in self._moments])
        good = np.isfinite(back)
        step, delay, lifts = part.step, nan, []
        expected = (self._now_s - self._began_s) / self._period_s
        if good.sum() < (1 - LOST) * expected - 2:
            self._unscored(part, "readings were lost on the line")
            return
        t, back = t[good], back[good]
        if step.tempo is not None:
            reps, delay = paced_reps(t, back, self._starts, step.tempo)
        else:
            reps = find_reps(t, back, self.quiet.ap_sd_mm)
        if step.bar and isfinite(self.options.bar_kg):
            total = np.array([m.total for m in self._moments])[good]
            lifts = bar_reps(t, total, self.quiet.total, self.options.bar_kg * GRAVITY, self._delay_s)
        results = tuple(
            score_rep(rep, self._moments, part.feet, self.reference, self.drill.floors, step.depth_mm)
            for rep in reps
            if rep.seen(t)
        )
        if not results:
            self._unscored(part, "no rep was found: go further back")
            return
        self.live_reps = list(results)
        self._scored(part, Try(self.at, part.feet, "", reps=results, delay_s=delay, lifts=tuple(lifts)))

    def _scored(self, part: Part, done: Try) -> None:
        self.tries.append(done)
        self.reason = ""
        self._say("try", scored=True, score=done.score, number=part.number, why=done.why())
        self._rest()

    def _unscored(self, part: Part, why: str) -> None:
        self.tries.append(Try(self.at, part.feet, why))
        self.reason = why
        self._say("try", scored=False, reason=why, number=part.number)
        self._rest()

    def _not_scored(self, why: str) -> None:
        """The try is lost; the same part begins again, but not for ever."""
        part = self.part
        assert part
        self._end_faults()
        self._hold = None
        self._tried += 1
        if self._tried >= TRIES:
            self._unscored(part, why)
            return
        self.reason = why
        self._say("try", scored=False, reason=why, number=part.number)
        if self._watch is None or self._watch.stance not in (Stance.SETTLING, Stance.STANDING):
            self._say("wait", feet=list(part.feet))
        self.state, self._began_s, self._until_s = State.WAITING, nan, nan
        self._empty_since_s, self._reminded = self._now_s, True
        if self._watch is not None:
            self._watch.again()

    def _rest(self) -> None:
        """A moment between two tries of one step; after the last go on at once."""
        self._moments, self._hold = [], None
        self.state, self._began_s = State.RESTING, nan
        follows = self.at + 1 < len(self.parts) and self.parts[self.at + 1].step is self.parts[self.at].step
        self._until_s = self._now_s + (BETWEEN_S if follows else 0.5)

    def _drop(self, why: str) -> None:
        """What was under way is not scored."""
        self._end_faults()
        part = self.part
        if self.state is State.WORKING and part is not None and part.step.kind in ("hold", "reps"):
            self.tries.append(Try(self.at, part.feet, why))
        self._hold, self._moments, self._paces = None, [], []

    def _answer(self, value: object) -> None:
        question = self.question
        if not question:
            return
        self.answers[question] = value if isinstance(value, bool) else None
        self._say("answered", question=question, yes=self.answers[question])
        if self.question:
            self._say("ask", question=self.question)
        else:
            self._next()
