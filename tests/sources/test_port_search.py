"""A board that is unplugged is found again on whichever port it comes back; what is another device stays closed."""

from dataclasses import replace
from typing import Any

import pytest

from tripod.device.blocks import Block
from tripod.device.items import Back, Gone, Hello, Item, Noticed, SourceError
from tripod.device.protocol import ID_NOT_KEPT, Decoder, encode_banner
from tripod.device.protocol import Banner as WireBanner
from tripod.sources import list_ports, open_source
from tripod.sources.known_boards import known_boards
from tripod.sources.source import Source
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario

CH340 = (0x1A86, 0x7523)
PRINTER = b"start\r\necho:Marlin 2.1 ready\r\n" * 4


class Talker:
    """A board's half seconds, one after the other; a new one of the same seed is the same board restarted."""

    def __init__(self, seed: int = 1) -> None:
        self._board = VirtualBoard(parse_scenario(f"quiet,board=pads,seed={seed}"))

    def half_second(self) -> bytes:
        return b"".join(data for _ in range(2) for _, data in self._board.packets())


def kinds(items: list[Item]) -> list[type]:
    return [type(item) for item in items]


def has(kind: type) -> Any:
    return lambda items: any(isinstance(item, kind) for item in items)


def said(items: list[Item]) -> str:
    return " ".join(item.sentence for item in items if isinstance(item, Noticed))


@pytest.fixture
def streaming(bus: Any) -> Any:
    """Opens a port and takes a board's first half second from it."""
    sources: list[Source] = []

    def begin(name: str, talker: Talker) -> Source:
        sources.append(open_source(str(bus.here[name].path), clock=bus.clock))
        bus.here[name].send(talker.half_second())
        bus.read(sources[-1], has(Block))
        return sources[-1]

    yield begin
    for source in sources:
        source.close()


def lose(bus: Any, source: Source, name: str) -> None:
    bus.unplug(name)
    bus.read(source, has(Gone))


def come_back(bus: Any, source: Source, name: str, talker: Talker) -> list[Item]:
    """The board talks on this port, until it is taken for what it is."""
    bus.wait(source, 3)
    bus.here[name].send(talker.half_second())
    items = bus.read(source, has(Block))
    assert isinstance(next(i for i in items if isinstance(i, Hello | Block | Back)), Back)
    return items


@pytest.mark.parametrize(
    ("number", "location"), [(None, "1-3"), (None, "1-4"), ("A50285BI", "1-4"), ("A50285BI", None), (None, None)]
)
def test_a_board_that_comes_back_under_another_name_is_found(
    bus: Any, streaming: Any, number: str | None, location: str | None
) -> None:
    bus.plug("ttyUSB0", "1-3", number=number)
    source = streaming("ttyUSB0", Talker())
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB1", location, number=number)
    items = come_back(bus, source, "ttyUSB1", Talker())
    assert [i.restarted for i in items if isinstance(i, Back)] == [True]
    assert "ttyUSB1" in said(items)
    assert source.label == str(bus.here["ttyUSB1"].path)
    assert bus.opened == ["ttyUSB0", "ttyUSB1"]


def test_a_board_that_kept_its_power_goes_on_where_its_clock_says(bus: Any, streaming: Any) -> None:
    talker = Talker()
    bus.plug("ttyUSB0", "1-3")
    source = streaming("ttyUSB0", talker)
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB0", "1-3")
    bus.wait(source, 3)
    items: list[Item] = []
    while not has(Block)(items):
        bus.here["ttyUSB0"].send(talker.half_second())
        items += bus.wait(source, 2)
    assert [i.restarted for i in items if isinstance(i, Back)] == [False]
    assert said(items) == ""


