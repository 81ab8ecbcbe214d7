"""One class of tests for every source: virtual, a real serial port (a pty), and a recording."""

import os
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import serial

from tripod.device.blocks import Block, concatenate
from tripod.device.items import Back, End, Gone, Hello, Item, Learned, SourceError
from tripod.device.protocol import encode_banner
from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.sources import Clock, fast_clock, list_ports, open_source, permission_help, ports
from tripod.sources.source import Source
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario

SCENARIO = "shift,board=pads,seconds=4"


class Pty:
    """A serial line whose other end is ours; the program opens `path` with pyserial."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._plug()

    def _plug(self) -> None:
        self.master, slave = os.openpty()
        tty.setraw(self.master)
        self._slave = slave
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(os.ttyname(slave))

    def send(self, data: bytes) -> None:
        while data:
            data = data[os.write(self.master, data[:1024]) :]

    def drain(self, sender: threading.Thread) -> None:
        """Read what nobody reads any more, until the sender is through."""
        os.set_blocking(self._slave, False)
        while sender.is_alive():
            with suppress(BlockingIOError):
                os.read(self._slave, 65_536)
        os.set_blocking(self._slave, True)

    def unplug(self) -> None:
        self.path.unlink(missing_ok=True)
        os.close(self._slave)
        os.close(self.master)

    def plug(self) -> None:
        self._plug()


@pytest.fixture
def pty(tmp_path: Path) -> Iterator[Pty]:
    line = Pty(tmp_path / "ttyBOARD")
    yield line
    line.unplug()


@pytest.fixture
def talking(pty: Pty, bytes_of: Callable[[VirtualBoard], bytes]) -> Iterator[Callable[[], None]]:
    """Makes the virtual board's bytes come out of the pty, and goes on until all are read."""
    senders: list[threading.Thread] = []

    def talk() -> None:
        data = bytes_of(VirtualBoard(parse_scenario(SCENARIO)))
        senders.append(threading.Thread(target=pty.send, args=(data,), daemon=True))
        senders[-1].start()

    yield talk
    for sender in senders:
        pty.drain(sender)


@pytest.fixture(params=["virtual", "serial", "recording", "recording in the window"])
def source(request: pytest.FixtureRequest, pty: Pty, tmp_path: Path, talking: Callable[[], None]) -> Source:
    if request.param == "virtual":
        return open_source(f"virtual:{SCENARIO}", clock=fast_clock())
    if request.param == "serial":
        opened = open_source(str(pty.path))
        talking()
        return opened
    clock = fast_clock()
    session = Session(open_source(f"virtual:{SCENARIO}", clock=clock), now=clock.now)
    session.record_from_start(tmp_path / "r")
    while session.step():
        pass
    session.close()
    return open_source(str(tmp_path / "r"), clock=fast_clock(), window="window" in request.param)


def items_of(source: Source, frames: int) -> list[Item]:
    items: list[Item] = []
    while sum(len(i) for i in items if isinstance(i, Block)) < frames:
        items += source.read()
    return items


class TestEverySource:
    def test_it_says_what_it_is_before_its_first_block(self, source: Source) -> None:
        items = items_of(source, 1)
        assert isinstance(items[0], Hello)
        assert items[0].banner.board == "pads"
        source.close()

    def test_its_frames_are_the_boards_frames(
        self, source: Source, bytes_of: Callable[[VirtualBoard], bytes], block_of: Callable[[bytes], Block]
    ) -> None:
        expected = block_of(bytes_of(VirtualBoard(parse_scenario(SCENARIO))))
        block = concatenate([i for i in items_of(source, 320) if isinstance(i, Block)])
        for name in ("counts", "status", "age"):
            assert (getattr(block, name) == getattr(expected, name)).all()
        assert (np.diff(block.seq) == 1).all()
        assert (np.diff(block.tick_us) == np.diff(expected.tick_us)).all()
        assert source.line().lost_frames == source.line().skipped_bytes == 0
        source.close()

    def test_the_pipeline_cannot_tell_which(self, source: Source) -> None:
        session = Session(source)
        while session.pipeline.frames < 320:
            session.step()
        share = session.pipeline.whole.means.share
        assert share.sum(1) == pytest.approx([1, 1])
        assert share[:, 0] == pytest.approx([0.58, 0.58], abs=0.08)
        session.close()


