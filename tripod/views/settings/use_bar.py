"""A bar of how much of a limit is used."""

from math import isfinite

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.views.kit.theme import Theme

HIGH = 8
LEAST_PX = 4
"""Whatever is used at all can be seen."""


class UseBar(QWidget):
    """Warm where nothing is left; the words beside it say the same."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.part = 0.0
        """Of the limit, from 0 to 1."""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_part(self, used: float, limit: float, said: str) -> None:
        """`used` of `limit`, in the same unit; `said`: that in words."""
        part = used / limit if limit > 0 else 1.0
        self.part = min(max(part, 0.0), 1.0) if isfinite(part) else 1.0
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.outline, 1))
            painter.setBrush(theme.track)
            painter.drawRoundedRect(box, HIGH / 2, HIGH / 2)
            if self.part > 0:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.warn if self.part >= 1 else theme.accent)
                wide = max(self.part * box.width(), LEAST_PX)
                painter.drawRoundedRect(QRectF(box.left(), box.top(), wide, box.height()), HIGH / 2, HIGH / 2)
