"""Whether a person's sessions of one thing differ by more than their own repeats do.

A session is the tries of one sitting; the change is that of its mean. Two things make means differ though the person
is the same: tries of one session differ (the within mean square of a one-way analysis of variance, whose root is the
SEM), and so do days. What days add shows in how much a session's mean differs from that of the session before
(the mean square successive difference, von Neumann et al. 1941, Ann Math Stat 12:153): a slow trend, which is what one
hopes for, hardly enters it. The larger of the two counts.

Few repeats say little of either. Until the person's own tell, what is usual (`Usual`) counts beside them as so many
degrees of freedom: the posterior variance (d0 s0^2 + d s^2) / (d0 + d) and Student's t with d0 + d degrees, as in the
moderated t of Smyth 2004 (Stat Appl Genet Mol Biol 3:3). With the person's own repeats it loses its weight; nothing is
told from it alone (`LEAST_FREEDOM`).

The reliability of sessions is ICC(1,1) of Shrout & Fleiss 1979 with sessions as rows, for as many tries as each has
(k0 of Donner 1986, Int Stat Rev 54:67): how much of the variance of single tries lies between sessions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, inf, nan, sqrt

import numpy as np

from tripod.analysis.repeatability import Form, OwnRepeats
from tripod.analysis.student_t import t_975

LEAST_FREEDOM = 4
"""Degrees of freedom below which the error itself is a guess: with four the factor of t is 2.8, with two 4.3."""
ROUNDING = 1 / 12
"""Variance that a whole number has of its rounding: tries that are all alike are not alike to nothing."""


@dataclass(frozen=True)
class Usual:
    """How far repeats of a thing usually differ, and as how many degrees of freedom that counts beside a person's
    own."""

    tries_sd: float = 0.0
    """Of one try within a session."""
    tries_freedom: float = 0.0
    days_sd: float = 0.0
    """Of a session's mean from day to day, the chance of its tries in it."""
    days_freedom: float = 0.0


NOTHING = Usual()
"""Nothing is known of others: the person's own repeats alone count."""
SCORES = Usual(8.0, 1.0, 7.0, 5.0)
"""Of scores from 0 to 100. No study gives them, they are an assumption. With it, of 20,000 simulated people who stay
the same and whose days differ by 8 points, at most 5.7 % are called changed after 4 to 40 sessions. Because scores end
at 100, equal ones must not make every point a difference."""
SPEED_PART = 0.1
"""Day-to-day standard deviation of a sway speed as a part of it: an assumption, to be outweighed by own repeats."""


def usual_speed(mm_s: float) -> Usual:
    """Of the mean sway speed of somebody who sways with this one; a session has one try."""
    return Usual(days_sd=SPEED_PART * mm_s, days_freedom=4.0)


class Told(StrEnum):
    """What may be said of a change; each has its sentence in the table `own_change`."""

    MORE = "more"
    LESS = "less"
    TOO_CLOSE = "too_close"
    CANNOT_TELL = "cannot_tell"
    TOO_FAR = "too_far"
    """Repeats differ so far that no change on the scale of scores could be told."""


MOST_POINTS = 100.0
"""Scores lie from 0 to this: none can change by more."""


@dataclass(frozen=True)
class Reliability:
    """How well a person's sessions of one thing repeat. nan where it cannot be told."""

    form: Form
    icc: float
    sem: float
    """Of one try, in the unit of the values."""
    mdc95: float
    """Two single tries of two sessions must differ by so much; t distribution, so larger with few repeats."""
    freedom: int
    sessions: int
    tries: int
    more_tries: int
    """So many more tries, beyond the first of a session, until the SEM is known well enough; 0 when it is."""


@dataclass(frozen=True)
class Change:
    """From some sessions to a later one. nan where it cannot be told."""

    told: Told
    before: float
    """Mean of the sessions' means."""
    now: float
    least: float
    """By how much both must differ before it is no chance, 95 times of 100."""
    more_tries: int = 0
    """Where it cannot be told: so many more tries, beyond the first of a session, let it be told."""

    @property
    def difference(self) -> float:
        """Now less before."""
        return self.now - self.before

    def of_scores(self) -> "Change":
        """The same of scores: a least difference that no score can have is none, and says that repeats differ too
        far."""
        return replace(self, told=Told.TOO_FAR, least=nan) if self.least >= MOST_POINTS else self

    def percent(self, of: float) -> float:
        """`of` in per cent of the value before; nan where that is not above 0."""
        return 100 * of / self.before if self.before > 0 else nan


def reliability(sessions: Sequence[Sequence[float]]) -> Reliability:
    """Of the tries (each session a sequence of them, oldest first)."""
    kept = [of for of in sessions if len(of)]
    own = OwnRepeats.of(kept)
    known = own.freedom >= LEAST_FREEDOM
    error = sqrt(own.sem**2 + ROUNDING) if own.freedom else nan
    return Reliability(
        Form.ONE_WAY,
        _icc(kept, own) if known and len(kept) > 1 else nan,
        error if known else nan,
        t_975(own.freedom) * error * sqrt(2) if known else nan,
        own.freedom,
        len(kept),
        sum(map(len, kept)),
        max(LEAST_FREEDOM - own.freedom, 0),
    )


