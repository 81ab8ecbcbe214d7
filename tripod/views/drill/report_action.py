"""Ctrl+P on a drill's summary: its report as a PDF, set beside the window so that nothing waits."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from tripod.live.session import Session
from tripod.sentences import sentence
from tripod.views.drill.page import DrillPage
from tripod.views.hand_out.report_work import ReportWork
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.widgets import KeyButton


class ReportAction(QObject):
    """A button on the summary; the window hears its key."""

    def __init__(self, page: DrillPage, documents: Path, session: Callable[[], Session | None]) -> None:
        """`documents`: the folder where reports go. `session`: the one that is open."""
        super().__init__(page)
        self._page, self._session = page, session
        self.work = ReportWork(documents, self)
        self.button = KeyButton(sentence("view_report.report"), keys_of(Does.REPORT)[0], page.theme)
        self.button.clicked.connect(self.write)
        page.summary.add_key(self.button)
        self.work.said.connect(page.show_message)

    def write(self) -> None:
        """Of the drill that was just done, where it was recorded; else the page says what to do. While one is being
        written, stop it."""
        session, page = self._session(), self._page
        if session is None or page.stack.currentWidget() is not page.summary:
            return
        if self.work.under_way:
            self.work.stop()
            return
        folder = recorded_in(session)
        if folder is None:
            under_way = session.recording.under_way
            page.show_message(sentence("view_report.stop_first" if under_way else "view_report.not_recorded"))
            return
        self.work.begin(folder)


def recorded_in(session: Session) -> Path | None:
    """The folder that holds the drill that was just done; None while it is written into, or where there is none."""
    if session.source.replayed:
        folder = Path(session.source.label)
        return folder if folder.is_dir() else None
    folders = session.recording.folders
    return folders[-1] if folders and not session.recording.under_way else None
