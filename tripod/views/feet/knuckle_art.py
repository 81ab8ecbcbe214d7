"""Draws a foot with its knuckles: where to feel for the three points and what to measure."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.balance.geometry import Feet, foot_points
from tripod.sentences import sentence
from tripod.views.feet.foot_shape import Place, sole_path, toe_paths
from tripod.views.kit.text import Align, Run, advance, draw_runs
from tripod.views.kit.theme import SMALL, STRONG, Theme

_LENGTH = 260.0
_BESIDE_MM = 0.16 * _LENGTH
"""From the foot's middle to the name of its heel; that of the little toe stands farther out."""
_LITTLE = 1.35
_LEFT_PX = 40
"""From the big toe's point to its name, with the measured length between them."""


class KnuckleArt(QWidget):
    """The right foot from above, its knuckles ringed, with the two lengths that tell where one lies."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.names: list[QRectF] = []
        """Where the names of the points were painted last, in pixels."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(230, 250)
        self.setAccessibleName(sentence("view_feet_knuckle_art.where_to_feel_for_the"))
        self.setAccessibleDescription(sentence("view_feet_knuckle_art.bend_the_big_toe_up"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 320)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        px = self._px_per_mm()
        self.names = []
        place = Place(self.width() / 2 + 4, (self.height() + px * _LENGTH) / 2, px)
        turn = place.transform()
        heel, big, little = (turn.map(QPointF(x, y)) for x, y in foot_points(Feet(_LENGTH), "right").tolist())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.outline, 1))
            painter.setBrush(theme.sole)
            painter.drawPath(turn.map(sole_path("right", _LENGTH)))
            for toe in toe_paths("right", _LENGTH):
                painter.drawPath(turn.map(toe))
            self._axis(painter, heel, place)
            for at in (heel, big, little):
                painter.setPen(QPen(theme.accent, 2))
                painter.setBrush(theme.panel)
                painter.drawEllipse(at, 9, 9)
                painter.setBrush(theme.accent)
                painter.drawEllipse(at, 3, 3)
            self._lengths(painter, big, place)
            beside = _BESIDE_MM * px
            self._name(
                painter,
                big.x() - _LEFT_PX,
                big.y() - 4,
                [sentence("view_feet_knuckle_art.knuckle_of"), sentence("view_feet_knuckle_art.the_big_toe")],
                left=True,
            )
            little_name = [
                sentence("view_feet_knuckle_art.knuckle_of"),
                sentence("view_feet_knuckle_art.the_little_toe"),
            ]
            self._name(painter, place.x + _LITTLE * beside, little.y(), little_name, left=False)
            self._name(
                painter,
                place.x + beside,
                heel.y(),
                [sentence("view_feet_knuckle_art.middle_of"), sentence("view_feet_knuckle_art.the_heel")],
                left=False,
            )

    def _px_per_mm(self) -> float:
        """As large as there is room for, the names at both sides included."""
        half = self.width() / 2 - 8
        left, right = (
            max(advance(sentence(f"view_feet_knuckle_art.{name}"), SMALL) for name in names)
            for names in (("knuckle_of", "the_big_toe"), ("knuckle_of", "the_little_toe", "middle_of", "the_heel"))
        )
        big_mm = abs(float(foot_points(Feet(_LENGTH), "right")[1][0]))
        sides = min((half - _LEFT_PX - left) / big_mm, (half - right) / (_LITTLE * _BESIDE_MM))
        return max(min((self.height() - 24) / _LENGTH, sides), 0.2)

    def _axis(self, painter: QPainter, heel: QPointF, place: Place) -> None:
        painter.setPen(QPen(self.theme.muted, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(heel.x(), place.y), QPointF(heel.x(), place.y - _LENGTH * place.px_per_mm))

    def _lengths(self, painter: QPainter, big: QPointF, place: Place) -> None:
        """Forward along the inner side, sideways from the middle line."""
        theme, x = self.theme, big.x() - 30
        painter.setPen(QPen(theme.text, 1))
        painter.drawLine(QPointF(x, place.y), QPointF(x, big.y()))
        for y in (place.y, big.y()):
            painter.drawLine(QPointF(x - 4, y), QPointF(x + 4, y))
        painter.drawLine(QPointF(big.x() + 9, big.y()), QPointF(place.x, big.y()))
        painter.save()
        painter.translate(x - 6, (place.y + big.y()) / 2)
        painter.rotate(-90)
        draw_runs(
            painter, [Run(sentence("view_feet_knuckle_art.forward"), SMALL, theme.text, STRONG)], 0, 0, Align.CENTRE
        )
        painter.restore()
        draw_runs(
            painter,
            [Run(sentence("view_feet_knuckle_art.sideways"), SMALL, theme.text, STRONG)],
            (big.x() + place.x) / 2 + 4,
            big.y() - 12,
            Align.CENTRE,
        )

    def _name(self, painter: QPainter, x: float, y: float, lines: list[str], left: bool) -> None:
        theme = self.theme
        for k, line in enumerate(lines):
            runs = [Run(line, SMALL, theme.muted)]
            self.names.append(draw_runs(painter, runs, x, y + 14 * k, Align.RIGHT if left else Align.LEFT))
