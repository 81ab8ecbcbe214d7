"""Widgets that every page is made of: a button that shows its key, a panel, a line of text."""

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from tripod.sentences import sentence
from tripod.views.kit.key_names import key_shown
from tripod.views.kit.text import Run, advance, draw_runs, runs_width
from tripod.views.kit.theme import BODY, BUTTON_RADIUS, PANEL_RADIUS, REGULAR, SMALL, STRONG, Theme, font

_CLOSE = 7
"""Between the edge of a button in a narrow row, its name and its key, in pixels."""


class TabButton(QPushButton):
    """A button that takes the focus by Tab alone, so that a click never changes what Space does for the window.

    Once it has the focus, Space and Enter press it.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Space:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.click()
                return True
        return super().event(event)


class KeyButton(TabButton):
    """A button with its key beside the word."""

    def __init__(self, text: str, key: str, theme: Theme, parent: QWidget | None = None, size: float = BODY) -> None:
        super().__init__(text, parent)
        self.key = key = key_shown(key)
        self.theme = theme
        self.strong = False
        """Drawn as switched on, or as the one thing to press."""
        self._size = size
        self._stacked = False
        self.setAccessibleName(text)
        if key:
            self.setAccessibleDescription(sentence("view_kit_widgets.key", key=key))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_strong(self, strong: bool) -> None:
        """Draw it as switched on, or normally."""
        if strong != self.strong:
            self.strong = strong
            self.update()

    def set_text(self, text: str) -> None:
        """Set the word, also for screen readers."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def set_stacked(self) -> None:
        """Stand the key below the name, in a row that has no room for both beside each other."""
        self._stacked = True
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        if self._stacked:
            return QSize(ceil(max(advance(self.text(), BODY), advance(self.key, SMALL))) + 24, 46)
        pad = 14 if self._size <= BODY else 20 if self.key else 28
        wide = advance(self.text(), self._size, REGULAR if self._size <= BODY else STRONG) + 2 * pad
        if self.key:
            wide += self._key_width()
        return QSize(ceil(wide), 34 if self._size <= BODY else 46)

    def minimumSizeHint(self) -> QSize:
        """Width without the key's name, which is left out in a narrow window."""
        if self._stacked:
            return self.sizeHint()
        return QSize(self.sizeHint().width() - ceil(self._key_width()), self.sizeHint().height())

    def _key_width(self) -> float:
        return 22 + advance(self.key, SMALL) if self.key else 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            on = self.strong and self.isEnabled()
            under = self.underMouse() and self.isEnabled()
            painter.setBrush(theme.accent_soft if on or self.isDown() else theme.track if under else theme.panel)
            painter.setPen(QPen(theme.accent if on or self.hasFocus() else theme.edge, 1))
            painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
            if self.hasFocus():
                painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), BUTTON_RADIUS - 2, BUTTON_RADIUS - 2)
            ink = theme.text if self.isEnabled() else theme.outline
            weight = REGULAR if self._size <= BODY else STRONG
            name = [Run(self.text(), self._size, ink, weight)]
            if self._stacked:
                hint = [Run(self.key, SMALL, theme.muted if self.isEnabled() else theme.outline)]
                draw_runs(painter, name, (self.width() - runs_width(name)) / 2, 20)
                draw_runs(painter, hint, (self.width() - runs_width(hint)) / 2, 37)
                return
            baseline = self.height() / 2 + 0.36 * self._size
            hint = [Run(self.key, SMALL, theme.muted if self.isEnabled() else theme.outline)]
            # Before the key is left out, its distances grow smaller.
            edge = 14 if self.width() >= self.sizeHint().width() else _CLOSE
            if not self.key or self.width() < runs_width(name) + runs_width(hint) + 3 * edge:
                draw_runs(painter, name, (self.width() - runs_width(name)) / 2, baseline)
                return
            draw_runs(painter, name, edge, baseline)
            draw_runs(painter, hint, self.width() - edge + 1 - runs_width(hint), baseline)


class Panel(QFrame):
    """A rounded ground for what belongs together."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.loud = False

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_loud(self, loud: bool) -> None:
        """Draw the border in the warning colour."""
        if loud != self.loud:
            self.loud = loud
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.warn if self.loud else self.theme.edge, 1))
            painter.setBrush(self.theme.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)


class Line(QLabel):
    """Text in one of the theme's colours, named by role so that it follows the theme."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        role: str = "text",
        size: float = BODY,
        weight: QFont.Weight = REGULAR,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._size, self._weight = size, weight
        self.set_scale(1.0)
        self._role = ""
        self._theme = theme
        self.set_role(role)

    def set_scale(self, scale: float) -> None:
        """Scale the type size by this factor."""
        self.setFont(font(round(self._size * scale, 1), self._weight))

    def set_weight(self, weight: QFont.Weight) -> None:
        """Set the type's weight; the size goes back to scale 1."""
        if weight != self._weight:
            self._weight = weight
            self.set_scale(1.0)

    def set_role(self, role: str) -> None:
        """Set the colour by the name of its field in `Theme`."""
        if role != self._role:
            self._role = role
            self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, getattr(theme, self._role))
        self.setPalette(palette)

    def set_text(self, text: str) -> None:
        """Set the text; does nothing when it is the same."""
        if text != self.text():
            self.setText(text)


class LinkButton(TabButton):
    """A quiet button that looks like a link, for what opens inside the page."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFlat(True)
        self.setFont(font(BODY))
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(advance(self.text(), BODY) + 8), 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rect = draw_runs(painter, [Run(self.text(), BODY, self._theme.accent)], 0, self.height() / 2 + 4.5)
            if self.hasFocus() or self.underMouse():
                painter.drawLine(QPointF(rect.left(), rect.bottom() + 1), QPointF(rect.right(), rect.bottom() + 1))


def retheme(root: QWidget, theme: Theme) -> None:
    """Give every piece below `root` the theme."""
    for child in root.findChildren(QWidget):
        setter = getattr(child, "set_theme", None)
        if callable(setter):
            setter(theme)
