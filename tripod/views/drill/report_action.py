"""Ctrl+P on a drill's summary: its report as a PDF, set beside the window so that nothing waits."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from tripod.device.items import SourceError
from tripod.live.session import Session
from tripod.report.no_report import NoReport
from tripod.report.write_report import write_report
from tripod.sentences import reason, sentence
from tripod.views.drill.page import DrillPage
from tripod.views.kit.widgets import KeyButton


class ReportAction(QObject):
    """A key and a button on the summary."""

    _done = Signal(str)

    def __init__(self, page: DrillPage, documents: Path, session: Callable[[], Session | None]) -> None:
        """`documents`: the folder where reports go. `session`: the one that is open."""
        super().__init__(page)
        self._page, self._documents, self._session = page, documents, session
        self.pool = QThreadPool(self)
        self.pool.setMaxThreadCount(1)
        self.button = KeyButton(sentence("view_report.report"), "Ctrl+P", page.theme)
        self.button.clicked.connect(self.write)
        page.summary.add_key(self.button)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.write)
        self._done.connect(page.show_message)

    def write(self) -> None:
        """Of the drill that was just done, where it was recorded; else the page says what to do."""
        session, page = self._session(), self._page
        if session is None or page.stack.currentWidget() is not page.summary or self.pool.activeThreadCount():
            return
        folder = recorded_in(session)
        if folder is None:
            under_way = session.recording.under_way
            page.show_message(sentence("view_report.stop_first" if under_way else "view_report.not_recorded"))
            return
        page.show_message(sentence("view_report.under_way"))
        self.pool.start(_Writing(folder, self._documents, self._done.emit))


class _Writing(QRunnable):
    def __init__(self, folder: Path, documents: Path, done: Callable[[str], None]) -> None:
        super().__init__()
        self._folder, self._documents, self._tell = folder, documents, done

    def run(self) -> None:
        self._tell(written(self._folder, self._documents))


def recorded_in(session: Session) -> Path | None:
    """The folder that holds the drill that was just done; None while it is written into, or where there is none."""
    if session.source.replayed:
        folder = Path(session.source.label)
        return folder if folder.is_dir() else None
    folders = session.recording.folders
    return folders[-1] if folders and not session.recording.under_way else None


def written(folder: Path, documents: Path) -> str:
    """Write the report of a session into a new file of `documents`; what is to be said of it."""
    try:
        path = _free(documents, f"tripod-{folder.name}")
        write_report([folder], path)
    except (NoReport, SourceError) as error:
        return str(error)
    except OSError as error:
        return sentence("failed.file_cannot_be_written", file=documents, why=reason(error))
    return sentence("report.written", file=path)


def _free(folder: Path, stem: str) -> Path:
    names = (f"{stem}.pdf" if n == 1 else f"{stem}-{n}.pdf" for n in count(1))
    return next(path for name in names if not (path := folder / name).exists())
