"""A score beside the person's own: the last one, the one with which the baseline was made, and how far repeats differ.

The band within which two scores are too close to call is the least difference of means of so many repeats
(`analysis.repeatability`: MDC95 with Student's t), pooled over the person's sessions of this drill and one repeat of
the usual spread.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite, sqrt

from tripod.analysis.repeatability import OwnRepeats
from tripod.training.diary import Diary, Entry, key_of
from tripod.training.progress import USUAL_SD

LEAST_REPEATS = 3
"""Degrees of freedom below which a spread says next to nothing: its band would be wider than the scale."""


class Verdict(StrEnum):
    """What may be said of a difference."""

    BETTER = "better"
    LESS = "less"
    TOO_CLOSE = "too_close"
    TOO_FEW = "too_few"
    """There are too few repeats to call it."""


@dataclass(frozen=True)
class Before:
    """A score of an earlier day, and by how much one must differ from it."""

    score: int
    made: str
    """ISO time."""
    least: float
    """inf where there are too few repeats to say."""

    def verdict(self, score: int) -> Verdict:
        """What may be said of a score beside it."""
        if not isfinite(self.least):
            return Verdict.TOO_FEW
        if abs(score - self.score) <= self.least:
            return Verdict.TOO_CLOSE
        return Verdict.BETTER if score > self.score else Verdict.LESS


@dataclass(frozen=True)
class Beside:
    """What a score stands beside; each None where there is none."""

    last: Before | None = None
    baseline: Before | None = None
    """With which the baseline, or of reps the target, was made."""
    least: float = inf
    """By how much two scores like this one must differ; inf where there are too few repeats to say."""


def beside(new: Entry, diary: Diary) -> Beside:
    """What an entry is compared with. `diary`: as it was before."""
    same = [e for e in diary.of(new.drill, new.board_id, new.foot) if e.simulated == new.simulated]
    like = [e for e in same if e.like is new.like and e.level == new.level]
    repeats = OwnRepeats.of([e.scores for e in (*like, new)])
    enough = repeats.freedom >= LEAST_REPEATS
    repeats = _with_usual(repeats) if enough else repeats
    now = max(len(new.scores), 1)

    def before(entry: Entry) -> Before:
        assert entry.score is not None
        least = repeats.least_difference(max(len(entry.scores), 1), now) if enough else inf
        return Before(entry.score, entry.made, least)

    day = _baseline_day(new, diary)
    made_it = [e for e in like if day and e.made[:10] == day]
    return Beside(
        before(like[-1]) if like else None,
        before(made_it[-1]) if made_it else None,
        repeats.least_difference(now, now) if enough else inf,
    )


def _with_usual(own: OwnRepeats) -> OwnRepeats:
    """With the usual spread as one repeat more: scores end at 100, and equal ones do not make every point a
    difference."""
    squares = own.freedom * own.sem**2 + USUAL_SD**2
    return OwnRepeats(sqrt(squares / (own.freedom + 1)), own.freedom + 1)


def _baseline_day(new: Entry, diary: Diary) -> str:
    """On which day the person's own reference was made, "" where there is none."""
    target = diary.targets.get(key_of(new.board_id, new.drill))
    own = diary.baselines.get(new.board_id)
    return target.made if target is not None else own.made if own is not None else ""
