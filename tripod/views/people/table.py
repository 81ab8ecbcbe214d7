"""The people here as a table: who, when last, how much, what was worst, what is next."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from tripod.sentences import sentence
from tripod.training.overview import Overview
from tripod.views.kit.theme import BODY, BUTTON_RADIUS, SMALL, STRONG, Theme, font

ROW_PX = 34
NO_VALUE = "–"
_WIDTHS = (150, 118, 74, 206)
"""Of the columns, in pixels; the last takes the rest."""


class PeopleTable(QTreeWidget):
    """One row each, the one that is here marked; and a last row that makes somebody new.

    The codes stay in a list here: what Qt keeps as an item's data may come back as another type.
    """

    entered = Signal()
    """Enter, or a double click."""
    typed = Signal(str)
    """Somebody goes on writing what to look for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: list[str] = []
        self.setAccessibleName(sentence("view_people.people"))
        self.setColumnCount(5)
        names = ("code", "last_session", "seven_days", "worst_point", "next")
        self.setHeaderLabels([sentence(f"view_people_column.{name}") for name in names])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFont(font(BODY))
        header = self.header()
        header.setFont(font(SMALL, STRONG))
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(40)
        for column, width in enumerate(_WIDTHS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
        header.setStretchLastSection(True)
        self.itemDoubleClicked.connect(self.entered)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"PeopleTable {{ background: {theme.panel.name()}; color: {theme.text.name()}; outline: 0; }}"
            f" PeopleTable::item {{ padding: 0 6px; border: 0; }}"
            f" PeopleTable::item:selected {{ background: {theme.accent_soft.name()}; color: {theme.text.name()}; }}"
            f" QHeaderView::section {{ background: {theme.panel.name()}; color: {theme.muted.name()}; border: 0;"
            f" border-bottom: 1px solid {theme.edge.name()}; padding: 4px 9px; }}"
            f" PeopleTable:focus {{ border: 1px solid {theme.accent.name()}; border-radius: {BUTTON_RADIUS}px; }}"
        )

    def show_people(self, people: Sequence[Overview], here: str, new: str) -> None:
        """List them, `here` marked, and as last row what makes somebody new, "" for none."""
        before = self.chosen
        self.clear()
        self._codes = [one.code for one in people]
        for one in people:
            self._add(
                _cells(one, one.code == here),
                sentence_of(one, one.code == here),
                one.damaged or (one.last_said() if one.odd else ""),
            )
        if new:
            self._add((new,), new, "")
            self.setFirstColumnSpanned(len(people), self.rootIndex(), True)
        self.choose(before if before in self._codes else here if here in self._codes else "")

    def _add(self, cells: Sequence[str], said: str, tip: str) -> None:
        item = QTreeWidgetItem(list(cells))
        item.setSizeHint(0, QSize(0, ROW_PX))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        for column in range(len(cells)):
            item.setToolTip(column, tip or cells[column])
        self.addTopLevelItem(item)

    @property
    def chosen(self) -> str:
        """The code in the present row, "" in the last one."""
        row = self.row
        return self._codes[row] if 0 <= row < len(self._codes) else ""

    @property
    def row(self) -> int:
        """Number of the present row, -1 for none."""
        item = self.currentItem()
        return self.indexOfTopLevelItem(item) if item is not None else -1

    def choose(self, code: str) -> None:
        """Go to the row of this code; else to the first."""
        row = self._codes.index(code) if code in self._codes else 0
        item = self.topLevelItem(row)
        if item is not None:
            self.setCurrentItem(item)

    def step(self, by: int) -> None:
        """Go so many rows down, as far as there are any."""
        item = self.topLevelItem(min(max(self.row + by, 0), self.topLevelItemCount() - 1))
        if item is not None:
            self.setCurrentItem(item)

    def height_wanted(self) -> int:
        """Of all rows."""
        return self.header().sizeHint().height() + ROW_PX * self.topLevelItemCount() + 4

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _written(event):
            self.typed.emit(event.text())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


def _written(event: QKeyEvent) -> bool:
    plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return plain == Qt.KeyboardModifier.NoModifier and event.text().isprintable() and event.text().strip() != ""


def _cells(one: Overview, here: bool) -> tuple[str, ...]:
    code = sentence("view_people.here", code=one.code) if here else one.code
    week = str(one.this_week) if one.last else NO_VALUE
    last = sentence("worst.odd_day_short", day=one.last) if one.odd else one.last
    return code, last or NO_VALUE, week, one.worst.words(), one.next.words() if one.next else NO_VALUE


def sentence_of(one: Overview, here: bool) -> str:
    """A row in one breath, for a screen reader."""
    code = sentence("view_people.here", code=one.code) if here else one.code
    parts = [code, one.worst.words()]
    if one.last:
        parts.insert(1, sentence("view_people.last_session", day=one.last_said(), drills=one.this_week))
    if one.next is not None:
        parts.append(sentence("view_people.next", title=one.next.words()))
    return ", ".join(parts) + "."
