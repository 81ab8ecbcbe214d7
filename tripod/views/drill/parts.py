"""Widgets of a drill under way: ring of time, feet, and tries as strips."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.drills.score.rep import RepResult
from tripod.drills.score.result import DrillResult, Try
from tripod.drills.seen.reps import PHASES
from tripod.sentences import sentence
from tripod.training.drill_view import DrillView
from tripod.training.progress import GOOD
from tripod.views.drill.words import DrillWords
from tripod.views.feet.foot_shape import Place
from tripod.views.feet.foot_stage import FootStage
from tripod.views.feet.stance import clockwise_rad, draw_directions, pose_of
from tripod.views.feet.turned_places import turned_places
from tripod.views.kit.text import Align, Run, advance, draw_runs
from tripod.views.kit.theme import BODY, HEAD, HEAVY, PANEL_RADIUS, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.words import Words

_PAD = 20


class DrillFeet(FootStage):
    """Both feet, small, without numbers: while one moves there is no time to read."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, clock, parent)
        self.setAccessibleName(sentence("view_drill_parts.your_feet_from_above"))
        self.setMinimumSize(260, 240)

    def places(self) -> dict[str, Place]:
        feet, length = self.feet(), self.snapshot.own_feet.longest_mm
        column, top, bottom = self.width() / len(feet), 34, 10
        turned = {foot: clockwise_rad(self.snapshot, foot) for foot in feet}
        if any(turned.values()):
            room = QRectF(0, top, self.width(), self.height() - top - bottom)
            return turned_places(turned, self.snapshot.own_feet, room, 0.0, self.flip)
        px_per_mm = min((self.height() - top - bottom) / length, (column - 12) / (0.48 * length))
        y = top + (self.height() - top - bottom + px_per_mm * length) / 2
        return {foot: Place(column * (i + 0.5), y, px_per_mm, self.flip) for i, foot in enumerate(feet)}

    def paint_surroundings(self, painter: QPainter) -> None:
        for foot, art in self.arts.items():
            title = [Run(self.words.foot_title(foot), BODY, self.theme.muted, STRONG, 2.0)]
            draw_runs(painter, title, art.middle_x + 1, art.rect().top() - 14, Align.CENTRE)
            pose = pose_of(self.snapshot, foot)
            if pose is not None:
                draw_directions(painter, art, pose, self.theme, self.stroke())


