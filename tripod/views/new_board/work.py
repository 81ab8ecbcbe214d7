"""Does one thing after another beside the window, and can be stopped: writing a firmware, or examining a step."""

from collections.abc import Callable, Iterator
from threading import Event

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from tripod.acceptance import NoStep
from tripod.device.items import SourceError
from tripod.firmware.images import NoImage
from tripod.firmware.troubles import CannotWrite
from tripod.live.acceptance import Stopped
from tripod.sentences import sentence

Steps = Callable[[Callable[[], bool]], Iterator[object]]
"""What is to be done, piece by piece; it is given what says whether somebody stopped it."""


class Work(QObject):
    """One at a time."""

    told = Signal(object)
    """What each piece gave."""
    ended = Signal(str)
    """Why it failed, in one sentence; "" where it did not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pool = QThreadPool(self)
        self.pool.setMaxThreadCount(1)
        self._stop = Event()

    def begin(self, steps: Steps) -> None:
        """Do this."""
        self._stop.clear()
        self.pool.start(_Run(lambda: self._run(steps)))

    def stop(self) -> None:
        """Go no further."""
        self._stop.set()

    def close(self) -> None:
        """The window goes: nothing is left running."""
        self.stop()
        self.pool.waitForDone()

    def _run(self, steps: Steps) -> None:
        why = ""
        try:
            for told in steps(self._stop.is_set):
                self.told.emit(told)
        except Stopped:
            why = sentence("view_build.stopped")
        except (CannotWrite, NoImage, NoStep, SourceError) as error:
            why = str(error)
        except Exception as error:
            # In a thread of its own nobody else would hear of it.
            why = sentence("failed.not_foreseen", what=f"{type(error).__name__}: {error}"[:200])
        self.ended.emit(why)


class _Run(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()
