"""Draws columns of tries or reps: a lane for each point of each foot, so that the same moment lies below itself."""

from collections.abc import Sequence
from math import isfinite

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.boards import FEET, POINTS, plain_point
from tripod.drills.score.trace import PointState
from tripod.drills.score.trace import Run as PointRun
from tripod.sentences import sentence
from tripod.training.progress import GOOD
from tripod.views.drill.columns import TICK_S, Column, Key, in_band, keys_of
from tripod.views.feet.foot_shape import hatching
from tripod.views.kit.text import Align, advance, draw_runs
from tripod.views.kit.text import Run as Text
from tripod.views.kit.theme import HEAD, HEAVY, PANEL_RADIUS, SMALL, STRONG, Theme, mixed
from tripod.views.kit.words import Words

_PAD, _AFTER = 20.0, 10.0
_HEAD, _BELOW, _LEGEND = 24.0, 18.0, 26.0
LEAST_COLUMN, LEAST_APART, MOST_APART = 44.0, 10.0, 26.0
"""A column that is narrower cannot hold its number and its score."""
MOST_LANE = 36.0
_TYPE = SMALL + 0.5
_LEGEND_FROM = 200.0
"""A picture that is lower leaves out what its shapes mean."""


def held_ink(theme: Theme) -> QColor:
    """The accent, so much fainter that a fault stands out from it, and it from the empty lane."""
    return mixed(theme.accent, theme.panel, 0.66 if theme.dark else 0.86)


