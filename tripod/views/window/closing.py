"""The window is being closed: asks first where a board would be left half written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tripod.sentences import sentence
from tripod.views.window.new_board import NewBoardActions
from tripod.views.window.pages import Pages

if TYPE_CHECKING:
    from tripod.views.new_board.close_question import CloseQuestion


class ClosingActions(QObject):
    """Owns the question, which is made when it is first asked."""

    def __init__(self, over: QWidget, pages: Pages, new_board: NewBoardActions, close: Callable[[], object]) -> None:
        """`over`: what the question lies over. `close`: closes the window."""
        super().__init__(over)
        self._over, self._pages, self._new_board, self._close = over, pages, new_board, close
        self._waits = False
        self.question: CloseQuestion | None = None

    @property
    def shown(self) -> bool:
        """Whether the question lies there."""
        return self.question is not None and self.question.isVisible()

    def may_close(self) -> bool:
        """Whether nothing would be left half done; else it is asked, and whoever wants to close comes back later."""
        if not self._new_board.writing:
            return True
        self._ask()
        return False

    def stay(self) -> None:
        """Esc: the window stays open, also when all is written."""
        if self.question is not None:
            self.question.end()

    def _ask(self) -> None:
        if self.question is None:
            from tripod.views.new_board.close_question import CloseQuestion  # noqa: PLC0415

            self.question = CloseQuestion(self._pages.theme, self._over)
            self.question.wait_asked.connect(self._wait)
            self.question.stop_asked.connect(self._close)
            self.question.closed.connect(self._pages.take_focus)
            self._new_board.page.work.ended.connect(self._ended)
        self._waits = False
        self.question.ask()

    def _wait(self) -> None:
        self._waits = True
        self.stay()
        self._new_board.page.firmware.promise(sentence("view_new_board.close_waits"))

    def _ended(self, why: str) -> None:
        """What failed is said on the page, which stays for it."""
        close, self._waits = self._waits and not why, False
        self.stay()
        if close:
            self._close()
