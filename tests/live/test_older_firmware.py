"""Firmware that is older is written in the way in which what hangs on the port can be written."""

from io import BytesIO
from typing import Any, cast

import pytest

from tripod.device.protocol import Banner, Group, Sampling
from tripod.firmware.images import shipped_version
from tripod.live.older_firmware import older_said
from tripod.sources import fast_clock
from tripod.sources.port_identity import PortIdentity
from tripod.sources.stream import Stream

UNO, MICRO, PICO, ADAPTER = (0x2341, 0x0043), (0x2341, 0x8037), (0x2E8A, 0x000A), (0x1A86, 0x7523)
BY_PROGRAM = Sampling(65_520, 0, ratiometric=True)


def said(monkeypatch: pytest.MonkeyPatch, usb: tuple[int, int], board: str, **more: Any) -> str:
    here = (PortIdentity("/dev/ttyACM0", *usb),)
    monkeypatch.setattr("tripod.sources.arduino_kind.ports_here", lambda: here)
    group = Group(0, 2, 0, 80.0, (0,) * 6, more.get("sampling"))
    banner = Banner(more.get("firmware", (0, 0, 9)), board, "ab" * 8, 0, 0, 5000, 0, 0, 0, 0, (group,))
    port = cast(Any, BytesIO())
    return older_said(banner, Stream("/dev/ttyACM0", port, lambda: port, fast_clock()))


@pytest.mark.parametrize(
    ("usb", "board", "sampling", "how"),
    [
        (UNO, "pads", None, '"tripod flash /dev/ttyACM0 --board pads"'),
        (ADAPTER, "pads", None, '"tripod flash /dev/ttyACM0 --board pads"'),
        (MICRO, "pads", None, "a Leonardo, Micro or Pro Micro is written from the Arduino IDE"),
        (PICO, "pads", BY_PROGRAM, '"tripod flash --board pads --arduino pico"'),
        # Of both feet's films there is no image for a Pico: it has three inputs.
        (PICO, "insole", BY_PROGRAM, "tripod_any"),
        (ADAPTER, "pads", BY_PROGRAM, "tripod_any"),
        (UNO, "my-board", None, "nothing ships for a board of your own"),
        (PICO, "my-board", BY_PROGRAM, "nothing ships for a board of your own"),
    ],
)
def test_each_is_told_its_own_way(
    monkeypatch: pytest.MonkeyPatch, usb: tuple[int, int], board: str, sampling: Sampling | None, how: str
) -> None:
    line = said(monkeypatch, usb, board, sampling=sampling)
    assert line.startswith("The firmware on this board is 0.0.9, older than ")
    assert how in line


def test_what_is_not_older_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, PICO, "pads", firmware=shipped_version()) == ""
