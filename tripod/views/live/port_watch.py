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
        """Of ports that failed; for good, until they were unplugged, where this is inf."""
        self._ports: dict[str, PortInfo] = {}

    def leave(self) -> None:
        """The user left a board: open none without asking until all boards were unplugged once."""
        self._left = True

    def go_on(self) -> None:
        """What was left was no board: open boards without asking again."""
        self._left = False

    def failed(self, device: str, now_s: float) -> None:
        """A device could not be opened: leave it alone for `RETRY_S`, or for good where each try takes long."""
        port = self._ports.get(device)
        self._alone_until_s[device] = now_s + RETRY_S if port is None or port.usb else float("inf")

    def no_board(self, device: str, now_s: float) -> None:
        """Something else was met: leave it alone for `RETRY_S`, or for good where it is not sure to be an Arduino."""
        port = self._ports.get(device)
        self._alone_until_s[device] = float("inf") if port is not None and port.asks_once else now_s + RETRY_S

    def to_open(self, ports: Iterable[PortInfo], now_s: float) -> list[str]:
        """Devices to try, in order."""
        self._ports = {port.device: port for port in ports}
        self._alone_until_s = {d: until_s for d, until_s in self._alone_until_s.items() if d in self._ports}
        boards = [port for port in self._ports.values() if port.is_board]
        if self._left:
            # What is no USB device is never unplugged.
            self._alone_until_s |= {port.device: float("inf") for port in boards if not port.usb}
            self._left = any(port.usb for port in boards)
        if self._left:
            return []
        return [port.device for port in boards if now_s >= self._alone_until_s.get(port.device, now_s)]
