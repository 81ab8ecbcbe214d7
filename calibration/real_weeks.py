"""Four weeks of three days through the whole program: a real session, real files, a virtual pupil on a virtual board.

    python calibration/real_weeks.py [--pupil NAME] [--weeks 4] [--days 3] [--keep FOLDER] [--short]

What weeks.py simulates where the plan looks is done here frame by frame: each day *Today* is begun as a person begins
it, its questions are answered, the diary is read and written on disk. `learns`: a habit that grows smaller with each
day. `forgets`: half of it has gone by the second week, and all of it is back in the third. `deaf`: no word mends it.
Each row is a day: what was announced aloud, what was done and why, and what was owed before and after it. Simulated,
and slow: some 15 s of a core a day; --short has drills of the same names and order with a try or two each. With --keep,
days that were walked before are not walked again.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tripod.coach.coach import Sound, SoundKind
from tripod.coach.fading import FADE
from tripod.device.items import DrillCommand
from tripod.drills.format.questions import QUESTIONS
from tripod.drills.run.event_types import CueGiven, Event
from tripod.drills.run.now import Now
from tripod.drills.seen.look import Look
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.storage.places import diary_path
from tripod.storage.settings import own_drills
from tripod.training.answers import named
from tripod.training.choose_drills import Chosen
from tripod.training.diary import Entry, read_diary
from tripod.training.drill_run import DrillRun
from tripod.training.plan import Kind
from tripod.training.profile import Profile
from tripod.training.today import NAME

TOLD = ("retention", "lighter", *FADE)
SIZES: Mapping[str, Callable[[int], float]] = {
    "learns": lambda n: max(1.1 - 0.12 * n, 0.0),
    "forgets": lambda n: (1.0, 0.9, 0.8, 0.6, 0.5, 0.4, 1.0, 1.0, 0.9, 0.8, 0.6, 0.5)[min(n, 11)],
    "deaf": lambda _: 1.0,
}
"""How large the habit is on the n-th day of training, from 0 on."""


_HOLD = 'kind = "hold"\ntext = "Stand."\nsay = "hold_tripod"\nduration_s = 12'
_HINGE = """kind = "reps"
text = "Hinge."
say = "paced_hinge"
reps = 2
depth_mm = 25
tempo = { descent_s = 2, bottom_s = 1, ascent_s = 2, top_s = 1 }"""
_AWAY = 'kind = "away"\ntext = "Kneel."\nsay = "hero_pose"\nduration_s = 5'
SHORT: Mapping[str, tuple[str, str]] = {
    "quiet-stance": (_HOLD + '\nmeasures = "sway"\neyes = "open"\nfeedback = false', ""),
    "find-your-tripod": (_HOLD, "tripod-hold"), "tripod-hold": (_HOLD, "busy-toes"), "busy-toes": (_HOLD, "to-and-fro"),
    "one-leg-hold": (_HOLD, "to-and-fro"), "to-and-fro": (_HOLD, "posterior-shift"),
    "posterior-shift": (_HINGE, "paced-hinge"), "paced-hinge": (_HINGE, "hinge-reps"),
    "hinge-reps": (_HINGE, "deadlift-reps"), "hero-pose": (_AWAY, ""),
    "half-split": (_AWAY, ""),
}  # fmt: skip
"""Name -> the one step, and the harder drill."""


def shorten() -> None:
    """Put short drills among the person's own, in place of the library's of the same names."""
    own_drills().mkdir(parents=True, exist_ok=True)
    for order, (name, (step, harder)) in enumerate(SHORT.items()):
        head = f'schema = 1\norder = {order}\ntitle = "{name}"\ntrains = "Short."\ncorrects = ["mt1_light"]\n'
        head += f'harder = "{harder}"\n' if harder else ""
        (own_drills() / f"{name}.toml").write_text(f"{head}\n[[step]]\n{step}\n", encoding="utf-8")


@dataclass(frozen=True)
class RealDay:
    """What came of one day."""

    made: str
    kind: Kind
    announced: tuple[str, ...]
    """What the coach said of the day, by the names of its phrases."""
    chosen: tuple[Chosen, ...]
    entries: tuple[Entry, ...]
    owed_before: tuple[str, ...]
    owed_after: tuple[str, ...]

    def __str__(self) -> str:
        scores = {e.drill: e for e in self.entries}
        did = ", ".join(
            f"{c.drill}@{c.level} {_score(scores.get(c.drill))} ({c.why.value}{' ' + c.against if c.against else ''})"
            for c in self.chosen
        )
        cells = (
            self.made[:10], self.kind.value or "train", ", ".join(self.announced) or "–", did,
            ", ".join(self.owed_before) or "–", ", ".join(self.owed_after) or "–",
        )  # fmt: skip
        return f"| {' | '.join(cells)} |"


def _score(entry: Entry | None) -> str:
    return "left out" if entry is None else "done" if entry.score is None else f"{entry.score}"


def real_day(made: str, scenario: str, *, deaf: bool = False) -> RealDay:
    """A day of a virtual pupil (`scenario` as after `virtual:`) with the files that there are; somebody watches and
    finds everything good. `made`: ISO time. `deaf`: no word mends anything."""
    session = Session(
        open_source(f"virtual:{scenario}", clock=fast_clock()),
        profile=Profile(weight_kg=75.0, volume=0.0),
        wall=lambda: np.datetime64(made[:19]).astype(object),
    )
    if deaf:
        _deafen(session)
    before = read_diary(diary_path())
    try:
        while session.pipeline.setup is None and session.step():
            pass
        session.start_drill(NAME, asks=True)
        day = session.drilling.choice.day
        assert day is not None
        assert session.drilling.run is not None
        heard = _overhear(session.drilling.run)
        while session.step() and not (session.drilling.run and session.drilling.run.done):
            question = session.drilling.run.engine.question if session.drilling.run else ""
            if question:
                name = named(question)
                session.tell_drill(DrillCommand.ANSWER, QUESTIONS[name].good if name else None)
    finally:
        session.close()
    after = read_diary(diary_path())
    entries = after.entries[len(before.entries) :]
    aloud = tuple(name for name in TOLD if name in heard)
    return RealDay(made, day.day.place.kind, aloud, day.done, entries, tuple(before.owed), tuple(after.owed))


def _overhear(run: DrillRun) -> set[str]:
    """The names of what the coach says aloud from now on."""
    heard, take = set[str](), run.coach.take

    def listen(look: Look, events: Sequence[Event], now: Now) -> tuple[list[Sound], list[Event]]:
        sounds, said = take(look, events, now)
        heard.update(of.key for of in sounds if of.kind is SoundKind.SPEAK)
        return sounds, said

    vars(run.coach)["take"] = listen
    return heard


def _deafen(session: Session) -> None:
    """The pupil hears everything but cues."""
    pupil = session.source.pupil
    assert pupil is not None
    hear = pupil.hear

    def all_but_cues(event: Event) -> None:
        if not isinstance(event, CueGiven):
            hear(event)

    vars(pupil)["hear"] = all_but_cues


def dates(weeks: int, days: int) -> Iterator[str]:
    """ISO times of so many days of each week."""
    for day in (7 * week + (d * 7) // days for week in range(weeks) for d in range(days)):
        yield f"{np.datetime64('2026-01-05') + np.timedelta64(day, 'D')}T18:00:00+00:00"


def walked(name: str, weeks: int, days: int, folder: Path, *, short: bool, board: str = "pads") -> Iterator[RealDay]:
    """The days of one pupil, in files below `folder`; those that its diary has already are passed over."""
    os.environ |= {f"XDG_{of}_HOME": str(folder) for of in ("DATA", "CACHE", "CONFIG", "STATE")}
    if short:
        shorten()
    done = {entry.made[:10] for entry in read_diary(diary_path()).entries}
    for n, made in enumerate(dates(weeks, days)):
        if made[:10] not in done:
            size = SIZES[name](n)
            # The seed is also the board's: with another it would be another board, and be assessed anew.
            scenario = f"pupil,board={board},seed=3,habit=mt1_light:right,size={size:g}"
            yield real_day(made, scenario, deaf=name == "deaf")


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pupil", choices=tuple(SIZES), action="append", help="may be repeated (default all)")
    parser.add_argument("--weeks", type=int, default=4)
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the files of each pupil stay")
    parser.add_argument("--short", action="store_true", help="with short drills, so that a day takes seconds")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as aside:
        for name in args.pupil or SIZES:
            folder = (args.keep or Path(aside)) / name
            folder.mkdir(parents=True, exist_ok=True)
            print(f"\n{name} (simulated):\n")
            print("| day | kind | announced | done: drill@level, score (why) | owed before | owed after |")
            print("|---|---|---|---|---|---|")
            for day in walked(name, args.weeks, args.days, folder, short=args.short):
                print(day, flush=True)


if __name__ == "__main__":
    main()
