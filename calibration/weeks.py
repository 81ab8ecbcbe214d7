"""Twelve weeks of three days: what the plan chooses, why, and where each pupil ends.

    python calibration/weeks.py [--weeks 12] [--days 3] [--seeds 20] [--show PUPIL] [--real DAYS]

Simulated pupils who learn at different rates, forget, have one fault that no word mends, whose back rounds, or who skip
weeks do each day that the plan has for them. They are simulated where the plan looks: as entries of the diary, from a
model of score and faults (`Pupil.does`); `--real` has a virtual pupil do so many days on a virtual board, through the
whole program, and says whether its entries are of the same form. The table stands in README.md: *before* is the rule
that there was until now (`before`), which knew only the last faults.
"""

import argparse
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise
from math import exp
from pathlib import Path
from statistics import median

import numpy as np

from tripod.boards import FEET, load_board
from tripod.device.items import DrillCommand
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import library
from tripod.drills.format.questions import QUESTIONS, HingePart
from tripod.drills.score.reference import make_baseline
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.storage.schemas.diary import PlanFile
from tripod.training.choose import Chosen, Why, day_of
from tripod.training.correct import part_of
from tripod.training.day_now import DayNow
from tripod.training.diary import Diary, Entry, SwayEntry, read_diary, with_baseline
from tripod.training.keep_drill import with_entries
from tripod.training.plan import Kind
from tripod.training.profile import Profile
from tripod.training.progress import GOOD, POOR, fading, worth
from tripod.training.seen import named, open_answers
from tripod.training.today import NAME, today

BOARD = load_board("pads")
BOARD_ID = "ab" * 8
LIBRARY, _ = library()
HARD: Mapping[str, float] = {
    "quiet-stance": 0.0, "find-your-tripod": 0.0, "tripod-hold": 0.15, "one-leg-hold": 0.3, "busy-toes": 0.3,
    "to-and-fro": 0.35, "posterior-shift": 0.1, "paced-hinge": 0.3, "hinge-reps": 0.45, "deadlift-reps": 0.6,
}  # fmt: skip
"""How hard each drill is at its start, in the unit of skill; others 0.2."""
HARDER_BY_LEVEL = 0.03
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
            return replace(entry, answers=answers, reason="the board cannot tell")
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
            sides={"right": sum(found.values())} if found else {},
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


def _asks(drill: Drill, name: str) -> bool:
    return any(named(q) == name for s in drill.steps for q in s.questions)


WITH_REASON = (Why.AGAIN, Why.STAYED, Why.ASSESS_QUIET, Why.ASSESS_FOOT, Why.ASSESS_HINGE)


@dataclass
class Weeks:
    """What came of it."""

    pupil: Pupil
    diary: Diary = field(default_factory=Diary)
    days: list[tuple[str, Kind, tuple[Chosen, ...]]] = field(default_factory=list[tuple[str, Kind, tuple[Chosen, ...]]])
    minutes: list[float] = field(default_factory=list[float])
    silent: int = 0
    """The longest row of days on which the coach said nothing about faults at all."""
    said: list[str] = field(default_factory=list[str])

    def names(self) -> list[list[str]]:
        """The drills of each day."""
        return [[c.drill for c in chosen] for _, _, chosen in self.days]

    def longest_run(self) -> int:
        """Most days in a row with one drill on the board. A day on which it was owed, assessed, or shows what stayed
        has its reason: it neither counts nor ends the row."""
        best = 0
        for name in (n for n, d in LIBRARY.items() if d.on_board):
            run = 0
            for _, _, chosen in self.days:
                why = next((c.why for c in chosen if c.drill == name), None)
                run = 0 if why is None else run + (why not in WITH_REASON)
                best = max(best, run)
        return best

    def most_alike(self) -> int:
        """Most days in a row with just the same drills, but for days that assess until something is scored."""
        best = run = 1
        names = [[c.drill for c in chosen] for _, kind, chosen in self.days if kind is not Kind.ASSESS]
        for before, now in pairwise(names):
            run = run + 1 if before == now else 1
            best = max(best, run)
        return best

    def count(self, *whys: Why) -> int:
        return sum(c.why in whys for _, _, chosen in self.days for c in chosen)


