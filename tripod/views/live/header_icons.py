"""Two quiet buttons at the right of the header: all keys, and the settings."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import BUTTON_RADIUS, HEAD, STRONG, Theme
from tripod.views.live.page_button import PageButton

SIDE = 32


class HeaderIcon(PageButton):
    """A picture instead of a word; the word is said to who cannot see it, and when the mouse rests there."""

    def __init__(self, name: str, hint: str, theme: Theme) -> None:
        super().__init__("", name, hint, theme)
        self.setToolTip(f"{name}: {hint}")

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = self.theme, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.accent, 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            on = theme.accent_soft if self.present or self.isDown() else theme.track if self.underMouse() else None
            painter.setBrush(on if on is not None else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
            self.paint(painter, theme)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """The picture."""
        ink = theme.text if self.underMouse() or self.hasFocus() else theme.muted
        draw_runs(painter, [Run("?", HEAD - 1, ink, STRONG)], self.width() / 2, self.height() / 2 + 6, Align.CENTRE)


class SettingsIcon(HeaderIcon):
    """Three sliders, each somewhere else."""

    def paint(self, painter: QPainter, theme: Theme) -> None:
        ink = theme.text if self.underMouse() or self.hasFocus() or self.present else theme.muted
        middle = QPointF(self.width() / 2, self.height() / 2)
        for row, at in ((-5.5, 3.0), (0.0, -3.5), (5.5, 1.0)):
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(middle + QPointF(-7.5, row), middle + QPointF(7.5, row))
            painter.setBrush(theme.accent_soft if self.present else theme.panel)
            painter.drawEllipse(middle + QPointF(at, row), 2.2, 2.2)
