"""The signs on a time line: each has its own shape, so that colour is never alone."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from tripod.views.kit.theme import Theme, mixed

_REP = 0.36
_FRAME = 1.5


def rep_ink(theme: Theme) -> QColor:
    """The accent, so faint that text reads on it and a fault stands out."""
    return mixed(theme.accent, theme.panel, _REP)


def paint_away(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Where there are no samples: hatched."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.background)
    painter.drawRect(box)
    painter.setBrush(QBrush(theme.outline, Qt.BrushStyle.BDiagPattern))
    painter.drawRect(box)


def paint_fault(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """A low, warm bar."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.warn)
    painter.drawRoundedRect(box, 3, 3)


def fault_key(painter: QPainter, x: float, y: float, theme: Theme) -> None:
    """The same beside its word."""
    paint_fault(painter, QRectF(x - 8, y - 4, 16, 8), theme)


def paint_rep(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """A bar."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(rep_ink(theme))
    painter.drawRoundedRect(box, 3, 3)


def paint_hold(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """The same bar in a frame."""
    painter.setPen(QPen(theme.accent, _FRAME))
    painter.setBrush(rep_ink(theme))
    painter.drawRoundedRect(box.adjusted(_FRAME / 2, _FRAME / 2, -_FRAME / 2, -_FRAME / 2), 3, 3)


def rep_key(painter: QPainter, x: float, y: float, theme: Theme) -> None:
    """A rep beside its word."""
    paint_rep(painter, QRectF(x - 8, y - 6, 16, 12), theme)


def hold_key(painter: QPainter, x: float, y: float, theme: Theme) -> None:
    """A hold beside its word."""
    paint_hold(painter, QRectF(x - 8, y - 6, 16, 12), theme)


def pennant(painter: QPainter, x: float, y: float, theme: Theme) -> None:
    """What was said: a pennant above the bar."""
    shape = QPolygonF([QPointF(x + a, y + b) for a, b in ((-5, -7), (5, -7), (5, 1), (0, 6), (-5, 1))])
    painter.setPen(QPen(theme.text, 1.4))
    painter.setBrush(theme.panel)
    painter.drawPolygon(shape)


def flag(painter: QPainter, x: float, y: float, theme: Theme) -> None:
    """A mark: a filled flag on its staff."""
    painter.setPen(QPen(theme.accent, 1.6))
    painter.drawLine(QPointF(x, y - 8), QPointF(x, y + 7))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.accent)
    painter.drawPolygon(QPolygonF([QPointF(x, y - 8), QPointF(x + 9, y - 4.5), QPointF(x, y - 1)]))


def playhead(painter: QPainter, x: float, top: float, bottom: float, theme: Theme) -> None:
    """Where one is."""
    for ink, wide in ((theme.casing, 4), (theme.text, 2)):
        painter.setPen(QPen(ink, wide))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.text)
    cap = ((-6, -10), (6, -10), (6, -3), (0, 3), (-6, -3))
    painter.drawPolygon(QPolygonF([QPointF(x + a, top + b) for a, b in cap]))
