"""The sign of a judgement: one shape for each answer, so that colour is never alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tripod.balance.judgement import Answer, Judgement, Why
from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import HEAVY, TEXT, Theme

SIDE = 24


class JudgementSign(QWidget):
    """Tick in a ring: good. Open ring: off. Ring with a question mark: cannot tell. Two arcs: moving. Crossed ring: a
    wire."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scale = 1.0
        self._shown: Judgement | None = None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_scale(self, scale: float) -> None:
        """Grow with the type beside it."""
        if scale != self._scale:
            self._scale = scale
            self.updateGeometry()

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Show this one; None for no sign."""
        self.setVisible(judgement is not None)
        if judgement != self._shown:
            self._shown = judgement
            self.update()

    def sizeHint(self) -> QSize:
        side = round(SIDE * self._scale)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, theme = self._shown, self._theme
        if shown is None:
            return
        wire = shown.why in (Why.WIRE, Why.NO_READING)
        warm = shown.answer is Answer.OFF or wire
        ink = theme.warn if warm else theme.accent if shown.answer is Answer.GOOD else theme.muted
        k = self._scale
        ring = QRectF(2 * k, 2 * k, (SIDE - 4) * k, (SIDE - 4) * k)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(ink, 2.4 * k, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            if shown.answer is Answer.MOVING:
                painter.drawArc(ring, 30 * 16, 120 * 16)
                painter.drawArc(ring, 210 * 16, 120 * 16)
                return
            painter.drawEllipse(ring)
            at, r = ring.center(), ring.width() / 2
            if shown.answer is Answer.GOOD:
                tick = ((-0.42, 0.02), (-0.1, 0.36), (0.46, -0.34))
                painter.drawPolyline([at + QPointF(x * r, y * r) for x, y in tick])
            elif wire:
                d = 0.38 * r
                painter.drawLine(at + QPointF(-d, -d), at + QPointF(d, d))
                painter.drawLine(at + QPointF(-d, d), at + QPointF(d, -d))
            elif shown.answer is Answer.CANNOT_TELL:
                mark = [Run("?", TEXT * k, ink, HEAVY)]
                draw_runs(painter, mark, at.x(), at.y() + 0.36 * TEXT * k, Align.CENTRE)
