"""Listens to a port on which an unplugged board may be back, until its banner says whether it is."""

from dataclasses import dataclass

from tripod.device.protocol import Banner, Decoder, ProtocolVersionError
from tripod.sentences import sentence
from tripod.sources.known_boards import kept_id
from tripod.sources.what_talks import HEARD_BYTES, what_talks

TRIAL_S = 5.0
"""A bootloader may take two seconds, and then the board sends a banner within one."""


@dataclass(frozen=True)
class NotTheBoard:
    """Something else is there: one sentence, and whether nothing at all was heard of it."""

    said: str
    is_board: bool = False
    silent: bool = False


class Trial:
    """Of one port, from its opening on."""

    def __init__(self, port: str, before: Banner, until_s: float) -> None:
        """`before`: of the board that is looked for; after `until_s` what has no banner is taken for another device."""
        self._port, self._before, self._until_s = port, before, until_s
        self._decoder = Decoder()
        self._heard = b""

    def hear(self, data: bytes, now_s: float) -> bool | NotTheBoard:
        """Take the next bytes: True from the board's own banner on, False while nothing is known."""
        try:
            events = self._decoder.feed(data)
        except ProtocolVersionError as error:
            return NotTheBoard(str(error))
        for event in events:
            if isinstance(event, Banner):
                return same_board(self._before, event) or NotTheBoard(
                    another_board(self._port, self._before, event), True
                )
        self._heard = (self._heard + data)[-HEARD_BYTES:]
        if now_s < self._until_s:
            return False
        return NotTheBoard(what_talks(self._port, self._heard, TRIAL_S), silent=not self._heard)


def same_board(before: Banner, now: Banner) -> bool:
    """Whether two banners are of one board; where the board cannot keep an id, its name has to do."""
    return before.board == now.board and kept_id(before) == kept_id(now)


def another_board(port: str, before: Banner, now: Banner) -> str:
    """The sentence that not the board from before is on this port."""
    return sentence(
        "stream.another_board",
        port=port,
        board=now.board,
        board_id=now.board_id[:4],
        old_board=before.board,
        old_id=before.board_id[:4],
    )
