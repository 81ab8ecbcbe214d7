"""The calibration wizard in the window.

The paging is the state machine's; this page shows its picture and passes on what the person says. Nothing pops up.
"""

from collections.abc import Callable
from math import isfinite
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from tripod.calibration.wizard.view import Step, View
from tripod.calibration.wizard.wizard import Wizard
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.live.snapshot import Phase, Snapshot
from tripod.views.calibrate.body import Body, Now
from tripod.views.calibrate.export import ExportError, export
from tripod.views.calibrate.frame import WizardFrame
from tripod.views.calibrate.numbers import marks_of, places_stood
from tripod.views.calibrate.words import breakable, tight
from tripod.views.kit.pace import MAP_S, Every
from tripod.views.kit.theme import Theme
from tripod.views.kit.words import Words
from tripod.views.live.live_page import stale_for

SURE_S = 6.0


class WizardPage(WizardFrame):
    """Calibrate."""

    def __init__(
        self, theme: Theme, words: Words, clock: Callable[[], float], documents: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words, clock, parent)
        self._clock, self._documents = clock, documents
        self._session: Session | None = None
        self._now: Now | None = None
        self._step: Step | None = None
        self._saved: Path | None = None
        self._sure_until_s = -float("inf")
        """Cancel was pressed once: pressed again before this it forgets what was taken."""
        self._windows = ""
        """What the window said last."""
        self._due = Every(MAP_S)
        for body in self.bodies.values():
            body.asks.connect(self.ask)
        for button, action in (
            (self.back, self.go_back), (self.again, self.take_again), (self.cancel, self.give_up),
            (self.next, self.go_on), (self.anew, self.begin_anew),
        ):  # fmt: skip
            button.clicked.connect(action)
        self.rest.on_export(self.export)
        for versions in (self.rest.versions, self.save.versions):
            versions.chosen.connect(self.use)
            versions.given_away.connect(self.give_away)
        self.rest.take_in.clicked.connect(self._choose_import)

    def open(self, session: Session) -> None:
        """Show the calibration of this session, or what there is to begin."""
        if session is not self._session:
            self._saved = None
        self._session = session
        self._step, self._sure_until_s = None, -float("inf")
        self._say("")
        self._list_versions()
        self._due.reset()
        self.setFocus()

    def close_session(self) -> None:
        """The board is gone; nothing of it stays on the page."""
        self._session = self._now = self._step = self._saved = None

    def show_snapshot(self, snapshot: Snapshot, now_s: float) -> None:
        """Show the newest picture, some times a second."""
        if self._session is None or not self._due.due(now_s):
            return
        view, answers = self._session.calibration.view(), self._session.calibration.answers()
        if view is None or answers is None or snapshot.board is None:
            self._show_rest(snapshot)
            return
        now = Now(view, answers, snapshot.board, snapshot, self._now.zero_counts if self._now else ())
        self._show_step(now)

    def _show_rest(self, snapshot: Snapshot) -> None:
        self._now = None
        if self._step is not None or self.stack.currentWidget() is not self.rest:
            self._step = None
            self.stack.setCurrentWidget(self.rest)
            self.setFocus()
        self.rail.show_step(len(Step) + 1 if self._saved else 0)
        self.rest.show_saved(self._saved)
        if snapshot.board is not None:
            self.rest.show_board(snapshot.board)
        if self._saved:
            self.title.set_text(self.tr("Saved, and in use"))
            self.detail.set_text(self.tr("From now on every number knows how sure it is."))
        else:
            self.title.set_text(self.tr("Calibrate this board"))
            self.detail.set_text(
                self.tr("Five minutes after the warm-up, with your own weight and one plate. You can stop at any time.")
            )
        self.problem.show_problem("")
        self.stays.hide()
        self.anew.hide()
        for button in (self.back, self.again, self.cancel):
            button.hide()
        self.next.set_text(self.tr("Begin") if not self._saved else self.tr("Calibrate again"))
        self.next.setEnabled(snapshot.board is not None)
        self.feet.show_load(snapshot, (), None)

    def _show_step(self, now: Now) -> None:
        view, before = now.view, self._step
        if view.step is not before:
            now = self._enter(now)
        self._now = now
        body = self.bodies[view.step]
        body.show_now(now)
        self.title.set_text(view.title if not body.is_form else self.tr("How do you want to load it?"))
        self.detail.set_text(self._detail(view, body))
        self.problem.show_problem(self._machine(now.snapshot) or view.problem)
        ready = view.may_go_on or body.is_form or view.step is Step.FEET
        self.next.setEnabled(ready)
        self.next.set_strong(ready)
        self.next.set_text(self.tr("Save") if view.step is Step.SAVE else self.tr("Next"))
        self.back.setEnabled(view.step > Step.CHECK)
        takes = view.step in (Step.CHECK, Step.ZERO, Step.LOAD, Step.VERIFY)
        takes = takes or (view.step is Step.FEET and bool(view.points))
        self.again.setVisible(takes and not body.is_form)
        self.cancel.set_text(self.tr("Forget it all") if self._sure else self.tr("Cancel"))
        loading = view.step is Step.LOAD and not body.is_form
        marks, stood = (marks_of(now), places_stood(now)) if loading else ((), ())
        self.feet.show_load(now.snapshot, view.force_n, view.cell, marks, stood)

    def _detail(self, view: View, body: Body) -> str:
        if body.is_form:
            return self.tr("Your weight from a scale, in what you wear now.")
        # The verdict's panel gives the reason; once is enough.
        return "" if view.verdict is not None and view.detail == view.verdict.reason else tight(view.detail)

    def _machine(self, snapshot: Snapshot) -> str:
        """What hinders every step: the board is gone, or silent."""
        match snapshot.phase:
            case Phase.LOST:
                return self.tr("The board is unplugged: plug it in again. What was taken is kept.")
            case Phase.ENDED | Phase.FAILED:
                return snapshot.message or self.tr("The source is at its end. What was taken is kept.")
            case Phase.WAITING | Phase.LIVE:
                pass
        if stale_for(snapshot, self._clock()) > 0:
            return self.tr("The board is silent: check its cable. What was taken is kept.")
        return ""

    def _enter(self, now: Now) -> Now:
        """Another step than before: fill it in, and let nothing that is no longer there keep the focus."""
        assert self._session is not None
        resumed = self._step is None and (now.view.step is not Step.CHECK or bool(now.view.captures))
        self._step, self._sure_until_s = now.view.step, -float("inf")
        try:
            zero = self._session.calibration.ask(lambda w: w.zero_counts)
        except Refused:
            zero = None
        now = Now(now.view, now.answers, now.board, now.snapshot, () if zero is None else tuple(zero.tolist()))
        body = self.bodies[now.view.step]
        body.enter(now)
        self.rail.show_step(now.view.step)
        self.stack.setCurrentWidget(body)
        (body.first_field() or self).setFocus()
        for button in (self.back, self.cancel):
            button.show()
        self.stays.show()
        self.anew.setVisible(resumed)
        self._say(self.tr("This goes on where you stopped.") if resumed else "")
        if now.view.step is Step.SAVE:
            self._list_versions()
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
        if self._now is not None and not self.again.isHidden():
            self.ask(Wizard.take_again)

    def give_up(self) -> None:
        """Esc: forget it all; asked twice where something would be lost."""
        if self._session is None or self._now is None:
            return
        if not self._sure and (self._now.view.step > Step.CHECK or self._now.view.captures):
            self._sure_until_s = self._clock() + SURE_S
            self._say(self.tr("Press it again to forget what was taken; your calibration stays as it is."))
            self._due.reset()
            return
        self._session.calibration.cancel()
        self._say(self.tr("Cancelled. Nothing was changed."))
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
            self._saved = None
            self._say("")
        self._due.reset()

    def _save(self) -> None:
        assert self._session is not None
        temperature = self.save.temperature.read()
        known = temperature if temperature is not None and isfinite(temperature) else None
        try:
            self._saved = self._session.calibration.save(self.save.operator.text().strip(), known)
        except Refused as error:
            self._say(str(error))
            return
        # Until the next picture shows that it is saved, a second press has nothing to save.
        self.next.setEnabled(False)
        self._list_versions()
        self._say("")
        self._due.reset()

    def use(self, number: int | None) -> None:
        """Put an earlier calibration to use."""
        if self._session is None:
            return
        try:
            self._session.calibration.use(number)
        except Refused as error:
            self._say(str(error))
            return
        name = self.tr("The nominal values are") if number is None else self.tr("No. {n} is").format(n=number)
        self._say(self.tr("{name} in use from now on.").format(name=name))
        self._list_versions()

    def export(self, kind: str) -> None:
        """Write the certificate of what was just saved."""
        if self._saved is not None:
            self._write(self._saved, kind)

    def give_away(self, number: int, kind: str) -> None:
        """Write a version's certificate, or the version itself."""
        if self._session is None:
            return
        try:
            file = self._session.calibration.file(number)
        except Refused as error:
            self._say(str(error))
        else:
            self._write(file, kind)

    def _write(self, calibration: Path, kind: str) -> None:
        try:
            path = export(calibration, kind, self._documents)
        except ExportError as error:
            self._say(str(error))
        else:
            self._say(self.tr("Saved as {path}").format(path=breakable(path)))

    def _choose_import(self) -> None:
        """Asked for by a click, so a dialog may come up here."""
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import a calibration"), str(self._documents), self.tr("Calibrations (*.json)")
        )
        if name:
            self.import_from(Path(name))

    def import_from(self, file: Path) -> None:
        """Take in an exported calibration; a refusal is a sentence on the page."""
        if self._session is None:
            return
        try:
            self._session.calibration.take_in(file)
        except Refused as error:
            self._say(str(error))
        else:
            self._say(self.tr("Imported, and in use from now on."))
            self._list_versions()

    def _list_versions(self) -> None:
        assert self._session is not None
        versions = self._session.calibration.versions()
        for panel in (self.rest.versions, self.save.versions):
            panel.show_versions(versions)
        self.stays.set_text(self.own.stays(next((v.made for v in versions if v.in_use), "")))

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut: a button that has the focus shall be what Enter presses.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if self.next.isEnabled():
                self.go_on()
            return
        super().keyPressEvent(event)
