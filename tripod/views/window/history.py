"""What the key H and the History page do in the window: shown, read on, left, a replay opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tripod.record.recording import RecordingError, open_recording
from tripod.sentences import sentence
from tripod.views.kit.theme import Theme
from tripod.views.kit.today import today
from tripod.views.window.board import OpenBoard
from tripod.views.window.pages import Pages
from tripod.views.window.people import PeopleActions

if TYPE_CHECKING:
    from tripod.views.history.page import HistoryPage


class HistoryActions(QObject):
    """Owns the page, which is made when it is first asked for: its plot takes long to load."""

    report_asked = Signal()
    export_asked = Signal()
    drills_asked = Signal()

    def __init__(
        self, pages: Pages, board: OpenBoard, people: PeopleActions, theme: Callable[[], Theme],
        open_source: Callable[[str], bool],
    ) -> None:  # fmt: skip
        """`theme`: the current one. `open_source`: opens a source in the window."""
        super().__init__(pages)
        self._pages, self._board, self._people = pages, board, people
        self._theme, self._open = theme, open_source
        self.page: HistoryPage | None = None

    @property
    def shown(self) -> bool:
        """Whether it is the page on the screen."""
        return self.page is not None and self._pages.currentWidget() is self.page

    def show(self) -> None:
        """The History page, of who is here; a board that is open goes on meanwhile."""
        if self._pages.coach_shown or self.shown:
            return
        if self.page is None:
            from tripod.views.history.page import HistoryPage  # noqa: PLC0415

            self.page = HistoryPage(self._theme(), today)
            self.page.replay_asked.connect(self.open_replay)
            self.page.chosen.report.clicked.connect(self.report_asked)
            self.page.chosen.export.clicked.connect(self.export_asked)
            self.page.nothing.begin.connect(self._begin)
        self.page.nothing.show_board(open_now=self._board.session is not None)
        self.page.open(self._people.here)
        self._pages.show_history(self.page, with_board=self._board.session is not None)
        self.page.days.setFocus()

    def read_on(self) -> None:
        """Between two pictures: read a little more."""
        if self.shown and self.page is not None:
            self.page.read_on()

    def find(self) -> None:
        """The field to find something in notes."""
        if self.page is not None and self.page.nothing.isVisible():
            self._pages.why_not.emit(sentence("view_why_not.nothing_kept"))
        elif self.shown and self.page is not None:
            self.page.go_find()

    def write_note(self) -> None:
        """The note of the chosen one."""
        if self.page is not None and self.page.nothing.isVisible():
            self._pages.why_not.emit(sentence("view_why_not.nothing_kept"))
        elif self.shown and self.page is not None:
            self.page.write_note()
            if not self.page.chosen.note.isEnabled():
                self._pages.why_not.emit(sentence("view_why_not.no_note"))

    def others(self) -> None:
        """The others' histories, or only that of who is here."""
        if not self.shown or self.page is None:
            return
        if self.page.people.others.isHidden():
            self._pages.why_not.emit(sentence("view_why_not.no_others"))
        else:
            self.page.ask_others()

    def leave(self) -> bool:
        """Esc: whether there was something to leave."""
        if not self.shown or self.page is None:
            return False
        if not self.page.leave():
            self.page.chosen.keep()
            self._pages.leave_history(with_board=self._board.session is not None)
        return True

    def _begin(self) -> None:
        """Away from a history in which nothing is: to the drills, or to where a board is chosen."""
        self.leave()
        if self._board.session is not None:
            self.drills_asked.emit()

    def open_replay(self, folder: Path) -> None:
        """Open the recording in place of what is open; nothing that is under way is ended by it."""
        page, session = self.page, self._board.session
        if page is None:
            return
        if session is not None and session.who.stays:
            page.chosen.show_said(sentence("view_history.under_way"), loud=True)
            return
        try:
            open_recording(folder)
        except RecordingError as error:
            page.chosen.show_said(str(error), loud=True)
            return
        self._open(str(folder))

    def close(self) -> None:
        """The window is closed."""
        if self.page is not None:
            self.page.close_index()
