"""Draws the map's scale: which colour is which load and for which person it was chosen; or how long the CoP dwelt."""

from math import isfinite

from PySide6.QtCore import QRectF
from PySide6.QtGui import QLinearGradient, QPainter, QPen

from tripod.balance.map_scale import MapScale
from tripod.boards import GRAVITY
from tripod.sentences import figure, sentence
from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import SMALL, Theme


def scale_said(scale: MapScale, *, newtons: bool) -> str:
    """Whom the map's colours are made for, and whether they stay so."""
    if not isfinite(scale.for_n):
        said = sentence("view_feet_scale_art.of_the_board")
    elif newtons:
        said = sentence("view_feet_scale_art.for_kg", kg=scale.for_n / GRAVITY)
    else:
        said = sentence("view_feet_scale_art.for_what_was_seen")
    return sentence("view_feet_scale_art.held", scale=said) if scale.held else said


def paint_load_scale(
    painter: QPainter, bar: QRectF, scale: MapScale, theme: Theme, k: float, *, newtons: bool, below: str = ""
) -> None:
    """The scale with its root in the labels: a quarter of full scale stands in the middle. `below`: one line more."""
    unit = "load_at_a_point_n" if newtons else "load_at_a_point_index"
    ends = "0", figure(scale.full_n / 4, ".3g"), figure(scale.full_n)
    lines = [scale_said(scale, newtons=newtons), *filter(None, [below])]
    _paint(painter, bar, sentence(f"view_feet_scale_art.{unit}"), ends, lines, theme, k)


def paint_dwell_scale(painter: QPainter, bar: QRectF, theme: Theme, k: float, *, drill: bool) -> None:
    """What the colours of the dwell mean, and over what time."""
    over = sentence("view_feet_scale_art.over_the_drill" if drill else "view_feet_scale_art.over_ten_seconds")
    ends = sentence("view_feet_scale_art.seldom"), "", sentence("view_feet_scale_art.often")
    _paint(painter, bar, sentence("view_feet_scale_art.where_it_dwelt"), ends, [over], theme, k)


def _paint(
    painter: QPainter, bar: QRectF, head: str, ends: tuple[str, str, str], lines: list[str], theme: Theme, k: float
) -> None:
    ramp = QLinearGradient(bar.topLeft(), bar.topRight())
    for i, colour in enumerate(theme.map):
        ramp.setColorAt(i / (len(theme.map) - 1), colour)
    painter.setPen(QPen(theme.outline, 1))
    painter.setBrush(ramp)
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    small = SMALL * min(k, 1.25)
    draw_runs(painter, [Run(head, small, theme.muted)], bar.center().x(), bar.top() - 8 * k, Align.CENTRE)
    below = bar.bottom() + 16 * k
    places = (bar.left(), Align.LEFT), (bar.center().x(), Align.CENTRE), (bar.right(), Align.RIGHT)
    for text, (x, align) in zip(ends, places, strict=True):
        draw_runs(painter, [Run(text, small, theme.muted)], x, below, align)
    for n, line in enumerate(lines):
        draw_runs(painter, [Run(line, small, theme.muted)], bar.center().x(), below + 17 * k * (n + 1), Align.CENTRE)
