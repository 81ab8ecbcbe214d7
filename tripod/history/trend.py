"""One drill over weeks: what may be said of the change since somebody began with it, and since when nothing changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, nan

from tripod.analysis.own_change import Change, Reliability, Spread, Told, change, reliability
from tripod.history.found import Done, Group

FIRST = 3
"""Sessions that make what later ones are held against."""


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
    base: float = nan
    """Mean of the first sessions; nan while there are fewer than `FIRST`."""
    least: float = nan
    """By how much a session as long as the newest must differ from it; nan where that cannot be told."""
    change: Change | None = None
    """Of the newest since the first; None while there are too few sessions."""
    more_sessions: int = 0
    """So many more sessions let a change be told, where there are too few."""
    since: Done | None = None
    """From here on nothing differs from the newest by more than the person's own repeats do; None where that cannot be
    told, or the newest stands alone."""
    repeats: Reliability | None = None
    """How well sessions like the newest repeat; None without any."""

    @property
    def told(self) -> Told:
        """What may be said."""
        return self.change.told if self.change is not None else Told.CANNOT_TELL


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
    sessions = [_session(d, value, tries) for d, value in like]
    whole = Trend(points, untold, newest.sways, group, repeats=reliability(sessions))
    if not first:
        return replace(whole, more_sessions=FIRST + 1 - len(like))
    found = change(sessions, FIRST)
    return replace(
        whole,
        base=found.before,
        least=found.least,
        change=found,
        since=_since(like, sessions),
    )


def _value(done: Done) -> float | None:
    if done.sways:
        return done.open_mm_s
    return None if done.score is None else float(done.score)


def _session(done: Done, value: float, tries: Mapping[int, tuple[int, ...]]) -> list[float]:
    """Its tries; the value itself where it has none, or is no score. They are moved so that their mean is the value: a
    drill of holds and reps weighs both, while how far tries differ is what they are here for."""
    own = () if done.sways else tries.get(done.id, ())
    mean = sum(own) / len(own) if own else nan
    return [score - mean + value for score in own] or [value]


def _since(like: Sequence[tuple[Done, float]], sessions: Sequence[Sequence[float]]) -> Done | None:
    """The oldest of those that the newest cannot be told from, without a break."""
    means = [sum(of) / len(of) for of in sessions]
    spread = Spread.of(sessions)
    since = len(means) - 1
    for at in range(len(means) - 2, -1, -1):
        least = spread.least([len(sessions[at])], len(sessions[-1]))
        if least == inf or abs(means[at] - means[-1]) >= least:
            break
        since = at
    return like[since][0] if since < len(means) - 1 else None
