"""A whole drill on a virtual board as it is heard: each event, and each phrase and earcon with its samples.

What a virtual pupil does goes through the decoder, the calibration, the drill, the coach and the mixer, as in the
program, only faster. For cue_timing.py and for the tests that hold sounds against events.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.balance.lowpass import LowPass
from tripod.balance.pose import poses_of
from tripod.coach.announced import announced
from tripod.coach.phrases import every_phrase, is_short, phrase
from tripod.coach.voice import voice
from tripod.device.blocks import Block
from tripod.device.receiver import Receiver
from tripod.drills.format.drill import Drill
from tripod.drills.format.recorded import drill_to_record
from tripod.drills.run.event_types import CueForm, CueGiven, Event, Paced
from tripod.force.counts_to_newtons import ForceLaw
from tripod.sound.mixer import Played
from tripod.sound.output import Render
from tripod.sound.speaker import Speaker
from tripod.sound.tone import RATE
from tripod.storage.schemas.drill_start import CoachingFile, DrillStartFile, OptionsFile
from tripod.training.drill_run import BoardNow, DrillRun
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario

Array = NDArray[np.float32]
PHASE_OF = {"down": "descent", "hold": "bottom", "up": "ascent", "tall": "lockout"}
PACER = tuple(PHASE_OF)


class Tape:
    """An output that keeps what it hears, on the board's clock."""

    why_silent, buffer_s = "", nan

    def __init__(self, *, keep: bool = True) -> None:
        self._keep, self._render, self._written = keep, None, 0
        self._pieces: list[Array] = []

    def open(self, render: Render) -> "Tape":
        """Hear this."""
        self._render = render
        return self

    def until(self, t_s: float) -> None:
        n = int(t_s * RATE) - self._written
        if n > 0 and self._render is not None:
            piece = self._render(n)
            self._written += n
            if self._keep:
                self._pieces.append(piece)

    def close(self) -> None:
        pass

    @property
    def samples(self) -> Array:
        """All so far (n, 2)."""
        return np.concatenate(self._pieces) if self._pieces else np.zeros((0, 2), np.float32)


@dataclass
class HeardDrill:
    """A drill that was done."""

    drill: Drill
    language: str
    run: DrillRun
    events: list[Event] = field(default_factory=list[Event])
    played: list[Played] = field(default_factory=list[Played])
    """By their first sample."""
    pupil_moves: list[tuple[str, float, float]] = field(default_factory=list)
    """What was really done: name, begin and end in seconds."""
    samples: Array = field(default_factory=lambda: np.zeros((0, 2), np.float32))

    @property
    def words(self) -> list[Played]:
        """What was said."""
        return [p for p in self.played if p.kind == "speak"]

    def spoken_cues(self) -> list[tuple[CueGiven, Played]]:
        """Each cue with what was heard of it."""
        left, found = list(self.words), list[tuple[CueGiven, Played]]()
        for cue in (e for e in self.events if isinstance(e, CueGiven)):
            said = next(p for p in left if p.key == self._key_of(cue) and p.start / RATE >= cue.t_s - 1e-3)
            left.remove(said)
            found.append((cue, said))
        return found

    def _key_of(self, cue: CueGiven) -> str:
        """Of a phrase of its form: what tells somebody where to lean may have the same words."""
        short = cue.form is CueForm.SHORT
        said = every_phrase(self.language).items()
        return next(k for k, words in said if words == cue.words and is_short(k) == short and k.startswith(cue.fault))

    def phase_at(self, t_s: float) -> str:
        """The phase of the paced rep at that time; "" before the first and in free reps."""
        paced = [e.word for e in self.events if isinstance(e, Paced) and e.t_s <= t_s]
        return PHASE_OF[paced[-1]] if paced else ""

    def swallowed(self) -> int:
        """How many words of the pacer were due and not said."""
        due = sum(isinstance(e, Paced) for e in self.events)
        return due - sum(p.key in PACER for p in self.words)

    def pacer_late_s(self) -> list[float]:
        """From when each word of the pacer was due to its first sample."""
        words = [p.start / RATE for p in self.words if p.key in PACER]
        due = [e.due_s for e in self.events if isinstance(e, Paced)]
        return [at - was_due for at, was_due in zip(words, due, strict=True)] if len(words) == len(due) else [nan]

    def announced(self) -> list[str]:
        """The phrases that the drill's events and the coach's cues ask for, by their keys."""
        keys: list[str] = []
        for event in self.events:
            for one in announced(event):
                words = [(one.say.text, one.foot)] if one.say is not None and not one.say.own else []
                words += [(one.word, one.foot)] if one.word else []
                found = [phrase(word, self.language, foot) for word, foot in words]
                keys += [said.key for said in found if said is not None]
            if isinstance(event, CueGiven):
                keys.append(self._key_of(event))
        return keys

    def dropped(self) -> list[str]:
        """What was to be said and was not heard."""
        return sorted((Counter(self.announced()) - Counter(p.key for p in self.words)).elements())

    def overlaps(self) -> list[tuple[Played, Played]]:
        """What was said over what was said, and earcons over words that are not ducked."""
        begin = sorted(self.played, key=lambda p: p.start)
        pairs = [(a, b) for k, a in enumerate(begin) for b in begin[k + 1 :] if b.start < a.start + a.samples]
        return [(a, b) for a, b in pairs if "speak" in (a.kind, b.kind) and not (a.ducked or b.ducked)]


def hear_drill(
    drill: Drill,
    scenario: str,
    language: str = "en",
    *,
    keep: bool = True,
    most_s: float = 1500.0,
    coaching: CoachingFile | None = None,
    answers: Sequence[bool] = (),
) -> HeardDrill:
    """Let a virtual pupil (`scenario` as after `virtual:`) do it. `keep`: whether the samples are kept."""
    made = VirtualBoard(parse_scenario(scenario))
    assert made.calibration
    force, balance = ForceLaw(made.board, made.calibration), BalanceLaw(made.board, Feet())
    lowpass, receiver, tape = LowPass(made.rate_hz), Receiver(), Tape(keep=keep)
    start = DrillStartFile(
        drill=drill_to_record(drill),
        options=OptionsFile(weight_kg=75.0, bar_kg=60.0, asks=bool(answers), waits=True),
        coaching=coaching or CoachingFile(language=language),
    )
    played: list[Played] = []
    speaker = Speaker(voice(language), 1.0, tape.open, played=played.append)
    board = BoardNow(made.board, made.rate_hz, lowpass.delay_s, drawn=poses_of(made.board, Feet(), {}))
    run = DrillRun(start, board, speaker)
    heard, first, now_s = HeardDrill(drill, language, run), None, 0.0
    while not run.done and now_s < most_s and not made.finished():
        for item in receiver.feed(b"".join(packet for _, packet in made.packets()), 0.0):
            if not isinstance(item, Block) or run.done:
                continue
            first = int(item.tick_us[0]) if first is None else first
            t_s = (item.tick_us - first) / 1e6
            now_s = float(t_s[-1])
            tape.until(float(t_s[0]))
            for event in run.take(t_s, balance(lowpass(force(item)))):
                heard.events.append(event)
                if made.pupil:
                    made.pupil.hear(event)
            tape.until(now_s)
    tape.until(max(run.coach.busy_until_s, now_s) + 0.5)
    heard.played = sorted(played, key=lambda p: p.start)
    heard.pupil_moves = list(made.pupil.moves) if made.pupil else []
    heard.samples = tape.samples
    return heard
