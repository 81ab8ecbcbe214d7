"""The parts of the page of a recording, and where they stand in a window of any size."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.views.kit.theme import MARGIN, Theme
from tripod.views.kit.widgets import Panel
from tripod.views.kit.words import Words
from tripod.views.replay.marking import Marking
from tripod.views.replay.playback_panel import PlaybackPanel
from tripod.views.replay.side import SidePanel
from tripod.views.replay.time_line import TimeLineView
from tripod.views.replay.transport import Transport

_LOW_PX = 620


class ReplayFrame(QWidget):
    """One recording with what is said of it, or two beside each other; below them the line and the buttons."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panels = (PlaybackPanel(theme, words, clock), PlaybackPanel(theme, words, clock))
        self.side = SidePanel(theme, words)
        self.line = TimeLineView(theme)
        self.marking = Marking(theme, self.line)
        self.transport = Transport(theme)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.panels[0], 3)
        row.addWidget(self.panels[1], 3)
        row.addWidget(self.side, 2)
        line_panel = Panel(theme)
        below = QVBoxLayout(line_panel)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.line)
        below.addWidget(self.marking)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 12)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addWidget(line_panel)
        column.addWidget(self.transport)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < _LOW_PX
        self._column.setContentsMargins(MARGIN, 12 if low else MARGIN, MARGIN, 10 if low else 12)
        self._column.setSpacing(8 if low else 12)
