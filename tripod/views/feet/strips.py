"""The last ten seconds of a foot's shares: three lines told apart by label and stroke."""

from collections.abc import Callable
from math import isfinite
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget
from shiboken6 import VoidPtr

from tripod.boards import FEET, POINTS, Board
from tripod.live.recent_window import Window
from tripod.sentences import sentence
from tripod.views.kit.text import Align, Run, advance, draw_runs
from tripod.views.kit.theme import PANEL_RADIUS, SMALL, STRONG, Theme
from tripod.views.kit.words import Words

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SPAN_S = 10.0
_TOP, _BOTTOM, _LEFT = 30, 24, 40


def envelope(
    t_s: NDArray[np.float64], values: NDArray[np.float32], bucket_s: float
) -> tuple[NDArray[np.float64], NDArray[np.float32], NDArray[np.float32]]:
    """Least and greatest of `values` (n, k) in each bucket of time.

    Buckets are tied to the clock, not to the newest sample: a spike keeps its shape while it moves on.
    """
    which = np.floor(t_s / bucket_s).astype(np.int64)
    starts = np.flatnonzero(np.diff(which, prepend=which[0] - 1))
    middle: NDArray[np.float64] = (which[starts] + 0.5).astype(np.float64) * bucket_s
    return (
        middle,
        np.fmin.reduceat(values, starts, axis=0),
        np.fmax.reduceat(values, starts, axis=0),
    )


