"""The few choices of how the feet are painted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from tripod.sentences import sentence
from tripod.views.kit.map_palettes import MapPalette
from tripod.views.kit.segments import Segments
from tripod.views.kit.theme import BODY, STRONG, Theme
from tripod.views.kit.widgets import Line


class PictureForm(QWidget):
    """What is chosen holds at once."""

    held = Signal(bool)
    """Keep the map's scale as it is."""
    between = Signal(bool)
    """Draw between the points, too."""
    palette_chosen = Signal(object)
    """A `MapPalette`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hold = QCheckBox(sentence("view_live_picture_form.hold_scale"))
        self.draw_between = QCheckBox(sentence("view_live_picture_form.between"))
        self.colours = Segments(
            [(p.value, sentence(f"view_live_picture_form.palette_{p.value}")) for p in MapPalette], theme
        )
        self.hold.clicked.connect(self.held)
        self.draw_between.clicked.connect(self.between)
        self.colours.chosen.connect(self._choose_palette)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        grid.addWidget(Line(sentence("view_live_picture_form.the_picture"), theme, "muted", BODY, STRONG), 0, 0)
        grid.addWidget(self.hold, 1, 0)
        grid.addWidget(self.draw_between, 2, 0)
        colours = QHBoxLayout()
        colours.setSpacing(12)
        colours.addWidget(Line(sentence("view_live_picture_form.colours"), theme))
        colours.addWidget(self.colours)
        colours.addStretch()
        grid.addLayout(colours, 3, 0)

    def _choose_palette(self, key: str) -> None:
        self.palette_chosen.emit(MapPalette(key))

    def show_choices(self, *, held: bool, between: bool, may_draw_between: bool) -> None:
        """What holds now, also where a key chose it."""
        self.hold.setChecked(held)
        self.draw_between.setChecked(between)
        self.draw_between.setVisible(may_draw_between)
