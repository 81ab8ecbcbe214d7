"""The chosen try: what it came to, what is known of it, a note, and its replay."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from tripod.history.found import Done, InDetail, Kept, Recorded
from tripod.record.session_facts import MeanFeet
from tripod.sentences import sentence
from tripod.views.history.dates import clock, long_day
from tripod.views.history.mean_feet import MeanFeetView
from tripod.views.history.words import came_to, facts, mark_of, note_boxes
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.missing_glyphs import missing_glyphs
from tripod.views.kit.theme import BIG, BODY, BUTTON_RADIUS, HEAD, HEAVY, SMALL, STRONG, Theme, font
from tripod.views.kit.widgets import KeyButton, Line, Panel

WIDE = 284
_MOST_FACTS = 9
_ROOMY_PX = 640
"""Of height, from which there is room for the feet."""


class NoteEdit(QPlainTextEdit):
    """A few lines; it is kept when one leaves it, or by Ctrl+Enter."""

    left = Signal()
    done = Signal()
    """Esc or Ctrl+Enter."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFont(font(BODY))
        self.setTabChangesFocus(True)
        self.setAccessibleName(sentence("view_history.note"))
        self.setPlaceholderText(sentence("view_history.note_hint"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(54)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"NoteEdit {{ background: {theme.background.name()}; color: {theme.text.name()}; padding: 3px 6px;"
            f" border: 1px solid {theme.outline.name()}; border-radius: {BUTTON_RADIUS}px;"
            f" selection-background-color: {theme.accent.name()}; selection-color: {theme.background.name()}; }}"
            f" NoteEdit:focus {{ border: 1px solid {theme.accent.name()}; }}"
        )

    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        self.left.emit()

    def keyPressEvent(self, e: QKeyEvent) -> None:
        enter = e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if e.key() == Qt.Key.Key_Escape or (enter and e.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.done.emit()
        else:
            super().keyPressEvent(e)


class ChosenPanel(Panel):
    """Says what it knows; whoever listens keeps the note and opens the replay."""

    noted = Signal(str)
    """The note as it is now, where it was changed."""
    replay_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._of: Kept | None = None
        self._kept = ""
        self._refused: dict[tuple[str, str], str] = {}
        """Notes that could not be kept, by what they are of: they stand there again, and are tried again."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = Line("", theme, "text", HEAD, HEAVY)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.score = Line("", theme, "text", BIG, HEAVY)
        self.when = Line("", theme, "muted", SMALL + 1)
        self.came_to = Line("", theme, "text", BODY)
        for line in (self.title, self.when, self.came_to):
            line.setWordWrap(True)
        self.feet = MeanFeetView(theme)
        self.names = [Line("", theme, "text", BODY) for _ in range(_MOST_FACTS)]
        self.values = [Line("", theme, "muted", BODY) for _ in range(_MOST_FACTS)]
        self.noting = Line(sentence("view_history.note_heading"), theme, "muted", SMALL, STRONG)
        self.note = NoteEdit(theme)
        self.boxes = Line("", theme, "warn", SMALL + 0.5)
        """What of the note this machine cannot show."""
        self.boxes.setWordWrap(True)
        self.boxes.hide()
        self._loud = False
        self.said = Line("", theme, "muted", SMALL + 0.5)
        self.said.setWordWrap(True)
        self.replay = KeyButton(sentence("view_history.open_replay"), "Return", theme)
        self.replay.set_strong(True)
        self.report = KeyButton(sentence("view_export.report"), keys_of(Does.REPORT)[0], theme)
        self.export = KeyButton(sentence("view_export.files"), keys_of(Does.EXPORT)[0], theme)
        for button in (self.report, self.export):
            # In a narrow window it leaves out its key.
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.note.left.connect(self.keep)
        self.note.textChanged.connect(self._show_boxes)
        self.replay.clicked.connect(self.replay_asked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.score)
        column.addLayout(head)
        column.addWidget(self.when)
        column.addWidget(self.came_to)
        column.addWidget(self.feet, 3)
        column.addSpacing(4)
        table = QVBoxLayout()
        table.setSpacing(5)
        for name, value in zip(self.names, self.values, strict=True):
            row = QHBoxLayout()
            row.setSpacing(10)
            # Five holds and more take two lines.
            value.setWordWrap(True)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(value, 1)
            table.addLayout(row)
        column.addLayout(table)
        column.addStretch(1)
        for widget in (self.noting, self.note, self.boxes, self.said, self.replay):
            column.addWidget(widget)
        others = QHBoxLayout()
        others.setSpacing(8)
        others.addWidget(self.report)
        others.addWidget(self.export)
        column.addLayout(others)

    @property
    def of(self) -> Kept | None:
        """What it shows."""
        return self._of

    def show_kept(
        self, of: Kept | None, detail: InDetail, title: str, no_replay: str, feet: MeanFeet | None = None
    ) -> None:
        """`no_replay`: why there is none to open, "" where there is. `feet`: on the mean of its recording."""
        self.keep()
        self._of = of
        self.setEnabled(of is not None)
        told = list(facts(of, detail))[:_MOST_FACTS] if of is not None else []
        scored = isinstance(of, Done) and of.score is not None
        self.title.set_text(title)
        self.title.setToolTip(title)
        self.score.set_text(str(of.score) if isinstance(of, Done) and scored else "")
        self.when.set_text(f"{long_day(of.made)}, {clock(of.made)}" if of is not None else "")
        self.came_to.set_text(_why(of) if of is not None else "")
        mark = mark_of(of) if of is not None else None
        self.came_to.set_role("warn" if mark is not None and mark.answer.value == "off" else "text")
        for row, (name, value) in enumerate(zip(self.names, self.values, strict=True)):
            name.setVisible(row < len(told))
            value.setVisible(row < len(told))
            if row < len(told):
                name.set_text(told[row][0])
                value.set_text(told[row][1])
                value.setToolTip(told[row][1])
        self._kept = of.note if of is not None else ""
        self.note.setPlainText(self._refused.get((of.person, of.key), self._kept) if of is not None else "")
        self.note.setEnabled(of is not None and bool(of.person))
        for button in (self.replay, self.report, self.export):
            button.setEnabled(not no_replay)
        self.replay.set_strong(not no_replay)
        self.replay.setToolTip(no_replay)
        self.show_said(no_replay)
        self.feet.show_feet(feet)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The picture is what gives way in a low window."""
        self.feet.setVisible(self.feet.feet is not None and self.height() >= _ROOMY_PX)

    def show_said(self, text: str, loud: bool = False) -> None:
        """What came of the note, or why there is no replay."""
        self._loud = loud
        self.said.set_role("warn" if loud else "muted")
        self.said.set_text(text)
        self._show_boxes()

    def _show_boxes(self) -> None:
        missing = missing_glyphs(self.note.toPlainText())
        self.boxes.set_text(note_boxes(missing))
        self.boxes.setVisible(bool(missing))
        # In a low window there is room for one of them: why there is no replay, its button says, too.
        gives_way = bool(missing) and not self._loud and self.height() < _ROOMY_PX
        self.said.setVisible(bool(self.said.text()) and not gives_way)

    def keep(self) -> None:
        """Let the note be kept, if it was changed."""
        text = self.note.toPlainText().strip()
        if self._of is None:
            return
        self._refused.pop((self._of.person, self._of.key), None)
        if text != self._kept.strip():
            before, self._kept = self._kept, text
            self.noted.emit(text)
            if (self._of.person, self._of.key) in self._refused:
                self._kept = before

    def refuse_note(self, text: str, why: str) -> None:
        """The note cannot be kept: it stays to be tried again."""
        if self._of is not None:
            self._refused[self._of.person, self._of.key] = text
        self.show_said(why, loud=True)


def _why(of: Kept) -> str:
    """What it came to, whole: a reason stands here in full."""
    if isinstance(of, Recorded) and of.damaged:
        return of.damaged
    why = of.judged.said() if isinstance(of, Done) and of.score is not None and of.judged is not None else ""
    return sentence("view_history.told_but", came_to=came_to(of), why=why) if why else came_to(of)
