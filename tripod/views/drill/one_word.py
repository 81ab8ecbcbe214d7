"""The summary of what has no tries: a rack check's one word, and where a roll found that the feet stand."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tripod.balance.judgement import Answer, Judgement, Why
from tripod.drills.score.result import DrillResult
from tripod.sentences import sentence
from tripod.storage.schemas.judgement import JudgementFile
from tripod.views.kit.judgement_mark import is_warm, paint_mark
from tripod.views.kit.theme import HEAD, HEAVY, TEXT, Theme
from tripod.views.kit.widgets import Line
from tripod.views.kit.words import Words, percent

_WORD = 64.0


class BigMark(QWidget):
    """The mark of a judgement, to be seen while standing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.judgement: Judgement | None = None

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(96, 96)

    def minimumSizeHint(self) -> QSize:
        return QSize(84, 84)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.judgement is None:
            return
        side = min(self.width(), self.height())
        with QPainter(self) as painter:
            box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            paint_mark(painter, self.judgement, box, self.theme)


class OneWord(QWidget):
    """A mark, a word, a sentence, and the number behind it, in the middle of the page."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.mark = BigMark(theme)
        self.word = Line("", theme, "text", _WORD, HEAVY)
        self.sentence = Line("", theme, "text", HEAD + 3)
        self.evidence = Line("", theme, "muted", TEXT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(2)
        self.mark.setMaximumHeight(104)
        column.addWidget(self.mark, 3)
        for line in (self.word, self.sentence, self.evidence):
            line.setWordWrap(True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        column.addStretch(3)

    def show_result(self, result: DrillResult) -> None:
        """Of a drill that only looks."""
        rack = result.rack
        if rack is not None:
            judgement = Judgement(Answer(rack.answer), why=Why(rack.why) if rack.why else None)
            self._show(judgement, self._rack_word(rack), rack.said, self._rack_number(rack))
            return
        found = bool(result.placed)
        judgement = Judgement(Answer.GOOD if found else Answer.CANNOT_TELL, why=None if found else Why.STANCE)
        word = sentence("view_drill_one_word.found" if found else "view_drill_one_word.not_found")
        self._show(judgement, word, result.found() or str(result.reason or ""), "")

    def _show(self, judgement: Judgement, word: str, said: str, number: str) -> None:
        self.mark.judgement = judgement
        self.mark.update()
        self.word.set_text(word)
        self.word.set_role("warn" if is_warm(judgement) else "text")
        self.sentence.set_text(said)
        self.evidence.set_text(number)
        self.setAccessibleName(f"{word}. {said}")

    def _rack_word(self, rack: JudgementFile) -> str:
        """As it was spoken: that the tripod is good, or the point."""
        if rack.answer == Answer.GOOD.value:
            return sentence("view_drill_one_word.tripod_good")
        if rack.answer == Answer.MOVING.value:
            return sentence("view_drill_one_word.moving")
        if rack.answer == Answer.CANNOT_TELL.value:
            return sentence("view_drill_one_word.cannot_tell")
        if rack.foot and rack.point:
            foot, point = self._words.foot(rack.foot), self._words.point(rack.point)
            return sentence("view_drill_one_word.foot_and_point", foot=foot, point=point)
        return sentence("view_drill_one_word.off")

    def _rack_number(self, rack: JudgementFile) -> str:
        if rack.share is None or rack.band is None or rack.answer != Answer.OFF.value:
            return ""
        low, high = (percent(edge) for edge in rack.band)
        return sentence("view_drill_one_word.share_of_band", share=percent(rack.share), low=low, high=high)
