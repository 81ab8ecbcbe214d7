"""Base class of the wizard's steps, and the text that a step shows."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from tripod.calibration.wizard.board_now import BoardNow
from tripod.calibration.wizard.collected import Collected
from tripod.device.blocks import Block


@dataclass(frozen=True)
class StepText:
    """What a step says now."""

    title: str
    """What to do, one sentence."""
    detail: str
    """Why, or what happens by itself."""
    ready: bool
    """Whether one may go on."""
    progress: float
    """Of this step, 0 to 1."""
    cell: int | None = None
    """The cell asked for."""


class WizardStep(ABC):
    """One step. It is given what is collected and gives it back changed; it keeps only what it alone needs."""

    should_be_empty = False
    """Whether this step comes before anything is put on the board."""

    def __init__(self, now: BoardNow) -> None:
        self._now, self._board = now, now.board
        self._problem = ""

    @property
    def problem(self) -> str:
        """What was wrong with the last thing that was tried; "" if nothing was."""
        return self._problem

    def say(self, sentence: str) -> None:
        """Show this as what is wrong, until the next thing happens."""
        self._problem = sentence

    def enter(self, collected: Collected) -> Collected:
        """The wizard comes to this step."""
        return collected

    def leave(self, collected: Collected) -> Collected:
        """The wizard goes on from this step, or back."""
        return collected

    def take(self, block: Block, collected: Collected) -> Collected:
        """A block that the board sent while the wizard is at this step; `BoardNow` has seen it."""
        return collected

    def take_again(self, collected: Collected) -> Collected:
        """Forget the last thing that this step took."""
        return collected

    def may_clip(self, collected: Collected) -> bool:
        """Whether a cell at the end of its range is no fault here."""
        return False

    def fault(self, collected: Collected) -> str:
        """One sentence on a fault that only this step looks for; "" if there is none."""
        return ""

    @abstractmethod
    def text(self, collected: Collected, steady: float) -> StepText:
        """What to say now; `steady` is how much of the last second was steady."""