def test_a_virtual_board_and_a_recording_end() -> None:
    source = open_source("virtual:quiet,seconds=1", clock=fast_clock())
    items: list[Item] = []
    while not any(isinstance(i, End) for i in items):
        items += source.read()
    assert sum(len(i) for i in items if isinstance(i, Block)) == 80


@pytest.fixture
def quick() -> Clock:
    """A clock on which a second takes a tenth: for the time-outs of a line that says nothing."""
    return Clock(lambda: time.monotonic() * 10, lambda s: time.sleep(s / 10))


def read_until_error(source: Source) -> str:
    with pytest.raises(SourceError) as caught:
        while True:
            source.read()
    source.close()
    return str(caught.value)


def test_a_silent_port(pty: Pty, quick: Clock) -> None:
    assert "is silent: nothing came in 3 s. Check" in read_until_error(open_source(str(pty.path), clock=quick))


def test_another_device(pty: Pty, quick: Clock) -> None:
    source = open_source(str(pty.path), clock=quick)
    pty.send(b"temp=21.5\r\nhumidity=40\r\n" * 20)
    assert "another device talks there (“" in read_until_error(source)


def test_another_baud(pty: Pty, quick: Clock) -> None:
    source = open_source(str(pty.path), clock=quick)
    pty.send(np.random.default_rng(1).integers(1, 256, 600, dtype=np.uint8).tobytes())
    assert "another speed than 500000 baud" in read_until_error(source)


def test_another_protocol(pty: Pty, quick: Clock) -> None:
    from tripod.device.protocol import seal

    source = open_source(str(pty.path), clock=quick)
    pty.send(seal(bytes([1, 7]) + bytes(60)))
    assert "protocol 7 and this program protocol 2" in read_until_error(source)


def test_a_board_without_a_file(pty: Pty, bytes_of: Callable[[VirtualBoard], bytes]) -> None:
    from dataclasses import replace

    banner = items_of(open_source("virtual:quiet", clock=fast_clock()), 1)[0]
    assert isinstance(banner, Hello)
    session = Session(open_source(str(pty.path)))
    pty.send(encode_banner(replace(banner.banner, board="insoul")))
    with pytest.raises(SourceError, match="Did you mean insole"):
        while True:
            session.step()
    session.close()


