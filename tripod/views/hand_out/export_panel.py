"""Which formats a recording is written in, where to, how far that is, and what came of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from tripod.exports.formats import FORMATS
from tripod.sentences import sentence
from tripod.views.kit.line_breaks import breakable
from tripod.views.kit.overlay import Overlay
from tripod.views.kit.theme import BODY, STRONG, Theme, font
from tripod.views.kit.widgets import KeyButton, Line

WIDE = 640


class ExportPanel(Overlay):
    """Lies over the page; Enter begins, Esc stops what is under way, else the panel goes."""

    begun = Signal()
    stopped = Signal()

    def __init__(self, theme: Theme, place: Path, parent: QWidget) -> None:
        """`place`: the folder where files go."""
        super().__init__(sentence("view_export.heading"), WIDE, theme, parent)
        self.under_way = False
        self.of = Line("", theme, "text", BODY, STRONG)
        self.formats = {name: QCheckBox(sentence(f"view_export.format_{name}")) for name in FORMATS}
        self.formats["csv"].setChecked(True)
        self.where = Line(sentence("view_export.where", path=breakable(place)), theme, "muted", BODY)
        self.said = Line("", theme, "text", BODY)
        for line in (self.of, self.where, self.said):
            line.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.write = KeyButton(sentence("view_export.write"), "Return", theme)
        self.stop = KeyButton(sentence("view_export.stop"), "Esc", theme)
        self.write.set_strong(True)
        self.write.clicked.connect(self._begin)
        self.stop.clicked.connect(self.stopped)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for n, box in enumerate(self.formats.values()):
            box.setFont(font(BODY))
            box.clicked.connect(self._show_buttons)
            grid.addWidget(box, n // 2, n % 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.write)
        buttons.addWidget(self.stop)
        buttons.addStretch()
        self.inside.setSpacing(10)
        self.inside.addWidget(self.of)
        self.inside.addLayout(grid)
        self.inside.addWidget(self.where)
        self.inside.addLayout(buttons)
        self.inside.addWidget(self.said)
        self.inside.addStretch()
        self._show_buttons()

    @property
    def wanted(self) -> list[str]:
        """The formats that are chosen."""
        return [name for name, box in self.formats.items() if box.isChecked()]

    def open_for(self, folder: Path) -> None:
        """Show it for this recording."""
        self.of.set_text(folder.name)
        self._say("")
        self.open()
        self.formats["csv"].setFocus()

    def show_progress(self, percent: int) -> None:
        """So much of the recording is read."""
        self.under_way = True
        self._show_buttons()
        self._say(
            sentence("view_export.reading", percent=percent) if percent < 100 else sentence("view_export.writing")
        )

    def show_done(self, said: Sequence[str]) -> None:
        """What came of it; nothing where it was stopped."""
        self.under_way = False
        self._show_buttons()
        self._say("\n".join(map(breakable_text, said)) or sentence("view_export.was_stopped"))

    def _say(self, text: str) -> None:
        self.said.set_text(text)
        self.said.setVisible(bool(text))
        self.place()

    def _show_buttons(self) -> None:
        self.write.setEnabled(bool(self.wanted) and not self.under_way)
        self.stop.setVisible(self.under_way)
        for box in self.formats.values():
            box.setEnabled(not self.under_way)

    def _begin(self) -> None:
        if self.write.isEnabled():
            # What is disabled meanwhile would give the keys to whatever comes next.
            self.setFocus()
            self.show_progress(0)
            self.begun.emit()

    def end(self) -> None:
        """Stop what is under way, else lie there no longer."""
        if self.under_way and self.isVisible():
            self.stopped.emit()
        else:
            super().end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin()
        else:
            super().keyPressEvent(event)


def breakable_text(said: str) -> str:
    """A sentence that may name a long path."""
    return "".join(f"{c}\u200b" if c in "/\\" else c for c in said)
