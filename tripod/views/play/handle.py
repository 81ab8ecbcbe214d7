"""A tab at the window's edge that opens the panel of a board that is played; it lies in the page's margin."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tripod.sentences import sentence
from tripod.views.kit.text import Run, draw_runs, runs_width
from tripod.views.kit.theme import BUTTON_RADIUS, MARGIN, SMALL, STRONG, Theme
from tripod.views.kit.widgets import TabButton

WIDE = MARGIN - 2
_BETWEEN, _ENDS = 12, 14


class DrawerHandle(TabButton):
    """Its word stands upright, read from below; no page gives room to it."""

    def __init__(self, word: str, key: str, name: str, theme: Theme, over: QWidget) -> None:
        """`name`: what it does, in words. `over`: at whose left edge it lies."""
        super().__init__(word, over)
        self.key, self.theme = key, theme
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence("view_kit_widgets.key", key=key))
        self.setToolTip(name)
        over.installEventFilter(self)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def _runs(self) -> tuple[list[Run], list[Run]]:
        theme = self.theme
        return [Run(self.text(), SMALL + 1, theme.text, STRONG)], [Run(self.key, SMALL, theme.muted)]

    def sizeHint(self) -> QSize:
        word, key = self._runs()
        return QSize(WIDE, round(runs_width(word) + runs_width(key)) + _BETWEEN + 2 * _ENDS)

    def open(self) -> None:
        """Lie at the edge."""
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        over = self.parentWidget()
        if over is not None:
            size = self.sizeHint()
            self.setGeometry(0, (over.height() - size.height()) // 2, size.width(), size.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, word, key = self.theme, *self._runs()
        # Round at the right alone: the left ends lie beyond the window.
        box = QRectF(self.rect()).adjusted(-2 * BUTTON_RADIUS, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shape = QPainterPath()
            shape.addRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
            painter.setPen(QPen(theme.accent if self.hasFocus() else theme.outline, 2 if self.hasFocus() else 1))
            painter.setBrush(theme.accent_soft if self.isDown() else theme.track if self.underMouse() else theme.panel)
            painter.drawPath(shape)
            painter.translate(QPointF(self.width() / 2 + 0.36 * SMALL, self.height() - _ENDS))
            painter.rotate(-90)
            draw_runs(painter, word, 0, 0)
            draw_runs(painter, key, runs_width(word) + _BETWEEN, 0)
