"""Every drill of the library as samples in each language, lined up with what happened.

    python calibration/heard_library.py [--drill NAME] [--language en] [--board pads] [--whole] [--seed 3]

Each drill is done by a virtual pupil with a habit of one foot, shortened to one try of each step (`--whole`: as it is),
through the whole pipeline to samples. Then: nothing is said over anything, nothing is dropped or swallowed, what the
log says is what sounds, the tone is on the side of the foot, all that is said is equally loud. The table stands in
README.md; the tests do a few of these.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from heard_drill import HeardDrill, hear_drill

from tripod.boards import FEET
from tripod.coach.phrases import LANGUAGES
from tripod.coach.voice import samples
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.loader import library
from tripod.drills.run.event_types import FaultEnded
from tripod.sound.tone import RATE

LOUD = 0.9
"""Gain of phrases and earcons in the mixer."""
SPREAD_DB, LATE_S = 2.0, 0.08 + 0.0126
SIDED = 9.0
"""So many times the other ear's power has the ear on the side of the foot, while nothing else sounds."""


FIRST_S = 1.5
"""Of a fault: later another foot's point may sound as well without being one, where points may get light."""


def short(drill: Drill) -> Drill:
    """The drill with each step once, and as short as a fault and a cue need."""
    return replace(drill, steps=tuple(_short(step) for step in drill.steps), progression={}, leads_on=None)


def _short(step: Step) -> Step:
    hold = {"duration_s": min(step.duration_s, 9.0), "least_s": 0.0, "most_s": 0.0} if step.kind == "hold" else {}
    rest = {"duration_s": min(step.duration_s, 12.0)} if step.kind in ("rest", "away") else {}
    reps = {"reps": 2} if step.kind == "reps" else {}
    return replace(step, times=2 if step.sides else 1, **hold, **rest, **reps)


@dataclass(frozen=True)
class Found:
    """What a drill sounds like."""

    done: bool
    dropped: int
    over: int
    """Sounds over words that are not ducked."""
    swallowed: int
    late_s: float
    spread_db: float
    peak: float
    unlike: int
    """Words that do not sound where the log says so."""
    sides: tuple[int, int]
    """Ears that were judged, and those of them that heard the tone of the other foot."""

    @property
    def wrong(self) -> list[str]:
        """What is not as it should be."""
        bad = {
            "not done": not self.done,
            "dropped": self.dropped > 0,
            "over words": self.over > 0,
            "swallowed": self.swallowed > 0,
            "late": not 0 <= self.late_s <= LATE_S,
            "loudness": self.spread_db >= SPREAD_DB,
            "clips": self.peak >= 1,
            "log": self.unlike > 0,
            "side": self.sides[1] > 0,
        }
        return [what for what, so in bad.items() if so]


def found(heard: HeardDrill) -> Found:
    """Held against what happened."""
    level_db = [10 * float(np.log10((samples(p.key, heard.language).astype(float) ** 2).mean())) for p in heard.words]
    return Found(
        heard.run.done,
        len(heard.dropped()),
        len(heard.overlaps()),
        heard.swallowed(),
        max(heard.pacer_late_s(), default=0.0),
        max(level_db, default=0.0) - min(level_db, default=0.0),
        float(np.abs(heard.samples).max()),
        _unlike(heard),
        _sides(heard),
    )


def _unlike(heard: HeardDrill) -> int:
    """By correlation of what both ears hear alike with what the log says, tone or no tone."""
    middle, unlike = heard.samples.mean(1) / LOUD, 0
    for played in heard.words:
        pcm = samples(played.key, heard.language)
        match, later = (
            float(np.dot(middle[k:][: len(pcm)], pcm) / np.dot(pcm, pcm)) for k in (played.start, played.start + 300)
        )
        unlike += abs(match - 1) > 0.05 or abs(later) >= 0.7
    return unlike


def _sides(heard: HeardDrill) -> tuple[int, int]:
    """While faults of one foot alone begin and nothing else sounds."""
    over = [e for e in heard.events if isinstance(e, FaultEnded)]
    lasts = {foot: np.zeros(len(heard.samples), bool) for foot in (*FEET, "")}
    for fault in over:
        lasts[fault.foot][int(fault.onset_s * RATE) : int((fault.onset_s + min(fault.duration_s, FIRST_S)) * RATE)] = (
            True
        )
    quiet = np.ones(len(heard.samples), bool)
    for played in heard.played:
        quiet[max(played.start - 10, 0) : played.start + played.samples + 10] = False
    judged = wrong = 0
    for k, foot in enumerate(FEET):
        alone = lasts[foot] & ~lasts[FEET[1 - k]] & ~lasts[""] & quiet
        if alone.sum() < 0.1 * RATE:
            continue
        power = (heard.samples[alone].astype(float) ** 2).mean(0)
        if power.max() < 1e-8:
            # The coach is silent in it on purpose.
            continue
        judged, wrong = judged + 1, wrong + bool(power[k] < SIDED * power[1 - k])
    return judged, wrong


def row(name: str, language: str, of: Found) -> str:
    """A row of the table."""
    sides = f"{of.sides[0] - of.sides[1]} of {of.sides[0]}" if of.sides[0] else "–"
    return (
        f"| {name} | {language} | {of.dropped} | {of.over} | {of.swallowed} | {1000 * of.late_s:.0f} |"
        f" {of.spread_db:.1f} | {of.unlike} | {sides} | {', '.join(of.wrong) or '–'} |"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 where something is not as it should be."""
    drills, _ = library()
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--drill", choices=list(drills), action="append", help="may be repeated (default all)")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="may be repeated (default all)")
    parser.add_argument("--board", default="pads")
    parser.add_argument("--whole", action="store_true", help="as it is, not shortened")
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args(argv)
    print(
        "| drill | | words dropped | over words | pacer's swallowed | after due at most, ms | RMS spread, dB |"
        " not where the log says | tone on its side | wrong |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    wrong = 0
    for name in args.drill or drills:
        board = "plate" if drills[name].only_places else args.board
        drill = drills[name] if args.whole else short(drills[name])
        for language in args.language or LANGUAGES:
            heard = hear_drill(drill, f"pupil,board={board},seed={args.seed},habit=mt1_light:right", language)
            of = found(heard)
            wrong += bool(of.wrong)
            print(row(name, language, of), flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
