"""The form of the person's data: weight, bar, foot lengths and preferred unit."""

from dataclasses import replace
from math import isfinite
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSlider, QWidget

from tripod.balance.geometry import LONGEST_MM, SHORTEST_MM, Feet
from tripod.calibration.wizard.mass_input import parse_mass_kg
from tripod.coach.phrases import LANGUAGES
from tripod.sentences import language_name, sentence
from tripod.training.profile import NOBODY, Profile, Unit
from tripod.views.calibrate.fields import Field, number_in
from tripod.views.kit.choice import Choice
from tripod.views.kit.panel_head import FIELD_PX, WIDE_FIELD_PX
from tripod.views.kit.theme import BODY, Theme, font
from tripod.views.kit.widgets import KeyButton, Line

LABEL_PX = 128
_PERCENT_PX = 44
"""Beside the slider."""


def read_weight_kg(text: str) -> float:
    """A body weight as people write it; MassError where it is none."""
    return parse_mass_kg(text, 20, 300)


def read_bar_kg(text: str) -> float:
    """A bar with its plates as people write it; MassError where it is none."""
    return parse_mass_kg(text, 1, 500)


class Heard(NamedTuple):
    """By what the coach is heard."""

    speech: bool
    tone: bool
    sounds: bool
    """False for silence, whatever the others say."""


