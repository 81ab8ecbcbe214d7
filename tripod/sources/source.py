"""What every source can do, live, virtual or recorded: nothing downstream can tell which."""

from typing import Protocol

from tripod.boards import Board
from tripod.device.items import Item, LineCount
from tripod.drills.run.event_types import Event
from tripod.storage.schemas.calibration import CalibrationFile
from tripod.storage.schemas.feet import FeetFile


class Hears(Protocol):
    """Somebody on a virtual board who does what a drill asks."""

    def hear(self, event: Event) -> None: ...


class Source(Protocol):
    """Where items come from."""

    label: str
    """What the user called it."""
    simulated: bool
    """Nobody stood there: figures from it are marked so."""
    replayed: bool
    """It all happened before, and is only looked at again."""
    feet: FeetFile | None
    """The feet that stand there, where the source knows them."""

    person: str
    """The code of who stood there when it was recorded, "" where that is not known."""

    @property
    def pupil(self) -> Hears | None:
        """Who hears what a drill asks; None where a person does, or nobody."""
        ...

    def board(self, name: str) -> Board:
        """The board that a banner of this source names.

        Raises:
            BoardError: no such board.
        """
        ...

    def calibration(self, board: Board, board_id: str) -> CalibrationFile | None:
        """The calibration that comes with the source; None if there is none."""
        ...

    def read(self) -> list[Item]:
        """What came since the last call; waits at most about 50 ms for it, may be empty.

        Raises:
            SourceError: it can never deliver (again).
        """
        ...

    def line(self) -> LineCount:
        """What went wrong on the line so far."""
        ...

    def close(self) -> None:
        """Give up what was opened."""
        ...
