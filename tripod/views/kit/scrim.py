"""A shade over the page while a panel lies on it: what is below steps back, and a click beside the panel closes it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

SHADE = QColor(0, 0, 0, 110)


class Scrim(QWidget):
    """Lies below `panel`, over all else in its parent, for as long as the panel is shown."""

    pressed = Signal()

    def __init__(self, panel: QWidget, over: QWidget) -> None:
        super().__init__(over)
        self._panel = panel
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        panel.installEventFilter(self)
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._panel and event.type() is QEvent.Type.Show:
            self._place()
            self.show()
            self.stackUnder(self._panel)
        elif watched is self._panel and event.type() is QEvent.Type.Hide:
            self.hide()
        elif event.type() is QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), SHADE)
