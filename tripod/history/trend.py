"""One drill over weeks: what may be said of the change since somebody began with it, and since when nothing changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, nan

from tripod.analysis.own_change import MOST_POINTS, Change, Reliability, Spread, Told, reliability
from tripod.history.found import Done
from tripod.training.alike import NO_TRIES, Group, Kind, Sitting, Tries
from tripod.training.compared import FIRST, NONE_BESIDE, Compared, compared, usual_of


@dataclass(frozen=True, slots=True)
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
    kind: Kind = Kind.ALL
    """Of which tries it is."""
    kinds: tuple[Kind, ...] = (Kind.ALL,)
    """What the newest has, each of which has a trend of its own."""

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


def trend(done: Sequence[Done], tries: Mapping[int, Tries], kind: Kind = Kind.ALL) -> Trend:
    """Of all times that somebody did one drill, in any order, or of its holds or reps alone. `tries`: by `Done.id`."""
    timed = sorted((d for d in done if d.made_s is not None), key=lambda d: (d.made_s or 0, d.id))
    valued = [(d, of) for d in timed if (of := _sitting(d, tries.get(d.id, NO_TRIES), kind)) is not None]
    untold = len(done) - len(valued)
    if not valued:
        return Trend(untold=untold, kind=kind)
    newest = valued[-1][0]
    group, sways = newest.group, newest.sways
    like = [(d, of) for d, of in valued if (d.group is group or d.group == group) and d.sways == sways]
    first = {d.id for d, _ in like[:FIRST]} if len(like) > FIRST else set[int]()
    alike = {d.id for d, _ in like}
    points = tuple([Point(d, of.value, d.id in alike, d.id in first) for d, of in valued if d.sways == sways])
    sittings = [of for _, of in like]
    beside = compared(sittings, speed=sways)
    repeats = reliability([of.tries for of in sittings])
    since = _since([d for d, _ in like], sittings) if first else None
    kinds = (Kind.ALL,) if sways else tries.get(newest.id, NO_TRIES).kinds
    return Trend(points, untold, sways, group, beside, since, repeats, kind, kinds)


def _sitting(done: Done, tries: Tries, kind: Kind) -> Sitting | None:
    """None where it came to no value."""
    if done.sways:
        return None if done.open_mm_s is None else Sitting(done.made, done.open_mm_s, (done.open_mm_s,))
    if done.score is None:
        return None
    if kind is not Kind.ALL:
        return Sitting.of_one_kind(done.made, tries, kind)
    return Sitting.of(done.made, float(done.score), tries)


def _since(like: Sequence[Done], sittings: Sequence[Sitting]) -> Done | None:
    """The oldest of those that the newest cannot be told from, without a break."""
    spread = Spread.of([of.tries for of in sittings], usual_of(sittings, speed=like[-1].sways))
    now, since, leasts = sittings[-1], len(sittings) - 1, dict[int, float]()
    for at in range(len(sittings) - 2, -1, -1):
        size = len(sittings[at].tries)
        if size not in leasts:
            leasts[size] = spread.least([size], len(now.tries))
        if (
            leasts[size] >= (inf if like[-1].sways else MOST_POINTS)
            or abs(sittings[at].value - now.value) >= leasts[size]
        ):
            break
        since = at
    return like[since] if since < len(sittings) - 1 else None
