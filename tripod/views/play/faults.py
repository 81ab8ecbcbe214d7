"""The buttons that cause a trouble on a board that is played, and take it back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from tripod.sentences import sentence
from tripod.views.kit.theme import SMALL, Theme
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.play.words import trouble_name
from tripod.virtual.played_actions import Posture, Trouble


class FaultButtons(QWidget):
    """One trouble at a time; pressed again it is taken back."""

    caused = Signal(object)
    """The name of a trouble, or None for the cable."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.where = Line("", theme, "muted", SMALL + 0.5)
        self.buttons = {t: KeyButton(trouble_name(t), "", theme) for t in Trouble}
        self.cable = KeyButton(sentence("view_play_does.plug"), "Q", theme)
        self.back = KeyButton(sentence("view_play_trouble.back"), "F", theme)
        self._grid = QGridLayout()
        self._grid.setSpacing(5)
        for trouble, button in self.buttons.items():
            button.clicked.connect(lambda _=False, t=trouble: self.caused.emit(t.value))
        self.cable.clicked.connect(lambda: self.caused.emit(None))
        self.back.clicked.connect(self.closed)
        for button in (*self.buttons.values(), self.cable, self.back):
            button.setFixedHeight(27)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.where)
        column.addLayout(self._grid)

    def open(self, troubles: Sequence[Trouble]) -> None:
        """Offer these."""
        while self._grid.takeAt(0) is not None:
            pass
        shown = [self.buttons[t] for t in troubles]
        for k, button in enumerate([*shown, self.cable, self.back]):
            self._grid.addWidget(button, k // 2, k % 2)
        for trouble, button in self.buttons.items():
            button.setVisible(trouble in troubles)

    def begin(self) -> None:
        """They were just opened: the first has the focus."""
        next(b for b in self.buttons.values() if not b.isHidden()).setFocus()

    def show_now(self, meant: Posture, cell: str) -> None:
        """Show which trouble there is, and where the next would be; `cell` by its plain name."""
        self.where.set_text(sentence("view_play_trouble.at", cell=cell))
        for trouble, button in self.buttons.items():
            button.set_strong(meant.trouble.trouble is trouble)
        self.cable.set_text(sentence("view_play_does.plug" if meant.plugged else "view_play_trouble.plug_in"))
        self.cable.set_strong(not meant.plugged)

    @staticmethod
    def trouble(name: str) -> Trouble:
        """The trouble of this name: an enum's value comes back from a Qt signal as text."""
        return Trouble(name)
