"""After a drill: the one next thing, which is Enter."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.views.kit.theme import HEAD, PANEL_RADIUS, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line


class NextPanel(QWidget):
    """What it is, why, and the button that begins it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.heading = Line("", theme, "muted", SMALL + 0.5, STRONG)
        self.title = Line("", theme, "text", HEAD, STRONG)
        self.why = Line("", theme, "text", TEXT)
        self.why.setWordWrap(True)
        self.begin = KeyButton("", "Return", theme)
        self.begin.set_strong(True)
        said = QVBoxLayout()
        said.setSpacing(3)
        for line in (self.heading, self.title, self.why):
            said.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(20)
        row.addLayout(said, 1)
        row.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_next(self, heading: str, title: str, why: str, button: str) -> None:
        """Show this one."""
        self.heading.set_text(heading)
        self.title.set_text(title)
        self.title.setVisible(bool(title))
        self.why.set_text(why)
        self.begin.set_text(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.accent, 1))
            painter.setBrush(self.theme.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)
