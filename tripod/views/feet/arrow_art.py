"""An arrow on a foot: which way its load went too far."""

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from tripod.boards.stance_faults import Fault
from tripod.views.feet.foot_shape import FootArt
from tripod.views.kit.theme import Theme

_LONG_MM, _HEAD_MM = 46.0, 13.0
_OUTWARD, _FORWARD = (1.0, 0.0), (0.0, 1.0)
_WAYS = {
    Fault.MT1_LIGHT: (1.0, _OUTWARD),
    Fault.MT5_LIGHT: (-1.0, _OUTWARD),
    Fault.HEEL_LIGHT: (1.0, _FORWARD),
    Fault.HEEL_HEAVY: (-1.0, _FORWARD),
}


def arrow_line(art: FootArt, fault: Fault) -> QLineF | None:
    """The arrow of a fault in the middle of a foot's triangle, in pixels; None where it has no direction."""
    if fault not in _WAYS:
        return None
    sign, (outward, forward) = _WAYS[fault]
    side = 1.0 if art.foot == "right" else -1.0
    x, y = sign * side * outward * _LONG_MM / 2, sign * forward * _LONG_MM / 2
    middle_x, middle_y = (float(v) for v in art.points_mm.mean(axis=0))
    at = art.transform.map(QPointF(middle_x - x, middle_y - y))
    return QLineF(at, art.transform.map(QPointF(middle_x + x, middle_y + y)))


def draw_arrow(painter: QPainter, art: FootArt, fault: Fault, theme: Theme, stroke: float) -> None:
    """Draw it, if it has a direction; with a casing, so that it reads on any load."""
    line = arrow_line(art, fault)
    if line is None:
        return
    head = _HEAD_MM * art.place.px_per_mm
    arms = [QLineF.fromPolar(head, line.angle() + turn).translated(line.p2()) for turn in (140.0, -140.0)]
    for ink, wide in ((theme.casing, 10.0), (theme.warn, 5.5)):
        pen = QPen(ink, wide * stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for part in (line, *arms):
            painter.drawLine(part)
