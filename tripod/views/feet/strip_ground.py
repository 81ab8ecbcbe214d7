"""What stands still under the strip's curves: the lanes with their bands, and the numbers beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from tripod.views.feet.lanes import Lane
from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import SMALL, Theme, faded

LEFT = 38.0
"""Room for the numbers."""
Text = tuple[list[Run], QPointF, Align]
"""Words, where they stand, and which end of them stands there."""
Spans = Sequence[tuple[float, float]]
"""Least and greatest value of each lane's axis."""


def _height(value: float, plot: QRectF, span: tuple[float, float]) -> float:
    return plot.bottom() - (value - span[0]) / (span[1] - span[0]) * plot.height()


def ticks(lanes: Sequence[Lane], plots: Sequence[QRectF], spans: Spans, theme: Theme) -> list[Text]:
    """Beside each lane its band's ends, or where it has none those of its axis."""
    out: list[Text] = []
    for lane, plot, span in zip(lanes, plots, spans, strict=True):
        ends = lane.band if lane.band is not None else span
        ys = [_height(end, plot, span) for end in ends]
        if ys[0] - ys[1] < SMALL:
            # No room for two: one line for both.
            both = [Run(f"{ends[0]:.0f}–{ends[1]:.0f}", SMALL - 1, theme.muted)]
            out.append((both, QPointF(LEFT - 3, (ys[0] + ys[1]) / 2 + 4), Align.RIGHT))
            continue
        for end, y in zip(ends, ys, strict=True):
            said = [Run(f"{end:.0f}".replace("-", "−"), SMALL - 0.5, theme.muted)]
            out.append((said, QPointF(LEFT - 6, y + 4), Align.RIGHT))
    return out


def paint_ground(painter: QPainter, lanes: Sequence[Lane], plots: Sequence[QRectF], spans: Spans, theme: Theme) -> None:
    """Paint lanes, bands and numbers."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for lane, plot, span in zip(lanes, plots, spans, strict=True):
        painter.fillRect(plot, faded(theme.track, 0.55))
        if lane.band is None:
            continue
        ys = [_height(end, plot, span) for end in lane.band]
        painter.fillRect(QRectF(plot.left(), ys[1], plot.width(), ys[0] - ys[1]), theme.accent_soft)
        painter.setPen(QPen(faded(theme.accent, 0.55), 1))
        for y in ys:
            painter.drawLine(QPointF(plot.left(), round(y) + 0.5), QPointF(plot.right(), round(y) + 0.5))
    for runs, at, align in ticks(lanes, plots, spans, theme):
        draw_runs(painter, runs, at.x(), at.y(), align)
