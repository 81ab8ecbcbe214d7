"""The page Settings: all that can be chosen, each kept as soon as it is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from tripod.live.sound_check import SoundCheck
from tripod.sentences import sentence
from tripod.training.profile import Profile
from tripod.views.kit.scrolling import scrolling
from tripod.views.kit.style import BAR
from tripod.views.kit.theme import BIG, BODY, HEAVY, Theme
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.live.person_form import PersonForm
from tripod.views.settings.each_drill import EachDrillRows
from tripod.views.settings.keeping import KeepingGroup
from tripod.views.settings.look import LookGroup
from tripod.views.settings.rows import Group
from tripod.views.settings.sound import SoundGroup

GAP, MARGIN = 16, 40
NARROW = 1100
"""Below this the margins are smaller."""


class SettingsPage(QWidget):
    """Person and sound on the left, look and what is kept on the right; in a low window it scrolls."""

    back_asked = Signal()

    def __init__(self, theme: Theme, sizes: Sequence[int], check: SoundCheck, may_restart: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(sentence("view_settings.settings"))
        self.person = PersonForm(theme, self)
        self.who = Group(sentence("view_settings.person"), "", theme)
        self.who.column.insertWidget(1, self.person.body)
        self.who.column.insertWidget(1, self.person.other, 0, Qt.AlignmentFlag.AlignLeft)
        self.sound = SoundGroup(theme, self.person, check)
        self.look = LookGroup(theme, sizes, may_restart)
        self.keeping = KeepingGroup(theme)
        self.each_drill = EachDrillRows(theme)
        self.keeping.beside.addWidget(self.each_drill)
        self.said = Line(sentence("view_settings.kept_at_once"), theme, "muted", BODY)
        """What came of the last choice."""
        self.said.setWordWrap(True)
        self.back = KeyButton(sentence("view_settings.back"), "Esc", theme)
        self.back.set_strong(True)
        self.keys = KeyButton(sentence("view_settings.all_keys"), "?", theme)
        self.tour = KeyButton(sentence("view_settings.tour"), "", theme)
        self.log = KeyButton(sentence("view_settings.show_log"), "", theme)
        self.about = KeyButton(sentence("view_settings.about"), "", theme)
        self.back.clicked.connect(self.back_asked)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        title = QHBoxLayout()
        title.setSpacing(14)
        title.addWidget(Line(sentence("view_settings.settings"), theme, "text", BIG, HEAVY))
        title.addWidget(self.said, 1)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(GAP)
        for groups in ((self.who, self.sound), (self.look, self.keeping)):
            column = QVBoxLayout()
            column.setSpacing(GAP)
            for group in groups:
                column.addWidget(group)
            column.addStretch()
            self._columns.addLayout(column, 1)
        self._inner = inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._columns)
        inside.addStretch()
        self._area = scrolling(inner)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.back, self.keys, self.tour, self.log, self.about):
            buttons.addWidget(button)
        buttons.addStretch()
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(12)
        self._whole.addLayout(title)
        self._whole.addWidget(self._area, 1)
        self._whole.addLayout(buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        side = 20 if narrow else MARGIN
        self._whole.setContentsMargins(side, 14, side, 12)
        self._turn_columns()

    def _turn_columns(self) -> None:
        """Beside each other where there is room for the longest words of this language, else one below the other."""
        beside = sum(item.minimumSize().width() for i in range(2) if (item := self._columns.itemAt(i))) + GAP
        room = self.width() - (self._whole.contentsMargins().left() + self._whole.contentsMargins().right()) - BAR - 2
        way = QBoxLayout.Direction
        self._columns.setDirection(way.LeftToRight if beside <= room else way.TopToBottom)

    def show_person(self, code: str, profile: Profile) -> None:
        """Whose form it is, and what is known of them."""
        self.person.show_person(code)
        self.person.show_profile(profile)
        self.each_drill.show_profile(profile)
        self.who.note.set_text(sentence("view_settings.kept_for", code=code))
        self.sound.note.set_text(sentence("view_settings.device_on_this_machine", code=code))

    def show_said(self, text: str = "", wrong: bool = False) -> None:
        """What came of a choice; `wrong`: that it was not kept."""
        self.said.set_role("warn" if wrong else "muted")
        self.said.set_text(text or sentence("view_settings.kept_at_once"))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.sound.end()
