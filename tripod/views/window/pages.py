"""How the window turns from page to page, and what goes to the one that is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tripod.live.recent_window import Window
from tripod.live.session import Session
from tripod.live.snapshot import Snapshot
from tripod.sentences import sentence
from tripod.views.feet.stance import unjudged_in_a_roll
from tripod.views.window.page_stack import Beside, PageStack

if TYPE_CHECKING:
    from tripod.views.history.page import HistoryPage


class Pages(PageStack):
    """Turns from page to page; the header names the one shown, and the coach view does without it."""

    def show_beside(self, page: QWidget, name: str, say: Callable[[str], object]) -> None:
        """Turn to a page that belongs to no board, and may be looked at without one; `say` shows on it what the window
        says."""
        if not self.beside_shown:
            # Whoever went elsewhere meanwhile does not come back to what was open then.
            self._beside.clear()
        self._beside.append(Beside(page, name, self.currentWidget() or self.start, say))
        with_board = not self._header.live.isHidden()
        self.setCurrentWidget(page)
        self._header.set_page(name, with_board)

    def leave_beside(self) -> None:
        """Back to the page before it."""
        if not self.beside_shown:
            return
        before = self._beside.pop().before
        self.setCurrentWidget(before)
        with_board = not self._header.live.isHidden()
        self._header.set_page(self._beside[-1].name if self.beside_shown else self._name_of(before), with_board)
        self.take_focus()

    def _name_of(self, page: QWidget) -> str:
        named = (self.live, "live"), (self._drills, "drills"), (self._wizard, "calibrate"), (self._history, "history")
        name = next((name for one, name in named if one is page), "")
        return sentence(f"view_window_pages.{name}") if name else ""

    def show_replay(self, *, board: bool) -> None:
        """The page of a recording; `board`: one is open meanwhile, and its pages can be gone back to."""
        if self.replay_shown is None:
            self.leave_coach(None)
            self._before_replay = self.currentWidget() or self.start, self._header.page
        self.start.show_error("")
        self.setCurrentWidget(self.replay)
        self._header.set_page(sentence("replay.recording") if board else "")

    def leave_replay(self, session: Session | None) -> None:
        """Back to the page before it; None: no board is open."""
        if self.replay_shown is None:
            return
        before, called = self._before_replay or (self.start, "")
        self._header.source_bar.show_snapshot(None, False)
        if before is self._drills and session is not None:
            self.show_drills(session)
        elif before is self._wizard and session is not None:
            self.show_wizard(session)
        elif before in (self.live, self._drills, self._wizard) and session is None:
            # That board is gone.
            self._header.set_page("")
            self.setCurrentWidget(self.start)
        else:
            self.live.reset()
            self._header.set_page(called)
            self.setCurrentWidget(before)
            self.take_focus()

    def show_board(self) -> None:
        """A board was opened: the Live page."""
        self.start.show_error("")
        self._turn_to_live()

    def close_board(self) -> None:
        """The board is gone: back to the start page, and nothing of it stays on the others."""
        if self._drills is not None:
            self._drills.close_session()
        if self._wizard is not None:
            self._wizard.close_session()
        self.live.set_frozen(None)
        self.live.offer.renew()
        self.live.feet.clear_trails()
        self.live.feet.fitted.forget()
        self.leave_coach(None)
        self._header.set_page("")
        self._header.source_bar.show_snapshot(None, False)
        self.setCurrentWidget(self.start)

    def show_live(self) -> None:
        """The Live page; a calibration or a drill that was begun goes on meanwhile."""
        if not self.live_keys_hold:
            self.live.reset()
            self._turn_to_live()

    def _turn_to_live(self) -> None:
        self.setCurrentWidget(self.live)
        self._header.set_page(sentence("view_window_pages.live"))
        self.live.feet.setFocus()

    def show_drills(self, session: Session) -> None:
        """The drill page."""
        if self.coach_shown or self.drills_shown:
            return
        self.live.set_frozen(None)
        self.setCurrentWidget(self.drills)
        self._header.set_page(sentence("view_window_pages.drills"))
        self.drills.open(session)

    def show_wizard(self, session: Session) -> None:
        """The calibration's page, made when it is first asked for: its plots take long to load."""
        if self.coach_shown or self.wizard_shown is not None:
            return
        if self._wizard is None:
            from tripod.views.calibrate.page import WizardPage  # noqa: PLC0415

            self._wizard = WizardPage(self._theme, self._words, self._clock, self._documents)
            self.addWidget(self._wizard)
        self.setCurrentWidget(self._wizard)
        self._header.set_page(sentence("view_window_pages.calibrate"))
        self._wizard.open(session)

    def show_history(self, page: HistoryPage, with_board: bool) -> None:
        """The History page; it can be looked at without a board, too."""
        if self._history is not page:
            self._history = page
            self.addWidget(page)
        self.live.set_frozen(None)
        self.setCurrentWidget(page)
        self._header.set_page(sentence("view_window_pages.history"), with_board)

    def leave_history(self, with_board: bool) -> None:
        """To the Live page, or to the start page where no board is open."""
        if with_board:
            self.show_live()
        else:
            self.setCurrentWidget(self.start)
            self._header.set_page("")
            self.take_focus()

    def enter_coach(self) -> bool:
        """The coach view, on the whole screen; False from a calibration, which it says."""
        if self.wizard_shown is not None:
            self.why_not.emit(sentence("view_why_not.coach_waits"))
            return False
        self._header.hide()
        self._before_coach = self.currentWidget()
        self.coach.clear_trails()
        self.setCurrentWidget(self.coach)
        self.coach.setFocus()
        window = self.window()
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        return True

    def leave_coach(self, session: Session | None) -> None:
        """Back to the page before the coach view; None: the board is gone."""
        if not self.coach_shown:
            return
        self._header.show()
        self.live.reset()
        self.setCurrentWidget(self._before_coach or self.live)
        if self.drills_shown and session is not None:
            self.drills.open(session)
        window = self.window()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)

    def show_person(self, code: str) -> None:
        """Who trains."""
        self._person = code
        self.start.recordings.show_person(code)
        self.person_changed.emit()
        if self._history is not None and self.history_shown and self._history.here != code:
            self._history.open(code)
        if self._drills is not None:
            self._drills.library.show_person(code)

    def begin_anew(self, session: Session | None) -> None:
        """Somebody else is here: nothing of who was here before stays."""
        self.live.set_frozen(None)
        self.live.offer.renew()
        self.live.feet.clear_trails()
        self.coach.clear_trails()
        if self._history is not None and self.history_shown:
            self._history.open(self._person)
        if self.drills_shown and session is not None:
            self.drills.open(session)

    def follow(self, snapshot: Snapshot) -> None:
        """Know how a drill stands, whichever page is shown, also where none can be seen."""
        if self._drills is not None or snapshot.drill is not None:
            self.drills.follow(snapshot)

    def show_snapshot(self, snapshot: Snapshot, now_s: float, message: str, strips: Callable[[float], Window]) -> None:
        """Show the newest picture on the page on the screen; `strips` gives the last seconds of it."""
        snapshot = unjudged_in_a_roll(snapshot)
        self.follow(snapshot)
        if self.coach_shown:
            frozen = self.live.frozen
            self.coach.show_picture(frozen or snapshot, now_s, message, frozen is not None)
        elif self.wizard_shown is not None:
            self.wizard_shown.show_snapshot(snapshot, now_s)
        elif self.drills_shown:
            self.drills.show_snapshot(snapshot, now_s)
        elif not (self.beside_shown or self.history_shown) and self.replay_shown is None:
            self.live.show_snapshot(snapshot, now_s, strips)

    def show_message(self, text: str) -> None:
        """What the window has to say; the coach view shows it with its next picture."""
        self.live.advice.show_message(text)
        if self.currentWidget() is self.start:
            self.start.show_message(text)
        elif self.beside_shown:
            self._beside[-1].say(text)
        elif self.replay_shown is not None:
            self.replay_shown.say(text)
        elif self.history_shown and self._history is not None:
            self._history.show_message(text)
        elif self.drills_shown:
            self.drills.show_message(text)
        elif self.wizard_shown is not None:
            self.wizard_shown.show_message(text)
