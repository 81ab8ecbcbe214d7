"""The picture of a board that is played: what is true, not what is measured."""

from dataclasses import dataclass
from math import isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from tripod.boards import FEET
from tripod.calibration.fit.terms import is_rigid
from tripod.sentences import figure
from tripod.views.feet.foot_shape import hatching
from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import SMALL, STRONG, Theme, faded
from tripod.views.kit.words import Words
from tripod.views.play.board_layout import RIM_MM, Plan
from tripod.views.play.next_thing import Thing
from tripod.views.play.player import Player
from tripod.virtual.played import PlayedNow

_DOT = 6.5


@dataclass(frozen=True)
class BoardArt:
    """One picture."""

    plan: Plan
    now: PlayedNow
    thing: Thing | None
    held: str
    """The foot whose CoP is dragged, "" for none."""
    theme: Theme
    words: Words
    dpr: float

    @property
    def player(self) -> Player:
        """Whose board it is."""
        return self.plan.player

    def paint(self, painter: QPainter) -> None:
        """Board, feet, cells and what lies on them, what is asked for, and the dots."""
        for foot in self.player.board.feet:
            self._paint_board(painter, foot)
            self._paint_foot(painter, foot)
        self._paint_cells(painter)
        self._paint_asked(painter)
        for foot in self.player.board.feet:
            self._paint_dot(painter, foot)

    def _paint_board(self, painter: QPainter, foot: str) -> None:
        board, theme = self.player.board, self.theme
        cells = [board.cells[i] for i in board.cells_of(foot)]
        if is_rigid(board):
            xs, ys = [c.x_mm for c in cells], [c.y_mm for c in cells]
            a, b = self.plan.on_screen(min(xs), max(ys)), self.plan.on_screen(max(xs), min(ys))
            rim = 0.5 * RIM_MM * self.plan.scale
            painter.setPen(QPen(theme.outline, 1))
            painter.setBrush(theme.panel)
            painter.drawRoundedRect(QRectF(a, b).adjusted(-rim, -rim, rim, rim), 8, 8)
        title = [Run(self.words.foot_title(foot), SMALL, theme.muted, STRONG, 2.0)]
        draw_runs(painter, title, self.plan.heel(foot).x(), 18, Align.CENTRE)

    def _paint_foot(self, painter: QPainter, foot: str) -> None:
        theme = self.theme
        there = foot in self.player.meant.feet or self.player.meant.by_itself
        pen = QPen(theme.outline, 1.2)
        if not there:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(hatching(theme, self.dpr) if there else Qt.BrushStyle.NoBrush)
        painter.drawPath(self.plan.sole(foot))
        for toe in self.plan.toes(foot):
            # Lifted toes are empty outlines, pressed ones are full.
            toes = self.player.meant.toes
            if there and toes > 1.5:
                painter.setBrush(faded(theme.accent, 0.5))
            elif toes < 0.5:
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(toe)

    def _paint_cells(self, painter: QPainter) -> None:
        board, theme = self.player.board, self.theme
        trouble = self.player.meant.trouble
        for k, cell in enumerate(board.cells):
            at = self.plan.on_screen(cell.x_mm, cell.y_mm)
            chosen = k == self.player.cell
            painter.setPen(QPen(theme.text if chosen else theme.outline, 1.8 if chosen else 1.2))
            painter.setBrush(theme.panel)
            size = 9.0
            painter.drawRoundedRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size), 3, 3)
            number = list(board.cells_of(cell.foot)).index(k) + 1
            draw_runs(painter, [Run(str(number), SMALL, theme.muted, STRONG)], at.x(), at.y() + 4, Align.CENTRE)
            if trouble.trouble is not None and k == trouble.cell:
                painter.setPen(QPen(theme.warn, 2.2))
                for way in (-1, 1):
                    painter.drawLine(at + QPointF(-11, -11 * way), at + QPointF(11, 11 * way))
            force = dict(self.player.meant.pressed_n).get(k, 0.0)
            if force:
                painter.setPen(QPen(theme.accent, 3))
                painter.setBrush(faded(theme.accent, 0.35))
                painter.drawEllipse(at, 15, 15)
                draw_runs(painter, [Run(f"{force:.0f} N", SMALL, theme.text, STRONG)], at.x() + 18, at.y() + 4)
        for mass in self.player.meant.masses:
            self._paint_mass(painter, self.plan.on_screen(mass.x_mm, mass.y_mm), mass.kg)

    def _paint_mass(self, painter: QPainter, at: QPointF, kg: float) -> None:
        """A weight from above, with its handle."""
        theme = self.theme
        painter.setPen(QPen(theme.text, 2))
        painter.setBrush(theme.accent_soft)
        painter.drawRoundedRect(QRectF(at.x() - 20, at.y() - 13, 40, 26), 6, 6)
        painter.drawArc(QRectF(at.x() - 8, at.y() - 20, 16, 14), 0, 180 * 16)
        draw_runs(painter, [Run(f"{figure(kg)} kg", SMALL, theme.text, STRONG)], at.x(), at.y() + 4, Align.CENTRE)

    def _paint_asked(self, painter: QPainter) -> None:
        """A ring round the cell or the mark that is asked for, and the mark's name."""
        thing = self.thing
        if thing is None:
            return
        at_mm, name = thing.at_mm, thing.mark
        if at_mm is None and thing.cell is not None:
            at_mm = self.player.board.cells[thing.cell].x_mm, self.player.board.cells[thing.cell].y_mm
        if thing.point and thing.foot:
            lean = self.player.point(thing.foot, thing.point)
            at_mm = self.player.on_board(thing.foot, lean.right_mm, lean.forward_mm)
        if at_mm is None:
            return
        at = self.plan.on_screen(*at_mm)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, wide in ((self.theme.casing, 6.0), (self.theme.accent, 3.0)):
            painter.setPen(QPen(ink, wide))
            painter.drawEllipse(at, 22, 22)
        if name:
            draw_runs(painter, [Run(name, SMALL, self.theme.text, STRONG)], at.x() + 26, at.y() - 12)

    def _paint_dot(self, painter: QPainter, foot: str) -> None:
        """The true CoP, with a ring while it is held."""
        k = FEET.index(foot)
        x, y = self.now.cop_mm[k]
        if self.now.load_n[k] < 1 or not isfinite(x + y):
            return
        at = self.plan.on_screen(x, y)
        painter.setPen(QPen(self.theme.casing, 2))
        painter.setBrush(self.theme.cop)
        painter.drawEllipse(at, _DOT, _DOT)
        if self.held == foot:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.accent, 2.5))
            painter.drawEllipse(at, 17, 17)
