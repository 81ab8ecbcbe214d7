"""Keeps which board answered on which port, so that it is known again at the next start."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from tripod.device.protocol import ID_NOT_KEPT, Banner
from tripod.sources.port_identity import PortIdentity
from tripod.storage.bounded_read import FileError, NoFile, read_bytes
from tripod.storage.lock import BRIEFLY_S, locked
from tripod.storage.places import known_boards_path
from tripod.storage.schemas.known_boards import KNOWN_BOARDS, KnownBoardsFile, PortFile, with_number
from tripod.storage.versioned import NewerSchema, WrongValue, as_file, decode_json, from_plain, write

MOST = 50
"""Boards and strangers that are kept, of each the newest."""


@dataclass(frozen=True)
class KnownBoard:
    """A board that answered once, and the port that it did so on last."""

    port: PortIdentity
    board: str = ""
    board_id: str = ""
    """Empty where the board does not keep one, or an older program did not note it."""


@dataclass(frozen=True)
class KnownBoards:
    """All that is remembered, the newest last."""

    boards: tuple[KnownBoard, ...] = ()
    strangers: tuple[PortIdentity, ...] = ()

    def recognised(self, here: Sequence[PortIdentity]) -> dict[str, KnownBoard]:
        """Device -> the board that was there before, for the ports that may be opened without asking.

        By serial number, else by socket, else the only device of that kind; where there is no USB, by name. Each board
        is looked for at one port only.
        """
        strangers = {stranger.place for stranger in self.strangers}
        may_be = [port for port in here if port.place not in strangers]
        found: dict[str, KnownBoard] = {}
        for rule in (_proved, _only_of_its_kind):
            for known in [k for k in reversed(self.boards) if k not in found.values()]:
                port = rule(known.port, may_be)
                if port is not None:
                    found.setdefault(port.device, known)
        return found

    def with_board(self, board: KnownBoard) -> "KnownBoards":
        """With this board as the newest; what was known of it, or of its port, is replaced."""
        place = board.port.place
        others = [
            known
            for known in self.boards
            if not (board.board_id and known.board_id == board.board_id)
            and known.port.place != place
            and not (known.board_id == "" and known.port.same_serial_number(board.port))
        ]
        strangers = tuple(port for port in self.strangers if port.place != place)
        return KnownBoards((*others[1 - MOST :], board), strangers)

    def with_stranger(self, port: PortIdentity) -> "KnownBoards":
        """With this port as one that no board answered on."""
        others = [stranger for stranger in self.strangers if stranger.place != port.place]
        return replace(self, strangers=(*others[1 - MOST :], port))


def _proved(known: PortIdentity, here: Sequence[PortIdentity]) -> PortIdentity | None:
    if known.vendor is None and not known.serial_number:
        return _only([port for port in here if port.vendor is None and port.device == known.device])
    by_number = [port for port in here if known.same_serial_number(port)]
    # Many cheap adapters have one serial number in common; then the socket tells.
    in_socket = [port for port in by_number or here if known.same_socket(port) and not known.differs(port)]
    return _only(by_number) or _only(in_socket)


def _only_of_its_kind(known: PortIdentity, here: Sequence[PortIdentity]) -> PortIdentity | None:
    port = _only([port for port in here if known.same_kind(port)])
    return None if port is None or known.differs(port) else port


def _only(ports: Sequence[PortIdentity]) -> PortIdentity | None:
    return ports[0] if len(ports) == 1 else None


def kept_id(banner: Banner) -> str:
    """The board's id, or "" where the board cannot keep one: then it is another at each start."""
    return "" if banner.self_test & ID_NOT_KEPT else banner.board_id


def known_boards() -> KnownBoards:
    """What is remembered; nothing where the file cannot be read, for then a click is asked for, and no more."""
    try:
        return _read()
    except (FileError, WrongValue):
        return KnownBoards()


def remember(board: KnownBoard) -> None:
    """Keep the board, so that its port is opened without asking next time."""
    _keep(lambda known: known.with_board(board))


def remember_stranger(port: PortIdentity) -> None:
    """Keep that something else than a board was met on this port."""
    _keep(lambda known: known.with_stranger(port))


def _keep(change: Callable[[KnownBoards], KnownBoards]) -> None:
    # A board that cannot be remembered is asked for again next time; nothing else depends on it.
    with suppress(OSError), locked(known_boards_path(), BRIEFLY_S):
        _change(change)


def _change(change: Callable[[KnownBoards], KnownBoards]) -> None:
    try:
        known = _read()
    except NewerSchema:
        return
    except (FileError, WrongValue):
        known = KnownBoards()
    changed = change(known)
    if changed == known:
        return
    write(_to_file(changed), known_boards_path())


def _read() -> KnownBoards:
    path = known_boards_path()
    try:
        plain = decode_json(read_bytes(path, KNOWN_BOARDS.most_bytes), path)
    except NoFile:
        return KnownBoards()
    file = from_plain(KNOWN_BOARDS, with_number(plain))
    boards = tuple(KnownBoard(_port(known.port), known.board, known.board_id) for known in file.boards)
    return KnownBoards(boards, tuple(_port(stranger) for stranger in file.strangers))


def _port(file: PortFile) -> PortIdentity:
    return PortIdentity(file.device, file.vendor, file.product, file.serial_number, file.location)


def _to_file(known: KnownBoards) -> KnownBoardsFile:
    return as_file(known, KnownBoardsFile)
