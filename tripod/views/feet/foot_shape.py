"""The picture of one foot: its outline in pixels, hatching, and its points."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, sin

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QTransform

from tripod.balance.geometry import TOE_FRACTIONS, Feet, foot_points, mirror, sole_outline
from tripod.views.feet.load_map import LoadMap
from tripod.views.kit.theme import Theme


@dataclass(frozen=True)
class Place:
    """Where a foot lies on the screen: the back of its heel in pixels, and the scale."""

    x: float
    y: float
    px_per_mm: float
    flip: bool = False
    """Left and right changed about, as in a mirror."""
    clockwise_rad: float = 0.0
    """By how much the foot is turned about the back of its heel, seen from above and before the mirror."""

    def transform(self) -> QTransform:
        """From the foot's own millimetres (y forward) to pixels (y down)."""
        s, side = self.px_per_mm, -1 if self.flip else 1
        c, d = s * cos(self.clockwise_rad), s * sin(self.clockwise_rad)
        return QTransform(side * c, d, side * d, -c, self.x, self.y)


# Each picture of a foot asks for the same few outlines, many times while its place is looked for.
@lru_cache(maxsize=32)
def sole_path(foot: str, length_mm: float) -> QPainterPath:
    """The sole in the foot's millimetres: Catmull-Rom through the points of its outline. Not to be changed."""
    points = [QPointF(x, y) for x, y in sole_outline(foot, length_mm).tolist()]
    n = len(points)
    path = QPainterPath(points[0])
    for i in range(n):
        before, start, end, after = points[i - 1], points[i], points[(i + 1) % n], points[(i + 2) % n]
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
    path.closeSubpath()
    return path


@lru_cache(maxsize=32)
def toe_paths(foot: str, length_mm: float) -> tuple[QPainterPath, ...]:
    """The toes in the foot's millimetres. Not to be changed."""
    out: list[QPainterPath] = []
    for x, y, half_width, half_height, tilt in TOE_FRACTIONS:
        ellipse = QPainterPath()
        ellipse.addEllipse(QPointF(0, 0), half_width * length_mm, half_height * length_mm)
        turn = QTransform().translate(mirror(foot) * x * length_mm, y * length_mm).rotate(-mirror(foot) * tilt)
        out.append(turn.map(ellipse))
    return tuple(out)


@lru_cache(maxsize=64)
def turned_box(foot: str, length_mm: float, clockwise_rad: float, flip: bool = False) -> QRectF:
    """What a foot covers that is turned so, in millimetres from the back of its heel, y down as on the screen. Not to
    be changed."""
    turn = Place(0, 0, 1, flip, clockwise_rad).transform()
    box = turn.map(sole_path(foot, length_mm)).boundingRect()
    for toe in toe_paths(foot, length_mm):
        box = box.united(turn.map(toe).boundingRect())
    return box


def hatching(theme: Theme, dpr: float) -> QPixmap:
    """A seamless tile of thin diagonals: not measured. Of its own, because Qt's brushes ignore the pixel ratio."""
    side = 8
    tile = QPixmap(round(side * dpr), round(side * dpr))
    tile.setDevicePixelRatio(dpr)
    tile.fill(theme.sole)
    with QPainter(tile) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.hatch, 1))
        for shift in (-side, 0, side):
            painter.drawLine(QPointF(shift - 1, side + 1), QPointF(shift + side + 1, -1))
    return tile


class FootArt:
    """One foot at one place, size and theme, with all that can be made beforehand."""

    def __init__(self, foot: str, feet: Feet, radius_mm: float, place: Place, theme: Theme, dpr: float) -> None:
        self.foot = foot
        self.place = place
        self.radius_mm = radius_mm
        self._dpr = dpr
        self._theme = theme
        self.transform = place.transform()
        self.points_mm, self.length_mm = foot_points(feet, foot), feet.length_of(foot)
        self.points = [self.transform.map(QPointF(x, y)) for x, y in self.points_mm.tolist()]
        self.sole = self.transform.map(sole_path(foot, self.length_mm))
        self.toes = [self.transform.map(toe) for toe in toe_paths(foot, self.length_mm)]
        self._border = np.array([(p.x(), p.y()) for p in self.sole.toFillPolygon().toList()])
        self._edges: dict[tuple[float, float], tuple[float, float]] = {}
        radius_px = radius_mm * place.px_per_mm
        self._map = LoadMap(self.sole, self.points, radius_px, theme, dpr)

    def rect(self) -> QRectF:
        """All that the foot covers."""
        out = self.sole.boundingRect()
        for toe in self.toes:
            out = out.united(toe.boundingRect())
        return out

    @property
    def middle_x(self) -> float:
        """Over which its name stands: the foot's own middle line, or the middle of what a turned foot covers."""
        return self.rect().center().x() if self.place.clockwise_rad else self.place.x

    def edges_at(self, y: float, half: float) -> tuple[float, float]:
        """Left and right border of the sole within `half` pixels of the height `y`."""
        key = (y, half)
        if key not in self._edges:
            xs = self._border[np.abs(self._border[:, 1] - y) <= half, 0]
            self._edges[key] = (float(xs.min()), float(xs.max())) if len(xs) else (self.place.x, self.place.x)
        return self._edges[key]

    def paint_ground(self, painter: QPainter) -> None:
        """Sole and toes, hatched, with their outline: what is there before any load."""
        tile = hatching(self._theme, self._dpr)
        painter.setPen(QPen(self._theme.outline, 1))
        brush = painter.brush()
        painter.setBrush(tile)
        for path in (self.sole, *self.toes):
            painter.drawPath(path)
        painter.setBrush(brush)

    def paint_map(
        self,
        painter: QPainter,
        load_n: Sequence[float],
        full_scale_n: float,
        grey: bool = False,
        *,
        between: bool = False,
    ) -> None:
        """The load around each point that has one; around the others the hatching stays. `between`: drawn there, too,
        and hatched over."""
        self._map.paint(painter, load_n, full_scale_n, grey, between=between)
