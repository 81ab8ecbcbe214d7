"""Shown before a drill: the button Today and the library of drills."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.coach.wording_memory import Known
from tripod.drills.format.drill import Drill
from tripod.sentences import sentence
from tripod.views.calibrate.parts import Row, Rows
from tripod.views.drill.words import DrillWords
from tripod.views.kit.scrolling import put_in, scrolling
from tripod.views.kit.theme import BIG, BODY, HEAD, HEAVY, MARGIN, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, LinkButton, Panel

KNOWN_HIGH = 190
"""Greatest height in pixels of the list of faults with their wordings; beyond it the list scrolls."""

_BAR = 20
"""Of a margin, for what scrolls: its bar, and the distance to it."""


class DrillLibrary(QWidget):
    """`chosen` carries the name of a drill and the foot for those on one leg."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme, own: DrillWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._own = theme, own
        self._shown: list[Drill] | None = None
        self.title = Line(sentence("view_drill_library.train_the_active_foot"), theme, "text", BIG - 2, HEAVY)
        self.today = KeyButton(sentence("view_drill_library.today"), "Return", theme, size=HEAD)
        self.today.set_strong(True)
        self.today.clicked.connect(lambda: self.chosen.emit("today", "both"))
        self.day = Line("", theme, "text", TEXT, STRONG)
        self.today_said = Line("", theme, "muted", BODY)
        self.wrong = Line("", theme, "warn", BODY)
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.show_today(())
        self.area = scrolling(QWidget())
        self.buttons: dict[tuple[str, str], KeyButton] = {}
        column = QVBoxLayout(self)
        # What scrolls has its bar in the margin, so that all panels end at one line.
        column.setContentsMargins(2 * MARGIN, MARGIN, 2 * MARGIN - _BAR, 12)
        column.setSpacing(12)
        self.who = KeyButton("", "P", theme)
        first = QHBoxLayout()
        first.setContentsMargins(0, 0, _BAR, 0)
        first.addWidget(self.title, 1)
        first.addWidget(self.who)
        column.addLayout(first)
        top = Panel(theme)
        row = QHBoxLayout(top)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(24)
        row.addWidget(self.today)
        said = QVBoxLayout()
        said.setSpacing(4)
        for line in (self.day, self.today_said):
            line.setWordWrap(True)
            said.addWidget(line)
        row.addLayout(said, 1)
        framed = QHBoxLayout()
        framed.setContentsMargins(0, 0, _BAR, 0)
        framed.addWidget(top)
        column.addLayout(framed)
        self.helps = LinkButton(sentence("view_drill_library.what_helps_me"), theme)
        self.helps.clicked.connect(lambda: self.known_area.setVisible(self.known_area.isHidden()))
        self.known = Rows(sentence("view_drill_library.what_the_coach_knows_of"), theme)
        self.known_area = scrolling(self.known, Qt.FocusPolicy.StrongFocus)
        self.known_area.setAccessibleName(sentence("view_drill_library.what_helps_me"))
        self.known_area.setMaximumHeight(KNOWN_HIGH)
        self.known_area.hide()
        heading = QHBoxLayout()
        heading.setContentsMargins(0, 0, _BAR, 0)
        heading.addWidget(Line(sentence("view_drill_library.library"), theme, "muted", SMALL + 0.5, STRONG), 1)
        heading.addWidget(self.helps)
        known = QHBoxLayout()
        known.setContentsMargins(0, 0, _BAR, 0)
        known.addWidget(self.known_area)
        column.addLayout(known)
        column.addLayout(heading)
        column.addWidget(self.wrong)
        column.addWidget(self.area, 1)

    def show_person(self, code: str) -> None:
        """Who trains."""
        self.who.set_text(sentence("view_drill_library.who_trains", code=code))

    def show_drills(self, drills: Mapping[str, Drill], wrong: Sequence[str]) -> None:
        """List them, and what is wrong with files of the user's."""
        self.wrong.set_text(" ".join(wrong))
        self.wrong.setVisible(bool(wrong))
        if list(drills.values()) == self._shown:
            return
        self._shown = list(drills.values())
        self.buttons.clear()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for drill in drills.values():
            column.addWidget(self._row(drill))
        column.addStretch()
        put_in(self.area, inside)

    def show_today(self, said: Sequence[str]) -> None:
        """The day of the plan that comes now, and why; in general where that cannot be told."""
        day, *drills = said or [sentence("view_drill_library.ten_minutes_at_most_a")]
        self.day.set_text(day)
        self.today_said.set_text("\n".join(drills))
        self.today_said.setVisible(bool(drills))

    def show_known(self, known: Sequence[Known]) -> None:
        """What the coach knows of its words."""
        nothing = Row(sentence("view_drill_library.nothing_yet"), sentence("view_drill_library.it_tries_its_words_in"))
        self.known.show_rows([row for k in known for row in self._own.known(k)] or [nothing])

    def _row(self, drill: Drill) -> Panel:
        panel = Panel(self.theme)
        row = QHBoxLayout(panel)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(16)
        said = QVBoxLayout()
        said.setSpacing(2)
        for line in (
            Line(drill.title, self.theme, "text", TEXT, STRONG),
            Line(drill.trains, self.theme, "muted", BODY),
        ):
            line.setWordWrap(True)
            said.addWidget(line)
        row.addLayout(said, 1)
        row.addWidget(Line(self._own.cost(drill), self.theme, "muted", SMALL + 0.5))
        feet = ("left", "right") if drill.feet == "one" else ("both",)
        for foot in feet:
            start = sentence("view_drill_library.start")
            text = {"left": sentence("view_drill_library.left"), "right": sentence("view_drill_library.right")}.get(
                foot, start
            )
            button = KeyButton(text, "", self.theme)
            button.setAccessibleName(f"{start}: {drill.title} {text if foot != 'both' else ''}".strip())
            button.clicked.connect(lambda _=False, name=drill.name, foot=foot: self.chosen.emit(name, foot))
            self.buttons[drill.name, foot] = button
            row.addWidget(button)
        return panel