def test_a_printer_with_the_same_adapter_is_never_opened(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3")
    bus.plug("ttyUSB1", "1-4")
    source = streaming("ttyUSB0", Talker())
    lose(bus, source, "ttyUSB0")
    assert bus.wait(source) == []
    bus.unplug("ttyUSB1")
    bus.plug("ttyUSB0", "1-4")  # It takes the name of the board.
    assert bus.wait(source) == []
    bus.plug("ttyUSB2", "2-1")
    come_back(bus, source, "ttyUSB2", Talker())
    assert bus.opened == ["ttyUSB0", "ttyUSB2"]
    lose(bus, source, "ttyUSB2")
    assert bus.wait(source) == []
    bus.plug("ttyUSB3", "2-2")
    come_back(bus, source, "ttyUSB3", Talker())
    assert bus.opened == ["ttyUSB0", "ttyUSB2", "ttyUSB3"]


def test_another_board_is_closed_again_and_a_second_stranger_is_not_opened(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3")
    source = streaming("ttyUSB0", Talker(1))
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB1", "1-4")
    bus.wait(source, 3)
    bus.here["ttyUSB1"].send(Talker(2).half_second())
    items = bus.read(source, has(Gone))
    assert kinds(items) == [Noticed, Gone]
    assert "Another board came back" in said(items)
    bus.unplug("ttyUSB1")
    bus.plug("ttyUSB2", "1-5")
    assert bus.wait(source) == []
    assert bus.opened == ["ttyUSB0", "ttyUSB1"]
    bus.plug("ttyUSB3", "1-3")
    come_back(bus, source, "ttyUSB3", Talker(1))
    assert bus.opened == ["ttyUSB0", "ttyUSB1", "ttyUSB3"]


def test_what_was_plugged_in_beside_the_board_is_not_taken_for_it(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3")
    source = streaming("ttyUSB0", Talker())
    bus.plug("ttyUSB1", "1-4")
    lose(bus, source, "ttyUSB0")
    assert bus.wait(source) == []
    assert bus.opened == ["ttyUSB0"]


def test_the_serial_number_says_more_than_the_socket(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3", number="A")
    source = streaming("ttyUSB0", Talker())
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB1", "1-3", number="B")
    bus.plug("ttyUSB2", "1-4", number="A")
    come_back(bus, source, "ttyUSB2", Talker())
    assert bus.opened == ["ttyUSB0", "ttyUSB2"]


def test_a_board_with_its_serial_number_is_given_all_the_time_it_needs(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3", number="A")
    source = streaming("ttyUSB0", Talker())
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB0", "1-3", number="A")
    assert bus.wait(source) == []
    come_back(bus, source, "ttyUSB0", Talker())
    assert bus.opened == ["ttyUSB0", "ttyUSB0"]


@pytest.mark.parametrize("usb", [CH340, None])
def test_another_board_in_the_same_place_is_opened_once_and_the_own_one_after_it(
    bus: Any, streaming: Any, usb: tuple[int, int] | None
) -> None:
    bus.plug("tty0", "1-3", usb)
    source = streaming("tty0", Talker(1))
    lose(bus, source, "tty0")
    bus.plug("tty0", "1-3", usb)
    bus.wait(source, 3)
    bus.here["tty0"].send(Talker(2).half_second())
    assert "Another board came back" in said(bus.read(source, has(Gone)))
    assert known_boards().strangers == ()
    opened = list(bus.opened)
    assert bus.wait(source) == []
    assert bus.opened == opened
    bus.unplug("tty0")
    assert bus.wait(source, 3) == []
    bus.plug("tty0", "1-3", usb)
    come_back(bus, source, "tty0", Talker(1))


@pytest.mark.parametrize("heard", [PRINTER, b"", bytes(range(1, 200))])
def test_what_is_no_board_is_let_go_and_not_opened_again(bus: Any, streaming: Any, heard: bytes) -> None:
    bus.plug("ttyUSB0", "1-3")
    source = streaming("ttyUSB0", Talker())
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB1", "1-4")
    bus.wait(source, 3)
    bus.here["ttyUSB1"].send(heard)
    items = bus.read(source, has(Gone))
    assert "ttyUSB1" in said(items)
    assert bus.wait(source) == []
    assert bus.opened == ["ttyUSB0", "ttyUSB1"]
    assert [port.is_board for port in list_ports()] == [False]


def test_two_that_may_be_it_are_named_and_neither_is_opened(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3")
    source = streaming("ttyUSB0", Talker())
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB1", "1-4")
    bus.plug("ttyUSB2", "1-5")
    items = bus.wait(source)
    assert kinds(items) == [Noticed, Gone]
    assert "ttyUSB1" in said(items)
    assert "ttyUSB2" in said(items)
    assert bus.opened == ["ttyUSB0"]
    bus.unplug("ttyUSB1")
    come_back(bus, source, "ttyUSB2", Talker())


def test_a_serial_number_that_changes_in_the_same_socket_is_the_board_if_its_banner_says_so(
    bus: Any, streaming: Any
) -> None:
    bus.plug("ttyUSB0", "1-3", number="A")
    source = streaming("ttyUSB0", Talker())
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB1", "1-4", number="C")  # Another number in another socket is another device.
    assert bus.wait(source) == []
    bus.plug("ttyUSB2", "1-3", number="B")
    come_back(bus, source, "ttyUSB2", Talker())
    assert bus.opened == ["ttyUSB0", "ttyUSB2"]
    assert [known.port.serial_number for known in known_boards().boards] == ["B"]


def test_one_serial_number_on_two_adapters_proves_nothing(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3", number="0001")
    bus.plug("ttyUSB1", "1-4", number="0001")
    source = streaming("ttyUSB0", Talker())
    lose(bus, source, "ttyUSB0")
    assert bus.wait(source) == []
    bus.plug("ttyUSB2", "1-3", number="0001")
    come_back(bus, source, "ttyUSB2", Talker())
    assert bus.opened == ["ttyUSB0", "ttyUSB2"]


def test_a_device_of_another_kind_is_not_looked_at(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3")
    source = streaming("ttyUSB0", Talker())
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB0", "1-3", usb=(0x0403, 0x6001))
    bus.plug("ttyS0", usb=None)
    assert bus.wait(source) == []
    assert bus.opened == ["ttyUSB0"]


def test_a_candidate_that_goes_away_before_it_said_anything_is_looked_for_again(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3")
    source = streaming("ttyUSB0", Talker())
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB1", "1-4")
    bus.wait(source, 3)
    bus.unplug("ttyUSB1")
    assert bus.wait(source, 5) == []
    bus.plug("ttyUSB1", "1-4")
    come_back(bus, source, "ttyUSB1", Talker())


def banner_of(talker: Talker) -> WireBanner:
    return next(event for event in Decoder().feed(talker.half_second()) if isinstance(event, WireBanner))


def test_a_board_that_cannot_keep_its_id_is_known_by_its_name(bus: Any) -> None:
    first = replace(banner_of(Talker(1)), self_test=ID_NOT_KEPT)
    second = replace(first, board_id="0123456789abcdef")
    device = bus.plug("ttyUSB0", "1-3")
    source = open_source(str(device.path), clock=bus.clock)
    device.send(encode_banner(first))
    bus.read(source, has(Hello))
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB1", "1-3")
    bus.wait(source, 3)
    bus.here["ttyUSB1"].send(encode_banner(second))
    assert Back in kinds(bus.read(source, has(Hello)))
    source.close()
    assert [known.board_id for known in known_boards().boards] == [""]


def test_a_port_without_usb_comes_back_by_its_name(bus: Any, streaming: Any) -> None:
    bus.plug("rfcomm0", usb=None)
    source = streaming("rfcomm0", Talker())
    lose(bus, source, "rfcomm0")
    bus.plug("rfcomm1", usb=None)
    assert bus.wait(source) == []
    bus.plug("rfcomm0", usb=None)
    come_back(bus, source, "rfcomm0", Talker())
    assert set(bus.opened) == {"rfcomm0"}


def boards_here() -> list[tuple[str, bool]]:
    return sorted((port.device.rpartition("/")[2], port.is_board) for port in list_ports())


@pytest.mark.parametrize("location", ["1-3", "2-7"])
def test_at_the_next_start_the_board_needs_no_click(bus: Any, streaming: Any, location: str) -> None:
    bus.plug("ttyUSB0", "1-3")
    assert boards_here() == [("ttyUSB0", False)]
    streaming("ttyUSB0", Talker()).close()
    bus.unplug("ttyUSB0")
    bus.plug("ttyUSB1", location)
    assert boards_here() == [("ttyUSB1", True)]
    (port,) = list_ports()
    assert port.asks_once
    assert "pads" in port.reason


def test_at_the_next_start_nothing_is_opened_where_two_may_be_it(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3")
    streaming("ttyUSB0", Talker()).close()
    bus.unplug("ttyUSB0")
    bus.plug("ttyUSB0", "2-1")
    bus.plug("ttyUSB1", "2-2")
    assert boards_here() == [("ttyUSB0", False), ("ttyUSB1", False)]
    bus.plug("ttyUSB2", "1-3")
    assert boards_here() == [("ttyUSB0", False), ("ttyUSB1", False), ("ttyUSB2", True)]


def test_at_the_next_start_another_serial_number_is_another_device(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3", number="A")
    streaming("ttyUSB0", Talker()).close()
    bus.unplug("ttyUSB0")
    bus.plug("ttyUSB0", "1-3", number="B")
    assert boards_here() == [("ttyUSB0", False)]
    bus.plug("ttyUSB1", "1-4", number="A")
    assert boards_here() == [("ttyUSB0", False), ("ttyUSB1", True)]


def test_a_remembered_port_without_usb_is_opened_by_its_name(bus: Any, streaming: Any) -> None:
    bus.plug("rfcomm0", usb=None)
    streaming("rfcomm0", Talker()).close()
    bus.plug("rfcomm1", usb=None)
    assert boards_here() == [("rfcomm0", True), ("rfcomm1", False)]
    assert all(port.may_listen and not port.usb for port in list_ports())


def test_another_board_on_a_remembered_port_is_said(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3")
    streaming("ttyUSB0", Talker(1)).close()
    source = open_source(str(bus.here["ttyUSB0"].path), clock=bus.clock)
    bus.here["ttyUSB0"].send(Talker(2).half_second())
    items = bus.read(source, has(Block))
    assert "was remembered for your board pads" in said(items)
    source.close()
    again = open_source(str(bus.here["ttyUSB0"].path), clock=bus.clock)
    bus.here["ttyUSB0"].send(Talker(2).half_second())
    assert said(bus.read(again, has(Block))) == ""
    again.close()


@pytest.mark.parametrize(("number", "heard", "trusted"), [(None, PRINTER, False), (None, b"", False), ("A", b"", True),
                                                         ("A", PRINTER, False)])  # fmt: skip
def test_a_remembered_port_with_something_else_asks_again(
    bus: Any, streaming: Any, number: str | None, heard: bytes, trusted: bool
) -> None:
    """Silence alone does not take away what a serial number proves."""
    bus.plug("ttyUSB0", "1-3", number=number)
    streaming("ttyUSB0", Talker()).close()
    assert boards_here() == [("ttyUSB0", True)]
    source = open_source(str(bus.here["ttyUSB0"].path), clock=bus.clock)
    bus.here["ttyUSB0"].send(heard)
    with pytest.raises(SourceError):
        bus.wait(source)
    source.close()
    assert boards_here() == [("ttyUSB0", trusted)]
    streaming("ttyUSB0", Talker()).close()
    assert boards_here() == [("ttyUSB0", True)]


def test_a_link_is_followed_to_the_port(bus: Any, streaming: Any) -> None:
    bus.plug("ttyUSB0", "1-3")
    link = bus.folder / "tripod"
    link.symlink_to(bus.here["ttyUSB0"].path)
    source = open_source(str(link), clock=bus.clock)
    bus.here["ttyUSB0"].send(Talker().half_second())
    bus.read(source, has(Block))
    lose(bus, source, "ttyUSB0")
    bus.plug("ttyUSB1", "1-4")
    come_back(bus, source, "ttyUSB1", Talker())
    source.close()
