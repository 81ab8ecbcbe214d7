"""The time line of one or two recordings: reps, holds, faults, cues and marks, and where one is; the mouse seeks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tripod.record.time_line import TimeLine
from tripod.sentences import sentence
from tripod.views.kit.text import Align, Run, advance, draw_runs, runs_width
from tripod.views.kit.theme import BODY, SMALL, STRONG, Theme
from tripod.views.replay.line_art import (
    fault_key,
    flag,
    hold_key,
    paint_away,
    paint_fault,
    paint_hold,
    paint_rep,
    pennant,
    playhead,
    rep_key,
)
from tripod.views.replay.words import fault_said, position

NAMES_PX = 112.0
_HEAD, _LANE, _TRACK, _FOOT = 40.0, 58.0, 26.0, 24.0
_NEAR_PX = 7.0
_TICKS_S = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600)
_TICK_PX = 80.0
_WHEEL_S = 1.0


@dataclass(frozen=True)
class Lane:
    """One recording on the line."""

    line: TimeLine
    shift_s: float = 0.0
    """The recording's own time where the line shows 0."""
    name: str = ""
    below: str = ""
    ready_s: float = 0.0
    """Up to here, in its own time, it is prepared."""


class TimeLineView(QWidget):
    """Where one is, and what lies around it."""

    sought = Signal(float)
    """By the mouse: the moment on the line, in seconds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.lanes: tuple[Lane, ...] = ()
        self.begin_s, self.end_s, self.t_s = 0.0, 0.0, 0.0
        self.note = ""
        """Beside the time: how two recordings lie beside each other, or what is under way."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(sentence("replay.time_line"))
        self.setToolTip("")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, round(_HEAD + _LANE * max(len(self.lanes), 1) + _FOOT))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def show_lanes(self, lanes: Sequence[Lane], begin_s: float, end_s: float, note: str) -> None:
        """Show these recordings from one end of the line to the other."""
        if len(lanes) != len(self.lanes):
            self.updateGeometry()
        self.lanes, self.begin_s, self.end_s, self.note = tuple(lanes), begin_s, end_s, note
        self.update()

    def show_moment(self, t_s: float) -> None:
        """Here one is."""
        if t_s != self.t_s:
            self.t_s = t_s
            said = sentence("replay.at_of", at=position(t_s), of=position(self.end_s))
            rep = self.lanes[0].line.rep_at(t_s + self.lanes[0].shift_s) if self.lanes else 0
            self.setAccessibleDescription(f"{said} {sentence('replay.rep', n=rep)}" if rep else said)
            self.update()

    # -- places ----------------------------------------------------------------------------------------------------

    def track(self, lane: int) -> QRectF:
        """The bar of a lane."""
        left = 20.0 + (NAMES_PX if len(self.lanes) > 1 else 0.0)
        return QRectF(left, _HEAD + lane * _LANE + 18, self.width() - left - 20, _TRACK)

    def x_of(self, t_s: float) -> float:
        """Where a moment of the line lies."""
        track, span = self.track(0), self.end_s - self.begin_s
        return track.left() + (track.width() * (t_s - self.begin_s) / span if span > 0 else 0.0)

    def t_of(self, x: float) -> float:
        """Which moment lies there."""
        track = self.track(0)
        part = (x - track.left()) / max(track.width(), 1.0)
        return self.begin_s + min(max(part, 0.0), 1.0) * (self.end_s - self.begin_s)

    # -- mouse -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.sought.emit(self.t_of(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.sought.emit(self.t_of(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self.sought.emit(self.t_s - steps * _WHEEL_S)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            said = self.said_at(event.pos())
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def said_at(self, at: QPoint) -> str:
        """What lies under the mouse, in words."""
        for n, lane in enumerate(self.lanes):
            if not self.track(n).adjusted(-8, -16, 8, 10).contains(QPointF(at)):
                continue
            t_s = self.t_of(at.x()) + lane.shift_s
            near = _NEAR_PX * (self.end_s - self.begin_s) / max(self.track(n).width(), 1.0)
            said = [sentence("replay.cue_words", words=c.words) for c in lane.line.cues if abs(c.t_s - t_s) <= near]
            said += [_mark_said(m.text) for m in lane.line.marks if abs(m.t_s - t_s) <= near]
            said += [fault_said(f) for f in lane.line.faults if f.begin_s - near <= t_s <= f.end_s + near]
            return "\n".join(dict.fromkeys(said)) or position(t_s)
        return ""

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_head(painter)
            self._paint_ticks(painter)
            for n, lane in enumerate(self.lanes):
                self._paint_lane(painter, n, lane)
            self._paint_place(painter)
            if self.hasFocus():
                painter.setPen(QPen(self.theme.accent, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), 8, 8)

    def _paint_head(self, painter: QPainter) -> None:
        theme = self.theme
        head = [Run(position(self.t_s), BODY, theme.text, STRONG)]
        head.append(Run(f"  {sentence('replay.of', of=position(self.end_s))}", SMALL + 0.5, theme.muted))
        if self.note:
            head.append(Run(f"     {self.note}", SMALL + 0.5, theme.muted))
        draw_runs(painter, head, 20, 25)
        x = self.width() - 20.0
        room = 20 + runs_width(head) + 24
        for said, paint in reversed(self._legend()):
            x -= advance(said, SMALL + 0.5)
            if x - 24 < room:
                return
            draw_runs(painter, [Run(said, SMALL + 0.5, theme.muted)], x, 25)
            paint(painter, x - 15, 21.0, theme)
            x -= 42

    def _legend(self) -> list[tuple[str, Callable[[QPainter, float, float, Theme], None]]]:
        lines = [lane.line for lane in self.lanes]
        return [
            (said, paint)
            for said, paint, there in (
                (sentence("replay.cue_spoken"), pennant, any(line.cues for line in lines)),
                (sentence("replay.mark_made"), flag, any(line.marks for line in lines)),
                (sentence("replay.fault"), fault_key, any(line.faults for line in lines)),
                (sentence("replay.rep_key"), rep_key, any(line.reps for line in lines)),
                (sentence("replay.hold_key"), hold_key, any(line.holds for line in lines)),
            )
            if there
        ]

    def _paint_ticks(self, painter: QPainter) -> None:
        theme, track = self.theme, self.track(0)
        bottom = self.track(max(len(self.lanes) - 1, 0)).bottom() + 6
        span = self.end_s - self.begin_s
        if span <= 0:
            return
        step = next((s for s in _TICKS_S if s * track.width() / span >= _TICK_PX), _TICKS_S[-1])
        k = -(-self.begin_s // step)
        while k * step <= self.end_s + 1e-9:
            x = self.x_of(k * step)
            painter.setPen(QPen(theme.edge, 1))
            painter.drawLine(QPointF(x, track.top() - 4), QPointF(x, bottom))
            said = [Run(position(k * step)[:-2], SMALL, theme.muted)]
            half = runs_width(said) / 2
            draw_runs(painter, said, min(max(x, half + 4), self.width() - half - 4), bottom + 14, Align.CENTRE)
            k += 1

    def _paint_lane(self, painter: QPainter, n: int, lane: Lane) -> None:
        theme, track = self.theme, self.track(n)
        if lane.name and len(self.lanes) > 1:
            draw_runs(painter, [Run(lane.name, BODY, theme.text, STRONG)], 20, track.center().y() - 1)
            draw_runs(painter, [Run(lane.below, SMALL, theme.muted)], 20, track.center().y() + 15)
        own = QRectF(track)
        own.setLeft(self.x_of(-lane.shift_s))
        own.setRight(self.x_of(lane.line.duration_s - lane.shift_s))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.track)
        painter.drawRoundedRect(own, 3, 3)
        stretches = [(rep, paint_rep) for rep in lane.line.reps] + [(hold, paint_hold) for hold in lane.line.holds]
        for stretch, paint in stretches:
            box = self._box(track, stretch.begin_s - lane.shift_s, stretch.end_s - lane.shift_s)
            paint(painter, box, theme)
            said = [Run(str(stretch.number), SMALL + 0.5, theme.text, STRONG)]
            if stretch.number and box.width() > runs_width(said) + 12:
                draw_runs(painter, said, box.left() + 8, box.center().y() + 4)
        for stretch in lane.line.away:
            away = self._box(track, stretch.begin_s - lane.shift_s, stretch.end_s - lane.shift_s)
            paint_away(painter, away, theme)
        for fault in lane.line.faults:
            box = self._box(track, fault.begin_s - lane.shift_s, fault.end_s - lane.shift_s)
            paint_fault(painter, QRectF(box.left(), track.bottom() - 9, max(box.width(), 4), 12), theme)
        for cue in lane.line.cues:
            pennant(painter, self.x_of(cue.t_s - lane.shift_s), track.top() - 7, theme)
        for mark in lane.line.marks:
            flag(painter, self.x_of(mark.t_s - lane.shift_s), track.top() - 7, theme)
        if lane.ready_s < lane.line.duration_s:
            rest = self._box(track, lane.ready_s - lane.shift_s, lane.line.duration_s - lane.shift_s)
            paint_away(painter, rest, theme)

    def _box(self, track: QRectF, begin_s: float, end_s: float) -> QRectF:
        left = self.x_of(begin_s)
        return QRectF(left, track.top(), max(self.x_of(end_s) - left, 1.0), track.height())

    def _paint_place(self, painter: QPainter) -> None:
        if not self.lanes:
            return
        top, bottom = self.track(0).top() - 16, self.track(len(self.lanes) - 1).bottom() + 8
        playhead(painter, self.x_of(self.t_s), top, bottom, self.theme)


def _mark_said(text: str) -> str:
    return sentence("replay.mark_text", text=text) if text else sentence("replay.mark_made")
