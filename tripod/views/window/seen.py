"""Whether anybody can see the window: hidden, minimised or wholly covered it needs no pictures."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget


class Seen(QObject):
    """Follows one window; a window that was never shown counts as seen."""

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._handle: QWindow | None = None
        """The window of the system; Qt makes another one where the kind of window changes."""
        self._exposed, self._was = True, True
        window.installEventFilter(self)

    @property
    def now(self) -> bool:
        """Whether any of it can be seen."""
        return self._exposed and not self._window.isMinimized()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._handle:
            # Nothing of a window that was just shown is exposed yet, and its first picture must not wait for that.
            if kind is QEvent.Type.Expose and self._handle is not None:
                self._exposed = self._handle.isExposed()
                self._tell()
        elif kind is QEvent.Type.Show:
            self._exposed = True
            self._follow_handle()
            self._tell()
        elif kind is QEvent.Type.Hide:
            self._exposed = False
            self._tell()
        elif kind is QEvent.Type.WindowStateChange:
            self._tell()
        return False

    def _follow_handle(self) -> None:
        handle = self._window.windowHandle()
        if handle is not self._handle:
            self._handle = handle
            handle.installEventFilter(self)

    def _tell(self) -> None:
        if self.now is not self._was:
            self._was = self.now
            self.changed.emit()
