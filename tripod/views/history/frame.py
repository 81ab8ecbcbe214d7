"""What the History page is made of, and where each part of it stands."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from tripod.history.found import Kept
from tripod.views.history.chosen import WIDE as CHOSEN_WIDE
from tripod.views.history.chosen import ChosenPanel
from tripod.views.history.nothing_yet import NothingYet
from tripod.views.history.people_list import WIDE as PEOPLE_WIDE
from tripod.views.history.people_list import PeopleList
from tripod.views.history.sessions_panel import SessionsPanel
from tripod.views.history.trend_panel import TrendPanel
from tripod.views.kit.theme import MARGIN, Theme

CHOSEN_PART, MOST_WIDE = 0.22, 460
"""Of the page's width, and at most so many pixels: the chosen try."""
_ROOMY = 1180
"""Pixels of width under which the outer columns are narrower."""


class HistoryFrame(QWidget):
    """People on the left, their trend above their sessions, and the chosen one on the right."""

    def __init__(self, theme: Theme, title: Callable[[Kept], str], parent: QWidget | None = None) -> None:
        """`title`: what a kept thing is called."""
        super().__init__(parent)
        self.people = PeopleList(theme)
        self.trend = TrendPanel(theme)
        self.sessions = SessionsPanel(title, theme)
        self.days = self.sessions.days
        self.chosen = ChosenPanel(theme)
        self.nothing = NothingYet(theme)
        self._lay_out()

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.trend, 50)
        middle.addWidget(self.sessions, 50)
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(middle, 1)
        row.addWidget(self.chosen)
        both = QWidget()
        self._stack = QStackedLayout(both)
        self._stack.addWidget(full)
        self._stack.addWidget(self.nothing)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        outer.setSpacing(16)
        outer.addWidget(self.people)
        outer.addWidget(both, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        less = 0 if self.width() >= _ROOMY else 1
        self.people.setFixedWidth(PEOPLE_WIDE - 44 * less)
        # In a large window its picture grows with it.
        wide = min(max(CHOSEN_WIDE, round(CHOSEN_PART * self.width())), MOST_WIDE)
        self.chosen.setFixedWidth(CHOSEN_WIDE - 44 if less else wide)
