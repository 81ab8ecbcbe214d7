"""What tries must have in common to be compared, and a sitting of such tries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from tripod.training.diary import Entry


@dataclass(frozen=True, slots=True)
class Group:
    """What tries must have in common to be compared, beside person and drill."""

    board_id: str
    calibration: str
    """"" in tries from before that was kept."""
    foot: str
    level: int
    cueing: str
    """How it was cued (`Cueing`)."""
    simulated: bool

    @staticmethod
    def of(entry: Entry) -> "Group":
        """Of an entry of the diary."""
        return Group(
            entry.board_id, entry.calibration, entry.foot, entry.level, entry.like.value, entry.simulated
        )  # fmt: skip


class Kind(StrEnum):
    """Which tries of a drill. A drill of holds and of reps is two things: how well one stands still says nothing of how
    evenly one hinges."""

    ALL = "all"
    HOLDS = "holds"
    REPS = "reps"


class Tries(NamedTuple):
    """Of one time that a drill was done."""

    scores: tuple[int, ...] = ()
    reps: int = 0
    """How many of them, the last ones, are of reps."""

    def of(self, kind: Kind) -> tuple[int, ...]:
        """Those of a kind."""
        holds = len(self.scores) - self.reps
        return {Kind.ALL: self.scores, Kind.HOLDS: self.scores[:holds], Kind.REPS: self.scores[holds:]}[kind]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What is to be held against earlier times for itself."""
        return (Kind.HOLDS, Kind.REPS) if 0 < self.reps < len(self.scores) else (Kind.ALL,)


NO_TRIES = Tries()


@dataclass(frozen=True, slots=True)
class Sitting:
    """One time that a drill was done and came to a value."""

    made: str
    """ISO time."""
    value: float
    """A score, or mm/s of sway with the eyes open."""
    tries: tuple[float, ...]
    """Never none; their mean is the value."""
    in_doubt: bool = False
    """Whether it was good could not be told."""

    @staticmethod
    def of(made: str, value: float, tries: Tries) -> "Sitting":
        """The tries are moved so that the mean of each kind is the value: a drill of holds and reps weighs both, while
        how far tries of one kind differ is what they are here for. Without any the value is the one try."""
        moved: list[float] = []
        for kind in tries.kinds:
            if scores := tries.of(kind):
                by = value - sum(scores) / len(scores)
                moved += [score + by for score in scores]
        return Sitting(made, value, tuple(moved) or (value,))

    @staticmethod
    def of_one_kind(made: str, tries: Tries, kind: Kind) -> "Sitting | None":
        """Of its tries of this kind alone; None where there are none."""
        scores = tries.of(kind)
        return Sitting.of(made, sum(scores) / len(scores), Tries(scores)) if scores else None

    @staticmethod
    def of_entry(entry: Entry, kind: Kind = Kind.ALL) -> "Sitting | None":
        """Of an entry; None where it came to no value."""
        if entry.sway is not None:
            speed = entry.sway.open_mm_s
            return None if speed is None else Sitting(entry.made, speed, (speed,))
        if entry.score is None:
            return None
        if kind is not Kind.ALL:
            return Sitting.of_one_kind(entry.made, tries_of_entry(entry), kind)
        return Sitting.of(entry.made, float(entry.score), tries_of_entry(entry))


def tries_of_entry(entry: Entry) -> Tries:
    """As an entry of the diary has them."""
    return Tries(tuple(entry.scores), entry.reps)


def sittings_like(new: Entry, entries: Sequence[Entry], kind: Kind = Kind.ALL) -> list[Sitting]:
    """Of those entries that may be held against this one, in their order."""
    group, sways = Group.of(new), new.sway is not None
    return [
        replace(sitting, in_doubt=entry.judged is not None and entry.judged.in_doubt)
        for entry in entries
        if entry.drill == new.drill and (entry.sway is not None) == sways and Group.of(entry) == group
        for sitting in [Sitting.of_entry(entry, kind)]
        if sitting is not None
    ]
