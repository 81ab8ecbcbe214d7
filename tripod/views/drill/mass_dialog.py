"""Asks once for the masses that a drill with a bar needs: the bar's and the person's."""

from dataclasses import replace
from math import isfinite, nan

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tripod.sentences import sentence
from tripod.training.profile import NOBODY, Profile
from tripod.views.calibrate.fields import Field
from tripod.views.kit.theme import TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.live.person_form import read_bar_kg, read_weight_kg


class MassDialog(QDialog):
    """`said` carries the profile with what was missing in it; nothing comes where somebody cancels."""

    said = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(sentence("view_drill_mass_dialog.before_you_lift"))
        self._profile = NOBODY
        why = Line(sentence("view_drill_mass_dialog.the_board_has_a_limit"), theme, "text", TEXT)
        why.setWordWrap(True)
        hint = sentence("view_drill_mass_dialog.n_60_kg_135_lb")
        self.bar = Field(sentence("view_drill_mass_dialog.bar_with_plates"), hint, read_bar_kg, theme)
        self.weight = Field(
            sentence("view_drill_mass_dialog.body_weight"),
            sentence("view_drill_mass_dialog.n_75_kg_165_lb"),
            read_weight_kg,
            theme,
        )
        self.begin = KeyButton(sentence("view_drill_mass_dialog.begin"), "Return", theme)
        self.begin.set_strong(True)
        self.begin.setDefault(True)
        self.begin.clicked.connect(self.accept)
        self.cancel = KeyButton(sentence("view_drill_mass_dialog.cancel"), "Esc", theme)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(why)
        column.addLayout(self._rows())
        column.addStretch()
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(self.begin)
        keys.addWidget(self.cancel)
        keys.addStretch()
        column.addLayout(keys)
        self.setFixedWidth(480)

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate((self.bar, self.weight)):
            field.edit.setFixedWidth(150)
            grid.addWidget(field.label, 2 * row, 0)
            grid.addWidget(field.edit, 2 * row, 1)
            grid.addWidget(field.error, 2 * row + 1, 0, 1, 2)
        return grid

    def ask(self, profile: Profile) -> None:
        """Ask for what this profile lacks; the window goes on meanwhile."""
        self._profile = profile
        for field, known in ((self.bar, profile.bar_kg), (self.weight, profile.weight_kg)):
            field.set_number(nan, "kg")
            field.set_visible(not isfinite(known))
        self._fit()
        self.open()
        self._first_wrong().edit.setFocus()

    def accept(self) -> None:
        """Enter: pass on what was said, or say beside it what is wrong."""
        known = self._profile
        bar, weight = _read(self.bar, known.bar_kg), _read(self.weight, known.weight_kg)
        self._fit()
        if bar is None or weight is None:
            self._first_wrong().edit.setFocus()
            return
        super().accept()
        self.said.emit(replace(known, bar_kg=bar, weight_kg=weight))

    def _first_wrong(self) -> Field:
        asked = [f for f in (self.bar, self.weight) if not f.edit.isHidden()]
        return next((f for f in asked if f.error.text()), asked[0])

    def _fit(self) -> None:
        """As high as its sentences need."""
        for field in (self.bar, self.weight):
            field.error.setVisible(bool(field.error.text()))
        self.adjustSize()


def _read(field: Field, known: float) -> float | None:
    return known if isfinite(known) else field.read()


def lacks(profile: Profile) -> bool:
    """Whether something must be asked before a bar may be lifted."""
    return not (isfinite(profile.bar_kg) and isfinite(profile.weight_kg))
