"""Chooses the board to open without asking: the first sure one that was not just left and did not fail."""

from collections.abc import Iterable

from tripod.sources import PortInfo

RETRY_S = 5.0
"""How long a board that could not be opened is left alone."""


class PortWatch:
    """Remembers what was left and what failed."""

    def __init__(self) -> None:
        self._left = False
        self._alone_until_s: dict[str, float] = {}

    def leave(self) -> None:
        """The user left a board: open none without asking until all boards were unplugged once."""
        self._left = True

    def go_on(self) -> None:
        """What was left was no board: open boards without asking again."""
        self._left = False

    def failed(self, device: str, now_s: float) -> None:
        """Leave a device alone for `RETRY_S` after it could not be opened."""
        self._alone_until_s[device] = now_s + RETRY_S

    def to_open(self, ports: Iterable[PortInfo], now_s: float) -> list[str]:
        """Devices to try, in order."""
        boards = [p.device for p in ports if p.is_board]
        self._left = self._left and bool(boards)
        if self._left:
            return []
        return [device for device in boards if now_s >= self._alone_until_s.get(device, now_s)]
