"""A source that decodes the bytes of a port, real or virtual."""

from collections.abc import Callable

from tripod.boards import Board, load_board
from tripod.calibration.store import calibration_store
from tripod.device.blocks import Block
from tripod.device.items import End, Gone, Item, LineCount, Noticed, SourceError
from tripod.device.protocol import BAUD, Banner, ProtocolVersionError
from tripod.device.receiver import Receiver
from tripod.force.calibration import CalibrationError, to_file
from tripod.sentences import sentence
from tripod.sources.clock import Clock
from tripod.sources.line import READ_S, Port
from tripod.sources.source import Hears
from tripod.storage.schemas.calibration import CalibrationFile
from tripod.storage.schemas.feet import FeetFile
from tripod.virtual.board import VirtualBoard

WAIT_S = 3.0
"""A board sends a banner each second, and at the latest two seconds after a restart."""
RETRY_S = 0.5
GATHER_S = 0.003


class Stream:
    """`device.source.Source` behind a port; reopens the port when the board went away."""

    def __init__(
        self,
        label: str,
        port: Port,
        reopen: Callable[[], Port],
        clock: Clock,
        *,
        virtual: VirtualBoard | None = None,
        notice: str = "",
        found: Callable[[], None] = lambda: None,
    ) -> None:
        """`reopen` gives the port again after it was lost, or raises OSError; `found` is called at the first banner."""
        self.label = label
        self.feet = FeetFile(virtual.foot_mm) if virtual else None
        self.simulated = virtual is not None
        self.replayed = False
        self._virtual = virtual
        self._port: Port | None = port
        self._reopen, self._clock = reopen, clock
        self._receiver = Receiver()
        self._opened_s = clock.now()
        self._heard = b""
        self._retry_s = 0.0
        self._notice = notice
        self._found = found
        self._read_s = float("-inf")
        self._came = False
        """Whether any sample has arrived."""

    @property
    def pupil(self) -> Hears | None:
        """The simulated person of a virtual board, if it has one that follows drills."""
        return self._virtual.pupil if self._virtual else None

    def board(self, name: str) -> Board:
        """See `Source.board`."""
        if self._virtual:
            return self._virtual.board
        return load_board(name)

    def calibration(self, board: Board, board_id: str) -> CalibrationFile | None:
        """The virtual board's calibration, or the one saved for this board.

        Raises:
            SourceError: the saved calibration cannot be read.
        """
        if self._virtual and self._virtual.calibration:
            return to_file(self._virtual.calibration)
        try:
            kept = calibration_store().load(board, board_id)
        except CalibrationError as error:
            raise SourceError(str(error)) from error
        return kept[1] if kept else None

    def line(self) -> LineCount:
        """The line's error counters so far."""
        return self._receiver.line()

    def close(self) -> None:
        """Close the port."""
        if self._port:
            self._port.close()

    def read(self) -> list[Item]:
        """See `Source.read`.

        Raises:
            SourceError: no tripod board talks on the port, or another one than before.
        """
        items: list[Item] = []
        if self._notice:
            items.append(Noticed(self._notice))
            self._notice = ""
        if self._port is None:
            return items + self._look_for_it()
        # A block costs much the same with one frame as with four; this bounds what a fast board costs.
        early = self._read_s + GATHER_S - self._clock.now()
        if early > 0:
            self._clock.sleep(early)
        self._read_s = self._clock.now()
        try:
            data = self._port.read()
        except EOFError:
            return [*items, End()]
        except OSError as error:
            self._port.close()
            self._port = None
            if self._receiver.banner is None:
                raise SourceError(sentence("port.went_away", port=self.label)) from error
            return [*items, Gone(sentence("stream.unplugged"))]
        before = self._receiver.banner
        try:
            items += self._receiver.feed(data, self._clock.now())
        except ProtocolVersionError as error:
            raise SourceError(str(error)) from error
        self._check_same(before, self._receiver.banner)
        if before is None and self._receiver.banner is not None:
            self._found()
        self._came = self._came or any(isinstance(i, Block) for i in items)
        if not self._came:
            self._check_talks(data)
        return items

    def _look_for_it(self) -> list[Item]:
        self._clock.sleep(READ_S)
        if self._clock.now() < self._retry_s:
            return []
        self._retry_s = self._clock.now() + RETRY_S
        try:
            self._port = self._reopen()
        except (OSError, ValueError):
            return []
        self._receiver.reconnected()
        return []

    def _check_same(self, before: Banner | None, now: Banner | None) -> None:
        if before is None or now is None or before is now:
            return
        if (before.board, before.board_id) != (now.board, now.board_id):
            raise SourceError(
                sentence(
                    "stream.another_board",
                    port=self.label,
                    board=now.board,
                    board_id=now.board_id[:4],
                    old_board=before.board,
                    old_id=before.board_id[:4],
                )
            )
        if [(g.group, g.cells, g.rate_hz) for g in before.groups] != [
            (g.group, g.cells, g.rate_hz) for g in now.groups
        ]:
            raise SourceError(sentence("stream.other_rate_or_cells", port=self.label))

    def _check_talks(self, data: bytes) -> None:
        self._heard = (self._heard + data)[-400:]
        if self._clock.now() - self._opened_s < WAIT_S:
            return
        if self._receiver.banner is not None:
            raise SourceError(sentence("stream.sends_no_readings", port=self.label, board=self._receiver.banner.board))
        if not self._heard:
            raise SourceError(sentence("stream.silent", port=self.label, waited=WAIT_S))
        text = sum(32 <= b < 127 or b in b"\r\n\t" for b in self._heard) / len(self._heard)
        if text > 0.9:
            words = " ".join(self._heard.decode("ascii", "replace").split())[-40:]
            raise SourceError(sentence("stream.another_device", port=self.label, words=words))
        raise SourceError(sentence("stream.not_our_protocol", port=self.label, baud=BAUD))
