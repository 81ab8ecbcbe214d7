"""Shown after a drill: where the CoP went, the score beside the person's own, each point try by try, the next thing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tripod.coach.phrases import question_words
from tripod.drills.format.questions import QUESTIONS
from tripod.drills.score.answer_words import answer_said
from tripod.drills.score.result import DrillResult
from tripod.sentences import sentence
from tripod.training.after_drill import AfterDrill
from tripod.training.compared import Compared
from tripod.training.next_thing import NextThing
from tripod.training.target_offer import TargetOffer
from tripod.views.calibrate.parts import Row, Rows
from tripod.views.drill.columns import Column, of_result
from tripod.views.drill.facts import ResultFacts
from tripod.views.drill.next_panel import NextPanel
from tripod.views.drill.one_word import OneWord
from tripod.views.drill.point_lanes import PointLanes
from tripod.views.drill.score_line import ScoreLine, verdicts
from tripod.views.drill.target import TargetRow
from tripod.views.drill.ways import WaysPanel
from tripod.views.drill.words import DrillWords
from tripod.views.kit.line_breaks import no_word_alone
from tripod.views.kit.scrolling import scrolling
from tripod.views.kit.theme import BIG, BODY, HEAD, HEAVY, MARGIN, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, LinkButton, Panel
from tripod.views.kit.words import Words

_SCORE, _SMALL_SCORE = 72.0, 0.64
_TIGHT = 640
"""A page that is lower keeps its type smaller and its panels nearer."""


class ScorePanel(Panel):
    """The number, the line, and what may be said of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.heading = Line(sentence("view_drill_summary.score"), theme, "muted", SMALL + 0.5, STRONG)
        self.score = Line("", theme, "text", _SCORE, HEAVY)
        self.why = LinkButton("", theme)
        self.line = ScoreLine(theme)
        self.said = Line("", theme, "text", BODY)
        self.said.setWordWrap(True)
        self.note = Line("", theme, "muted", SMALL + 0.5)
        self.note.setWordWrap(True)
        number = QVBoxLayout()
        number.setSpacing(0)
        for widget in (self.heading, self.score, self.why):
            number.addWidget(widget)
        beside = QVBoxLayout()
        beside.setSpacing(3)
        beside.addStretch()
        beside.addWidget(self.said)
        beside.addWidget(self.note)
        beside.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(20)
        row.addLayout(number)
        row.addWidget(self.line, 3)
        row.addLayout(beside, 3)

    def show_score(self, result: DrillResult, beside: Compared, said: str) -> None:
        """Fill in; `said` where nothing can be compared."""
        score = result.score
        self.score.set_text(str(score) if score is not None else "–")
        sway = result.measures_sway
        self.heading.set_text(sentence("view_drill_summary.sway" if sway else "view_drill_summary.score"))
        # Of a day each drill has its own.
        self.score.setVisible(not sway and not result.sections)
        self.why.setVisible(not sway)
        self.said.set_scale((HEAD / BODY) if sway else 1.0)
        scored = score is not None
        self.why.setText(
            sentence("view_drill_summary.why", n=score) if scored else sentence("view_drill_summary.why_no_score")
        )
        self.why.updateGeometry()
        self.line.show_score(score, beside)
        self.line.setVisible(scored)
        lines = verdicts(score, beside)
        alone = len(lines) == 1
        self.said.set_text(said or (no_word_alone(lines[0], 2) if alone else "\n".join(lines[:-1])))
        self.note.set_text(lines[-1] if len(lines) > 1 and not said else "")
        self.note.setVisible(bool(self.note.text()))


