"""Finds where weeks of training changed nothing, so that the plan says so instead of going on for ever.

Four kinds, each with what was tried and what a person should do:

- *nothing moved*: for `LONG_WEEKS` no drill scores better than at first by more than the person's own repeats differ
  (`compared`), none is done well, and neither line of drills nor a level was led on (`drill_line`, `progress`);
- *a fault stays*: for `FAULT_WEEKS` it comes in at least half of the tries of the drills that have it, now as at first,
  although the coach spoke to it;
- *seen stays*: the same of what somebody sees and no board;
- *nothing told*: for `FAULT_WEEKS` no try of a drill with a score could be judged on this board.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from tripod.analysis.own_change import Told
from tripod.drills.format.drill import Drill
from tripod.drills.format.questions import stopping_answers
from tripod.sentences import sentence
from tripod.training.alike import Group, Sitting, sittings_like
from tripod.training.compared import FIRST, compared
from tripod.training.correct import PART_HINGES, UNMENDED, plain, rounds_of
from tripod.training.dates import days_between, lately
from tripod.training.diary import Entry
from tripod.training.drill_title import drill_title
from tripod.training.progress import GOOD, counts, decides, worth

LONG_WEEKS, FAULT_WEEKS = 12, 4
WEEK = 7
LEAST_SITTINGS = 2 * FIRST
"""Of one drill, alike, before it is said that it did not move: the first ones, and as many since."""
LEAST_TRIES = 3
"""Of the drills in which a fault comes, in each half of its weeks."""


class Stands(StrEnum):
    """What stands still."""

    NOTHING_MOVED = "nothing_moved"
    FAULT_STAYS = "fault_stays"
    SEEN_STAYS = "seen_stays"
    NOTHING_TOLD = "nothing_told"


@dataclass(frozen=True)
class Unmoved:
    """A drill that scores as it did."""

    drill: str
    sittings: int
    before: float
    """Mean score of the first `FIRST`."""
    now: float
    """Of the last `FIRST`."""
    told: Told
    """What may be said of the newest against the first ones; never that it is better."""


@dataclass(frozen=True)
class Standstill:
    """One thing that weeks did not change."""

    kind: Stands
    weeks: int
    tried: tuple[str, ...]
    """Names of drills, most often done first."""
    another: str = ""
    """A drill that was not done in these weeks and is meant for it; "" where there is none."""
    unmoved: tuple[Unmoved, ...] = ()
    fault: str = ""
    """Or the name of what somebody saw."""
    of_first: tuple[int, int] = (0, 0)
    """In how many of how many tries it came in the first half of these weeks."""
    of_last: tuple[int, int] = (0, 0)
    spoken: int = 0
    """How often it was spoken to and went on, so far."""
    rounds: int = 0
    """Of work of its own against it."""

    def said(self, library: Mapping[str, Drill]) -> str:
        """In sentences: what did not change, what was tried, what to do."""
        tried = ", ".join(drill_title(name, library) for name in self.tried)
        said = [sentence(f"standstill.{self.kind.value}", **self._values())]
        for of in self.unmoved:
            values = {"title": drill_title(of.drill, library), "before": of.before, "now": of.now}
            which = "drill_less" if of.told is Told.LESS else "drill"
            said.append(sentence(f"standstill.{which}", times=of.sittings, **values))
        if self.spoken:
            said.append(sentence("standstill.spoken", spoken=self.spoken))
        if self.rounds:
            said.append(sentence("standstill.rounds", rounds=self.rounds))
        said.append(sentence("standstill.tried", drills=tried))
        if self.kind is Stands.NOTHING_TOLD:
            return " ".join([*said, sentence("standstill.look_at_the_board")])
        said.append(sentence("standstill.show"))
        if self.another:
            said.append(sentence("standstill.another_drill", title=drill_title(self.another, library)))
        if self.kind is not Stands.SEEN_STAYS:
            said.append(sentence("standstill.another_board"))
        return " ".join(said)

    def _values(self) -> dict[str, object]:
        (n, of), (now, of_now) = self.of_first, self.of_last
        return {"weeks": self.weeks, "fault": plain(self.fault), "n": n, "of": of, "now": now, "of_now": of_now}


def standstills(
    entries: Sequence[Entry], lines: Sequence[Sequence[str]], library: Mapping[str, Drill], today: str
) -> tuple[Standstill, ...]:
    """What weeks did not change, the most general first. `entries`: of one board, oldest first; `lines`: names of the
    drills that lead to each other, easiest first; `today`: ISO time."""
    known = [e for e in entries if e.drill in library and days_between(e.made, today) >= 0]
    found = [_nothing_told(known, library, today), _nothing_moved(known, lines, library, today)]
    stays = [*_faults_that_stay(known, library, today), *_seen_that_stays(known, library, today)]
    return (*(of for of in found if of is not None), *stays)


def _within(entries: Sequence[Entry], weeks: int, today: str) -> list[Entry]:
    """Those of the last so many weeks, where training went on from the first of them to the last; else none."""
    of = [e for e in entries if lately(e.made, today, WEEK * weeks + 1)]
    return of if of and days_between(of[0].made, of[-1].made) >= WEEK * (weeks - 1) else []


def _weeks_of(entries: Sequence[Entry]) -> int:
    """Weeks that were begun, from the first to the last."""
    return days_between(entries[0].made, entries[-1].made) // WEEK + 1


def _most_done(entries: Sequence[Entry]) -> tuple[str, ...]:
    names = [e.drill for e in entries]
    return tuple(sorted(dict.fromkeys(names), key=lambda name: -names.count(name)))


def _nothing_told(entries: Sequence[Entry], library: Mapping[str, Drill], today: str) -> Standstill | None:
    of = [e for e in _within(entries, FAULT_WEEKS, today) if _has_score(library[e.drill])]
    if len(of) < LEAST_SITTINGS or any(e.score is not None and decides(e) for e in of):
        return None
    return Standstill(Stands.NOTHING_TOLD, _weeks_of(of), _most_done(of))


def _has_score(drill: Drill) -> bool:
    return not drill.measures_sway and any(step.kind in ("hold", "reps") for step in drill.steps)


def _nothing_moved(
    entries: Sequence[Entry], lines: Sequence[Sequence[str]], library: Mapping[str, Drill], today: str
) -> Standstill | None:
    of = _within(entries, LONG_WEEKS, today)
    if not of:
        return None
    half = days_between(of[0].made, of[-1].made) / 2
    early = [e for e in of if days_between(of[0].made, e.made) <= half]
    late = of[len(early) :]
    if any(_reached(late, line) > _reached(early, line) for line in lines):
        return None
    found = list[Unmoved]()
    for newest in {(e.drill, Group.of(e)): e for e in of if e.score is not None and counts(e)}.values():
        alike = [e for e in of if e.drill == newest.drill and Group.of(e) == Group.of(newest)]
        alike = [e for e in alike if e.score is not None and counts(e)]
        sittings = sittings_like(newest, alike)
        if len(sittings) < LEAST_SITTINGS:
            continue
        told = [_told(sittings[: len(sittings) - k]) for k in range(FIRST)]
        if Told.MORE in told:
            return None
        if all(worth(e) >= GOOD for e in alike[-FIRST:]):
            # It is done well: it need not move.
            continue
        before, now = (sum(s.value for s in part) / FIRST for part in (sittings[:FIRST], sittings[-FIRST:]))
        found.append(Unmoved(newest.drill, len(sittings), before, now, told[0]))
    if not found:
        return None
    done = _most_done(of)
    return Standstill(Stands.NOTHING_MOVED, _weeks_of(of), done, _another("", entries, library), tuple(found))


def _told(sittings: Sequence[Sitting]) -> Told:
    """Of the newest against the first ones."""
    first = compared(sittings, speed=False).first
    return first.told if first is not None else Told.CANNOT_TELL


def _reached(entries: Sequence[Entry], line: Sequence[str]) -> tuple[int, int]:
    """The place in a line, and the level, of the hardest that was done well; before the first where nothing was."""
    well = [e for e in entries if e.drill in line and e.score is not None and counts(e) and worth(e) >= GOOD]
    return max(((line.index(e.drill), e.level) for e in well), default=(-1, 0))


def _faults_that_stay(entries: Sequence[Entry], library: Mapping[str, Drill], today: str) -> list[Standstill]:
    of = [e for e in _within(entries, FAULT_WEEKS, today) if e.score is not None and decides(e)]
    found = list[Standstill]()
    for fault in dict.fromkeys(f for e in of for f in e.faults if e.faults[f]):
        drills = {e.drill for e in of if e.faults.get(fault)}
        tries = [e for e in of if e.drill in drills]
        span = days_between(tries[0].made, tries[-1].made)
        early = [e for e in tries if days_between(tries[0].made, e.made) <= span / 2]
        late = tries[len(early) :]
        spoken = sum(e.unmended.get(fault, 0) for e in entries)
        rounds = rounds_of(fault, entries, today)
        if span < WEEK * (FAULT_WEEKS - 1) or not (spoken >= UNMENDED or rounds) or not _stays(fault, early, late):
            continue
        # What was done against it counts as tried, also where nothing is scored.
        tried = _most_done([e for e in entries if e in tries or (e.against == fault and _is_work(e))])
        another = _another(fault, entries, library)
        (first, last) = [(sum(bool(e.faults.get(fault)) for e in part), len(part)) for part in (early, late)]
        found.append(
            Standstill(Stands.FAULT_STAYS, _weeks_of(tries), tried, another, (), fault, first, last, spoken, rounds)
        )
    return found


def _seen_that_stays(entries: Sequence[Entry], library: Mapping[str, Drill], today: str) -> list[Standstill]:
    of, found = _within(entries, FAULT_WEEKS, today), list[Standstill]()
    for name in dict.fromkeys(name for e in of for name in stopping_answers(e.answers)):
        tries = [e for e in of if e.answers.get(name) is not None]
        span = days_between(tries[0].made, tries[-1].made)
        early = [e for e in tries if days_between(tries[0].made, e.made) <= span / 2]
        halves = early, tries[len(early) :]
        first, last = [(sum(name in stopping_answers(e.answers) for e in part), len(part)) for part in halves]
        few = any(n < LEAST_TRIES or 2 * times < n for times, n in (first, last))
        if few or span < WEEK * (FAULT_WEEKS - 1):
            continue
        tried = _most_done([e for e in entries if e in tries or (e.against == name and _is_work(e))])
        rounds = rounds_of(name, entries, today)
        found.append(Standstill(Stands.SEEN_STAYS, _weeks_of(tries), tried, "", (), name, first, last, 0, rounds))
    return found


def _is_work(entry: Entry) -> bool:
    return entry.score is None or entry.drill in PART_HINGES


def _stays(fault: str, early: Sequence[Entry], late: Sequence[Entry]) -> bool:
    """Whether it comes in half of the tries, now as at first, and not less often by more than chance: numbers of events
    differ by the root of their sum."""
    if min(len(early), len(late)) < LEAST_TRIES:
        return False
    if any(2 * sum(bool(e.faults.get(fault)) for e in part) < len(part) for part in (early, late)):
        return False
    before, now = (sum(e.faults.get(fault, 0) for e in part) for part in (early, late))
    less = before / len(early) - now / len(late)
    return less <= 1.96 * sqrt(before / len(early) ** 2 + now / len(late) ** 2)


def _another(fault: str, entries: Sequence[Entry], library: Mapping[str, Drill]) -> str:
    """A drill against it (`fault` "": any) that was not done; never one with a bar, nor one whose easier neighbour was
    never done well."""
    done = {e.drill for e in entries}
    well = {e.drill for e in entries if e.score is not None and counts(e) and worth(e) >= GOOD}
    free = [
        d
        for d in library.values()
        if d.name not in done and not d.has_bar and d.corrects and (not fault or fault in d.corrects)
        if not d.easier or d.easier in well
    ]
    return min(free, key=lambda d: (d.on_board, d.order)).name if free else ""
