"""After a drill: where the CoP went on each foot, and what each point was over time, try by try."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.boards import FEET, POINTS, plain_point
from tripod.drills.score.result import DrillResult, Try
from tripod.drills.score.trace import PointState, Trace
from tripod.sentences import sentence
from tripod.views.feet.foot_shape import hatching, sole_path
from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import PANEL_RADIUS, SMALL, STRONG, Theme

_PAD = 20
_WAYS = 160
"""Width of the two pictures of the CoP's way."""
_NAMES = 128
_LANE, _GAP = 11.0, 8.0
"""Height of a lane, and what is between two."""
_FOOT = 19.0
"""For the name of a foot above its lanes."""
_MOST = 6
"""Tries side by side; of more the last."""
_SHOWN_MM = 40.0
"""Least width of what is shown of a foot."""
_SCALE_MM = 10.0
_LENGTH_MM = 260.0


def traced(result: DrillResult) -> list[Try]:
    """The scored tries that have a picture, the last of many."""
    return [t for t in result.tries if t.scored and t.trace.runs][-_MOST:]


class OverTime(QWidget):
    """Two pictures in one panel. In band is a whole lane, out of it one that is lowered, a fault warm and lowered, and
    what the board cannot tell is hatched: colour is never alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tries: list[Try] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(sentence("view_drill_over_time.name"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        lanes = len(self._keys())
        feet = len({foot for foot, _ in self._keys()})
        return QSize(420, round(58 + lanes * (_LANE + _GAP) + feet * _FOOT + 22))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_result(self, result: DrillResult) -> bool:
        """Whether there is anything to show."""
        self._tries = traced(result)
        self.setAccessibleDescription(self.spoken())
        self.updateGeometry()
        self.update()
        return bool(self._tries)

    def spoken(self) -> str:
        """What it shows, for a screen reader: each point and the part of the time in which it was in band."""
        return ". ".join(f"{plain_point(point, foot)}: {self._in_band(foot, point)}" for foot, point in self._keys())

    def _keys(self) -> list[tuple[str, str]]:
        found = {key for t in self._tries for key in t.trace.runs}
        return [(foot, point) for foot in FEET for point in POINTS if (foot, point) in found]

    def _in_band(self, foot: str, point: str) -> str:
        """Per cent of the time in which it could be told."""
        runs = [run for t in self._tries for run in t.trace.runs.get((foot, point), ())]
        told = sum(run.end_s - run.begin_s for run in runs if run.state is not PointState.CANNOT_TELL)
        if not told:
            return sentence("view_drill_over_time.cannot_tell")
        held = sum(run.end_s - run.begin_s for run in runs if run.state is PointState.IN_BAND)
        return f"{100 * held / told:.0f} %"

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.edge, 1))
            painter.setBrush(theme.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)
            heading = sentence("view_drill_over_time.heading")
            draw_runs(painter, [Run(heading, SMALL + 0.5, theme.muted, STRONG)], _PAD, 30)
            self._paint_ways(painter, QRectF(_PAD, 46, _WAYS, self.height() - 62))
            self._paint_lanes(painter, _PAD + _WAYS + 16, self.width() - _PAD)

    # -- the way of the CoP -----------------------------------------------------------------------------------------

    def _paint_ways(self, painter: QPainter, room: QRectF) -> None:
        feet = [foot for foot in FEET if any(t.trace.path_mm.get(foot) for t in self._tries)]
        if not feet:
            said = sentence("view_drill_over_time.no_way")
            draw_runs(painter, [Run(said, SMALL, self.theme.muted)], room.left(), room.top() + 14)
            return
        wide = (room.width() - 8 * (len(feet) - 1)) / len(feet)
        for k, foot in enumerate(feet):
            self._paint_way(painter, QRectF(room.left() + k * (wide + 8), room.top(), wide, room.height()), foot)

    def _paint_way(self, painter: QPainter, box: QRectF, foot: str) -> None:
        theme = self.theme
        ways = [t.trace.path_mm[foot] for t in self._tries if t.trace.path_mm.get(foot)]
        xs, ys = [x for way in ways for x, _ in way], [y for way in ways for _, y in way]
        across = max(max(xs) - min(xs), (max(ys) - min(ys)) * box.width() / box.height(), _SHOWN_MM) * 1.2
        scale = box.width() / across
        middle = QPointF((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
        to_box = QTransform(
            scale, 0, 0, -scale, box.center().x() - scale * middle.x(), box.center().y() + scale * middle.y()
        )
        painter.save()
        painter.setClipRect(box)
        painter.setBrush(QBrush(theme.background))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(box)
        sole = to_box.map(sole_path(foot, _LENGTH_MM))
        painter.fillPath(sole, QBrush(hatching(theme, self.devicePixelRatioF())))
        painter.setPen(QPen(theme.outline, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(sole)
        points = self._tries[-1].trace.points_mm.get(foot, ())
        painter.drawPolygon(to_box.map(QPolygonF([QPointF(x, y) for x, y in points])))
        painter.setPen(QPen(theme.cop if theme.dark else theme.text, 1))
        for way in ways:
            painter.drawPolyline(to_box.map(QPolygonF([QPointF(x, y) for x, y in way])))
        painter.setPen(QPen(theme.text, 1))
        left, low = box.left() + 6, box.bottom() - 7
        painter.drawLine(QPointF(left, low), QPointF(left + _SCALE_MM * scale, low))
        painter.restore()
        said = sentence("view_drill_over_time.mm", mm=_SCALE_MM)
        draw_runs(painter, [Run(said, SMALL, theme.text)], left, low - 5)
        draw_runs(
            painter,
            [Run(sentence(f"view_drill_over_time.{foot}"), SMALL, theme.muted, STRONG)],
            box.left() + 6,
            box.top() + 15,
        )

    # -- each point over time ---------------------------------------------------------------------------------------

    def _paint_lanes(self, painter: QPainter, left: float, right: float) -> None:
        theme, keys = self.theme, self._keys()
        begin, end = left + _NAMES, right - 50
        wide = (end - begin - 8 * (len(self._tries) - 1)) / max(len(self._tries), 1)
        for k, one in enumerate(self._tries):
            middle = begin + k * (wide + 8) + wide / 2
            score = str(one.score) if one.score is not None else "–"
            draw_runs(painter, [Run(score, SMALL + 1.5, theme.text, STRONG)], middle, 50, Align.CENTRE)
        draw_runs(painter, [Run(sentence("view_drill_over_time.in_band"), SMALL, theme.muted)], right, 50, Align.RIGHT)
        y, before = 58.0, ""
        for foot, point in keys:
            if foot != before:
                y, before = y + _FOOT, foot
                title = sentence(f"view_drill_over_time.{foot}")
                draw_runs(painter, [Run(title, SMALL, theme.muted, STRONG)], left, y - 5)
            draw_runs(painter, [Run(" ".join(plain_point(point, "").split()), SMALL, theme.text)], left, y + 10)
            for k, one in enumerate(self._tries):
                self._paint_lane(painter, QRectF(begin + k * (wide + 8), y, wide, _LANE), one.trace, (foot, point))
            draw_runs(painter, [Run(self._in_band(foot, point), SMALL, theme.text)], right, y + 10, Align.RIGHT)
            y += _LANE + _GAP

    def _paint_lane(self, painter: QPainter, lane: QRectF, trace: Trace, key: tuple[str, str]) -> None:
        theme, runs = self.theme, trace.runs.get(key, ())
        whole_s = max((run.end_s for of in trace.runs.values() for run in of), default=0.0)
        lowered: Mapping[PointState, Sequence[float]] = {PointState.OUT: (3, 0), PointState.FAULT: (3, 3)}
        painter.setPen(Qt.PenStyle.NoPen)
        for run in runs:
            x = lane.left() + lane.width() * run.begin_s / max(whole_s, 1e-9)
            part = QRectF(x, lane.top(), max(lane.width() * (run.end_s - run.begin_s) / max(whole_s, 1e-9), 1.0), _LANE)
            if run.state is PointState.CANNOT_TELL:
                painter.fillRect(part, QBrush(hatching(theme, self.devicePixelRatioF())))
                continue
            if run.state in lowered:
                by, more = lowered[run.state]
                part = QRectF(part.left(), part.top() + by, max(part.width(), 2.0), _LANE - by + more)
            ink = {PointState.IN_BAND: theme.accent, PointState.OUT: theme.outline, PointState.FAULT: theme.warn}
            painter.fillRect(part, ink[run.state])
