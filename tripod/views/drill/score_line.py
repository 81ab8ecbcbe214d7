"""The score on a line: now a dot, last time a ring, the baseline a diamond, and what is too close to call."""

from collections.abc import Callable
from math import isfinite

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.sentences import sentence
from tripod.training.compared import Compared
from tripod.training.compared_words import lines
from tripod.views.kit.text import Align, Run, advance, draw_runs
from tripod.views.kit.theme import REGULAR, SMALL, STRONG, Theme

MARKS = range(0, 101, 20)
"""All of a score's range, as on paper: a line that began at 50 would let 55 look like next to nothing."""


class ScoreLine(QWidget):
    """Painted; what it shows stands in words beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.score: int | None = None
        self.beside = Compared()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumSize(180, 66)
        self.setAccessibleName(sentence("view_drill_score_line.name"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 80)

    def show_score(self, score: int | None, beside: Compared) -> None:
        """Show this one beside those."""
        self.score, self.beside = score, beside
        self.setAccessibleDescription(" ".join(verdicts(score, beside)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, y = self.theme, self.height() / 2 + 4
        left, right = 10.0, self.width() - 14.0

        def x(score: float) -> float:
            return left + (right - left) * min(max(score, 0.0), 100.0) / 100.0

        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            least = self.beside.least
            compared = self.beside.last is not None or self.beside.baseline is not None
            if self.score is not None and compared and isfinite(least):
                begin, end = x(self.score - least), x(self.score + least)
                painter.setPen(QPen(theme.accent_soft, 1))
                painter.setBrush(theme.accent_soft)
                painter.drawRoundedRect(QRectF(begin, y - 14, end - begin, 28), 4, 4)
            painter.setPen(QPen(theme.outline, 1.2))
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            for value in MARKS:
                painter.setPen(QPen(theme.outline, 1.2))
                painter.drawLine(QPointF(x(value), y - 5), QPointF(x(value), y + 5))
                draw_runs(painter, [Run(str(value), SMALL, theme.muted)], x(value), y + 30, Align.CENTRE)
            self._paint_marks(painter, x, y)

    def _paint_marks(self, painter: QPainter, x: Callable[[float], float], y: float) -> None:
        theme = self.theme
        marks = [
            ("now", self.score, STRONG),
            ("last", self.beside.last.value if self.beside.last is not None else None, REGULAR),
            ("baseline", self.beside.baseline.value if self.beside.baseline is not None else None, REGULAR),
        ]
        taken: list[tuple[float, float, int]] = []
        for name, value, _ in reversed(marks):
            if value is None:
                continue
            at = QPointF(x(value), y)
            painter.setPen(QPen(theme.text, 2))
            painter.setBrush(theme.text if name == "now" else theme.panel)
            if name == "baseline":
                painter.drawPolygon(QPolygonF([at + QPointF(dx, dy) for dx, dy in ((0, -7), (7, 0), (0, 7), (-7, 0))]))
            else:
                painter.drawEllipse(at, 5.5, 5.5)
        for name, value, weight in marks:
            if value is None:
                continue
            said = sentence(f"view_drill_score_line.mark_{name}")
            half = advance(said, SMALL, weight) / 2 + 4
            at = min(max(x(value), half), self.width() - half)
            # Two that stand near each other are named in two lines.
            row = next(
                r for r in range(3) if not any(a < at + half and b > at - half and rr == r for a, b, rr in taken)
            )
            taken.append((at - half, at + half, row))
            ink = theme.text if name == "now" else theme.muted
            draw_runs(painter, [Run(said, SMALL, ink, weight)], at, y - 20 - 13 * row, Align.CENTRE)


def verdicts(score: int | None, beside: Compared) -> list[str]:
    """What may be said of the score beside the others, a line each; the last one is of the band."""
    if score is None:
        return []
    out = lines(beside)
    if not out:
        return [sentence("view_drill_score_line.first")]
    if isfinite(beside.least):
        return [*out, sentence("view_drill_score_line.shaded", n=beside.least)]
    # Where repeats differ too far the line above says so, and more of them change nothing soon.
    return [*out, sentence("own_change.more_tries", more=beside.more_tries)] if beside.more_tries else out
