"""The interface of all sources (serial port, virtual board, recording) and the items that they give."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.device.frames import Block
from tripod.device.protocol import Banner


@dataclass(frozen=True)
class Hello:
    """The board said what it is. Comes before the first block, and again when what it says of itself changed."""

    banner: Banner


@dataclass(frozen=True)
class Gone:
    """The source went away; it is being looked for."""

    reason: str


@dataclass(frozen=True)
class Back:
    """The source is there again; `restarted` if the board's clock began anew."""

    restarted: bool


@dataclass(frozen=True)
class Noticed:
    """Something the user should be told, in one sentence; data goes on."""

    sentence: str


@dataclass(frozen=True)
class Zeroed:
    """From the next block on this is the zero: mean counts (cells,) of the empty board, or None for none."""

    tare_counts: NDArray[np.float64] | None


@dataclass(frozen=True)
class Told:
    """A drill was started (`drill`) or got a command (`drill_command`) after the blocks so far."""

    what: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class End:
    """No more will come."""


Item = Hello | Block | Gone | Back | Noticed | Zeroed | Told | End


@dataclass(frozen=True)
class LineCount:
    """What went wrong on the line so far."""

    lost_frames: int = 0
    repeated_frames: int = 0
    """Came again, or after a later one, and were left out."""
    skipped_bytes: int = 0
    unknown_packets: int = 0


class SourceError(Exception):
    """The source cannot be opened or cannot go on: one plain sentence that says what to do."""


class Hears(Protocol):
    """A simulated person on a virtual board who follows a drill."""

    def hear(self, kind: str, t_s: float, values: Mapping[str, Any]) -> None:
        """Take a drill event of this kind at `t_s` in seconds, with its values (`drills.run.event.Event`)."""
        ...


class Source(Protocol):
    """Where blocks come from."""

    label: str
    """What the user called it."""
    simulated: bool
    """The samples come from a model: figures from them are marked as simulated."""
    replayed: bool
    """The samples come from a recording."""
    feet: Mapping[str, Any] | None
    """The feet that stand there, where the source knows them, as `balance.geometry.feet_from_dict` takes them."""

    @property
    def pupil(self) -> Hears | None:
        """The simulated person who follows a drill; None on a real board and in a recording."""
        ...

    def board(self, name: str) -> Board:
        """The board that a banner of this source names.

        Raises:
            BoardError: no such board.
        """
        ...

    def calibration(self, board: Board, board_id: str) -> dict[str, Any] | None:
        """The calibration that comes with the source, as `force.calibration.from_dict` takes it."""
        ...

    def read(self) -> list[Item]:
        """What came since the last call; waits at most about 50 ms for it, may be empty.

        Raises:
            SourceError: it can never deliver (again).
        """
        ...

    def line(self) -> LineCount:
        """The line's error counters so far."""
        ...

    def close(self) -> None:
        """Release the port or file; may be called more than once."""
        ...
