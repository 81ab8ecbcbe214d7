"""The calibration wizard in the window.

The paging is the state machine's; this page shows its picture and passes on what the person says. Nothing pops up.
"""

from collections.abc import Callable
from math import isfinite
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import View
from tripod.calibration.wizard.wizard import Wizard
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.views.calibrate.body import Now
from tripod.views.calibrate.frame import WizardFrame
from tripod.views.calibrate.saved import SavedCalibrations
from tripod.views.kit.pace import MAP_S, Every
from tripod.views.kit.theme import Theme
from tripod.views.kit.words import Words
from tripod.views.live.stale import stale_for

SURE_S = 6.0


class WizardPage(WizardFrame):
    """Calibrate."""

    def __init__(
        self, theme: Theme, words: Words, clock: Callable[[], float], documents: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words, clock, parent)
        self._clock = clock
        self._session: Session | None = None
        self._now: Now | None = None
        self._step: Step | None = None
        self._just_saved: Path | None = None
        self._sure_until_s = -float("inf")
        """Cancel was pressed once: pressed again before this it forgets what was taken."""
        self._windows = ""
        """What the window said last."""
        self._due = Every(MAP_S)
        for body in self.bodies.values():
            body.asks.connect(self.ask)
        for button, action in (
            (self.back, self.go_back), (self.again, self.take_again), (self.cancel, self.give_up),
            (self.turn, self.turn_round), (self.next, self.go_on), (self.anew, self.begin_anew),
        ):  # fmt: skip
            button.clicked.connect(action)
        self.rest.on_export(self.export)
        self.calibrations = SavedCalibrations(self, documents, self._say)

    def open(self, session: Session) -> None:
        """Show the calibration of this session, or what there is to begin."""
        if session is not self._session:
            self._just_saved = None
        self._session = session
        self._step, self._sure_until_s = None, -float("inf")
        self._say("")
        self.calibrations.open(session)
        self._due.reset()
        self.setFocus()

    def close_session(self) -> None:
        """The board is gone; nothing of it stays on the page."""
        self._session = self._now = self._step = self._just_saved = None
        self.calibrations.close_session()

    def show_snapshot(self, snapshot: Snapshot, now_s: float) -> None:
        """Show the newest picture, some times a second."""
        if self._session is None or not self._due.due(now_s):
            return
        view, answers = self._session.calibration.view(), self._session.calibration.answers()
        if view is None or answers is None or snapshot.board is None:
            self._now = self._step = None
            self.show_rest(snapshot, self._just_saved)
            return
        now = Now(view, answers, snapshot.board, snapshot, self._now.zero_counts if self._now else ())
        if view.step is not self._step:
            now = self._enter(self._session, now)
        self._now = now
        self.show_step(now, self._hindrance(snapshot), self._sure)

    def _hindrance(self, snapshot: Snapshot) -> str:
        """What hinders every step: the board is gone, or silent."""
        match snapshot.phase:
            case Phase.LOST:
                return sentence("view_calibrate_page.the_board_is_unplugged_plug")
            case Phase.ENDED | Phase.FAILED:
                return snapshot.message or sentence("view_calibrate_page.the_source_is_at_its")
            case Phase.WAITING | Phase.LIVE:
                pass
        if stale_for(snapshot, self._clock()) > 0:
            return sentence("view_calibrate_page.the_board_is_silent_check")
        return ""

    def _enter(self, session: Session, now: Now) -> Now:
        resumed = self._step is None and (now.view.step is not Step.CHECK or bool(now.view.captures))
        self._step, self._sure_until_s = now.view.step, -float("inf")
        said = sentence("view_calibrate_page.this_goes_on_where_you") if resumed else ""
        try:
            zero = session.calibration.ask(lambda w: w.zero_counts)
        except Refused as error:
            zero, said = None, str(error)
        now = Now(now.view, now.answers, now.board, now.snapshot, () if zero is None else tuple(zero.tolist()))
        self.enter_step(now, resumed)
        self._say(said)
        if now.view.step is Step.SAVE:
            self.calibrations.show_versions()
        return now

    def ask(self, what: Callable[[Wizard], object]) -> None:
        """Have the state machine do it; a refusal is a sentence on the page."""
        if self._session is None:
            return
        self._sure_until_s = -float("inf")
        try:
            self._session.calibration.ask(what)
        except Refused as error:
            self._say(str(error))
        self._due.reset()

    def go_on(self) -> None:
        """Enter: begin, close the form, go to the next step, or save."""
        if self._session is None:
            return
        if self._now is None:
            self._begin(anew=False)
            return
        now, body = self._now, self.bodies[self._now.view.step]
        was_form = body.is_form
        answers = body.settle(now.answers)
        if answers is None:
            return
        if answers != now.answers:
            self.ask(lambda w: w.answer(answers))
        if now.view.step is Step.SAVE:
            self._save()
        elif was_form:
            self.setFocus()
            self._due.reset()
        else:
            self.ask(Wizard.next)

    def go_back(self) -> None:
        """One step back; nothing is lost."""
        if self._now is not None:
            self.ask(Wizard.back)

    def take_again(self) -> None:
        """R: forget the last thing that this step took."""
        if self._now is None or self.again.isHidden():
            self._say(sentence("view_why_not.nothing_again"))
        else:
            self._say(sentence("view_why_not.again"))
            self.ask(Wizard.take_again)

    def turn_round(self) -> None:
        """W: the cell that was pressed reads backwards; turn it round."""
        if self._now is not None and self._now.view.backwards:
            self.ask(Wizard.turn_round)
        else:
            self._say(sentence("view_why_not.none_backwards"))

    def give_up(self) -> None:
        """Esc: forget it all; asked twice where something would be lost."""
        if self._session is None or self._now is None:
            return
        if not self._sure and (self._now.view.step > Step.CHECK or self._now.view.captures):
            self._sure_until_s = self._clock() + SURE_S
            self._say(sentence("view_calibrate_page.press_it_again_to_forget"))
            self._due.reset()
            return
        try:
            self._session.calibration.cancel()
        except Refused as error:
            self._say(str(error))
        else:
            self._say(sentence("view_calibrate_page.cancelled_nothing_was_changed"))
        self._due.reset()

    def begin_anew(self) -> None:
        """Forget the calibration that was begun and begin a new one."""
        self._begin(anew=True)

    def _begin(self, anew: bool) -> None:
        assert self._session is not None
        self._step = None
        try:
            self._session.calibration.begin(anew)
        except Refused as error:
            self._say(str(error))
        else:
            self._just_saved = None
            self._say("")
        self._due.reset()

    def _save(self) -> None:
        assert self._session is not None
        temperature = self.save.temperature.read()
        known = temperature if temperature is not None and isfinite(temperature) else None
        try:
            self._just_saved = self._session.calibration.save(self.save.operator.text().strip(), known)
        except Refused as error:
            self._say(str(error))
            return
        # Until the next picture shows that it is saved, a second press has nothing to save.
        self.next.setEnabled(False)
        self.calibrations.show_versions()
        self._say("")
        self._due.reset()

    def export(self, kind: str) -> None:
        """Write the certificate of what was just saved."""
        if self._just_saved is not None:
            self.calibrations.write(self._just_saved, kind)

    def show_message(self, text: str) -> None:
        """What the window has to say; nothing takes away what it said before, and no word of this page."""
        if text or self.message.text() == self._windows:
            self._say(text)
        self._windows = text

    def _say(self, text: str) -> None:
        self.message.set_text(text)

    @property
    def _sure(self) -> bool:
        return self._clock() < self._sure_until_s

    @property
    def view(self) -> View | None:
        """What is shown, None while no calibration is under way."""
        return self._now.view if self._now else None

    @property
    def now(self) -> Now | None:
        """All that is shown, None while no calibration is under way."""
        return self._now

    @property
    def asks_of_board(self) -> bool:
        """Whether a step is shown that wants something done on the board."""
        return self._now is not None and self._now.view.step is not Step.SAVE

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut: Enter must press the button that has the focus.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if self.next.isEnabled():
                self.go_on()
            elif self._just_saved is None:
                self._say(sentence("view_why_not.not_yet"))
            return
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.page_by(1 if event.key() == Qt.Key.Key_PageDown else -1)
            return
        super().keyPressEvent(event)
