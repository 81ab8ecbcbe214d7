"""Whether each drill is recorded by itself, how much disk recordings may take, and what would have to go for others."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from tripod.live.kept_places import Room
from tripod.sentences import figure, sentence
from tripod.training.profile import NOBODY, Profile
from tripod.views.kit.choice import Choice
from tripod.views.kit.theme import BODY, SMALL, Theme, font
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.settings.use_bar import UseBar

LIMITS_GB = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)


class EachDrillRows(QWidget):
    """Deletes nothing by itself, and nothing by one press: the button asks once more before."""

    chosen = Signal(bool, float)
    """Record each drill, and within how many 10^9 bytes."""
    deletes = Signal()
    """What would have to go is to be deleted: it was asked for twice."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._room: Room | None = None
        self.records = QCheckBox(sentence("view_settings.record_each_drill"))
        self.records.setFont(font(BODY))
        self.limit = Choice[float]()
        self.limit.setFont(font(BODY))
        self.limit.setAccessibleName(sentence("view_settings.recordings_may_take"))
        self.said = Line("", theme, "muted", SMALL + 0.5)
        self.said.setWordWrap(True)
        self.bar = UseBar(sentence("view_settings.recordings_may_take"), theme)
        self.delete = KeyButton("", "", theme)
        self.delete.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.records, 0, 0)
        grid.addWidget(self.limit, 0, 1)
        grid.addWidget(self.bar, 1, 0, 1, 2)
        grid.addWidget(self.said, 2, 0)
        grid.addWidget(self.delete, 2, 1)
        self._sure = False
        self.show_profile(NOBODY)
        self.records.clicked.connect(self._choose)
        self.limit.activated.connect(self._choose)
        self.delete.clicked.connect(self._delete)

    def show_profile(self, profile: Profile) -> None:
        """What the person chose."""
        offered = sorted({*LIMITS_GB, profile.recordings_gb})
        if self.limit.count() != len(offered) or self.limit.chosen != profile.recordings_gb:
            self.limit.offer([(sentence("view_settings.up_to_gb", size=figure(gb)), gb) for gb in offered])
            self.limit.choose(profile.recordings_gb)
        self.records.setChecked(profile.records_drills)
        self.limit.setEnabled(profile.records_drills)

    def show_room(self, room: Room) -> None:
        """How much disk there is left for recordings."""
        self._room, self._sure = room, False
        used, limit = figure(room.used_gb, ".2f" if room.used_gb < 1 else ".1f"), figure(room.limit_gb)
        if not room.full:
            said = sentence("view_settings.room_left", used=used, limit=limit)
        elif room.to_go:
            said = sentence("view_settings.no_room", used=used, limit=limit)
        else:
            said = sentence("view_settings.all_marked", used=used, limit=limit)
        self.bar.show_part(room.used_gb, room.limit_gb, said)
        self.said.set_role("warn" if room.full else "muted")
        self.said.set_text(said)
        self.delete.setVisible(room.full and bool(room.to_go))
        self.delete.set_text(sentence("view_settings.delete_oldest", n=len(room.to_go)))

    def _choose(self) -> None:
        self.chosen.emit(self.records.isChecked(), self.limit.chosen)

    def _delete(self) -> None:
        if self._room is None:
            return
        if self._sure:
            self._sure = False
            self.deletes.emit()
            return
        self._sure = True
        self.delete.set_text(sentence("view_settings.delete_really", n=len(self._room.to_go)))
