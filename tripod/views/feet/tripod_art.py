"""Draws the triangle over a foot: three points, the arches between them, and marks for faults."""

from collections.abc import Sequence
from math import isfinite, sqrt
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from tripod.balance.balance import ARCHES
from tripod.views.kit.theme import Theme, faded

DIAMOND, LEAST_DIAMOND = 22.0, 5.0
"""Half diagonals in pixels of a window of usual size: at full scale, and of nothing."""


class Look(NamedTuple):
    """All that the triangle's picture depends on, beside where its points are."""

    theme: Theme
    stroke: float
    grey: bool
    standing: bool
    light: tuple[bool, ...]
    """An arch with a light end is dashed: no board measures its height."""
    broken: tuple[bool, ...]
    equivalent: bool = False
    """No sensor sits under the points: they are diamonds as large as their loads, which `draw_diamonds` draws."""


def draw_tripod(painter: QPainter, points: Sequence[QPointF], look: Look) -> None:
    """Draw arches and points; both have a casing, so that they read on any load."""
    theme, wide = look.theme, 1.5 * look.stroke
    colour = theme.line if look.standing else theme.outline
    solid, dashed = QPen(colour, wide), QPen(colour, wide)
    dashed.setDashPattern([4, 4.5])
    dashed.setCapStyle(Qt.PenCapStyle.FlatCap)
    under = QPen(faded(theme.casing, 0.8), 2.2 * wide)
    for a, b in ARCHES.values():
        painter.setPen(under)
        painter.drawLine(points[a], points[b])
        painter.setPen(dashed if look.light[a] or look.light[b] else solid)
        painter.drawLine(points[a], points[b])
    for point, light, broken in zip(points, look.light, look.broken, strict=True):
        if broken:
            _draw_broken(painter, point, look)
        elif light:
            _draw_ring(painter, point, look)
        elif not look.equivalent:
            painter.setPen(QPen(theme.casing, 2))
            painter.setBrush(colour)
            painter.drawEllipse(point, 6 * look.stroke, 6 * look.stroke)


def draw_diamonds(painter: QPainter, points: Sequence[QPointF], parts: Sequence[float], look: Look) -> None:
    """A diamond at each point, its area in proportion to its load as a part of full scale; below zero it is dashed."""
    theme = look.theme
    ink = theme.line if look.standing else theme.outline
    for point, part, light in zip(points, parts, look.light, strict=True):
        known = abs(part) if isfinite(part) and look.standing else 0.0
        half = look.stroke * max(DIAMOND * sqrt(min(known, 1.5)), LEAST_DIAMOND)
        corners = QPolygonF([point + QPointF(x * half, y * half) for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))])
        painter.setPen(QPen(theme.casing, 4 * look.stroke))
        painter.setBrush(theme.sole)
        painter.drawPolygon(corners)
        pen = QPen(theme.warn if light else ink, 1.6 * look.stroke)
        if part < 0:
            pen.setDashPattern([2, 2])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPolygon(corners)


def _draw_broken(painter: QPainter, at: QPointF, look: Look) -> None:
    """Crossed out: the cell gives no number."""
    radius = 6 * look.stroke
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.theme.casing)
    painter.drawEllipse(at, 1.7 * radius, 1.7 * radius)
    painter.setPen(QPen(look.theme.outline if look.grey else look.theme.warn, 2.5 * look.stroke))
    for way in (-1, 1):
        arm = QPointF(0.8 * radius, way * 0.8 * radius)
        painter.drawLine(at - arm, at + arm)


def _draw_ring(painter: QPainter, at: QPointF, look: Look) -> None:
    """A ring instead of a dot: the point is light."""
    radius = 11.4 * look.stroke
    painter.setBrush(look.theme.casing)
    for ink, wide in ((look.theme.casing, 6), (look.theme.warn, 3)):
        painter.setPen(QPen(ink, wide * look.stroke))
        painter.drawEllipse(at, radius, radius)
