"""Ctrl+P on a drill's summary: its report as a PDF, set beside the window so that nothing waits."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from tripod.device.items import SourceError
from tripod.live.session import Session
from tripod.report.no_report import NoReport
from tripod.report.write_report import write_report
from tripod.sentences import reason, sentence
from tripod.views.drill.page import DrillPage
from tripod.views.hand_out.free_file import free_file
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.widgets import KeyButton


class ReportAction(QObject):
    """A button on the summary; the window hears its key."""

    _done = Signal(str)

    def __init__(self, page: DrillPage, documents: Path, session: Callable[[], Session | None]) -> None:
        """`documents`: the folder where reports go. `session`: the one that is open."""
        super().__init__(page)
        self._page, self._documents, self._session = page, documents, session
        self.pool = QThreadPool(self)
        self.pool.setMaxThreadCount(1)
        self.button = KeyButton(sentence("view_report.report"), keys_of(Does.REPORT)[0], page.theme)
        self.button.clicked.connect(self.write)
        page.summary.add_key(self.button)
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
        self.pool.start(Writing(folder, self._documents, self._done.emit))


class Writing(QRunnable):
    """Writes the report of a session, and tells what is to be said of it."""

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
        path = free_file(documents, f"tripod-{folder.name}.pdf")
        write_report([folder], path)
    except (NoReport, SourceError) as error:
        return str(error)
    except OSError as error:
        return sentence("failed.file_cannot_be_written", file=documents, why=reason(error))
    return sentence("report.written", file=path)