class Ring(QWidget):
    """How much of this part is over, what it is, and how long it still goes."""

    def __init__(self, theme: Theme, own: DrillWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._own = theme, own
        self.view: DrillView | None = None
        self.setMinimumSize(240, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(sentence("view_drill_parts.time"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_view(self, view: DrillView) -> None:
        """Show the drill's newest picture."""
        self.view = view
        self.update()

    def spoken(self) -> str:
        """What it says, for a screen reader."""
        if self.view is None:
            return ""
        word, number, unit = self._own.ring(self.view)
        return " ".join(filter(None, (word, number, unit)))

    def paintEvent(self, event: QPaintEvent) -> None:
        view, theme = self.view, self.theme
        if view is None:
            return
        side = 0.86 * min(self.width(), self.height())
        k = side / 320
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.track, 14 * k))
            painter.drawEllipse(box)
            part = self._own.part_done(view)
            if part > 0:
                painter.setPen(QPen(theme.accent, 14 * k, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawArc(box, 90 * 16, -round(360 * 16 * min(part, 1.0)))
            if view.kind == "reps" and view.pace is not None:
                self._paint_phases(painter, box.adjusted(-15 * k, -15 * k, 15 * k, 15 * k), view)
            word, number, unit = self._own.ring(view)
            middle = box.center()
            draw_runs(
                painter,
                [Run(word.upper(), TEXT * k, theme.muted, STRONG, 1.6 * k)],
                middle.x(),
                middle.y() - 34 * k,
                Align.CENTRE,
            )
            size = 82.0 * k
            while size > 16 and advance(number, size, HEAVY) > 0.78 * side:
                size -= 2
            draw_runs(
                painter,
                [Run(number, size, theme.text, HEAVY)],
                middle.x(),
                middle.y() + 0.36 * size + 6 * k,
                Align.CENTRE,
            )
            draw_runs(painter, [Run(unit, BODY * k, theme.muted)], middle.x(), middle.y() + 74 * k, Align.CENTRE)

    def _paint_phases(self, painter: QPainter, box: QRectF, view: DrillView) -> None:
        """One segment a phase, as long as the phase; the present one is bright."""
        tempo = next((s.tempo for s in view.drill.steps if s.tempo is not None), None)
        if tempo is None:
            return
        lengths = (tempo.descent_s, tempo.bottom_s, tempo.ascent_s, tempo.top_s)
        at = 90.0
        for phase, length in zip(PHASES, lengths, strict=True):
            span = 360 * length / tempo.rep_s
            painter.setPen(QPen(self.theme.text if phase == view.phase else self.theme.outline, 3))
            painter.drawArc(box, round((at - 2) * 16), -round((span - 4) * 16))
            at -= span


class Tries(QWidget):
    """Each rep or hold with its number, its strip and its score; where the tripod was out the strip has a notch."""

    ROW, LEAST_ROW = 44, 26
    """Height of a row where there is room, and the least that can be read."""
    TOP, BOTTOM = 42, 8
    """For the heading, and below the last row."""
    ALWAYS = 10
    """Number of rows that fit even in the smallest window."""

    def __init__(self, theme: Theme, own: DrillWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._own = theme, own
        self._rows: list[tuple[str, object]] = []
        self._wanted = 0
        self._heading = ""
        self.setMinimumSize(250, self.TOP + self.ALWAYS * self.LEAST_ROW + self.BOTTOM)
        self.setAccessibleName(sentence("view_drill_parts.reps_and_holds"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 400)

    def show_view(self, view: DrillView) -> None:
        """The reps of this set, or the holds so far."""
        if view.kind == "reps":
            self._show(view.reps, (), view.reps_wanted)
        else:
            self._show((), view.tries, 0, hinges=view.drill.has_reps)

    def show_result(self, result: DrillResult) -> None:
        """All reps, or else all holds."""
        reps = tuple(r for t in result.tries for r in t.reps)
        self._show(reps, () if reps else result.tries, len(reps))

    def _show(self, reps: Sequence[RepResult], tries: Sequence[Try], wanted: int, *, hinges: bool = False) -> None:
        rows: list[tuple[str, object]] = [(str(n), r) for n, r in enumerate(reps, 1)]
        rows += [(str(n), t) for n, t in enumerate((t for t in tries if t.hold is not None and t.scored), 1)]
        heading = sentence("view_drill_parts.reps") if reps or wanted or hinges else sentence("view_drill_parts.holds")
        if (rows, heading, wanted) == (self._rows, self._heading, self._wanted):
            return
        self._rows, self._heading, self._wanted = rows, heading, wanted
        self.setAccessibleDescription(". ".join(self._said(n, row) for n, row in rows))
        self.update()

    def rows(self) -> list[tuple[str, object]]:
        """What it shows."""
        return list(self._rows)

    def row_height(self) -> float:
        """As high as lets all rows fit, those still to come as well, within what can be read."""
        wanted = max(len(self._rows), self._wanted, 1)
        return min(max((self.height() - self.TOP - self.BOTTOM) / wanted, self.LEAST_ROW), self.ROW)

    def before(self) -> int:
        """How many rows came before the first that is shown."""
        room = self._room()
        # The line that tells of them takes a row itself.
        return 0 if len(self._rows) <= room else len(self._rows) - max(room - 1, 1)

    def shown(self) -> list[tuple[str, object]]:
        """The rows that are painted; those still to come hold nothing."""
        first = self.before()
        coming = range(len(self._rows) + 1, self._wanted + 1)
        return [*self._rows[first:], *((str(n), None) for n in coming)][: self._room() - (first > 0)]

    def _room(self) -> int:
        # A row that fits but for a hair of rounding fits.
        return max(int((self.height() - self.TOP - self.BOTTOM) / self.row_height() + 1e-6), 1)

    def _said(self, number: str, row: object) -> str:
        score = _score(row)
        return (
            f"{number}: {score if score is not None else self._own.reason(row.reason) if isinstance(row, Try) else ''}"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.edge, 1))
            painter.setBrush(theme.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)
            draw_runs(painter, [Run(self._heading, SMALL + 0.5, theme.muted, STRONG)], _PAD, 30)
            high, before = self.row_height(), self.before()
            y = self.TOP + high / 2
            if before:
                said = sentence("view_drill_parts.more_before_these", n=before)
                draw_runs(painter, [Run(said, SMALL, theme.muted)], _PAD, y + 4)
                y += high
            for row in self.shown():
                self._paint_row(painter, row, y, current=row[0] == str(len(self._rows)))
                y += high

    def _paint_row(self, painter: QPainter, row: tuple[str, object], y: float, current: bool) -> None:
        theme = self.theme
        number, what = row
        ink = theme.text if current else theme.muted
        draw_runs(painter, [Run(number, BODY, ink, STRONG)], _PAD, y + 5)
        strip = QRectF(_PAD + 26, y - 8, self.width() - 2 * _PAD - 26 - 52, 16)
        score = _score(what)
        if isinstance(what, RepResult):
            _paint_strip(painter, strip, what, theme)
        elif isinstance(what, Try) and what.hold is not None and what.scored:
            _paint_part(painter, strip, what.hold.time_in_band_s / max(what.hold.duration_s, 1e-9), theme)
        if score is not None:
            loud = score < GOOD
            said = [Run(str(score), HEAD, theme.warn if loud else theme.text, HEAVY)]
            draw_runs(painter, said, self.width() - _PAD, y + 6, Align.RIGHT)


def _score(what: object) -> int | None:
    return what.score if isinstance(what, RepResult | Try) else None


def _paint_part(painter: QPainter, strip: QRectF, part: float, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.track)
    painter.drawRoundedRect(strip, 3, 3)
    painter.setBrush(theme.accent)
    painter.drawRoundedRect(QRectF(strip.left(), strip.top(), max(strip.width() * part, 3), strip.height()), 3, 3)


def _paint_strip(painter: QPainter, strip: QRectF, rep: RepResult, theme: Theme) -> None:
    """The rep's phases side by side; a fault is cut out, and filled in the warm colour below the line."""
    spans = rep.rep.spans()
    whole = sum(e - b for b, e in spans.values())
    painter.setPen(Qt.PenStyle.NoPen)
    x = strip.left()
    for phase in PHASES:
        wide = strip.width() * (spans[phase][1] - spans[phase][0]) / max(whole, 1e-9)
        painter.setBrush(theme.accent)
        painter.drawRect(QRectF(x, strip.top(), max(wide - 2, 1), strip.height()))
        for a, b in rep.out[phase]:
            notch = QRectF(x + a * wide, strip.top(), max((b - a) * wide, 2), strip.height() * 0.6)
            painter.setBrush(theme.panel)
            painter.drawRect(notch)
            painter.setBrush(theme.warn)
            painter.drawRect(QRectF(notch.left(), strip.bottom() - 6, notch.width(), 10))
        x += wide
