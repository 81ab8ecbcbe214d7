"""Which step of a build is examined, what is asked for meanwhile, and what was found."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from tripod.acceptance import Check, Finding, Step, Verdict
from tripod.calibration.wizard.mass_input import MassError, parse_mass_kg
from tripod.live.acceptance import Asked, Done, Known
from tripod.sentences import sentence, shipped_text
from tripod.views.calibrate.fields import Entry
from tripod.views.kit.choice import Choice
from tripod.views.kit.line_breaks import breakable
from tripod.views.kit.theme import BODY, SMALL, STRONG, Theme, font
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.new_board.finding_rows import FindingRows
from tripod.views.settings.rows import Group


class CheckGroup(Group):
    """Asks to examine."""

    asked = Signal()
    stopped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(sentence("view_new_board.check_group"), "", theme)
        self._known: Known | None = None
        self._weighing: set[int] = set()
        """Steps at which each cell may be pressed with a mass."""
        self._seconds = 0.0
        self.step: Choice[int] = Choice()
        self.step.setFont(font(BODY))
        self.step.setMinimumContentsLength(16)
        self.step.setAccessibleName(sentence("view_new_board.step"))
        self.mass = Entry(sentence("view_new_board.mass"), sentence("view_new_board.mass_hint"), theme)
        self.mass.setToolTip(sentence("view_new_board.mass_tip"))
        self.mass.setFixedWidth(132)
        self._mass_kg = 0.0
        self.go = KeyButton(sentence("view_new_board.check_this_step"), "", theme)
        self.stop = KeyButton(sentence("view_new_board.stop"), "Esc", theme)
        self.ask = Line("", theme, "text", BODY, STRONG)
        """What is to be done now, or what came of it."""
        self.rows = FindingRows(theme)
        self.kept = Line("", theme, "muted", SMALL)
        for line in (self.ask, self.kept):
            line.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = Line(sentence("view_new_board.step"), theme, "text", BODY)
        label.setBuddy(self.step)
        row.addWidget(label)
        row.addWidget(self.step, 1)
        row.addWidget(self.mass)
        row.addWidget(self.go)
        row.addWidget(self.stop)
        self.column.addLayout(row)
        self.column.addWidget(self.ask)
        self.column.addWidget(self.rows)
        self.column.addWidget(self.kept)
        self.column.addStretch()
        self.show_under_way(False, may=False)
        self.say(sentence("view_new_board.check_hint"))
        self.step.currentIndexChanged.connect(self._show_mass)
        self.go.clicked.connect(self.asked)
        self.stop.clicked.connect(self.stopped)

    def offer(self, steps: Sequence[Step]) -> None:
        """The steps of this build."""
        self._weighing = {step.number for step in steps if Check.WEIGHT in step.checks}
        before = self.step.chosen if self.step.count() else 0
        self.step.offer([(f"{step.number} · {step.title}", step.number) for step in steps])
        self.step.choose(before)
        self._show_mass()

    def _show_mass(self) -> None:
        self.mass.setVisible(self.step.count() > 0 and self.step.chosen in self._weighing)

    def mass_kg(self) -> float | None:
        """The mass that was written, 0 where none was; None where what was written is none, which then is said."""
        text = self.mass.text().strip() if self.step.chosen in self._weighing else ""
        try:
            self._mass_kg = parse_mass_kg(text) if text else 0.0
        except MassError as error:
            self.mass.set_loud(True)
            self.say(str(error), wrong=True)
            return None
        self.mass.set_loud(False)
        return self._mass_kg

    def show_under_way(self, checking: bool, *, may: bool) -> None:
        """Whether a step is being examined; `may`: whether one can be."""
        self.stop.setVisible(checking)
        for part in (self.go, self.step, self.mass):
            part.setEnabled(may and self.step.count() > 0)

    def begin(self, seconds: float) -> None:
        """A step is examined from now on; at rest for `seconds`."""
        self._known, self._seconds = None, seconds
        self.rows.clear()
        self.kept.set_text("")
        self.say(sentence("view_new_board.waits_for_board"))

    def hear(self, told: Known | Asked | Finding | Done) -> None:
        """The next of what the examination gives."""
        match told:
            case Known(board=board, banner=banner):
                self._known = told
                title = shipped_text(board.title)
                self.note.set_text(sentence("view_new_board.who", title=title, id=banner.board_id[:4]))
                self.say(sentence("view_new_board.leave_it_alone", seconds=self._seconds))
            case Asked(cell=cell):
                assert self._known
                plain = self._known.board.cells[cell].plain
                if self._mass_kg:
                    self.say(sentence("view_new_board.put_mass", cell=plain, mass=self._mass_kg))
                else:
                    self.say(sentence("view_new_board.press", cell=plain))
            case Finding():
                assert self._known
                self.rows.add(told, self._known)
            case Done():
                self._end(told)

    def _end(self, done: Done) -> None:
        assert self._known
        step = self._known.step
        said = sentence(f"doctor_step.{done.verdict.value}", number=step.number, title=step.title)
        self.say(said, wrong=done.verdict is Verdict.FAIL)
        if done.record is not None:
            self.kept.set_text(sentence("view_new_board.kept", path=breakable(done.record)))
        else:
            self.kept.set_text(sentence("doctor_step.not_kept", why=done.why))

    def say(self, text: str, wrong: bool = False) -> None:
        """What is to be done, or what came of it; `wrong`: that it failed."""
        self.ask.set_role("warn" if wrong else "text")
        self.ask.set_text(text)
