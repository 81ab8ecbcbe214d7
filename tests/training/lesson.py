"""A whole drill as the program runs it, engine and coach together, on a virtual board and faster than real time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.balance.lowpass import LowPass
from tripod.balance.pose import Known, Pose, poses_of
from tripod.coach.phrases import every_phrase
from tripod.device.blocks import Block
from tripod.device.items import DrillCommand
from tripod.device.receiver import Receiver
from tripod.drills.format.drill import Drill
from tripod.drills.format.recorded import drill_to_record
from tripod.drills.run.event_types import Event
from tripod.force.counts_to_newtons import ForceLaw
from tripod.sound.earcons import length_s as earcon_s
from tripod.storage.schemas.drill_start import CoachingFile, DrillStartFile, OptionsFile
from tripod.training.drill_run import BoardNow, DrillRun
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario

SHORT_S, LONG_S = 0.4, 2.5


def known_lengths(language: str = "en") -> dict[str, float]:
    """One length for a word and one for a sentence: whatever the voices are, these are known."""
    return {key: SHORT_S if len(words) < 10 else LONG_S for key, words in every_phrase(language).items()}


@dataclass
class Ear:
    """A speaker that notes what it is told, and when."""

    heard: list[tuple[float, str, str]] = field(default_factory=list[tuple[float, str, str]])
    t_s: float = 0.0

    def until(self, t_s: float) -> None:
        self.t_s = t_s

    def speak(self, key: str) -> None:
        self.heard.append((self.t_s, "speak", key))

    def effect(self, key: str) -> None:
        self.heard.append((self.t_s, "effect", key))

    def hush(self) -> None:
        self.heard.append((self.t_s, "hush", ""))

    cut = hush

    def depths(self, _depths: object) -> None:
        pass


@dataclass
class Lesson:
    """What came of it."""

    run: DrillRun
    ear: Ear
    events: list[Event]
    lengths_s: dict[str, float]
    board: VirtualBoard

    def spoken(self) -> list[tuple[float, float, str]]:
        """Begin, end and key of all that was said; words begin when the earcon before them is over."""
        out: list[tuple[float, float, str]] = []
        over_s = 0.0
        for t, kind, key in self.ear.heard:
            if kind == "effect":
                over_s = max(over_s, t + earcon_s(key))
            elif kind == "speak":
                start_s = max(t, over_s)
                out.append((start_s, start_s + self.lengths_s.get(key, 1.5), key))
        return out

    def first(self, kind: str) -> Event:
        return next(e for e in self.events if e.kind == kind)

    def kinds(self) -> list[str]:
        return [e.kind for e in self.events]


Do = Callable[[Lesson, float], Sequence[tuple[DrillCommand, bool | None]]]


def lesson(
    drill: Drill,
    scenario: str,
    *,
    asks: bool = True,
    options: OptionsFile | None = None,
    language: str = "en",
    speech: bool = True,
    lengths_s: dict[str, float] | None = None,
    commands: Do | None = None,
    cut: Callable[[int], int] | None = None,
    most_s: float = 300.0,
    measured: bool = True,
    **more: Any,
) -> Lesson:
    """Do it. `commands`: what somebody does at the board meanwhile, asked each half second. `cut`: how many rows of the
    stream the n-th call has, instead of as they come."""
    made = VirtualBoard(parse_scenario(scenario))
    assert made.calibration
    lengths = known_lengths(language) if lengths_s is None else lengths_s
    start = DrillStartFile(
        drill=drill_to_record(drill),
        options=options or OptionsFile(weight_kg=75, bar_kg=60, asks=asks, waits=True),
        coaching=CoachingFile(language=language, speech=speech, lengths_s=lengths, **more),
    )
    ear = Ear()
    force, balance, lowpass = (
        ForceLaw(made.board, made.calibration),
        BalanceLaw(made.board, Feet()),
        LowPass(made.rate_hz),
    )
    run = DrillRun(
        start, BoardNow(made.board, made.rate_hz, lowpass.delay_s, poses=poses(made, measured=measured)), ear
    )  # type: ignore[arg-type]
    done, receiver = Lesson(run, ear, [], lengths, made), Receiver()
    first, now, asked = None, 0.0, 0.0
    while not run.done and now < most_s and not made.finished():
        for item in receiver.feed(b"".join(packet for _, packet in made.packets()), 0.0):
            if not isinstance(item, Block) or run.done:
                continue
            first = int(item.tick_us[0]) if first is None else first
            t = (item.tick_us - first) / 1e6
            rows = balance(lowpass(force(item)))
            at, size = 0, len(t) if cut is None else 0
            while at < len(t):
                size = len(t) if cut is None else cut(at)
                part = slice(at, at + size)
                hear(done, run.take(t[part], rows.rows(part)))
                at += size
            now = float(t[-1])
            if commands is not None and now >= asked:
                asked += 0.5
                for command, answer in commands(done, now):
                    hear(done, run.command(command, answer))
    return done


def hear(done: Lesson, events: Sequence[Event]) -> None:
    """The pupil hears what happened, too."""
    for event in events:
        done.events.append(event)
        if done.board.pupil:
            done.board.pupil.hear(event)


def poses(made: VirtualBoard, *, measured: bool) -> dict[str, Pose]:
    """Where the feet stand on a plate, as it is drawn: known by now, or not."""
    drawn = poses_of(made.board, Feet(), {}) if made.board.rigid else {}
    return {foot: replace(pose, known=Known.ROLL) if measured else pose for foot, pose in drawn.items()}
