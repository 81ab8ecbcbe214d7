"""A drill under way: looks and commands in, events out. The same of both give the same events to the last bit."""

from dataclasses import replace
from math import isfinite, nan

from tripod.boards import FEET
from tripod.device.items import DrillCommand
from tripod.drills.format.part import Part, after_in_section
from tripod.drills.format.section import after_passed_over
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.event_types import Done, Event, PartBegan, Paused, Repeated, Resumed, SectionLeft, Skipped
from tripod.drills.run.given import Given
from tripod.drills.run.say_step import ArriveStep
from tripod.drills.run.standing import Standing
from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.run.step_kinds import NOT_SCORED, SCORED
from tripod.drills.seen.foot_taps import ANSWER_TAPS, COMMANDS, FootTaps
from tripod.drills.seen.look import Look

YES_FOOT = "right"
BLIND_S = 10.0
"""A drill ends when a foot that it needs has given no reading for so long."""
OFF_BOARD = ("ready", "away")
"""Kinds that begin beside the board."""
_LOOKED_AT = (State.WAITING, State.SETTLING, State.WORKING)


class Engine(Standing):
    """Runs one drill on one board: one step after the other, and what interrupts them."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self._interrupted = False
        self._stepped_off = False
        self._saw_s = nan
        """When every foot that is wanted last gave a reading."""
        self._taps = FootTaps(given.board.feet)
        self._answers = FootTaps(given.board.feet, lightly=True)
        self._look: Look | None = None

    # -- what comes in ------------------------------------------------------------------------------------------

    def take(self, look: Look) -> list[Event]:
        """The events that the next look brings."""
        self._log.now_s, self._look = look.t_s, look
        self._hear_taps(self._taps(look))
        self._hear_answer(self._answers(look))
        if self._paused:
            self._came_back(look)
        if not self._done and not self._paused and self._blind(look):
            self._drop(Cause.NO_READING)
            self.stopped = True
            self._finish(NotScored(Cause.NO_READING))
        if not self._done and not self._paused:
            if self.at < 0:
                self._enter(0)
            elif self._interrupted:
                self._begin_again()
            self._interrupted = False
            if self._step is not None and self._step.take(look):
                self._go_on(self._step)
        return self._told()

    def set_period(self, period_s: float) -> list[Event]:
        """From now on a look comes so often. What is being measured began with another period, and begins again."""
        self.know(replace(self.given, period_s=period_s))
        if self.state is State.WORKING and self.part is not None and self.part.step.kind in SCORED:
            self._drop(Cause.LOST_READINGS)
            self._interrupted = True
        return self._told()

    def know(self, given: Given) -> None:
        """From the next look on another thing is known: where the feet stand, or what the board can tell of sway."""
        self.given = given
        if self._step is not None:
            self._step.follow(self.given)

    def voice(self, until_s: float) -> None:
        """The coach speaks until then, by what it has been asked to say so far; what follows waits for that."""
        self._log.voice_until_s = until_s

    def command(self, command: DrillCommand, answer: bool | None = None) -> list[Event]:
        """Do what somebody asked for; `answer` goes with `DrillCommand.ANSWER`."""
        self._obey(command, answer)
        return self._told()

    def interrupt(self) -> list[Event]:
        """The board was away, and time went on without it: what was under way begins again with the next look."""
        if not self._paused and not self._done:
            self._drop(Cause.UNPLUGGED)
            self._interrupted = True
        self._saw_s = nan
        return self._told()

    def _obey(self, command: DrillCommand, answer: bool | None) -> None:
        running = not self._paused and not self._done
        match command:
            case DrillCommand.PAUSE if running:
                self._drop(Cause.PAUSED)
                self._paused, self._stepped_off = True, False
                self._log.events.append(Paused(self._log.now_s))
            case DrillCommand.RESUME if self._paused:
                self._resume()
            case DrillCommand.SKIP if running:
                self._drop(Cause.SKIPPED)
                self._log.left_out.add(self.at)
                self._log.events.append(Skipped(self._log.now_s))
                self._next()
            case DrillCommand.REPEAT if running and self._step is not None:
                self._drop(Cause.REPEATED)
                self._step.repeat()
                self._log.events.append(Repeated(self._log.now_s))
                self._enter(self.at, again=True)
            case DrillCommand.CONTINUE if running and self._step is not None:
                self._step.go_on()
            case DrillCommand.FINISH if running and self._step is not None:
                self._step.finish()
            case DrillCommand.STOP if not self._done:
                if running:
                    self._drop(Cause.STOPPED)
                self.stopped = True
                self._finish(NotScored(Cause.STOPPED_EARLY))
            case DrillCommand.ANSWER if running and self._step is not None:
                if self._step.answer(answer):
                    self._next()
            case _:
                return

    def _hear_taps(self, taps: int) -> None:
        if taps in COMMANDS and self._heeds_taps:
            self._obey(self._meant(COMMANDS[taps]), None)

    def _hear_answer(self, taps: int) -> None:
        if taps != ANSWER_TAPS or self._paused or self.state is not State.ASKING:
            return
        if self._step is not None and self._step.answers_by_foot(self._answers.last_s):
            self._obey(DrillCommand.ANSWER, self._answers.who == YES_FOOT)

    def _meant(self, tapped: DrillCommand) -> DrillCommand:
        """Two taps pause, go on, or end a set that is done when the person says so."""
        if tapped is not DrillCommand.PAUSE:
            return tapped
        if self._paused:
            return DrillCommand.RESUME
        return DrillCommand.FINISH if self._step is not None and self._step.ends_by_taps else tapped

    # -- how it goes on -----------------------------------------------------------------------------------------

    def _told(self) -> list[Event]:
        events, self._log.events = self._log.events, []
        return events

    @property
    def _heeds_taps(self) -> bool:
        """Not while feet are moved for other reasons: to step on, to rest, to keep one's balance on one leg."""
        part = self.part
        if self._paused:
            return True
        if part is None or self.state not in (State.WORKING, State.SETTLING, State.ASKING):
            return False
        return part.step.kind in ("hold", "reps", "check") and len(part.feet) == len(self.given.board.feet)

    def _blind(self, look: Look) -> bool:
        """Whether a foot that belongs on the board has given no reading for long: then nothing can be judged."""
        left, right = look.load
        # At most looks every foot gives one, wanted or not.
        whole = isfinite(left + right) or not isfinite(self._saw_s)
        if whole or all(isfinite(look.load[FEET.index(f)]) for f in _wanted(self.part, self.state)):
            self._saw_s = look.t_s
        return look.t_s - self._saw_s > BLIND_S

    def _came_back(self, look: Look) -> None:
        """Stepping off and on goes on with a drill that was paused."""
        if not any(look.stands(FEET.index(f)) for f in self.given.board.feet):
            self._stepped_off = True
        elif self._stepped_off:
            self._stepped_off = False
            self._resume()

    def _resume(self) -> None:
        self._paused, self._saw_s = False, nan
        self._log.events.append(Resumed(self._log.now_s))
        self._begin_again()

    def _begin_again(self) -> None:
        """The step anew, or, if it was done and only rested from, the next."""
        self._enter(after_passed_over(self._sections, self.at) if self._step and self._step.over else self.at)

    def _enter(self, at: int, *, arrived: bool = False, again: bool = False) -> None:
        self.at, self._step = at, None
        part = self.part
        if part is None:
            self._finish(None)
            return
        if not arrived and self._taught_to_nobody(part):
            self._step = ArriveStep(part, self.given, self._log)
        else:
            self._tell_part(part, again=again)
            self._step = self._make(part)
        if self._step.enter():
            self._next()

    def _taught_to_nobody(self, part: Part) -> bool:
        """Whether something is to be said to feet on the board that are not there."""
        look = self._look
        return (
            self.given.options.waits
            and self.given.drill.on_board
            and part.step.kind == "say"
            and not (look and all(look.stands(FEET.index(foot)) for foot in part.feet))
        )

    def _make(self, part: Part) -> Step:
        if part.step.kind in SCORED:
            later = after_in_section(self.parts, self._sections, self.at)
            return SCORED[part.step.kind](part, self.given, self._log, index=self.at, later=later)
        return NOT_SCORED[part.step.kind](part, self.given, self._log)

    def _tell_part(self, part: Part, *, again: bool) -> None:
        step, bar_kg = part.step, self.given.options.bar_kg
        self._log.begun.add(self.at)
        self._log.events.append(
            PartBegan(
                self._log.now_s,
                step=step.kind,
                text=step.text,
                say=step.say,
                then=step.then,
                sides=step.sides,
                again=again,
                eyes=step.eyes,
                feet=() if step.kind in OFF_BOARD else part.feet,
                number=part.number,
                of=step.times,
                move=step.move,
                index=self.at,
                duration_s=step.duration_s,
                reps=step.reps,
                depth_mm=step.depth_mm,
                tempo=step.tempo,
                bar_kg=bar_kg if step.bar and isfinite(bar_kg) else None,
            )
        )

    def _go_on(self, step: Step) -> None:
        if step.comes_before:
            self._enter(self.at, arrived=True)
        else:
            self._next()

    def _next(self) -> None:
        here = self._sections[self.at]
        after = next((k for k in range(self.at, len(self.parts)) if self._sections[k] != here), len(self.parts))
        why_not = self._step.why_not_on(self.parts[self.at + 1 : after]) if self._step else None
        if why_not is None:
            self._enter(after_passed_over(self._sections, self.at))
        elif after < len(self.parts) and here is not None:
            # Of a drill that was put together from others, the rest is still worth doing.
            self._log.events.append(SectionLeft(self._log.now_s, here.drill, why_not))
            self._enter(after)
        else:
            self.stopped = True
            self._finish(why_not)

    def _finish(self, reason: NotScored | None) -> None:
        self._done, self._paused, self._ended = True, False, reason
        self._log.reason = self._log.reason or reason
        self._log.events.append(Done(self._log.now_s, self.result().score, reason))

    def _drop(self, cause: Cause) -> None:
        """What was under way is not scored."""
        if self._step is not None:
            self._step.drop(NotScored(cause))


def _wanted(part: Part | None, state: State) -> tuple[str, ...]:
    """The feet that must give readings; a rack check ends within its time anyway, and says why."""
    return part.feet if part is not None and part.step.kind != "rack" and state in _LOOKED_AT else ()
