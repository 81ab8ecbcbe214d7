"""Measures and draws lines of text in several sizes and colours on one base line."""

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from tripod.views.kit.theme import REGULAR, font


class Run(NamedTuple):
    """A piece of text in one size, weight and colour."""

    text: str
    size: float
    colour: QColor
    weight: QFont.Weight = REGULAR
    spacing: float = 0.0


class Align(Enum):
    """Which end of the runs lies at x; the value is the part of their width left of it."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@lru_cache(maxsize=2048)
def advance(text: str, size: float, weight: QFont.Weight = REGULAR, spacing: float = 0.0) -> float:
    """Width of `text` in pixels."""
    return QFontMetricsF(font(size, weight, spacing)).horizontalAdvance(text)


def runs_width(runs: Sequence[Run]) -> float:
    """Width of all runs together in pixels."""
    return sum(advance(r.text, r.size, r.weight, r.spacing) for r in runs)


def runs_rect(runs: Sequence[Run], x: float, baseline: float, align: Align = Align.LEFT) -> QRectF:
    """Where `draw_runs` draws."""
    if not runs:
        return QRectF(x, baseline, 0, 0)
    size = max(r.size for r in runs)
    wide = runs_width(runs)
    return QRectF(x - align.value * wide, baseline - 0.8 * size, wide, 1.02 * size)


def draw_runs(painter: QPainter, runs: Sequence[Run], x: float, baseline: float, align: Align = Align.LEFT) -> QRectF:
    """Draw `runs` one after the other; `x` is their left end, middle or right end."""
    rect = runs_rect(runs, x, baseline, align)
    at = rect.left()
    for run in runs:
        painter.setFont(font(run.size, run.weight, run.spacing))
        painter.setPen(run.colour)
        painter.drawText(QPointF(at, baseline), run.text)
        at += advance(run.text, run.size, run.weight, run.spacing)
    return rect


@lru_cache(maxsize=512)
def elided(text: str, size: float, room: float, weight: QFont.Weight = REGULAR) -> str:
    """`text`, or as much of its beginning as has room in so many pixels."""
    return QFontMetricsF(font(size, weight)).elidedText(text, Qt.TextElideMode.ElideRight, room)
