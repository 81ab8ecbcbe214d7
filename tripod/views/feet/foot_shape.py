"""The picture of one foot: outline in pixels, hatching, and the load around its points."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap, QTransform

from tripod.balance.geometry import TOE_FRACTIONS, Feet, foot_points, mirror, sole_outline
from tripod.views.kit.theme import Theme


@dataclass(frozen=True)
class Place:
    """Where a foot lies on the screen: the back of its heel in pixels, and the scale."""

    x: float
    y: float
    px_per_mm: float
    flip: bool = False
    """Left and right changed about, as in a mirror."""

    def transform(self) -> QTransform:
        """From the foot's own millimetres (y forward) to pixels (y down)."""
        s = self.px_per_mm
        return QTransform(-s if self.flip else s, 0, 0, -s, self.x, self.y)


def sole_path(foot: str, length_mm: float) -> QPainterPath:
    """The sole in the foot's millimetres: Catmull-Rom through the points of its outline."""
    points = [QPointF(x, y) for x, y in sole_outline(foot, length_mm).tolist()]
    n = len(points)
    path = QPainterPath(points[0])
    for i in range(n):
        before, start, end, after = points[i - 1], points[i], points[(i + 1) % n], points[(i + 2) % n]
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
    path.closeSubpath()
    return path


def toe_paths(foot: str, length_mm: float) -> list[QPainterPath]:
    """The toes in the foot's millimetres."""
    out: list[QPainterPath] = []
    for x, y, half_width, half_height, tilt in TOE_FRACTIONS:
        ellipse = QPainterPath()
        ellipse.addEllipse(QPointF(0, 0), half_width * length_mm, half_height * length_mm)
        turn = QTransform().translate(mirror(foot) * x * length_mm, y * length_mm).rotate(-mirror(foot) * tilt)
        out.append(turn.map(ellipse))
    return out


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

    LEVELS, STEPS = 32, 1024
    """Levels of transparency (at the rim of what is measured) and of load in the colour table."""
    RIM = 0.84
    """From this part of the radius on, the colour fades into the hatching."""
    FALL = 0.8
    """How much weaker than at its point the load is drawn at the radius. A picture, not a measurement."""

    def __init__(self, foot: str, feet: Feet, radius_mm: float, place: Place, theme: Theme, dpr: float) -> None:
        self.foot = foot
        self.place = place
        self.radius_mm = radius_mm
        self._dpr = dpr
        self._theme = theme
        self.transform = place.transform()
        self.points_mm, length_mm = foot_points(feet, foot), feet.length_of(foot)
        self.points = [self.transform.map(QPointF(x, y)) for x, y in self.points_mm.tolist()]
        self.sole = self.transform.map(sole_path(foot, length_mm))
        self.toes = [self.transform.map(toe) for toe in toe_paths(foot, length_mm)]
        self._border = np.array([(p.x(), p.y()) for p in self.sole.toFillPolygon().toList()])
        self._edges: dict[tuple[float, float], tuple[float, float]] = {}
        self._tables = {grey: _table(theme, grey, self.LEVELS, self.STEPS) for grey in (False, True)}
        self._layouts: dict[tuple[bool, ...], tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.intp]]] = {}
        box = self.sole.boundingRect().toAlignedRect().adjusted(-1, -1, 1, 1)
        self._box = box
        self._mask = self._sole_mask()
        height, width = self._mask.shape
        self._pixels = np.zeros((height, width), np.uint32)
        self._image = QImage(self._pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
        self._image.setDevicePixelRatio(dpr)
        self._filled: tuple[bool, ...] = ()

    def rect(self) -> QRectF:
        """All that the foot covers."""
        out = self.sole.boundingRect()
        for toe in self.toes:
            out = out.united(toe.boundingRect())
        return out

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

    def paint_map(self, painter: QPainter, load_n: Sequence[float], full_scale_n: float, grey: bool = False) -> None:
        """The load around each point that has one; around the others the hatching stays."""
        if self.radius_mm <= 0:
            return
        seen = tuple(bool(np.isfinite(n)) for n in load_n)
        if not any(seen):
            return
        if seen not in self._layouts:
            self._layouts[seen] = self._layout(seen)
        where, basis, level = self._layouts[seen]
        if seen != self._filled:
            self._pixels[:] = 0
            self._filled = seen
        load = np.nan_to_num(np.asarray(load_n, np.float32)) * np.float32((self.STEPS - 1) / full_scale_n)
        step = np.clip(basis @ load, 0, self.STEPS - 1).astype(np.intp)
        self._pixels.reshape(-1)[where] = self._tables[grey].take(level + step)
        painter.drawImage(QPointF(self._box.x(), self._box.y()), self._image)

    def _sole_mask(self) -> NDArray[np.float32]:
        """Cover of the sole at device resolution, less its outline, which stays on top of the map."""
        box: QRect = self._box
        image = QImage(round(box.width() * self._dpr), round(box.height() * self._dpr), QImage.Format.Format_Grayscale8)
        image.setDevicePixelRatio(self._dpr)
        image.fill(0)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-box.x(), -box.y())
            painter.fillPath(self.sole, Qt.GlobalColor.white)
            painter.strokePath(self.sole, QPen(Qt.GlobalColor.black, 1))
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return rows[:, : image.width()].astype(np.float32) / np.float32(255)

    def _layout(self, seen: tuple[bool, ...]) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.intp]]:
        """Pixels that are measured, the part of each point's load that they show, and their place in the table."""
        height, width = self._mask.shape
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        x = (x + 0.5) / self._dpr + self._box.x()
        y = (y + 0.5) / self._dpr + self._box.y()
        radius = self.radius_mm * self.place.px_per_mm
        far = np.stack([np.hypot(x - p.x(), y - p.y()) / radius for p in self.points])
        near = np.clip((1 - far) / (1 - self.RIM), 0, 1)
        near = near * near * (3 - 2 * near) * np.array(seen, np.float32)[:, None, None]
        cover = near.max(0) * self._mask
        where = np.flatnonzero(cover > 0.5 / (self.LEVELS - 1))
        near, far = near.reshape(3, -1)[:, where], far.reshape(3, -1)[:, where]
        basis = (1 - self.FALL * far**2) * near / near.sum(0)
        level = np.rint(cover.reshape(-1)[where] * (self.LEVELS - 1)).astype(np.intp) * self.STEPS
        return where, np.ascontiguousarray(basis.T, np.float32), level


