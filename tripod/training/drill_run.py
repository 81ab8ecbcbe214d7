"""A drill within the pipeline: engine, coach and sound fed with the same looks, and a picture of it all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from math import isfinite, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import Balance
from tripod.boards import FEET, Board
from tripod.coach.coach import Coach, Sound
from tripod.coach.memory import Memory
from tripod.coach.phrases import LANGUAGES, own_phrase
from tripod.coach.voice import samples
from tripod.drills.format.drill import Drill, Tempo
from tripod.drills.format.part import Options
from tripod.drills.format.recorded import recorded_drill
from tripod.drills.run.engine import Engine
from tripod.drills.run.event import Event, State
from tripod.drills.score.cop_target import PhaseTarget, target_from_dict, target_to_dict
from tripod.drills.score.reference import Baseline, Reference, baseline_from_dict, baseline_to_dict
from tripod.drills.score.rep import RepResult
from tripod.drills.score.result import DrillResult, Try, result_dict
from tripod.drills.seen.faults import FaultEvent
from tripod.drills.seen.look import Looks, Three
from tripod.sound.mixer import Mixer

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Coaching:
    """How the coach behaves; a recording keeps it, so that a replay says the same."""

    language: str = "en"
    tone: bool = True
    speech: bool = True
    fading: int = 0
    memory: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """`Memory.to_dict` as it was at the start."""
    own_words: bool = False
    """Whether the machine could speak a drill's own words."""


@dataclass(frozen=True)
class DrillView:
    """A drill under way, as pages show it."""

    drill: Drill
    state: State
    text: str
    kind: str
    move: str
    part: int
    parts: int
    number: int
    of: int
    feet: tuple[str, ...]
    left_s: float
    elapsed_s: float
    duration_s: float
    score: int | None
    phase: str
    reps: tuple[RepResult, ...]
    """Of the set under way, as far as they are over."""
    reps_wanted: int
    reps_seen: int
    tries: tuple[Try, ...]
    tempo: Tempo | None
    pace_until_s: float
    """Until the pacer's next word; nan where there is none."""
    feedback: bool
    """Whether anything may be shown or said about faults now."""
    pace: tuple[str, int] | None
    """The pacer's last word, and of which rep."""
    written: str
    active: tuple[FaultEvent, ...]
    question: str
    reason: str
    reference: Reference | None
    result: DrillResult | None
    """Once it is done."""


def start_values(
    drill: Drill,
    options: Options,
    coaching: Coaching,
    baseline: Baseline | None,
    target: PhaseTarget | None,
    names: Mapping[str, str],
) -> dict[str, Any]:
    """All that a drill depends on beside the samples, as plain values."""
    return {
        "drill": asdict(drill),
        "options": {k: None if isinstance(v, float) and not isfinite(v) else v for k, v in asdict(options).items()},
        "coaching": asdict(coaching),
        "baseline": baseline_to_dict(baseline) if baseline else None,
        "target": target_to_dict(target) if target else None,
        **names,
    }


def _options(values: Mapping[str, Any]) -> Options:
    """ValueError where they are none: they may come from a file that somebody edited."""
    said: dict[str, Any] = {k: nan if v is None else v for k, v in values.items()}
    found = Options(**said)
    if found.foot not in ("both", *FEET) or not all(
        isinstance(v, bool) for v in (found.convention, found.asks, found.feedback)
    ):
        raise ValueError("its options are none")
    if not all(isinstance(v, int | float) for v in (found.weight_kg, found.bar_kg)):
        raise ValueError("its masses are no numbers")
    return replace(found, weight_kg=float(found.weight_kg), bar_kg=float(found.bar_kg))


def _coaching(values: Mapping[str, Any]) -> Coaching:
    found = Coaching(**values)
    if found.language not in LANGUAGES or found.fading not in (0, 1, 2):
        raise ValueError("how the coach was set is not known")
    return found


