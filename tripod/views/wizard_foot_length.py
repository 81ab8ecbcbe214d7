"""The step Feet: their length, and how to find the three points on one's own foot."""

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from tripod.views.theme import BODY, SMALL, STRONG, Theme
from tripod.views.widgets import Line, Panel
from tripod.views.wizard_body import Body, Now
from tripod.views.wizard_fields import Field, number_in
from tripod.wizard.view import Answers


class FeetBody(Body):
    """One field, and words for the fingers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        panel = Panel(theme)
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(14)
        inner.addWidget(Line(self.tr("YOUR FEET"), theme, "muted", SMALL + 0.5, STRONG))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        self.length = Field(self.tr("Foot length"), "260 mm", number_in(180, 340, "mm", "260 mm"), theme)
        self.length.add_to(grid, 0)
        inner.addLayout(grid)
        for text in (
            self.tr("Stand with the heel against a wall and measure to the end of the longest toe."),
            self.tr("Base of the big toe: bend the toe up and feel for its knuckle; the point lies under it."),
            self.tr("Base of the little toe: the knuckle where the foot is widest, on its outer side."),
            self.tr("Each of these belongs on its sensor, as the picture shows; the heel in the middle of its own."),
        ):
            line = Line(text, theme, "muted", BODY)
            line.setWordWrap(True)
            inner.addWidget(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        column.addStretch()

    def enter(self, now: Now) -> None:
        self.length.set_number(now.answers.foot_length_mm, "mm")

    def settle(self, answers: Answers) -> Answers | None:
        length = self.length.read()
        return None if length is None else replace(answers, foot_length_mm=length)

    def first_field(self) -> QWidget | None:
        return self.length.edit
