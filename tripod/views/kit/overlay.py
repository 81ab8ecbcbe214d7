"""A panel that lies over the page until Esc or a click beside it, and scrolls where it is too high."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.sentences import sentence
from tripod.views.kit.focus_kept import tab_within
from tripod.views.kit.scrim import Scrim
from tripod.views.kit.scrolling import scrolling
from tripod.views.kit.theme import HEAD, HEADER_HEIGHT, STRONG, Theme
from tripod.views.kit.widgets import KeyButton, Line, Panel

GAP = 20
"""To the window's edges."""


class Overlay(Panel):
    """What is in it goes into `inside`."""

    closed = Signal()

    def __init__(self, heading: str, wide: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._wide = wide
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(heading)
        self.heading = Line(heading, theme, "text", HEAD, STRONG)
        self.close_ = KeyButton(sentence("view_kit_overlay.close"), sentence("view_kit_overlay.esc"), theme)
        self.close_.clicked.connect(self.end)
        self.inner = QWidget()
        self.inside = QVBoxLayout(self.inner)
        self.inside.setContentsMargins(20, 4, 12, 12)
        self.area = scrolling(self.inner)
        top = QHBoxLayout()
        top.setContentsMargins(20, 14, 16, 6)
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 10)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.area, 1)
        parent.installEventFilter(self)
        self.scrim = Scrim(self, parent)
        self.scrim.pressed.connect(self.end)
        self.hide()

    def open(self) -> None:
        """Lie over the page, and take the keys."""
        self.place()
        self.show()
        self.raise_()
        self.area.verticalScrollBar().setValue(0)
        self.setFocus()

    def end(self) -> None:
        """Lie there no longer."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def place(self) -> None:
        """In the middle below the header, as high as wanted where the window has the room."""
        whole = self.parentWidget()
        if whole is None:
            return
        wide = min(self._wide, whole.width() - 2 * GAP)
        inside = (
            self.inner.heightForWidth(wide - 2) if self.inner.hasHeightForWidth() else self.inner.sizeHint().height()
        )
        high = min(inside + 70, whole.height() - HEADER_HEIGHT - 2 * GAP)
        self.setGeometry((whole.width() - wide) // 2, HEADER_HEIGHT + GAP, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return tab_within(self, next, itself=self.area.verticalScrollBar().maximum() > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, page = self.area.verticalScrollBar(), self.area.viewport().height()
        step = {
            Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_End: bar.maximum(), Qt.Key.Key_Home: -bar.maximum(),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif step is not None:
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)
