"""Form fields: a label, an entry, and beside it one sentence on what is wrong with the input."""

import re
from collections.abc import Callable
from math import isfinite, nan

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy

from tripod.calibration.wizard.mass_input import MassError
from tripod.sentences import figure, sentence, with_decimal_point
from tripod.views.kit.theme import BODY, BUTTON_RADIUS, SMALL, Theme, font
from tripod.views.kit.widgets import Line


class Entry(QLineEdit):
    """A line edit in the theme's colours, because Fusion's own frame is invisible on a dark ground."""

    def __init__(self, name: str, hint: str, theme: Theme) -> None:
        super().__init__()
        self._theme, self._loud = theme, False
        self.setFont(font(BODY))
        self.setFixedHeight(34)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        edge = theme.warn if self._loud else theme.outline
        self.setStyleSheet(
            f"Entry {{ background: {theme.background.name()}; color: {theme.text.name()}; padding: 0 9px;"
            f" border: 1px solid {edge.name()}; border-radius: {BUTTON_RADIUS}px;"
            f" selection-background-color: {theme.accent.name()}; selection-color: {theme.background.name()}; }}"
            f" Entry:focus {{ border: 1px solid {(theme.warn if self._loud else theme.accent).name()}; }}"
        )

    def set_loud(self, loud: bool) -> None:
        """Draw the border in the warning colour."""
        if loud != self._loud:
            self._loud = loud
            self.set_theme(self._theme)


class Field:
    """One row of a form: label, entry and error. The grid owns the widgets, this object their text."""

    def __init__(self, label: str, hint: str, parse: Callable[[str], float], theme: Theme, optional: bool = False):
        self._parse, self._optional = parse, optional
        self.edit = Entry(label, hint, theme)
        self.edit.setFixedWidth(116)
        self.label = Line(label, theme, "text", BODY)
        self.label.setBuddy(self.edit)
        self.error = Line("", theme, "warn", SMALL + 0.5)
        self.error.setWordWrap(True)
        self.error.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

        def forgive(_text: str) -> None:
            self.complain("")

        self.edit.textEdited.connect(forgive)

    def add_to(self, grid: QGridLayout, row: int) -> None:
        """Stand in this row of three columns: label, line, error."""
        grid.addWidget(self.label, row, 0)
        grid.addWidget(self.edit, row, 1)
        grid.addWidget(self.error, row, 2, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(2, 1)

    def set_visible(self, visible: bool) -> None:
        """Show or hide the whole row."""
        for widget in (self.label, self.edit, self.error):
            widget.setVisible(visible)

    def set_label(self, label: str) -> None:
        """Set the label, also for screen readers."""
        self.label.set_text(label)
        self.edit.setAccessibleName(label)

    def set_number(self, value: float, unit: str) -> None:
        """Fill it in, unless the value is unknown."""
        self.edit.setText(f"{figure(value)} {unit}".strip() if isfinite(value) else "")
        self.complain("")

    def complain(self, sentence: str) -> None:
        """Say what is wrong, or nothing."""
        self.error.set_text(sentence)
        self.edit.set_loud(bool(sentence))
        self.edit.setAccessibleDescription(sentence)

    def read(self) -> float | None:
        """The number; nan where an optional field is empty; None where it is wrong, which then is said."""
        text = self.edit.text()
        if self._optional and not text.strip():
            self.complain("")
            return nan
        try:
            value = self._parse(text)
        except MassError as error:
            self.complain(str(error))
            return None
        self.complain("")
        return value


def number_in(low: float, high: float, unit: str, example: str) -> Callable[[str], float]:
    """A parser of numbers with or without their unit; it raises MassError with a sentence where the text is none."""

    def parse(text: str) -> float:
        said = with_decimal_point(text.strip())
        if said.lower().endswith(unit.lower()):
            said = said[: len(said) - len(unit)].strip()
        if re.search(r"\d,\d", said):
            raise MassError(sentence("view_calibrate_fields.write_decimals_with_a_point", text=said.replace(",", ".")))
        try:
            value = float(said)
        except ValueError:
            value = nan
        if not isfinite(value):
            raise MassError(sentence("view_calibrate_fields.write_a_number_like", example=example))
        if unit == "mm" and value < low <= 10 * value <= high:
            raise MassError(sentence("view_calibrate_fields.if_that_is_cm_write", mm=figure(10 * value)))
        if not low <= value <= high:
            raise MassError(sentence("view_calibrate_fields.out_of_range", value=value, unit=unit, low=low, high=high))
        return value

    return parse
