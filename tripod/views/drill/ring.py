"""The ring of a drill under way: how much of this part is over, what it is, and how long it still goes."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.drills.seen.reps import PHASES
from tripod.sentences import sentence
from tripod.training.drill_view import DrillView
from tripod.views.drill.words import DrillWords
from tripod.views.kit.text import Align, Run, advance, draw_runs
from tripod.views.kit.theme import BODY, HEAVY, REGULAR, STRONG, TEXT, Theme


class Ring(QWidget):
    """How much of this part is over, what it is, and how long it still goes."""

    def __init__(self, theme: Theme, own: DrillWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._own = theme, own
        self.view: DrillView | None = None
        self.setMinimumSize(72, 72)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(sentence("view_drill_ring.time"))

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
        if self.view is None:
            return
        side = 0.93 * min(self.width(), self.height())
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        with QPainter(self) as painter:
            paint_ring(painter, box, self.view, self._own, self.theme)


def paint_ring(
    painter: QPainter, box: QRectF, view: DrillView, own: DrillWords, theme: Theme, *, far: bool = False
) -> None:
    """The ring of a drill within a square; `far`: read from two metres, so with fewer and larger words."""
    side = box.width()
    k = side / 300
    inner = box.adjusted(16 * k, 16 * k, -16 * k, -16 * k)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.track, 13 * k))
    painter.drawEllipse(inner)
    part = own.part_done(view)
    if part > 0:
        painter.setPen(QPen(theme.accent, 13 * k, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(inner, 90 * 16, -round(360 * 16 * min(part, 1.0)))
    if view.kind == "reps" and view.pace is not None:
        _paint_phases(painter, box.adjusted(2 * k, 2 * k, -2 * k, -2 * k), view, theme)
    word, number, unit = own.ring(view)
    middle, room = box.center(), 0.62 * side
    head = _fit(word.upper(), (1.6 if far else 1.0) * TEXT * k, room, theme.muted, STRONG, 1.6 * k)
    draw_runs(painter, head, middle.x(), middle.y() - (48 if far else 42) * k, Align.CENTRE)
    size = (96.0 if far else 82.0) * k
    while size > 12 and advance(number, size, HEAVY) > 0.66 * side:
        size -= 2
    base = middle.y() + (0.42 if far else 0.36) * size
    draw_runs(painter, [Run(number, size, theme.text, HEAVY)], middle.x(), base, Align.CENTRE)
    if not far:
        below = _fit(unit, BODY * k, 0.7 * side, theme.muted)
        draw_runs(painter, below, middle.x(), middle.y() + 62 * k, Align.CENTRE)


def _fit(
    text: str, size: float, room: float, ink: QColor, weight: QFont.Weight = REGULAR, spacing: float = 0.0
) -> list[Run]:
    """The text as large as there is room."""
    fit = min(1.0, room / max(advance(text, size, weight, spacing), 1.0))
    return [Run(text, size * fit, ink, weight, spacing * fit)]


def _paint_phases(painter: QPainter, box: QRectF, view: DrillView, theme: Theme) -> None:
    """One segment a phase, as long as the phase; the present one is bright."""
    tempo = view.tempo
    if tempo is None:
        return
    lengths = (tempo.descent_s, tempo.bottom_s, tempo.ascent_s, tempo.top_s)
    at = 90.0
    for phase, length in zip(PHASES, lengths, strict=True):
        span = 360 * length / tempo.rep_s
        painter.setPen(QPen(theme.text if phase == view.phase else theme.outline, 3))
        painter.drawArc(box, round((at - 2) * 16), -round((span - 4) * 16))
        at -= span
