"""Shown after a drill: the score, what it means beside the last one, and where it comes from."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tripod.coach.phrases import question_words
from tripod.drills.score.result import DrillResult
from tripod.sentences import sentence
from tripod.views.calibrate.parts import Row, Rows
from tripod.views.drill.facts import ResultFacts
from tripod.views.drill.over_time import OverTime
from tripod.views.drill.parts import Tries
from tripod.views.drill.words import DrillWords
from tripod.views.kit.theme import BIG, BODY, HEAVY, MARGIN, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, LinkButton, Panel
from tripod.views.kit.words import Words

_REST = 170
"""Title, keys and margins of the page."""
_BESIDE = 8
"""Between panels and the bar that scrolls them."""


class DrillSummary(QWidget):
    """One result."""

    def __init__(self, theme: Theme, words: Words, own: DrillWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own, self._listed = own, ResultFacts(words, own, self)
        self._result: DrillResult | None = None
        self.title = Line("", theme, "text", BIG - 2, HEAVY)
        self.heading = Line(sentence("view_drill_summary.score"), theme, "muted", SMALL + 0.5, STRONG)
        self.score = Line("", theme, "text", 72, HEAVY)
        self.said = Line("", theme, "text", TEXT)
        self.said.setWordWrap(True)
        self.reference = Line("", theme, "muted", BODY)
        self.reference.setWordWrap(True)
        self.why = LinkButton("", theme)
        self.why.clicked.connect(self._toggle_why)
        self.arithmetic = Line("", theme, "muted", BODY)
        self.arithmetic.setWordWrap(True)
        self.arithmetic.hide()
        self.facts = Rows(sentence("view_drill_summary.what_happened"), theme, value_right=True)
        self.tries = Tries(theme, own)
        self.over_time = OverTime(theme)
        self.over_time.hide()
        self._has_picture = False
        self.checks = Rows(sentence("view_drill_summary.what_was_seen"), theme, value_right=True)
        self.again = KeyButton(sentence("view_drill_summary.once_more"), sentence("view_drill_summary.enter"), theme)
        self.again.set_strong(True)
        self.library = KeyButton(sentence("view_drill_summary.library"), sentence("view_drill_summary.esc"), theme)
        self.accept = KeyButton(sentence("view_drill_summary.make_these_my_target"), "A", theme)
        self.accept.setToolTip(sentence("view_drill_summary.from_now_on_reps_of"))
        right = QVBoxLayout()
        right.setSpacing(MARGIN - 4)
        right.addWidget(self.over_time)
        right.addWidget(self.tries, 1)
        row = QHBoxLayout()
        row.setSpacing(MARGIN - _BESIDE)
        row.addWidget(self._told(theme), 11)
        row.addLayout(right, 10)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(self.again)
        keys.addWidget(self.library)
        keys.addWidget(self.accept)
        keys.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * MARGIN, MARGIN, 2 * MARGIN, 16)
        column.setSpacing(14)
        column.addWidget(self.title)
        column.addLayout(row, 1)
        column.addLayout(keys)

    def _told(self, theme: Theme) -> QScrollArea:
        """Score and facts; where they are many in a small window they scroll, so that the reps keep their place."""
        panel = Panel(theme)
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(10)
        inner.addWidget(self.heading)
        for line in (self.score, self.said, self.reference, self.why, self.arithmetic):
            inner.addWidget(line)
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, _BESIDE, 0)
        column.setSpacing(MARGIN - 4)
        column.addWidget(panel)
        column.addWidget(self.facts, 1)
        column.addWidget(self.checks)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(told)
        told.setAutoFillBackground(False)
        return area

    def show_result(self, title: str, result: DrillResult, said: str, reference: str) -> None:
        """Fill in; asked again with the same it does nothing but renew `said`."""
        self.said.set_text(said or self._own.reason(result.reason))
        if result == self._result:
            return
        self._result = result
        self._make_room_for(result)
        self.title.set_text(title)
        self.score.set_text(str(result.score) if result.score is not None else "–")
        self.reference.set_text(reference)
        scored = result.score is not None
        self.why.setText(
            sentence("view_drill_summary.why", n=result.score)
            if scored
            else sentence("view_drill_summary.why_no_score")
        )
        self.why.updateGeometry()
        self.accept.setVisible(any(t.reps for t in result.tries if t.scored))
        self.arithmetic.set_text(result.why())
        self.arithmetic.hide()
        self.tries.show_result(result)
        self._has_picture = self.over_time.show_result(result)
        self._make_room()
        self.facts.show_rows([Row(name, value) for name, value in self._listed.of(result)])
        answers = {
            True: sentence("view_drill_summary.yes"),
            False: sentence("view_drill_summary.no"),
            None: sentence("view_drill_summary.not_seen"),
        }
        unanswered = dict.fromkeys(result.unanswered, sentence("view_drill_summary.not_answered"))
        answered = {question: answers[yes] for question, yes in result.answers.items()} | unanswered
        self.checks.show_rows([Row(question_words(asked), answer) for asked, answer in answered.items()])
        self.checks.setVisible(bool(result.answers))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        self._fit_arithmetic()

    def _make_room(self) -> None:
        """The picture stands where the list of tries keeps its place beside it."""
        needed = self.over_time.sizeHint().height() + self.tries.minimumHeight() + _REST
        self.over_time.setVisible(self._has_picture and self.height() >= needed)

    def _make_room_for(self, result: DrillResult) -> None:
        """A drill that only finds where the feet stand has no score, no tries, and nothing to ask why."""
        for widget in (self.heading, self.score, self.reference, self.why, self.tries):
            widget.setVisible(not result.only_places)

    def _toggle_why(self) -> None:
        self.arithmetic.setVisible(self.arithmetic.isHidden())
        self._fit_arithmetic()

    def _fit_arithmetic(self) -> None:
        """What scrolls is asked for a height by no layout: a text of many lines would be cut."""
        needed = self.arithmetic.heightForWidth(max(self.heading.width(), 100))
        self.arithmetic.setMinimumHeight(max(needed, 0))
