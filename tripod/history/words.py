"""What the index says of a change, in sentences."""

from collections.abc import Callable
from math import isfinite

from tripod.analysis.own_change import Told
from tripod.history.trend import FIRST, Trend
from tripod.sentences import sentence


def change_said(trend: Trend) -> str:
    """What may be said of the newest against the first sessions."""
    if not trend.points:
        return sentence("own_change.nothing_done")
    if trend.change is None:
        return sentence("own_change.more_sessions", more=trend.more_sessions, first=FIRST)
    change = trend.change
    if change.told is Told.CANNOT_TELL:
        return sentence("own_change.more_tries", more=change.more_tries)
    unit = "speed" if trend.speed else "points"
    by, least = abs(change.difference), change.least
    if trend.speed:
        by, least = abs(change.percent(by)), change.percent(least)
        if not isfinite(by):
            return sentence("own_change.more_tries", more=1)
    way = "more" if change.difference >= 0 else "less"
    if change.told is Told.TOO_CLOSE and by < 0.5:
        return sentence(f"own_change_{unit}.same", least=least, first=FIRST)
    close = "_too_close" if change.told is Told.TOO_CLOSE else ""
    return sentence(f"own_change_{unit}.{way}{close}", by=by, least=least, first=FIRST)


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
    if not isfinite(of.icc):
        return sentence("own_change.repeats_without_icc", **figures)
    return sentence("own_change.repeats", icc=of.icc, **figures)
