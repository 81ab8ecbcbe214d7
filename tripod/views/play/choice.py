"""What the start page offers of virtual boards: which one, who stands on it, and whether one plays or calibrates it."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tripod.calibration.wizard.mass_input import MassError, parse_mass_kg
from tripod.sentences import figure, sentence
from tripod.views.calibrate.fields import Entry
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.panel_head import BOTTOM, SIDE, TOP, panel_head
from tripod.views.kit.segments import Segments
from tripod.views.kit.theme import BODY, SMALL, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, LinkButton, Panel
from tripod.views.play.more_choice import MoreChoice

KINDS = ("insole", "pads", "plate")
USUAL = "pads"
PLAY = "play"
LEAST_KG, MOST_KG = 20.0, 300.0


class VirtualChoice(Panel):
    """Emits the source to open: `virtual:pupil,…` for a person who stands there and does what a drill asks, or another
    scenario that is chosen behind *more*; `virtual:play,…` for oneself."""

    chosen = Signal(str)
    to_calibrate = Signal(str)
    """The same of a board that is played, and calibrated at once."""
    kind_chosen = Signal(str)
    opened = Signal()
    """What lies behind *more* was opened, or closed."""

    def __init__(self, theme: Theme, weight_kg: float = 75.0, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.kind = USUAL
        self.kinds = Segments([(kind, sentence(f"view_play_kind.{kind}")) for kind in KINDS], theme)
        self.kinds.setAccessibleName(sentence("view_play_choice.kind"))
        self.weight = Entry(sentence("view_play_choice.weight"), "75 kg", theme)
        self.weight.setText(f"{figure(weight_kg)} kg")
        self.weight.setFixedWidth(92)
        self.stand = KeyButton(sentence("view_play_choice.stand"), "Return", theme, size=TEXT)
        self.stand.set_strong(True)
        self.play = KeyButton(sentence("view_play_choice.play"), keys_of(Does.PLAY)[0], theme, size=TEXT)
        for button in (self.stand, self.play):
            # In a narrow window it leaves out its key.
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.more_link = LinkButton(sentence("view_play_choice.more"), theme)
        self.calibrate = LinkButton(sentence("view_play_choice.calibrate"), theme)
        self.more = MoreChoice()
        self.more.hide()
        self.wrong = Line("", theme, "warn", SMALL + 0.5)
        self.kinds.chosen.connect(self.choose)
        self.weight.textEdited.connect(lambda: self._complain(""))
        self.weight.returnPressed.connect(self._stand)
        self.stand.clicked.connect(self._stand)
        self.play.clicked.connect(lambda: self._open(PLAY))
        self.more_link.clicked.connect(self._toggle_more)
        self.calibrate.clicked.connect(lambda: self._open(PLAY, self.to_calibrate))
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
        links = QHBoxLayout()
        links.setSpacing(20)
        for link in (self.calibrate, self.more_link):
            links.addWidget(link)
        links.addStretch()
        column.addLayout(links)
        column.addWidget(self.more)
        self.wrong.hide()
        column.addWidget(self.wrong)

    def choose(self, kind: str) -> None:
        """Take this kind of board."""
        self.kind = kind
        self.kinds.set_key(kind)
        self.more.show_kind(kind)
        self.kind_chosen.emit(kind)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """All that takes the focus, in reading order."""
        kinds = self.kinds.buttons.values()
        return (*kinds, self.weight, self.stand, self.play, self.calibrate, self.more_link, *self.more.fields)

    def _toggle_more(self) -> None:
        shown = self.more.isHidden()
        self.more.setVisible(shown)
        self.more_link.setText(sentence(f"view_play_choice.{'less' if shown else 'more'}"))
        self.opened.emit()

    def source(self, scenario: str = "") -> str | None:
        """The source as it would be written, of what is chosen where no scenario is given; None where the weight is
        none, which then is said."""
        try:
            weight = parse_mass_kg(self.weight.text(), LEAST_KG, MOST_KG)
        except MassError as error:
            self._complain(str(error))
            return None
        more = self.more
        does = scenario or more.scenario(self.kind)
        return f"virtual:{does},board={more.board(self.kind)},weight_kg={weight:g}{more.fault(self.kind)}"

    def _stand(self) -> None:
        self._open()

    def _open(self, scenario: str = "", to: SignalInstance | None = None) -> None:
        source = self.source(scenario)
        if source is None:
            self.weight.setFocus()
        else:
            (to or self.chosen).emit(source)

    def _complain(self, sentence: str) -> None:
        self.wrong.set_text(sentence)
        self.wrong.setVisible(bool(sentence))
        self.weight.set_loud(bool(sentence))
        self.weight.setAccessibleDescription(sentence)
