"""What the window is made of, put together; what its keys and its timer do: `views/main_window.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_documents_path, user_pictures_path
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from tripod.live.person_choice import PersonChoice
from tripod.live.session import Session
from tripod.live.settings_control import SettingsControl
from tripod.sources import PortInfo
from tripod.storage.places import settings_path
from tripod.views.kit import theme as themes
from tripod.views.kit.style import apply_here
from tripod.views.kit.widgets import retheme
from tripod.views.kit.words import Words
from tripod.views.live.details import Details
from tripod.views.live.header import Header
from tripod.views.play.dock import PlayDock
from tripod.views.window.board import OpenBoard
from tripod.views.window.board_actions import BoardActions
from tripod.views.window.closing import ClosingActions
from tripod.views.window.hand_out import HandOutActions
from tripod.views.window.help import HelpActions
from tripod.views.window.history import HistoryActions
from tripod.views.window.messages import Messages
from tripod.views.window.new_board import NewBoardActions
from tripod.views.window.pages import Pages
from tripod.views.window.people import PeopleActions
from tripod.views.window.recordings import RecordingActions
from tripod.views.window.settings import SettingsActions, show_folder, theme_of
from tripod.views.window.stance_actions import StanceActions
from tripod.views.window.tour import TourActions

if TYPE_CHECKING:
    from tripod.views.calibrate.page import WizardPage
    from tripod.views.drill.page import DrillPage


class WindowParts(QMainWindow):
    """Header, pages and details, and whoever acts for them."""

    def __init__(
        self,
        connect: Callable[[str], Session],
        list_ports: Callable[[], Sequence[PortInfo]],
        permission_help: Callable[[], str],
        clock: Callable[[], float],
        *,
        dark: bool | None = None,
        settings: SettingsControl | None = None,
        people: PersonChoice | None = None,
        pictures: Path | None = None,
        documents: Path | None = None,
        restart: Callable[[str], None] | None = None,
    ) -> None:
        """`restart`: is told what was open, "" if nothing was; then the window closes, to be opened anew."""
        super().__init__()
        self._clock, self._pictures = clock, pictures or user_pictures_path()
        settings = settings or SettingsControl(settings_path())
        theme = theme_of(settings.now)
        self.theme = (
            theme if dark is None else themes.with_palette(themes.DARK if dark else themes.LIGHT, theme.palette)
        )
        apply_here(self.theme)
        self.words = Words(self)
        self.header = Header(self.theme)
        documents = documents or user_documents_path()
        self.pages = Pages(self.header, self.theme, self.words, clock, permission_help, documents)
        self.start, self.live, self.coach = self.pages.start, self.pages.live, self.pages.coach
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.play = PlayDock(self.pages, self.theme, self.words, self)
        column.addWidget(self.play.body, 1)
        self.setCentralWidget(body)
        self.details = Details(self.theme, self.words, body)
        self.board = OpenBoard(connect, list_ports, self.pages, self.details)
        self.messages = Messages(self.pages, self.details, clock)
        self.board_actions = BoardActions(self.board, self.messages, self.words, self)
        self.people = PeopleActions(people, body, self.board, self.pages, self.header, self.messages)
        self.recordings = RecordingActions(self, self.board, self.pages, self.header, self.messages, self.open_source)
        self.settings = SettingsActions(
            settings, self.pages, self.board, self.people, self.header, self.set_theme, parent=self
        )
        self.help = HelpActions(body, self.pages, self.board, lambda: self.play.played, show_folder)
        self.settings.offers_help(self.help)
        self.settings.may_restart = restart is not None
        if restart is not None:
            self.settings.restart_asked.connect(lambda: (restart(self.open_now), self.close()))
        self.tour = TourActions(self.pages, self.theme, self.settings, self.open_source, self)
        column.insertWidget(1, self.tour.strip)
        self.history = HistoryActions(self.pages, self.board, self.people, lambda: self.theme, self.open_source)
        self.hand_out = HandOutActions(body, self.pages, self.messages, documents)
        self.stance = StanceActions(self.board, self.pages, self.details, self.messages, self.words)

        self.new_board = NewBoardActions(self.pages, self.board, list_ports, self.open_source, self)
        self.settings.board_busy = lambda: self.new_board.busy
        self.closing = ClosingActions(body, self.pages, self.new_board, self.close)
        self._set_going()

    def _set_going(self) -> None:
        """All parts are there: let keys and time act on them."""

    def open_source(self, source: str) -> bool:
        """Open a source and show it; whether it could be."""
        raise NotImplementedError

    @property
    def session(self) -> Session | None:
        """Of the board that is open."""
        return self.board.session

    @property
    def open_now(self) -> str:
        """The source that one would come back to: a recording that is looked at, else the board."""
        folder = self.pages.replayed_before
        if folder is not None:
            return str(folder)
        return self.session.source.label if self.session is not None else ""

    @property
    def drills(self) -> DrillPage:
        """The drill page."""
        return self.pages.drills

    @property
    def message(self) -> str:
        """What the window says now, "" where it says nothing."""
        return self.messages.text

    @property
    def wizard_shown(self) -> WizardPage | None:
        """The wizard's page while it is the one on the screen."""
        return self.pages.wizard_shown

    @property
    def drills_shown(self) -> bool:
        """Whether the drill page is the one on the screen."""
        return self.pages.drills_shown

    def set_theme(self, theme: themes.Theme) -> None:
        """Give every page the theme."""
        self.theme = theme
        apply_here(theme)
        self.pages.set_theme(theme)
        retheme(self, theme)
        self.live.reset()
