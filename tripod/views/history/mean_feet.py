"""Both feet from above on the mean of a recording: each share once, at its point."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.boards import FEET
from tripod.record.session_facts import MeanFeet
from tripod.sentences import sentence
from tripod.views.feet.foot_shape import FootArt, Place, turned_box
from tripod.views.feet.tripod_art import Look, draw_tripod
from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import BODY, SMALL, STRONG, Theme
from tripod.views.kit.words import percent

HIGH, LEAST, MOST = 210, 150, 460
"""Pixels of height: usual, and between which it follows its panel."""
_CAPTION, _HEEL_LABEL = 18, 18
_GAP, _SIDE = 6, 27
"""Pixels from the sole to a number, and what both need beside the foot."""


class MeanFeetView(QWidget):
    """Hatched is what no sensor sees; of a foot of which nothing can be told there is the outline alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.feet: MeanFeet | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(MOST)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, LEAST)

    def show_feet(self, feet: MeanFeet | None) -> None:
        """None for no picture."""
        self.feet = feet
        self.setAccessibleName(" ".join([self._caption(), *map(self._said, feet.share)]) if feet is not None else "")
        self.setToolTip(feet.named if feet is not None else "")
        self.update()

    def _caption(self) -> str:
        return sentence("view_history.mean_feet")

    def _said(self, foot: str) -> str:
        assert self.feet is not None
        heel, mt1, mt5 = map(percent, self.feet.share[foot])
        return sentence("view_history.mean_foot_said", foot=foot, heel=heel, mt1=mt1, mt5=mt5)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.feet is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            column = self.width() / len(FEET)
            for n, foot in enumerate(FEET):
                self._paint_foot(painter, self.feet, foot, QRectF(n * column, 0, column, self.height() - _CAPTION))
            draw_runs(
                painter, [Run(self._caption(), SMALL - 0.5, self.theme.muted)], self.width() / 2, self.height() - 5,
                Align.CENTRE,
            )  # fmt: skip

    def _paint_foot(self, painter: QPainter, of: MeanFeet, foot: str, room: QRectF) -> None:
        theme = self.theme
        box = turned_box(foot, of.feet.length_of(foot), 0.0)
        boxes = [turned_box(each, of.feet.length_of(each), 0.0) for each in FEET]
        scale = min((room.height() - _HEEL_LABEL - 6) / b.height() for b in boxes)
        scale = min(scale, *((room.width() - 2 * _SIDE) / b.width() for b in boxes))
        x = room.center().x() - scale * box.center().x()
        y = room.bottom() - _HEEL_LABEL - scale * box.bottom()
        art = FootArt(foot, of.feet, 0.0, Place(x, y, scale), theme, self.devicePixelRatioF())
        art.paint_ground(painter)
        if foot not in of.share:
            return
        none = (False, False, False)
        draw_tripod(painter, art.points, Look(theme, 0.75, False, True, none, none))
        self._paint_cop(painter, of, art)
        heel, mt1, mt5 = of.share[foot]
        sole = art.sole.boundingRect()
        self._number(painter, heel, QPointF(sole.center().x(), sole.bottom() + 15), Align.CENTRE)
        inner = 1 if foot == "left" else -1
        for share, point, side in ((mt1, art.points[1], inner), (mt5, art.points[2], -inner)):
            edge = (sole.right() + _GAP) if side > 0 else (sole.left() - _GAP)
            self._number(painter, share, QPointF(edge, point.y() + 5), Align.LEFT if side > 0 else Align.RIGHT)

    def _paint_cop(self, painter: QPainter, of: MeanFeet, art: FootArt) -> None:
        at = of.cop_mm.get(art.foot)
        if at is None:
            return
        painter.setPen(QPen(self.theme.casing, 2))
        painter.setBrush(self.theme.cop)
        painter.drawEllipse(art.transform.map(QPointF(*at)), 4.5, 4.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _number(self, painter: QPainter, share: float, at: QPointF, align: Align) -> None:
        draw_runs(painter, [Run(percent(share), BODY - 0.5, self.theme.text, STRONG)], at.x(), at.y(), align)
