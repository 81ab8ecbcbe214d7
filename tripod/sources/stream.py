"""A source that decodes the bytes of a port, real or virtual."""

from collections.abc import Callable

from tripod.boards import Board, load_board
from tripod.calibration.store import calibration_store
from tripod.device.blocks import Block
from tripod.device.items import End, Gone, Hello, Item, LineCount, Noticed, SourceError, StanceSet
from tripod.device.protocol import ProtocolVersionError
from tripod.device.receiver import Receiver
from tripod.force.calibration import CalibrationError, to_file
from tripod.sentences import sentence
from tripod.sources.clock import Clock
from tripod.sources.line import READ_S, Port
from tripod.sources.port_trial import TRIAL_S, NotTheBoard, Trial
from tripod.sources.search import NotBack, SamePort, Search
from tripod.sources.source import Hears, Source
from tripod.sources.what_talks import HEARD_BYTES, what_talks
from tripod.storage.schemas.calibration import CalibrationFile
from tripod.storage.schemas.feet import FeetFile
from tripod.storage.schemas.stance import StanceFile
from tripod.virtual.board import VirtualBoard
from tripod.virtual.played import Played

WAIT_S = 3.0
"""A board sends a banner each second, and at the latest two seconds after a restart."""
RETRY_S = 0.5
GATHER_S = 0.008
"""What came within so long goes on as one block, unless `gather` says otherwise: its cost is nearly the same with one
frame as with eight."""


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
        search: Search | None = None,
    ) -> None:
        """`reopen` gives the port again after it was lost, or raises OSError; its text, if any, is said to the user."""
        self.label = label
        self.feet = FeetFile(virtual.foot_mm) if virtual else None
        self.simulated = virtual is not None
        self.replayed, self.person = False, ""
        self._virtual = virtual
        self._port: Port | None = port
        self._reopen, self._clock = reopen, clock
        self._search = search or SamePort(label)
        self._trial: Trial | None = None
        """Until it is known whether the port that was opened again is the board's."""
        self._said = ""
        """Why the board is not back, as far as the user was told."""
        self._receiver = Receiver()
        self._opened_s = clock.now()
        self._heard = b""
        self._retry_s = 0.0
        self._notice = notice
        self._read_s, self.gather_s = float("-inf"), GATHER_S
        self._came = False
        """Whether any sample has arrived."""

    @property
    def pupil(self) -> Hears | None:
        """The simulated person of a virtual board, if it has one that follows drills."""
        return self._virtual.pupil if self._virtual else None

    @property
    def played(self) -> Played | None:
        """The person of a virtual board whom somebody plays."""
        return self._virtual.played if self._virtual else None

    def board(self, name: str) -> Board:
        """See `Source.board`."""
        if self._virtual:
            return self._virtual.board
        return load_board(name)

    def calibration(self, board: Board, board_id: str) -> CalibrationFile | None:
        """The virtual board's calibration, or the one saved for this board; of a board that is played the saved one
        comes first.

        Raises:
            SourceError: the saved calibration cannot be read.
        """
        maker = self._virtual.calibration if self._virtual else None
        if maker and self.played is None:
            return to_file(maker)
        try:
            kept = calibration_store().load(board, board_id)
        except CalibrationError as error:
            raise SourceError(str(error)) from error
        return kept[1] if kept else to_file(maker) if maker else None

    def line(self) -> LineCount:
        """The line's error counters so far."""
        return self._receiver.line()

    def close(self) -> None:
        """Close the port."""
        self._close_port()

    def read(self) -> list[Item]:
        """See `Source.read`.

        Raises:
            SourceError: no tripod board talks on the port.
        """
        items: list[Item] = []
        if self._notice:
            items.append(Noticed(self._notice))
            self._notice = ""
        if self._port is None:
            return items + self._look_for_it()
        early = self._read_s + self.gather_s - self._clock.now()
        if early > 0:
            self._clock.sleep(early)
        self._read_s = self._clock.now()
        try:
            data = self._port.read()
        except EOFError:
            return [*items, *self._understood(b""), End()]
        except OSError as error:
            return items + self._went_away(error)
        if self._trial is not None:
            end = self._trial.hear(data, self._clock.now())
            if isinstance(end, NotTheBoard):
                return items + self._turn_away(end)
            if end:
                items += self._take_back()
        first = self._receiver.banner is None
        items += self._understood(data)
        if first and self._receiver.banner is not None:
            items += _noticed(self._search.heard(self._receiver.banner))
            items = _with_stance(items, self._virtual.stance() if self._virtual else {})
        self._came = self._came or any(isinstance(i, Block) for i in items)
        if not self._came and self._trial is None:
            self._check_talks(data)
        return items

    def _went_away(self, error: OSError) -> list[Item]:
        self._close_port()
        if self._receiver.banner is None:
            raise SourceError(sentence("port.went_away", port=self.label)) from error
        if self._trial is not None:
            self._trial = None
            return []
        self._search.lost()
        return [self._gone(sentence("stream.unplugged"))]

    def _look_for_it(self) -> list[Item]:
        self._clock.sleep(READ_S)
        if self._clock.now() < self._retry_s:
            return []
        self._retry_s = self._clock.now() + RETRY_S
        try:
            self._port = self._reopen()
        except NotBack as why:
            said = str(why)
            return [*_noticed(said), self._gone(said)] if said and said != self._said else []
        except (OSError, ValueError):
            return []
        # Frames of another board must not come between those of this one: a banner is waited for.
        self._receiver.reconnected()
        assert self._receiver.banner is not None
        until_s = float("inf") if self._search.proved else self._clock.now() + TRIAL_S
        self._trial = Trial(self._search.device, self._receiver.banner, until_s)
        return []

    def _understood(self, data: bytes) -> list[Item]:
        try:
            return self._receiver.feed(data, self._clock.now())
        except ProtocolVersionError as error:
            raise SourceError(str(error)) from error

    def _take_back(self) -> list[Item]:
        assert self._receiver.banner is not None
        self._trial = None
        self._opened_s = self._clock.now()
        moved = self._search.device != self.label
        self.label = self._search.device
        self._search.heard(self._receiver.banner)
        return _noticed(sentence("stream.back_on_another_port", port=self.label)) if moved else []

    def _turn_away(self, found: NotTheBoard) -> list[Item]:
        self._close_port()
        self._trial = None
        self._search.refuse(found)
        return [*_noticed(found.said), self._gone(found.said)]

    def _gone(self, why: str) -> Gone:
        self._said = why
        return Gone(why)

    def _close_port(self) -> None:
        if self._port is not None:
            self._port.close()
            self._port = None

    def _check_talks(self, data: bytes) -> None:
        self._heard = (self._heard + data)[-HEARD_BYTES:]
        if self._clock.now() - self._opened_s < WAIT_S:
            return
        if self._receiver.banner is not None:
            raise SourceError(sentence("stream.sends_no_readings", port=self.label, board=self._receiver.banner.board))
        found = NotTheBoard(what_talks(self.label, self._heard, WAIT_S), silent=not self._heard)
        self._search.refuse(found)
        raise SourceError(found.said)


def gather(source: Source, seconds: float) -> None:
    """From now on what comes within so long goes on as one block, where it comes through a port. No more than a port
    keeps: 50 ms are 1.5 kB of the fastest board."""
    if isinstance(source, Stream):
        source.gather_s = seconds


def played_on(source: Source) -> Played | None:
    """The person whom somebody plays on this source; None where it is no board that is played."""
    return source.played if isinstance(source, Stream) else None


def _with_stance(items: list[Item], stance: StanceFile) -> list[Item]:
    """With what a force-plate file says of where the feet stood, behind the first banner."""
    if not stance:
        return items
    after = next(k for k, item in enumerate(items) if isinstance(item, Hello)) + 1
    return [*items[:after], StanceSet(stance), *items[after:]]


def _noticed(said: str) -> list[Item]:
    return [Noticed(said)] if said else []
