"""Simulated people who learn: what each does of a drill, as an entry of the diary, and of which kinds they are."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import exp

import numpy as np

from tripod.balance.judgement import Answer
from tripod.boards import load_board
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import library
from tripod.drills.format.questions import QUESTIONS, HingePart, bad_answers
from tripod.drills.score.judged import Judged, Untold
from tripod.drills.score.tries import GOOD_SCORE
from tripod.training.answers import named
from tripod.training.choose_drills import Chosen, Why
from tripod.training.correct import part_of
from tripod.training.diary import Entry, SwayEntry
from tripod.training.plan import Kind

BOARD = load_board("pads")
BOARD_ID = "ab" * 8
LIBRARY, _ = library()
HARD: Mapping[str, float] = {
    "quiet-stance": 0.0, "find-your-tripod": 0.0, "tripod-hold": 0.15, "one-leg-hold": 0.3, "busy-toes": 0.3,
    "to-and-fro": 0.35, "posterior-shift": 0.1, "paced-hinge": 0.3, "hinge-reps": 0.45, "deadlift-reps": 0.6,
}  # fmt: skip
"""How hard each drill is at its start, in the unit of skill; others 0.2."""
HARDER_BY_LEVEL = 0.03
CANNOT = Judged(Answer.CANNOT_TELL, Untold.NOT_SCORED)
NOISE = 4.0
"""SD of a score from day to day."""


@dataclass
class Pupil:
    """Somebody who learns. Skills go from 0 (nothing) to 1 (all of the library)."""

    name: str
    wants: str
    """Where a coach would want them to end; see `WANTS`."""
    foot: float = 0.0
    hips: float = 0.0
    learns: float = 0.03
    """Of what is missing to 1, with each drill."""
    most: float = 1.0
    """Skill is never more."""
    forgets: float = 0.0
    """Of the skill, with each day without training."""
    fault: str = ""
    """That no word mends,"""
    fault_mends: float = 0.0
    """except by work of its own: this part of it with each time."""
    seen: str = ""
    """What somebody sees in hinges (`QUESTIONS`),"""
    seen_mends: float = 0.0
    """mended by work of its own in the same way."""
    split_helps: bool = True
    """What is said to the half split's own question."""
    looks: bool = True
    """Somebody is there to answer questions."""
    skips: tuple[int, ...] = ()
    """Weeks without training."""
    scored: bool = True
    """The board can tell."""
    has: float = 1.0
    """How much of the fault, or of what is seen, is left."""

    drops_in: int = 0
    """The week in which half of what was learnt is lost."""

    def does(self, one: Chosen, made: str, day: int, kind: str, faded: int, rng: np.random.Generator) -> Entry:
        """A drill of a day, as the diary keeps it."""
        drill = LIBRARY[one.drill]
        hips = drill.has_reps
        part = HingePart.PELVIS_ON_FEMUR if hips else HingePart.ACTIVE_FOOT
        entry = Entry(
            made, drill.name, BOARD.name, BOARD_ID, None, (), {}, simulated=True, feedback=kind != Kind.RETENTION,
            level=one.level, fading=faded, day=day, kind=kind, against=one.mends,
        )  # fmt: skip
        if not any(step.kind in ("hold", "reps") for step in drill.steps):
            return self._works(one, entry)
        answers = {name: self._answers(name) for name in QUESTIONS if _asks(drill, name)}
        if answers.get("back_keeps_shape", True) is not True:
            return replace(entry, answers={"back_keeps_shape": answers["back_keeps_shape"]}, reason="no lift")
        if not self.scored:
            return replace(entry, answers=answers, reason="the board cannot tell", judged=CANNOT)
        if drill.measures_sway:
            return replace(entry, sway=SwayEntry())
        skill = self.hips if hips else self.foot
        over = skill - HARD.get(drill.name, 0.2) - HARDER_BY_LEVEL * one.level + 0.1
        stuck = self.fault if self.fault and part_of(self.fault, moving=hips) is part else ""
        score = 100 / (1 + exp(-9 * over)) - 45 * self.has * bool(stuck) + NOISE * float(rng.normal())
        score = int(np.clip(round(score), 0, 100))
        faults = Counter({"mt1_light": int(rng.poisson((100 - score) / 20))} if rng.random() < 0.7 else {})
        faults[stuck] += int(rng.poisson(4 * self.has)) if stuck else 0
        found = {f: n for f, n in faults.items() if f and n}
        spoken = {f: n for f, n in found.items() if f == stuck and entry.feedback and drill.coached}
        better = self.learns * (0.5 if kind == Kind.LIGHTER else 1.0)
        if hips:
            self.hips += better * (self.most - self.hips)
        else:
            self.foot += better * (self.most - self.foot)
        # What is learnt of the foot stands under the hinge as well.
        self.hips += 0.3 * better * (self.most - self.hips)
        if self.seen and one.against == self.seen and one.why is Why.WORK:
            self.has *= 1 - self.seen_mends
        return replace(
            entry, score=score, scores=(score,), faults=found, unmended=spoken, answers=answers,
            sides={"right": sum(found.values())} if found else {}, judged=_judged(score, found, answers),
        )  # fmt: skip

    def rests(self, days: int) -> None:
        """So many days without training."""
        self.foot *= (1 - self.forgets) ** days
        self.hips *= (1 - self.forgets) ** days

    def _works(self, one: Chosen, entry: Entry) -> Entry:
        answers: dict[str, bool | None] = {}
        if one.drill == "half-split":
            answers["rounds_before_hips_stop"] = self.split_helps if self.looks else None
            if not (self.split_helps and self.looks):
                return replace(entry, answers=answers)
        mends = self.seen_mends if one.against == self.seen else self.fault_mends
        if one.against in (self.seen, self.fault):
            self.has *= 1 - mends
        return replace(entry, answers=answers)

    def _answers(self, name: str) -> bool | None:
        if not self.looks:
            return None
        good = QUESTIONS[name].good
        return (not good) if name == self.seen and self.has > 0.35 else good


