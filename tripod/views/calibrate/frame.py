"""Layout of the wizard's page; `page.py` fills it with live data."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tripod.calibration.wizard.view import Step
from tripod.views.calibrate.begin import CheckBody, WarmUpBody, ZeroBody
from tripod.views.calibrate.body import Body
from tripod.views.calibrate.feet import WizardFeet
from tripod.views.calibrate.foot_length import FeetBody
from tripod.views.calibrate.load import LoadBody
from tripod.views.calibrate.parts import Alarm, StepRail
from tripod.views.calibrate.result import FitBody, VerifyBody
from tripod.views.calibrate.save import RestBody, SaveBody
from tripod.views.calibrate.words import WizardWords
from tripod.views.kit.theme import BIG, BODY, HEAVY, MARGIN, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, LinkButton
from tripod.views.kit.words import Words


class WizardFrame(QWidget):
    """Steps on top, feet on the left, the step's panels on the right, keys below."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Calibration"))
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
        for body in (self.rest, *self.bodies.values()):
            self.stack.addWidget(body)
        self.message = Line("", theme, "accent", SMALL + 0.5, STRONG)
        self.stays = Line("", theme, "muted", BODY)
        self.anew = LinkButton(self.tr("Begin anew"), theme)
        self.back = KeyButton(self.tr("Back"), "", theme)
        self.again = KeyButton(self.tr("Take again"), "R", theme)
        self.cancel = KeyButton(self.tr("Cancel"), self.tr("Esc"), theme)
        self.next = KeyButton(self.tr("Next"), self.tr("Enter"), theme)
        self.next.set_strong(True)
        self._lay_out()

    def _lay_out(self) -> None:
        for line in (self.title, self.detail, self.message):
            line.setWordWrap(True)
            line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        kept = self.problem.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.problem.setSizePolicy(kept)
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
