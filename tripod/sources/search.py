"""What a stream asks while its board is away: which port it may be back on, and what is to be kept of it."""

from typing import Protocol

from tripod.device.protocol import Banner
from tripod.sources.port_trial import NotTheBoard


class NotBack(OSError):
    """The board is not back yet; its text is one sentence where the user can do something, else empty."""


class Search(Protocol):
    """Follows one board from port to port."""

    device: str
    """The name that the port was opened by last."""
    proved: bool
    """Whether that port is the board's own by name or serial number; else it may be another device."""

    def heard(self, banner: Banner) -> str:
        """The board says what it is on the port that was opened last. One sentence on what is odd about that, or ""."""
        ...

    def refuse(self, found: NotTheBoard) -> None:
        """Not the board is on the port that was opened last."""
        ...

    def lost(self) -> None:
        """The board went away."""
        ...


class SamePort:
    """The `Search` of a board that comes back where it was."""

    proved = True

    def __init__(self, device: str) -> None:
        self.device = device

    def heard(self, banner: Banner) -> str:
        """Nothing is kept."""
        return ""

    def refuse(self, found: NotTheBoard) -> None:
        """Nothing is kept."""

    def lost(self) -> None:
        """No other port is looked at."""
