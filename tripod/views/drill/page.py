"""The drill page: the library, a drill under way, its summary. It shows the engine's picture and passes on keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tripod.device.items import DrillCommand
from tripod.drills.run.state import State
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.live.snapshot import Phase, Snapshot
from tripod.training.drill_view import DrillView
from tripod.training.profile import Profile
from tripod.views.drill.library import DrillLibrary
from tripod.views.drill.mass_dialog import MassDialog, lacks
from tripod.views.drill.parts import DrillFeet, Ring, Tries
from tripod.views.drill.summary import DrillSummary
from tripod.views.drill.words import DrillWords
from tripod.views.kit.pace import MAP_S, TEXT_S, Every
from tripod.views.kit.theme import BIG, BODY, HEAD, HEAVY, MARGIN, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, Panel
from tripod.views.kit.words import Words
from tripod.views.live.live_page import stale_for


def free_set(view: DrillView) -> bool:
    """Whether reps at one's own pace are under way, which end when the person says so."""
    return view.kind == "reps" and view.tempo is None and view.state is State.WORKING


ASKED_MOST = 160
"""Longest text in letters up to which a question and its context are shown together."""


class DrillPage(QWidget):
    """The page of drills: library, drill under way, summary."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Drills"))
        self._clock = clock
        self._session: Session | None = None
        self._begun: tuple[str, str] = ("today", "both")
        self._asked: tuple[str, str] = ("today", "both")
        """What begins once the masses are said."""
        self._state: State | None = None
        """Of the drill in the newest picture, whichever page shows it."""
        self._free_set = False
        self._written = ""
        self.own = DrillWords(words, self)
        self.library = DrillLibrary(theme, self.own)
        self.summary = DrillSummary(theme, self.own)
        self.masses = MassDialog(theme, self)
        self.masses.said.connect(self._begin_with)

        def take_focus(_result: int) -> None:
            self.setFocus()

        self.masses.finished.connect(take_focus)
        self.title = Line("", theme, "text", BIG - 2, HEAVY)
        self.headline = Line("", theme, "muted", TEXT)
        self.feet = DrillFeet(theme, words, clock)
        self.blind = Line(self.tr("No feedback in this one: look straight ahead."), theme, "muted", TEXT)
        self.blind.setWordWrap(True)
        self.blind.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.ring = Ring(theme, self.own)
        self.task = Line("", theme, "text", HEAD + 3, STRONG)
        self.task.setWordWrap(True)
        self.task.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tries = Tries(theme, self.own)
        self.note = Line("", theme, "text", TEXT)
        self.spoken = Line("", theme, "muted", BODY)
        self.score = Line("", theme, "text", 44, HEAVY)
        self.score_said = Line("", theme, "muted", BODY)
        self.message = Line("", theme, "accent", SMALL + 0.5, STRONG)
        self.pause = KeyButton(self.tr("Pause"), self.tr("Space"), theme)
        self.skip = KeyButton(self.tr("Skip"), "→", theme)
        self.finish = KeyButton(self.tr("End set"), "F", theme)
        self.end = KeyButton(self.tr("End"), self.tr("Esc"), theme)
        self.yes = KeyButton(self.tr("Yes"), "Y", theme)
        self.no = KeyButton(self.tr("No"), "N", theme)
        self.coach = KeyButton(self.tr("Coach view"), "F11", theme)
        self._map, self._text = Every(MAP_S), Every(TEXT_S)
        self.stack = QStackedWidget()
        self.running = QWidget()
        self._lay_out(theme)
        self.library.chosen.connect(self.start)
        for button, action in (
            (self.pause, self.toggle_pause), (self.skip, self.skip_part), (self.end, self.leave),
            (self.finish, self.finish_set),
            (self.yes, lambda: self.answer(True)), (self.no, lambda: self.answer(False)),
            (self.summary.again, self.once_more), (self.summary.library, self.leave),
            (self.summary.accept, self.accept),
        ):  # fmt: skip
            button.clicked.connect(action)

    def _lay_out(self, theme: Theme) -> None:
        for page in (self.library, self.running, self.summary):
            self.stack.addWidget(page)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.title)
        left.addWidget(self.headline)
        middle = QHBoxLayout()
        middle.setSpacing(MARGIN)
        middle.addWidget(self.feet, 10)
        middle.addWidget(self.blind, 10)
        ring = QVBoxLayout()
        ring.addWidget(self.ring, 1)
        ring.addWidget(self.task)
        middle.addLayout(ring, 10)
        left.addLayout(middle, 1)
        says = Panel(theme)
        inner = QVBoxLayout(says)
        inner.setContentsMargins(24, 14, 24, 14)
        inner.setSpacing(6)
        for line in (self.note, self.spoken):
            line.setWordWrap(True)
            inner.addWidget(line)
        left.addWidget(says)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for button in (self.pause, self.skip, self.finish, self.end, self.yes, self.no, self.coach):
            keys.addWidget(button)
        keys.addStretch()
        left.addLayout(keys)
        set_panel = Panel(theme)
        inner = QVBoxLayout(set_panel)
        inner.setContentsMargins(20, 16, 20, 16)
        inner.setSpacing(4)
        inner.addWidget(Line(self.tr("SO FAR"), theme, "muted", SMALL + 0.5, STRONG))
        inner.addWidget(self.score)
        self.score_said.setWordWrap(True)
        inner.addWidget(self.score_said)
        right = QVBoxLayout()
        right.setSpacing(MARGIN)
        right.addWidget(self.tries, 1)
        right.addWidget(set_panel)
        both = QHBoxLayout(self.running)
        both.setContentsMargins(2 * MARGIN, MARGIN, MARGIN, 16)
        both.setSpacing(MARGIN)
        both.addLayout(left, 1)
        both.addLayout(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        self.message.setWordWrap(True)
        self.message.setContentsMargins(2 * MARGIN, 0, 2 * MARGIN, 0)
        column.addWidget(self.message)

    def open(self, session: Session) -> None:
        """Show the drill under way, or what there is to begin."""
        self._session = session
        drills, wrong = session.drills()
        self.library.show_drills(drills, wrong)
        self.library.show_known(session.coach_knows())
        self._say("")
        self._map.reset()
        self._text.reset()
        self.setFocus()

    def close_session(self) -> None:
        """The board is gone."""
        self._session, self._state, self._free_set = None, None, False
        self.masses.reject()
        self.stack.setCurrentWidget(self.library)

    @property
    def under_way(self) -> bool:
        """Whether a drill is being done."""
        return self._state not in (None, State.DONE)

    def follow(self, snapshot: Snapshot) -> None:
        """Know how the drill stands, also while another page is shown."""
        view = snapshot.drill
        self._state = view.state if view is not None else None
        self._free_set = view is not None and free_set(view)

    def show_message(self, text: str) -> None:
        """What the window has to say."""
        self._say(text)

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
        self.feet.setVisible(view.feedback)
        self.blind.setVisible(not view.feedback)
        if view.feedback:
            self.feet.show_snapshot(snapshot, grey, self._map.due(now_s))
        self.ring.show_view(view)
        if self._text.due(now_s):
            self._show_text(view, snapshot)

    def _turn_to(self, page: QWidget) -> None:
        if self.stack.currentWidget() is not page:
            self.stack.setCurrentWidget(page)
            self._text.reset()
            self.setFocus()

    def _show_text(self, view: DrillView, snapshot: Snapshot) -> None:
        self.title.set_text(view.drill.title)
        self.headline.set_text(self.own.headline(view))
        # Who is asked must know what about; what is long is said and written below.
        asked = f"{view.text} {view.question}" if len(view.text) + len(view.question) < ASKED_MOST else view.question
        self.task.set_text(asked if view.question else view.text)
        self.tries.show_view(view)
        self.note.set_text(self._note(view, snapshot))
        self.spoken.set_text(self.tr("The coach said: {words}").format(words=view.written) if view.written else "")
        self._announce(view.written)
        score = view.score if view.score is not None else self._set_score(view)
        self.score.set_text("–" if score is None or not view.feedback else str(score))
        self.score_said.set_text(self.own.reference(view.reference))
        asking, paused = view.state is State.ASKING, view.state is State.PAUSED
        self.yes.setVisible(asking)
        self.no.setVisible(asking)
        self.finish.setVisible(free_set(view))
        self.pause.set_text(self.tr("Go on") if paused else self.tr("Pause"))
        self.pause.set_strong(paused)
        self.ring.setAccessibleDescription(self.ring.spoken())

    def _note(self, view: DrillView, snapshot: Snapshot) -> str:
        if snapshot.phase is Phase.LOST:
            return self.tr("The board is unplugged: plug it in again, the drill waits.")
        if snapshot.overload:
            return snapshot.overload
        if view.active and view.feedback:
            first = view.active[0]
            return self.own.fault(first.fault, first.foot) + "."
        if view.reps:
            last = view.reps[-1]
            where = self.tr(" — it lost most in the {phase}").format(phase=self.own.phase(last.worst))
            return self.tr("Last rep {n}").format(n=last.score) + (where if last.worst else "") + "."
        if view.reason:
            return self.tr("Not scored: {why}.").format(why=view.reason)
        return ""

    def _set_score(self, view: DrillView) -> int | None:
        scores = [r.score for r in view.reps] or [t.score for t in view.tries if t.scored and t.score is not None]
        return round(sum(scores) / len(scores)) if scores else None

    def _announce(self, words: str) -> None:
        """What is spoken reaches screen readers, too."""
        if words and words != self._written:
            self._written = words
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _show_summary(self, view: DrillView) -> None:
        assert view.result is not None
        said = self._session.drill_said if self._session is not None else ""
        self.summary.show_result(view.drill.title, view.result, said, self.own.reference(view.reference))

    def start(self, name: str, foot: str) -> None:
        """Begin a drill, once it is known what will be on the board; a refusal is a sentence on the page."""
        if self._session is None:
            return
        profile = self._session.snapshot().profile
        if self._with_bar(name) and lacks(profile):
            self._asked = name, foot
            self.masses.ask(profile)
            return
        self._begin(name, foot)

    def _with_bar(self, name: str) -> bool:
        """Whether a bar is lifted on a board that can weigh it; others refuse by themselves."""
        assert self._session is not None
        board, drill = self._session.snapshot().board, self._session.drills()[0].get(name)
        return board is not None and board.claims.newtons and drill is not None and drill.has_bar

    def _begin_with(self, profile: Profile) -> None:
        if self._session is None:
            return
        try:
            self._session.set_profile(profile)
        except Refused as error:
            self._say(str(error))
            return
        self._begin(*self._asked)

    def _begin(self, name: str, foot: str) -> None:
        assert self._session is not None
        try:
            self._session.start_drill(name, foot=foot)
        except Refused as error:
            self._say(str(error))
            return
        self._begun = name, foot
        self._say("")
        self._text.reset()

    def once_more(self) -> None:
        """Start the same drill again."""
        self.start(*self._begun)

    def accept(self) -> None:
        """Make these reps the reference for later ones."""
        if self._session is None or self.summary.accept.isHidden():
            return
        try:
            self._session.accept_reps()
        except Refused as error:
            self._say(str(error))
        self._text.reset()

    def toggle_pause(self) -> None:
        """Space."""
        if self._session is None or not self.under_way:
            return
        self._session.tell_drill(DrillCommand.RESUME if self._state is State.PAUSED else DrillCommand.PAUSE)
        self._text.reset()

    def skip_part(self) -> None:
        """To the next part."""
        if self._session is not None and self.under_way:
            self._session.tell_drill(DrillCommand.SKIP)

    def finish_set(self) -> None:
        """F: the set of free reps is done, however many were asked for."""
        if self._session is not None and self._free_set:
            self._session.tell_drill(DrillCommand.FINISH)
            self._text.reset()

    def answer(self, yes: bool) -> None:
        """To the question asked."""
        if self._session is not None and self.under_way:
            self._session.tell_drill(DrillCommand.ANSWER, yes)
            self._text.reset()

    def leave(self) -> None:
        """Esc: end the drill, or leave its summary."""
        if self._session is None:
            return
        if self.under_way:
            self._session.tell_drill(DrillCommand.STOP)
        elif self.stack.currentWidget() is self.summary:
            self._session.leave_drill()
        self._text.reset()

    def _say(self, text: str) -> None:
        self.message.set_text(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if self.stack.currentWidget() is self.library:
                self.start("today", "both")
            elif self.stack.currentWidget() is self.summary:
                self.once_more()
        elif key == Qt.Key.Key_A and self.stack.currentWidget() is self.summary and not event.isAutoRepeat():
            self.accept()
        elif not self.drill_key(event):
            super().keyPressEvent(event)

    def drill_key(self, event: QKeyEvent) -> bool:
        """The keys of a drill under way, on this page and in the coach view; whether it was one."""
        key = event.key()
        if not self.under_way or key not in (Qt.Key.Key_Right, Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_F):
            return False
        if event.isAutoRepeat():
            return True
        if key == Qt.Key.Key_Right:
            self.skip_part()
        elif key == Qt.Key.Key_F:
            self.finish_set()
        else:
            self.answer(key == Qt.Key.Key_Y)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._text.reset()
