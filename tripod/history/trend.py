"""One drill over weeks: what may be said of the change since somebody began with it, and since when nothing changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, nan

from tripod.analysis.own_change import Change, Reliability, Spread, Told, reliability
from tripod.history.found import Done
from tripod.training.alike import Group, Sitting
from tripod.training.compared import FIRST, NONE_BESIDE, Compared, compared, usual_of


@dataclass(frozen=True)
class Point:
    """One time that the drill was done and came to a value."""

    done: Done
    value: float
    alike: bool
    """Done as the newest (`Group`), and so comparable with it."""
    first: bool
    """One of those that later ones are held against."""


@dataclass(frozen=True)
class Trend:
    """Of one person and one drill, oldest first."""

    points: tuple[Point, ...] = ()
    untold: int = 0
    """How often it was done and came to no value."""
    speed: bool = False
    """Values are mm/s of sway with the eyes open, else scores."""
    group: Group | None = None
    """Of the newest."""
    beside: Compared = NONE_BESIDE
    """What may be said of the newest."""
    since: Done | None = None
    """From here on nothing differs from the newest by more than the person's own repeats do; None where that cannot be
    told, or the newest stands alone."""
    repeats: Reliability | None = None
    """How well sessions like the newest repeat; None without any."""

    @property
    def change(self) -> Change | None:
        """Of the newest since the first; None while there are too few sessions."""
        return self.beside.first

    @property
    def told(self) -> Told:
        """What may be said of it."""
        return self.change.told if self.change is not None else Told.CANNOT_TELL

    @property
    def base(self) -> float:
        """Mean of the first sessions; nan while there are no more than `FIRST`."""
        return self.change.before if self.change is not None else nan

    @property
    def least(self) -> float:
        """By how much a session as long as the newest must differ from it; nan where that cannot be told."""
        return self.change.least if self.change is not None else nan

    @property
    def more_sessions(self) -> int:
        """So many more sessions let a change be told, where there are too few."""
        return self.beside.more_sittings


def trend(done: Sequence[Done], tries: Mapping[int, tuple[int, ...]]) -> Trend:
    """Of all times that somebody did one drill, in any order. `tries`: scores by `Done.id`."""
    timed = sorted((d for d in done if d.made_s is not None), key=lambda d: (d.made_s or 0, d.id))
    valued = [(d, value) for d in timed if (value := _value(d)) is not None]
    untold = len(done) - len(valued)
    if not valued:
        return Trend(untold=untold)
    newest = valued[-1][0]
    group = newest.group
    like = [(d, value) for d, value in valued if d.group == group and d.sways == newest.sways]
    first = {d.id for d, _ in like[:FIRST]} if len(like) > FIRST else set[int]()
    points = tuple(Point(d, value, d.group == group, d.id in first) for d, value in valued if d.sways == newest.sways)
    sittings = [Sitting.of(d.made, value, () if d.sways else tries.get(d.id, ())) for d, value in like]
    beside = compared(sittings, speed=newest.sways)
    repeats = reliability([of.tries for of in sittings])
    return Trend(points, untold, newest.sways, group, beside, _since(like, sittings) if first else None, repeats)


def _value(done: Done) -> float | None:
    if done.sways:
        return done.open_mm_s
    return None if done.score is None else float(done.score)


def _since(like: Sequence[tuple[Done, float]], sittings: Sequence[Sitting]) -> Done | None:
    """The oldest of those that the newest cannot be told from, without a break."""
    spread = Spread.of([of.tries for of in sittings], usual_of(sittings, speed=like[-1][0].sways))
    now, since, leasts = sittings[-1], len(sittings) - 1, dict[int, float]()
    for at in range(len(sittings) - 2, -1, -1):
        size = len(sittings[at].tries)
        if size not in leasts:
            leasts[size] = spread.least([size], len(now.tries))
        if leasts[size] == inf or abs(sittings[at].value - now.value) >= leasts[size]:
            break
        since = at
    return like[since][0] if since < len(sittings) - 1 else None