class Training:
    """One drill, from its start values on."""

    def __init__(
        self,
        values: Mapping[str, Any],
        board: Board,
        rate_hz: float,
        filter_delay_s: float,
        unsure: Mapping[str, Three],
        mixer: Mixer | None,
        *,
        cop_earned: bool = True,
    ) -> None:
        """ValueError where `values` are none of `start_values`."""
        try:
            options, coaching = _options(values["options"]), _coaching(values["coaching"])
            kept = values.get("baseline")
            baseline = baseline_from_dict(kept) if kept else None
            aimed = values.get("target")
            target = target_from_dict(aimed) if aimed else None
            memory = Memory.from_dict(coaching.memory) if coaching.memory else Memory()
            self.drill = recorded_drill(values["drill"])
            self.calibration = str(values.get("calibration", ""))
        except (KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ValueError("a part of it is missing") from error
        if self.drill.on_one_leg and options.foot not in ("both", *board.feet):
            raise ValueError(f"this board has no {options.foot} foot")
        self._looks = Looks(rate_hz)
        self.engine = Engine(
            self.drill,
            board,
            options,
            period_s=self._looks.period_s,
            baseline=baseline,
            target=target,
            unsure=unsure,
            filter_delay_s=filter_delay_s,
            cop_earned=cop_earned,
        )
        self.coach = Coach(
            self.engine,
            memory,
            language=coaching.language,
            fading=coaching.fading,
            tone=coaching.tone,
            speech=coaching.speech,
            own_words=coaching.own_words,
        )
        self.mixer = mixer
        for words in self.drill.own_words if mixer is not None and coaching.own_words and coaching.speech else ():
            # Here, because the sound device cannot wait for it.
            for side in ("", *FEET):
                samples(own_phrase(words, coaching.language, side).key, coaching.language)
        self.baseline = baseline
        self._pace: tuple[str, int] | None = None

    def take(self, t_s: Array, balance: Balance) -> list[Event]:
        """What n samplings bring: the drill's events and the coach's."""
        told: list[Event] = []
        for moment in self._looks(t_s, balance):
            events = self.engine.take(moment)
            sounds, said = self.coach.take(moment, events)
            told += events
            told += said
            self._note(events)
            if sounds and self.mixer is not None:
                self.mixer.until(moment.t_s)
            self._play(sounds)
        return told

    def command(self, word: str, value: object) -> list[Event]:
        """See `Engine.command`."""
        return self._between(self.engine.command(word, value))

    def interrupt(self) -> list[Event]:
        """See `Engine.interrupt`."""
        return self._between(self.engine.interrupt())

    def _between(self, events: list[Event]) -> list[Event]:
        self._note(events)
        sounds, said = self.coach.hear(events[-1].t_s if events else nan, events)
        self._play(sounds)
        return [*events, *said]

    @property
    def done(self) -> bool:
        return self.engine.state is State.DONE

    def result(self) -> dict[str, Any]:
        """The drill as far as it went, with the cues."""
        return result_dict(self.engine.result()) | {"cues": [c.to_dict() for c in self.coach.cues]}

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
            feedback=engine.options.feedback and (step.feedback or step.kind not in ("hold", "reps")),
            pace=self._pace,
            written=self.coach.written,
            active=tuple(engine.active),
            question=engine.question,
            reason=engine.reason,
            reference=engine.reference,
            result=engine.result() if self.done else None,
        )

    def _note(self, events: Sequence[Event]) -> None:
        for event in events:
            if event.kind == "pace":
                self._pace = str(event.values["word"]), int(event.values["rep"])
            elif event.kind in ("part", "begin"):
                self._pace = None

    def _play(self, sounds: Sequence[Sound]) -> None:
        if self.mixer is None:
            return
        for sound in sounds:
            self._sound(self.mixer, sound.kind, sound.key, sound.depths)

    @staticmethod
    def _sound(mixer: Mixer, kind: str, key: str, depths: Mapping[tuple[str, str], float] | None) -> None:
        match kind:
            case "speak":
                mixer.speak(key)
            case "effect":
                mixer.effect(key)
            case "hush":
                mixer.hush()
            case _:
                mixer.depths(depths or {})
