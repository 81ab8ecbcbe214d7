"""Ties the panel of a board that is played to the window: it opens with its session, and hears its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from tripod.live.session import Session
from tripod.live.snapshot import Snapshot
from tripod.sources.stream import played_on
from tripod.views.kit.theme import Theme
from tripod.views.kit.words import Words
from tripod.views.window.pages import Pages

if TYPE_CHECKING:
    from tripod.views.calibrate.page import WizardPage
    from tripod.views.play.panel import PlayPanel

NARROW_WINDOW = 1200
"""Below this the panel is folded up at first, and takes the place of the wizard's own picture of the board."""


class _Body(QWidget):
    """Panel and pages beside each other; knows the theme for the panel that is made later."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme


class PlayDock(QObject):
    """Whatever the page, the board is played in the same way. The panel is made when it is first asked for."""

    def __init__(self, pages: Pages, theme: Theme, words: Words, window: QWidget) -> None:
        super().__init__(window)
        self._pages, self._words, self._window = pages, words, window
        self.panel: PlayPanel | None = None
        self.body = _Body(theme)
        self._row = QHBoxLayout(self.body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(pages, 1)
        self._session: Session | None = None
        self._wizard: WizardPage | None = None
        """Whose picture of the board was shown or left out last."""
        pages.currentChanged.connect(self._page_changed)

    @property
    def played(self) -> bool:
        """Whether the board that is open is one that is played."""
        return self.panel is not None and self.panel.player is not None

    @property
    def _away(self) -> bool:
        """Whether a page is on the screen behind which no board may act: settings, history, a recording."""
        pages = self._pages
        return pages.beside_shown or pages.history_shown or pages.replay_shown is not None

    def _page_changed(self, _: int) -> None:
        # On the start page there is no board, and no picture of one.
        if self._pages.currentWidget() is not self._pages.start:
            if self.panel is not None and self.panel.player is not None:
                self.panel.offer(not self._away)
                if self._pages.coach_shown:
                    # It has no margin, and is looked at from afar.
                    self.panel.unfold.hide()
            return
        self._session = None
        if self._wizard is not None:
            self._wizard.feet.show()
        if self.panel is not None:
            self.panel.open(None)

    def follow(self, session: Session, snapshot: Snapshot, now_s: float) -> None:
        """Another picture: open the panel with its session, and show what is asked for."""
        if session is not self._session:
            self._open(session)
        panel = self.panel
        if panel is None or panel.player is None or not panel.due(now_s):
            return
        wizard = self._pages.wizard_shown
        if wizard is not None:
            self._wizard = wizard
            wizard.feet.setVisible(panel.folded or self._window.width() >= NARROW_WINDOW)
        drill = snapshot.drill is not None and snapshot.drill.result is None
        lent = wizard is not None and wizard.asks_of_board
        panel.follow(wizard.now if wizard is not None else None, now_s, drill=drill, keys_lent=lent)

    def _open(self, session: Session) -> None:
        self._session = session
        played = played_on(session.source)
        self._pages.live.lend_keys(played is not None)
        if played is not None:
            # Loaded here: it knows the wizard, which is not needed to watch.
            from tripod.views.play.panel import PlayPanel  # noqa: PLC0415
            from tripod.views.play.player import Player  # noqa: PLC0415

            if self.panel is None:
                self.panel = PlayPanel(self.body.theme, self._words, self.body)
                self._row.insertWidget(0, self.panel)
                # The board's keys hold while it has the focus, whatever they mean to the window, and else where a
                # page has no use for them.
                for watched in (self.panel.board, self._window):
                    watched.installEventFilter(self)
            self.panel.open(Player(played))
            self.panel.set_folded(self._window.width() < NARROW_WINDOW)
        elif self.panel is not None:
            self.panel.open(None)

    def toggle(self) -> bool:
        """Play by the keys; where that is so already, fold the panel up. False where the board is not one to play."""
        panel = self.panel
        if panel is None or panel.player is None:
            return False
        if self._away:
            return True
        if panel.folded or not panel.board.hasFocus():
            panel.set_folded(False)
            panel.board.setFocus()
        else:
            panel.set_folded(True)
            self.leave()
        return True

    def leave(self) -> None:
        """The keys go back to the page."""
        if (page := self._pages.currentWidget()) is not None:
            page.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        panel = self.panel
        if panel is None or panel.player is None or self._away or not isinstance(event, QKeyEvent):
            return False
        own = watched is panel.board
        if event.type() is QEvent.Type.ShortcutOverride:
            # A step on the board has no use for the keys that the window means otherwise; what follows it has.
            wizard = self._pages.wizard_shown
            first = own or (wizard is not None and wizard.asks_of_board)
            if first and (panel.means(event) or (own and event.key() == Qt.Key.Key_Escape)):
                event.accept()
                return True
            return False
        down = event.type() is QEvent.Type.KeyPress
        # In the coach view the keys are the drill's.
        if own or not self._pages.coach_shown:
            return panel.key(event, down) or (own and self._hand_on(event, down))
        return False

    def _hand_on(self, event: QKeyEvent, down: bool) -> bool:
        """What the board does not know is the page's: what is asked for there is answered without leaving the board."""
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        if event.key() == Qt.Key.Key_Escape:
            if down:
                self.leave()
        elif (page := self._pages.currentWidget()) is not None:
            QApplication.sendEvent(page, event)
        return True
