"""The base class of the wizard's steps: a body shows the newest picture beside the feet and gives answers."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tripod.boards import Board
from tripod.calibration.wizard.view import Answers, View
from tripod.calibration.wizard.wizard import Wizard
from tripod.live.snapshot import Snapshot

Ask = Callable[[Wizard], object]
"""A call on the state machine, made on the pipeline's thread."""


@dataclass(frozen=True)
class Now:
    """All that a body needs for one picture."""

    view: View
    answers: Answers
    board: Board
    snapshot: Snapshot
    zero_counts: tuple[float, ...]
    """(cells,) of the empty board; empty while they are not known."""


class Body(QWidget):
    """One step beside the feet."""

    asks = Signal(object)
    """Emitted with an `Ask` when a link of this body is pressed."""

    def enter(self, now: Now) -> None:
        """The step begins: fill in what is known."""

    def show_now(self, now: Now) -> None:
        """Show the newest picture."""

    def settle(self, answers: Answers) -> Answers | None:
        """The answers with what the fields say; None where a field is wrong, which the field says."""
        return answers

    @property
    def is_form(self) -> bool:
        """Whether Next closes a form and stays in the step."""
        return False

    def first_field(self) -> QWidget | None:
        """What gets the focus when the step begins; None for the page itself."""
        return None
