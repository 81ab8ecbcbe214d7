"""Is it progress? The newest sitting held against earlier ones like it: the last one, the first ones, the baseline's.

The one rule of the whole program (`analysis.own_change`): what is said after a drill, on the summary, in the history
and on paper is made here, of tries that are alike (`training.alike`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from tripod.analysis.own_change import SCORES, Change, Spread, Told, Usual, between, usual_speed
from tripod.training.alike import Sitting, sittings_like
from tripod.training.diary import Diary, Entry, key_of

FIRST = 3
"""Sittings that make what later ones are held against."""


@dataclass(frozen=True)
class Against:
    """One earlier sitting, and what may be said of the newest beside it."""

    value: float
    made: str
    """ISO time."""
    change: Change


@dataclass(frozen=True)
class Compared:
    """What the newest sitting stands beside; each None where there is none."""

    last: Against | None = None
    first: Change | None = None
    """From the mean of the first `FIRST`; None while there are no more than these."""
    baseline: Against | None = None
    """The sitting with which the baseline, or of reps the target, was made."""
    more_sittings: int = FIRST + 1
    """So many more until the first make something to be held against."""
    speed: bool = False
    """Values are mm/s of sway, else points."""

    @property
    def least(self) -> float:
        """By how much the newest must differ from one earlier sitting; nan where that cannot be told."""
        one = self.last or self.baseline
        return one.change.least if one is not None else nan

    @property
    def more_tries(self) -> int:
        """Where nothing can be told of it: so many more repeats let it be told."""
        one = self.last or self.baseline
        return one.change.more_tries if one is not None else 0


NONE_BESIDE = Compared()


def compared(sittings: Sequence[Sitting], *, speed: bool, reference_day: str = "") -> Compared:
    """The newest of some sittings that are alike, oldest first, beside the others.

    `reference_day`: ISO date on which the person's reference was made, "" for none.
    """
    at = len(sittings) - 1
    if at < 1:
        return Compared(more_sittings=FIRST - at, speed=speed)
    tries = [of.tries for of in sittings]
    spread = Spread.beside(tries, at, usual_of(sittings, speed=speed))

    def change(earlier: Sequence[int]) -> Change:
        found = between(tries, earlier, at, spread)
        return found if speed else found.of_scores()

    def against(k: int) -> Against:
        return Against(sittings[k].value, sittings[k].made, change([k]))

    made_it = [k for k in range(at) if reference_day and sittings[k].made[:10] == reference_day]
    return Compared(
        against(at - 1),
        change(range(FIRST)) if at >= FIRST else None,
        against(made_it[-1]) if made_it else None,
        max(FIRST - at, 0),
        speed,
    )


def usual_of(sittings: Sequence[Sitting], *, speed: bool) -> Usual:
    """How far such sittings usually repeat."""
    if not speed:
        return SCORES
    first = sittings[:FIRST]
    return usual_speed(sum(of.value for of in first) / len(first))


def compared_entry(new: Entry, diary: Diary) -> Compared:
    """An entry beside a diary as it was before."""
    own = Sitting.of_entry(new)
    if own is None:
        return NONE_BESIDE
    before = sittings_like(new, diary.entries)
    return compared([*before, own], speed=new.sway is not None, reference_day=_reference_day(new, diary))


def _reference_day(new: Entry, diary: Diary) -> str:
    """On which day the person's own reference was made, "" where there is none."""
    target = diary.targets.get(key_of(new.board_id, new.drill))
    own = diary.baselines.get(new.board_id)
    return target.made if target is not None else own.made if own is not None else ""


def better(change: Change, *, speed: bool) -> bool | None:
    """Whether it is surely better; False: surely less; None: nobody can tell."""
    match change.told:
        case Told.MORE:
            return not speed
        case Told.LESS:
            return speed
        case _:
            return None
