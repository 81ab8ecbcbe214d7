"""Draws the centre of pressure: its dot, where it was in the last second, and how sure it is."""

from collections import deque
from math import ceil, degrees
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from tripod.balance.uncertainty import Ellipse
from tripod.views.feet.foot_shape import Place
from tripod.views.kit.theme import Theme, faded

TRAIL_S = 1.0


class Moving(NamedTuple):
    """What moves at each frame: a dot, where it was, and how sure it is."""

    dot: QPointF
    trail: list[QPointF]
    ellipse: Ellipse | None
    place: Place

    def rect(self) -> QRectF:
        """All that is painted of it."""
        reach = 14.0 + (self.place.px_per_mm * self.ellipse.major_mm if self.ellipse is not None else 0.0)
        box = QRectF(self.dot.x() - reach, self.dot.y() - reach, 2 * reach, 2 * reach)
        if len(self.trail) > 1:
            box = box.united(QPolygonF(self.trail).boundingRect().adjusted(-2, -2, 2, 2))
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
            trail.append((t_s, dot))
        while trail and trail[0][0] < t_s - TRAIL_S:
            trail.popleft()

    def of(self, foot: str) -> list[tuple[float, QPointF]]:
        """When and where, the oldest first."""
        return list(self._of.get(foot, ()))


_KEPT = 12
"""Pictures of regions: two feet, each of which changes its region slowly."""


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
        half = len(moving.trail) // 2
        for part, alpha in ((moving.trail[: half + 1], 0.3), (moving.trail[half:], 0.75)):
            painter.setPen(QPen(faded(ink, alpha), 1))
            painter.drawPolyline(part)
        if moving.ellipse is not None:
            region = self._region(moving.ellipse, moving.place, ink, dpr)
            half_wide = region.width() / region.devicePixelRatio() / 2
            painter.drawPixmap(moving.dot - QPointF(half_wide, half_wide), region)
        dot = self._dot(ink, theme, stroke, dpr)
        half_wide = dot.width() / dot.devicePixelRatio() / 2
        painter.drawPixmap(moving.dot - QPointF(half_wide, half_wide), dot)

    def _region(self, ellipse: Ellipse, place: Place, ink: QColor, dpr: float) -> QPixmap:
        """The 95 % region, to half a pixel and a degree."""
        turn = degrees(place.clockwise_rad - ellipse.angle_rad) * (-1 if place.flip else 1)
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
    side = 2 * ceil(major + 2)
    region = QPixmap(round(side * dpr), round(side * dpr))
    region.setDevicePixelRatio(dpr)
    region.fill(Qt.GlobalColor.transparent)
    with QPainter(region) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(side / 2, side / 2)
        painter.rotate(turn_deg)
        painter.setPen(QPen(faded(ink, 0.7), 1))
        painter.setBrush(faded(ink, 0.14))
        painter.drawEllipse(QPointF(), major, minor)
    return region
