"""Paints the load around the points of a foot: the pressure map, its colours and its fall from point to point."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap

from tripod.views.kit.theme import Theme

_TABLES: dict[tuple[bytes, int], NDArray[np.uint32]] = {}
"""Tables of colours that were made: each foot, at each size, needs the same few."""


_OVER_PX = 7
"""Between the lines that are hatched over what is drawn and not measured."""


class LoadMap:
    """The map of one foot at one place, size and theme, with all that can be made beforehand."""

    LEVELS, STEPS = 32, 1024
    """Levels of transparency (at the rim of what is measured) and of load in the colour table."""
    RIM = 0.84
    """From this part of the radius on, the colour fades into the hatching."""
    FALL = 0.8
    """How much weaker than at its point the load is drawn at the radius. A picture, not a measurement."""
    RING = 0.55
    """Cover of the ring round what is measured: without any load it must not look like a place without sensor."""

    def __init__(
        self, sole: QPainterPath, points: Sequence[QPointF], radius_px: float, theme: Theme, dpr: float
    ) -> None:
        self._sole, self._points, self._radius_px, self._dpr = sole, points, radius_px, dpr
        self._tables = {grey: _table(map_colours(theme, self.STEPS, grey), self.LEVELS) for grey in (False, True)}
        self._ring_inks = {False: theme.map[6], True: theme.outline}
        self._hatch = theme.sole
        self._rings: dict[tuple[tuple[bool, ...], bool, bool], QPixmap] = {}
        self._layouts: dict[tuple[tuple[bool, ...], bool], list[_Part]] = {}
        self._box = sole.boundingRect().toAlignedRect().adjusted(-1, -1, 1, 1)
        self._mask = self._sole_mask()
        height, width = self._mask.shape
        self._pixels = np.zeros((height, width), np.uint32)
        self._image = QImage(self._pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
        self._image.setDevicePixelRatio(dpr)
        self._filled: object = None
        self._loads: list[tuple[float, ...] | None] = []
        """What each part of the layout shows now."""

    def paint(
        self,
        painter: QPainter,
        load_n: Sequence[float],
        full_scale_n: float,
        grey: bool = False,
        *,
        between: bool = False,
    ) -> None:
        """The load around each point that has one; around the others the hatching stays.

        `between`: also between the points, where nobody measured it; that part is hatched over.
        """
        if self._radius_px <= 0:
            return
        seen = tuple(bool(np.isfinite(n)) for n in load_n)
        if not any(seen):
            return
        key = seen, between
        if key not in self._layouts:
            self._layouts[key] = _layout(self._plan(seen, between))
        parts = self._layouts[key]
        if self._filled != (key, grey, full_scale_n):
            self._pixels[:] = 0
            self._filled, self._loads = (key, grey, full_scale_n), [None] * len(parts)
        each = [n * (self.STEPS - 1) / full_scale_n if there else 0.0 for n, there in zip(load_n, seen, strict=True)]
        pixels = self._pixels.reshape(-1)
        for k, part in enumerate(parts):
            loads = tuple(each[point] for point in part.points)
            if loads != self._loads[k]:
                self._loads[k] = loads
                pixels[part.where] = self._tables[grey].take(part.level + part.steps(loads, self.STEPS - 1))
        painter.drawImage(self._box.topLeft(), self._image)
        if (seen, grey, between) not in self._rings:
            self._rings[seen, grey, between] = self._ring(seen, self._ring_inks[grey], between)
        painter.drawPixmap(self._box.topLeft(), self._rings[seen, grey, between])

    def _plan(self, seen: tuple[bool, ...], between: bool) -> "_Plan":
        height, width = self._mask.shape
        at, points = (self._box.x(), self._box.y()), tuple((p.x(), p.y()) for p in self._points)
        return _Plan(self._mask.tobytes(), (height, width), at, points, self._radius_px, self._dpr, seen, between)

    def _ring(self, seen: tuple[bool, ...], ink: QColor, between: bool) -> QPixmap:
        """The border of all that is measured, inside of the sole, and hatching over what is only drawn."""
        radius, border = self.RIM * self._radius_px, QPainterPath()
        for point, there in zip(self._points, seen, strict=True):
            if there:
                disc = QPainterPath()
                disc.addEllipse(point, radius, radius)
                border = border.united(disc)
        picture = QPixmap(self._image.size())
        picture.setDevicePixelRatio(self._dpr)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-self._box.x(), -self._box.y())
            painter.setClipPath(self._sole)
            if between:
                painter.setClipPath(self._sole.subtracted(border))
                painter.setPen(QPen(self._hatch, 1.5))
                reach = self._box.height()
                for x in range(self._box.left() - reach, self._box.right(), _OVER_PX):
                    painter.drawLine(x, self._box.bottom(), x + reach, self._box.top())
                painter.setClipPath(self._sole)
            painter.setOpacity(self.RING)
            painter.setPen(QPen(ink, 1))
            painter.drawPath(border)
        return picture

    def _sole_mask(self) -> NDArray[np.float32]:
        """Cover of the sole at device resolution, less its outline, which stays on top of the map."""
        box: QRect = self._box
        # Grey, in the format that is painted fastest.
        image = QImage(round(box.width() * self._dpr), round(box.height() * self._dpr), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self._dpr)
        image.fill(0)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-box.x(), -box.y())
            painter.fillPath(self._sole, Qt.GlobalColor.white)
            painter.strokePath(self._sole, QPen(Qt.GlobalColor.black, 1))
        grey = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()) & 0xFF
        return grey.astype(np.float32) / np.float32(255)


class _Part(NamedTuple):
    """Pixels that show the loads of the same points."""

    points: tuple[int, ...]
    where: NDArray[np.intp]
    basis: NDArray[np.float32]
    """(points, pixels) the part of each point's load that they show."""
    level: NDArray[np.intp]
    """Their row in the table of colours."""

    def steps(self, loads: Sequence[float], most: int) -> NDArray[np.intp]:
        """(pixels,) in the table's row, given the loads in steps of it."""
        shown = self.basis[0] * np.float32(loads[0])
        for basis, load in zip(self.basis[1:], loads[1:], strict=True):
            shown += basis * np.float32(load)
        return shown.clip(0, most, out=shown).astype(np.intp)