class DrillSummary(QWidget):
    """One result."""

    begin_asked = Signal(str, str)
    """The next thing: a drill and a foot."""
    leave_asked = Signal()

    def __init__(self, theme: Theme, words: Words, own: DrillWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own, self._words, self._listed = own, words, ResultFacts(words, own, self)
        self._drill = ""
        self._next: NextThing | None = None
        self._over = False
        self.title = Line("", theme, "text", BIG - 2, HEAVY)
        self.against = Line("", theme, "muted", TEXT)
        self.ways = WaysPanel(theme)
        self.scores = ScorePanel(theme)
        self.score, self.said, self.why = self.scores.score, self.scores.said, self.scores.why
        self.tries = PointLanes(theme, words)
        self.told = Line("", theme, "muted", BODY)
        self.told.setWordWrap(True)
        # It begins where what stands in the panels above and below it begins.
        self.told.setContentsMargins(20, 0, 20, 0)
        self.arithmetic = Line("", theme, "text", BODY)
        self.arithmetic.setWordWrap(True)
        self.facts = Rows(sentence("view_drill_summary.what_happened"), theme, value_right=True)
        self.checks = Rows(sentence("view_drill_summary.what_was_seen"), theme, value_right=True)
        self.next = NextPanel(theme)
        self.one_word = OneWord(theme, words)
        self.again = KeyButton(sentence("view_drill_summary.once_more"), "R", theme)
        self.library = KeyButton(sentence("view_drill_summary.library"), "Esc", theme)
        self.target = TargetRow(theme)
        self.accept = self.target.button
        self.middle = QStackedWidget()
        self.why.clicked.connect(self.toggle_why)
        self.next.begin.clicked.connect(self.go_on)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        self.middle.addWidget(self._pictured())
        self.middle.addWidget(self._reckoned(theme))
        self.middle.addWidget(self.one_word)
        self.middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.scores)
        right.addWidget(self.middle, 1)
        right.addWidget(self.next)
        self.body = QWidget()
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.ways, 9)
        row.addLayout(right, 16)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(self.again)
        keys.addWidget(self.library)
        self._keys = keys
        keys.addSpacing(20)
        keys.addWidget(self.target, 1)
        self._rest = QWidget()
        keys.addWidget(self._rest, 1)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.title, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.against, 1, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * MARGIN, 14, 2 * MARGIN, 10)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.body, 1)
        column.addLayout(keys)

    def add_key(self, key: QWidget) -> None:
        """One more button beside the library's."""
        self._keys.insertWidget(self._keys.indexOf(self.library) + 1, key)

    def _pictured(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.tries, 1)
        column.addWidget(self.told)
        return page

    def _reckoned(self, theme: Theme) -> QScrollArea:
        """Behind *why*: the arithmetic and everything else that was measured; it scrolls."""
        panel = Panel(theme)
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(20, 14, 20, 14)
        inner.addWidget(self.arithmetic)
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for widget in (panel, self.facts, self.checks):
            column.addWidget(widget)
        column.addStretch()
        return scrolling(told, Qt.FocusPolicy.TabFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.score.set_scale(_SMALL_SCORE if self.height() < _TIGHT else 1.0)

    # -- what it shows ----------------------------------------------------------------------------------------------

    def show_result(
        self,
        title: str,
        result: DrillResult,
        said: str,
        reference: str,
        after: AfterDrill | None,
        *,
        day: bool = False,
        silent: str = "",
    ) -> None:
        """Fill in. `said`: what followed, in one line. `after`: None where nothing is kept of it. `day`: it was a day
        put together from several drills. `silent`: why nothing was heard, "" where it was."""
        self.title.set_text(title)
        self.against.set_text("" if result.measures_sway else reference)
        self._drill = result.drill
        self._over = day and (after is None or after.next is None)
        only_looks = result.rack is not None or result.only_places
        for part in (self.ways, self.scores):
            part.setVisible(not only_looks)
        self.middle.setCurrentIndex(2 if only_looks else 1 if result.measures_sway else 0)
        if only_looks:
            self.one_word.show_result(result)
        else:
            self._show_tries(result, after, said, silent, day=day)
        self._show_next(after, said, day=day, looks=only_looks, racked=result.rack is not None)

    def _show_tries(self, result: DrillResult, after: AfterDrill | None, said: str, silent: str, *, day: bool) -> None:
        columns = of_result(result)
        beside = after.beside if after is not None else Compared()
        compared = beside.last is not None or beside.baseline is not None
        instead = "" if compared or (result.score is not None and after is not None) else said
        if result.measures_sway or result.score is None:
            instead = said or self._own.reason(result.reason)
        self.scores.show_score(result, beside, "" if day else instead)
        if day:
            # Scores of different things make no mean: each stands for itself.
            self.said.set_text("\n".join(of.brief() for of in result.sections))
        self.tries.show_columns(columns)
        answer = answer_said(result)
        told = [*([answer] if answer else []), *told_beside(columns, result), *self._answers(result)]
        self.told.set_text(" · ".join(told))
        self.told.setVisible(bool(self.told.text()))
        caption = "" if result.measures_sway else self._warm(columns)
        self.ways.show_traces([t.trace for t in result.tries if t.scored], caption)
        more = "" if result.measures_sway else " ".join(filter(None, (said, silent)))
        self.arithmetic.set_text("\n\n".join(filter(None, (result.why(), more))))
        self.facts.show_rows([Row(name, value) for name, value in self._listed.of(result)])
        answered = self._answered(result)
        self.checks.show_rows([Row(question, answer) for question, answer in answered])
        self.checks.setVisible(bool(answered))

    def _warm(self, columns: list[Column]) -> str:
        """What the warm parts of the ways are of."""
        lasted: dict[tuple[str, str], float] = {}
        for column in columns:
            for key, seconds in column.faults():
                lasted[key] = lasted.get(key, 0.0) + seconds
        if not lasted:
            return sentence("view_drill_summary.nothing_warm") if columns else ""
        foot, point = max(lasted, key=lambda key: lasted[key])
        return sentence(
            "view_drill_summary.warm",
            foot=self._words.foot(foot),
            point=self._words.point(point),
            n=lasted[foot, point],
        )

    def _answered(self, result: DrillResult) -> list[tuple[str, str]]:
        said = {q: self._own.answer(yes) for q, yes in result.answers.items()}
        said |= dict.fromkeys(result.unanswered, sentence("view_drill_summary.not_answered"))
        return [(question_words(question), answer) for question, answer in said.items()]

    def _answers(self, result: DrillResult) -> list[str]:
        """Answers to the questions that have a short name; all stand behind *why*."""
        said = {q: self._own.answer(yes) for q, yes in result.answers.items() if q in QUESTIONS}
        said |= {q: sentence("view_drill_summary.not_answered") for q in result.unanswered if q in QUESTIONS}
        return [
            sentence("view_drill_summary.answer", question=sentence(f"view_drill_question_short.{q}"), answer=answer)
            for q, answer in said.items()
        ]

    def _show_next(self, after: AfterDrill | None, said: str, *, day: bool, looks: bool, racked: bool) -> None:
        self._next = after.next if after is not None else None
        # What Enter does needs no second button.
        other = self._next is None or self._next.drill != self._drill
        self.again.setVisible(after is not None and other and not looks and not day)
        self.library.setVisible(not (day and self._next is None))
        heading = sentence("view_drill_summary.the_one_next_thing")
        if self._next is not None:
            title = self._next.title
            if self._next.foot != "both":
                title = sentence("view_drill_summary.on_one_leg", title=title, foot=self._next.foot)
            self.next.show_next(heading, title, self._next.why, sentence("view_drill_summary.begin"))
        elif day:
            heading = sentence("view_drill_summary.that_was_today")
            self.next.show_next(heading, "", said, sentence("view_drill_summary.library"))
        else:
            why = sentence("view_drill_summary.step_off") if racked else ""
            self.next.show_next(
                heading, sentence("view_drill_summary.once_more"), why, sentence("view_drill_summary.begin")
            )

    def show_target(self, offer: TargetOffer | None) -> None:
        """What making these reps the target would do; None where there are no reps."""
        self.target.setVisible(offer is not None)
        self._rest.setVisible(offer is None)
        if offer is not None:
            self.target.show_offer(offer)

    # -- what it is told --------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Enter: the one next thing."""
        if self._next is not None:
            self.begin_asked.emit(self._next.drill, self._next.foot)
        elif self._over:
            self.leave_asked.emit()
        else:
            self.again.click()

    def toggle_why(self) -> None:
        """The picture, or where the number comes from."""
        self.middle.setCurrentIndex(1 - self.middle.currentIndex())
        self.why.setDown(False)

    @property
    def why_shown(self) -> bool:
        """Whether the arithmetic is what is shown."""
        return self.middle.currentIndex() == 1


def told_beside(columns: list[Column], result: DrillResult) -> list[str]:
    """The few things that belong beside the picture."""
    holds = [t.hold for t in result.tries if t.hold is not None and t.scored]
    said: list[str] = []
    if result.ended is not None:
        said.append(sentence("view_drill_summary.ended", why=result.ended))
    if holds:
        said.append(sentence("view_drill_summary.longest_unbroken", n=max(h.longest_s for h in holds)))
    if columns and result.faults and result.score is not None:
        reps = any(t.reps for t in result.tries if t.scored)
        said.append(sentence("view_drill_summary.score_of_reps" if reps else "view_drill_summary.score_of_holds"))
    return said
