"""What became of a number from day to day, with the band within which nothing can be said of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from tripod.analysis.repeatability import OwnRepeats
from tripod.report import figures
from tripod.report.page import Tick, Trend, TrendPoint
from tripod.sentences import sentence
from tripod.training.dates import days_between
from tripod.training.diary import Entry

BASE = 3
"""The first so many days are what later ones are held against."""
MOST_TRENDS = 4
MOST_DAYS = 30
"""Of more the last, beside those of the base."""


@dataclass(frozen=True)
class Series:
    """One number on several days."""

    name: str
    """The drill, or `sway`."""
    title: str
    unit: str
    days: tuple[str, ...]
    """ISO dates."""
    values: tuple[float, ...]
    repeats: tuple[int, ...]
    """Of how many tries each value is the mean."""
    own: OwnRepeats
    digits: int = 0

    @property
    def base(self) -> int:
        """How many days are the base; the last one never is."""
        return min(BASE, len(self.values) - 1)

    @property
    def base_value(self) -> float:
        """Their mean."""
        return sum(self.values[: self.base]) / self.base

    @property
    def least(self) -> float:
        """By how much the last day must differ from the base before it is no chance; inf where that is not known."""
        return self.own.least_difference(sum(self.repeats[: self.base]), self.repeats[-1])

    @property
    def least_from_last(self) -> float:
        """The same from the day before."""
        return self.own.least_difference(self.repeats[-2], self.repeats[-1])


def score_series(entries: Sequence[Entry], title: str) -> Series | None:
    """Of one drill that was cued alike; None of fewer than two days."""
    done = [(e, e.score) for e in entries if e.score is not None]
    if len(done) < 2:
        return None
    return Series(
        done[0][0].drill,
        title,
        sentence("report_trend.points"),
        tuple(e.made[:10] for e, _ in done),
        tuple(float(score) for _, score in done),
        tuple(max(len(e.scores), 1) for e, _ in done),
        OwnRepeats.of([e.scores for e, _ in done]),
    )


def sway_series(entries: Sequence[Entry]) -> Series | None:
    """Sway speed with open eyes; its repeats are those of the base's days. None of fewer than two days."""
    done = [(e.made[:10], e.sway.open_mm_s) for e in entries if e.sway is not None]
    told = [(day, mm_s) for day, mm_s in done if mm_s is not None]
    if len(told) < 2:
        return None
    values = tuple(mm_s for _, mm_s in told)
    base = values[: min(BASE, len(values) - 1)]
    days = tuple(day for day, _ in told)
    title, unit = sentence("report_trend.sway"), sentence("report_trend.mm_s")
    return Series("sway", title, unit, days, values, (1,) * len(values), OwnRepeats.of([base]), 1)


def all_series(entries: Sequence[Entry], first: str, title_of: Callable[[str], str]) -> list[Series]:
    """Of all that was done on one board, the drill `first` before the others; the most often done come next."""
    by_drill: dict[str, list[Entry]] = {}
    for entry in entries:
        by_drill.setdefault(entry.drill, []).append(entry)
    names = sorted(by_drill, key=lambda name: (name != first, -len(by_drill[name]), name))
    found: list[Series] = []
    for name in names:
        alike = [e for e in by_drill[name] if e.like is by_drill[name][-1].like]
        found += [s for s in (score_series(alike, title_of(name)),) if s is not None]
    sway = sway_series(entries)
    return [*found[: MOST_TRENDS - (sway is not None)], *([sway] if sway is not None else [])]


def trend(series: Series) -> Trend:
    """As a picture."""
    kept = [*range(series.base), *range(max(series.base, len(series.values) - MOST_DAYS), len(series.values))]
    values, least = [series.values[k] for k in kept], series.least
    band = None
    middle = series.base_value
    edges = [*values, middle]
    if isfinite(least):
        edges += [middle - least, middle + least]
    low, high, step = _axis(min(edges), max(edges), score=series.name != "sway")
    if isfinite(least):
        band = _part(middle - least, low, high), _part(middle, low, high), _part(middle + least, low, high)
    days = [days_between(series.days[0], series.days[k]) for k in kept]
    lasts = max(days[-1], 1)
    # On one day they stand side by side.
    along = [d / lasts for d in days] if days[-1] > 0 else [k / (len(kept) - 1) for k in range(len(kept))]
    points = [
        TrendPoint(round(x, 4), round(_part(series.values[k], low, high), 4), _kind(k, series))
        for x, k in zip(along, kept, strict=True)
    ]
    middle_day = series.days[kept[len(kept) // 2]]
    ticks = [Tick(0.0, figures.short_day(series.days[0])), Tick(1.0, figures.short_day(series.days[-1]))]
    if len(kept) > 6 and 0.3 < along[len(kept) // 2] < 0.7:
        ticks.insert(1, Tick(round(along[len(kept) // 2], 4), figures.short_day(middle_day)))
    n = round((high - low) / step)
    marks = [Tick(round(k / n, 4), figures.number(low + k * step, _digits(step))) for k in range(n + 1)]
    note = "" if band else sentence("report_trend.no_repeats")
    return Trend(series.title, series.unit, points, ticks, marks, band, note)


def _kind(k: int, series: Series) -> str:
    return "base" if k < series.base else "now" if k == len(series.values) - 1 else "past"


def _part(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _axis(low: float, high: float, *, score: bool) -> tuple[float, float, float]:
    """Ends and step of an axis that holds both; scores lie from 0 to 100."""
    if score:
        low, high = max(low, 0.0), min(high, 100.0)
    for step in (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0):
        down, up = step * (low // step), step * -(-high // step)
        up = max(up, down + 2 * step)
        if (up - down) / step <= 4:
            return down, up, step
    return low, max(high, low + 1.0), max(high - low, 1.0)


def _digits(step: float) -> int:
    return 0 if step >= 1 else 1


def change_said(series: Series) -> tuple[bool | None, str]:
    """Whether the last day is surely better than the base (False: surely less; None: nobody can tell), and its line."""
    change = series.values[-1] - series.base_value
    values = {
        "title": series.title,
        "now": figures.number(series.values[-1], series.digits),
        "base": figures.number(series.base_value, series.digits),
    }
    least = series.least
    if not isfinite(least):
        return None, sentence("report_trend.line_unknown", **values)
    if abs(change) < least:
        return None, sentence("report_trend.line_close", least=figures.number(least, series.digits), **values)
    better = (change > 0) == (series.name != "sway")
    return better, sentence("report_trend.line", **values)
