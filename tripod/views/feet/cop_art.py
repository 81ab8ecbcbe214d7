"""Draws the centre of pressure: its dot, where it was in the last second, and how sure it is."""

from collections import deque
from functools import lru_cache
from math import ceil, cos, degrees, hypot, radians, sin
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from tripod.balance.uncertainty import Ellipse
from tripod.views.feet.foot_shape import Place
from tripod.views.kit.theme import Theme, faded

TRAIL_S = 1.0
_LEAST_PX = 0.5
"""A dot that moved less has left no trail yet."""


class Moving(NamedTuple):
    """What moves at each frame: a dot, where it was, and how sure it is."""

    dot: QPointF
    trail: QPolygonF
    ellipse: Ellipse | None
    place: Place

    def rect(self) -> QRectF:
        """All that is painted of it."""
        wide, high = _half_extents(self.ellipse, self.place) if self.ellipse is not None else (0.0, 0.0)
        x, y = self.dot.x(), self.dot.y()
        box = QRectF(x - wide - _ROOM, y - high - _ROOM, 2 * (wide + _ROOM), 2 * (high + _ROOM))
        if self.trail.size() > 1:
            box = box.united(self.trail.boundingRect().adjusted(-2, -2, 2, 2))
        return box


class Trails:
    """Where each foot's dot was in the last second."""

    def __init__(self) -> None:
        self._of: dict[str, deque[tuple[float, QPointF]]] = {}

    def clear(self) -> None:
        """Forget all."""
        self._of.clear()

    def lengthen(self, foot: str, t_s: float, dot: QPointF | None) -> None:
        """The dot is here now; None: there is none."""
        trail = self._of.setdefault(foot, deque())
        if dot is None or (trail and not 0 <= t_s - trail[-1][0] < TRAIL_S):
            trail.clear()
        if dot is not None and (not trail or t_s > trail[-1][0]):
            if len(trail) > 1 and _near(trail[-2][1], trail[-1][1]):
                trail.pop()
            trail.append((t_s, dot))
        while trail and trail[0][0] < t_s - TRAIL_S:
            trail.popleft()

    def of(self, foot: str) -> list[tuple[float, QPointF]]:
        """When and where, the oldest first."""
        return list(self._of.get(foot, ()))

    def line(self, foot: str) -> QPolygonF:
        """Where, the oldest first."""
        return QPolygonF([at for _, at in self._of.get(foot, ())])


def _near(a: QPointF, b: QPointF) -> bool:
    return abs(a.x() - b.x()) < _LEAST_PX and abs(a.y() - b.y()) < _LEAST_PX


def _turn_deg(ellipse: Ellipse, place: Place) -> float:
    """By how much its longer axis is turned on the screen, clockwise from the right."""
    return degrees(place.clockwise_rad - ellipse.angle_rad) * (-1 if place.flip else 1)


def _half_extents(ellipse: Ellipse, place: Place) -> tuple[float, float]:
    """Half its width and height on the screen, in pixels."""
    turn = radians(_turn_deg(ellipse, place))
    major, minor = place.px_per_mm * ellipse.major_mm, place.px_per_mm * ellipse.minor_mm
    return hypot(major * cos(turn), minor * sin(turn)), hypot(major * sin(turn), minor * cos(turn))


_ROOM = 14.0
"""Beyond a region's border: the dot, and what rounding adds."""
_KEPT = 48
"""Pictures of regions: two feet, each of which changes its region slowly, to and fro."""


class CopArt:
    """Paints them. Dot and region are pictures made once: smooth shapes at every frame cost more than all else that
    moves."""

    def __init__(self) -> None:
        self._dots: dict[tuple[str, str, float, float], QPixmap] = {}
        self._regions: dict[tuple[str, int, int, int, float], QPixmap] = {}

    def paint(self, painter: QPainter, moving: Moving, theme: Theme, grey: bool, stroke: float, dpr: float) -> None:
        """Trail, 95 % region and dot."""
        ink = theme.outline if grey else theme.cop
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half, size = moving.trail.size() // 2, moving.trail.size()
        for part, alpha in (((0, half + 1), 0.3), ((half, size - half), 0.75)):
            if size > 1:
                painter.setPen(_trail_pen(ink.rgba(), alpha))
                painter.drawPolyline(moving.trail.sliced(*part))
        if moving.ellipse is not None:
            region = self._region(moving.ellipse, moving.place, ink, dpr)
            half = QPointF(region.width(), region.height()) / (2 * region.devicePixelRatio())
            painter.drawPixmap(moving.dot - half, region)
        dot = self._dot(ink, theme, stroke, dpr)
        half_wide = dot.width() / dot.devicePixelRatio() / 2
        painter.drawPixmap(moving.dot - QPointF(half_wide, half_wide), dot)

    def _region(self, ellipse: Ellipse, place: Place, ink: QColor, dpr: float) -> QPixmap:
        """The 95 % region, to half a pixel and a degree."""
        turn = _turn_deg(ellipse, place)
        key = (
            ink.name(),
            round(2 * place.px_per_mm * ellipse.major_mm),
            round(2 * place.px_per_mm * ellipse.minor_mm),
            round(turn) % 180,
            dpr,
        )
        if key not in self._regions:
            if len(self._regions) >= _KEPT:
                self._regions.clear()
            self._regions[key] = _ellipse(ink, key[1] / 2, key[2] / 2, key[3], dpr)
        return self._regions[key]

    def _dot(self, ink: QColor, theme: Theme, stroke: float, dpr: float) -> QPixmap:
        made_of = ink.name(), theme.name, stroke, dpr
        if made_of not in self._dots:
            self._dots = {made_of: _disc(ink, theme.casing, 5.4 * stroke + 1, dpr)}
        return self._dots[made_of]


@lru_cache(maxsize=16)
def _trail_pen(rgba: int, alpha: float) -> QPen:
    return QPen(faded(QColor.fromRgba(rgba), alpha), 1)


def _disc(ink: QColor, casing: QColor, radius: float, dpr: float) -> QPixmap:
    """A disc of this colour with a casing round it."""
    side = 2 * ceil(radius + 1)
    dot = QPixmap(round(side * dpr), round(side * dpr))
    dot.setDevicePixelRatio(dpr)
    dot.fill(Qt.GlobalColor.transparent)
    with QPainter(dot) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, size in ((casing, radius), (ink, radius - 2)):
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(side / 2, side / 2), size, size)
    return dot


def _ellipse(ink: QColor, major: float, minor: float, turn_deg: float, dpr: float) -> QPixmap:
    """A region seen through, with its border."""
    turn = radians(turn_deg)
    wide = 2 * ceil(hypot(major * cos(turn), minor * sin(turn)) + 2)
    high = 2 * ceil(hypot(major * sin(turn), minor * cos(turn)) + 2)
    region = QPixmap(round(wide * dpr), round(high * dpr))
    region.setDevicePixelRatio(dpr)
    region.fill(Qt.GlobalColor.transparent)
    with QPainter(region) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(wide / 2, high / 2)
        painter.rotate(turn_deg)
        painter.setPen(QPen(faded(ink, 0.7), 1))
        painter.setBrush(faded(ink, 0.14))
        painter.drawEllipse(QPointF(), major, minor)
    return region
