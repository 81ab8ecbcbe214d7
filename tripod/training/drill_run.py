"""A drill under way: engine, coach and sound fed with the same looks, and a picture of it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite, nan

import numpy as np
from msgspec import structs, to_builtins
from numpy.typing import NDArray

from tripod.balance.balance import Balance
from tripod.balance.judgement import LEFT_PM
from tripod.balance.pose import Pose
from tripod.balance.sway_speed import SwayLaw
from tripod.boards import FEET, Board
from tripod.coach.coach import Coach, Sound, SoundKind
from tripod.coach.fading import Faded, Fading
from tripod.coach.own_words import lengths_before_lists
from tripod.coach.phrases import LANGUAGES, question_words
from tripod.coach.wording_memory import memory_of
from tripod.device.items import DrillCommand
from tripod.drills.format.drill import Drill
from tripod.drills.format.part import Options, Part, sections_of
from tripod.drills.format.recorded import recorded_drill
from tripod.drills.run.engine import Engine
from tripod.drills.run.event_types import Event, Paced, PartBegan, WorkBegan
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.score.bands import baseline_from_file
from tripod.drills.score.cop_target import target_from_file
from tripod.drills.score.hold import UNKNOWN_LAW
from tripod.drills.score.result_file import result_file
from tripod.drills.seen.look import Looks, Three
from tripod.sentences import sentence
from tripod.sound.speaker import Speaker
from tripod.storage.json_value import JsonObject
from tripod.storage.schemas.drill_result import DrillResultFile
from tripod.storage.schemas.drill_start import CoachingFile, DrillStartFile, OptionsFile
from tripod.training.drill_view import DrillView

Array = NDArray[np.float64]


@dataclass(frozen=True)
class BoardNow:
    """What a drill needs to know of the board as it stands."""

    board: Board
    rate_hz: float
    filter_delay_s: float = 0.0
    unsure: Mapping[str, Three] = field(default_factory=dict[str, Three])
    """Half width of each share's 95 % interval by foot."""
    stance_pm: Mapping[str, Three] = field(default_factory=dict[str, Three])
    """What of it comes from where the foot stands."""
    poses: Mapping[str, Pose] = field(default_factory=dict[str, Pose])
    drawn: Mapping[str, Pose] = field(default_factory=dict[str, Pose])
    """Poses as the board is drawn."""
    cop_earned: bool = True
    """Whether the board may tell the CoP in millimetres."""
    warm: bool = True
    """Whether the sensors were read for as long as they need to settle."""
    zero_known: bool = True
    """Whether it is known what the empty board reads."""
    sway: SwayLaw = UNKNOWN_LAW
    """What the board can tell of sway."""
    left_pm: float = LEFT_PM
    """Half width of the 95 % interval of the left foot's part of the load, 0 to 1."""


def options_of(file: OptionsFile) -> Options:
    """What was chosen for a try, as a recording holds it.

    Raises:
        ValueError: it names no foot.
    """
    if file.foot not in ("both", *FEET):
        raise ValueError(sentence("drill_start.no_foot_named"))
    return Options(
        foot=file.foot,
        weight_kg=nan if file.weight_kg is None else file.weight_kg,
        bar_kg=nan if file.bar_kg is None else file.bar_kg,
        convention=file.convention,
        asks=file.asks,
        feedback=file.feedback,
        roll=file.roll,
        waits=file.waits,
    )


def _own_lengths_s(coaching: CoachingFile, drill: Drill) -> Mapping[str, float]:
    """Own words of the drill that are told, with their lengths."""
    if coaching.own_lengths_s is not None:
        return coaching.own_lengths_s
    return lengths_before_lists(drill, coaching.language) if coaching.own_words else {}


def _fading(coaching: CoachingFile, drill: Drill, parts: Sequence[Part]) -> Fading:
    """How much the coach says in each part."""
    if not drill.sections:
        return Fading((Faded(coaching.fading, coaching.fading_told),), comes_back=coaching.comes_back)
    before, of = Faded(), {section: Faded(section.fading, section.told) for section in drill.sections}
    sections = sections_of(drill, parts)
    return Fading([of[s] if s is not None else before for s in sections], comes_back=coaching.comes_back)