class Strip(QWidget):
    """One foot's strip."""

    def __init__(self, foot: str, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(sentence("view_feet_strips.load_shares_of_the_last"))
        self.setMinimumHeight(110)
        self.foot = foot
        self.theme = theme
        self.grey = False
        self._words = words
        self._board: Board | None = None
        self._ground = QPixmap()
        self._made_of: object = None
        self._t_s: NDArray[np.float64] = np.zeros(0)
        self._low: NDArray[np.float32] = np.zeros((0, 3), np.float32)
        self._high: NDArray[np.float32] = np.zeros((0, 3), np.float32)
        self._now_s = 0.0

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def title(self) -> str:
        """The heading above the curves."""
        return sentence("view_feet_strips.of_this_foot", foot=self._words.foot_title(self.foot))

    def scale(self) -> tuple[float, float]:
        """Shares at the bottom and at the top; equivalent shares may leave 0 to 100 % and get room to do so."""
        plate = self._board is not None and self._board.claims.map_radius_mm <= 0
        return (-0.25, 1.25) if plate else (0.0, 1.0)

    def plot_rect(self) -> QRectF:
        """The area of the curves in pixels of this widget."""
        names = max(advance(self._words.point(p), SMALL, STRONG) for p in POINTS)
        return QRectF(_LEFT, _TOP, self.width() - _LEFT - names - 24, self.height() - _TOP - _BOTTOM)

    def show_window(self, board: Board | None, window: Window, grey: bool) -> None:
        """Take the last seconds, cut down to what the width can show."""
        self._board, self.grey = board, grey
        if len(window.t_s) and window.t_s.size:
            share = window.share[:, FEET.index(self.foot)]
            buckets = max(self.plot_rect().width() / 1.5, 50)
            self._t_s, self._low, self._high = envelope(window.t_s, share, SPAN_S / buckets)
            self._now_s = float(window.t_s[-1])
        else:
            self._t_s = np.zeros(0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        dpr = self.devicePixelRatioF()
        made_of = (self.size(), dpr, self.theme.name, self.scale())
        if made_of != self._made_of:
            self._made_of = made_of
            self._ground = QPixmap(self.size() * dpr)
            self._ground.setDevicePixelRatio(dpr)
            self._ground.fill(self.theme.background)
            with QPainter(self._ground) as painter:
                self._paint_ground(painter)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if len(self._t_s):
                self._paint_lines(painter)

    def _y(self, share: NDArray[np.floating] | float) -> NDArray[np.float64]:
        plot, (low, high) = self.plot_rect(), self.scale()
        return plot.bottom() - (np.asarray(share, np.float64) - low) / (high - low) * plot.height()

    def _pens(self) -> tuple[QPen, QPen, QPen]:
        theme = self.theme
        inks = (theme.muted,) * 3 if self.grey else (theme.text, theme.accent, theme.muted)
        pens = tuple(QPen(ink, 1) for ink in inks)
        pens[2].setDashPattern([4, 3])
        return pens[0], pens[1], pens[2]

    def _paint_lines(self, painter: QPainter) -> None:
        plot = self.plot_rect()
        x = plot.right() - (self._now_s - self._t_s) / SPAN_S * plot.width()
        keep = x >= plot.left()
        x, low, high = x[keep], self._low[keep], self._high[keep]
        painter.save()
        painter.setClipRect(plot.adjusted(0, -3, 3, 3))
        for k, pen in enumerate(self._pens()):
            painter.setPen(pen)
            if k == 2:
                for polygon in polylines(x, self._y((low[:, k] + high[:, k]) / 2)):
                    painter.drawPolyline(polygon)
                continue
            both = np.stack([low[:, k], high[:, k]], axis=1)
            both[1::2] = both[1::2, ::-1]
            for polygon in polylines(np.repeat(x, 2), self._y(both.reshape(-1))):
                painter.drawPolyline(polygon)
        painter.restore()
        self._paint_names(painter, (low[-1] + high[-1]) / 2 if len(low) else np.full(3, np.nan, np.float32))

    def _paint_names(self, painter: QPainter, last: NDArray[np.float32]) -> None:
        plot = self.plot_rect()
        at = [float(y) if isfinite(y) else plot.bottom() - 14 * (2 - k) for k, y in enumerate(self._y(last))]
        order = sorted(range(3), key=lambda k: at[k])
        top = plot.top() + 2
        for n, k in enumerate(order):
            at[k] = min(max(at[k], top), plot.bottom() - 14 * (2 - n))
            top = at[k] + 14
        for k, pen in enumerate(self._pens()):
            run = Run(self._words.point(POINTS[k]), SMALL, pen.color(), STRONG)
            draw_runs(painter, [run], plot.right() + 10, at[k] + 4)

    def _paint_ground(self, painter: QPainter) -> None:
        theme, plot = self.theme, self.plot_rect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.edge, 1))
        painter.setBrush(theme.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)
        draw_runs(painter, [Run(self.title(), SMALL, theme.muted, STRONG)], 14, 20)
        thin = QPen(theme.edge, 1)
        for share, name in ((1.0, "100"), (0.5, "50"), (0.0, "0")):
            y = round(float(self._y(share))) + 0.5
            painter.setPen(thin)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            draw_runs(painter, [Run(name, SMALL - 1, theme.muted)], plot.left() - 6, y + 4, Align.RIGHT)
        for ago, name in (
            (10, sentence("view_feet_strips.n_10_s")),
            (5, sentence("view_feet_strips.n_5_s")),
            (0, sentence("view_feet_strips.now")),
        ):
            x = round(plot.right() - ago / SPAN_S * plot.width()) + 0.5
            painter.setPen(thin)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            draw_runs(painter, [Run(name, SMALL - 1, theme.muted)], x, self.height() - 8, Align.CENTRE)


def _memory(points: QPolygonF, size: int) -> memoryview:
    """The memory of a polygon of `size` points, writable: filling it point by point costs more than drawing it.

    A cast, because Qt's stubs know neither that `VoidPtr` takes a length nor that it is a buffer.
    """
    buffer = cast("Callable[[QPointF, int, bool], WriteableBuffer]", VoidPtr)
    return memoryview(buffer(points.data(), 16 * size, True))


def polylines(x: NDArray[np.float64], y: NDArray[np.float64]) -> list[QPolygonF]:
    """The curve cut where it has no value; nan is never bridged."""
    sound = np.isfinite(y)
    edges = np.flatnonzero(np.diff(sound, prepend=False, append=False))
    out: list[QPolygonF] = []
    for start, end in edges.reshape(-1, 2):
        points = QPolygonF()
        size = int(end - start)
        points.resize(size)
        view = np.frombuffer(_memory(points, size), np.float64).reshape(-1, 2)
        view[:, 0], view[:, 1] = x[start:end], y[start:end]
        out.append(points)
    return out
