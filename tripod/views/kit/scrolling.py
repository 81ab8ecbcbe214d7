"""What does not fit its height scrolls up and down alone, without a frame, on the ground that it lies on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget


class Scrolling(QScrollArea):
    """Shows whatever in it gets the focus. Qt does so only where the focus came from within, not from a button below
    the area or from a page that was turned."""

    def __init__(self, focus: Qt.FocusPolicy = Qt.FocusPolicy.NoFocus) -> None:
        """Without a focus of its own it follows that of the controls in it."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(focus)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        body = self.widget()
        if now is not None and body is not None and body.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, 12)


def scrolling(body: QWidget, focus: Qt.FocusPolicy = Qt.FocusPolicy.NoFocus) -> Scrolling:
    """An area that holds `body`, on the ground that both lie on."""
    area = Scrolling(focus)
    put_in(area, body)
    return area


def put_in(area: Scrolling, body: QWidget) -> None:
    """Hold this body instead of the one before. Qt fills what is put into an area; the ground is to show through."""
    area.setWidget(body)
    for part in (body, area.viewport()):
        part.setAutoFillBackground(False)
