"""Marks of a recording that is looked at: a moment, and a note to it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tripod.live.playback import Playback
from tripod.record.marks import MarkError, mark, read_marks, unmark
from tripod.sentences import sentence
from tripod.views.calibrate.fields import Entry
from tripod.views.kit.theme import Theme


class Marking(QWidget):
    """The line for the note; it is there while one is written."""

    changed = Signal()
    """There are other marks now."""
    said = Signal(str)

    def __init__(self, theme: Theme, after: QWidget, parent: QWidget | None = None) -> None:
        """`after`: has the keys once a note is written."""
        super().__init__(parent)
        self.playback: Playback | None = None
        """Which is marked."""
        self._after = after
        self._noted_s = 0.0
        self.note = Entry(sentence("replay.note_name"), sentence("replay.note_hint"), theme)
        self.note.returnPressed.connect(self._keep_note)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 12)
        row.addWidget(self.note)
        self.hide()

    def read(self, playback: Playback) -> None:
        """Put the marks that were made later on the time line."""
        try:
            playback.line = playback.line.with_marks(read_marks(playback.about.folder))
        except MarkError as error:
            self.said.emit(str(error))

    def mark_here(self, t_s: float) -> None:
        """Mark this moment, and let a note be written to it."""
        if self.playback is None or not self.playback.duration_s:
            return
        self._noted_s = min(max(t_s, 0.0), self.playback.duration_s)
        if self._keep(""):
            self.note.clear()
            self.show()
            self.note.setFocus()
            self.said.emit(sentence("replay.marked"))

    def unmark_here(self, t_s: float) -> None:
        """Take away a mark that was made here later."""
        playback = self.playback
        if playback is None:
            return
        before = playback.line
        if self._attempt(lambda: unmark(playback.about.folder, t_s)) and playback.line == before:
            self.said.emit(sentence("view_why_not.no_mark"))

    def close_note(self) -> bool:
        """Leave the note; whether there was one."""
        shown = not self.isHidden()
        self.hide()
        if shown:
            self._after.setFocus()
        return shown

    def _keep_note(self) -> None:
        if self._keep(self.note.text()):
            self.close_note()

    def _keep(self, text: str) -> bool:
        playback = self.playback
        return playback is not None and self._attempt(lambda: mark(playback.about.folder, self._noted_s, text))

    def _attempt(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except MarkError as error:
            self.said.emit(str(error))
            return False
        self.changed.emit()
        return True
