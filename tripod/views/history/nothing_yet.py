"""What the History page shows of somebody of whom nothing was kept: what will stand here, and one thing to begin."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from tripod.sentences import sentence
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.theme import BIG, HEAVY, TEXT, Theme, faded
from tripod.views.kit.widgets import KeyButton, Line

_SKETCH = (
    (0.04, 0.34),
    (0.16, 0.28),
    (0.28, 0.36),
    (0.42, 0.45),
    (0.55, 0.52),
    (0.68, 0.66),
    (0.81, 0.72),
    (0.94, 0.84),
)
"""Along and up: scores of nobody, that get better."""
_BAND = (0.2, 0.46)
_WIDE, _HIGH = 460, 190
_SPOT = 5.5


class _Sketch(QWidget):
    """Dots, a way and a band as they will be, dashed and without a number: nothing was measured."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(sentence("view_history.sketch"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        wide = min(self.width(), _WIDE)
        box = QRectF((self.width() - wide) / 2, 6, wide, self.height() - 12)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.edge, 1))
            for k in range(4):
                y = box.top() + k * box.height() / 3
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            low, high = (box.bottom() - of * box.height() for of in _BAND)
            painter.fillRect(QRectF(box.left(), high, box.width(), low - high), faded(theme.accent_soft, 0.8))
            dots = [QPointF(box.left() + x * box.width(), box.bottom() - y * box.height()) for x, y in _SKETCH]
            painter.setPen(QPen(theme.muted, 1.2, Qt.PenStyle.DashLine))
            painter.drawPolyline(dots)
            painter.setBrush(theme.background)
            painter.setPen(QPen(theme.muted, 1.5))
            for dot in dots:
                painter.drawEllipse(dot, _SPOT, _SPOT)


class NothingYet(QWidget):
    """A picture, a sentence, and one button."""

    begin = Signal()
    """A drill, where a board is open; else to where one is chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.sketch = _Sketch(theme)
        self.said = Line("", theme, "text", BIG, HEAVY)
        self.hint = Line("", theme, "muted", TEXT)
        self.message = Line("", theme, "accent", TEXT)
        """What the window says meanwhile."""
        self.go = KeyButton("", keys_of(Does.DRILLS)[0], theme, size=TEXT)
        self.go.set_strong(True)
        self.choose = KeyButton(sentence("view_history.choose_board"), "Esc", theme, size=TEXT)
        self.choose.set_strong(True)
        self.go.set_text(sentence("view_history.begin_drill"))
        for line in (self.said, self.hint, self.message):
            line.setWordWrap(True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self.sketch)
        column.addSpacing(12)
        column.addWidget(self.said)
        column.addWidget(self.hint)
        column.addSpacing(12)
        for button in (self.go, self.choose):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            button.clicked.connect(self.begin)
        column.addWidget(self.message)
        column.addStretch(3)
        self.show_board(open_now=False)

    def show_board(self, *, open_now: bool) -> None:
        """Whether there is one to begin a drill on."""
        self.go.setVisible(open_now)
        self.choose.setVisible(not open_now)

    def show_reading(self, text: str) -> None:
        """What was kept is still being read: there may be something."""
        self.said.set_text(text)
        self.hint.set_text("")

    def show_nobody(self, who: str) -> None:
        """Nothing was kept of them."""
        self.said.set_text(sentence("view_history.empty", code=who))
        self.hint.set_text(sentence("view_history.empty_hint"))
