"""Where everything lies on the picture of a board that is played: millimetres of the board, and pixels."""

from math import hypot

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainterPath, QTransform

from tripod.boards import FEET
from tripod.views.feet.foot_shape import sole_path, toe_paths
from tripod.views.play.player import Player

NEAR_PX = 20.0
RIM_MM = 26.0
ROOM_TOP = 26
"""Pixels above the board, for the names of the feet."""
_BLOCK_MM = 34.0


class Plan:
    """The board of one player, fitted into a widget."""

    def __init__(self, player: Player) -> None:
        self.player, self.board = player, player.board
        self.scale = 1.0
        self._at = QTransform()
        self._mm = self._all_mm()

    def fit(self, size: QSizeF) -> None:
        """Fill a widget of this size."""
        box, room = self._mm, size.height() - ROOM_TOP
        self.scale = s = min(size.width() / box.width(), room / box.height())
        left = (size.width() - s * box.width()) / 2 - s * box.left()
        bottom = ROOM_TOP + (room + s * box.height()) / 2 + s * box.top()
        self._at = QTransform(s, 0, 0, -s, left, bottom)

    def _all_mm(self) -> QRectF:
        """All that is painted, y forward."""
        box = QRectF()
        for foot in self.board.feet:
            for path in (self._sole_mm(foot), *self._toes_mm(foot)):
                box = box.united(path.boundingRect())
        for cell in self.board.cells:
            box = box.united(QRectF(cell.x_mm - 1, cell.y_mm - 1, 2, 2))
        return box.adjusted(-RIM_MM, -RIM_MM, RIM_MM, RIM_MM)

    def _sole_mm(self, foot: str) -> QPainterPath:
        return self._of_foot(foot).map(sole_path(foot, self.player.played.length_mm))

    def _toes_mm(self, foot: str) -> list[QPainterPath]:
        return [self._of_foot(foot).map(toe) for toe in toe_paths(foot, self.player.played.length_mm)]

    def _of_foot(self, foot: str) -> QTransform:
        """From a foot's own millimetres to the board's."""
        k, stands = FEET.index(foot), self.player.played.stands
        (a, b), (c, d) = stands.axes[k].tolist()
        x, y = stands.heel_mm[k].tolist()
        return QTransform(a, c, b, d, x, y)

    def sole(self, foot: str) -> QPainterPath:
        """The sole of a foot, in pixels."""
        return self._at.map(self._sole_mm(foot))

    def toes(self, foot: str) -> list[QPainterPath]:
        """The toes of a foot, in pixels."""
        return [self._at.map(toe) for toe in self._toes_mm(foot)]

    def heel(self, foot: str) -> QPointF:
        """The back of a heel, in pixels."""
        return self._at.map(self._of_foot(foot).map(QPointF(0, 0)))

    def on_screen(self, x_mm: float, y_mm: float) -> QPointF:
        """A place of the board's frame, in pixels."""
        return self._at.map(QPointF(x_mm, y_mm))

    def on_board(self, at: QPointF) -> tuple[float, float]:
        """A place in pixels in the board's frame."""
        there = self._at.inverted()[0].map(at)
        return there.x(), there.y()

    def cell_under(self, at: QPointF) -> int | None:
        """The cell under the mouse, if any."""
        away = [apart(at, self.on_screen(c.x_mm, c.y_mm)) for c in self.board.cells]
        nearest = min(range(len(away)), key=lambda k: away[k])
        return nearest if away[nearest] < max(NEAR_PX, self.scale * _BLOCK_MM) else None

    def foot_under(self, at: QPointF) -> str:
        """The foot that stands there and is under the mouse, or whose dot is near it; "" for none."""
        standing = [f for f in self.board.feet if f in self.player.meant.feet]
        dots = self.player.played.now().cop_mm
        near = {f: apart(at, self.on_screen(*dots[FEET.index(f)])) for f in standing}
        for foot in sorted(standing, key=lambda f: near[f]):
            if near[foot] < NEAR_PX or self.sole(foot).contains(at):
                return foot
        return ""


def apart(a: QPointF, b: QPointF) -> float:
    """Distance of two places."""
    return hypot(a.x() - b.x(), a.y() - b.y())