def date_of(day: int) -> str:
    """ISO time of a day from 0 on."""
    return f"{np.datetime64('2026-01-05') + np.timedelta64(day, 'D')}T18:00:00+00:00"


def training_days(pupil: Pupil, weeks: int, days: int) -> Iterator[int]:
    """Days on which somebody trains."""
    for week in range(weeks):
        if week + 1 not in pupil.skips:
            yield from (7 * week + (d * 7) // days for d in range(days))


def trained(pupil: Pupil, weeks: int, days: int, seed: int, may_lift: bool = True) -> Weeks:
    """All the weeks of one pupil under the plan."""
    rng, found, last = np.random.default_rng(seed), Weeks(pupil), 0
    found.diary = Diary(plan=PlanFile(days_a_week=days))
    silent = 0
    for day in training_days(pupil, weeks, days):
        pupil.rests(max(day - last - 1, 0))
        if pupil.drops_in and last // 7 + 1 < pupil.drops_in <= day // 7 + 1:
            pupil.foot, pupil.hips = pupil.foot / 2, pupil.hips / 2
        last, made = day, date_of(day)
        chosen = day_of(found.diary, LIBRARY, BOARD, BOARD_ID, made, lambda d: may_lift or not d.has_bar)
        fitting = today(chosen, found.diary, LIBRARY, BOARD, BOARD_ID)
        now = DayNow(chosen, fitting, LIBRARY)
        faded = {s.drill: s.fading for s in fitting.drill.sections}
        kind = chosen.place.kind
        entries = [pupil.does(one, made, chosen.place.number, kind.value, faded[one.drill], rng) for one in now.done]
        found.diary, _, said = with_entries(found.diary, entries, LIBRARY, set())
        if any(e.drill == "find-your-tripod" and (e.score or 0) >= POOR for e in entries):
            shares = dict.fromkeys(FEET, (0.55, 0.27, 0.18))
            found.diary = with_baseline(found.diary, make_baseline([shares] * 3, BOARD_ID, "user", made[:10]))
        found.said += said
        found.days.append((made, kind, now.done))
        found.minutes.append(fitting.length_s / 60)
        quiet = kind is Kind.RETENTION or all(faded[c.drill] == 2 for c in now.done if LIBRARY[c.drill].on_board)
        silent = silent + 1 if quiet else 0
        found.silent = max(found.silent, silent)
    return found


# -- before -------------------------------------------------------------------------------------------------------


def before(pupil: Pupil, weeks: int, days: int, seed: int) -> Weeks:
    """The same pupil under the rule that there was: two short drills against the faults of the last six entries; what
    was done today was kept as *today* alone, so that no drill of it ever grew, and the coach faded by its score."""
    rng, found, last, silent = np.random.default_rng(seed), Weeks(pupil), 0, 0
    short = [
        d
        for d in LIBRARY.values()
        if d.on_board and not d.has_bar and d.coached and d.feet == "both" and _length_before(d) <= 130
    ]
    for day in training_days(pupil, weeks, days):
        pupil.rests(max(day - last - 1, 0))
        if pupil.drops_in and last // 7 + 1 < pupil.drops_in <= day // 7 + 1:
            pupil.foot, pupil.hips = pupil.foot / 2, pupil.hips / 2
        last, made = day, date_of(day)
        recent = found.diary.entries[-6:]
        faults = Counter(f for e in recent for f, n in e.faults.items() for _ in range(n))
        chosen = sorted(short, key=lambda d: (-sum(faults[f] for f in d.corrects if f in BOARD.claims.faults), d.order))
        if not recent:
            chosen = [LIBRARY["find-your-tripod"], LIBRARY["tripod-hold"]]
        faded = fading([e for e in found.diary.entries if e.score is not None])
        did = [Chosen(d.name, Why.FAULT) for d in chosen[:2]]
        entries = [pupil.does(one, made, 1, "", faded, rng) for one in did]
        scores = [e.score for e in entries if e.score is not None]
        all_faults = Counter(f for e in entries for f, n in e.faults.items() for _ in range(n))
        whole = replace(entries[0], drill=NAME, faults=all_faults, level=0, unmended={}, answers={})
        whole = replace(whole, score=round(sum(scores) / len(scores)) if scores else None)
        found.diary = replace(found.diary, entries=(*found.diary.entries, whole))
        found.days.append((made, Kind.TRAIN, tuple(did)))
        silent = silent + 1 if faded == 2 else 0
        found.silent = max(found.silent, silent)
    return found


def _length_before(drill: Drill) -> float:
    both = tuple(s for s in drill.steps if s.kind in ("say", "hold", "reps") and drill.feet_of(s) == "both")
    return replace(drill, steps=both).length_s


# -- where a coach would want somebody to end ---------------------------------------------------------------------


def _ends(found: Weeks) -> tuple[str, int]:
    """The hinge with which the last day of training ended, and its level."""
    last = next(chosen[-1] for _, kind, chosen in reversed(found.days) if kind in (Kind.TRAIN, Kind.RETENTION))
    return last.drill, last.level


def _best(found: Weeks, name: str) -> int:
    scores = [worth(e) for e in found.diary.entries if e.drill == name and e.score is not None]
    return max(scores[-8:], default=0)


def hinges(found: Weeks) -> bool:
    """Whole hinges are reached, at the end of days, and done well."""
    whole = ("paced-hinge", "hinge-reps", "deadlift-reps")
    return (
        any(c.drill in whole for _, _, of in found.days[-6:] for c in of)
        and max(_best(found, n) for n in whole) >= GOOD
    )


def lifts(found: Weeks) -> bool:
    """The bar is reached."""
    return any(c.drill == "deadlift-reps" for _, _, of in found.days for c in of)


def never_lifts_while_seen(found: Weeks) -> bool:
    """No bar on a day that began with something seen that was not good."""
    for n, entry in enumerate(found.diary.entries):
        if entry.drill == "deadlift-reps" and entry.score is not None:
            earlier = [e.answers for e in found.diary.entries[:n] if e.made < entry.made]
            if set(open_answers(earlier)) - {"back_keeps_shape"}:
                return False
    return True


def corrected(found: Weeks) -> bool:
    """Work of its own came, and the same drill again."""
    return found.count(Why.WORK) >= 2 and found.count(Why.AGAIN) >= 2


def not_stuck(found: Weeks) -> bool:
    """Not the same day after day, and no drill longer than three days running without a reason."""
    return found.most_alike() <= 2 and found.longest_run() <= 3


WANTS: Mapping[str, tuple[Callable[[Weeks], bool], ...]] = {
    "lifts": (hinges, lifts),
    "hinges": (hinges,),
    "easier": (lambda w: not lifts(w), lambda w: w.count(Why.HINGE, Why.HINGE_VARIETY, Why.HINGE_SEEN) > 0),
    "work, hinges": (corrected, hinges),
    "work, no bar": (corrected, hinges, lambda w: not lifts(w)),
    "work": (corrected, lambda w: w.count(Why.WORK) <= 12),
    "work, no bar while seen": (corrected, never_lifts_while_seen),
    "work, then lifts": (corrected, never_lifts_while_seen, hinges, lifts),
    "assessed": (lambda w: len(w.days) > 0,),
}
"""Where each has to end, beside never standing still (`not_stuck`)."""

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


def wrong(found: Weeks) -> list[str]:
    """What a coach would not want."""
    checks = (not_stuck, *WANTS[found.pupil.wants])
    return [
        check.__name__.replace("_", " ").replace("<lambda>", found.pupil.wants) for check in checks if not check(found)
    ]


def _row(name: str, weeks: int, days: int, seeds: int) -> str:
    make = PUPILS[name]
    after = [trained(make(), weeks, days, seed) for seed in range(seeds)]
    old = [before(make(), weeks, days, seed) for seed in range(seeds)]

    def mid(of: Sequence[Weeks], what: Callable[[Weeks], float]) -> str:
        return f"{median(what(w) for w in of):.0f}"

    def cells(of: Sequence[Weeks]) -> list[str]:
        kinds = mid(of, lambda w: len({c.drill for _, _, chosen in w.days for c in chosen}))
        runs = f"{max(w.most_alike() for w in of)}"
        silent = f"{max(w.silent for w in of)}"
        hinged = mid(of, lambda w: 100 * sum(any(LIBRARY[n].has_reps for n in d) for d in w.names()) / len(w.days))
        return [kinds, runs, silent, hinged]

    ends = Counter(_ends(w)[0] for w in after)
    bad = Counter(what for w in after for what in wrong(w))
    return " | ".join(
        [
            f"| {name}",
            *cells(old),
            *cells(after),
            f"{max(w.longest_run() for w in after)}",
            mid(after, lambda w: w.count(Why.WORK)),
            f"{mid(after, lambda w: sum(k is Kind.LIGHTER for _, k, _ in w.days))}",
            ", ".join(f"{n} of {seeds}: {drill}" for drill, n in ends.most_common(2)),
            f"{max(max(w.minutes) for w in after):.1f}",
            "; ".join(f"{what} ({n} of {seeds})" for what, n in bad.items()) or "–",
        ]
    ) + " |"  # fmt: skip


def _show(name: str, weeks: int, days: int, seed: int) -> None:
    found = trained(PUPILS[name](), weeks, days, seed)
    by_day = {made: [e for e in found.diary.entries if e.made == made] for made, _, _ in found.days}
    for made, kind, chosen in found.days:
        scores = {e.drill: e for e in by_day[made]}
        said = ", ".join(
            f"{c.drill}@{c.level} {scores[c.drill].score} [{c.why.value}{' ' + c.against if c.against else ''}]"
            for c in chosen
        )
        print(f"{made[:10]} {kind.value or 'train':9} {said}")
    print("\n".join(dict.fromkeys(found.said)))
    print("wrong:", wrong(found) or "nothing")


# -- through the whole program ------------------------------------------------------------------------------------


def real_days(days: int, folder: Path, scenario: str = "pupil,board=pads,seed=3,habit=mt1_light") -> list[Entry]:
    """Days of a virtual pupil on a virtual board, through the whole program, two days apart; somebody watches and finds
    everything good. What is kept lies in `folder`."""
    os.environ |= {f"XDG_{of}_HOME": str(folder) for of in ("DATA", "CACHE", "CONFIG", "STATE")}
    for day in range(days):
        session = Session(
            open_source(f"virtual:{scenario}", clock=fast_clock()),
            profile=Profile(weight_kg=75.0, volume=0.0),
            wall=lambda day=day: np.datetime64(date_of(2 * day)[:19]).astype(object),
        )
        try:
            while session.pipeline.setup is None and session.step():
                pass
            session.start_drill(NAME, asks=True)
            while session.step() and not (session.drilling.run and session.drilling.run.done):
                question = session.drilling.run.engine.question if session.drilling.run else ""
                if question:
                    name = named(question)
                    session.tell_drill(DrillCommand.ANSWER, QUESTIONS[name].good if name else None)
        finally:
            session.close()
    (diary,) = folder.rglob("diary.json")
    return list(read_diary(diary).entries)


def unlike(real: Sequence[Entry], simulated: Sequence[Entry]) -> list[str]:
    """What of a real entry the simulated ones never have, or the other way; of which neither the plan nor progress may
    then make anything."""
    found = list[str]()
    for of in fields(Entry):
        filled = [any(getattr(e, of.name) not in ("", 0, (), {}, None) for e in es) for es in (real, simulated)]
        if filled[0] != filled[1]:
            found.append(of.name)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--show", choices=tuple(PUPILS))
    parser.add_argument("--real", type=int, default=0, metavar="DAYS")
    args = parser.parse_args()
    if args.show:
        _show(args.show, args.weeks, args.days, 0)
        return
    if args.real:
        with tempfile.TemporaryDirectory() as folder:
            real = real_days(args.real, Path(folder))
        for e in real:
            print(
                e.made[:10],
                e.drill,
                e.level,
                e.kind or "train",
                e.score,
                dict(e.faults),
                dict(e.unmended),
                e.against,
                e.reason,
            )
        simulated = [e for make in PUPILS.values() for e in trained(make(), 2, 3, 0).diary.entries]
        print(
            "fields that are filled in one and never in the other:",
            ", ".join(unlike(real, simulated)) or "none",
        )
        return
    print(
        "| pupil | before: drills | same days running | silent days running | days with reps, % "
        "| after: drills | same | silent | with reps, % | one drill running | rounds of work | lighter days "
        "| the last day ends with | most minutes | wrong |"
    )
    print("|---|" + "---|" * 14)
    for name in PUPILS:
        print(_row(name, args.weeks, args.days, args.seeds), flush=True)


if __name__ == "__main__":
    main()
