"""Chooses a day's drills, each with its reason: work that is owed, the foot, the hips where they are weakest, a hinge.

Two lines lead through the library, each along `harder`: drills of the foot, and drills with reps, which end under the
bar. Where a person stands in a line follows from what was done (`line`); what is done over and over without two good
scores is left for a neighbour after a while, and nothing comes on more than three days running unless it has to.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tripod.boards import Board
from tripod.drills.format.drill import Drill
from tripod.drills.format.questions import HingePart
from tripod.training.answers import named, open_answers
from tripod.training.assessment import Assessment, assess
from tripod.training.correct import part_hinge
from tripod.training.diary import Diary, Entry, Owed
from tripod.training.drill_line import UNSCORED, Line, foot_line, hinge_line, stands, unscored_days
from tripod.training.plan import Because, Kind, Place, place_now
from tripod.training.progress import POOR, progress, worth

RUNNING = 3
"""Days in a row after which a drill makes room for another."""
RECENT = 12
"""So many of the last entries tell which faults come now."""
QUIET, FIND, HOLD = "quiet-stance", "find-your-tripod", "tripod-hold"


class Why(StrEnum):
    """Why a drill is done today. Each has its sentence in the catalogue, in the table `chosen_because`."""

    ASSESS_QUIET = "assess_quiet"
    ASSESS_FOOT = "assess_foot"
    ASSESS_HINGE = "assess_hinge"
    WORK = "work"
    AGAIN = "again"
    FOOT = "foot"
    FAULT = "fault"
    VARIETY = "variety"
    NEW = "new"
    HIPS = "hips"
    HINGE = "hinge"
    HINGE_VARIETY = "hinge_variety"
    HINGE_SEEN = "hinge_seen"
    HINGE_UNSEEN = "hinge_unseen"
    HINGE_INSTEAD = "hinge_instead"
    """Of the one with a bar that was not lifted."""
    UNSCORED = "unscored"
    """Its easier neighbour was not scored day after day."""
    PLATEAU = "plateau"
    """Its easier neighbour was tried again and again and never led on."""
    STAYED = "stayed"


@dataclass(frozen=True)
class Chosen:
    """One drill of a day."""

    drill: str
    why: Why
    level: int = 0
    against: str = ""
    """The fault, or the thing that was seen, that it is to mend, or that it is done for."""
    halved: bool = False
    """Half of its tries, and fewer reps."""

    @property
    def mends(self) -> str:
        """What it is to mend, where it is work that was owed, or shows whether that helped; else ""."""
        return self.against if self.why in (Why.WORK, Why.AGAIN) else ""


@dataclass(frozen=True)
class Day:
    """What is done today, and why."""

    place: Place
    assessment: Assessment
    chosen: tuple[Chosen, ...]
    owed: Mapping[str, Owed]
    """What stays for another day, or is done today."""


@dataclass(frozen=True)
class Known:
    """What a day is chosen from."""

    entries: Sequence[Entry]
    """Of this board, oldest first."""
    library: Mapping[str, Drill]
    board: Board
    foot: Line
    hinge: Line
    may: Callable[[Drill], bool]
    """Whether board and person carry a drill's load."""

    def done(self, name: str) -> list[Entry]:
        """Scored tries of a drill, on both feet."""
        return [e for e in self.entries if e.drill == name and e.foot == "both" and e.score is not None]

    def level(self, name: str) -> int:
        """At which a drill is done now."""
        return progress(self.library[name], self.done(name)).level

    def running(self, name: str) -> int:
        """On how many days in a row, up to the last one, a drill was done."""
        days = sorted({e.day for e in self.entries if e.day}, reverse=True)
        with_it = {e.day for e in self.entries if e.drill == name}
        return next((n for n, day in enumerate(days) if day not in with_it), len(days))

    def last_day(self, name: str) -> int:
        """On which training day it was done last; 0 for never."""
        return max((e.day for e in self.entries if e.drill == name), default=0)

    def mended_last(self, what: str) -> bool:
        """Whether the last training day had work against this."""
        return any(e.day and e.day == self.entries[-1].day and e.against == what for e in self.entries)

    def nobody_looked(self, name: str) -> bool:
        """Whether a drill was not begun lately, because nobody answered what has to be looked at before it."""
        last = next((e for e in reversed(self.entries) if e.drill == name), None)
        if last is None or last.score is not None or len({e.day for e in self.entries if e.day > last.day}) >= RUNNING:
            return False
        wanted = [named(q) for step in self.library[name].steps if step.wants for q in step.questions]
        return any(last.answers.get(q, True) is None for q in wanted if q)

    def instead(self, name: str) -> bool:
        """Whether it comes in place of its easier neighbour, because that could not be scored, and is new itself."""
        return not self.done(name) and unscored_days(self.entries, self.library[name].easier) >= UNSCORED

    def recent(self, fault: str) -> int:
        """How often a fault came lately."""
        return sum(e.faults.get(fault, 0) for e in self.entries[-RECENT:])


