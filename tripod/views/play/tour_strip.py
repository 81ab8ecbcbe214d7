"""A line under the header: offers the tour, then says the next thing of it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tripod.sentences import sentence
from tripod.views.kit.theme import BODY, MARGIN, STRONG, Theme
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.play.tour import Stop, TourView

HIGH = 48


class TourStrip(QWidget):
    """Hidden unless there is something to say."""

    begun = Signal()
    ended = Signal()
    """Not now, or no more of it."""
    skipped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._offers = True
        self.setAccessibleName(sentence("view_tour.name"))
        self.number = Line("", theme, "text", BODY, STRONG)
        self.said = Line("", theme, "text", BODY)
        self.said.setWordWrap(True)
        self.go = KeyButton("", "", theme)
        self.go.set_strong(True)
        self.end = KeyButton("", "", theme)
        self.go.clicked.connect(self._go)
        self.end.clicked.connect(self.ended)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 6, MARGIN, 6)
        row.setSpacing(12)
        row.addWidget(self.number)
        row.addWidget(self.said, 1)
        row.addWidget(self.go)
        row.addWidget(self.end)
        self.setFixedHeight(HIGH)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def _go(self) -> None:
        (self.begun if self._offers else self.skipped).emit()

    def offer(self) -> None:
        """Ask whether somebody wants it."""
        self._offers = True
        self.number.set_text(sentence("view_tour.new_here"))
        self.said.set_text(sentence("view_tour.offer"))
        self.go.set_text(sentence("view_tour.begin"))
        self.end.set_text(sentence("view_tour.not_now"))
        self.show()

    def show_view(self, view: TourView) -> None:
        """Say the next thing."""
        self._offers = False
        over = view.stop is Stop.OVER
        self.number.set_text("✓" if over else sentence("view_tour.number", n=view.number, of=view.of))
        begun = view.begun and view.stop in (Stop.HOLD, Stop.CALIBRATE)
        self.said.set_text(sentence(f"view_tour.{view.stop.value}{'_begun' if begun else ''}"))
        self.go.set_text(sentence("view_tour.skip"))
        self.go.setVisible(not over)
        self.end.set_text(sentence("view_tour.close" if over else "view_tour.end"))
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.accent_soft)
            painter.setPen(QPen(self.theme.accent, 1))
            painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
