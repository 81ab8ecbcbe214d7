"""Writes the report of a recording beside the window; it can be stopped, and then nothing of it is there."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from tripod.device.items import SourceError
from tripod.record.session_facts import facts_of
from tripod.report.no_report import NoReport
from tripod.report.write_report import write_report
from tripod.sentences import reason, sentence
from tripod.views.hand_out.free_file import free_file
from tripod.views.kit.key_table import Does, keys_of


class Stopped(Exception):
    """Somebody stopped it."""


class ReportWork(QObject):
    """One at a time: asked for again while it is under way, it is stopped."""

    said = Signal(str)
    """How far it is, then what came of it, each a sentence."""

    def __init__(self, documents: Path, parent: QObject | None = None) -> None:
        """`documents`: the folder where reports go."""
        super().__init__(parent)
        self._documents = documents
        self.pool = QThreadPool(self)
        self.pool.setMaxThreadCount(1)
        self._stop = Event()
        self._percent = -1

    @property
    def under_way(self) -> bool:
        """Whether one is being written."""
        return self.pool.activeThreadCount() > 0

    def begin(self, folder: Path) -> None:
        """Write that of the recording in a folder."""
        self._stop.clear()
        self._percent = -1
        self._tell(0)
        self.pool.start(_Run(lambda: self._run(folder)))

    def stop(self) -> None:
        """Write no further."""
        self._stop.set()

    def close(self) -> None:
        """The window goes: nothing is left running."""
        self.stop()
        self.pool.waitForDone()

    def _run(self, folder: Path) -> None:
        length_s = facts_of(folder).duration_s or 0.0

        def follow(t_s: float) -> None:
            if self._stop.is_set():
                raise Stopped
            self._tell(min(99, int(100 * t_s / length_s)) if t_s >= 0 and length_s > 0 else 99)

        try:
            said = written(folder, self._documents, follow)
        except Stopped:
            said = sentence("view_report.stopped")
        self.said.emit(said)

    def _tell(self, percent: int) -> None:
        if percent // 10 != self._percent:
            self._percent = percent // 10
            key = keys_of(Does.REPORT)[0]
            self.said.emit(sentence("view_report.under_way", percent=10 * self._percent, key=key))


class _Run(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()


def written(folder: Path, documents: Path, follow: Callable[[float], None] = lambda _: None) -> str:
    """Write the report of a session into a new file of `documents`; what is to be said of it. `follow` as in
    `write_report`."""
    try:
        path = free_file(documents, f"tripod-{folder.name}.pdf")
        write_report([folder], path, follow)
    except (NoReport, SourceError) as error:
        return str(error)
    except OSError as error:
        return sentence("failed.file_cannot_be_written", file=documents, why=reason(error))
    return sentence("report.written", file=path)
