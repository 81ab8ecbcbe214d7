"""The third way in: a recording; the newest ones, a dialog, or dropped onto the window."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tripod.record.recent import Recent, recent, recent_of
from tripod.sentences import sentence, shipped_text
from tripod.storage.places import sessions_folder
from tripod.views.kit.key_names import key_shown
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.panel_head import BOTTOM, NOTE, SIDE, TOP, panel_head
from tripod.views.kit.text import Run, draw_runs, elided, runs_width
from tripod.views.kit.theme import BODY, BUTTON_RADIUS, SMALL, STRONG, Theme
from tripod.views.kit.widgets import KeyButton, Line, LinkButton, Panel, TabButton
from tripod.views.replay.words import day_of_year, length, time_of_day

SHOWN = 3
NEWEST = keys_of(Does.NEWEST)[0]
"""The key that opens the newest one."""
_HIGH = 54


class RecentButton(TabButton):
    """One recording in two lines."""

    def __init__(self, of: Recent, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.key = key = key_shown(key)
        self._theme = theme
        self.of = of
        how_long = length(of.facts.duration_s) if of.facts.duration_s is not None else sentence("replay.was_cut")
        self.title = f"{shipped_text(of.drill) if of.drill else sentence('replay.standing')} · {how_long}"
        at = ", ".join(filter(None, (day_of_year(of.facts.created), time_of_day(of.facts.created))))
        self.below = " · ".join(filter(None, (at or sentence("replay.when_not_known"), of.facts.subject)))
        self.setAccessibleName(f"{self.title}, {self.below}")
        self.setToolTip(str(of.facts.folder))
        if key:
            self.setAccessibleDescription(sentence("view_kit_widgets.key", key=key))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, _HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(theme.accent_soft if self.isDown() else theme.track if self.underMouse() else theme.panel)
            painter.setPen(QPen(theme.accent if self.hasFocus() else theme.edge, 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
            room = whole = self.width() - 26.0
            if self.key:
                hint = [Run(self.key, SMALL, theme.muted)]
                draw_runs(painter, hint, self.width() - 13 - runs_width(hint), 23)
                room -= runs_width(hint) + 8
            draw_runs(painter, [Run(elided(self.title, BODY, room, STRONG), BODY, theme.text, STRONG)], 13, 23)
            draw_runs(painter, [Run(elided(self.below, SMALL, whole), SMALL, theme.muted)], 13, 41)


class RecordingChoice(Panel):
    """Emits what is to be opened. Whose code stands on a recording is nobody else's to read: the others' are listed
    only once they are asked for."""

    chosen = Signal(str)
    why_not = Signal(str)
    """The sentence why there is nothing to open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.open_one = KeyButton(sentence("replay.open_one"), "Ctrl+O", theme)
        self.others = LinkButton("", theme)
        self.others.clicked.connect(self._ask_others)
        self._person, self._everybody = "", False
        self._place = sessions_folder()
        self._shown: list[Recent] = []
        self._buttons: list[RecentButton] = []
        self._or_drop = Line(sentence("replay.or_drop_it"), theme, "muted", NOTE)
        head = panel_head(sentence("replay.a_recording"), self._or_drop, theme, self.others, self.open_one)
        self._none = Line(sentence("replay.none_yet"), theme, "muted", BODY)
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(SIDE, TOP, SIDE, BOTTOM)
        inside.setSpacing(10)
        inside.addLayout(head)
        inside.addWidget(self._none, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addLayout(self._row)
        newest = QShortcut(QKeySequence(NEWEST), self)
        newest.activated.connect(self._open_newest)

    def _open_newest(self) -> None:
        if self._buttons:
            self._buttons[0].click()
        else:
            self.why_not.emit(sentence("replay.none_yet"))

    @property
    def buttons(self) -> list[RecentButton]:
        """The newest recordings, the newest first."""
        return self._buttons

    def show_person(self, code: str) -> None:
        """Who is here."""
        if code != self._person:
            self._person, self._everybody = code, False
            if self.isVisible():
                self.look()

    def _ask_others(self) -> None:
        self._everybody = not self._everybody
        self.look()

    def look(self, place: Path | None = None) -> None:
        """Show the newest recordings that there are now, in `place` from now on if given."""
        place = self._place = place or self._place
        found, others = recent_of(place, SHOWN, self._person)
        self.others.setVisible(others)
        # Both have no room in a narrow window.
        self._or_drop.setVisible(not others)
        self.others.setText(
            sentence("replay.only_of", code=self._person) if self._everybody else sentence("replay.others_too")
        )
        self.others.updateGeometry()
        if self._everybody:
            found = recent(place, SHOWN)
        self._none.setVisible(not found)
        if found == self._shown:
            return
        self._shown = found
        for old in self._buttons:
            old.setParent(None)
            old.deleteLater()
        self._buttons = [RecentButton(each, NEWEST if n == 0 else "", self.theme) for n, each in enumerate(found)]
        for button in self._buttons:
            self._row.addWidget(button)
            button.clicked.connect(partial(self.chosen.emit, str(button.of.facts.folder)))
            button.show()