class DrillRun:
    """One drill, from its start values on."""

    def __init__(self, start: DrillStartFile, now: BoardNow, speaker: Speaker | None) -> None:
        """`speaker`: where it is heard; None for nowhere.

        Raises:
            ValueError: `start` came from a file that somebody edited, and is none.
        """
        coaching, options = start.coaching, options_of(start.options)
        if coaching.language not in LANGUAGES:
            raise ValueError(sentence("drill_start.coach_language_unknown"))
        self.drill: Drill = recorded_drill(start.drill)
        self.calibration = start.calibration
        """The name of the board's calibration at the start."""
        if self.drill.on_one_leg and options.foot not in ("both", *now.board.feet):
            raise ValueError(sentence("drill_start.board_lacks_foot", foot=options.foot))
        self._looks = Looks(now.rate_hz)
        self.engine = Engine(
            Given(
                self.drill,
                now.board,
                options,
                self._looks.period_s,
                baseline=baseline_from_file(start.baseline) if start.baseline and not options.convention else None,
                target=target_from_file(start.target) if start.target and not options.convention else None,
                unsure=now.unsure,
                stance_pm=now.stance_pm,
                poses=now.poses,
                drawn=now.drawn,
                filter_delay_s=now.filter_delay_s,
                cop_earned=now.cop_earned,
                warm=now.warm,
                zero_known=now.zero_known,
                sway=now.sway,
                left_pm=now.left_pm,
                fading=coaching.fading,
            )
        )
        self.coach = Coach(
            self.drill.cues,
            memory_of(coaching.memory),
            language=coaching.language,
            fading=_fading(coaching, self.drill, self.engine.parts),
            tone=coaching.tone,
            speech=coaching.speech,
            own_lengths_s=_own_lengths_s(coaching, self.drill),
            lengths_s=coaching.lengths_s,
            back_sounds=coaching.back_sounds,
        )
        self._language = coaching.language
        self._sections = sections_of(self.drill, self.engine.parts)
        self.fading_at_start = coaching.fading
        """How much the coach says at its start (`coach.fading`)."""
        self.began: list[tuple[float, int]] = []
        """When each part began, and its index; again where one began anew."""
        self.skipped: set[int] = set()
        """Parts that somebody left out."""
        self._speaker = speaker
        self._pace: tuple[str, int] | None = None

    def take(
        self, t_s: Array, balance: Balance, rates: Sequence[tuple[int, float]] = (), sway: SwayLaw | None = None
    ) -> list[Event]:
        """What n samplings bring: the drill's events and the coach's. `rates`: rows from which on so many samplings
        come a second. `sway`: what the board can tell of sway since the last of these, else since before them."""
        told: list[Event] = []
        start = 0
        if not rates:
            self._know_sway(sway)
        for row, hz in rates:
            told += self._take(t_s[start:row], balance.rows(slice(start, row)))
            start = row
            self._looks.set_rate(hz)
            told += self._between(self.engine.set_period(self._looks.period_s))
            self._know_sway(sway)
        return told + (self._take(t_s[start:], balance.rows(slice(start, None))) if start else self._take(t_s, balance))

    def _take(self, t_s: Array, balance: Balance) -> list[Event]:
        told: list[Event] = []
        for look in self._looks(t_s, balance):
            events = self.engine.take(look)
            sounds, said = self.coach.take(look, events, self.engine.now())
            self.engine.voice(self.coach.busy_until_s)
            told += said if not events else [*events, *said]
            if events:
                self._note(events)
            if sounds and self._speaker is not None:
                self._speaker.until(look.t_s)
            if sounds:
                self._play(sounds)
            if events:
                self._play_out()
        return told

    def know_stance(self, now: BoardNow) -> None:
        """From the next sampling on the board knows where the feet stand, or no longer does."""
        self.engine.know(replace(self.engine.given, poses=now.poses, unsure=now.unsure, stance_pm=now.stance_pm))

    def _know_sway(self, law: SwayLaw | None) -> None:
        """That converters run free is seen by what comes: a hold's sway is told by what is known at its end."""
        if law is not None and law is not self.engine.given.sway:
            self.engine.know(replace(self.engine.given, sway=law))

    def place(self, index: int) -> tuple[str, int]:
        """The drill to which the part with this index belongs, and which of its parts it is, from 1."""
        section = self._sections[index]
        if section is None:
            return self.drill.name, index + 1
        first = self._sections.index(section)
        # A section of a day begins with a rest, in which it is said what comes.
        first += section.drill != self.drill.name and self.engine.parts[first].step.kind == "rest"
        return section.drill, index - first + 1

    @property
    def sees_stance(self) -> bool:
        """Whether a part of the drill finds where the feet stand."""
        return any(part.step.kind == "roll" for part in self.engine.parts)

    def command(self, command: DrillCommand, answer: bool | None) -> list[Event]:
        """See `Engine.command`."""
        if command is DrillCommand.SKIP:
            self.skipped.add(self.engine.at)
        return self._between(self.engine.command(command, answer))

    def interrupt(self) -> list[Event]:
        """See `Engine.interrupt`."""
        return self._between(self.engine.interrupt())

    def _between(self, events: list[Event]) -> list[Event]:
        self._note(events)
        sounds, said = self.coach.hear(events[-1].t_s if events else nan, events, self.engine.now())
        self.engine.voice(self.coach.busy_until_s)
        self._play(sounds)
        self._play_out()
        return [*events, *said]

    def _play_out(self) -> None:
        """A file has the last words, too, although nothing drives it on once the drill is over."""
        if self._speaker is not None and self.done and isfinite(self.coach.busy_until_s):
            self._speaker.until(self.coach.busy_until_s)

    @property
    def done(self) -> bool:
        """Whether it is over."""
        return self.engine.state is State.DONE

    def outcome(self) -> DrillResultFile:
        """The drill as far as it went, with the cues."""
        of = result_file(self.engine.result())
        checks = [structs.replace(check, question=question_words(check.question)) for check in of.checks]
        return structs.replace(of, checks=checks, cues=[cue.as_file() for cue in self.coach.cues])

    def result(self) -> JsonObject:
        """`outcome` as plain values, fit for JSON."""
        return to_builtins(self.outcome())

    def view(self) -> DrillView:
        """The picture of now."""
        engine = self.engine
        part = engine.part or engine.parts[-1]
        step = part.step
        return DrillView(
            drill=self.drill,
            state=engine.state,
            text=step.text,
            kind=step.kind,
            move=step.move,
            part=min(engine.at + 1, len(engine.parts)),
            parts=len(engine.parts),
            number=part.number,
            of=step.times,
            feet=part.feet,
            left_s=engine.left_s,
            elapsed_s=engine.elapsed_s,
            duration_s=step.duration_s,
            score=engine.score,
            phase=engine.phase,
            reps=tuple(engine.live_reps),
            reps_wanted=step.reps,
            reps_seen=engine.reps_seen,
            tries=tuple(engine.tries),
            tempo=step.tempo,
            pace_until_s=engine.pace_until_s,
            feedback=engine.given.options.feedback and (step.feedback or step.kind not in ("hold", "reps")),
            pace=self._pace,
            written=self.coach.written,
            fading=self.coach.fading.level,
            faded=self.coach.fading.now,
            active=tuple(engine.active),
            graded=engine.graded,
            trace=engine.trace,
            question=question_words(engine.question),
            questions=step.questions,
            answers=dict(engine.answers),
            by_foot=engine.by_foot,
            reason=engine.reason,
            reference=engine.reference,
            result=engine.result() if self.done else None,
        )

    def _note(self, events: Sequence[Event]) -> None:
        for event in events:
            match event:
                case Paced(word=word, rep=rep):
                    self._pace = word, rep
                case PartBegan(t_s=t_s, index=index):
                    self.began.append((t_s, index))
                    self._pace = None
                case WorkBegan():
                    self._pace = None
                case _:
                    continue

    def _play(self, sounds: Sequence[Sound]) -> None:
        for sound in sounds if self._speaker is not None else ():
            assert self._speaker
            match sound.kind:
                case SoundKind.SPEAK:
                    self._speaker.speak(sound.key)
                case SoundKind.EFFECT:
                    self._speaker.effect(sound.key)
                case SoundKind.HUSH:
                    self._speaker.hush()
                case SoundKind.CUT:
                    self._speaker.cut()
                case SoundKind.DEPTHS:
                    self._speaker.depths(sound.depths or {})