def test_a_board_that_does_not_fit_its_file(pty: Pty) -> None:
    from dataclasses import replace

    banner = items_of(open_source("virtual:quiet,board=insole", clock=fast_clock()), 1)[0]
    assert isinstance(banner, Hello)
    session = Session(open_source(str(pty.path)))
    pty.send(encode_banner(replace(banner.banner, board="plate")))
    with pytest.raises(SourceError, match="sends 6 cells, but the file of 'plate' describes 8"):
        while True:
            session.step()
    session.close()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("/dev/ttyNOPE", "There is no port /dev/ttyNOPE"),
        ("/dev/null", "is not a serial port"),
        (__file__, "is a file"),
        ("virtual:quite", "Did you mean quiet"),
    ],
)
def test_what_cannot_be_opened(text: str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        open_source(text)


def test_a_port_in_use(pty: Pty) -> None:
    with serial.Serial(str(pty.path), exclusive=True), pytest.raises(SourceError, match="in use by another program"):
        open_source(str(pty.path))


@pytest.mark.skipif(os.geteuid() == 0 and not hasattr(os, "seteuid"), reason="needs to give up root")
def test_a_port_without_permission(pty: Pty) -> None:
    os.chmod(pty.path, 0)
    mine, device = os.geteuid(), os.path.realpath(pty.path)
    if mine == 0:
        os.seteuid(65534)
    try:
        with pytest.raises(SourceError, match="You may not open .* usermod -aG dialout") as caught:
            open_source(device)
        assert "\n" not in str(caught.value)
    finally:
        os.seteuid(mine)


@pytest.mark.parametrize(
    ("vendor", "board", "listen"),
    [(0x2341, True, True), (0x1A86, False, True), (0x2E8A, False, True), (None, False, True)],
)
def test_only_arduinos_are_opened_by_themselves(vendor: int | None, board: bool, listen: bool) -> None:
    info = ports.port_info("/dev/ttyUSB0", vendor, None)
    assert (info.is_board, info.may_listen) == (board, listen)
    assert info.reason


def test_ports_are_listed_and_help_is_at_hand() -> None:
    assert all(p.device and p.reason for p in list_ports())
    assert permission_help().splitlines()[0].endswith((".", "in"))


def test_the_cable_is_pulled_in_a_recording_and_put_back(pty: Pty, tmp_path: Path) -> None:
    """The file stays whole, the gap is marked, and what came before and after is all there."""

    def seconds(n: int) -> bytes:
        board = VirtualBoard(parse_scenario("quiet,board=pads"))
        return b"".join(data for _ in range(4 * n) for _, data in board.packets())

    session = Session(open_source(str(pty.path)))
    session.record_from_start(tmp_path / "r")

    def step_until(done: Callable[[], bool]) -> None:
        end = time.monotonic() + 10
        while not done():
            assert time.monotonic() < end
            session.step()

    pty.send(seconds(2))
    step_until(lambda: session.pipeline.frames >= 160)
    pty.unplug()
    step_until(lambda: session.pipeline.phase is Phase.LOST)
    pty.plug()
    step_until(lambda: session.source._port is not None)  # type: ignore[attr-defined]
    # Like an Uno, the board restarts when it gets its power back.
    half = seconds(3)
    pty.send(half[: len(half) // 2])
    step_until(lambda: session.pipeline.frames >= 200)
    pty.send(half[len(half) // 2 :])
    step_until(lambda: session.pipeline.frames >= 400)
    assert session.pipeline.phase is Phase.LIVE
    assert session.pipeline.whole.gaps == 1
    session.close()

    replay = open_source(str(tmp_path / "r"))
    items: list[Item] = []
    while not any(isinstance(i, End) for i in items):
        items += replay.read()
    kinds = [type(i) for i in items if not isinstance(i, Hello | Learned)]
    assert kinds == [Block, Gone, Back, Block, End]
    before, after = (i for i in items if isinstance(i, Block))
    assert len(before) == 160
    assert len(after) == 240
    assert 0 < after.tick_us[0] - before.tick_us[-1] < 20e6
    assert after.seq[0] > before.seq[-1]
    for part in (before, after):
        assert (np.diff(part.seq) == 1).all()
        assert np.diff(part.tick_us).max() == 12_500


def test_another_board_that_comes_back_is_not_taken_for_it(pty: Pty) -> None:
    session = Session(open_source(str(pty.path)))
    first, other = (VirtualBoard(parse_scenario(f"quiet,seed={s}")) for s in (1, 2))
    pty.send(b"".join(d for _, d in first.packets()))
    while session.pipeline.frames < 15:
        session.step()
    pty.unplug()
    while session.pipeline.phase is not Phase.LOST:
        session.step()
    pty.plug()
    while session.source._port is None:  # type: ignore[attr-defined]
        session.step()
    frames = session.pipeline.frames
    pty.send(b"".join(d for _, d in other.packets()))
    while session.source._port is not None:  # type: ignore[attr-defined]
        session.step()
    assert session.pipeline.phase is Phase.LOST
    assert "Another board came back" in session.pipeline.message
    assert session.pipeline.notices == [session.pipeline.message]
    assert session.pipeline.frames == frames
    session.close()


@pytest.mark.parametrize(("vendor", "name"), [(0x2E8A, "Raspberry Pi Pico"), (0x303A, "ESP32")])
def test_boards_of_the_portable_sketch_are_named(vendor: int, name: str) -> None:
    info = ports.port_info("/dev/ttyACM0", vendor, None)
    assert name in info.description
    assert "portable sketch" in info.reason


def test_on_a_clock_that_never_waits_a_quarter_of_a_second_comes_as_one_block_after_the_banner() -> None:
    source = open_source("virtual:quiet,board=insole,seconds=3", clock=fast_clock())
    first, *reads = [source.read() for _ in range(13)]
    assert any(isinstance(item, Hello) for item in first)
    assert not any(isinstance(item, Block) for item in first)
    blocks = [[item for item in items if isinstance(item, Block)] for items in reads]
    assert [[len(block) for block in of] for of in blocks] == [[50]] * 12
    assert isinstance(source.read()[-1], End)
    at, alike = [0.0], list[Block]()
    clock = Clock(lambda: at[0], lambda seconds: at.__setitem__(0, at[0] + seconds))
    other, items = open_source("virtual:quiet,board=insole,seconds=3", clock=clock), list[Item]()
    while not any(isinstance(item, End) for item in items):
        items = other.read()
        alike += [item for item in items if isinstance(item, Block)]
    assert len(alike) > 100
    assert (concatenate(alike).counts == concatenate([block for of in blocks for block in of]).counts).all()
