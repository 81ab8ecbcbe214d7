"""The mark of a judgement and its word, as widgets."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tripod.balance.judgement import Judgement
from tripod.views.kit.judgement_mark import answer_said, paint_mark
from tripod.views.kit.text import Run, advance, draw_runs
from tripod.views.kit.theme import SMALL, Theme

SIDE = 24


class _OfJudgement(QWidget):
    """Shows a judgement; nothing where there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scale = 1.0
        self.shown: Judgement | None = None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_scale(self, scale: float) -> None:
        """Grow with the type beside it."""
        if scale != self._scale:
            self._scale = scale
            self.updateGeometry()

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Show this one; None for none."""
        self.setVisible(judgement is not None)
        if judgement != self.shown:
            self.shown = judgement
            self.setAccessibleName(answer_said(judgement) if judgement is not None else "")
            self.updateGeometry()
            self.update()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class JudgementSign(_OfJudgement):
    """The mark."""

    def sizeHint(self) -> QSize:
        side = round(SIDE * self._scale)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shown is not None:
            side = SIDE * self._scale
            with QPainter(self) as painter:
                paint_mark(painter, self.shown, QRectF(0, 0, side, side), self._theme)


class AnswerChip(_OfJudgement):
    """The answer's word."""

    def text(self) -> str:
        """The word, "" for none."""
        return answer_said(self.shown) if self.shown is not None else ""

    def sizeHint(self) -> QSize:
        k = self._scale
        return QSize(round((advance(self.text(), SMALL) + 16) * k), round(20 * k))

    def paintEvent(self, event: QPaintEvent) -> None:
        k, theme = self._scale, self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.edge, 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5 * k, 5 * k)
            draw_runs(painter, [Run(self.text(), SMALL * k, theme.muted)], 8 * k, 14 * k)