def part_of_scale(part_of_full: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far along the colours a load stands, given its part of full scale.

    The root: standing on both feet and on one leg are both to be read on the same fixed scale.
    """
    return np.sqrt(part_of_full)


def map_colours(theme: Theme, steps: int, grey: bool = False) -> NDArray[np.float64]:
    """The map's scale as (steps, 3) of 0 to 255; in grey for a picture that is no longer true."""
    stops = np.array([(c.red(), c.green(), c.blue()) for c in theme.map], float)
    at = part_of_scale(np.linspace(0, 1, steps)) * (len(stops) - 1)
    colours = np.stack([np.interp(at, np.arange(len(stops)), stops[:, k]) for k in range(3)], axis=1)
    if grey:
        ends = [np.array((c.red(), c.green(), c.blue()), float) for c in (theme.sole, theme.outline)]
        colours = ends[0] + 0.8 * np.linspace(0.15, 1, steps)[:, None] * (ends[1] - ends[0])
    return colours


def _table(theme: Theme, grey: bool, levels: int, steps: int) -> NDArray[np.uint32]:
    """Premultiplied ARGB of every level of cover and step of load, flat: one look-up paints a pixel."""
    alpha = np.linspace(0, 1, levels)[:, None]
    colours = map_colours(theme, steps, grey)[None] * alpha[..., None]
    opaque = np.broadcast_to(255 * alpha[..., None], (levels, steps, 1))
    bgra = np.rint(np.concatenate([colours[..., ::-1], opaque], axis=-1)).astype(np.uint8)
    return bgra.reshape(-1).view("<u4").astype(np.uint32)
