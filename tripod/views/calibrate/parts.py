"""Widgets of the wizard's pages: rail of steps, bar, meter, panel of rows, and the alarm."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tripod.sentences import sentence
from tripod.views.kit.line_breaks import tight
from tripod.views.kit.text import Run, advance, draw_runs
from tripod.views.kit.theme import BODY, HUGE, REGULAR, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import Line, Panel

PAD = 24
NAMED_PX = 96
"""Where the steps stand nearer to each other than this only the present one has its name."""


class StepRail(QWidget):
    """The numbered steps: done ones carry a check mark, the present one is filled."""

    def __init__(self, names: Sequence[str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.names = list(names)
        self.at = 0
        """Number of the present step from 1 on; 0 before the first, one more than there are after the last."""
        self.setFixedHeight(40)
        self.setAccessibleName(sentence("view_calibrate_parts.steps_of_the_calibration"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_step(self, at: int) -> None:
        """Set the number of the present step (see `at`)."""
        if at == self.at:
            return
        self.at = at
        if 1 <= at <= len(self.names):
            said = sentence("view_calibrate_parts.step_of", at=at, n=len(self.names), name=self.names[at - 1])
            self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, middle = self.theme, self.height() / 2
        # The last name needs less room than a column, so that the rail ends where the page does.
        column, beyond = (self.width() - 100) / (len(self.names) - 1), 0.0
        if column < NAMED_PX:
            # The present step alone has a name, and the room for it.
            beyond = advance(self.names[self.at - 1], TEXT, STRONG) if 1 <= self.at <= len(self.names) else 0.0
            column = (self.width() - 25 - beyond) / (len(self.names) - 1)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for k, name in enumerate(self.names, 1):
                centre = QPointF(12.5 + (k - 1) * column + (beyond if k > self.at else 0.0), middle)
                weight = STRONG if k == self.at else REGULAR
                self._paint_number(painter, k, centre)
                if column < NAMED_PX and k != self.at:
                    continue
                ink = theme.text if k == self.at else theme.muted
                draw_runs(painter, [Run(name, TEXT, ink, weight)], centre.x() + 20, middle + 5)
                left = centre.x() + 20 + advance(name, TEXT, weight) + 12
                right = centre.x() + column + beyond - 24
                if k < len(self.names) and right - left > 6:
                    painter.setPen(QPen(theme.edge, 1))
                    painter.drawLine(QPointF(left, middle), QPointF(right, middle))

    def _paint_number(self, painter: QPainter, k: int, centre: QPointF) -> None:
        theme = self.theme
        done, now = k < self.at, k == self.at
        painter.setPen(QPen(theme.muted if done else theme.accent if now else theme.edge, 1.5))
        painter.setBrush(theme.muted if done else theme.accent if now else theme.panel)
        painter.drawEllipse(centre, 11.5, 11.5)
        if done:
            painter.setPen(QPen(theme.panel, 2))
            tick = [centre + QPointF(x, y) for x, y in ((-4, 0.5), (-1, 3.5), (4.5, -3))]
            painter.drawPolyline(QPolygonF(tick))
            return
        number = Run(str(k), SMALL, theme.background if now else theme.muted, STRONG)
        draw_runs(painter, [number], centre.x() - advance(str(k), SMALL, STRONG) / 2, centre.y() + 4)


class Bar(QWidget):
    """How far something is, 0 to 1; or, with `low`, from where to where it reaches."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.low, self.part = 0.0, 0.0
        self.setFixedHeight(8)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_part(self, part: float, low: float = 0.0) -> None:
        """Set how far the bar is filled, 0 to 1, from `low` on; values outside are clipped."""
        part, low = min(max(part, 0.0), 1.0), min(max(low, 0.0), 1.0)
        if (part, low) != (self.part, self.low):
            self.part, self.low = part, low
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.track)
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
            if self.part > self.low:
                painter.setBrush(self.theme.accent)
                wide = max((self.part - self.low) * self.width(), 8.0)
                left = min(self.low * self.width(), self.width() - wide)
                painter.drawRoundedRect(QRectF(left, 0, wide, self.height()), 4, 4)


