"""Whose history is shown: who is here, and the others once somebody asks for them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from tripod.history.found import PersonKept
from tripod.sentences import sentence
from tripod.training.overview import Overview
from tripod.views.history.dates import short_day
from tripod.views.history.days_list import elided
from tripod.views.kit.scrolling import scrolling
from tripod.views.kit.text import Align, Run, advance, draw_runs
from tripod.views.kit.theme import BODY, BUTTON_RADIUS, HEAVY, SMALL, STRONG, Theme
from tripod.views.kit.widgets import KeyButton, Line, Panel, TabButton

WIDE = 200
"""A point of a foot fits in it, in any language, where the window is not small."""


class PersonRow(TabButton):
    """One of them: code, last day, what was worst, what is next."""

    def __init__(self, code: str, theme: Theme) -> None:
        super().__init__(code or sentence("view_history.nobody"))
        self.code, self.theme = code, theme
        self.setCheckable(True)
        self.chosen = False
        self._last = self._worst = self._next = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def tell(self, last: str, overview: Overview | None, chosen: bool) -> None:
        """`last`: a day as it is written. `overview`: None until it is known."""
        self.chosen, self._last = chosen, last
        # A screen reader says it.
        self.setChecked(chosen)
        if overview is not None:
            self._worst = overview.worst.words()
            self._next = sentence("view_history.next", title=overview.next.words()) if overview.next else ""
        self.setAccessibleName(", ".join(filter(None, (self.text(), last, self._worst, self._next))))
        self.setToolTip("\n".join(filter(None, (self._worst, self._next))))
        self.update()

    def nextCheckState(self) -> None:
        """Whose history is shown decides it, not the click alone."""

    def sizeHint(self) -> QSize:
        return QSize(WIDE - 16, 70)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 70)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.chosen or self.underMouse() or self.hasFocus():
                painter.setPen(
                    QPen(theme.accent, 2 if self.hasFocus() else 1) if self.hasFocus() else Qt.PenStyle.NoPen
                )
                painter.setBrush(theme.accent_soft if self.chosen else theme.track)
                painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
            room = self.width() - 24
            name = elided(self.text(), room - advance(self._last, SMALL + 1) - 8)
            draw_runs(painter, [Run(name, BODY + 1, theme.text, HEAVY)], 12, 22)
            draw_runs(painter, [Run(self._last, SMALL + 1, theme.muted)], self.width() - 12, 22, Align.RIGHT)
            for text, y in ((self._worst, 41), (self._next, 59)):
                draw_runs(painter, [Run(elided(text, room), SMALL + 1, theme.muted)], 12, y)


class PeopleList(Panel):
    """Whom it shows is another question than who trains."""

    chosen = Signal(str)
    others_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.rows: list[PersonRow] = []
        self.heading = Line(sentence("view_history.people"), theme, "muted", SMALL, STRONG)
        self.others = KeyButton(sentence("view_history.others"), "O", theme)
        self.others.setToolTip(sentence("view_history.others_tip"))
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch()
        scroll = scrolling(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 16)
        column.setSpacing(10)
        heading = QVBoxLayout()
        heading.setContentsMargins(12, 0, 12, 0)
        heading.addWidget(self.heading)
        column.addLayout(heading)
        column.addWidget(scroll, 1)
        column.addWidget(self.others)
        self.others.clicked.connect(self.others_asked)

    def show_people(
        self, people: Sequence[PersonKept], overviews: Mapping[str, Overview], chosen: str, today: str
    ) -> None:
        """These, `chosen` marked. `today`: ISO date."""
        codes = [one.code for one in people]
        if codes != [row.code for row in self.rows]:
            for row in self.rows:
                row.hide()
                row.deleteLater()
            self.rows = [PersonRow(code, self.theme) for code in codes]
            for at, row in enumerate(self.rows):
                self._column.insertWidget(at, row)
                row.clicked.connect(lambda _=False, row=row: self.chosen.emit(row.code))
        for row, one in zip(self.rows, people, strict=True):
            last = sentence("view_history.today_short") if one.last[:10] == today else short_day(one.last)
            row.tell(last if one.last else "", overviews.get(one.code), one.code == chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        at = next((n for n, row in enumerate(self.rows) if row.hasFocus()), None)
        if by and at is not None:
            self.rows[min(max(at + by, 0), len(self.rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
