"""The panel of the two numbers that belong to no foot: total, and distance to the edge."""

from math import isfinite

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence, shipped_text
from tripod.views.kit.text import Align, Run, draw_runs, runs_width
from tripod.views.kit.theme import HEAVY, HUGE, PANEL_RADIUS, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.words import NO_VALUE, Words

_PAD = 20
_APART = 12
"""Least distance of the two."""
HIGH = 82
_HEAD = 12.5


class Totals(QWidget):
    """Own painter: its numbers change as often as the map."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(sentence("view_feet_totals.total_and_distance_to_the_edge"))
        self.theme = theme
        self.snapshot = Snapshot(Phase.WAITING, "")
        self.grey = False
        self._words = words
        self._scale = 1.0
        self.set_scale(1.0)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_scale(self, scale: float) -> None:
        """How much larger than in a window of usual size it is drawn."""
        self._scale = scale
        self.setFixedHeight(round(HIGH * scale))

    def scale(self) -> float:
        """How much larger than in a window of usual size it is drawn."""
        return self._scale

    def show_snapshot(self, snapshot: Snapshot, grey: bool) -> None:
        """Show the newest picture; `grey` where it is no longer true."""
        board = snapshot.board
        if board is not None and board is not self.snapshot.board:
            self.setToolTip(sentence("view_feet_totals.what_the_total_is", quality=shipped_text(board.claims.total)))
        self.snapshot, self.grey = snapshot, grey
        edge = self.margin_lines() if snapshot.margin is not None else ()
        self.setAccessibleDescription(" ".join([*self.total_lines(), *edge]))
        self.update()

    def total_lines(self) -> tuple[str, str, str]:
        """Heading, number and unit of the total."""
        return sentence("view_feet_totals.total"), *self._words.total(self.snapshot.board, self.snapshot)

    def margin_lines(self) -> tuple[str, str]:
        """Number and unit of the distance to the edge."""
        margin = self.snapshot.margin
        if margin is None or not isfinite(margin.mm):
            return NO_VALUE, sentence("view_feet_totals.mm")
        side = "inside" if margin.mm >= 0 else "outside"
        unit = sentence(f"view_feet_totals.mm_{side}{'' if margin.measured else '_as_drawn'}")
        if margin.measured:
            unit = sentence("view_feet_totals.pm", pm=margin.pm_mm, unit=unit)
        return f"{abs(margin.mm):.0f}", unit

    def lines(
        self, total: tuple[str, str], edge: tuple[str, str], ink: QColor
    ) -> list[tuple[float, list[Run], list[Run]]]:
        """Height, left and right of each line: numbers with their units, or these below where there is no room."""
        numbers = [[Run(number, HUGE, ink, HEAVY)] for number, _ in (total, edge)]
        muted = self.theme.muted
        for size in (TEXT, SMALL):
            left, right = (
                [*n, Run(f" {u}", size, muted, STRONG)] for n, (_, u) in zip(numbers, (total, edge), strict=True)
            )
            if runs_width(left + right) + _APART <= self._wide() - 2 * _PAD:
                return [(62, left, right)]
        left, right = ([Run(unit, SMALL, muted, STRONG)] for _, unit in (total, edge))
        return [(56, numbers[0], numbers[1]), (72, left, right)]

    def heading(self, head: str) -> list[Run]:
        """What the total is called, and, where there is room beside the edge's, what this board may claim of it: 75 kg
        on a board that weighs no toes read as 73."""
        board, muted = self.snapshot.board, self.theme.muted
        name = [Run(head, _HEAD, muted, STRONG)]
        if board is None:
            return name
        claimed = [*name, Run(f"  {shipped_text(board.claims.total)}", SMALL, muted)]
        edge = 0.0
        if self.snapshot.margin is not None:
            edge = runs_width([Run(sentence("view_feet_totals.to_the_edge"), _HEAD, muted, STRONG)]) + _APART
        return claimed if runs_width(claimed) + edge <= self._wide() - 2 * _PAD else name

    def _wide(self) -> float:
        return self.width() / self._scale

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, right = self.theme, self._wide() - _PAD
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.background)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.edge, 1))
            painter.setBrush(theme.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)
            painter.scale(self._scale, self._scale)
            head, value, said = self.total_lines()
            ink = theme.muted if self.grey else theme.text
            lines = self.lines((value, said), self.margin_lines(), ink)
            top = 26 if len(lines) == 1 else 22
            draw_runs(painter, self.heading(head), _PAD, top)
            for at, left_runs, _ in lines:
                draw_runs(painter, left_runs, _PAD, at)
            if self.snapshot.margin is None:
                # This board knows no base of support.
                return
            edge = sentence("view_feet_totals.to_the_edge")
            draw_runs(painter, [Run(edge, _HEAD, theme.muted, STRONG)], right, top, Align.RIGHT)
            for at, _, right_runs in lines:
                draw_runs(painter, right_runs, right, at, Align.RIGHT)
