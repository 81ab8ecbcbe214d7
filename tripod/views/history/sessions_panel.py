"""Sessions by day under their heading, with what chooses among them."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.history.found import Kept
from tripod.sentences import sentence
from tripod.views.calibrate.fields import Entry
from tripod.views.history.days_list import DaysList
from tripod.views.kit.segments import Segments
from tripod.views.kit.theme import HEAD, STRONG, Theme
from tripod.views.kit.widgets import Line, Panel


class SessionsPanel(Panel):
    """Asks to be told what to list whenever something else is wanted."""

    changed = Signal()

    def __init__(self, title: Callable[[Kept], str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.find_edit = Entry(sentence("view_history.find"), sentence("view_history.find_hint"), theme)
        self.find_edit.setFixedSize(150, 30)
        self.which = Segments(
            [("this", sentence("view_history.this_drill")), ("all", sentence("view_history.all_drills"))], theme
        )
        self.which.set_key("all")
        self.days = DaysList(title, theme)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(8, 12, 8, 10)
        inside.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(10)
        head.addWidget(Line(sentence("view_history.sessions"), theme, "text", HEAD, STRONG))
        head.addStretch()
        head.addWidget(self.find_edit)
        head.addWidget(self.which)
        inside.addLayout(head)
        inside.addWidget(self.days, 1)
        self.find_edit.textChanged.connect(self.changed)
        self.find_edit.returnPressed.connect(self.days.setFocus)
        self.which.chosen.connect(self.changed)

    @property
    def of_one_drill(self) -> bool:
        """Whether only the drill over weeks is wanted."""
        return self.which.key == "this"

    @property
    def text(self) -> str:
        """What is to be found in notes."""
        return self.find_edit.text().strip()

    def go_find(self) -> None:
        """The field to find something in notes."""
        self.find_edit.setFocus()
        self.find_edit.selectAll()

    def leave_find(self) -> bool:
        """Out of what is being found; whether anything was."""
        if not (self.find_edit.hasFocus() or self.find_edit.text()):
            return False
        self.find_edit.clear()
        self.days.setFocus()
        return True
