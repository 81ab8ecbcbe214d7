"""How the window looks: theme, size, colours and scale of the map, and the language that it is written in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from tripod.sentences import language_name, languages, sentence
from tripod.storage.settings import Settings
from tripod.views.kit.choice import Choice
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.map_palettes import MapPalette, map_stops
from tripod.views.kit.panel_head import FIELD_PX, WIDE_FIELD_PX
from tripod.views.kit.segments import Segments
from tripod.views.kit.theme import BODY, SMALL, Theme, font
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.settings.rows import Group

SIZES = (100, 110, 125, 150, 175, 200)
LEAST_PX = (1000, 580)
"""Width and height below which the window's pages do not go."""


def sizes_that_fit(wide_px: float, high_px: float) -> tuple[int, ...]:
    """The sizes, in per cent, at which the whole window still fits on a screen of so many pixels."""
    return tuple(
        p for p in SIZES if p == 100 or (wide_px >= LEAST_PX[0] * p / 100 and high_px >= LEAST_PX[1] * p / 100)
    )


class LookGroup(Group):
    """What is chosen holds at once; size and language once the program is started again, which it offers to do."""

    chosen = Signal(str, object)
    """Field of `Settings`, and its value."""
    held = Signal(bool)
    """Keep the map's scale as it is on this board."""
    restart_asked = Signal()

    def __init__(self, theme: Theme, sizes: Sequence[int], may_restart: bool = False) -> None:
        """`may_restart`: whoever listens can start the program anew."""
        super().__init__(sentence("view_settings.look"), sentence("view_settings.on_this_machine"), theme)
        self.theme_choice = Segments(
            [(t, sentence(f"view_settings.theme_{t}")) for t in ("system", "dark", "light")], theme
        )
        self.sizes = Choice[int](*((f"{p} %", p) for p in sizes))
        named = ((language_name(code), code) for code in languages())
        self.language = Choice[str]((sentence("view_settings.language_system"), ""), *named)
        self.colours = Segments(
            [(p.value, sentence(f"view_live_picture_form.palette_{p.value}")) for p in MapPalette],
            theme,
            lambda key, theme: map_stops(MapPalette(key), theme.dark),
        )
        self.hold = QCheckBox(sentence("view_live_picture_form.hold_scale"))
        self.draw_between = QCheckBox(sentence("view_live_picture_form.between"))
        self.later = Line("", theme, "muted", SMALL + 0.5)
        self.later.setWordWrap(True)
        self._may_restart = may_restart
        self.restart = KeyButton(sentence("view_settings.restart_now"), keys_of(Does.RESTART)[0], theme)
        self.restart.set_strong(True)
        self.restart.clicked.connect(self.restart_asked)
        by_key = QShortcut(QKeySequence(self.restart.key), self)
        by_key.activated.connect(self._restart_by_key)
        for box, name in (
            (self.sizes, sentence("view_settings.text_size")),
            (self.language, sentence("view_settings.written")),
        ):
            box.setFont(font(BODY))
            box.setAccessibleName(name)
        self.sizes.setMinimumWidth(FIELD_PX)
        self.language.setMinimumWidth(WIDE_FIELD_PX)
        for switch in (self.hold, self.draw_between):
            switch.setFont(font(BODY))
        self.add(sentence("view_settings.theme"), self.theme_choice)
        self.add(sentence("view_settings.text_size"), self.sizes)
        self.add(sentence("view_settings.written"), self.language)
        self._waiting = QWidget()
        row = QHBoxLayout(self._waiting)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.later, 1)
        row.addWidget(self.restart)
        self.add_whole(self._waiting)
        self.add(sentence("view_live_picture_form.colours"), self.colours)
        self.add_whole(self.hold)
        self.add_whole(self.draw_between)
        self._begun: Settings | None = None
        self.theme_choice.chosen.connect(lambda: self.chosen.emit("theme", self.theme_choice.key))
        self.colours.chosen.connect(lambda: self.chosen.emit("palette", self.colours.key))
        self.sizes.activated.connect(lambda: self.chosen.emit("text_percent", self.sizes.chosen))
        self.language.activated.connect(lambda: self.chosen.emit("language", self.language.chosen))
        self.draw_between.clicked.connect(lambda: self.chosen.emit("between", self.draw_between.isChecked()))
        self.hold.clicked.connect(self.held)

    def show_settings(self, settings: Settings, held: bool, board: bool) -> None:
        """What is chosen; `held`: the map's scale stays as it is on the board that is open, if one is (`board`)."""
        begun = self._begun = self._begun or settings
        self.theme_choice.set_key(settings.theme)
        self.colours.set_key(settings.palette)
        self.sizes.choose(settings.text_percent)
        self.language.choose(settings.language)
        self.draw_between.setChecked(settings.between)
        self.hold.setChecked(held)
        self.hold.setEnabled(board)
        waits = (settings.text_percent, settings.language) != (begun.text_percent, begun.language)
        self.later.set_text(sentence("view_settings.from_the_next_start") if waits else "")
        self._waiting.setVisible(waits)
        self.restart.setVisible(self._may_restart)

    def _restart_by_key(self) -> None:
        if self.restart.isVisible():
            self.restart_asked.emit()