def _icc(sessions: Sequence[Sequence[float]], own: OwnRepeats) -> float:
    """ICC(1,1) of sessions with unlike numbers of tries; nan where nothing differs."""
    sizes = np.array([len(of) for of in sessions], np.float64)
    means = np.array([sum(of) / len(of) for of in sessions])
    whole = float((sizes * means).sum() / sizes.sum())
    rows = float((sizes * (means - whole) ** 2).sum() / (len(sessions) - 1))
    within = own.sem**2
    k0 = float((sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(sessions) - 1))
    below = rows + (k0 - 1) * within
    return (rows - within) / below if below else nan


def change(sessions: Sequence[Sequence[float]], first: int, at: int = -1, usual: Usual = NOTHING) -> Change:
    """From the mean of the first `first` sessions to session `at` (`between`).

    Raises:
        ValueError: a session without tries, or `at` is one of the first.
    """
    if not all(map(len, sessions)):
        raise ValueError("a session without tries is none")
    return between(sessions, range(first), at, Spread.beside(sessions, at, usual))


def between(sessions: Sequence[Sequence[float]], earlier: Sequence[int], at: int, spread: "Spread") -> Change:
    """From the mean of the sessions `earlier` to session `at`, judged by how far they repeat (`Spread.beside`).

    `sessions`: tries of each, oldest first; those without a try do not count and must not be among them. `earlier`:
    their numbers.

    Raises:
        ValueError: a session without tries, no earlier one, or `at` is not later than these.
    """
    at = at % len(sessions) if sessions else 0
    if not earlier or max(earlier) >= at or not all(map(len, sessions)):
        raise ValueError("later sessions are held against earlier ones, each with a try")
    before, now = sum(_mean(sessions[k]) for k in earlier) / len(earlier), _mean(sessions[at])
    least = spread.least([len(sessions[k]) for k in earlier], len(sessions[at]))
    if least == inf:
        return Change(Told.CANNOT_TELL, before, now, nan, spread.more_tries())
    if abs(now - before) < least:
        return Change(Told.TOO_CLOSE, before, now, least)
    return Change(Told.MORE if now > before else Told.LESS, before, now, least)


@dataclass(frozen=True)
class Spread:
    """How far a person's sessions repeat: tries within one, and days."""

    tries: OwnRepeats
    day_sd: float
    """Standard deviation of a session's mean from successive differences; nan for fewer than two sessions."""
    day_freedom: float
    """Its degrees of freedom: those of a chi-square with the variance that von Neumann et al. give,
    4 s^4 (3 n - 4) / (n - 1)^2 of the mean square successive difference."""
    usual: Usual = NOTHING

    @staticmethod
    def of(sessions: Sequence[Sequence[float]], usual: Usual = NOTHING) -> "Spread":
        """Of the tries of each session, oldest first."""
        n = len(sessions)
        if n < 2:
            return Spread(OwnRepeats.of(sessions), nan, 0.0, usual)
        steps = np.diff([_mean(of) for of in sessions])
        days_sd = float(sqrt((steps**2).mean() / 2))
        return Spread(OwnRepeats.of(sessions), days_sd, 2 * (n - 1) ** 2 / (3 * n - 4), usual)

    @staticmethod
    def beside(sessions: Sequence[Sequence[float]], at: int = -1, usual: Usual = NOTHING) -> "Spread":
        """By which session `at` is judged. A leap must not explain itself: how far days differ is known from the
        others, while tries within it count."""
        at = at % len(sessions) if sessions else 0
        others = Spread.of([*sessions[:at], *sessions[at + 1 :]], usual)
        return replace(others, tries=OwnRepeats.of(sessions))

    def least(self, sizes: Sequence[int], size: int) -> float:
        """By how much the mean of a session of `size` tries must differ from that of the means of sessions of `sizes`
        tries before it is no chance, 95 times of 100; inf where too little was repeated to tell."""
        if self.tries.freedom < LEAST_FREEDOM and self.day_freedom < LEAST_FREEDOM:
            return inf
        usual, candidates = self.usual, list[float]()
        if self.tries.freedom >= LEAST_FREEDOM:
            # A mean of means: each session counts alike, whatever the number of its tries.
            of_tries = sum(1 / n for n in sizes) / len(sizes) ** 2 + 1 / size
            own = self.tries.sem, self.tries.freedom
            candidates.append(_limit(*own, usual.tries_sd, usual.tries_freedom) * sqrt(of_tries))
        if self.day_freedom >= LEAST_FREEDOM or usual.days_freedom:
            own = self.day_sd if self.day_freedom else 0.0, self.day_freedom
            of_days = 1 / len(sizes) + 1
            candidates.append(_limit(*own, usual.days_sd, usual.days_freedom) * sqrt(of_days))
        return max(candidates)

    def more_tries(self) -> int:
        """How many more repeats until a change can be told: tries beyond the first of a session, or as many sessions
        if that is sooner."""
        beyond = LEAST_FREEDOM - self.tries.freedom
        # Freedom of successive differences grows by two thirds with each session.
        of_days = ceil((LEAST_FREEDOM - self.day_freedom) * 3 / 2)
        return max(min(beyond, of_days), 1)


def _mean(session: Sequence[float]) -> float:
    return sum(session) / len(session)


def _limit(own_sd: float, own_freedom: float, usual_sd: float, usual_freedom: float) -> float:
    """Largest difference that chance alone makes, 95 times of 100, from the person's own repeats and what is usual."""
    freedom = own_freedom + usual_freedom
    variance = (own_freedom * (own_sd**2 + ROUNDING) + usual_freedom * usual_sd**2) / freedom
    return t_975(freedom) * sqrt(variance)
