"""The wizard's page as it looks: its layout, and how a picture of the calibration fills it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import View
from tripod.live.snapshot import Snapshot
from tripod.sentences import sentence
from tripod.views.calibrate.begin import CheckBody, WarmUpBody, ZeroBody
from tripod.views.calibrate.body import Body, Now
from tripod.views.calibrate.feet import WizardFeet
from tripod.views.calibrate.foot_length import FeetBody
from tripod.views.calibrate.load import LoadBody
from tripod.views.calibrate.numbers import marks_of, places_stood
from tripod.views.calibrate.parts import Alarm, StepRail
from tripod.views.calibrate.result import FitBody, VerifyBody
from tripod.views.calibrate.save import RestBody, SaveBody
from tripod.views.calibrate.scrolled import Scrolled
from tripod.views.calibrate.words import WizardWords
from tripod.views.kit.line_breaks import tight
from tripod.views.kit.theme import BIG, BODY, HEAVY, MARGIN, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, LinkButton
from tripod.views.kit.words import Words

ROOMY_PX = 800
"""Where there is less room than this a message takes the place of what always stands there."""
HIGH_PX = 640
"""Where the page is as high as this the place of what is to correct is kept free, so that nothing moves."""


class WizardFrame(QWidget):
    """Steps on top, feet on the left, the step's panels on the right, keys below."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(sentence("view_calibrate_frame.calibration"))
        self.words, self.own = words, WizardWords(self)
        self.rail = StepRail(self.own.steps(), theme)
        self.title = Line("", theme, "text", BIG - 2, HEAVY)
        self.detail = Line("", theme, "muted", TEXT)
        self.problem = Alarm(theme)
        self.feet = WizardFeet(theme, words, clock)
        self.save, self.rest = SaveBody(theme, self.own), RestBody(theme, self.own)
        self.load, self.verify = LoadBody(theme, words, self.own), VerifyBody(theme, self.own)
        self.bodies: dict[Step, Body] = {
            Step.CHECK: CheckBody(theme, words, self.own),
            Step.WARM_UP: WarmUpBody(theme, self.own),
            Step.ZERO: ZeroBody(theme, words, self.own),
            Step.LOAD: self.load,
            Step.FEET: FeetBody(theme, words),
            Step.FIT: FitBody(theme, words, self.own),
            Step.VERIFY: self.verify,
            Step.SAVE: self.save,
        }
        self.stack = QStackedWidget()
        self.scrolled: dict[QWidget, Scrolled] = {body: Scrolled(body) for body in (self.rest, *self.bodies.values())}
        for area in self.scrolled.values():
            self.stack.addWidget(area)
        self.message = Line("", theme, "accent", SMALL + 0.5, STRONG)
        self.stays = Line("", theme, "muted", BODY)
        self.anew = LinkButton(sentence("view_calibrate_frame.begin_anew"), theme)
        self.back = KeyButton(sentence("view_calibrate_frame.back"), "", theme)
        self.again = KeyButton(sentence("view_calibrate_frame.take_again"), "R", theme)
        self.turn = KeyButton(sentence("view_calibrate_frame.turn_round"), "W", theme)
        self.cancel = KeyButton(sentence("view_calibrate_frame.cancel"), "Esc", theme)
        self.next = KeyButton(sentence("view_calibrate_frame.next"), "Return", theme)
        self.next.set_strong(True)
        self._lay_out()

    def _lay_out(self) -> None:
        for line in (self.title, self.detail, self.message):
            line.setWordWrap(True)
            line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        middle = QHBoxLayout()
        middle.setSpacing(MARGIN)
        middle.addWidget(self.feet, 7)
        middle.addWidget(self.stack, 11)
        says = QHBoxLayout()
        says.addWidget(self.stays)
        says.addWidget(self.anew)
        says.addWidget(self.message, 1)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(self.back)
        keys.addWidget(self.again)
        keys.addWidget(self.turn)
        keys.addStretch()
        keys.addWidget(self.cancel)
        keys.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * MARGIN, 12, 2 * MARGIN, 16)
        column.setSpacing(8)
        column.addWidget(self.rail)
        column.addSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.detail)
        column.addWidget(self.problem)
        column.addLayout(middle, 1)
        column.addLayout(says)
        column.addLayout(keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        kept = self.problem.sizePolicy()
        kept.setRetainSizeWhenHidden(self.height() >= HIGH_PX)
        self.problem.setSizePolicy(kept)

    def _show_body(self, body: QWidget) -> None:
        area = self.scrolled[body]
        area.to_top()
        self.stack.setCurrentWidget(area)

    def page_by(self, pages: int) -> None:
        """Page Up and Page Down: move what is shown of the step."""
        area = self.stack.currentWidget()
        assert isinstance(area, Scrolled)
        area.page_by(pages)

    def show_rest(self, snapshot: Snapshot, saved: Path | None) -> None:
        """No calibration is under way; `saved`: the one that was just made."""
        if self.stack.currentWidget() is not self.scrolled[self.rest]:
            self._show_body(self.rest)
            self.setFocus()
        self.rail.show_step(len(Step) + 1 if saved else 0)
        self.rest.show_saved(saved)
        if snapshot.board is not None:
            self.rest.show_board(snapshot.board)
        if saved:
            self.title.set_text(sentence("view_calibrate_frame.saved_and_in_use"))
            now_on = sentence("view_calibrate_frame.from_now_on_every_number")
            self.detail.set_text(sentence("view_calibrate_frame.practice") if snapshot.simulated else now_on)
        else:
            self.title.set_text(sentence("view_calibrate_frame.calibrate_this_board"))
            self.detail.set_text(sentence("view_calibrate_frame.five_minutes_after_the_warm"))
        self.problem.show_problem("")
        self.stays.hide()
        self.anew.hide()
        for button in (self.back, self.again, self.turn, self.cancel):
            button.hide()
        self.next.set_text(
            sentence("view_calibrate_frame.begin") if not saved else sentence("view_calibrate_frame.calibrate_again")
        )
        self.next.setEnabled(snapshot.board is not None)
        self.feet.show_load(snapshot, (), None)

    def enter_step(self, now: Now, resumed: bool) -> None:
        """Another step than before: fill it in, and let nothing that is no longer there keep the focus."""
        body = self.bodies[now.view.step]
        body.enter(now)
        self.rail.show_step(now.view.step)
        self._show_body(body)
        (body.first_field() or self).setFocus()
        for button in (self.back, self.cancel):
            button.show()
        self.stays.show()
        self.anew.setVisible(resumed)

    def show_step(self, now: Now, hindrance: str, sure: bool) -> None:
        """The newest picture of the step; `hindrance` is what keeps any step from going on, `sure`: Cancel was
        pressed once."""
        view = now.view
        body = self.bodies[view.step]
        body.show_now(now)
        self.title.set_text(view.title if not body.is_form else sentence("view_calibrate_frame.how_do_you_want_to"))
        self.detail.set_text(self._detail(view, body))
        self.problem.show_problem(hindrance or view.problem)
        self.stays.setVisible(self.width() >= ROOMY_PX or not self.message.text())
        ready = view.may_go_on or body.is_form or view.step is Step.FEET
        self.next.setEnabled(ready)
        self.next.set_strong(ready)
        self.next.set_text(
            sentence("view_calibrate_frame.save") if view.step is Step.SAVE else sentence("view_calibrate_frame.next")
        )
        self.back.setEnabled(view.step > Step.CHECK)
        takes = view.step in (Step.CHECK, Step.ZERO, Step.LOAD, Step.VERIFY)
        takes = takes or (view.step is Step.FEET and bool(view.points))
        self.again.setVisible(takes and not body.is_form)
        self.turn.setVisible(view.backwards)
        self.turn.set_strong(view.backwards)
        self.cancel.set_text(
            sentence("view_calibrate_frame.forget_it_all") if sure else sentence("view_calibrate_frame.cancel")
        )
        loading = view.step is Step.LOAD and not body.is_form
        marks, stood = (marks_of(now), places_stood(now)) if loading else ((), ())
        self.feet.show_load(now.snapshot, view.force_n, view.cell, marks, stood)

    def _detail(self, view: View, body: Body) -> str:
        if body.is_form:
            return sentence("view_calibrate_frame.your_weight_from_a_scale")
        # The verdict's panel gives the reason; once is enough.
        return "" if view.verdict is not None and view.detail == view.verdict.reason else tight(view.detail)