class PersonForm(QObject):
    """Each field is kept as soon as it is left. In two parts, which stand in different places: what is known of the
    person, and how the coach speaks to them."""

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile = NOBODY
        self.body, self.coach = QWidget(), QWidget()
        self.other = KeyButton("", "P", theme)
        """Who it is; pressed, somebody else. Stands beside the form's heading."""
        self.weight = Field(
            sentence("view_live_person_form.body_weight"),
            sentence("view_live_person_form.n_75_kg"),
            read_weight_kg,
            theme,
            optional=True,
        )
        self.bar = Field(
            sentence("view_live_person_form.bar_with_plates"),
            sentence("view_live_person_form.n_60_kg"),
            read_bar_kg,
            theme,
            optional=True,
        )
        length = number_in(SHORTEST_MM, LONGEST_MM, "mm", "260 mm")
        self.length = Field(sentence("view_live_person_form.foot_length"), "260 mm", length, theme)
        self.unit = Choice[Unit](
            (sentence("view_live_person_form.n_at_the_points_kg"), Unit.USUAL),
            (sentence("view_live_person_form.newtons"), Unit.NEWTONS),
            (sentence("view_live_person_form.kilograms"), Unit.KILOGRAMS),
            (sentence("view_live_person_form.of_body_weight"), Unit.BODY_WEIGHT),
        )
        self.unit.setFont(font(BODY))
        self.unit.setAccessibleName(sentence("view_live_person_form.loads_in"))
        self.rezero = QCheckBox(sentence("view_live_person_form.zero_by_itself_when_the"))
        self.rezero.setFont(font(BODY))
        self.heard = Choice[Heard](
            (sentence("view_live_person_form.voice_and_tone"), Heard(True, True, True)),
            (sentence("view_live_person_form.voice"), Heard(True, False, True)),
            (sentence("view_live_person_form.tone"), Heard(False, True, True)),
            (sentence("view_live_person_form.signals_and_metronome_only"), Heard(False, False, True)),
            (sentence("view_live_person_form.nothing_i_read"), Heard(True, True, False)),
        )
        self.language = Choice[str](*((language_name(key), key) for key in LANGUAGES))
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(5, 100)
        self.volume.setFixedWidth(WIDE_FIELD_PX - _PERCENT_PX)
        self.loud = Line("", theme, "muted", BODY)
        self.volume.valueChanged.connect(self._show_loud)
        self.unit.setMinimumWidth(WIDE_FIELD_PX)
        self.heard.setMinimumWidth(WIDE_FIELD_PX)
        self.language.setMinimumWidth(FIELD_PX)
        for box, name in (
            (self.heard, sentence("view_live_person_form.the_coach_is_heard_by")),
            (self.language, sentence("view_live_person_form.the_coach_speaks")),
            (self.volume, sentence("view_live_person_form.volume_of_the_coach")),
        ):
            box.setFont(font(BODY))
            box.setAccessibleName(name)
        self.adapts = QCheckBox(sentence("view_live_person_form.prefer_the_cues_that_helped"))
        self.convention = QCheckBox(sentence("view_live_person_form.hold_drills_against_the_convention"))
        for switch in (self.adapts, self.convention):
            switch.setFont(font(BODY))
        self._lay_out(theme)
        for box in (self.unit, self.heard, self.language):
            box.activated.connect(self._read)
        for switch in (self.rezero, self.adapts, self.convention):
            switch.clicked.connect(self._read)
        self.volume.valueChanged.connect(self._read)
        self._fill(NOBODY)

    def _lay_out(self, theme: Theme) -> None:
        body, coach = QGridLayout(self.body), QGridLayout(self.coach)
        for grid in (body, coach):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(8)
            grid.setColumnMinimumWidth(0, LABEL_PX)
            grid.setColumnStretch(2, 1)
        for row, field in enumerate((self.weight, self.bar, self.length)):
            field.add_to(body, row)
            field.edit.editingFinished.connect(self._read)
        for grid, row, name, box in (
            (body, 3, sentence("view_live_person_form.loads_in"), self.unit),
            (coach, 0, sentence("view_live_person_form.coach"), self.heard),
            (coach, 1, sentence("view_live_person_form.speaks"), self.language),
            (coach, 2, sentence("view_live_person_form.volume"), self._volume_row()),
        ):
            label = Line(name, theme, "text", BODY)
            label.setBuddy(box.findChild(QSlider) or box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self.rezero, 4, 0, 1, 3)
        for row, switch in ((3, self.adapts), (4, self.convention)):
            coach.addWidget(switch, row, 0, 1, 3)

    def _volume_row(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.volume)
        row.addWidget(self.loud)
        return whole

    def _show_loud(self) -> None:
        self.loud.set_text(f"{self.volume.value()} %")

    def show_person(self, code: str) -> None:
        """Whose form it is."""
        self.other.set_text(sentence("view_live_person_form.somebody_else", code=code))

    def show_profile(self, profile: Profile) -> None:
        """Fill in what is known, but for a field that somebody is writing in."""
        if profile != self._profile:
            self._fill(profile)

    def _fill(self, profile: Profile) -> None:
        self._profile = profile
        for field, value, unit in (
            (self.weight, profile.weight_kg, "kg"),
            (self.bar, profile.bar_kg, "kg"),
            (self.length, profile.feet.length_of("left"), "mm"),
        ):
            if not field.edit.hasFocus():
                field.set_number(value, unit)
        self.unit.choose(profile.unit)
        self.rezero.setChecked(profile.rezero)
        sounds = profile.volume > 0
        self.heard.choose(Heard(profile.speech, profile.tone, True) if sounds else Heard(True, True, False))
        self.language.choose(profile.language)
        self.volume.blockSignals(True)
        self.volume.setValue(round(100 * profile.volume) if sounds else round(100 * NOBODY.volume))
        self.volume.blockSignals(False)
        self._show_loud()
        self.volume.setEnabled(sounds)
        self.adapts.setChecked(profile.adapts)
        self.convention.setChecked(profile.convention)

    def _read(self) -> None:
        weight, bar, length = self.weight.read(), self.bar.read(), self.length.read()
        if weight is None or bar is None or length is None:
            return
        unit = self.unit.chosen
        if unit is Unit.BODY_WEIGHT and not isfinite(weight):
            self.weight.complain(sentence("view_live_person_form.say_your_weight_so_that"))
        feet = self._profile.feet
        if length != feet.length_of("left"):
            feet = Feet(length)
        speech, tone, sounds = self.heard.chosen
        self.volume.setEnabled(sounds)
        said = replace(
            self._profile,
            speech=speech if sounds else self._profile.speech,
            tone=tone if sounds else self._profile.tone,
            volume=self.volume.value() / 100 if sounds else 0.0,
            language=self.language.chosen,
            adapts=self.adapts.isChecked(),
            convention=self.convention.isChecked(),
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
    heard = (profile.language, profile.speech, profile.tone, profile.volume, profile.adapts, profile.convention)
    return (*weights, profile.unit, profile.rezero, profile.feet, *heard)
