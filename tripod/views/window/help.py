"""The keys ? and F1, and what the settings offer of help: all keys of a page, the log, and what the program is."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tripod.sentences import sentence
from tripod.views.help.about import AboutPanel
from tripod.views.help.keys_panel import KeysPanel, played_sections, sections
from tripod.views.kit.key_table import Where
from tripod.views.kit.overlay import Overlay
from tripod.views.kit.theme import Theme
from tripod.views.unforeseen import log_file
from tripod.views.window.board import OpenBoard
from tripod.views.window.pages import Pages

T = TypeVar("T", bound=Overlay)


class HelpActions(QObject):
    """Owns the two panels, each made when it is first asked for."""

    def __init__(
        self, over: QWidget, pages: Pages, board: OpenBoard, played: Callable[[], bool], show: Callable[[Path], bool]
    ) -> None:
        """`over`: what the panels lie over. `played`: whether the board is one that is played. `show`: has the system
        show a file."""
        super().__init__(over)
        self._over, self._pages, self._board = over, pages, board
        self._played, self._show = played, show
        self.keys: KeysPanel | None = None
        self.about: AboutPanel | None = None
        pages.currentChanged.connect(self.close)

    @property
    def shown(self) -> bool:
        """Whether one of the panels lies there."""
        return any(panel is not None and panel.isVisible() for panel in (self.keys, self.about))

    def where(self) -> tuple[Where, ...]:
        """The places whose keys hold now."""
        pages, here = self._pages, [Where.EVERYWHERE]
        for shown, place in (
            (pages.currentWidget() is pages.start, Where.START),
            (pages.history_shown, Where.HISTORY),
            (pages.replay_shown is not None, Where.REPLAY),
        ):
            here += [place] if shown else []
        if self._board.session is None:
            return tuple(here)
        here.append(Where.BOARD)
        if not (pages.beside_shown or pages.history_shown or pages.replay_shown is not None):
            here.append(Where.ACTING)
        if pages.coach_shown:
            here += [Where.COACH, *([Where.DRILL] if pages.drill_under_way else [])]
        elif pages.wizard_shown is not None:
            here.append(Where.WIZARD)
        elif pages.drills_shown:
            drills = pages.drills
            summary = drills.stack.currentWidget() is drills.summary
            here.append(Where.DRILL if pages.drill_under_way else Where.SUMMARY if summary else Where.LIBRARY)
        elif pages.live_keys_hold:
            here += [Where.LIVE, Where.STRIP]
        return tuple(here)

    def toggle_keys(self) -> None:
        """Show all keys of this page, or take them away."""
        if self.shown:
            self.close()
            return
        panel = self.keys = self.keys or self._made(KeysPanel(self._theme, self._over))
        played = self._played()
        panel.show_sections([*sections(self.where(), played=played), *(played_sections() if played else [])])
        panel.open()

    def show_about(self) -> None:
        """Show what the program is."""
        if self.about is None:
            self.about = self._made(AboutPanel(self._theme, log_file(), self._over))
            self.about.log.clicked.connect(lambda: self.show_log(self.about.show_said if self.about else _nobody))
        self.about.show_said("")
        self.about.open()

    def show_log(self, say: Callable[[str], None]) -> None:
        """Have the system show the log; `say` hears why not."""
        log = log_file()
        if not log.exists():
            say(sentence("view_help.no_log"))
        elif self._show(log):
            say("")
        else:
            say(sentence("view_settings.lies_in", path=log))

    @property
    def _theme(self) -> Theme:
        return self._pages.theme

    def _made(self, panel: T) -> T:
        panel.closed.connect(self._pages.take_focus)
        return panel

    def close(self) -> None:
        """Take away what lies there; the keys are the page's again."""
        for panel in (self.keys, self.about):
            if panel is not None:
                panel.end()


def _nobody(_: str) -> None:
    """Nobody hears it."""
