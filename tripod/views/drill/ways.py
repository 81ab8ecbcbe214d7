"""After a drill: where the CoP went on each foot, and below the same larger, warm where a point of the foot was at
fault."""

from collections.abc import Sequence
from math import isfinite

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.balance.geometry import USUAL_FEET, Feet
from tripod.boards import FEET, POINTS
from tripod.drills.score.trace import Pair, PointState, Trace
from tripod.sentences import sentence
from tripod.views.feet.foot_shape import hatching, sole_path, toe_paths, turned_box
from tripod.views.kit.text import Align, Run, advance, draw_runs, runs_width
from tripod.views.kit.theme import BODY, PANEL_RADIUS, SMALL, STRONG, Theme, faded

_PAD, _HEAD, _TITLE, _CAPTION, _APART = 20.0, 34.0, 26.0, 34.0, 16.0
_LARGER = 3.0
"""By how much the lower picture is larger, as long as the way has room in it."""
_SCALE_MM = 10.0
_ROOM = 1.25
"""How much more than the way itself is shown."""


class WaysPanel(QWidget):
    """Of all scored tries of one drill."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._traces: list[Trace] = []
        self._feet = USUAL_FEET
        self._caption = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 240)
        self.setAccessibleName(sentence("view_drill_ways.name"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(424, 560)

    def show_traces(self, traces: Sequence[Trace], caption: str, feet: Feet = USUAL_FEET) -> None:
        """Show these; `caption` stands below and says what is warm."""
        self._traces, self._caption, self._feet = list(traces), caption, feet
        self.setAccessibleDescription(caption)
        self.update()

    def feet(self) -> list[str]:
        """Those that have a way."""
        return [foot for foot in FEET if any(t.path_mm.get(foot) for t in self._traces)]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.edge, 1))
            painter.setBrush(theme.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)
            heading = Run(sentence("view_drill_ways.heading"), SMALL + 0.5, theme.muted, STRONG)
            draw_runs(painter, [heading], _PAD, 28)
            feet = self.feet()
            if not feet:
                said = sentence("view_drill_ways.not_known" if self._traces else "view_drill_ways.nothing_done")
                draw_runs(painter, [Run(said, BODY, theme.muted)], self.width() / 2, self.height() / 2, Align.CENTRE)
                return
            room = self.width() - 2 * _PAD
            size = BODY * min(1.0, room / max(advance(self._caption, BODY), 1.0))
            draw_runs(painter, [Run(self._caption, size, theme.muted)], _PAD, self.height() - 14)
            wide = (self.width() - 2 * _PAD - _APART) / 2
            for k, foot in enumerate(feet):
                left = _PAD + k * (wide + _APART) if len(feet) > 1 else (self.width() - wide) / 2
                self._paint_foot(painter, foot, QRectF(left, _HEAD, wide, self.height() - _HEAD - _CAPTION))

    def _paint_foot(self, painter: QPainter, foot: str, room: QRectF) -> None:
        theme = self.theme
        zoom_high = min(0.27 * room.height(), 0.75 * room.width())
        upper = QRectF(room.left(), room.top() + _TITLE, room.width(), room.height() - zoom_high - _TITLE - 14)
        length = self._feet.length_of(foot)
        around = turned_box(foot, length, 0.0)
        scale = min(upper.height() / around.height(), upper.width() / around.width())
        # From the foot's own millimetres to the screen, its middle in the middle of the room.
        middle = around.center()
        to_screen = QTransform(
            scale, 0, 0, -scale, upper.center().x() - scale * middle.x(), upper.center().y() - scale * middle.y()
        )
        title = [Run(sentence(f"view_drill_ways.{foot}"), SMALL + 0.5, theme.muted, STRONG, 2.0)]
        draw_runs(painter, title, upper.center().x(), room.top() + 14, Align.CENTRE)
        painter.setPen(QPen(theme.outline, 1))
        painter.setBrush(QBrush(hatching(theme, self.devicePixelRatioF())))
        for path in (sole_path(foot, length), *toe_paths(foot, length)):
            painter.drawPath(to_screen.map(path))
        self._paint_triangle(painter, foot, to_screen, 1.6)
        xs, ys = self._extent(foot)
        low = QRectF(room.left(), room.bottom() - zoom_high, room.width(), zoom_high)
        larger = min(
            _LARGER * scale,
            low.width() / (_ROOM * max(xs[1] - xs[0], 1)),
            low.height() / (_ROOM * max(ys[1] - ys[0], 1)),
        )
        larger = max(larger, scale)
        at = QPointF((xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2)
        box = QRectF(0, 0, low.width() / larger * scale, low.height() / larger * scale)
        box.moveCenter(to_screen.map(at))
        painter.save()
        painter.setClipRect(upper)
        self._paint_way(painter, foot, to_screen, 1.0)
        painter.restore()
        painter.setPen(QPen(theme.muted, 1))
        painter.setBrush(faded(theme.background, 0.0))
        painter.drawRoundedRect(box, 3, 3)
        zoomed = QTransform(
            larger, 0, 0, -larger, low.center().x() - larger * at.x(), low.center().y() + larger * at.y()
        )
        self._paint_zoom(painter, foot, low, zoomed, larger)

    def _paint_zoom(self, painter: QPainter, foot: str, low: QRectF, zoomed: QTransform, larger: float) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.outline, 1))
        painter.setBrush(theme.background)
        painter.drawRoundedRect(low, 6, 6)
        painter.save()
        painter.setClipRect(low.adjusted(1, 1, -1, -1))
        self._paint_triangle(painter, foot, zoomed, 1.0)
        self._paint_way(painter, foot, zoomed, 1.3)
        painter.restore()
        left, y = low.left() + 12, low.bottom() - 12
        painter.setPen(QPen(theme.text, 1.5))
        painter.drawLine(QPointF(left, y), QPointF(left + _SCALE_MM * larger, y))
        said = [Run(sentence("view_drill_ways.mm", mm=_SCALE_MM), SMALL, theme.muted)]
        # The foot's own lines may run where it stands.
        painter.fillRect(QRectF(left - 2, y - 6 - SMALL, runs_width(said) + 4, SMALL + 3), theme.background)
        draw_runs(painter, said, left, y - 6)

    def _paint_triangle(self, painter: QPainter, foot: str, to_screen: QTransform, wide: float) -> None:
        points = next((t.points_mm[foot] for t in reversed(self._traces) if t.points_mm.get(foot)), ())
        at = [to_screen.map(QPointF(x, y)) for x, y in points]
        ink = self.theme.line if wide > 1 else self.theme.outline
        painter.setPen(QPen(ink, wide))
        painter.setBrush(faded(ink, 0.0))
        painter.drawPolygon(QPolygonF(at))
        if wide > 1:
            painter.setBrush(ink)
            painter.setPen(QPen(self.theme.casing, 1.5))
            for point in at:
                painter.drawEllipse(point, 4.5, 4.5)

    def _paint_way(self, painter: QPainter, foot: str, to_screen: QTransform, wide: float) -> None:
        theme = self.theme
        calm = faded(theme.cop if theme.dark else theme.text, 0.75)
        for trace in self._traces:
            path = trace.path_mm.get(foot, ())
            for wrong, part in stretches(path, at_fault(trace, foot)):
                painter.setPen(QPen(theme.warn if wrong else calm, wide * (2.2 if wrong else 1.0)))
                painter.drawPolyline(to_screen.map(QPolygonF([QPointF(x, y) for x, y in part])))

    def _extent(self, foot: str) -> tuple[Pair, Pair]:
        ways = [place for t in self._traces for place in t.path_mm.get(foot, ()) if all(map(isfinite, place))]
        xs, ys = [x for x, _ in ways] or [0.0], [y for _, y in ways] or [100.0]
        return (min(xs), max(xs)), (min(ys), max(ys))


def at_fault(trace: Trace, foot: str) -> list[bool]:
    """For each place of the way on a foot whether some point of that foot was at fault there."""
    out = [False] * len(trace.path_mm.get(foot, ()))
    for point in POINTS:
        for run in trace.runs.get((foot, point), ()):
            if run.state is PointState.FAULT:
                begin, end = round(run.begin_s / trace.every_s), round(run.end_s / trace.every_s)
                out[begin : end + 1] = [True] * len(out[begin : end + 1])
    return out


def stretches(path: Sequence[Pair], wrong: Sequence[bool]) -> list[tuple[bool, list[Pair]]]:
    """The way in parts that are at fault and parts that are not; each begins where the one before ended. Where the CoP
    was not known the way is broken."""
    out: list[tuple[bool, list[Pair]]] = []
    before: Pair | None = None
    for place, is_wrong in zip(path, wrong, strict=True):
        if not all(map(isfinite, place)):
            before = None
            continue
        if before is None or out[-1][0] != is_wrong:
            out.append((is_wrong, [before] if before is not None else []))
        out[-1][1].append(place)
        before = place
    return [(w, part) for w, part in out if len(part) > 1]
