"""Measures and draws lines of text in several sizes and colours on one base line."""

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTransform

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


@lru_cache(maxsize=2048)
def _laid_out(text: str, size: float, weight: QFont.Weight, spacing: float) -> tuple[QFont, QStaticText, float, float]:
    """Font, glyphs in their places, height above the base line and width: laying text out costs more than painting
    it, and the same numbers come again and again."""
    drawn = font(size, weight, spacing)
    glyphs = QStaticText(text)
    glyphs.setTextFormat(Qt.TextFormat.PlainText)
    glyphs.prepare(QTransform(), drawn)
    return drawn, glyphs, QFontMetricsF(drawn).ascent(), advance(text, size, weight, spacing)


def draw_runs(painter: QPainter, runs: Sequence[Run], x: float, baseline: float, align: Align = Align.LEFT) -> QRectF:
    """Draw `runs` one after the other; `x` is their left end, middle or right end."""
    rect = runs_rect(runs, x, baseline, align)
    at = rect.left()
    for text, size, colour, weight, spacing in runs:
        drawn, glyphs, ascent, wide = _laid_out(text, size, weight, spacing)
        painter.setFont(drawn)
        painter.setPen(colour)
        painter.drawStaticText(QPointF(at, baseline - ascent), glyphs)
        at += wide
    return rect


@lru_cache(maxsize=512)
def elided(text: str, size: float, room: float, weight: QFont.Weight = REGULAR) -> str:
    """`text`, or as much of its beginning as has room in so many pixels."""
    return QFontMetricsF(font(size, weight)).elidedText(text, Qt.TextElideMode.ElideRight, room)
