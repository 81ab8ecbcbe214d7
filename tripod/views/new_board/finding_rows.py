"""What was found at a step, one row a check: a sign, its word, what was looked at, and what is seen at which wire."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from tripod.acceptance import Finding, Verdict
from tripod.live.acceptance import Known
from tripod.sentences import sentence
from tripod.views.kit.theme import BODY, REGULAR, STRONG, Theme
from tripod.views.kit.widgets import Line

_SIDE = 18


class VerdictSign(QWidget):
    """A tick in a ring, a cross in a filled one, or a question: told apart without colour."""

    def __init__(self, verdict: Verdict, theme: Theme) -> None:
        super().__init__()
        self.theme, self._verdict = theme, verdict
        self.setFixedSize(QSize(_SIDE, _SIDE + 2))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, bad = self.theme, self._verdict is Verdict.FAIL
        ink = theme.warn if bad else theme.accent if self._verdict is Verdict.PASS else theme.muted
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(ink, 1.5))
            painter.setBrush(ink if bad else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(1, 3, _SIDE - 3, _SIDE - 3))
            middle = QPointF(1 + (_SIDE - 3) / 2, 3 + (_SIDE - 3) / 2)
            painter.setPen(QPen(theme.panel if bad else ink, 2))
            if bad:
                for a, b in ((QPointF(-3, -3), QPointF(3, 3)), (QPointF(-3, 3), QPointF(3, -3))):
                    painter.drawLine(middle + a, middle + b)
            elif self._verdict is Verdict.PASS:
                painter.drawPolyline([middle + at for at in (QPointF(-3.5, 0), QPointF(-1, 3), QPointF(3.5, -3))])
            else:
                painter.drawLine(middle + QPointF(-3, 0), middle + QPointF(3, 0))


class FindingRows(QWidget):
    """Grows by a row with each finding."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.said: list[str] = []
        """Each row as it is read aloud."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(3, 1)
        self.setAccessibleName(sentence("view_new_board.findings"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme

    def clear(self) -> None:
        """None is there any more."""
        self.said.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.setAccessibleDescription("")

    def add(self, finding: Finding, known: Known) -> None:
        """One more."""
        bad = finding.verdict is Verdict.FAIL
        word = sentence(f"build_verdict.{finding.verdict.value}")
        check = sentence(f"build_check.{finding.check.value}")
        said = finding.said(known.board, known.build)
        row, top = len(self.said), Qt.AlignmentFlag.AlignTop
        seen = Line(said, self.theme, "text", BODY, STRONG if bad else REGULAR)
        seen.setWordWrap(True)
        seen.setAlignment(top)
        seen.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(VerdictSign(finding.verdict, self.theme), row, 0, top)
        self._grid.addWidget(Line(word, self.theme, "warn" if bad else "text", BODY, STRONG), row, 1, top)
        self._grid.addWidget(Line(check, self.theme, "muted", BODY), row, 2, top)
        self._grid.addWidget(seen, row, 3)
        self.said.append(f"{word}, {check}: {said}")
        self.setAccessibleDescription(". ".join(self.said))
