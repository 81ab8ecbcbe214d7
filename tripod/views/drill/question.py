"""A question that no board can answer, as large as what hangs on it, with its own clock and three answers."""

from math import isfinite

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tripod.balance.geometry import USUAL_FEET
from tripod.coach.phrases import question_words
from tripod.drills.format.questions import QUESTIONS
from tripod.drills.run.check_step import ASK_S
from tripod.drills.run.engine import YES_FOOT
from tripod.sentences import sentence
from tripod.training.drill_view import DrillView
from tripod.views.drill.words import DrillWords
from tripod.views.feet.foot_shape import FootArt, Place
from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import BODY, BUTTON_RADIUS, HEAD, HEAVY, PANEL_RADIUS, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, TabButton

_QUESTION, _ANSWER = 44.0, 56.0


class QuestionClock(QWidget):
    """How long this question waits for its answer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._left_s = float("nan")
        self.setFixedSize(124, 124)
        self.setAccessibleName(sentence("view_drill_question.time"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_view(self, view: DrillView) -> None:
        """Show how much time is left of the newest picture's question."""
        if view.left_s != self._left_s:
            self._left_s = view.left_s
            self.setAccessibleDescription(self.spoken())
            self.update()

    def spoken(self) -> str:
        """The seconds that are left, in words; "" where nobody knows."""
        return sentence("view_drill_question.seconds_left", n=self.seconds()) if isfinite(self._left_s) else ""

    def seconds(self) -> float:
        """Left, not less than none."""
        return max(self._left_s, 0.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, side = self.theme, min(self.width(), self.height())
        k, box = side / 124, QRectF(6, 6, side - 12, side - 12)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.track, 8 * k))
            painter.drawEllipse(box)
            if not isfinite(self._left_s):
                return
            painter.setPen(QPen(theme.accent, 8 * k, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(box, 90 * 16, -round(360 * 16 * min(self.seconds() / ASK_S, 1.0)))
            number = Run(f"{self.seconds():.0f}", 32 * k, theme.text, HEAVY)
            draw_runs(painter, [number], box.center().x(), box.center().y() + 6 * k, Align.CENTRE)
            said = Run(sentence("view_drill_question.seconds"), SMALL * k, theme.muted)
            draw_runs(painter, [said], box.center().x(), box.center().y() + 26 * k, Align.CENTRE)


class AnswerButton(TabButton):
    """One answer on the side of the foot that taps it."""

    def __init__(self, word: str, foot: str, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self.theme, self._foot, self._key = theme, foot, key
        self._by_foot = True
        self.setAccessibleName(word)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(72)
        self.set_by_foot(True)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_by_foot(self, by_foot: bool) -> None:
        """Whether a tap of its foot answers, too."""
        self._by_foot = by_foot
        key = sentence("view_drill_question.key", key=self._key)
        self.setAccessibleDescription(f"{self.hint()} {key}".strip())
        self.update()

    def hint(self) -> str:
        """How it is answered by foot, "" where it is not."""
        return sentence(f"view_drill_question.tap_{self._foot}") if self._by_foot else ""

    def sizeHint(self) -> QSize:
        return QSize(420, 168)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 72)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, high = self.theme, self.height()
        k = min(high / 168, self.width() / 420, 1.0)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            under = self.underMouse() or self.isDown()
            painter.setBrush(theme.accent_soft if self.isDown() else theme.track if under else theme.panel)
            painter.setPen(QPen(theme.accent if self.hasFocus() else theme.edge, 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(box, PANEL_RADIUS, PANEL_RADIUS)
            x = 36 * k
            if self._by_foot:
                length = 0.7 * high
                place = Place(x + 0.22 * length, (high + length) / 2, length / USUAL_FEET.longest_mm)
                FootArt(self._foot, USUAL_FEET, 0.0, place, theme, self.devicePixelRatioF()).paint_ground(painter)
                x += 0.44 * length + 36 * k
            size = max(_ANSWER * k, 26.0)
            hint = self.hint()
            base = high / 2 + (0.16 if hint else 0.36) * size
            draw_runs(painter, [Run(self.text(), size, theme.text, HEAVY)], x, base)
            if hint:
                draw_runs(painter, [Run(hint, max(TEXT * k, SMALL), theme.muted)], x, base + max(32 * k, 18.0))
            side = 46 * max(k, 0.7)
            cap = QRectF(box.right() - side - 30 * k, high / 2 - side / 2, side, side)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.outline, 1))
            painter.drawRoundedRect(cap, BUTTON_RADIUS, BUTTON_RADIUS)
            draw_runs(
                painter,
                [Run(self._key, HEAD, theme.text, STRONG)],
                cap.center().x(),
                cap.center().y() + 6,
                Align.CENTRE,
            )


class QuestionPanel(QWidget):
    """The question that is asked now."""

    def __init__(self, theme: Theme, own: DrillWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = own
        self.context = Line("", theme, "muted", BODY, STRONG)
        self.asked = Line("", theme, "text", _QUESTION, HEAVY)
        self.what_hangs_on_it = Line("", theme, "muted", TEXT)
        self.answered = Line("", theme, "muted", SMALL + 0.5)
        for line in (self.context, self.asked, self.what_hangs_on_it, self.answered):
            line.setWordWrap(True)
        self.answered.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.clock = QuestionClock(theme)
        feet = {True: YES_FOOT, False: "left" if YES_FOOT == "right" else "right"}
        self.yes = AnswerButton(sentence("view_drill_question.yes"), feet[True], "Y", theme)
        self.no = AnswerButton(sentence("view_drill_question.no"), feet[False], "N", theme)
        self.not_seen = KeyButton(sentence("view_drill_question.did_not_see"), "0", theme)
        self.back = KeyButton(sentence("view_drill_question.begin_these_again"), "←", theme)
        self.nobody = Line(sentence("view_drill_question.nobody_watched"), theme, "muted", BODY)
        self._lay_out()

    def _lay_out(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(8)
        said.addStretch()
        for line in (self.context, self.asked, self.what_hangs_on_it):
            said.addWidget(line)
        said.addStretch()
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addLayout(said, 1)
        top.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignVCenter)
        answers = QHBoxLayout()
        answers.setSpacing(24)
        answers.addWidget(self.no)
        answers.addWidget(self.yes)
        other = QHBoxLayout()
        other.setSpacing(10)
        for widget in (self.nobody, self.not_seen, self.back):
            other.addWidget(widget)
        other.addWidget(self.answered, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top, 3)
        column.addLayout(answers, 2)
        column.addLayout(other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The question as large as leaves the rest its place."""
        wide = self.width() - self.clock.width() - 24
        for scale in (1.0, 0.86, 0.72, 0.6, 0.5, 0.44):
            self.asked.set_scale(scale)
            if self.asked.heightForWidth(max(wide, 100)) <= 0.3 * self.height():
                break
        side = round(min(124.0, max(0.3 * self.height(), 76.0)))
        self.clock.setFixedSize(side, side)

    def show_view(self, view: DrillView) -> None:
        """Show the question of this picture."""
        self.context.set_text(view.text)
        if self.asked.text() != view.question:
            self.asked.set_text(view.question)
            self.setAccessibleName(view.question)
            self._fit()
        self.what_hangs_on_it.set_text(what_hangs_on(current(view)))
        self.clock.show_view(view)
        for button in (self.yes, self.no):
            button.set_by_foot(view.by_foot)
        done = [q for q in view.questions if q in view.answers]
        self.back.setVisible(bool(done))
        said = sentence("view_drill_question.no_answer_is_none")
        if done:
            words, answer = question_words(done[-1]), self._own.answer(view.answers[done[-1]])
            said = sentence("view_drill_question.answered", question=words, answer=answer)
        self.answered.set_text(said)

    def headline(self, view: DrillView) -> str:
        """Which question it is."""
        number = min(sum(q in view.answers for q in view.questions) + 1, max(len(view.questions), 1))
        done = "set_done" if any(t.trace.runs for t in view.tries) else "before_it"
        return sentence(f"view_drill_question.headline_{done}", n=number, all=len(view.questions))


def current(view: DrillView) -> str:
    """The name of the question that is asked now; "" where nothing is asked."""
    return next((q for q in view.questions if q not in view.answers), "")


def what_hangs_on(question: str) -> str:
    """What another answer than the good one leads to; of the drill's own questions that no board sees it."""
    known = QUESTIONS.get(question)
    if known is None or not known.stops:
        return sentence("view_drill_question.no_board_sees")
    return sentence("view_drill_question.hangs_on_no" if known.good else "view_drill_question.hangs_on_yes")
