"""Opening a board, by itself or when asked for, and leaving it."""

from collections.abc import Callable, Sequence

from tripod.live.session import Session
from tripod.live.snapshot import Phase, Snapshot
from tripod.sources import PortInfo
from tripod.views.live.details import Details
from tripod.views.live.port_watch import PortWatch
from tripod.views.window.messages import PLAIN_ERRORS
from tripod.views.window.pages import Pages


class OpenBoard:
    """Owns the session of the board that is open, and closes it."""

    def __init__(
        self,
        connect: Callable[[str], Session],
        list_ports: Callable[[], Sequence[PortInfo]],
        pages: Pages,
        details: Details,
    ) -> None:
        self._connect, self._list_ports = connect, list_ports
        self._pages, self._details = pages, details
        self._watch = PortWatch()
        self._by_itself = ""
        """The port that was opened without being asked for."""
        self._drill = ""
        """The drill that begins as soon as the board is known."""
        self.session: Session | None = None

    def open(self, source: str, drill: str = "") -> bool:
        """Open `source` in place of what is open, and show it; a failure's sentence goes onto the start page."""
        try:
            session = self._connect(source)
        except PLAIN_ERRORS as error:
            self._pages.start.show_error(str(error))
            return False
        self.leave()
        self.session, self._drill, self._by_itself = session, drill, ""
        self._pages.show_board()
        return True

    def leave(self) -> None:
        """Close the source and go back to the start page; the board left is not opened again by itself."""
        if self.session is None:
            return
        self.close()
        self._drill = ""
        self._watch.leave()
        self._details.hide()
        self._pages.close_board()

    def close(self) -> None:
        """Close the source."""
        if self.session is not None:
            self.session.close()
            self.session = None

    def look(self, now_s: float) -> bool:
        """Show the ports, and open the first board that may be opened without asking; whether one was."""
        ports = list(self._list_ports())
        self._pages.start.show_ports(ports)
        for device in self._watch.to_open(ports, now_s):
            if self.open(device):
                self._by_itself = device
                return True
            self._watch.failed(device, now_s)
        return False

    def given_up(self, snapshot: Snapshot, now_s: float) -> bool:
        """Leave what was opened by itself and is no board after all: say so, and go on looking. Whether it was so."""
        if not (self._by_itself and snapshot.phase is Phase.FAILED and snapshot.board is None):
            return False
        self.leave()
        self._watch.go_on()
        self._watch.no_board(self._by_itself, now_s)
        self._pages.start.show_error(snapshot.message)
        return True

    def drill_to_begin(self, snapshot: Snapshot) -> str:
        """The drill that was asked for with the source, once: when its board is known; else ""."""
        if snapshot.board is None:
            return ""
        drill, self._drill = self._drill, ""
        return drill
