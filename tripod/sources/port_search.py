"""Finds the port of a board that was unplugged, and opens no more than one that may be another device."""

import os
from collections.abc import Sequence
from contextlib import suppress

from tripod.device.protocol import Banner
from tripod.sentences import sentence
from tripod.sources.known_boards import KnownBoard, kept_id, known_boards, remember, remember_stranger
from tripod.sources.line import Port, SerialPort
from tripod.sources.port_identity import Place, PortIdentity, identity_of, ports_here
from tripod.sources.port_trial import NotTheBoard
from tripod.sources.search import NotBack


class PortSearch:
    """The `Search` of a board on a serial port."""

    def __init__(self, device: str, here: Sequence[PortIdentity]) -> None:
        """`here`: the ports that the system lists while `device` is opened; every other one is another device."""
        self.device = device
        """The name that the port was opened by last."""
        self.proved = True
        """Whether the port is the board's own by name or serial number; else it may be another device."""
        self._own = identity_of(device, here)
        self._at = self._own
        """The port that was opened last, be it the board's or not."""
        self._others = self._places_of_others(here)
        self._refused: set[str] = set()
        self._guessed = False
        """Whether a port was opened that was no more than of the right kind."""
        self._was_here = known_boards().recognised(here).get(self._own.device)

    def heard(self, banner: Banner) -> str:
        """A board says what it is: keep it for the next start. One sentence if another was remembered, else ""."""
        self._own = self._at
        before, board_id = self._was_here, kept_id(banner)
        self._was_here = KnownBoard(self._own, banner.board, board_id)
        remember(self._was_here)
        if before is None or "" in (before.board_id, board_id) or before.board_id == board_id:
            return ""
        return sentence(
            "stream.not_the_remembered_board",
            port=self.device,
            board=banner.board,
            board_id=board_id[:4],
            old_board=before.board,
            old_id=before.board_id[:4],
        )

    def refuse(self, found: NotTheBoard) -> None:
        """Open the port that was opened last by itself no more: here, and where it is no board, at the next start."""
        self._refused.add(self.device)
        self._guessed = self._guessed or not self.proved
        # A board's own serial number says more than its silence.
        known = self._was_here is not None and self._was_here.port.same_serial_number(self._at)
        if self._at.vendor is not None and not found.is_board and not (found.silent and known):
            remember_stranger(self._at)

    def lost(self) -> None:
        """The board went away: whatever else is there now is another device."""
        self._guessed = False
        self._refused.clear()
        with suppress(OSError):
            self._others |= self._places_of_others(ports_here())

    def reopen(self) -> Port:
        """The port on which the board may be back, opened.

        Raises:
            NotBack: there is none, or more than one may be it.
            OSError, ValueError: it cannot be opened now.
        """
        here = ports_here()
        names = {port.device for port in here}
        self._refused = {name for name in self._refused if name in names or os.path.exists(name)}
        port, proved = self._find([port for port in here if port.device not in self._refused])
        opened = SerialPort(port.device)
        self.device, self.proved, self._at = port.device, proved, port
        return opened

    def _find(self, here: Sequence[PortIdentity]) -> tuple[PortIdentity, bool]:
        own = self._own
        if own.vendor is None:
            if own.device in self._refused:
                raise NotBack
            return own, True
        new = [port for port in here if port.place not in self._others and own.same_kind(port)]
        same_number = [port for port in new if own.same_serial_number(port)]
        in_socket = [port for port in same_number or new if own.same_socket(port)]
        if len(same_number) == 1:
            return same_number[0], True
        if len(in_socket) == 1:
            return in_socket[0], False
        may_be = same_number or [port for port in new if not own.differs(port)]
        if len(may_be) > 1:
            raise NotBack(sentence("stream.several_may_be_it", ports=", ".join(sorted(p.device for p in may_be))))
        if not may_be or self._guessed:
            raise NotBack
        return may_be[0], False

    def _places_of_others(self, here: Sequence[PortIdentity]) -> set[Place]:
        return {port.place for port in here} - {self._own.place}
