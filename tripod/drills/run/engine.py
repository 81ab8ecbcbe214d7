"""A drill under way: looks and commands in, events out. The same of both give the same events to the last bit."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from math import isfinite, nan
from typing import Any

from tripod.boards import FEET, GRAVITY, Board
from tripod.drills.format.drill import Drill
from tripod.drills.format.part import Options, Part, parts_of
from tripod.drills.run.event import Event, State
from tripod.drills.score.cop_target import PhaseTarget
from tripod.drills.score.hold import HoldMeter
from tripod.drills.score.recovery import RECOVERED_S
from tripod.drills.score.reference import Baseline, Reference, reference
from tripod.drills.score.rep import Limits, RepResult
from tripod.drills.score.rep_set import RepSet
from tripod.drills.score.result import DrillResult, Try
from tripod.drills.seen.faults import FaultEvent, FaultWatch
from tripod.drills.seen.foot_taps import COMMANDS, Taps
from tripod.drills.seen.look import Moment, Three
from tripod.drills.seen.ready_check import EmptyBoard, Ready, judge, ready_dict, unit_of
from tripod.drills.seen.stance import Quiet, Stance, StanceWatch

SETTLE_MOST_S = 20.0
"""A stance that is not quiet within this is not scored."""
BETWEEN_S = 3.0
TRIES = 3
"""A try that was left is begun again at most so often."""
LOST = 0.1
"""A try of which more was lost on the line is not scored."""
ASK_S = 60.0
REMIND_S = 4.0
"""Who does not step on within this is asked to, once."""
NEVER_EMPTY_S = 20.0
"""Who has not stepped off within this is not asked any longer."""
AMEND_S = 6.0
"""To put right what a ready check found."""


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
        target: PhaseTarget | None = None,
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
        self.target = None if options.convention else target
        self.state = State.WAITING
        self.at = -1
        self.reference: Reference | None = None
        self.quiet: Quiet | None = None
        self.tries: list[Try] = []
        self.faults: list[FaultEvent] = []
        self.answers: dict[str, bool | None] = {}
        self.ready: Ready | None = None
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
        self._ended = ""
        """Why it ended before its end."""
        self.stopped = False
        """Somebody ended it before its end."""
        self._interrupted = False
        self._over = False
        """The part is done and only rested from: what comes between begins it no more."""
        self._stepped_off = False
        self._taps = Taps(board.feet)
        self._tried = 0
        self._watch: StanceWatch | None = None
        self._faults_of: FaultWatch | None = None
        self._looked = 0, 0
        """Looks since the work of this part began, and those of them with a reading that failed."""
        self._hold: HoldMeter | None = None
        self._set: RepSet | None = None
        self._empty: EmptyBoard | None = None
        self._events: list[Event] = []

    # -- what comes in ------------------------------------------------------------------------------------------

    def take(self, moment: Moment) -> list[Event]:
        """The events that the next look brings."""
        self._events = []
        self._now_s = moment.t_s
        word = COMMANDS.get(self._taps(moment), "")
        if word and self._heeds_taps:
            self._obey("resume" if word == "pause" and self.state is State.PAUSED else word, None)
        if self.state is State.PAUSED:
            self._came_back(moment)
        if self.state is State.DONE or self.state is State.PAUSED:
            return self._events
        if self.at < 0:
            self._enter(0)
        elif self._interrupted:
            self._enter(self.at + self._over)
        self._interrupted = False
        part = self.part
        if part is not None:
            if self._watch is not None:
                self._watch(moment)
            match part.step.kind:
                case "hold" | "reps":
                    self._on_board(part, moment)
                case "ready":
                    self._check_ready(part, moment)
                case "check":
                    if moment.t_s >= self._until_s or not self.options.asks:
                        self._next()
                case _:
                    if moment.t_s >= self._until_s:
                        self._next()
        return self._events

    def command(self, word: str, value: object = None) -> list[Event]:
        """Do what somebody asked for: pause, resume, skip, finish, stop, answer."""
        self._events = []
        self._obey(word, value)
        return self._events

    def _obey(self, word: str, value: object) -> None:
        match word:
            case "pause" if self.state not in (State.PAUSED, State.DONE):
                self._drop("paused")
                self.state, self._stepped_off = State.PAUSED, False
                self._say("paused")
            case "resume" if self.state is State.PAUSED:
                self._say("resumed")
                self._enter(self.at + self._over)
            case "skip" if self.state not in (State.PAUSED, State.DONE):
                self._drop("skipped")
                self._next()
            case "finish" if self._set is not None and self.state is State.WORKING:
                # Free reps end when the person says so.
                self._end_reps()
            case "stop" if self.state is not State.DONE:
                self._drop("stopped")
                self.stopped = True
                self._finish("stopped before its end")
            case "answer" if self.state is State.ASKING:
                self._answer(value)

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
        pace_s = self._set.next_pace_s if self._set is not None else nan
        return (pace_s if isfinite(pace_s) else self._until_s) - self._now_s

    @property
    def elapsed_s(self) -> float:
        """Since the work of this part began; 0 before."""
        return self._now_s - self._began_s if isfinite(self._began_s) else 0.0

    @property
    def score(self) -> int | None:
        """Of the hold under way."""
        return self._hold.score_lately if self._hold is not None and self._hold.elapsed_s > 0 else None

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
            self.drill, self.board, self.reference, self.tries, self.faults, self.answers, self._ended or self.reason,
            self.ready, self._ended,
        )  # fmt: skip

    # -- how it goes on -----------------------------------------------------------------------------------------

    def _say(self, event: str, **values: Any) -> None:
        self._events.append(Event(self._now_s, event, values))

    @property
    def _heeds_taps(self) -> bool:
        """Not while feet are moved for other reasons: to step on, to rest, to keep one's balance on one leg."""
        part = self.part
        if self.state is State.PAUSED:
            return True
        if part is None or self.state not in (State.WORKING, State.SETTLING, State.ASKING):
            return False
        return part.step.kind in ("hold", "reps", "check") and len(part.feet) == len(self.board.feet)

    def _came_back(self, moment: Moment) -> None:
        """Stepping off and on goes on with a drill that was paused."""
        on = any(moment.stands(FEET.index(f)) for f in self.board.feet)
        if not on:
            self._stepped_off = True
        elif self._stepped_off:
            self._stepped_off = False
            self._say("resumed")
            self._enter(self.at + self._over)

    def _enter(self, at: int) -> None:
        self.at = at
        self._tried, self._over = 0, False
        self._began_s = nan
        self.phase, self.live_reps, self._set = "", [], None
        part = self.part
        if part is None:
            self._finish("")
            return
        step = part.step
        feet = [] if step.kind == "ready" else list(part.feet)
        self._say(
            "part", kind=step.kind, text=step.text, say=step.say, feet=feet, number=part.number,
            of=step.times, move=step.move, index=at, duration_s=step.duration_s, reps=step.reps,
            depth_mm=step.depth_mm, tempo=asdict(step.tempo) if step.tempo else None,
            bar_kg=self.options.bar_kg if step.bar and isfinite(self.options.bar_kg) else None,
        )  # fmt: skip
        if step.kind in ("hold", "reps"):
            self.state = State.WAITING
            self._watch = StanceWatch(part.feet, length_s=3.0 if step.kind == "reps" else 1.5)
            self._until_s, self._empty_since_s, self._reminded = nan, self._now_s, False
        elif step.kind == "ready":
            self.state, self._empty = State.EMPTYING, EmptyBoard(self.board)
            self._watch = None
            self._until_s, self._empty_since_s, self._reminded = nan, self._now_s, False
        elif step.kind == "check":
            self.state, self._watch, self._until_s = State.ASKING, None, self._now_s + ASK_S
            if not self.question:
                # Of the other leg it was answered already.
                self._next()
            elif self.options.asks:
                self._say("ask", question=self.question)
        else:
            self.state = State.RESTING if step.kind == "rest" else State.WORKING
            self._watch, self._began_s, self._until_s = None, self._now_s, self._now_s + step.duration_s

    def _next(self) -> None:
        why_not = self._why_not_on()
        if why_not:
            self.stopped = True
            self._finish(why_not)
        else:
            self._enter(self.at + 1)

    def _why_not_on(self) -> str:
        """Why the drill ends with the check that is over now, "" if it goes on.

        What the board cannot see is not begun before somebody has looked, and no bar is lifted where somebody could
        have looked and did not say.
        """
        step = self.part.step if self.part else None
        if step is None or not step.wants:
            return ""
        answers = [self.answers.get(question) for question in step.questions]
        if any(a is not None and a != (step.wants == "yes") for a in answers):
            return step.otherwise
        follow = [part.step for part in self.parts[self.at + 1 :]]
        needs = any(s.kind == "away" or (s.bar and self.options.asks) for s in follow)
        return f"nobody answered the check: {step.otherwise}" if None in answers and needs else ""

    def _finish(self, reason: str) -> None:
        self.state, self._watch = State.DONE, None
        self.reason, self._ended = self.reason or reason, reason
        self._say("done", score=self.result().score, reason=reason)

    def _on_board(self, part: Part, moment: Moment) -> None:
        if self.state is State.RESTING:
            if moment.t_s >= self._until_s:
                self._next()
            return
        if self.state is State.WORKING:
            self._work(part, moment)
            return
        quiet = self._settled(part, moment)
        if quiet is not None:
            self._begin(part, quiet, moment)
        elif self.state is State.SETTLING and moment.t_s >= self._until_s:
            self._not_scored("no quiet stance was found")

    def _settled(self, part: Part, moment: Moment) -> Quiet | None:
        """The quiet stance, once it is found; until then it is asked for."""
        watch = self._watch
        assert watch
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
        return watch.quiet

    def _check_ready(self, part: Part, moment: Moment) -> None:
        """Nobody on the board, then somebody who stands still."""
        empty = self._empty
        assert empty
        if self.state is State.RESTING:
            if moment.t_s >= self._until_s:
                self._next()
            return
        if self._watch is None:
            if empty(moment):
                self._watch, self.state = StanceWatch(part.feet), State.WAITING
                self._empty_since_s, self._reminded = moment.t_s, True
                self._say("wait", feet=list(part.feet))
            elif empty.occupied_s > NEVER_EMPTY_S:
                self._found(Ready(nan, nan, (), False, unit_of(self.board), "the board was never empty"), moment)
            elif not self._reminded and empty.occupied_s > AMEND_S / 3:
                self._reminded = True
                self._say("step_off")
            return
        quiet = self._settled(part, moment)
        late = self.state is State.SETTLING and moment.t_s >= self._until_s
        if quiet is None and not late:
            return
        if quiet is None:
            self._found(Ready(empty.reads_n, nan, (), False, unit_of(self.board), "nobody stood still"), moment)
        else:
            usual = self._baseline.share if self._baseline else None
            self._found(judge(self.board, quiet, empty.reads_n, self.options.weight_kg, usual), moment)

    def _found(self, ready: Ready, moment: Moment) -> None:
        self.ready, self._over = ready, True
        self._say("ready", **ready_dict(ready))
        self.state, self._until_s = State.RESTING, moment.t_s + (0.5 if ready.fine else AMEND_S)

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
            patience_s=RECOVERED_S if part.step.kind == "hold" and part.step.move == "shift" else 0.0,
        )
        self.state, self._began_s = State.WORKING, moment.t_s
        self.phase, self.reps_seen, self.live_reps, self._looked = "", 0, [], (0, 0)
        step = part.step
        self._hold = self._set = None
        if step.kind == "hold":
            sees_toes = step.toes and self.board.claims.newtons and bool(self.board.unsupported)
            body_n = self.options.weight_kg * GRAVITY if sees_toes else nan
            self._hold = HoldMeter(
                part.feet,
                self.reference,
                recovery=step.move == "shift",
                toes=step.toes,
                body_n=body_n,
                period_s=self._period_s,
                cop_earned=self._cop_earned,
            )
            self._until_s = moment.t_s + step.duration_s
        else:
            limits = Limits(part.feet, self.reference, self.drill.floors, step.depth_mm, quiet.cop_mm[1], self.target)
            self._set = RepSet(
                step,
                limits,
                quiet,
                began_s=moment.t_s,
                period_s=self._period_s,
                bar_kg=self.options.bar_kg,
                delay_s=self._delay_s,
            )
            self._until_s = self._set.until_s
        self._say("begin", kind=step.kind, feet=list(part.feet), number=part.number, reference=self.reference.source)

    def _work(self, part: Part, moment: Moment) -> None:
        watch = self._watch
        assert watch
        assert self._faults_of
        if watch.left_place:
            self._not_scored("a foot left its place")
            return
        if self._set is not None:
            for kind, values in self._set.happened(moment):
                self._say(kind, **values)
            self.phase, self.reps_seen, self.live_reps = self._set.phase, self._set.seen, self._set.live
            self._until_s = self._set.until_s
        indices = [FEET.index(f) for f in part.feet]
        placed = all(moment.stands(k) for k in indices)
        came, failed = self._looked
        self._looked = came + 1, failed + any(not isfinite(moment.load[k]) for k in indices)
        if placed:
            self._faults_of.phase = self.phase
            for event in self._faults_of(moment):
                self._fault(event)
            if self._hold is not None:
                self._hold(moment)
            elif self._set is not None:
                self._set.add(moment)
        if moment.t_s >= self._until_s:
            if self._hold is not None:
                self._end_hold()
            else:
                self._end_reps()

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
            self._unscored(part, self._why_short(planned))
        elif found.recovery and not found.shifted:
            self._unscored(part, "nothing was shifted: shift further")
        else:
            wrong_s = sum(f.duration_s for f in self.faults if f.onset_s >= self._began_s)
            done = Try(self.at, part.feet, "", hold=found, baseline=part.step.baseline, fault_s=wrong_s)
            self._scored(part, done)

    def _why_short(self, planned_s: float) -> str:
        """Why less than was planned could be looked at."""
        came, failed = self._looked
        if came * self._period_s < (1 - LOST) * planned_s:
            return "readings were lost on the line"
        if failed * self._period_s > LOST * planned_s / 2:
            return "a sensor gave no reading"
        return "a foot carried too little to tell"

    def _end_reps(self) -> None:
        part, reps = self.part, self._set
        assert part
        assert reps
        self._end_faults()
        self._set = None
        found = reps.result(self._now_s, 1 - LOST)
        if found.reason:
            self._unscored(part, found.reason)
            return
        self.live_reps = list(found.reps)
        held = self.target.words() if self.target else ""
        done = Try(self.at, part.feet, "", reps=found.reps, delay_s=found.delay_s, lifts=found.lifts, target=held)
        self._scored(part, replace(done, between=found.between))

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
        self._hold = self._set = None
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
        self._hold = self._set = None
        self.state, self._began_s, self._over = State.RESTING, nan, True
        follows = self.at + 1 < len(self.parts) and self.parts[self.at + 1].step is self.parts[self.at].step
        self._until_s = self._now_s + (BETWEEN_S if follows else 0.5)

    def _drop(self, why: str) -> None:
        """What was under way is not scored."""
        self._end_faults()
        part = self.part
        if self.state is State.WORKING and part is not None and part.step.kind in ("hold", "reps"):
            self.tries.append(Try(self.at, part.feet, why))
        self._hold = self._set = None

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
