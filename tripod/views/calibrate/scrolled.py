"""A step of the wizard at the height that it needs: where the window is lower it scrolls, and nothing is squeezed."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QWidget

from tripod.views.kit.scrolling import Scrolling, put_in

_LEAST_PX = 160


class Scrolled(Scrolling):
    """Holds one step's panels; Page Up and Page Down of the page move it."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self._body = body
        put_in(self, body)

    def page_by(self, pages: int) -> None:
        """Move by so many pages, down for positive numbers."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def to_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    def minimumSizeHint(self) -> QSize:
        """As wide as the step needs beside the bar: it scrolls up and down alone."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._body.minimumSizeHint().width() + bar, _LEAST_PX)

    def viewportEvent(self, event: QEvent) -> bool:
        handled = super().viewportEvent(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
            self._reach()
        return handled

    def _reach(self) -> None:
        """Qt asks once, at the width without the bar; lines that come later or wrap beside the bar need more."""
        layout = self._body.layout()
        if layout is not None and layout.hasHeightForWidth():
            self._body.setMinimumHeight(layout.totalHeightForWidth(self.viewport().width()))
