"""Weeks of one learner: under the plan, and under the rule that there was before it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from learners import BOARD, BOARD_ID, LIBRARY, Pupil

from tripod.boards import FEET
from tripod.drills.format.drill import Drill
from tripod.drills.score.bands import make_baseline
from tripod.storage.schemas.diary import PlanFile
from tripod.training.choose_drills import Chosen, Why, day_of
from tripod.training.day_now import DayNow
from tripod.training.diary import Diary, with_baseline
from tripod.training.keep_drill import with_entries
from tripod.training.plan import Kind
from tripod.training.progress import POOR, fading
from tripod.training.today import NAME, today

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
