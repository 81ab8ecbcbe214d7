"""The scores of one drill over weeks (pyqtgraph), with the band in which nothing can be said."""

from collections import Counter
from collections.abc import Sequence
from math import ceil, floor, isfinite

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tripod.history.trend import Point, Trend
from tripod.sentences import figure, sentence
from tripod.training.score_axis import score_axis
from tripod.views.history.dates import EPOCH, days_of, short_day
from tripod.views.history.free_place import free_place
from tripod.views.kit.theme import BODY, SMALL, STRONG, Theme, faded, font

_RING_PX, _CROSS_PX = 13, 13
_ROOM_RIGHT = 0.24
"""Part of the width right of the newest, for words."""
_LEAST_DAYS = 7
_PLACES = 400
"""Side by side; a point is two pixels wide at least."""


class TrendPlot(QWidget):
    """Circles are tries that can be held against the newest, joined by a line; diamonds those that later ones are held
    against; small dots were done otherwise (board, calibration, leg, level, cueing) and are not compared. A cross
    over any of them: whether it was good could not be told."""

    chosen = Signal(int)
    """Number of a point, oldest first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: tuple[Point, ...] = ()
        self._x: list[float] = []
        self._trend = Trend()
        self._marked: int | None = None
        self.setAccessibleName(sentence("view_history.plot"))
        self._plot = pg.PlotWidget()
        self._view = self._plot.getViewBox()
        # Not where this widget is: the plot in it is laid out later.
        self._view.sigResized.connect(self._resized)
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        # What it shows stands in the list, too, where keys go from one to the next.
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFrameShape(self._plot.Shape.NoFrame)
        self._plot.getAxis("left").setWidth(34)
        self.lines = [pg.InfiniteLine(0, 0) for _ in range(4)]
        self.band = pg.LinearRegionItem((0, 1), orientation="horizontal", movable=False)
        self.base = pg.InfiniteLine(0, 0)
        self.way = pg.PlotDataItem()
        self.unlike, self.like = pg.ScatterPlotItem(size=5), pg.ScatterPlotItem(size=9)
        self.first = pg.ScatterPlotItem(size=12, symbol="d")
        self.doubt = pg.ScatterPlotItem(size=_CROSS_PX, symbol=_cross())
        self.ring = pg.ScatterPlotItem(size=19)
        self.named, self.says = pg.TextItem(anchor=(0, 0.5)), pg.TextItem(anchor=(0, 0.5))
        self.value = pg.TextItem(anchor=(0, 0.5))
        items = (
            *self.lines, self.band, self.base, self.way, self.unlike, self.ring, self.like, self.first, self.doubt,
            self.named, self.says, self.value,
        )  # fmt: skip
        for depth, item in enumerate(items):
            item.setZValue(depth)
            self._plot.addItem(item)
        for dots in (self.like, self.first, self.unlike):
            dots.sigClicked.connect(self._click)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._plot)
        self.setMinimumHeight(110)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Set all colours one by one, because pyqtgraph ignores Qt's palette."""
        self._plot.setBackground(theme.panel)
        for line in self.lines:
            line.setPen(pg.mkPen(theme.edge, width=1))
        self.band.setBrush(pg.mkBrush(faded(theme.accent, 0.16)))
        for edge in self.band.lines:
            edge.setPen(pg.mkPen(theme.accent, width=1))
        self.base.setPen(pg.mkPen(theme.accent, width=1, dash=[4, 4]))
        self.way.setPen(pg.mkPen(theme.outline, width=1))
        self.unlike.setPen(pg.mkPen(None))
        self.unlike.setBrush(pg.mkBrush(theme.outline))
        for dots in (self.like, self.first):
            dots.setPen(pg.mkPen(theme.text, width=1.5))
            dots.setBrush(pg.mkBrush(theme.panel))
        self.doubt.setPen(pg.mkPen(theme.text, width=1.5))
        self.ring.setPen(pg.mkPen(theme.accent, width=2))
        self.ring.setBrush(pg.mkBrush(theme.accent_soft))
        for item, ink, size, weight in (
            (self.named, theme.text, SMALL, STRONG), (self.says, theme.muted, SMALL, None),
            (self.value, theme.text, BODY, STRONG),
        ):  # fmt: skip
            item.setColor(ink)
            item.setFont(font(size, weight) if weight is not None else font(size))
        for side in ("bottom", "left"):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(None))
            axis.setTickPen(pg.mkPen(None))
            axis.setTextPen(pg.mkPen(theme.muted))
            axis.setStyle(tickFont=font(SMALL - 0.5), tickLength=0)

    def show_trend(self, trend: Trend, points: Sequence[Point]) -> None:
        """The band of the trend, and those of its points that are asked for."""
        self._trend, self.points = trend, tuple(points)
        days = [float(days_of(p.done.made)) for p in points]
        # Several of one day stand beside each other.
        many, seen = Counter(days), Counter[float]()
        self._x = []
        for day in days:
            self._x.append(day + 0.8 * seen[day] / many[day])
            seen[day] += 1
        alike = self._drawn([n for n, p in enumerate(points) if p.alike])
        unlike = self._drawn([n for n, p in enumerate(points) if not p.alike])
        first = [n for n, p in enumerate(points) if p.first]
        for dots, chosen in (
            (self.like, [n for n in alike if not points[n].first]), (self.first, first), (self.unlike, unlike)
        ):  # fmt: skip
            dots.setData(_array([self._x[n] for n in chosen]), _array([points[n].value for n in chosen]), data=chosen)
        doubted = sorted({n for n in (*alike, *unlike) if points[n].done.in_doubt})
        self.doubt.setData(_array([self._x[n] for n in doubted]), _array([points[n].value for n in doubted]))
        self.way.setData(_array([self._x[n] for n in alike]), _array([points[n].value for n in alike]))
        self.ring.setData(_array([]), _array([]))
        self.value.setText("")
        self._marked = None
        self._fit()

    def _drawn(self, numbers: list[int]) -> list[int]:
        """Of more points than there are places for, the least and the greatest of each of `_PLACES` stretches of time,
        and the ends: what is seen of thousands (M4 of Jugel et al. 2014, Proc VLDB Endow 7:797)."""
        if len(numbers) <= 2 * _PLACES:
            return numbers
        at, values = np.array(numbers), np.array([self.points[n].value for n in numbers])
        x = np.array([self._x[n] for n in numbers])
        place = np.minimum(((x - x[0]) / max(x[-1] - x[0], 1e-9) * _PLACES).astype(np.intp), _PLACES - 1)
        by_value = np.lexsort((values, place))
        begins = np.flatnonzero(np.diff(place[by_value], prepend=-1))
        ends = np.append(begins[1:], len(at)) - 1
        kept = np.concatenate([by_value[begins], by_value[ends], [0, len(at) - 1]])
        return np.unique(at[kept]).tolist()

    def _fit(self) -> None:
        trend = self._trend
        told = isfinite(trend.base) and isfinite(trend.least)
        low, high = trend.base - trend.least, trend.base + trend.least
        values = [p.value for p in self.points] + ([low, high] if told else [])
        ticks = _ticks(values, speed=trend.speed)
        left, right = (min(self._x), max(self._x)) if self._x else (0.0, 1.0)
        left = min(left, right - _LEAST_DAYS)
        wide = right - left
        # The ring round a point at the end of the scale is not cut, in a low plot neither.
        edge = max(0.05, _RING_PX / max(self._view.size().height(), 1)) * (ticks[-1] - ticks[0])
        beside = 0.05 * (1.03 + _ROOM_RIGHT) * wide
        self._view.setRange(
            xRange=(left - 0.03 * wide - beside, right + _ROOM_RIGHT * wide + beside),
            yRange=(ticks[0] - edge, ticks[-1] + edge),
            padding=0.0,
        )
        for line, at in zip(self.lines, (*ticks, *[ticks[-1]] * 4), strict=False):
            line.setValue(at)
        self._plot.getAxis("left").setTicks([[(at, figure(at)) for at in ticks]])
        self._plot.getAxis("bottom").setTicks([_day_ticks(left, right) if self._x else []])
        for item in (self.band, self.base, self.named, self.says):
            item.setVisible(told)
        if told:
            self.band.setRegion((max(low, ticks[0]), min(high, ticks[-1])))
            self.base.setValue(trend.base)
            digits = 1 if trend.speed else 0
            room = max(0.075, 9 / max(self._view.size().height(), 1)) * (ticks[-1] - ticks[0])
            self.named.setText(sentence("view_history.base", value=figure(trend.base, f".{digits}f")))
            self.says.setText(sentence("view_history.band", least=figure(trend.least, f".{digits}f")))
            self.named.setPos(right + 0.03 * wide, trend.base + room)
            self.says.setPos(right + 0.03 * wide, trend.base - room)

    def _resized(self) -> None:
        self._fit()
        self.mark(self._marked)

    def mark(self, number: int | None) -> None:
        """Put the ring round this point, with its value."""
        self._marked = number
        if number is None or not 0 <= number < len(self.points):
            self.ring.setData(_array([]), _array([]))
            self.value.setText("")
            return
        x, point = self._x[number], self.points[number]
        self.ring.setData(_array([x]), _array([point.value]))
        self.value.setText(figure(point.value, ".1f" if self._trend.speed else ".0f"))
        self._place_value(x, point.value)

    def _place_value(self, x: float, y: float) -> None:
        """Beside and above its point; where another word stands there, or the plot ends, on another side of it."""
        (left, right), (bottom, top) = self._view.viewRange()
        size = self._view.size()
        wide, high = max(size.width(), 1), max(size.height(), 1)
        at_x, at_y = (x - left) / (right - left) * wide, (top - y) / (top - bottom) * high

        def rect(item: pg.TextItem, x_px: float, middle_px: float) -> QRectF:
            box = item.boundingRect()
            return QRectF(x_px, middle_px - box.height() / 2, box.width(), box.height())

        taken = [
            rect(item, (item.x() - left) / (right - left) * wide, (top - item.y()) / (top - bottom) * high)
            for item in (self.named, self.says)
            if item.isVisible()
        ]
        beside, over = 0.012 * wide, 0.06 * high
        long = self.value.boundingRect().width()
        own = [
            rect(self.value, at, at_y + down)
            for at in (at_x + beside, at_x - beside - long)
            for down in (-over, over, -max(over, 2 * _RING_PX), max(over, 2 * _RING_PX))
        ]
        found = free_place(own, taken, QRectF(0, 0, wide, high))
        self.value.setPos(left + found.x() / wide * (right - left), top - found.center().y() / high * (top - bottom))

    @property
    def doubts(self) -> bool:
        """Whether a cross is shown."""
        return len(self.doubt.getData()[0]) > 0

    def data(self) -> list[tuple[float, float]]:
        """All points that it shows, in days since 1970."""
        shown = (dots.getData() for dots in (self.first, self.like, self.unlike))
        return sorted((float(x), float(y)) for xs, ys in shown for x, y in zip(xs, ys, strict=True))

    def _click(self, _dots: object, points: Sequence[pg.SpotItem]) -> None:
        if len(points):
            self.chosen.emit(points[0].data())


def _cross() -> QPainterPath:
    """Of lines as thin as the signs under it have, which are to be told apart all the same."""
    path = QPainterPath()
    for x, y in ((-0.5, -0.5), (-0.5, 0.5)):
        path.moveTo(x, y)
        path.lineTo(-x, -y)
    return path


def _ticks(values: Sequence[float], *, speed: bool) -> list[float]:
    """A few, evenly, round the values; scores go to 100."""
    if not speed:
        return score_axis(values)
    reach = max([*values, 1.0])
    step = next(s for s in (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1000.0, 10_000.0) if 3 * s >= reach)
    return [step * k for k in range(4)]


def _day_ticks(left: float, right: float) -> list[tuple[float, str]]:
    first, last = floor(left), floor(right)
    # As many days apart each time, counted back from the last.
    apart = max(ceil((last - first) / 4), 1)
    days = range(last, first - 1, -apart)[::-1]
    return [(float(d), short_day(EPOCH.addDays(d).toString("yyyy-MM-dd"))) for d in days]


def _array(values: Sequence[float]) -> NDArray[np.float64]:
    return np.array(values, np.float64)
