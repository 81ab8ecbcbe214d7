"""The board from above, with whoever and whatever stands on it: dragged, pressed and put down by the mouse."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from tripod.calibration.fit.terms import is_rigid
from tripod.sentences import sentence
from tripod.views.kit.theme import BUTTON_RADIUS, Theme
from tripod.views.kit.words import Words
from tripod.views.play.board_art import BoardArt
from tripod.views.play.board_layout import NEAR_PX, Plan, apart
from tripod.views.play.next_thing import Thing
from tripod.views.play.player import Player
from tripod.virtual.played import PlayedNow


class PlayBoard(QWidget):
    """Says what the mouse does to the player; keys are the panel's."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.words = theme, words
        self.plan: Plan | None = None
        self.now: PlayedNow | None = None
        self.thing: Thing | None = None
        self.puts_mass = False
        """A click puts the mass down instead of pressing."""
        self.held = ""
        """The foot whose CoP is under the mouse."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(sentence("view_play_board.name"))
        self.setMinimumSize(240, 150)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(300, 300)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def open(self, player: Player | None) -> None:
        """Show the board of this player; None: of nobody."""
        self.plan = Plan(player) if player is not None else None
        self.now = self.thing = None
        self.held = ""
        self._fit()

    def show_now(self, now: PlayedNow, thing: Thing | None) -> None:
        """Show the newest picture and what is asked for."""
        if (now, thing) != (self.now, self.thing):
            self.now, self.thing = now, thing
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.plan is not None:
            self.plan.fit(QSizeF(self.size()))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.plan is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        plan, at = self.plan, event.position()
        if self.puts_mass:
            self._put_mass(plan, at)
            return
        self.held = plan.foot_under(at)
        if self.held:
            plan.player.drag(self.held, *plan.on_board(at))
        elif (cell := plan.cell_under(at)) is not None:
            plan.player.press(cell, down=True)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.plan is None:
            return
        plan, at = self.plan, event.position()
        if self.held:
            plan.player.drag(self.held, *plan.on_board(at))
        elif not event.buttons():
            over = plan.foot_under(at) or plan.cell_under(at) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._let_go()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._let_go()
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _let_go(self) -> None:
        if self.plan is not None:
            self.plan.player.let_go()
        self.held = ""
        self.update()

    def _put_mass(self, plan: Plan, at: QPointF) -> None:
        """On the mark or cell under the mouse, or just there on a plate; one that stands there is taken off."""
        player = plan.player
        if any(apart(at, plan.on_screen(m.x_mm, m.y_mm)) < NEAR_PX for m in player.meant.masses):
            player.mass()
            return
        asked = self.thing.at_mm if self.thing is not None else None
        if asked is not None and apart(at, plan.on_screen(*asked)) < NEAR_PX:
            player.put_mass(*asked)
        elif is_rigid(player.board):
            player.put_mass(*plan.on_board(at))
        elif (cell := plan.cell_under(at)) is not None:
            player.put_mass(player.board.cells[cell].x_mm, player.board.cells[cell].y_mm)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.accent, 2) if self.hasFocus() else QPen(self.theme.edge, 1))
            painter.setBrush(self.theme.background)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), BUTTON_RADIUS, BUTTON_RADIUS)
            if self.plan is None or self.now is None:
                return
            shown = self.plan, self.now, self.thing, self.held
            BoardArt(*shown, self.theme, self.words, self.devicePixelRatioF()).paint(painter)
