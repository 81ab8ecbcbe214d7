"""Twelve weeks of three days: what the plan chooses, why, and where each pupil ends.

    python calibration/weeks.py [--weeks 12] [--days 3] [--seeds 20] [--show PUPIL] [--real DAYS]

Simulated pupils who learn at different rates, forget, have one fault that no word mends, whose back rounds, or who skip
weeks do each day that the plan has for them. They are simulated where the plan looks: as entries of the diary, from a
model of score and faults (`learners.py: Pupil.does`); `--real` has a virtual pupil do so many days on a virtual board,
through the whole program, and says whether its entries are of the same form. The table stands in README.md: *before* is
the rule that there was until now (`planned_weeks.py: before`), which knew only the last faults.
"""

import argparse
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from statistics import median

import numpy as np
from learners import LIBRARY, PUPILS
from planned_weeks import Weeks, before, date_of, trained

from tripod.device.items import DrillCommand
from tripod.drills.format.questions import QUESTIONS
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.training.answers import named, open_answers
from tripod.training.choose_drills import Why
from tripod.training.diary import Entry, read_diary
from tripod.training.drill_line import foot_line, hinge_line
from tripod.training.plan import Kind
from tripod.training.profile import Profile
from tripod.training.progress import GOOD, worth
from tripod.training.standstill import Standstill, standstills
from tripod.training.today import NAME

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


def still(found: Weeks, until: str = "") -> tuple[Standstill, ...]:
    """What the plan says at the end, or before the day of this ISO time, that the weeks before it did not change."""
    entries = [e for e in found.diary.entries if not until or e.made < until]
    lines = [line.names for line in (foot_line(LIBRARY), hinge_line(LIBRARY))]
    return standstills(entries, lines, LIBRARY, until or entries[-1].made)


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
            ", ".join(f"{what.replace('_', ' ')} ({n} of {seeds})" for what, n in _stood_still(after).items()) or "–",
            "; ".join(f"{what} ({n} of {seeds})" for what, n in bad.items()) or "–",
        ]
    ) + " |"  # fmt: skip


def _stood_still(of: Sequence[Weeks]) -> Counter[str]:
    """What the plan says on the last day that weeks did not change."""
    return Counter(what for w in of for what in {s.kind.value for s in still(w)})


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
    print("\n".join(of.said(LIBRARY) for of in still(found)))
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
        "| the last day ends with | most minutes | the plan says at the end | wrong |"
    )
    print("|---|" + "---|" * 15)
    for name in PUPILS:
        print(_row(name, args.weeks, args.days, args.seeds), flush=True)


if __name__ == "__main__":
    main()
