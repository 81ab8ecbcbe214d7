"""Which characters of a text this machine has no typeface for: Qt draws boxes for them, and says nothing."""

import unicodedata

from PySide6.QtGui import QTextLayout

from tripod.views.kit.theme import BODY, font


def missing_glyphs(text: str) -> str:
    """Those characters, each once. What another typeface of the machine has, Qt takes from there."""
    # Marks, joiners and spaces have no picture of their own.
    seen = dict.fromkeys(c for c in text if not c.isascii() and unicodedata.category(c)[0] not in "CMZ")
    return "".join(c for c in seen if _is_missing(c))


def _is_missing(character: str) -> bool:
    layout = QTextLayout(character, font(BODY))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return any(0 in run.glyphIndexes() for run in layout.glyphRuns())
