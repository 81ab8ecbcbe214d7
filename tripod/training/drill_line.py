"""A line of drills, each leading to a harder one, and where in it a person stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tripod.drills.format.drill import Drill
from tripod.training.diary import Entry
from tripod.training.progress import counts, decides, progress

BEGINS = "find-your-tripod"
PLATEAU = 6
"""After so many tries of one drill without being led on its harder neighbour comes beside it."""
UNSCORED = 3
"""After so many days in a row on which a drill was done and not scored, or with a score that cannot tell whether it was
good, its harder neighbour comes in its place, for no score will ever lead on from it. Never one with a bar."""


@dataclass(frozen=True)
class Line:
    """Easiest first."""

    drills: tuple[Drill, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(drill.name for drill in self.drills)

    def beside(self, library: Mapping[str, Drill], at: int) -> list[Drill]:
        """Other drills of the foot that somebody who stands there may do: those against some fault whose easier
        neighbour was passed."""
        names = self.names
        return [
            d
            for d in library.values()
            if d.name not in names
            and d.on_board
            and d.coached
            and not d.has_reps
            and not d.bands
            and d.corrects
            and (not d.easier or d.easier in names[:at])
        ]


def foot_line(library: Mapping[str, Drill]) -> Line:
    """From finding the tripod on, as long as nothing is repeated."""
    return Line(tuple(d for d in _chain(library) if not d.has_reps))


def hinge_line(library: Mapping[str, Drill]) -> Line:
    """The same chain, from the first drill with reps on."""
    return Line(tuple(d for d in _chain(library) if d.has_reps))


def _chain(library: Mapping[str, Drill]) -> list[Drill]:
    found, name = list[Drill](), BEGINS
    while name in library and library[name] not in found:
        found.append(library[name])
        name = library[name].harder
    return found


def stands(
    line: Line, entries: Sequence[Entry], *, begins: int = 0, moves_on: bool = False, unscored: bool = False
) -> int:
    """The place in a line, from what was done, oldest first. `moves_on`: a plateau leads on as well; `unscored`: so
    does what could not be scored day after day."""
    at, here, blind, done = begins, 0, set[int](), defaultdict[str, list[Entry]](list)
    names = line.names
    for entry in entries:
        if entry.foot != "both":
            continue
        if entry.drill == names[at]:
            blind = _unscored_since(blind, entry)
            if unscored and len(blind) >= UNSCORED and at + 1 < len(names) and not line.drills[at + 1].has_bar:
                at, here, blind = at + 1, 0, set[int]()
                continue
        if entry.score is None:
            continue
        done[entry.drill].append(entry)
        if entry.drill != names[at] or not counts(entry):
            continue
        here += 1
        goes_on = progress(line.drills[at], done[entry.drill]).goes_on
        if here > 1 and goes_on != names[at] and goes_on in names:
            at, here, blind = names.index(goes_on), 0, set[int]()
        elif moves_on and here >= PLATEAU and at + 1 < len(names):
            at, here, blind = at + 1, 0, set[int]()
    return at


def unscored_days(entries: Sequence[Entry], drill: str) -> int:
    """On how many days of the plan in a row, up to the last on which it was done, a drill was not scored."""
    days = set[int]()
    for entry in entries:
        if entry.drill == drill and entry.foot == "both":
            days = _unscored_since(days, entry)
    return len(days)


def _unscored_since(days: set[int], entry: Entry) -> set[int]:
    """The days of the plan since a drill was last scored so that it could be told, after its next entry. What was
    broken off beside the plan says nothing, and several tries of one day are one."""
    if entry.score is not None and decides(entry):
        return set[int]()
    return days | {entry.day} if entry.day else days
