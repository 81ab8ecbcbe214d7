"""What is kept of boards and their ports: old files, damaged files, and which ports may be opened without asking."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.sources.known_boards import MOST, KnownBoard, KnownBoards, known_boards, remember, remember_stranger
from tripod.sources.port_identity import PortIdentity
from tripod.storage.places import known_boards_path

CH340 = PortIdentity("/dev/ttyUSB0", 0x1A86, 0x7523, "", "1-3")
ADA = KnownBoard(CH340, "pads", "3f9a00112233aabb")


def write(text: str) -> None:
    known_boards_path().parent.mkdir(parents=True, exist_ok=True)
    known_boards_path().write_text(text, "utf-8")


def test_what_is_kept_is_read_again() -> None:
    stranger = PortIdentity("/dev/ttyUSB1", 0x1A86, 0x7523, "", "1-4")
    assert known_boards() == KnownBoards()
    remember(ADA)
    remember_stranger(stranger)
    assert known_boards() == KnownBoards((ADA,), (stranger,))
    assert json.loads(known_boards_path().read_text("utf-8"))["schema"] == 2


def test_a_file_of_serial_numbers_alone_opens() -> None:
    write('{"serial_numbers": ["A50285BI", "75330303"]}\n')
    here = PortIdentity("/dev/ttyUSB0", 0x0403, 0x6001, "A50285BI", "1-3")
    other = PortIdentity("/dev/ttyUSB1", 0x0403, 0x6001, "B", "1-4")
    assert list(known_boards().recognised([here, other])) == ["/dev/ttyUSB0"]
    remember(KnownBoard(here, "pads", "ab" * 8))
    kept = known_boards().boards
    assert [known.port.serial_number for known in kept] == ["75330303", "A50285BI"]
    assert kept[-1].board_id == "ab" * 8


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"serial_numbers": 3}', '{"schema": 2, "boards": [1]}', "\0", "9" * 99]
)
def test_a_damaged_file_costs_a_click_and_is_replaced(text: str) -> None:
    write(text)
    assert known_boards() == KnownBoards()
    remember(ADA)
    assert known_boards().boards == (ADA,)


def test_a_file_of_a_newer_program_stays_as_it_is() -> None:
    write('{"schema": 3, "more": 1}')
    assert known_boards() == KnownBoards()
    remember(ADA)
    assert known_boards_path().read_text("utf-8") == '{"schema": 3, "more": 1}'


def test_where_nothing_can_be_written_nothing_is_kept() -> None:
    known_boards_path().parent.parent.mkdir(parents=True, exist_ok=True)
    known_boards_path().parent.write_text("a file where the folder should be", "utf-8")
    remember(ADA)
    assert known_boards() == KnownBoards()


def test_a_board_has_one_port_and_a_port_one_board() -> None:
    moved = PortIdentity("/dev/ttyUSB4", 0x1A86, 0x7523, "", "2-1")
    known = KnownBoards().with_board(ADA).with_board(KnownBoard(moved, "pads", ADA.board_id))
    assert [board.port for board in known.boards] == [moved]
    assert [b.board_id for b in known.with_board(KnownBoard(moved, "pads", "00" * 8)).boards] == ["00" * 8]


def test_a_board_that_is_there_is_not_taken_for_another_that_is_not() -> None:
    second = KnownBoard(PortIdentity("/dev/ttyUSB1", 0x1A86, 0x7523, "", "1-4"), "pads", "11" * 8)
    known = KnownBoards((second, ADA))
    assert known.recognised([second.port]) == {"/dev/ttyUSB1": second}


texts = st.sampled_from(["", "a", "b"])
ports = st.builds(
    PortIdentity,
    st.sampled_from(["p0", "p1", "p2", "p3"]),
    st.sampled_from([None, 0x1A86, 0x0403]),
    st.just(0x7523),
    texts,
    texts,
).map(lambda p: p if p.vendor is not None else PortIdentity(p.device))
boards = st.builds(KnownBoard, ports, st.just("pads"), st.sampled_from(["", "1", "2", "3"]))


@given(
    st.lists(boards, max_size=4),
    st.lists(ports, max_size=3),
    st.lists(ports, max_size=4, unique_by=lambda p: p.device),
)
def test_what_is_opened_by_itself_is_like_a_board_no_stranger_and_no_second_of_one(
    known: list[KnownBoard], strangers: list[PortIdentity], here: list[PortIdentity]
) -> None:
    remembered = KnownBoards()
    for stranger in strangers:
        remembered = remembered.with_stranger(stranger)
    for board in known:
        remembered = remembered.with_board(board)
    found = remembered.recognised(here)
    by_device = {port.device: port for port in here}
    left = {stranger.place for stranger in remembered.strangers}
    assert len({id(board) for board in found.values()}) == len(found)
    for device, board in found.items():
        port = by_device[device]
        assert port.place not in left
        assert not board.port.differs(port)
        assert port.same_kind(board.port) or (port.vendor is board.port.vendor is None and port.device == device)
        alike = [p for p in here if p.same_kind(port) and p.place not in left]
        assert len(alike) <= 1 or port.same_serial_number(board.port) or port.same_socket(board.port) or not port.vendor


@given(st.lists(ports, max_size=80), st.lists(boards, max_size=80))
def test_the_file_does_not_grow_without_end(strangers: list[PortIdentity], known: list[KnownBoard]) -> None:
    remembered = KnownBoards(tuple(known), tuple(strangers)).with_stranger(CH340).with_board(ADA)
    assert len(remembered.boards) <= MOST
    assert len(remembered.strangers) <= MOST
    assert remembered.boards[-1] == ADA
    assert CH340 not in remembered.strangers
