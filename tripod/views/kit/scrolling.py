"""What does not fit its height scrolls up and down alone, without a frame, on the ground that it lies on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolling(body: QWidget, focus: Qt.FocusPolicy = Qt.FocusPolicy.NoFocus) -> QScrollArea:
    """An area that holds `body`. Without a focus of its own it follows that of the controls in it."""
    area = QScrollArea()
    set_up(area, body, focus)
    return area


def set_up(area: QScrollArea, body: QWidget, focus: Qt.FocusPolicy = Qt.FocusPolicy.NoFocus) -> None:
    """The same of an area that is there already."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(focus)
    put_in(area, body)


def put_in(area: QScrollArea, body: QWidget) -> None:
    """Hold this body instead of the one before. Qt fills what is put into an area; the ground is to show through."""
    area.setWidget(body)
    for part in (body, area.viewport()):
        part.setAutoFillBackground(False)
