"""What else may be chosen of a virtual board: what the person on it does, which foot has one, and what is wrong."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from tripod.sentences import sentence
from tripod.views.kit.choice import Choice
from tripod.views.kit.theme import BODY, font

PUPIL = "pupil"
DOES = (
    PUPIL, "quiet", "shift", "hinge", "toes", "roll-in", "roll-out", "one-leg", "step", "lift", "empty",
)  # fmt: skip
"""Scenarios of `virtual.sway`, and the pupil."""
FEET = ("both", "left", "right")
WRONG = ("", "open", "reversed", "stuck", "noise", "drift", "unplug")
"""Faults of `virtual.sensor_faults` that somebody meets with wires of their own."""
_FRONT = {"plate": "front_left"}
"""The cell that is wrong, of a kind of board; elsewhere it lies under the base of the big toe."""


class MoreChoice(QWidget):
    """One row: each list begins with what is usual."""

    def __init__(self) -> None:
        super().__init__()
        self.does = self._list("does", DOES)
        self.feet = self._list("feet", FEET)
        self.wrong = self._list("wrong", WRONG)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field in self.fields:
            row.addWidget(field, 1)

    @property
    def fields(self) -> tuple[Choice[str], ...]:
        """The lists, from the left."""
        return self.does, self.feet, self.wrong

    def _list(self, table: str, keys: tuple[str, ...]) -> Choice[str]:
        field = Choice(*((sentence(f"view_virtual_{table}.{key or 'nothing'}"), key) for key in keys))
        field.setAccessibleName(sentence(f"view_play_choice.{table}"))
        field.setToolTip(sentence(f"view_play_choice.{table}"))
        field.setFont(font(BODY))
        field.setMinimumContentsLength(6)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return field

    def show_kind(self, kind: str) -> None:
        """An insole may lie under one foot alone; other boards have both."""
        self.feet.setVisible(kind == "insole")

    def board(self, kind: str) -> str:
        """The name of the board that is meant."""
        return f"{kind}-{self.feet.chosen}" if kind == "insole" and self.feet.chosen != "both" else kind

    def scenario(self, kind: str) -> str:
        """What the person does, as it would be written; the pupil's habit is of a foot that has a board."""
        if self.does.chosen != PUPIL:
            return self.does.chosen
        # Who follows no drill leaves the first one waiting for good; who has no habit gives the coach nothing to say.
        return f"pupil,waits=on,habit=mt1_light:{self._side(kind)}"

    def fault(self, kind: str) -> str:
        """As it would be written after the scenario; "" for none."""
        if not self.wrong.chosen:
            return ""
        cell = f":{self._side(kind)}_{_FRONT.get(kind, 'mt1')}"
        return f",fault={self.wrong.chosen}{cell if self.wrong.chosen != 'unplug' else ''}"

    def _side(self, kind: str) -> str:
        return "left" if kind == "insole" and self.feet.chosen == "left" else "right"
