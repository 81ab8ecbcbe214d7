"""The row of buttons below a recording."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from tripod.live.playing import SPEEDS
from tripod.sentences import sentence
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.segments import Segments
from tripod.views.kit.theme import Theme
from tripod.views.kit.widgets import KeyButton

_FRACTIONS = {0.25: "¼", 0.5: "½"}


class Transport(QWidget):
    """Each does what its key does."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.play = KeyButton(sentence("replay.play"), sentence("replay.space"), theme)
        self.back = KeyButton(sentence("replay.frame_left"), "←", theme)
        self.back.setAccessibleName(sentence("replay.frame_back"))
        self.on = KeyButton(sentence("replay.frame_right"), "→", theme)
        self.on.setAccessibleName(sentence("replay.frame_on"))
        self.speed = Segments([(str(s), f"{_FRACTIONS.get(s, f'{s:g}')}×") for s in SPEEDS], theme)
        self.speed.setAccessibleName(sentence("replay.speed"))
        self.next = KeyButton(sentence("replay.next_event"), "E", theme)
        self.mark = KeyButton(sentence("replay.mark"), "M", theme)
        self.align = KeyButton(sentence("replay.align"), "Y", theme)
        self.swap = KeyButton(sentence("replay.swap"), "X", theme)
        self.beside = KeyButton(sentence("replay.beside"), "B", theme)
        self.report = KeyButton(sentence("view_export.report"), keys_of(Does.REPORT)[0], theme)
        self.export = KeyButton(sentence("view_export.files"), keys_of(Does.EXPORT)[0], theme)
        self.close_page = KeyButton(sentence("replay.close"), "Esc", theme)
        self.beside.setToolTip(sentence("replay.beside_or_calibration"))
        self.speed.setToolTip(sentence("replay.speed_keys"))
        self.next.setToolTip(sentence("replay.previous_event_key"))
        self.mark.setToolTip(sentence("replay.unmark_key"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.play, self.back, self.on):
            row.addWidget(button)
        row.addWidget(self.speed)
        for button in (self.next, self.mark, self.align, self.swap, self.beside):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.report, self.export, self.close_page):
            row.addWidget(button)
        for button in self.buttons():
            button.set_stacked()
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # The word changes, its place does not.
        self.play.setMinimumWidth(max(self._wide(s) for s in ("play", "pause", "again")))

    def buttons(self) -> tuple[KeyButton, ...]:
        """All of them, from left to right."""
        return (
            self.play, self.back, self.on, self.next, self.mark, self.align, self.swap, self.beside, self.report,
            self.export, self.close_page,
        )  # fmt: skip

    def show_playing(self, *, under_way: bool, ended: bool, speed: float) -> None:
        """What the first button does now, and how fast it is played."""
        which = "pause" if under_way else "again" if ended else "play"
        self.play.set_text(sentence(f"replay.{which}"))
        self.play.set_strong(not under_way)
        self.speed.set_key(str(speed))

    def show_two(self, two: bool, alignable: bool) -> None:
        """What is offered of two recordings beside each other."""
        self.beside.set_text(sentence("replay.alone") if two else sentence("replay.beside"))
        for button in (self.report, self.export):
            # There is no room for them; their keys are the first one's all the same.
            button.setVisible(not two)
        self.swap.setVisible(two)
        self.align.setVisible(two and alignable)

    def _wide(self, which: str) -> int:
        self.play.setText(sentence(f"replay.{which}"))
        size: QSize = self.play.minimumSizeHint()
        return size.width()
