"""What is alike in tries that may be held against each other, and a sitting of such tries."""

from collections.abc import Sequence
from dataclasses import dataclass

from tripod.training.diary import Entry


@dataclass(frozen=True)
class Group:
    """What is alike in tries that can be held against each other, beside person and drill."""

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


@dataclass(frozen=True)
class Sitting:
    """One time that a drill was done and came to a value."""

    made: str
    """ISO time."""
    value: float
    """A score, or mm/s of sway with the eyes open."""
    tries: tuple[float, ...]
    """Never none; their mean is the value."""

    @staticmethod
    def of(made: str, value: float, scores: Sequence[int]) -> "Sitting":
        """The tries are moved so that their mean is the value: a drill of holds and reps weighs both, while how far
        tries differ is what they are here for. Without any the value is the one try."""
        if not scores:
            return Sitting(made, value, (value,))
        moved = value - sum(scores) / len(scores)
        return Sitting(made, value, tuple([score + moved for score in scores]))

    @staticmethod
    def of_entry(entry: Entry) -> "Sitting | None":
        """Of an entry; None where it came to no value."""
        if entry.sway is not None:
            speed = entry.sway.open_mm_s
            return None if speed is None else Sitting(entry.made, speed, (speed,))
        return None if entry.score is None else Sitting.of(entry.made, float(entry.score), entry.scores)


def sittings_like(new: Entry, entries: Sequence[Entry]) -> list[Sitting]:
    """Of those entries that may be held against this one, in their order."""
    group, sways = Group.of(new), new.sway is not None
    return [
        sitting
        for entry in entries
        if entry.drill == new.drill and (entry.sway is not None) == sways and Group.of(entry) == group
        for sitting in [Sitting.of_entry(entry)]
        if sitting is not None
    ]
