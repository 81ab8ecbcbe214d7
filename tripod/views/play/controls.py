"""The buttons of the board that is played, one for each key, and what a press and a mass weigh."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tripod.calibration.wizard.mass_input import MassError, parse_mass_kg
from tripod.sentences import figure, sentence
from tripod.views.calibrate.fields import Entry, number_in
from tripod.views.kit.theme import SMALL, Theme
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.play.faults import FaultButtons
from tripod.views.play.keys import NAMES, Does
from tripod.views.play.player import Player
from tripod.views.play.words import feet_name, toes_name
from tripod.virtual.played_actions import MOST_KG, MOST_PRESS_N
from tripod.virtual.played_scripts import usual_press_n

ROW_PX, GAP_PX = 29, 5


class PlayControls(QWidget):
    """Shows how everything is meant to be; says what is pressed."""

    pressed = Signal(str)
    """A `Does`, as its value."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.player: Player | None = None
        self.buttons = {
            d: KeyButton(sentence(f"view_play_does.{d.value}"), NAMES[d], theme) for d in NAMES if d is not Does.DO_IT
        }
        self.click = KeyButton("", "", theme)
        self.force = Entry(sentence("view_play_panel.force"), "100 N", theme)
        self.mass = Entry(sentence("view_play_panel.mass"), "20 kg", theme)
        self.wrong = Line("", theme, "warn", SMALL + 0.5)
        self.faults = FaultButtons(theme)
        self.stack = QStackedWidget()
        self.click_puts = False
        """A click puts the mass down instead of pressing."""
        for does, button in self.buttons.items():
            button.clicked.connect(lambda _=False, d=does: self.pressed.emit(d.value))
        self.click.clicked.connect(self._change_click)
        self.force.editingFinished.connect(self._read_force)
        self.mass.editingFinished.connect(self._read_mass)
        self.faults.caused.connect(self._cause)
        self.faults.closed.connect(lambda: self.stack.setCurrentIndex(0))
        self._lay_out()

    def _lay_out(self) -> None:
        keys = QWidget()
        grid = QGridLayout(keys)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP_PX)
        numbers = QHBoxLayout()
        hand, mass = sentence("view_play_panel.hand"), sentence("view_play_panel.mass_short")
        for name, entry in ((hand, self.force), (mass, self.mass)):
            label = Line(name, self.theme, "muted", SMALL + 0.5)
            label.setBuddy(entry)
            numbers.addWidget(label)
            numbers.addWidget(entry, 1)
        grid.addLayout(numbers, 0, 0, 1, 2)
        rows = (
            (self.buttons[Does.MASS], self.buttons[Does.BAR]),
            (self.buttons[Does.TOES], self.buttons[Does.HOLD_ON]),
            (self.buttons[Does.UPRIGHT], self.buttons[Does.ROUND]),
            (self.click, self.buttons[Does.FAULT]),
        )
        for k, row in enumerate(rows, 1):
            for column, widget in enumerate(row):
                grid.addWidget(widget, k, column)
        for widget in (*self.buttons.values(), self.click, self.force, self.mass):
            widget.setFixedHeight(ROW_PX)
        self.stack.addWidget(keys)
        self.stack.addWidget(self.faults)
        self.stack.setFixedHeight(5 * (ROW_PX + GAP_PX) - GAP_PX)
        first = QHBoxLayout()
        first.setSpacing(GAP_PX)
        first.addWidget(self.buttons[Does.STEP])
        first.addWidget(self.buttons[Does.FEET])
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_PX)
        column.addLayout(first)
        column.addWidget(self.stack)
        column.addWidget(self.wrong)

    def open(self, player: Player | None) -> None:
        """Offer what this player's board knows."""
        self.player, self.click_puts = player, False
        self.stack.setCurrentIndex(0)
        self._complain("")
        if player is not None:
            self.faults.open(player.troubles())
            self.fill_numbers()

    def fill_numbers(self) -> None:
        """Write what a press and a mass weigh now."""
        if (player := self.player) is not None:
            self.force.setText(f"{figure(player.force_n or usual_press_n(player.board, player.cell), '.3g')} N")
            self.mass.setText(f"{figure(player.kg)} kg")

    def show_now(self) -> None:
        """Show how everything is meant to be."""
        player = self.player
        if player is None:
            return
        meant, keys = player.meant, self.buttons
        keys[Does.STEP].set_text(sentence("view_play_panel.step_off" if meant.feet else "view_play_panel.step_on"))
        keys[Does.STEP].set_strong(bool(meant.feet))
        keys[Does.FEET].set_text(feet_name(meant.feet))
        keys[Does.FEET].setEnabled(len(player.board.feet) > 1)
        keys[Does.MASS].set_text(sentence("view_play_panel.take_mass" if meant.masses else "view_play_panel.put_mass"))
        keys[Does.MASS].set_strong(bool(meant.masses))
        keys[Does.BAR].set_strong(bool(meant.in_hands_kg))
        keys[Does.TOES].set_text(toes_name(meant.toes))
        keys[Does.TOES].set_strong(meant.toes != 1.0)
        keys[Does.HOLD_ON].set_strong(meant.holds_on)
        keys[Does.FAULT].set_strong(meant.trouble.trouble is not None or not meant.plugged)
        self.click.set_text(
            sentence("view_play_panel.click_puts" if self.click_puts else "view_play_panel.click_presses")
        )
        self.faults.show_now(meant, player.board.cells[player.cell].plain)

    def toggle_faults(self) -> None:
        """The troubles in place of the other buttons, or back."""
        shown = self.stack.currentWidget() is self.faults
        self.stack.setCurrentIndex(0 if shown else 1)
        if not shown:
            self.faults.begin()

    def _cause(self, what: object) -> None:
        if self.player is None:
            return
        if what is None:
            self.player.plug()
        else:
            self.player.cause(self.faults.trouble(str(what)))
        self.show_now()

    def _change_click(self) -> None:
        self.click_puts = not self.click_puts
        self.show_now()

    def _read_force(self) -> None:
        if self.player is not None:
            try:
                self.player.force_n = number_in(0.1, MOST_PRESS_N, "N", "100 N")(self.force.text())
            except MassError as error:
                self._complain(str(error), self.force)
            else:
                self._complain("")

    def _read_mass(self) -> None:
        if self.player is not None:
            try:
                self.player.kg = parse_mass_kg(self.mass.text(), 0.05, MOST_KG)
            except MassError as error:
                self._complain(str(error), self.mass)
            else:
                self._complain("")

    def _complain(self, sentence: str, entry: Entry | None = None) -> None:
        for one in (self.force, self.mass):
            one.set_loud(one is entry)
            one.setAccessibleDescription(sentence if one is entry else "")
        self.wrong.set_text(sentence)
        self.wrong.setVisible(bool(sentence))
