"""One quiet line of words for what is drawn: as many as there is room for, all of them in the tooltip."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.views.kit.text import Align, Run, advance, draw_runs
from tripod.views.kit.theme import SMALL, Theme

_BETWEEN = " · "


class Caption(QWidget):
    """The most important words stand first, and the last are left out first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_parts(self, parts: Sequence[str]) -> None:
        """Say these."""
        if list(parts) != self._parts:
            self._parts = list(parts)
            self.setToolTip("\n".join(parts))
            self.setAccessibleName(_BETWEEN.join(parts))
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """What there is room for."""
        parts = list(self._parts)
        while parts and advance(_BETWEEN.join(parts), SMALL) > self.width():
            parts.pop()
        return _BETWEEN.join(parts)

    def sizeHint(self) -> QSize:
        return QSize(200, 20)

    def minimumSizeHint(self) -> QSize:
        first = advance(self._parts[0], SMALL) if self._parts else 0.0
        return QSize(ceil(first), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            said = [Run(self.text(), SMALL, self._theme.muted)]
            draw_runs(painter, said, self.width(), self.height() / 2 + 4, Align.RIGHT)
