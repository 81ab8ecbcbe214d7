"""What became of a number from day to day, with the band within which nothing can be said of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, nan

from tripod.analysis.own_change import Told
from tripod.report import figures
from tripod.report.page import Tick, Trend, TrendPoint
from tripod.sentences import sentence
from tripod.training.alike import Kind, Sitting, sittings_like, tries_of_entry
from tripod.training.compared import FIRST, Compared, better, compared
from tripod.training.compared_words import first_said
from tripod.training.dates import days_between
from tripod.training.diary import Entry
from tripod.training.score_axis import score_axis

MOST_TRENDS = 4
MOST_DAYS = 30
"""Of more the last, beside those of the base."""


@dataclass(frozen=True)
class Series:
    """One number on several days, done alike each time."""

    name: str
    """The drill."""
    foot: str
    """On which it was done."""
    title: str
    sittings: tuple[Sitting, ...]
    """Two at least."""
    speed: bool
    """Values are mm/s of sway, else points."""
    kind: Kind = Kind.ALL
    """Of which tries."""

    @property
    def unit(self) -> str:
        """As it is written."""
        return sentence("report_trend.mm_s" if self.speed else "report_trend.points")

    @property
    def digits(self) -> int:
        """Behind the point."""
        return 1 if self.speed else 0

    @property
    def days(self) -> tuple[str, ...]:
        """ISO dates."""
        return tuple(of.made[:10] for of in self.sittings)

    @property
    def values(self) -> tuple[float, ...]:
        """Of each."""
        return tuple(of.value for of in self.sittings)

    @property
    def tries(self) -> int:
        """Of all."""
        return sum(len(of.tries) for of in self.sittings)

    @property
    def base(self) -> int:
        """How many sittings are what the last one is held against; 0 while there are too few."""
        return FIRST if self.beside.first is not None else 0

    @cached_property
    def beside(self) -> Compared:
        """What may be said of the last one."""
        return compared(self.sittings, speed=self.speed)


def all_series(entries: Sequence[Entry], first: str, title_of: Callable[[str], str]) -> list[Series]:
    """Of all that was done on one board, the drill `first` before the others; the most often done come next. Each leg
    has its own, and each is of what was done like the last one."""
    newest: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if Sitting.of_entry(entry) is not None:
            newest[entry.drill, entry.foot] = entry
    found = [_series(new, entries, title_of, kind) for new in newest.values() for kind in tries_of_entry(new).kinds]
    told = [of for of in found if len(of.sittings) > 1]
    told.sort(key=lambda of: (of.name != first, -len(of.sittings), of.name, of.foot))
    sway = [of for of in told if of.speed][:1]
    return [*[of for of in told if not of.speed][: MOST_TRENDS - len(sway)], *sway]


def whole_series(entries: Sequence[Entry], drill: str, foot: str) -> Series | None:
    """Of the score of a drill, holds and reps together; None where it was done once alone."""
    own = [e for e in entries if (e.drill, e.foot) == (drill, foot) and Sitting.of_entry(e) is not None]
    series = _series(own[-1], entries, lambda name: name, Kind.ALL) if own else None
    return series if series is not None and len(series.sittings) > 1 else None


def _series(new: Entry, entries: Sequence[Entry], title_of: Callable[[str], str], kind: Kind) -> Series:
    sways = new.sway is not None
    title = sentence("report_trend.sway") if sways else title_of(new.drill)
    if new.foot != "both":
        title = sentence("report_trend.on_one_leg", title=title, foot=new.foot)
    if kind is not Kind.ALL:
        title = sentence("report_trend.of_kind", title=title, kind=kind.value)
    return Series(new.drill, new.foot, title, tuple(sittings_like(new, entries, kind)), sways, kind)


def trend(series: Series) -> Trend:
    """As a picture."""
    kept = [*range(series.base), *range(max(series.base, len(series.values) - MOST_DAYS), len(series.values))]
    change, band = series.beside.first, None
    edges = [series.values[k] for k in kept]
    middle, least = (change.before, change.least) if change is not None else (nan, nan)
    if isfinite(least):
        edges += [middle - least, middle + least]
    axis = _axis(min(edges), max(edges)) if series.speed else score_axis(edges)
    low, high = axis[0], axis[-1]
    if isfinite(least):
        band = _part(middle - least, low, high), _part(middle, low, high), _part(middle + least, low, high)
    days = [days_between(series.days[0], series.days[k]) for k in kept]
    lasts = max(days[-1], 1)
    # On one day they stand side by side.
    along = [d / lasts for d in days] if days[-1] > 0 else [k / (len(kept) - 1) for k in range(len(kept))]
    points = [
        TrendPoint(
            round(x, 4), round(_part(series.values[k], low, high), 4), _kind(k, series), series.sittings[k].in_doubt
        )
        for x, k in zip(along, kept, strict=True)
    ]
    middle_day = series.days[kept[len(kept) // 2]]
    ticks = [Tick(0.0, figures.short_day(series.days[0])), Tick(1.0, figures.short_day(series.days[-1]))]
    if len(kept) > 6 and 0.3 < along[len(kept) // 2] < 0.7:
        ticks.insert(1, Tick(round(along[len(kept) // 2], 4), figures.short_day(middle_day)))
    digits = _digits(axis[1] - low)
    marks = [Tick(round(_part(at, low, high), 4), figures.number(at, digits)) for at in axis]
    said = ["" if band else first_said(series.beside)]
    said += [sentence("report_trend.doubt")] if any(point.in_doubt for point in points) else []
    note = " ".join(filter(None, said))
    return Trend(series.title, series.unit, points, ticks, marks, band, note)


def _kind(k: int, series: Series) -> str:
    return "base" if k < series.base else "now" if k == len(series.values) - 1 else "past"


def _part(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _axis(low: float, high: float) -> list[float]:
    """The marks of an axis that holds both, evenly apart."""
    for step in (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0):
        down, up = step * (low // step), step * -(-high // step)
        up = max(up, down + 2 * step)
        if (up - down) / step <= 4:
            return [down + k * step for k in range(round((up - down) / step) + 1)]
    return [low, max(high, low + 1.0)]


def _digits(step: float) -> int:
    return 0 if step >= 1 else 1


def change_said(series: Series) -> tuple[bool | None, str]:
    """Whether the last one is surely better than the first ones (False: surely less; None: nobody can tell), and its
    line."""
    change = series.beside.first
    values = {"title": series.title, "now": figures.number(series.values[-1], series.digits)}
    if change is None:
        return None, sentence("report_trend.line_few", more=series.beside.more_sittings, **values)
    values["base"] = figures.number(change.before, series.digits)
    match change.told:
        case Told.CANNOT_TELL:
            line = sentence("report_trend.line_unknown", more=change.more_tries, **values)
        case Told.TOO_FAR:
            line = sentence("report_trend.line_too_far", **values)
        case Told.TOO_CLOSE:
            line = sentence("report_trend.line_close", least=figures.number(change.least, series.digits), **values)
        case _:
            line = sentence("report_trend.line", **values)
    return better(change, speed=series.speed), line
