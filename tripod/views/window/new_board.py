"""The page New board, and Check this step: a board is let go for them, and opened again afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QObject, Qt
from PySide6.QtWidgets import QWidget

from tripod.firmware.images import Kind
from tripod.live.acceptance import Wanted, examine_and_keep
from tripod.live.new_board import write_firmware
from tripod.sentences import sentence
from tripod.sources import Clock, PortInfo, open_source
from tripod.sources.arduino_kind import kind_at
from tripod.views.window.board import OpenBoard
from tripod.views.window.pages import Pages

if TYPE_CHECKING:
    from tripod.views.new_board.board_work import Steps, Told
    from tripod.views.new_board.page import NewBoardPage

SECONDS, WAIT_S = 5.0, 30.0
"""An empty board is listened to for so long, and each press is waited for."""


class NewBoardActions(QObject):
    """Owns the page, which is made when it is first asked for."""

    def __init__(
        self,
        pages: Pages,
        board: OpenBoard,
        list_ports: Callable[[], Sequence[PortInfo]],
        open_again: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages, self._board, self._list_ports, self._open_again = pages, board, list_ports, open_again
        self.clock = Clock()
        """By which a board is examined."""
        self.wait_s = WAIT_S
        self._page: NewBoardPage | None = None

    @property
    def page(self) -> NewBoardPage:
        """Made when it is first asked for."""
        if self._page is None:
            from tripod.views.new_board.page import NewBoardPage  # noqa: PLC0415

            self._page = NewBoardPage(self._pages.theme, self._list_ports, kind_at, self._write, self._check, SECONDS)
            self._page.back_asked.connect(self.leave)
            self._pages.addWidget(self._page)
        return self._page

    @property
    def shown(self) -> bool:
        """Whether the page is the one on the screen."""
        return self._page is not None and self._pages.currentWidget() is self._page

    @property
    def busy(self) -> bool:
        """Whether no board may be opened by itself: the page is shown, or still at work on a port."""
        return self.shown or (self._page is not None and self._page.under_way)

    @property
    def writing(self) -> bool:
        """Whether a firmware is being written: broken off, its board would be left without one."""
        return self._page is not None and self._page.writing

    def show_new(self) -> None:
        """From the start page: a board that has no firmware yet."""
        if self._board.session is None and self._pages.currentWidget() is self._pages.start:
            self._pages.show_beside(self.page, sentence("view_new_board.new_board"), self.page.message.set_text)
            if not self.page.under_way:
                self.page.show_new()

    def show_check(self) -> None:
        """From the details of the board that is open: its steps. A port has one reader, so it is let go."""
        session = self._board.session
        board = session.snapshot().board if session else None
        if session is None or board is None or session.source.replayed:
            return
        source, virtual = session.snapshot().source, session.source.simulated
        self._board.leave()
        self._pages.show_beside(self.page, sentence("view_new_board.check"), self.page.message.set_text)
        self.page.show_check(source, board.name, virtual=virtual)

    def leave(self) -> None:
        """Stop what is under way; else back, and to the board that was open."""
        if not self.shown:
            return
        page = self.page
        if page.under_way:
            page.work.stop()
            return
        self._pages.leave_beside()
        if page.source:
            self._open_again(page.source)

    def close(self) -> None:
        """The window goes: nothing is left running."""
        if self._page is not None:
            self._page.work.close()

    @staticmethod
    def _write(board: str, kind: Kind, port: str) -> Steps:
        return lambda stopped: write_firmware(board, kind, port, stopped=stopped)

    def _check(self, source: str, step: int, build: str, mass_kg: float) -> Steps:
        def steps(stopped: Callable[[], bool]) -> Iterator[Told]:
            wanted = Wanted(step, build, SECONDS, self.wait_s, mass_kg)
            opened = open_source(source, clock=self.clock)
            yield from examine_and_keep(opened, self.clock, wanted, _now, stopped)

        return steps


def _now() -> str:
    now = QDateTime.currentDateTime()
    return now.toOffsetFromUtc(now.offsetFromUtc()).toString(Qt.DateFormat.ISODate)
