"""The panel of numbers: share bars with target brackets, left and right, total, distance to the edge."""

from dataclasses import dataclass
from math import isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from tripod.boards import POINTS
from tripod.boards.stance_faults import CONVENTION
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.views.feet.foot_stage import wrong_at_points
from tripod.views.kit.text import Align, Run, advance, draw_runs, runs_width
from tripod.views.kit.theme import BODY, HEAVY, HUGE, PANEL_RADIUS, REGULAR, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.words import NO_VALUE, Words, percent

_PAD = 24
_BAR = 8
_APART = 12
"""Least distance of total and distance to the edge."""


@dataclass(frozen=True)
class BarRow:
    """One point of one foot."""

    foot: str
    point: str
    name: str
    share: float
    pm: str
    flag: str
    """`outside`, or what is wrong with the cell; empty when neither."""
    loud: bool
    pale: bool = False


class Bars(QWidget):
    """Own painter, because six bars as widgets cost more than the feet."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(sentence("view_feet_bars.load_shares_balance_total_and"))
        self.setMinimumSize(300, 430)
        self.theme = theme
        self.snapshot = Snapshot(Phase.WAITING, "")
        self.grey = False
        self._words = words
        self._ground = QPixmap()
        self._made_of: object = None

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_snapshot(self, snapshot: Snapshot, grey: bool) -> None:
        """Show the newest picture; `grey` where it is no longer true."""
        self.snapshot, self.grey = snapshot, grey
        self.update()

    def feet(self) -> tuple[str, ...]:
        """The feet of the board, or both before one is known."""
        return self.snapshot.board.feet if self.snapshot.board else ("left", "right")

    def rows(self, foot: str) -> list[BarRow]:
        """What the bars of a foot say."""
        state = self.snapshot.feet.get(foot)
        out: list[BarRow] = []
        for k, point in enumerate(POINTS):
            name = self._words.point(point)
            if state is None:
                out.append(BarRow(foot, point, name, float("nan"), "", "", False))
                continue
            flag = wrong_at_points(self._words, self.snapshot.board, foot, state)[k]
            sound = not flag
            share, pm = state.share[k] if sound else float("nan"), state.share_pm[k]
            if isfinite(share) and not 0 <= share <= 1:
                flag = self._words.outside()
            said = f" ± {percent(pm)} %" if isfinite(share) and isfinite(pm) else " %"
            loud = not self.grey and (state.light[k] or not sound)
            out.append(BarRow(foot, point, name, share, said if isfinite(share) else "", flag, loud, state.vague))
        return out

    def total_lines(self) -> tuple[str, str, str]:
        """Heading, number and unit of the total."""
        board = self.snapshot.board
        quality = board.claims.total if board else ""
        head = sentence("view_feet_bars.total", quality=quality) if quality else sentence("view_feet_bars.total_2")
        return head, *self._words.total(board, self.snapshot)

    def margin_lines(self) -> tuple[str, str]:
        """Number and unit of the distance to the edge."""
        margin = self.snapshot.margin
        if margin is None or not isfinite(margin.mm):
            return NO_VALUE, sentence("view_feet_bars.mm")
        side = "inside" if margin.mm >= 0 else "outside"
        unit = sentence(f"view_feet_bars.mm_{side}{'' if margin.measured else '_as_drawn'}")
        if margin.measured:
            unit = sentence("view_feet_bars.pm", pm=margin.pm_mm, unit=unit)
        return f"{abs(margin.mm):.0f}", unit

    def footnote(self) -> tuple[str, str]:
        """What the brackets are, and who calibrated the board."""
        return sentence("view_feet_bars.brackets_coaching_convention"), self._words.calibration(self.snapshot)

    def unit_height(self) -> float:
        """One bar's row: all else is measured in it."""
        feet = len(self.feet())
        head, gap, balance, totals = self._heights()
        fixed = 18 + feet * (head + gap) + (balance if feet == 2 else 0) + totals
        return min(max((self.height() / self.scale() - fixed) / (3 * feet), 29.0), 54.0)

    def scale(self) -> float:
        """How much larger than in a 1280x800 window the panel is drawn."""
        natural = 556 if len(self.feet()) == 2 else 330
        return min(max(min(self.height() / natural, self.width() / 340), 1.0), 1.5)

    def _heights(self) -> tuple[int, int, int, int]:
        """Of a heading, of the space around a rule, and of the two lowest parts; less in a low window."""
        return (22, 20, 86, 104) if self.height() >= 520 else (20, 17, 74, 88)

    def paintEvent(self, event: QPaintEvent) -> None:
        dpr = self.devicePixelRatioF()
        made_of = (self.size(), dpr, self.theme.name, self.snapshot.board, self.footnote(), self.total_lines()[0])
        if made_of != self._made_of:
            self._made_of = made_of
            self._ground = QPixmap(self.size() * dpr)
            self._ground.setDevicePixelRatio(dpr)
            self._ground.fill(self.theme.background)
            with QPainter(self._ground) as painter:
                self._paint(painter, still=True)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._ground)
            self._paint(painter, still=False)

    def _paint(self, painter: QPainter, still: bool) -> None:
        """Walk down the panel; `still` paints what no sample changes, else the rest."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if still:
            painter.setPen(QPen(self.theme.edge, 1))
            painter.setBrush(self.theme.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)
        painter.scale(self.scale(), self.scale())
        unit, y = self.unit_height(), 18.0
        head, gap, balance, _ = self._heights()
        for foot in self.feet():
            if still:
                self._head(painter, self._words.foot_title(foot), self._quality(), y + 14)
                self._rule(painter, y + head + 3 * unit + 4)
            for i, row in enumerate(self.rows(foot)):
                self._bar(painter, row, y + head + i * unit, still)
            y += head + 3 * unit + gap
        if len(self.feet()) == 2:
            self._balance(painter, y, still)
            y += balance
        self._totals(painter, y, still)

    def _wide(self) -> float:
        return self.width() / self.scale()

    def _quality(self) -> str:
        board = self.snapshot.board
        return sentence("view_feet_bars.value", quality=board.claims.share) if board else "%"

    def _head(self, painter: QPainter, left: str, right: str, baseline: float) -> None:
        draw_runs(painter, [Run(left, BODY, self.theme.muted, STRONG)], _PAD, baseline)
        muted = [Run(right, SMALL, self.theme.muted)]
        draw_runs(painter, muted, self._wide() - _PAD, baseline, Align.RIGHT)

    def _rule(self, painter: QPainter, y: float) -> None:
        painter.setPen(QPen(self.theme.edge, 1))
        painter.drawLine(QPointF(_PAD, round(y) + 0.5), QPointF(self._wide() - _PAD, round(y) + 0.5))

    def _bar(self, painter: QPainter, row: BarRow, top: float, still: bool) -> None:
        theme, unit = self.theme, self.unit_height()
        track = QRectF(_PAD, round(top + 0.5 * unit + 4), self._wide() - 2 * _PAD, _BAR)
        if still:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.track)
            painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
            return
        pale = self.grey or row.pale
        ink = theme.warn if row.loud else theme.muted if pale else theme.text
        baseline = track.top() - 8
        name = [Run(row.name, BODY, ink, STRONG if row.loud else REGULAR)]
        if row.flag:
            name.append(Run(f"  {row.flag}", SMALL, ink if row.loud else theme.muted, STRONG))
        draw_runs(painter, name, _PAD, baseline)
        number = [Run(percent(row.share), TEXT, ink, STRONG), Run(row.pm, SMALL, theme.muted)]
        draw_runs(painter, number, self._wide() - _PAD, baseline, Align.RIGHT)
        if isfinite(row.share):
            fill = QRectF(track)
            fill.setWidth(max(track.width() * min(max(row.share, 0.0), 1.0), _BAR if row.share > 0 else 0))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.warn if row.loud else theme.outline if pale else theme.accent)
            painter.drawRoundedRect(fill, _BAR / 2, _BAR / 2)
            if not 0 <= row.share <= 1:
                self._beyond(painter, track, right=row.share > 1)
        self._bracket(painter, track, CONVENTION[row.point].low, CONVENTION[row.point].high)

    def _bracket(self, painter: QPainter, track: QRectF, low: float, high: float) -> None:
        box = QRectF(track.left() + low * track.width(), track.top() - 3.5, (high - low) * track.width(), _BAR + 7)
        painter.setPen(QPen(self.theme.muted if self.grey else self.theme.text, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)

    def _beyond(self, painter: QPainter, track: QRectF, right: bool) -> None:
        """An arrow past the end of the bar: the value lies outside of what the bar can show."""
        x, way = (track.right() + 4, 1) if right else (track.left() - 4, -1)
        y = track.center().y()
        painter.setBrush(self.theme.text)
        painter.drawPolygon(QPolygonF([QPointF(x, y - 6), QPointF(x + way * 8, y), QPointF(x, y + 6)]))

    def _balance(self, painter: QPainter, y: float, still: bool) -> None:
        theme, wide = self.theme, self._wide()
        track = QRectF(_PAD, round(y + 50 - (6 if self.height() < 520 else 0)), wide - 2 * _PAD, 6)
        if still:
            board = self.snapshot.board
            self._head(
                painter, sentence("view_feet_bars.balance"), f"{board.claims.total}, %" if board else "%", y + 14
            )
            self._rule(painter, y + self._heights()[2] - 14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.track)
            painter.drawRoundedRect(track, 3, 3)
            painter.setPen(QPen(theme.muted, 1))
            painter.drawLine(QPointF(wide / 2, track.top() - 7), QPointF(wide / 2, track.bottom() + 7))
            return
        left = self.snapshot.left_fraction
        ink = theme.muted if self.grey else theme.text
        baseline = track.top() - 10
        right = 1 - round(left, 2) if isfinite(left) else left
        draw_runs(painter, [Run(sentence("view_feet_bars.left", n=percent(left)), BODY, ink)], _PAD, baseline)
        said = [Run(sentence("view_feet_bars.right", n=percent(right)), BODY, ink)]
        draw_runs(painter, said, wide - _PAD, baseline, Align.RIGHT)
        if isfinite(left):
            at = QPointF(track.left() + (1 - min(max(left, 0.0), 1.0)) * track.width(), track.center().y())
            painter.setPen(QPen(theme.casing, 2))
            painter.setBrush(theme.outline if self.grey else theme.line)
            painter.drawEllipse(at, 7, 7)

    def _totals(self, painter: QPainter, y: float, still: bool) -> None:
        theme, right = self.theme, self._wide() - _PAD
        head, value, said = self.total_lines()
        margin, margin_unit = self.margin_lines()
        small_first, small_second = self.footnote()
        if still:
            muted = [Run(head, BODY, theme.muted, STRONG)]
            draw_runs(painter, muted, _PAD, y + 14)
            muted = [Run(sentence("view_feet_bars.to_the_edge"), BODY, theme.muted, STRONG)]
            draw_runs(painter, muted, right, y + 14, Align.RIGHT)
            lines = (small_first, small_second) if self.height() >= 520 else (small_second,)
            for i, line in enumerate(lines):
                draw_runs(painter, [Run(line, SMALL, theme.muted)], _PAD, y + 76 + 16 * i)
            return
        ink = theme.muted if self.grey else theme.text
        for at, total, edge in self.totals_lines((value, said), (margin, margin_unit), ink):
            draw_runs(painter, total, _PAD, y + at)
            draw_runs(painter, edge, right, y + at, Align.RIGHT)

    def totals_lines(
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
                return [(48, left, right)]
        left, right = ([Run(unit, SMALL, muted, STRONG)] for _, unit in (total, edge))
        return [(46, numbers[0], numbers[1]), (61, left, right)]

    def text_fits(self) -> bool:
        """Whether the footnotes, the longest texts of the panel, stay inside of it."""
        return max(advance(text, SMALL) for text in self.footnote()) <= self._wide() - 2 * _PAD
