"""What a drill that was just done stands beside in its person's diary, and the one thing that comes next."""

from collections.abc import Mapping
from dataclasses import dataclass

from tripod.drills.format.drill import Drill
from tripod.training.compared import NONE_BESIDE, Compared, compared_entry
from tripod.training.diary import Diary
from tripod.training.next_thing import NextThing, next_thing


@dataclass(frozen=True)
class AfterDrill:
    """Of one drill."""

    beside: Compared
    next: NextThing | None
    """None where nothing is left of the day."""


def after_drill(drill: Drill, before: Diary, after: Diary, library: Mapping[str, Drill]) -> AfterDrill:
    """From the diary before the drill and with it."""
    new = after.entries[len(before.entries) :]
    mine = next((e for e in reversed(new) if e.drill == drill.name), None)
    compared = compared_entry(mine, before) if mine is not None and mine.score is not None else NONE_BESIDE
    return AfterDrill(compared, next_thing(drill, mine, after, library))
