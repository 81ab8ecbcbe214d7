"""The panel in which one says who trains: written to find, Enter to choose; it is a coach's list as well."""

from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.sentences import sentence
from tripod.storage.person_code import CodeError, person_code
from tripod.training.overview import Overview
from tripod.views.calibrate.fields import Entry
from tripod.views.kit.focus_kept import tab_within
from tripod.views.kit.scrim import Scrim
from tripod.views.kit.theme import HEAD, HEADER_HEIGHT, SMALL, STRONG, Theme
from tripod.views.kit.widgets import KeyButton, Line, Panel
from tripod.views.people.table import PeopleTable

WIDTH = 780
GAP = 20
"""To the window's edges."""


class Mode(Enum):
    """What Enter does."""

    CHOOSE = auto()
    RENAME = auto()
    DELETE = auto()


class PersonChooser(Panel):
    """Lies over the page. It asks; whoever listens does it, and shows the people anew or says why not."""

    chosen = Signal(str)
    added = Signal(str)
    renamed = Signal(str, str)
    """Code, and how they are called from now on."""
    deleted = Signal(str)
    asks_what_goes = Signal(str)
    """Somebody is to be deleted: answered by `confirm`."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._people: Sequence[Overview] = ()
        self._here, self._mode = "", Mode.CHOOSE
        self._of = ""
        """Who is renamed or deleted."""
        self.setAccessibleName(sentence("view_people.who_trains"))
        self.heading = Line(sentence("view_people.who_trains"), theme, "text", HEAD, STRONG)
        self.edit = Entry(sentence("view_people.code"), sentence("view_people.hint"), theme)
        self.table = PeopleTable(theme)
        self.said = Line("", theme, "muted", SMALL + 0.5, STRONG)
        self.said.setWordWrap(True)
        self.ok = KeyButton(sentence("view_people.choose"), sentence("view_people.enter"), theme)
        self.ok.set_strong(True)
        self.rename = KeyButton(sentence("view_people.rename"), "F2", theme)
        self.delete = KeyButton(sentence("view_people.delete"), sentence("view_people.del"), theme)
        self.close_ = KeyButton(sentence("view_people.close"), sentence("view_people.esc"), theme)
        self._lay_out()
        self.edit.textEdited.connect(self._look)
        self.table.entered.connect(self.enter)
        self.table.typed.connect(self._go_on_writing)
        self.table.currentItemChanged.connect(self._show_keys)
        for button, action in (
            (self.ok, self.enter), (self.rename, self._begin_rename), (self.delete, self._begin_delete),
            (self.close_, self._back),
        ):  # fmt: skip
            button.clicked.connect(action)
        parent.installEventFilter(self)
        self.scrim = Scrim(self, parent)
        self.scrim.pressed.connect(self._back)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for button in (self.ok, self.rename, self.delete, self.close_):
            keys.addWidget(button)
        keys.addStretch()
        for widget in (self.heading, self.edit, self.table, self.said):
            column.addWidget(widget, 1 if widget is self.table else 0)
        column.addLayout(keys)
        order = (self.edit, self.table, self.ok, self.rename, self.delete, self.close_)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def open(self, people: Sequence[Overview], here: str) -> None:
        """Lie over the page with everybody, who is here marked, and take the keys."""
        self.edit.clear()
        self._turn_to(Mode.CHOOSE)
        self.show_people(people, here)
        self.table.choose(here)
        self.show_said("")
        self.place()
        self.show()
        self.raise_()
        self.edit.setFocus()

    def show_people(self, people: Sequence[Overview], here: str) -> None:
        """Everybody, as they are now."""
        self._people, self._here = people, here
        self._look()

    def show_said(self, text: str, loud: bool = False) -> None:
        """What came of what was asked, or why it was refused."""
        self.said.set_role("warn" if loud else "muted")
        self.said.set_text(text)
        self.said.setVisible(bool(text))
        self.edit.set_loud(loud)
        self.edit.setAccessibleDescription(text)
        self.place()

    def confirm(self, what_goes: str) -> None:
        """Say what goes with who is to be deleted; the next Enter on the first button does it."""
        self._turn_to(Mode.DELETE)
        self.show_said(what_goes, loud=True)
        # Enter alone must delete nobody.
        self.close_.setFocus()

    def place(self) -> None:
        """Lie under the header in the middle, as high as wanted where the window has the room."""
        window = self.window()
        width = min(WIDTH, window.width() - 2 * GAP)
        self.setFixedWidth(width)
        said = self.said.heightForWidth(width - 40) + 10 if self.said.text() else 0
        wanted = self.table.height_wanted() + 190 + said
        self.resize(width, min(max(wanted, 260), window.height() - HEADER_HEIGHT - 2 * GAP))
        self.move((window.width() - width) // 2, HEADER_HEIGHT + GAP)

    # -- what is written ----------------------------------------------------------------------------------------

    def _look(self, _text: str = "") -> None:
        """List who is called like what is written; with no more than that, offer to make them."""
        if self._mode is Mode.RENAME:
            return
        wanted = self.edit.text().strip().lower()
        found = [one for one in self._people if wanted in one.code.lower()]
        exact = any(one.code.lower() == wanted for one in self._people)
        new = "" if exact else self._new_row(self.edit.text().strip())
        self.table.show_people(found, self._here, new)
        if exact:
            self.table.choose(next(one.code for one in self._people if one.code.lower() == wanted))
        elif wanted:
            self.table.choose(found[0].code if found else "")
        self.show_said("")
        self._show_keys()

    @staticmethod
    def _new_row(text: str) -> str:
        if not text:
            return sentence("view_people.new_person")
        try:
            return sentence("view_people.new_person_called", code=person_code(text))
        except CodeError:
            return sentence("view_people.new_person")

    def _go_on_writing(self, text: str) -> None:
        self.edit.setFocus()
        self.edit.insert(text)
        self._look()

    def enter(self) -> None:
        """Enter: choose who is marked, make who is written, or do what was begun."""
        text = self.edit.text().strip()
        if self._mode is Mode.RENAME:
            self.renamed.emit(self._of, text)
        elif self._mode is Mode.DELETE:
            self.deleted.emit(self._of)
        elif self.table.chosen:
            self.chosen.emit(self.table.chosen)
        elif text:
            self.added.emit(text)
        else:
            self.show_said(sentence("view_people.write_a_code"))
            self.edit.setFocus()

    def _begin_rename(self) -> None:
        if self._mode is not Mode.CHOOSE or not self.table.chosen:
            return
        self._of = self.table.chosen
        self._turn_to(Mode.RENAME)
        self.show_said(sentence("view_people.rename_says", code=self._of))
        self.edit.setText(self._of)
        self.edit.selectAll()
        self.edit.setFocus()

    def _begin_delete(self) -> None:
        if self._mode is Mode.CHOOSE and self.table.chosen:
            self._of = self.table.chosen
            self.asks_what_goes.emit(self._of)

    def _back(self) -> None:
        """Esc: out of what was begun, else close."""
        if self._mode is Mode.CHOOSE:
            self.closed.emit()
            return
        self.edit.clear()
        self.back_to_list()

    def back_to_list(self) -> None:
        """What was begun is done, or given up."""
        self._turn_to(Mode.CHOOSE)
        self._look()
        self.edit.setFocus()

    def _turn_to(self, mode: Mode) -> None:
        self._mode = mode
        choosing = mode is Mode.CHOOSE
        self.heading.set_text(
            sentence("view_people.who_trains") if choosing
            else sentence("view_people.rename_who", code=self._of) if mode is Mode.RENAME
            else sentence("view_people.delete_who", code=self._of)
        )  # fmt: skip
        self.edit.setVisible(mode is not Mode.DELETE)
        self.table.setEnabled(choosing)
        for button in (self.rename, self.delete):
            button.setVisible(choosing)
        self.ok.key = "" if mode is Mode.DELETE else sentence("view_people.enter")
        self.close_.set_text(sentence("view_people.close") if choosing else sentence("view_people.not_now"))
        self.ok.set_strong(mode is not Mode.DELETE)
        self._show_keys()

    def _show_keys(self) -> None:
        of = self.table.chosen
        match self._mode:
            case Mode.CHOOSE:
                self.ok.set_text(sentence("view_people.choose") if of else sentence("view_people.make"))
            case Mode.RENAME:
                self.ok.set_text(sentence("view_people.rename_done"))
            case Mode.DELETE:
                self.ok.set_text(sentence("view_people.delete_done", code=self._of))
        for button in (self.rename, self.delete):
            button.setEnabled(bool(of))

    # -- keys ---------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            # While it lies here no letter does anything to the board.
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return tab_within(self, next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self._back()
            case Qt.Key.Key_F2:
                self._begin_rename()
            case Qt.Key.Key_Delete if not self.edit.hasFocus() or not self.edit.text():
                self._begin_delete()
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.edit.hasFocus() and self._mode is Mode.CHOOSE:
                self.table.step(1 if event.key() == Qt.Key.Key_Down else -1)
                self.table.setFocus()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.edit.hasFocus():
                self.enter()
            case _:
                # Nothing goes on to the page below.
                event.accept()
