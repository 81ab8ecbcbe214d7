"""Work on a thread of its own beside the window, one piece at a time; it can be stopped, and ends with the window."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal


class Stopped(Exception):
    """Somebody stopped it."""


class BackgroundWork(QObject):
    """What is done, and which signals tell of it, each kind of work says itself."""

    _unforeseen = Signal(Exception)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pool = QThreadPool(self)
        self.pool.setMaxThreadCount(1)
        self._stop = Event()
        self._unforeseen.connect(self._let_through)

    @property
    def under_way(self) -> bool:
        """Whether something is being done."""
        return self.pool.activeThreadCount() > 0

    def stop(self) -> None:
        """Go no further; what is half written goes."""
        self._stop.set()

    def close(self) -> None:
        """The window goes: nothing is left running."""
        self.stop()
        self.pool.waitForDone()

    def _start(self, work: Callable[[], None]) -> None:
        """Call this on the other thread."""
        self._stop.clear()
        self.pool.start(_Run(work, self._unforeseen.emit))

    def _go_on(self) -> None:
        """To be asked in between, on the other thread.

        Raises:
            Stopped: it was stopped.
        """
        if self._stop.is_set():
            raise Stopped

    def _let_through(self, error: Exception) -> None:
        # On the window's thread: who says it and keeps its traceback shows it on the page.
        raise error


class _Run(QRunnable):
    def __init__(self, work: Callable[[], None], unforeseen: Callable[[Exception], None]) -> None:
        super().__init__()
        self._work, self._unforeseen = work, unforeseen

    def run(self) -> None:
        try:
            self._work()
        except Exception as error:
            self._unforeseen(error)
