"""The mark of a judgement, the same everywhere: one shape for each answer, so that colour is never alone."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from tripod.balance.judgement import Answer, Judgement, Why
from tripod.sentences import sentence
from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import HEAVY, Theme

_OF_A_WIRE = (Why.WIRE, Why.NO_READING)
"""These can be acted on, unlike what else cannot be told."""


def answer_said(judgement: Judgement) -> str:
    """The answer in a word or two."""
    return sentence(f"view_kit_judgement_mark.{judgement.answer.name.lower()}")


def is_warm(judgement: Judgement) -> bool:
    """Whether something can be done about it, and so it has the colour of that."""
    return judgement.answer is Answer.OFF or judgement.why in _OF_A_WIRE


def mark_ink(judgement: Judgement, theme: Theme) -> QColor:
    """The mark's colour."""
    if is_warm(judgement):
        return theme.warn
    return theme.accent if judgement.answer is Answer.GOOD else theme.muted


def paint_mark(painter: QPainter, judgement: Judgement, box: QRectF, theme: Theme) -> None:
    """Tick in a ring: good. Open ring: off. Hatched disc with a question mark: cannot tell. Two arcs round a dot:
    moving. Crossed ring: a wire."""
    k = box.width() / 24
    ink = mark_ink(judgement, theme)
    ring = box.adjusted(2 * k, 2 * k, -2 * k, -2 * k)
    at, r = ring.center(), ring.width() / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    wide = 3.0 if judgement.answer is Answer.OFF else 2.0
    painter.setPen(QPen(ink, wide * k, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if judgement.answer is Answer.MOVING:
        painter.drawArc(ring, 25 * 16, 130 * 16)
        painter.drawArc(ring, 205 * 16, 130 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(at, 2.4 * k, 2.4 * k)
    elif judgement.answer is Answer.CANNOT_TELL and judgement.why not in _OF_A_WIRE:
        _hatch(painter, ring, theme, k)
        painter.setPen(QPen(ink, 1.5 * k))
        painter.drawEllipse(ring)
        size = 13.5 * k
        # The hatching ends around the sign, or it could not be read.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.panel)
        painter.drawEllipse(at, 0.58 * r, 0.72 * r)
        draw_runs(painter, [Run("?", size, theme.text, HEAVY)], at.x(), at.y() + 0.36 * size, Align.CENTRE)
    else:
        painter.drawEllipse(ring)
        if judgement.answer is Answer.GOOD:
            tick = ((-0.42, 0.02), (-0.1, 0.36), (0.46, -0.34))
            painter.drawPolyline([at + QPointF(x * r, y * r) for x, y in tick])
        elif judgement.why in _OF_A_WIRE:
            d = 0.38 * r
            painter.drawLine(at + QPointF(-d, -d), at + QPointF(d, d))
            painter.drawLine(at + QPointF(-d, d), at + QPointF(d, -d))
    painter.restore()


def _hatch(painter: QPainter, ring: QRectF, theme: Theme, k: float) -> None:
    """Thin diagonals inside of the disc, as where no sensor sees."""
    disc = QPainterPath()
    disc.addEllipse(ring)
    painter.save()
    painter.setClipPath(disc)
    painter.setPen(QPen(theme.outline, k))
    reach, x = ring.height(), ring.left() - ring.height()
    while x < ring.right():
        painter.drawLine(QPointF(x, ring.bottom()), QPointF(x + reach, ring.top()))
        x += 4 * k
    painter.restore()
