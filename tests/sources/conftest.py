"""A USB bus of ptys: what is plugged in is listed by pyserial, and its other end is ours."""

import os
import tty
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import serial
from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo

from tripod.device.items import Item
from tripod.sources import Clock
from tripod.sources.source import Source

CH340 = (0x1A86, 0x7523)


@dataclass
class Plugged:
    """A device on the bus."""

    path: Path
    info: ListPortInfo
    master: int
    slave: int

    def send(self, data: bytes) -> None:
        assert len(data) < 4000, "no more than a pty holds"
        while data:
            data = data[os.write(self.master, data) :]


@dataclass
class Bus:
    """Plug devices in and out; `opened` holds the name of each port as often as it was opened."""

    folder: Path
    here: dict[str, Plugged] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    now_s: float = 0.0

    def plug(
        self, name: str, location: str | None = None, usb: tuple[int, int] | None = CH340, number: str | None = None
    ) -> Plugged:
        path = self.folder / name
        master, slave = os.openpty()
        tty.setraw(master)
        tty.setraw(slave)
        path.symlink_to(os.ttyname(slave))
        info = ListPortInfo(str(path), skip_link_detection=True)
        info.vid, info.pid = usb or (None, None)
        info.location, info.serial_number = location, number
        self.here[name] = Plugged(path, info, master, slave)
        return self.here[name]

    def unplug(self, name: str) -> None:
        gone = self.here.pop(name)
        gone.path.unlink()
        os.close(gone.slave)
        os.close(gone.master)

    @property
    def clock(self) -> Clock:
        """Moves when somebody sleeps, and by 0.6 s at each read."""
        return Clock(lambda: self.now_s, self._sleep)

    def _sleep(self, seconds: float) -> None:
        self.now_s += seconds

    def read(self, source: Source, until: Callable[[list[Item]], bool]) -> list[Item]:
        """Read until what came since fulfils `until`, which must be within 40 reads."""
        items: list[Item] = []
        for _ in range(40):
            self.now_s += 0.6
            items += source.read()
            if until(items):
                return items
        raise AssertionError(f"only {items} came")

    def wait(self, source: Source, reads: int = 12) -> list[Item]:
        """What comes in so many reads, if anything."""
        items: list[Item] = []
        for _ in range(reads):
            self.now_s += 0.6
            items += source.read()
        return items


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    bus = Bus(tmp_path / "dev")
    bus.folder.mkdir()
    monkeypatch.setattr(list_ports, "comports", lambda: [plugged.info for plugged in bus.here.values()])
    really_open = serial.Serial.open

    def note(port: serial.Serial) -> None:
        bus.opened.append(Path(str(port.port)).name)
        really_open(port)

    monkeypatch.setattr(serial.Serial, "open", note)
    yield bus
    for name in list(bus.here):
        bus.unplug(name)