def day_of(
    diary: Diary,
    library: Mapping[str, Drill],
    board: Board,
    board_id: str,
    today: str,
    may: Callable[[Drill], bool] = lambda drill: not drill.has_bar,
) -> Day:
    """The day of the plan that comes now on this board. `today`: ISO time. `may`: whether board and person carry a
    drill's load."""
    entries = [_measured(e, library) for e in diary.entries if e.board_id == board_id]
    foot, hinge = foot_line(library), hinge_line(library)
    known = Known(entries, library, board, foot, hinge, may)
    place = place_now(entries, diary.plan, today)
    assessed = _last_assessed(entries)
    since = [e for e in entries if assessed and e.day > assessed[-1].day]
    assessment = assess(assessed, hinge.drills, since)
    owed = {what: one for what, one in diary.owed.items() if one.board_id == board_id and one.drill in library}
    match place.kind:
        case Kind.ASSESS:
            chosen = _assessing(known, first=not diary.baselines.get(board_id))
        case Kind.RETENTION:
            names = (_foot_now(known), _hinge_now(known)[0])
            chosen = [Chosen(n, Why.STAYED, known.level(n)) for n in names if n]
        case _:
            chosen = _training(known, assessment, owed)
    if place.kind is Kind.LIGHTER:
        chosen = [replace(c, halved=library[c.drill].on_board) for c in chosen]
    return Day(place, assessment, tuple(_not_done(_once(chosen), known, today)), owed)


def _measured(entry: Entry, library: Mapping[str, Drill]) -> Entry:
    """Without a score where its drill has none: older diaries scored a day's quiet stance."""
    drill = library.get(entry.drill)
    return replace(entry, score=None, scores=()) if drill is not None and drill.measures_sway else entry


def _last_assessed(entries: Sequence[Entry]) -> list[Entry]:
    """What was done on the last day that assessed."""
    assessed = [e for e in entries if e.kind == Kind.ASSESS]
    return [e for e in assessed if e.day == assessed[-1].day]


def _assessing(known: Known, *, first: bool) -> list[Chosen]:
    """Standing as one stands, the tripod, and a hinge: half a one where nobody has seen any."""
    names = [(QUIET, Why.ASSESS_QUIET), *([(FIND, Why.ASSESS_FOOT)] if first else []), (HOLD, Why.ASSESS_FOOT)]
    chosen = [Chosen(n, why, known.level(n), halved=why is Why.ASSESS_QUIET) for n, why in names if n in known.library]
    hinge = _hinge_now(known)[0]
    if not any(known.done(d.name) for d in known.hinge.drills):
        paced = [d for d in known.hinge.drills if not d.has_bar and any(s.tempo for s in d.steps)]
        hinge = paced[-1].name if paced else hinge
        return [*chosen, *([Chosen(hinge, Why.ASSESS_HINGE, known.library[hinge].levels()[0])] if hinge else [])]
    return [*chosen, *([Chosen(hinge, Why.ASSESS_HINGE, known.level(hinge))] if hinge else [])]


def _training(known: Known, assessment: Assessment, owed: Mapping[str, Owed]) -> list[Chosen]:
    work = _owed_work(known, owed)
    moving = bool(work) and known.library[work[-1].drill].has_reps
    hinge = [] if moving else _hinge(known)
    taken = [c.drill for c in (*work, *hinge)]
    foot = _foot(known, assessment, taken)
    more = list[Chosen]()
    if not work and assessment.part is HingePart.PELVIS_ON_FEMUR:
        more = _hips(known, [*taken, *(c.drill for c in foot)])
    if not work and not more:
        more = _foot(known, assessment, [*taken, *(c.drill for c in foot)])
    return [*foot, *more, *work, *hinge] if moving else [*work, *foot, *more, *hinge]


def _owed_work(known: Known, owed: Mapping[str, Owed]) -> list[Chosen]:
    """The work that has been owed longest, and then the same drill again; a round every other day, so that words have
    their turn."""
    for what, one in owed.items():
        if one.work not in known.library or not known.may(known.library[one.drill]):
            continue
        again = Chosen(one.drill, Why.AGAIN, known.level(one.drill), what)
        if one.worked:
            return [again]
        if known.mended_last(what):
            continue
        return [Chosen(one.work, Why.WORK, known.level(one.work), what), again]
    return []


def _foot_now(known: Known) -> str:
    line = known.foot
    return line.drills[stands(line, known.entries, moves_on=True, unscored=True)].name if line.drills else ""


