"""What the index says of a change, in sentences."""

from collections.abc import Callable, Sequence
from math import isfinite

from tripod.analysis.own_change import MOST_POINTS
from tripod.history.trend import Trend
from tripod.sentences import sentence
from tripod.training.compared_words import against_said, first_said


def change_said(trend: Trend) -> str:
    """What may be said of the newest against the first sessions."""
    return first_said(trend.beside) if trend.points else sentence("own_change.nothing_done")


def last_said(trend: Trend) -> str:
    """What may be said of it against the last one; "" where there is none, or it is no score."""
    last = trend.beside.last
    return against_said("last", last) if last is not None and not trend.speed else ""


def since_said(trend: Trend, day: Callable[[str], str]) -> str:
    """Since when nothing changed that repeats could not explain; "" where that cannot be told. `day`: an ISO time as a
    day is written."""
    return sentence("own_change.since", day=day(trend.since.made)) if trend.since is not None else ""


def repeats_said(trend: Trend) -> str:
    """How well sessions repeat, with the names of the figures; "" where that cannot be told."""
    of = trend.repeats
    if of is None or not isfinite(of.sem):
        return ""
    figures = {"form": of.form.value, "sem": of.sem, "mdc": of.mdc95, "sessions": of.sessions, "tries": of.tries}
    if not trend.speed and of.mdc95 >= MOST_POINTS:
        return sentence("own_change.repeats_too_far", **figures)
    if not isfinite(of.icc):
        return sentence("own_change.repeats_without_icc", **figures)
    return sentence("own_change.repeats", icc=of.icc, **figures)


def odd_dates_said(made: Sequence[str]) -> str:
    """What is to be said of ISO times that cannot be true; "" of none."""
    if not made:
        return ""
    return sentence("own_change.odd_dates", n=len(made), first=made[0][:10], last=made[-1][:10])