class _Plan(NamedTuple):
    """All on which it depends which pixels a map colours: two maps of the same plan colour the same."""

    cover: bytes
    """Of the sole, as `LoadMap` has it (height, width)."""
    shape: tuple[int, int]
    box: tuple[int, int]
    """Its upper left corner."""
    points: tuple[tuple[float, float], ...]
    radius_px: float
    dpr: float
    seen: tuple[bool, ...]
    between: bool


@lru_cache(maxsize=4)
def _layout(plan: _Plan) -> "list[_Part]":
    """Pixels that are coloured, and what they show: one part for each point, and one for where these meet.

    Kept for a while: a theme that changes and a window that opens again paint the same feet."""
    height, width = plan.shape
    levels, rim, fall = LoadMap.LEVELS, LoadMap.RIM, LoadMap.FALL
    least = 0.5 / (levels - 1)
    whole = np.frombuffer(plan.cover, np.float32)
    sole = np.flatnonzero(whole > least)
    rows, columns = np.divmod(sole, width)
    x = ((np.arange(width, dtype=np.float32) + 0.5) / plan.dpr + plan.box[0])[columns]
    y = ((np.arange(height, dtype=np.float32) + 0.5) / plan.dpr + plan.box[1])[rows]
    far = np.stack([np.hypot(x - at_x, y - at_y) / plan.radius_px for at_x, at_y in plan.points])
    near = np.clip((1 - far) / (1 - rim), 0, 1)
    near = near * near * (3 - 2 * near) * np.array(plan.seen, np.float32)[:, None]
    measured, mask = near.max(0), whole[sole]
    cover = mask if plan.between else measured * mask
    shown = cover > least
    where, cover, near, far, sure = sole[shown], cover[shown], near[:, shown], far[:, shown], measured[shown]
    basis = (1 - fall * np.minimum(far, 1) ** 2) * near / np.maximum(near.sum(0), np.float32(1e-6))
    if plan.between:
        # The nearer a point, the more of it, as weak as at the rim of what it measures.
        weight = np.array(plan.seen, np.float32)[:, None] / np.maximum(far, np.float32(0.1)) ** 2
        drawn = (1 - fall) * weight / weight.sum(0)
        basis = sure * basis + (1 - sure) * drawn
    level = np.rint(cover * (levels - 1)).astype(np.intp) * LoadMap.STEPS
    alone = (basis != 0).sum(0) == 1
    masks = [((k,), alone & (basis[k] != 0)) for k in range(len(basis))] + [(tuple(range(len(basis))), ~alone)]
    return [
        _Part(points, where[mask], np.ascontiguousarray(basis[:, mask][list(points)], np.float32), level[mask])
        for points, mask in masks
        if mask.any()
    ]


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


def _table(colours: NDArray[np.float64], levels: int) -> NDArray[np.uint32]:
    """Premultiplied ARGB of every level of cover and of each of the colours (steps, 3), flat: one look-up paints a
    pixel."""
    made_of = colours.tobytes(), levels
    if made_of not in _TABLES:
        alpha = np.linspace(0, 1, levels)[:, None]
        opaque = np.broadcast_to(255 * alpha[..., None], (levels, len(colours), 1))
        bgra = np.concatenate([colours[None, :, ::-1] * alpha[..., None], opaque], axis=-1)
        _TABLES[made_of] = np.rint(bgra).astype(np.uint8).reshape(-1).view("<u4").astype(np.uint32)
    return _TABLES[made_of]