def _judged(score: int, faults: Mapping[str, int], answers: Mapping[str, bool | None]) -> Judged:
    """As a board answers that could tell a fault of each point."""
    if faults or score < GOOD_SCORE or bad_answers(answers):
        return Judged(Answer.OFF)
    return Judged(Answer.CANNOT_TELL, Untold.UNANSWERED) if None in answers.values() else Judged(Answer.GOOD)


def _asks(drill: Drill, name: str) -> bool:
    return any(named(q) == name for s in drill.steps for q in s.questions)


PUPILS: Mapping[str, Callable[[], Pupil]] = {
    "perfect": lambda: Pupil("perfect", "lifts", foot=1.0, hips=1.0, learns=0.0),
    "quick": lambda: Pupil("quick", "lifts", foot=0.3, hips=0.3, learns=0.09),
    "usual": lambda: Pupil("usual", "lifts", learns=0.05),
    "slow": lambda: Pupil("slow", "hinges", learns=0.02),
    "learns nothing": lambda: Pupil("learns nothing", "easier", foot=-0.1, hips=-0.1, learns=0.0),
    "forgets": lambda: Pupil("forgets", "hinges", learns=0.07, forgets=0.01),
    "weak hips": lambda: Pupil("weak hips", "lifts", foot=0.6, hips=0.0, learns=0.05),
    "weak feet": lambda: Pupil("weak feet", "hinges", foot=-0.1, hips=0.3, learns=0.05),
    "MT1 light, nothing mends it": lambda: Pupil("", "work, no bar", fault="mt1_light", learns=0.05),
    "MT1 light, hero pose mends it": lambda: Pupil("", "work, hinges", fault="mt1_light", fault_mends=0.4, learns=0.05),
    "heel light in hinges, half split mends it": lambda: Pupil(
        "", "work, hinges", fault="heel_light", fault_mends=0.4, learns=0.05
    ),
    "heel light in hinges, not the thigh": lambda: Pupil(
        "", "work", fault="heel_light", split_helps=False, learns=0.05
    ),
    "back rounds, half split mends it": lambda: Pupil(
        "", "work, then lifts", seen="back_rounded", seen_mends=0.3, learns=0.06
    ),
    "back rounds, for good": lambda: Pupil("", "work, no bar while seen", seen="back_rounded", learns=0.06),
    "knees turn, part-hinge mends it": lambda: Pupil(
        "", "work, then lifts", seen="knees_turned", seen_mends=0.3, learns=0.06
    ),
    "back gives way under the bar": lambda: Pupil(
        "", "work, no bar while seen", foot=0.6, hips=0.6, seen="back_keeps_shape", learns=0.06
    ),
    "nobody looks": lambda: Pupil("nobody looks", "hinges", looks=False, learns=0.05),
    "skips weeks 4, 5 and 9": lambda: Pupil("", "hinges", learns=0.06, forgets=0.004, skips=(4, 5, 9)),
    "loses half in week 7": lambda: Pupil("", "hinges", learns=0.06, drops_in=7),
    "board cannot tell": lambda: Pupil("", "assessed", scored=False),
}
