"""The drill page: the library, a drill under way, its summary. It shows the engine's picture and passes on keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tripod.drills.run.state import State
from tripod.drills.score.result import DrillResult
from tripod.live.session import Session
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.training.drill_view import DrillView
from tripod.training.hold_target import accepts
from tripod.views.drill.commands import DrillCommands
from tripod.views.drill.library import DrillLibrary
from tripod.views.drill.mass_dialog import MassDialog
from tripod.views.drill.running import RunningDrill
from tripod.views.drill.summary import DrillSummary
from tripod.views.drill.words import DrillWords
from tripod.views.kit.pace import MAP_S, TEXT_S, Every
from tripod.views.kit.theme import MARGIN, SMALL, STRONG, Theme
from tripod.views.kit.widgets import Line, TabButton
from tripod.views.kit.words import Words
from tripod.views.live.stale import stale_for


class DrillPage(QWidget):
    """The page of drills: library, drill under way, summary."""

    refused = Signal(str)
    """The sentence why a key did nothing; it is on the page already, which the coach view hides."""

    why_not = Signal(str)
    """The sentence why a key has nothing to do now."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(sentence("view_drill_page.drills"))
        self.theme = theme
        self._session: Session | None = None
        self.own = DrillWords(words, self)
        self.library = DrillLibrary(theme, self.own)
        self.running = RunningDrill(theme, words, self.own, clock)
        self.summary = DrillSummary(theme, words, self.own)
        self.masses = MassDialog(theme, self)
        self.commands = DrillCommands(self.masses, self)
        self.message = Line("", theme, "accent", SMALL + 0.5, STRONG)
        self._map, self._text = Every(MAP_S), Every(TEXT_S)
        self._summed: tuple[DrillResult, str, str] | None = None
        """What the summary shows."""
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for page in (self.library, self.running, self.summary):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        self.message.setWordWrap(True)
        self.message.hide()
        self.message.setContentsMargins(2 * MARGIN, 0, 2 * MARGIN, 0)
        column.addWidget(self.message)

    def _connect(self) -> None:
        def take_focus(_result: int) -> None:
            self.setFocus()

        commands, running, asked = self.commands, self.running, self.running.question
        self.masses.finished.connect(take_focus)
        commands.refused.connect(self.show_message)
        commands.refused.connect(self.refused)
        commands.why_not.connect(self.why_not)
        commands.begun.connect(lambda: self.show_message(""))
        commands.changed.connect(self._text.reset)
        self.library.chosen.connect(self.start)
        for button, action in (
            (running.pause, self.toggle_pause), (running.skip, commands.skip_part), (running.end, self.leave),
            (running.finish, commands.finish_set), (running.repeat, commands.repeat_part),
            (asked.yes, lambda: commands.answer(True)), (asked.no, lambda: commands.answer(False)),
            (asked.not_seen, lambda: commands.answer(None)), (asked.back, commands.repeat_part),
            (self.summary.again, commands.once_more), (self.summary.library, self.leave),
            (self.summary.accept, self.accept), (self.summary.leave_asked, self.leave),
        ):  # fmt: skip
            (button.clicked if isinstance(button, TabButton) else button).connect(action)
        self.summary.begin_asked.connect(self.start)

    @property
    def session(self) -> Session | None:
        """The one that is open."""
        return self._session

    def open(self, session: Session) -> None:
        """Show the drill under way, or what there is to begin."""
        self._session = session
        self.commands.open(session)
        drills, wrong = session.drills()
        self.library.show_drills(drills, wrong)
        self.library.show_known(session.coach_knows())
        self.library.show_today(session.drilling.choice.day_said(session.pipeline.setup, session.profile))
        self.show_message("")
        self._map.reset()
        self._text.reset()
        self.setFocus()

    def close_session(self) -> None:
        """The board is gone."""
        self._session = None
        self.commands.close_session()
        self.stack.setCurrentWidget(self.library)

    @property
    def under_way(self) -> bool:
        """Whether a drill is being done."""
        return self.commands.under_way

    def follow(self, snapshot: Snapshot) -> None:
        """Know how the drill stands, also while another page is shown."""
        self.commands.follow(snapshot)

    def show_message(self, text: str) -> None:
        """What the window has to say, or why a key did nothing."""
        self.message.set_text(text)
        self.message.setVisible(bool(text))

    def show_snapshot(self, snapshot: Snapshot, now_s: float) -> None:
        """Show the newest picture, each part at its own pace."""
        self.follow(snapshot)
        view = snapshot.drill
        if view is None:
            if self.stack.currentWidget() is not self.library and self._session is not None:
                self.library.show_known(self._session.coach_knows())
            self._turn_to(self.library)
            return
        if view.state is State.DONE:
            if self._text.due(now_s):
                self._turn_to(self.summary)
                self._show_summary(view)
            return
        self._turn_to(self.running)
        grey = snapshot.phase is not Phase.LIVE or stale_for(snapshot, now_s) > 0
        self.running.show_picture(view, snapshot, grey, self._map.due(now_s))
        if self._text.due(now_s):
            self.running.show_text(view, snapshot)

    def _turn_to(self, page: QWidget) -> None:
        if self.stack.currentWidget() is not page:
            self.stack.setCurrentWidget(page)
            self._text.reset()
            self.setFocus()

    def _show_summary(self, view: DrillView) -> None:
        assert view.result is not None
        session, result, day = self._session, view.result, bool(view.drill.sections)
        said, silent = (session.drilling.said, session.drilling.why_silent) if session is not None else ("", "")
        key = view.result, said, silent
        if key == self._summed:
            return
        self._summed = key
        after = session.drilling.after if session is not None else None
        against = self.own.reference_short(view.reference)
        self.summary.show_result(view.drill.title, result, said, against, after, day=day, silent=silent)
        offers = any(t.reps if view.drill.has_reps else t.hold for t in result.tries if t.scored)
        offers = offers and accepts(view.drill) and not day
        self.summary.show_target(session.target_offer() if session is not None and offers else None)

    def start(self, name: str, foot: str) -> None:
        """Begin a drill, once it is known what will be on the board; a refusal is a sentence on the page."""
        self.commands.start(name, foot)

    def accept(self) -> None:
        """A: make these reps or holds the reference for later ones, or take that back, where there are any."""
        if self.summary.target.isHidden():
            self.why_not.emit(sentence("view_why_not.no_target"))
            return
        self._summed = None
        if self.summary.target.offer.made:
            self.commands.undo_accept()
        else:
            self.commands.accept()

    def once_more(self) -> bool:
        """R: the drill whose summary is shown, again; False on another page."""
        shown = self.stack.currentWidget() is self.summary
        if shown:
            self.commands.once_more()
        return shown

    def toggle_pause(self) -> None:
        """Space."""
        self.commands.toggle_pause()

    def leave(self) -> None:
        """Esc: end the drill, or leave its summary."""
        if self.under_way:
            self.commands.stop()
        elif self.stack.currentWidget() is self.summary:
            self.commands.forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if self.stack.currentWidget() is self.library:
                self.start("today", "both")
            elif self.stack.currentWidget() is self.running:
                self.commands.ready()
            elif self.stack.currentWidget() is self.summary:
                self.summary.go_on()
        elif key == Qt.Key.Key_A and self.stack.currentWidget() is self.summary and not event.isAutoRepeat():
            self.accept()
        elif not self.drill_key(event):
            super().keyPressEvent(event)

    def drill_key(self, event: QKeyEvent) -> bool:
        """The keys of a drill under way, on this page and in the coach view; whether it was one."""
        key = event.key()
        keys = (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_0, Qt.Key.Key_F)
        # Whoever plays the board has 0 for themselves while nothing is asked.
        if not self.under_way or key not in keys or (key == Qt.Key.Key_0 and not self.commands.asked):
            return False
        if event.isAutoRepeat():
            return True
        if key == Qt.Key.Key_Right:
            self.commands.skip_part()
        elif key == Qt.Key.Key_Left:
            self.commands.repeat_part()
        elif key == Qt.Key.Key_F:
            self.commands.finish_set()
        else:
            self.commands.answer(None if key == Qt.Key.Key_0 else key == Qt.Key.Key_Y)
        return True

    def last_key(self, event: QKeyEvent) -> bool:
        """What nobody took before: 0, which is also of a board that is played, and Enter in the coach view; whether it
        was one of these."""
        if not self.under_way:
            return False
        if event.key() == Qt.Key.Key_0:
            self.commands.answer(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commands.ready()
        else:
            return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._text.reset()
