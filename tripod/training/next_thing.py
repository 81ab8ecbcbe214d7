"""The one thing to do after a drill: work that is owed, the drill that the line leads to, or the same once more."""

from collections.abc import Mapping
from dataclasses import dataclass

from tripod.drills.format.drill import Drill
from tripod.drills.format.questions import QUESTIONS
from tripod.sentences import sentence
from tripod.training.correct import plain
from tripod.training.diary import Diary, Entry
from tripod.training.progress import progress


@dataclass(frozen=True)
class NextThing:
    """What to begin, and why."""

    drill: str
    title: str
    foot: str
    """`left` or `right` of a drill on one leg, else `both`."""
    why: str


def next_thing(drill: Drill, entry: Entry | None, diary: Diary, library: Mapping[str, Drill]) -> NextThing | None:
    """After `entry` of `drill`, which the diary holds already (None: it is not kept). None where the day is over."""
    owed = _owed(drill, entry, diary, library)
    if owed is not None:
        return owed
    if drill.sections:
        return None
    foot = entry.foot if entry is not None else "both"
    measured = drill.measures_sway or not drill.scores
    why = sentence("next_thing.measured" if measured else "next_thing.once_more")
    again = NextThing(drill.name, drill.title, foot, why)
    if entry is None or drill.name not in library or measured:
        return again
    other = _other_leg(drill, entry, diary)
    if other:
        why = sentence(f"next_thing.other_leg_{other}")
        return NextThing(drill.name, drill.title, other, why)
    done = diary.of(entry.drill, entry.board_id, entry.foot)
    at = progress(library[drill.name], done)
    if at.goes_on in library:
        on = library[at.goes_on]
        return NextThing(on.name, on.title, foot if on.on_one_leg else "both", at.why or again.why)
    return again


def _owed(drill: Drill, entry: Entry | None, diary: Diary, library: Mapping[str, Drill]) -> NextThing | None:
    """Work against what no word mended, or the drill that shows whether the work helped."""
    for fault, one in diary.owed.items():
        mine = entry is not None and entry.board_id == one.board_id and entry.simulated == one.simulated
        name = one.drill if one.worked else one.work
        if not mine or name not in library or (name == drill.name and not one.worked):
            continue
        which = "again" if one.worked else "work_seen" if fault in QUESTIONS else "work"
        on = library[name]
        why = sentence(f"next_thing.owed_{which}", fault=plain(fault))
        return NextThing(name, on.title, entry.foot if on.on_one_leg and entry else "both", why)
    return None


def _other_leg(drill: Drill, entry: Entry, diary: Diary) -> str:
    """The leg that has not been on yet today, "" where both have, or there is no other."""
    if not drill.on_one_leg or entry.foot not in ("left", "right"):
        return ""
    other = "left" if entry.foot == "right" else "right"
    done = any(
        e.drill == entry.drill and e.foot == other and e.made[:10] == entry.made[:10] and e.board_id == entry.board_id
        for e in diary.entries
    )
    return "" if done else other