class PointLanes(QWidget):
    """In band is a whole lane, out of it one that is lowered, a fault warm and lower still, and what the board cannot
    tell is hatched: colour is never alone."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._words = theme, words
        self.columns: list[Column] = []
        self._loud = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(300, 108)
        self.setAccessibleName(sentence("view_drill_grid.name"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, 150)

    def show_columns(self, columns: Sequence[Column], *, loud: bool = True) -> None:
        """Show these; `loud`: a score that is not good, or beside which a fault was told, is warm."""
        if list(columns) == self.columns and loud == self._loud:
            return
        self.columns, self._loud = list(columns), loud
        self.setAccessibleDescription(self.spoken())
        self.update()

    def spoken(self) -> str:
        """What it shows, for a screen reader: the score of each column, and how long each point was in band."""
        scores = [
            sentence("view_drill_grid.score_of", name=column.name, score=column.score)
            for column in self.columns
            if column.score is not None
        ]
        return ". ".join([*scores, *(f"{plain_point(p, f)}: {self.told((f, p))}" for f, p in keys_of(self.columns))])

    def told(self, key: Key) -> str:
        """For which part of the time a point was in band, in per cent."""
        part = in_band(self.columns, key)
        return sentence("view_drill_grid.percent", n=100 * part) if isfinite(part) else "?"

    def shown(self) -> list[Column]:
        """Those that have room, the last of many."""
        room = max(int((self._right() - self._left() + LEAST_APART) / (LEAST_COLUMN + LEAST_APART)), 1)
        return self.columns[-room:]

    def before(self) -> int:
        """How many come before the first that is shown."""
        return len(self.columns) - len(self.shown())

    def names_at(self) -> float:
        """Where the names of points begin, beside that of the foot."""
        return _PAD + _AFTER + max(advance(sentence(f"view_drill_grid.{foot}"), _TYPE, STRONG) for foot in FEET)

    def _left(self) -> float:
        return self.names_at() + _AFTER + max(advance(self._words.point(point), _TYPE) for point in POINTS)

    def _right(self) -> float:
        return self.width() - _PAD - _AFTER - advance(sentence("view_drill_grid.in_band"), SMALL)

    def lane_boxes(self) -> dict[Key, QRectF]:
        """Where the lanes of all columns lie, one row for each point."""
        keys = keys_of(self.columns)
        feet = len({foot for foot, _ in keys})
        below = _BELOW if any(c.below for c in self.columns) or self._axis() else 8.0
        room = self.height() - 10 - _HEAD - below - (_LEGEND if self._with_legend() else 0.0)
        pitch = min(room / max(len(keys) + 0.6 * max(feet - 1, 0), 1), MOST_LANE)
        thick = max(pitch * 0.6, 3.0)
        y, out, foot_before = (
            8 + _HEAD + (room - pitch * (len(keys) + 0.6 * max(feet - 1, 0))) / 2,
            dict[Key, QRectF](),
            "",
        )
        for foot, point in keys:
            y += 0.6 * pitch if foot_before and foot != foot_before else 0.0
            foot_before = foot
            out[foot, point] = QRectF(self._left(), y + (pitch - thick) / 2, self._right() - self._left(), thick)
            y += pitch
        return out

    def _with_legend(self) -> bool:
        return self.height() >= _LEGEND_FROM

    def _axis(self) -> bool:
        """Whether there is one hold that shows its seconds."""
        return len(self.columns) == 1 and bool(self.columns[0].ticks) and not self.columns[0].below

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.edge, 1))
            painter.setBrush(theme.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)
            shown, boxes = self.shown(), self.lane_boxes()
            if not boxes:
                said = sentence("view_drill_grid.nothing_yet")
                draw_runs(painter, [Text(said, SMALL, theme.muted)], _PAD, self.height() / 2 + 4)
                return
            self._paint_names(painter, boxes)
            pitch = (self._right() - self._left()) / len(shown)
            apart = min(max(0.14 * pitch, LEAST_APART), MOST_APART)
            wide = pitch - apart * (len(shown) - 1) / len(shown)
            for k, column in enumerate(shown):
                self._paint_column(painter, column, self._left() + k * (wide + apart), wide, boxes)
            if any(c.below for c in shown):
                said = Text(sentence("view_drill_grid.hips_back"), SMALL, theme.muted)
                draw_runs(painter, [said], self.names_at(), self._low() - 9)
            if self._with_legend():
                self._paint_legend(painter)
            if self.before():
                said = sentence("view_drill_grid.more_before_these", n=self.before())
                draw_runs(painter, [Text(said, SMALL, theme.muted)], _PAD, 24)
            elif len(shown) > 1 and any(c.name and c.score is not None for c in shown):
                said = sentence(f"view_drill_grid.{'rep' if any(c.below for c in shown) else 'hold'}_and_score")
                draw_runs(painter, [Text(said, SMALL, theme.muted)], self.names_at(), 24)

    def _paint_names(self, painter: QPainter, boxes: dict[Key, QRectF]) -> None:
        theme = self.theme
        pitch = min(
            (b.top() - a.top() for a, b in zip(boxes.values(), list(boxes.values())[1:], strict=False)), default=20.0
        )
        size = min(_TYPE, max(pitch * 0.82, 9.0))
        right = self.width() - _PAD
        draw_runs(painter, [Text(sentence("view_drill_grid.in_band"), SMALL, theme.muted)], right, 24, Align.RIGHT)
        told_of: set[str] = set()
        for (foot, point), box in boxes.items():
            base = box.center().y() + 0.36 * size
            if foot not in told_of:
                told_of.add(foot)
                title = sentence(f"view_drill_grid.{foot if foot in FEET else 'left'}")
                draw_runs(painter, [Text(title, size, theme.text, STRONG)], _PAD, base)
            name = self._words.point(point)
            draw_runs(painter, [Text(name, size, theme.muted)], self.names_at(), base)
            draw_runs(painter, [Text(self.told((foot, point)), size, theme.text, STRONG)], right, base, Align.RIGHT)

    def _paint_column(
        self, painter: QPainter, column: Column, left: float, wide: float, boxes: dict[Key, QRectF]
    ) -> None:
        theme = self.theme
        if column.name:
            draw_runs(painter, [Text(column.name, SMALL + 0.5, theme.muted, STRONG)], left, 25)
        if column.score is not None and column.name:
            loud = self._loud and (column.score < GOOD or bool(column.faults()))
            ink = theme.warn if loud else theme.text
            said = Text(str(column.score), HEAD - 2, ink, HEAVY)
            box = draw_runs(painter, [said], left + wide, 26, Align.RIGHT)
            if loud:
                # Not by colour alone.
                painter.fillRect(QRectF(box.left(), 29, box.width(), 2), theme.warn)
        for key, row in boxes.items():
            self._paint_lane(painter, QRectF(left, row.top(), wide, row.height()), column, column.runs.get(key, ()))
        bottom = next(reversed(boxes.values())).bottom()
        if self._axis():
            self._paint_axis(painter, column, left, wide, bottom)
        elif column.below:
            ink = theme.muted
            size = SMALL if advance(column.below, SMALL) <= wide else SMALL - 1.5
            draw_runs(painter, [Text(column.below, size, ink)], left, self._low() - 9)

    def _paint_axis(self, painter: QPainter, column: Column, left: float, wide: float, bottom: float) -> None:
        y, theme = self._low() - 8, self.theme
        draw_runs(painter, [Text("0", SMALL, theme.muted)], left, y, Align.CENTRE)
        for n, part in enumerate(column.ticks, 1):
            if part < 0.94:
                draw_runs(painter, [Text(f"{TICK_S * n:.0f}", SMALL, theme.muted)], left + part * wide, y, Align.CENTRE)
        end = sentence("view_drill_grid.s", n=column.whole_s)
        draw_runs(painter, [Text(end, SMALL, theme.muted)], left + wide, y, Align.RIGHT)
        if 0 < column.now < 1:
            painter.fillRect(
                QRectF(left + column.now * wide - 0.75, 12 + _HEAD / 2, 1.5, bottom - 8 - _HEAD / 2), theme.text
            )

    def _low(self) -> float:
        """Below it stands what the shapes mean."""
        return self.height() - (_LEGEND if self._with_legend() else 0.0)

    def _paint_legend(self, painter: QPainter) -> None:
        theme, x, y = self.theme, self.width() - _PAD, self.height() - 14
        for state in (PointState.CANNOT_TELL, PointState.OUT, PointState.FAULT, PointState.IN_BAND):
            said = Text(sentence(f"view_drill_grid.means_{state.value}"), SMALL, theme.muted)
            x = draw_runs(painter, [said], x, y, Align.RIGHT).left() - 30
            self._paint_runs(painter, QRectF(x, y - 9, 24, 10), 1.0, (PointRun(0.0, 1.0, state),))
            x -= 16

    def _paint_lane(self, painter: QPainter, lane: QRectF, column: Column, runs: Sequence[PointRun]) -> None:
        theme = self.theme
        painter.fillRect(lane, theme.track)
        self._paint_runs(painter, lane, column.whole_s if column.whole_s > 0 else 1.0, runs)
        for part in column.ticks:
            at = lane.left() + part * lane.width()
            painter.fillRect(QRectF(at - 0.75, lane.top(), 1.5, lane.height()), theme.panel)

    def _paint_runs(self, painter: QPainter, lane: QRectF, whole_s: float, runs: Sequence[PointRun]) -> None:
        theme = self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        for run in runs:
            x = lane.left() + lane.width() * run.begin_s / whole_s
            wide = min(max(lane.width() * (run.end_s - run.begin_s) / whole_s, 1.0), lane.right() - x)
            part = QRectF(x, lane.top(), wide, lane.height())
            if run.state is PointState.CANNOT_TELL:
                painter.fillRect(part, QBrush(hatching(theme, self.devicePixelRatioF())))
                continue
            ink = {PointState.IN_BAND: held_ink(theme), PointState.OUT: theme.outline, PointState.FAULT: theme.warn}
            if run.state is not PointState.IN_BAND:
                painter.fillRect(part, theme.panel)
                part = QRectF(x, lane.center().y(), max(wide, 2.0), 0.5 * lane.height())
                part.setHeight((0.5 if run.state is PointState.OUT else 0.85) * lane.height())
            painter.fillRect(part, ink[run.state])
