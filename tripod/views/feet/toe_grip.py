"""Turning a foot on a plate with the mouse: its toes follow the pointer, about the back of its heel."""

from collections.abc import Iterable
from math import atan2, degrees

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from tripod.balance.geometry import mirror
from tripod.balance.turn_limits import LEAST_TURN_DEG, MOST_TURN_DEG
from tripod.views.feet.foot_shape import FootArt
from tripod.views.kit.theme import Theme

_FOREFOOT = 0.62
"""From this part of its length on a foot may be taken hold of; the points and their labels lie behind."""
_BESIDE, _BEFORE = 0.22, 1.12
"""As far to the side and past the toes, in lengths of the foot: toes are small."""


def toes_under(arts: Iterable[FootArt], at: QPointF) -> FootArt | None:
    """The foot whose toes lie under this place of the screen."""
    for art in arts:
        own, known = art.transform.inverted()
        place = own.map(at) / art.length_mm
        if known and _FOREFOOT <= place.y() <= _BEFORE and abs(place.x()) <= _BESIDE:
            return art
    return None


def turned_to(art: FootArt, at: QPointF) -> float:
    """By how many whole degrees the foot is turned outward if it points from its heel to this place of the screen."""
    side = -1 if art.place.flip else 1
    clockwise = atan2(side * (at.x() - art.place.x), art.place.y - at.y())
    return float(round(min(max(mirror(art.foot) * degrees(clockwise), LEAST_TURN_DEG), MOST_TURN_DEG)))


def draw_grip(painter: QPainter, art: FootArt, at: QPointF, theme: Theme, stroke: float) -> None:
    """A line from the heel to the pointer, while the toes follow it."""
    painter.setPen(QPen(theme.accent, 1.5 * stroke, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(art.place.x, art.place.y), at)
