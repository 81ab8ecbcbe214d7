"""Tells the window's thread that something came from the board: a picture made then is as fresh as it can be."""

from PySide6.QtCore import QObject, Qt, Signal


class Arrivals(QObject):
    """`tell` may be called on any thread, as often as one likes: `came` follows on the window's, once for all that was
    told before."""

    came = Signal()
    _told = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._under_way = False
        self.wanted = True
        """Whether anybody makes a picture of what comes; while nobody does, the window's thread is not woken."""
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def tell(self) -> None:
        """Something came."""
        if self.wanted and not self._under_way:
            self._under_way = True
            self._told.emit()

    def _hear(self) -> None:
        self._under_way = False
        self.came.emit()
