"""What is asked where somebody closes the window while a firmware is being written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tripod.sentences import sentence
from tripod.views.kit.overlay import Overlay
from tripod.views.kit.theme import BODY, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line

WIDE = 560


class CloseQuestion(Overlay):
    """Enter waits for the end of it, Esc leaves the window open; only the mouse or Tab leads to breaking it off."""

    wait_asked = Signal()
    """Close once it is written."""
    stop_asked = Signal()
    """Break it off, and close."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(sentence("view_new_board.close_heading"), WIDE, theme, parent)
        self.close_.set_text(sentence("view_new_board.close_not"))
        self.said = Line(sentence("view_new_board.close_said"), theme, "text", TEXT)
        self.consequence = Line(sentence("view_new_board.close_consequence"), theme, "muted", BODY)
        self.wait = KeyButton(sentence("view_new_board.close_wait"), sentence("view_new_board.enter"), theme)
        self.wait.set_strong(True)
        self.wait.clicked.connect(self.wait_asked)
        self.stop = KeyButton(sentence("view_new_board.close_stop"), "", theme)
        self.stop.clicked.connect(self.stop_asked)
        for line in (self.said, self.consequence):
            line.setWordWrap(True)
            self.inside.addWidget(line)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 8, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self.wait)
        buttons.addWidget(self.stop)
        buttons.addStretch()
        self.inside.addLayout(buttons)

    def ask(self) -> None:
        """Lie over the page; Enter waits."""
        self.open()
        self.wait.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wait_asked.emit()
        else:
            super().keyPressEvent(event)
