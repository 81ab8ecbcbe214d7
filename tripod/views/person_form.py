"""What the person says of themselves once: weight, bar, length of the feet, and how they like to read loads."""

from dataclasses import replace
from math import isfinite

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from tripod.balance.geometry import LONGEST_MM, SHORTEST_MM, Feet
from tripod.profile import NOBODY, Profile, Unit
from tripod.views.theme import BODY, Theme, font
from tripod.views.widgets import Line
from tripod.views.wizard_fields import Field, number_in
from tripod.wizard.mass import parse_mass_kg


def _weight(text: str) -> float:
    return parse_mass_kg(text, 20, 300)


def _bar(text: str) -> float:
    return parse_mass_kg(text, 1, 500)


class PersonForm(QWidget):
    """Each field is kept as soon as it is left."""

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile = NOBODY
        self.weight = Field(self.tr("Body weight"), self.tr("75 kg"), _weight, theme, optional=True)
        self.bar = Field(self.tr("Bar with plates"), self.tr("60 kg"), _bar, theme, optional=True)
        length = number_in(SHORTEST_MM, LONGEST_MM, "mm", "260 mm")
        self.length = Field(self.tr("Foot length"), "260 mm", length, theme)
        self.unit = QComboBox()
        for unit, name in (
            (Unit.USUAL, self.tr("N at the points, kg in all")),
            (Unit.NEWTONS, self.tr("newtons")),
            (Unit.KILOGRAMS, self.tr("kilograms")),
            (Unit.BODY_WEIGHT, self.tr("% of body weight")),
        ):
            self.unit.addItem(name, unit)
        self.unit.setFont(font(BODY))
        self.unit.setAccessibleName(self.tr("Loads in"))
        self.rezero = QCheckBox(self.tr("Zero by itself when the board is empty and has drifted"))
        self.rezero.setFont(font(BODY))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        for row, field in enumerate((self.weight, self.bar, self.length)):
            field.add_to(grid, row)
            field.edit.editingFinished.connect(self._read)
        label = Line(self.tr("Loads in"), theme, "text", BODY)
        label.setBuddy(self.unit)
        grid.addWidget(label, 3, 0)
        grid.addWidget(self.unit, 3, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.rezero, 4, 0, 1, 3)
        self.unit.activated.connect(self._read)
        self.rezero.clicked.connect(self._read)

    def show_profile(self, profile: Profile) -> None:
        """Fill in what is known, but for a field that somebody is writing in."""
        if profile == self._profile:
            return
        self._profile = profile
        for field, value, unit in (
            (self.weight, profile.weight_kg, "kg"),
            (self.bar, profile.bar_kg, "kg"),
            (self.length, profile.feet.length_of("left"), "mm"),
        ):
            if not field.edit.hasFocus():
                field.set_number(value, unit)
        self.unit.setCurrentIndex(self.unit.findData(profile.unit))
        self.rezero.setChecked(profile.rezero)

    def _read(self) -> None:
        weight, bar, length = self.weight.read(), self.bar.read(), self.length.read()
        if weight is None or bar is None or length is None:
            return
        unit = self.unit.currentData()
        if unit is Unit.BODY_WEIGHT and not isfinite(weight):
            self.weight.complain(self.tr("Say your weight, so that loads can be read in it."))
        feet = self._profile.feet
        if length != feet.length_of("left"):
            feet = Feet(length)
        said = replace(
            self._profile,
            weight_kg=weight,
            bar_kg=bar,
            unit=unit,
            rezero=self.rezero.isChecked(),
            feet=feet,
        )
        if _known(said) != _known(self._profile):
            self._profile = said
            self.changed.emit(said)


def _known(profile: Profile) -> tuple[object, ...]:
    """For comparing: nan is not even equal to itself."""
    weights = (w if isfinite(w) else None for w in (profile.weight_kg, profile.bar_kg))
    return (*weights, profile.unit, profile.rezero, profile.feet)
