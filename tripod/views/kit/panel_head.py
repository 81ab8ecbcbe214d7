"""The first row of a panel: what it is, and a quiet note at the right edge."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tripod.views.kit.theme import HEAD, SMALL, STRONG, Theme
from tripod.views.kit.widgets import Line

SIDE, TOP, BOTTOM = 20, 14, 16
"""From a panel's edge to what is in it, in pixels."""
NOTE = SMALL + 0.5
FIELD_PX, WIDE_FIELD_PX = 116, 212
"""Fields of one page are of two widths, that of a number and that of words, where words need no more."""


def panel_head(title: str, note: str | Line, theme: Theme, *right: QWidget) -> QHBoxLayout:
    """`right`: what stands at the right of the note."""
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(Line(title, theme, "text", HEAD, STRONG), 1)
    quiet = note if isinstance(note, Line) else Line(note, theme, "muted", NOTE)
    quiet.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    for widget in (quiet, *right):
        row.addWidget(widget)
    return row