def _foot(known: Known, assessment: Assessment, taken: Sequence[str]) -> list[Chosen]:
    """A drill of the foot: the one that is learnt now, but not day by day; else what is good against the fault that
    came most, or was done longest ago."""
    line = known.foot
    if not line.drills:
        return []
    at = stands(line, known.entries, moves_on=True, unscored=True)
    now = line.drills[at].name
    # Who finds the points may always hold them.
    reached = [d.name for d in line.drills[: max(at + 1, 2)]] + [d.name for d in line.beside(known.library, at)]
    # How to find the points is learnt once; afterwards it is a refresher for when nothing else is left.
    others = [n for n in reached if n not in taken and n != now and known.running(n) < RUNNING]
    harder = [d.name for d in line.drills[at + 1 :] if known.running(d.name) < RUNNING and d.name not in taken]
    fresh = [n for n in others if n != FIND] or others or harder[:1]
    if now not in taken and (known.running(now) < RUNNING - 1 or (not fresh and known.running(now) < RUNNING)):
        learnt = stands(line, known.entries, unscored=True)
        why = Why.UNSCORED if known.instead(now) else Why.PLATEAU if at > learnt else Why.FOOT
        return [Chosen(now, why, known.level(now))]
    if not fresh:
        return []
    faults = [f for f in known.board.claims.faults if known.recent(f)]
    worst = max(faults, key=lambda f: (known.recent(f), f == assessment.fault), default="")

    def worth_doing(name: str) -> tuple[bool, int, int]:
        return worst not in known.library[name].corrects, known.last_day(name), known.library[name].order

    best = min(fresh, key=worth_doing)
    against = worst if worst in known.library[best].corrects else ""
    why = Why.FAULT if against else Why.VARIETY if known.last_day(best) else Why.NEW
    return [Chosen(best, why, known.level(best), against)]


def _hips(known: Known, taken: Sequence[str]) -> list[Chosen]:
    """The hinge in part, where the hips are what is weakest."""
    names = dict.fromkeys([part_hinge(known.library), *(d.name for d in known.hinge.drills[:1])])
    # One day less than others, for it may be what a hinge makes room for.
    free = [n for n in names if n and n not in taken and known.running(n) < RUNNING - 1]
    return [Chosen(n, Why.HIPS, known.level(n)) for n in sorted(free, key=known.last_day)[:1]]


def _hinge_now(known: Known) -> tuple[str, int]:
    """The hinge that is learnt now, and its place in its line. No bar that board or person does not carry, none while
    something that was seen is not good or nobody looked, and none before the tripod is kept: a plateau does not do."""
    line = known.hinge
    if not line.drills:
        return "", -1
    halves = [e for e in known.entries if e.kind == Kind.ASSESS and e.score is not None and e.drill in line.names]
    begins = line.names.index(halves[0].drill) if halves and worth(halves[0]) >= POOR else 0
    at = stands(line, known.entries, begins=begins, unscored=True)
    seen = open_answers([e.answers for e in known.entries])
    feet = known.foot.names[: stands(known.foot, known.entries)]
    keeps = HOLD in feet or HOLD not in known.foot.names

    def waits(drill: Drill) -> bool:
        return bool(seen) or not keeps or not known.may(drill) or known.nobody_looked(drill.name)

    while at > 0 and line.drills[at].has_bar and waits(line.drills[at]):
        at -= 1
    return line.names[at], at


def _hinge(known: Known) -> list[Chosen]:
    """The hinge with which a day ends."""
    name, at = _hinge_now(known)
    if not name:
        return []
    if known.running(name) < RUNNING:
        seen = open_answers([e.answers for e in known.entries])
        unseen = any(known.nobody_looked(d.name) for d in known.hinge.drills[at:] if d.has_bar)
        usual = Why.UNSCORED if known.instead(name) else Why.HINGE
        why = Why.HINGE_SEEN if seen else Why.HINGE_UNSEEN if unseen else usual
        return [Chosen(name, why, known.level(name), seen[0] if seen else "")]
    line, level = known.hinge, known.level
    neighbours = [Chosen(n, Why.HINGE_VARIETY, level(n)) for n in line.names[:at][::-1]]
    if not at:
        neighbours = [Chosen(d.name, Why.HINGE_VARIETY, d.levels()[0]) for d in line.drills[1:2] if not d.has_bar]
    free = [one for one in neighbours if known.running(one.drill) < RUNNING]
    return [*free, Chosen(name, Why.HINGE, level(name))][:1]


def _once(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Each drill once, the last time it comes: a day ends in hinges."""
    later = [{c.drill for c in chosen[n + 1 :]} for n in range(len(chosen))]
    return [one for one, names in zip(chosen, later, strict=True) if one.drill not in names]


def _not_done(chosen: Sequence[Chosen], known: Known, today: str) -> Sequence[Chosen]:
    """Without what measures and has no score, and was done by itself on this date: it counts for the day. What has a
    score is done once more, for scores lead on. All of it where nothing else would be left."""
    done = {
        e.drill
        for e in known.entries
        if e.made[:10] == today[:10] and not e.day and not e.reason
        if e.drill in known.library and known.library[e.drill].measures_sway
    }
    return [one for one in chosen if one.drill not in done] or chosen


def is_away(place: Place) -> bool:
    """Whether somebody comes back after a long time."""
    return place.because is Because.WAS_AWAY