class Meter(Panel):
    """A bar, one live number, and what they are."""

    def __init__(self, heading: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.heading = Line(heading, theme, "muted", SMALL + 0.5, STRONG)
        self.bar = Bar(theme)
        self.number = Line("", theme, "text", HUGE, STRONG)
        self.unit = Line("", theme, "muted", TEXT, STRONG)
        self.note = Line("", theme, "muted", BODY)
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, 20, PAD, 16)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignBaseline)
        column.addLayout(row)
        column.addWidget(self.note)

    def show_value(self, part: float, number: str, unit: str, note: str) -> None:
        """Set the bar (`part` 0 to 1), the number with its unit, and the note."""
        self.bar.show_part(part)
        self.number.set_text(number)
        self.unit.set_text(unit)
        self.note.set_text(note)
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(f"{100 * part:.0f} %. {number} {unit}. {note}")


class Row(NamedTuple):
    """A line of `Rows`."""

    name: str
    value: str
    strong: bool = False
    done: bool = False


class Rows(Panel):
    """Names with what is known of them; what is done carries a check mark."""

    def __init__(self, heading: str, theme: Theme, parent: QWidget | None = None, value_right: bool = False) -> None:
        super().__init__(theme, parent)
        self.heading = Line(heading, theme, "muted", SMALL + 0.5, STRONG)
        self.heading.setWordWrap(True)
        self._right = value_right
        self._shown: list[Row] = []
        self._lines: list[tuple[Line, Line]] = []
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(1, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(PAD, 20, PAD, 16)
        self.column.setSpacing(10)
        self.column.addWidget(self.heading)
        self.column.addLayout(self.grid)
        self.column.addStretch()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows; does nothing when they are the same."""
        if list(rows) == self._shown:
            return
        self._shown = list(rows)
        while len(self._lines) < len(rows):
            pair = Line("", self.theme, "text", BODY), Line("", self.theme, "muted", BODY)
            pair[1].setWordWrap(True)
            side = Qt.AlignmentFlag.AlignRight if self._right else Qt.AlignmentFlag.AlignLeft
            pair[1].setAlignment(side | Qt.AlignmentFlag.AlignTop)
            for at, line in enumerate(pair):
                self.grid.addWidget(line, len(self._lines), at, Qt.AlignmentFlag.AlignTop)
            self._lines.append(pair)
        for k, (name, value) in enumerate(self._lines):
            name.setVisible(k < len(rows))
            value.setVisible(k < len(rows))
            if k < len(rows):
                row = rows[k]
                name.set_text(row.name)
                name.set_weight(STRONG if row.strong else REGULAR)
                said = tight(row.value)
                value.set_text(f"{said}  ✓" if row.done else said)
                value.set_role("text" if row.strong else "muted")
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(". ".join(f"{r.name}: {r.value}" for r in rows))

    def rows(self) -> list[Row]:
        """What it shows."""
        return list(self._shown)


class Alarm(QWidget):
    """What is wrong and how to cure it, in the warm colour with a ring and a word; nothing while nothing is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.word = Line(sentence("view_calibrate_parts.to_correct"), theme, "warn", TEXT, STRONG)
        self.sentence = Line("", theme, "warn", TEXT)
        self.sentence.setWordWrap(True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(38, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.word, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_problem(self, sentence: str) -> None:
        """Show a sentence, or hide the alarm for ""."""
        if sentence != self.sentence.text():
            self.sentence.set_text(sentence)
            self.setAccessibleName(f"{self.word.text()}: {sentence}" if sentence else "")
        if self.isHidden() != (not sentence):
            self.setVisible(bool(sentence))

    def sizeHint(self) -> QSize:
        return QSize(400, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.warn, 1))
            painter.setBrush(self.theme.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            painter.setPen(QPen(self.theme.warn, 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(21, self.word.geometry().center().y() + 1), 5.5, 5.5)
