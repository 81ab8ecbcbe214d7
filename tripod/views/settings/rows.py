"""Rows of a panel of settings: a name, what is chosen, and a quiet note at the edge."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tripod.views.kit.panel_head import BOTTOM, NOTE, SIDE, TOP, panel_head
from tripod.views.kit.theme import BODY, Theme
from tripod.views.kit.widgets import Line, Panel

LABEL_PX, ROW_PX = 128, 36


class Group(Panel):
    """A heading, to its right whose setting it is, and rows below."""

    def __init__(self, heading: str, note: str, theme: Theme) -> None:
        super().__init__(theme)
        self.note = Line(note, theme, "muted", NOTE)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(4)
        self.grid.setColumnMinimumWidth(0, LABEL_PX)
        self.grid.setColumnStretch(1, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SIDE, TOP, SIDE, BOTTOM)
        self.column.setSpacing(10)
        self.column.addLayout(panel_head(heading, self.note, theme))
        self.column.addLayout(self.grid)

    def add(self, name: str, *widgets: QWidget, buddy: QWidget | None = None) -> None:
        """A row with these, from the left; the label's key goes to `buddy`, else to the first."""
        row = self.grid.rowCount()
        label = Line(name, self.theme, "text", BODY)
        label.setBuddy(buddy or widgets[0])
        beside = QHBoxLayout()
        beside.setSpacing(10)
        for widget in widgets:
            beside.addWidget(widget)
        beside.addStretch()
        self.grid.addWidget(label, row, 0)
        self.grid.addLayout(beside, row, 1)
        self.grid.setRowMinimumHeight(row, ROW_PX)

    def add_whole(self, widget: QWidget) -> None:
        """A row of one that needs no name."""
        self.grid.addWidget(widget, self.grid.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignVCenter)
