"""What the coach view paints of a drill under way: how far it is, and the ring with phase and seconds."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from tripod.drills.run.state import State
from tripod.training.drill_view import DrillView
from tripod.views.drill.ring import paint_ring
from tripod.views.drill.words import DrillWords
from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import STRONG, Theme

MOST_BARS = 12
_WIDE, _APART, _HIGH = 40.0, 16.0, 8.0


def bars(view: DrillView, own: DrillWords) -> list[float]:
    """How much of each rep, or of each hold of this part, is over; [] where there are too many to be seen."""
    if view.kind == "reps":
        of, done = view.reps_wanted, max(len(view.reps), view.reps_seen)
        if view.pace is not None:
            done = view.pace[1] - 1
        now = _of_rep(view) if view.tempo is not None else 0.0
    elif view.kind == "hold":
        of, done, now = view.of, view.number - 1, own.part_done(view)
    else:
        return []
    if not 1 < of <= MOST_BARS:
        return []
    return [1.0 if n < done else now if n == done else 0.0 for n in range(of)]


def _of_rep(view: DrillView) -> float:
    """How much of the paced rep under way is over."""
    tempo = view.tempo
    if tempo is None or view.state is not State.WORKING or not view.phase:
        return 0.0
    lengths = {
        "descent": tempo.descent_s, "bottom": tempo.bottom_s, "ascent": tempo.ascent_s, "lockout": tempo.top_s,
    }  # fmt: skip
    before = 0.0
    for phase, length in lengths.items():
        if phase == view.phase:
            left = view.pace_until_s if view.pace_until_s > 0 else 0.0
            return min(max((before + length - min(left, length)) / tempo.rep_s, 0.0), 1.0)
        before += length
    return 0.0


def paint_drill(
    painter: QPainter, view: DrillView, own: DrillWords, line: str, theme: Theme, at: tuple[float, float, float]
) -> None:
    """Bars, which of them it is, and the ring. `at`: middle and top in pixels, and how much larger than usual."""
    x, top, k = at
    done = bars(view, own)
    left = x - (len(done) * _WIDE + (len(done) - 1) * _APART) * k / 2
    painter.setPen(Qt.PenStyle.NoPen)
    for n, part in enumerate(done):
        bar = QRectF(left + n * (_WIDE + _APART) * k, top - 56 * k, _WIDE * k, _HIGH * k)
        painter.setBrush(theme.track)
        painter.drawRoundedRect(bar, _HIGH * k / 2, _HIGH * k / 2)
        if part > 0:
            painter.setBrush(theme.text if part >= 1 else theme.accent)
            bar.setWidth(max(bar.width() * part, bar.height()))
            painter.drawRoundedRect(bar, _HIGH * k / 2, _HIGH * k / 2)
    draw_runs(painter, [Run(line, 22 * k, theme.muted, STRONG)], x, top - 18 * k, Align.CENTRE)
    side = 216 * k
    paint_ring(painter, QRectF(x - side / 2, top - 6 * k, side, side), view, own, theme, far=True)
