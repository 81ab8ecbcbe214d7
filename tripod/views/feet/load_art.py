"""All that shows the load of a foot, as one piece of the picture: map or dwell, triangle, and diamonds."""

from collections.abc import Sequence
from math import ceil, isfinite, nan, sqrt

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

from tripod.views.feet.dwell_art import DwellArt
from tripod.views.feet.foot_shape import FootArt
from tripod.views.feet.pieces import Piece, box_round
from tripod.views.feet.tripod_art import DIAMOND, Look, draw_diamonds, draw_tripod

_SEEN_STEPS = 160
"""So many steps of a load from nothing to full scale can be told apart on the map: each is less than two levels of a
colour."""


def seen_part(part: float) -> float:
    """A part of full scale to what can be seen of it; colours follow its root."""
    if not isfinite(part):
        return part
    return (round(_SEEN_STEPS * sqrt(abs(part))) / _SEEN_STEPS) ** 2 * (-1.0 if part < 0 else 1.0)


class LoadArt:
    """Keeps the triangles as pictures until they look different: wide lines are dear."""

    def __init__(self) -> None:
        self._triangles: dict[str, tuple[Look, QPixmap]] = {}
        self._dpr = 1.0

    def clear(self, dpr: float) -> None:
        """The feet stand elsewhere, or the screen has another resolution."""
        self._triangles.clear()
        self._dpr = dpr

    def piece(
        self,
        art: FootArt,
        look: Look,
        loads_n: Sequence[float] | None,
        full_n: float,
        dwell: DwellArt,
        *,
        between: bool,
    ) -> Piece:
        """`loads_n` at the points, None for nothing but the triangle; where the map looks the same they are the same.
        `between` as in `FootArt.paint_map`."""
        parts = tuple(
            seen_part(nan if broken and not look.equivalent else n / full_n)
            for n, broken in zip(loads_n or (), look.broken, strict=loads_n is not None)
        )
        at = QPolygonF(art.points).boundingRect()
        triangle = box_round(at, ceil(16 * look.stroke))
        reach = box_round(at, (1.3 * DIAMOND + 4) * look.stroke) if look.equivalent else triangle
        box = triangle.united(reach).united(box_round(art.sole.boundingRect(), 2))

        def paint(painter: QPainter) -> None:
            if loads_n is not None:
                art.paint_map(painter, [part * full_n for part in parts], full_n, look.grey, between=between)
                dwell.paint(painter, art.foot, art, look.theme, look.grey)
            painter.drawPixmap(triangle.topLeft(), self._triangle(art, look, triangle))
            if look.equivalent and loads_n is not None:
                draw_diamonds(painter, art.points, parts, look)

        # nan is not equal to itself, its text is.
        return Piece((look, str(parts), full_n, between, dwell.looks(art.foot)), box, paint)

    def _triangle(self, art: FootArt, look: Look, box: QRect) -> QPixmap:
        if art.foot not in self._triangles or self._triangles[art.foot][0] != look:
            picture = QPixmap(box.size() * self._dpr)
            picture.setDevicePixelRatio(self._dpr)
            picture.fill(Qt.GlobalColor.transparent)
            with QPainter(picture) as inner:
                inner.setRenderHint(QPainter.RenderHint.Antialiasing)
                inner.translate(-box.x(), -box.y())
                draw_tripod(inner, art.points, look)
            self._triangles[art.foot] = (look, picture)
        return self._triangles[art.foot][1]
