"""How the coach is heard, and where."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox

from tripod.live.sound_check import LASTS_S, SoundCheck
from tripod.sentences import sentence
from tripod.views.kit.choice import Choice
from tripod.views.kit.panel_head import WIDE_FIELD_PX
from tripod.views.kit.theme import BODY, SMALL, Theme, font
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.live.person_form import PersonForm
from tripod.views.settings.rows import Group


class SoundGroup(Group):
    """The coach's voice belongs to the person, the device to the machine."""

    device_chosen = Signal(str)

    def __init__(self, theme: Theme, person: PersonForm, check: SoundCheck) -> None:
        super().__init__(sentence("view_settings.sound"), "", theme)
        self._person, self._check = person, check
        self.device = Choice[str]((sentence("view_settings.system_device"), ""))
        self.device.setFont(font(BODY))
        self.device.setAccessibleName(sentence("view_settings.goes_to"))
        # Names of devices are as long as their makers like.
        self.device.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.device.setMinimumContentsLength(18)
        self.device.setMinimumWidth(WIDE_FIELD_PX)
        self.test = KeyButton(sentence("view_settings.test_tone"), "", theme)
        self.said = Line("", theme, "warn", SMALL + 0.5)
        self.said.setWordWrap(True)
        self.said.hide()
        self.column.addWidget(person.coach)
        self.add(sentence("view_settings.goes_to"), self.device, self.test)
        self.add_whole(self.said)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self.end)
        self.device.activated.connect(lambda: self.device_chosen.emit(self.device.chosen))
        self.test.clicked.connect(self._play)

    def show_devices(self, names: Sequence[str], chosen: str) -> None:
        """Offer these; one that was chosen and is not there now is shown as such."""
        named = [(sentence("view_settings.system_device"), ""), *((name, name) for name in names)]
        if chosen and chosen not in names:
            named.append((sentence("view_settings.device_gone", name=chosen), chosen))
        self.device.offer(named)
        self.device.choose(chosen)

    def _play(self) -> None:
        why = self._check.play(self._person.volume.value() / 100)
        self.said.set_text(why)
        self.said.setVisible(bool(why))
        # Seen as well as heard, for as long as it sounds.
        self.test.set_strong(not why)
        self._over.start(round(1000 * LASTS_S))

    def end(self) -> None:
        """Sound no longer."""
        self._over.stop()
        self._check.stop()
        self.test.set_strong(False)
