"""The last seconds as curves: one lane a quantity, its band drawn in, a cursor with values, zoom by wheel and keys."""

from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.live.recent_window import Window
from tripod.sentences import figure, sentence
from tripod.views.feet.curves import envelope, polylines, zigzag
from tripod.views.feet.lanes import Floats, Lane
from tripod.views.feet.strip_ground import LEFT, Text, paint_ground, ticks
from tripod.views.kit.text import Align, Run, draw_runs, runs_rect
from tripod.views.kit.theme import SMALL, STRONG, Theme

SPAN_S = 10.0
SPANS_S = (2.0, 5.0, SPAN_S)
_BOTTOM, _HEAD, _GAP = 22.0, 18.0, 6.0
_PIXELS_A_BUCKET = 1.5
_CURSOR_STEP = 0.02
"""Of the span, by one press of an arrow."""


class Strip(QWidget):
    """The curves themselves."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(sentence("view_feet_strips.the_last_seconds"))
        self.setToolTip(sentence("view_feet_strips.wheel_and_keys"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.theme = theme
        self.grey = False
        self.span_s = SPAN_S
        self.whole = False
        """The axes show all that can be, not what is there."""
        self.cursor_s = nan
        """How long ago the cursor stands; nan for none."""
        self._lanes: list[Lane] = []
        self._spans: list[tuple[float, float]] = []
        self._window = Window(np.zeros(0), np.zeros((0, 2, 3), np.float32), np.zeros((0, 2, 2), np.float32))
        self._t_s: NDArray[np.float64] = np.zeros(0)
        self._low: list[Floats] = []
        self._high: list[Floats] = []
        self._now_s = 0.0
        self._ground = QPixmap()
        self._made_of: object = None

    def sizeHint(self) -> QSize:
        return QSize(320, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 100)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_lanes(self, lanes: list[Lane], window: Window, grey: bool) -> None:
        """Show these rows of `window`, cut down to what the width can show."""
        self._lanes, self._window, self.grey = lanes, window, grey
        self._cut()

    def _cut(self) -> None:
        t_s = self._window.t_s
        self._t_s, self._low, self._high = np.zeros(0), [], []
        if len(t_s) and self._lanes:
            self._now_s = float(t_s[-1])
            rows = slice(int(np.searchsorted(t_s, self._now_s - self.span_s)), None)
            buckets = max(self.plot_width() / _PIXELS_A_BUCKET, 50)
            # All lanes at once: one pass over the samples.
            values = np.concatenate([lane.values[rows] for lane in self._lanes], axis=1)
            self._t_s, low, high = envelope(t_s[rows], values, self.span_s / buckets)
            ends = np.cumsum([lane.values.shape[1] for lane in self._lanes])[:-1]
            self._low, self._high = np.split(low, ends, axis=1), np.split(high, ends, axis=1)
        nothing: Floats = np.zeros((0, 1), np.float32)
        lows, highs = (some or [nothing] * len(self._lanes) for some in (self._low, self._high))
        self._spans = [
            lane.span(low, high, whole=self.whole) for lane, low, high in zip(self._lanes, lows, highs, strict=True)
        ]
        self.update()

    def zoom(self, longer: int) -> bool:
        """Show a longer or a shorter time; False where there is none."""
        at = SPANS_S.index(self.span_s) + longer
        if not 0 <= at < len(SPANS_S):
            return False
        self.span_s = SPANS_S[at]
        self._cut()
        return True

    def set_whole(self, whole: bool) -> None:
        """Let the axes show all that can be, or fit to what is there."""
        self.whole = whole
        self._cut()

    def set_cursor(self, ago_s: float) -> None:
        """Stand so long ago; nan for no cursor."""
        self.cursor_s = min(max(ago_s, 0.0), self.span_s) if isfinite(ago_s) else nan
        self.update()

    def values_at(self, ago_s: float) -> list[list[float]]:
        """Lane by lane, curve by curve: what it was then; nan where there is no value."""
        t_s = self._window.t_s
        if not len(t_s):
            return [[nan] * lane.values.shape[1] for lane in self._lanes]
        at = min(int(np.searchsorted(t_s, self._now_s - ago_s)), len(t_s) - 1)
        return [lane.values[at].tolist() for lane in self._lanes]

    def plot_width(self) -> float:
        """Of the curves, in pixels."""
        return max(self.width() - LEFT, 10.0)

    def plots(self) -> list[QRectF]:
        """Where each lane's curves are drawn."""
        n = max(len(self._lanes), 1)
        each = (self.height() - _BOTTOM) / n
        return [
            QRectF(LEFT, k * each + _HEAD, self.plot_width(), max(each - _HEAD - _GAP, 4.0))
            for k in range(len(self._lanes))
        ]

    def text_rects(self) -> list[QRectF]:
        """Where text stands."""
        out: list[QRectF] = []
        for runs, at, align in [
            *self._heads(),
            *self._axis(),
            *ticks(self._lanes, self.plots(), self._spans, self.theme),
        ]:
            out.append(runs_rect(runs, at.x(), at.y(), align))
        return out

    def _x(self, t_s: NDArray[np.float64]) -> NDArray[np.float64]:
        return LEFT + self.plot_width() * (1 - (self._now_s - t_s) / self.span_s)

    def paintEvent(self, event: QPaintEvent) -> None:
        dpr = self.devicePixelRatioF()
        made_of = (self.size(), dpr, self.theme, self._spans, [(a.name, a.band) for a in self._lanes], self.span_s)
        if made_of != self._made_of:
            self._made_of = made_of
            self._ground = QPixmap(self.size() * dpr)
            self._ground.setDevicePixelRatio(dpr)
            self._ground.fill(self.theme.panel)
            with QPainter(self._ground) as painter:
                paint_ground(painter, self._lanes, self.plots(), self._spans, self.theme)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if len(self._t_s):
                x = self._x(self._t_s)
                for k, plot in enumerate(self.plots()):
                    self._paint_lane(painter, k, plot, x)
            self._paint_cursor(painter)
            for runs, at, align in [*self._heads(), *self._axis()]:
                draw_runs(painter, runs, at.x(), at.y(), align)
            if self.hasFocus():
                painter.setPen(QPen(self.theme.accent, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _inks(self, lane: Lane) -> list[QColor]:
        theme = self.theme
        if self.grey:
            return [theme.muted] * len(lane.curves)
        return [theme.text, theme.accent][: len(lane.curves)]

    def _paint_lane(self, painter: QPainter, k: int, plot: QRectF, x: NDArray[np.float64]) -> None:
        lane, (bottom, top) = self._lanes[k], self._spans[k]
        painter.save()
        painter.setClipRect(plot.adjusted(0, -1, 2, 1))
        twice = np.repeat(x, 2)
        for curve, ink in enumerate(self._inks(lane)):
            line = zigzag(self._low[k][:, curve], self._high[k][:, curve])
            y = plot.bottom() - (line.astype(np.float64) - bottom) / (top - bottom) * plot.height()
            painter.setPen(QPen(ink, 1))
            for polygon in polylines(twice, y):
                painter.drawPolyline(polygon)
            with np.errstate(invalid="ignore"):
                off = (line < lane.alert[0]) | (line > lane.alert[1])
            if off.any() and not self.grey:
                painter.setPen(QPen(self.theme.warn, 1))
                for polygon in polylines(twice, np.where(off, y, np.nan)):
                    painter.drawPolyline(polygon)
        painter.restore()

    def _paint_cursor(self, painter: QPainter) -> None:
        plots = self.plots()
        if not isfinite(self.cursor_s) or not plots:
            return
        x = float(self._x(np.array([self._now_s - self.cursor_s]))[0])
        pen = QPen(self.theme.muted, 1)
        pen.setDashPattern([2, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, plots[0].top()), QPointF(x, plots[-1].bottom()))
        for lane, plot, (bottom, top), values in zip(
            self._lanes, plots, self._spans, self.values_at(self.cursor_s), strict=True
        ):
            for value, ink in zip(values, self._inks(lane), strict=True):
                if isfinite(value) and bottom <= value <= top:
                    y = plot.bottom() - (value - bottom) / (top - bottom) * plot.height()
                    painter.setPen(QPen(self.theme.casing, 1.5))
                    painter.setBrush(ink)
                    painter.drawEllipse(QPointF(x, y), 4, 4)

    def _heads(self) -> list[Text]:
        """Above each lane its name, and the values at the cursor, without one the current values."""
        theme = self.theme
        out: list[Text] = []
        ago = self.cursor_s if isfinite(self.cursor_s) else 0.0
        for lane, plot, values in zip(self._lanes, self.plots(), self.values_at(ago), strict=True):
            y = plot.top() - 5
            name_ink = theme.muted if self.grey else theme.text
            out.append(([Run(lane.name, SMALL + 0.5, name_ink)], QPointF(plot.left(), y), Align.LEFT))
            runs: list[Run] = []
            for value, curve, ink in zip(values, lane.curves, self._inks(lane), strict=True):
                off = (value < lane.alert[0] or value > lane.alert[1]) and not self.grey
                if curve:
                    runs.append(Run(f"{'   ' if runs else ''}{curve} ", SMALL, ink))
                said = f"{value:.0f}".replace("-", "−") if isfinite(value) else "–"
                runs.append(Run(said, SMALL + 1, theme.warn if off else ink, STRONG))
            runs.append(Run(f" {lane.unit}", SMALL, theme.muted))
            out.append((runs, QPointF(plot.right(), y), Align.RIGHT))
        return out

    def _axis(self) -> list[Text]:
        """Below all lanes the time, with the cursor's own in between."""
        theme, right, y = self.theme, LEFT + self.plot_width(), self.height() - 6.0
        seconds = f"−{figure(self.span_s)}"
        out = [
            ([Run(sentence("view_feet_strips.s", n=seconds), SMALL, theme.muted)], QPointF(LEFT, y), Align.LEFT),
            ([Run(sentence("view_feet_strips.now"), SMALL, theme.muted)], QPointF(right, y), Align.RIGHT),
        ]
        middle = [Run(sentence("view_feet_strips.s", n=f"−{figure(self.span_s / 2)}"), SMALL, theme.muted)]
        lines = [*out, (middle, QPointF((LEFT + right) / 2, y), Align.CENTRE)]
        if isfinite(self.cursor_s):
            said = [
                Run(sentence("view_feet_strips.s", n=f"−{figure(self.cursor_s, '.1f')}"), SMALL, theme.text, STRONG)
            ]
            half = runs_rect(said, 0, 0).width() / 2
            x = float(self._x(np.array([self._now_s - self.cursor_s]))[0])
            own = said, QPointF(min(max(x, LEFT + half), right - half), y), Align.CENTRE
            mine = runs_rect(said, own[1].x(), y, Align.CENTRE).adjusted(-6, 0, 6, 0)
            lines = [a for a in lines if not runs_rect(a[0], a[1].x(), y, a[2]).intersects(mine)] + [own]
        return lines

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        part = (event.position().x() - LEFT) / self.plot_width()
        self.set_cursor(self.span_s * (1 - part) if 0 <= part <= 1 else nan)

    def leaveEvent(self, event: QEvent) -> None:
        self.set_cursor(nan)

    def wheelEvent(self, event: QWheelEvent) -> None:
        up = event.angleDelta().y() > 0
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_whole(not up)
        else:
            self.zoom(-1 if up else 1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: 1, Qt.Key.Key_Right: -1}.get(Qt.Key(event.key()), 0)
        if step:
            before = self.cursor_s if isfinite(self.cursor_s) else 0.0
            self.set_cursor(before + step * _CURSOR_STEP * self.span_s)
        elif event.key() == Qt.Key.Key_Escape and isfinite(self.cursor_s):
            self.set_cursor(nan)
        else:
            super().keyPressEvent(event)
