"""A line of drills, each leading to a harder one, and where in it a person stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tripod.drills.format.drill import Drill
from tripod.training.diary import Entry
from tripod.training.progress import counts, progress

BEGINS = "find-your-tripod"
PLATEAU = 6
"""After so many tries of one drill without being led on its harder neighbour comes beside it."""


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


def stands(line: Line, entries: Sequence[Entry], *, begins: int = 0, moves_on: bool = False) -> int:
    """The place in a line, from what was done, oldest first. `moves_on`: a plateau leads on as well."""
    at, here, done = begins, 0, defaultdict[str, list[Entry]](list)
    names = line.names
    for entry in entries:
        if entry.score is None or entry.foot != "both":
            continue
        done[entry.drill].append(entry)
        if entry.drill != names[at] or not counts(entry):
            continue
        here += 1
        goes_on = progress(line.drills[at], done[entry.drill]).goes_on
        if here > 1 and goes_on != names[at] and goes_on in names:
            at, here = names.index(goes_on), 0
        elif moves_on and here >= PLATEAU and at + 1 < len(names):
            at, here = at + 1, 0
    return at
