"""A row of choices of which one is on."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from tripod.views.kit.text import Run, advance, draw_runs, runs_width
from tripod.views.kit.theme import BUTTON_RADIUS, REGULAR, SMALL, STRONG, Theme
from tripod.views.kit.widgets import TabButton

_SIZE, _HIGH, _PAD = SMALL + 1, 28, 12
_LEAST_PAD = 5
_SWATCH = QRectF(0, 0, 45, 10)
_BESIDE = 8
"""Between a swatch and its words."""
Colours = Callable[[str, Theme], Sequence[QColor]]


class Segments(QWidget):
    """Tab goes to the one that is on, the arrows go on from it."""

    chosen = Signal(str)
    """By a hand; not when it is set."""

    def __init__(self, choices: Sequence[tuple[str, str]], theme: Theme, colours: Colours | None = None) -> None:
        """`choices`: (key, words) from left to right. `colours`: what is shown beside the words of a key."""
        super().__init__()
        self.buttons = {
            key: _Segment(
                words, theme, partial(colours, key) if colours else None, ends=(n == 0, n == len(choices) - 1)
            )
            for n, (key, words) in enumerate(choices)
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for key, button in self.buttons.items():
            row.addWidget(button)
            button.clicked.connect(lambda _=False, key=key: self._choose(key))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.key = ""
        self.set_key(next(iter(self.buttons)))

    def set_key(self, key: str) -> None:
        """Show that this one is on."""
        self.key = key
        for name, button in self.buttons.items():
            button.set_on(name == key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if name == key else Qt.FocusPolicy.NoFocus)

    def offer(self, keys: Sequence[str]) -> None:
        """Show only these."""
        for name, button in self.buttons.items():
            button.setVisible(name in keys)

    def _choose(self, key: str) -> None:
        self.set_key(key)
        self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        names = [name for name, button in self.buttons.items() if not button.isHidden()]
        at = names.index(self.key) + step if self.key in names else 0
        if step and 0 <= at < len(names):
            self._choose(names[at])
            self.buttons[names[at]].setFocus(Qt.FocusReason.TabFocusReason)
        elif not step:
            super().keyPressEvent(event)


class _Segment(TabButton):
    """One choice."""

    def __init__(
        self, words: str, theme: Theme, colours: Callable[[Theme], Sequence[QColor]] | None, ends: tuple[bool, bool]
    ) -> None:
        """`ends`: whether it is the first, and the last."""
        super().__init__(words)
        self._theme, self._colours = theme, colours
        self._first, self._last = ends
        self._on = False
        self.setCheckable(True)
        self.setAccessibleName(words)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_on(self, on: bool) -> None:
        self._on = on
        self.setChecked(on)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            # The row knows which is next to it.
            event.ignore()
        else:
            super().keyPressEvent(event)

    @property
    def _beside(self) -> float:
        return _SWATCH.width() + _BESIDE if self._colours else 0.0

    def sizeHint(self) -> QSize:
        return QSize(round(advance(self.text(), _SIZE, STRONG) + self._beside) + 2 * _PAD, _HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(advance(self.text(), _SIZE, STRONG) + self._beside) + 2 * _LEAST_PAD, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, radius = self._theme, BUTTON_RADIUS - 1
        # Each draws its own left border; the ends reach past the edge where they are not the outer ones.
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5 if self._last else 0.5, -0.5)
        whole = box.adjusted(0 if self._first else -2 * radius, 0, 0 if self._last else 2 * radius, 0)
        ground = theme.accent_soft if self._on or self.isDown() else theme.track if self.underMouse() else theme.panel
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shape = QPainterPath()
            shape.addRoundedRect(whole, radius, radius)
            painter.setPen(QPen(theme.outline, 1))
            painter.setBrush(ground)
            painter.drawPath(shape)
            if not self._first:
                painter.drawLine(box.topLeft(), box.bottomLeft())
            if self.hasFocus():
                painter.setPen(QPen(theme.accent, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), radius - 2, radius - 2)
            ink = theme.text if self._on or self.underMouse() else theme.muted
            said = [Run(self.text(), _SIZE, ink, STRONG if self._on else REGULAR)]
            left = (self.width() - runs_width(said) - self._beside) / 2
            if self._colours is not None:
                _paint_swatch(
                    painter, self._colours(theme), QPointF(left, (self.height() - _SWATCH.height()) / 2), theme
                )
            draw_runs(painter, said, left + self._beside, self.height() / 2 + 0.36 * _SIZE)


def _paint_swatch(painter: QPainter, colours: Sequence[QColor], at: QPointF, theme: Theme) -> None:
    each = _SWATCH.width() / len(colours)
    for n, colour in enumerate(colours):
        painter.fillRect(QRectF(at.x() + n * each, at.y(), each, _SWATCH.height()), colour)
    painter.setPen(QPen(theme.outline, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(_SWATCH.translated(at))
