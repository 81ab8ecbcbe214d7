"""What the start page offers of virtual boards: which one, who stands on it, and whether somebody plays them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tripod.calibration.wizard.mass_input import MassError, parse_mass_kg
from tripod.sentences import figure, sentence
from tripod.views.calibrate.fields import Entry
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.panel_head import BOTTOM, SIDE, TOP, panel_head
from tripod.views.kit.segments import Segments
from tripod.views.kit.theme import BODY, SMALL, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, Panel

KINDS = ("insole", "pads", "plate")
USUAL = "pads"
STANDS = "pupil,waits=on,habit=mt1_light:right"
"""Who follows no drill leaves the first one waiting for good; who has no habit gives the coach nothing to say."""
LEAST_KG, MOST_KG = 20.0, 300.0


class VirtualChoice(Panel):
    """Emits the source to open: `virtual:pupil,…` for a person who stands there and does what a drill asks,
    `virtual:play,…` for oneself."""

    chosen = Signal(str)
    kind_chosen = Signal(str)

    def __init__(self, theme: Theme, weight_kg: float = 75.0, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.kind = USUAL
        self.kinds = Segments([(kind, sentence(f"view_play_kind.{kind}")) for kind in KINDS], theme)
        self.kinds.setAccessibleName(sentence("view_play_choice.kind"))
        self.weight = Entry(sentence("view_play_choice.weight"), "75 kg", theme)
        self.weight.setText(f"{figure(weight_kg)} kg")
        self.weight.setFixedWidth(92)
        self.stand = KeyButton(sentence("view_play_choice.stand"), sentence("view_play_choice.enter"), theme, size=TEXT)
        self.stand.set_strong(True)
        self.play = KeyButton(sentence("view_play_choice.play"), keys_of(Does.PLAY)[0], theme, size=TEXT)
        for button in (self.stand, self.play):
            # In a narrow window it leaves out its key.
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.wrong = Line("", theme, "warn", SMALL + 0.5)
        self.kinds.chosen.connect(self.choose)
        self.weight.textEdited.connect(lambda: self._complain(""))
        self.weight.returnPressed.connect(lambda: self._open(STANDS))
        self.stand.clicked.connect(lambda: self._open(STANDS))
        self.play.clicked.connect(lambda: self._open("play"))
        self._lay_out()
        self.choose(USUAL)

    def _lay_out(self) -> None:
        head = panel_head(
            sentence("view_play_choice.title"), sentence("view_play_choice.nothing_to_plug_in"), self.theme
        )
        what, how = QHBoxLayout(), QHBoxLayout()
        what.addWidget(self.kinds)
        what.addSpacing(12)
        label = Line(sentence("view_play_choice.weight"), self.theme, "muted", BODY)
        label.setBuddy(self.weight)
        what.addWidget(label)
        what.addWidget(self.weight)
        what.addStretch()
        how.addWidget(self.stand)
        how.addWidget(self.play)
        how.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, TOP, SIDE, BOTTOM)
        column.setSpacing(12)
        column.addLayout(head)
        for row in (what, how):
            row.setSpacing(8)
            column.addLayout(row)
        self.wrong.hide()
        column.addWidget(self.wrong)

    def choose(self, kind: str) -> None:
        """Take this kind of board."""
        self.kind = kind
        self.kinds.set_key(kind)
        self.kind_chosen.emit(kind)

    def source(self, scenario: str) -> str | None:
        """The source as it would be written; None where the weight is none, which then is said."""
        try:
            weight = parse_mass_kg(self.weight.text(), LEAST_KG, MOST_KG)
        except MassError as error:
            self._complain(str(error))
            return None
        return f"virtual:{scenario},board={self.kind},weight_kg={weight:g}"

    def _open(self, scenario: str) -> None:
        source = self.source(scenario)
        if source is None:
            self.weight.setFocus()
        else:
            self.chosen.emit(source)

    def _complain(self, sentence: str) -> None:
        self.wrong.set_text(sentence)
        self.wrong.setVisible(bool(sentence))
        self.weight.set_loud(bool(sentence))
        self.weight.setAccessibleDescription(sentence)
