"""A Leonardo or Micro is refused before anything is written to it, with what to do instead."""

import re
from pathlib import Path

import pytest

from tripod.firmware.images import Kind, images
from tripod.firmware.troubles import CannotWrite, Trouble
from tripod.live.new_board import write_firmware
from tripod.sources.arduino_kind import is_own_usb, kind_of
from tripod.sources.port_identity import PortIdentity

BOARD_H = Path(__file__).parents[2] / "firmware_arduino" / "tripod" / "board.h"


CORE = Path("/usr/share/arduino/hardware/arduino/avr/boards.txt")
COPIES = ((0x1B4F, 0x9205), (0x1B4F, 0x9206), (0x239A, 0x800C))


def boards_of_the_core() -> list[tuple[str, int, int]]:
    """Chip, vendor and product of every board that Arduino's own core knows."""
    text = CORE.read_text("utf-8")
    chips = dict(re.findall(r"^(\w+)\..*build\.mcu=(\w+)", text, re.MULTILINE))
    ids = {key: re.findall(rf"^(\w+)\.{key}\.(\d+)=(0x\w+)", text, re.MULTILINE) for key in ("vid", "pid")}
    products = {(name, n): int(product, 16) for name, n, product in ids["pid"]}
    return [(chips[name], int(vendor, 16), products[name, n]) for name, n, vendor in ids["vid"]]


def test_every_board_of_the_core_is_taken_for_what_it_is() -> None:
    if not CORE.exists():
        pytest.skip("Arduino's core is missing: apt-get install arduino-core-avr")
    kinds = {"atmega328p": Kind.UNO, "atmega1280": Kind.MEGA, "atmega2560": Kind.MEGA}
    ambiguous = {(0x2A03, 0x0001), (0x2A03, 0x8001), (0x2A03, 0x0057)}  # an Arduino One; an Uno WiFi behind an ESP8266
    for chip, vendor, product in boards_of_the_core():
        port = PortIdentity("COM5", vendor, product)
        if (vendor, product) in ambiguous:
            continue
        assert is_own_usb(port) is (chip == "atmega32u4"), (chip, hex(vendor), hex(product))
        assert kind_of(port) is kinds.get(chip), (chip, hex(vendor), hex(product))


@pytest.mark.parametrize(("vendor", "product"), COPIES)
def test_a_copy_of_another_maker_is_told_the_same(vendor: int, product: int) -> None:
    assert is_own_usb(PortIdentity("COM5", vendor, product))
    assert not is_own_usb(PortIdentity("COM5", vendor, 0x1111))
    assert not is_own_usb(PortIdentity("COM5", None, None))


@pytest.mark.parametrize("board", sorted({image.board for image in images()}))
def test_it_says_what_to_write_into_which_file(monkeypatch: pytest.MonkeyPatch, board: str) -> None:
    here = (PortIdentity("COM5", 0x2341, 0x8036),)
    monkeypatch.setattr("tripod.sources.arduino_kind.ports_here", lambda: here)
    with pytest.raises(CannotWrite) as caught:
        next(iter(write_firmware(board, Kind.UNO, "COM5", stopped=lambda: False, find=lambda: "/no/avrdude")))
    said = str(caught.value)
    assert caught.value.trouble is Trouble.OWN_USB
    (name,) = re.findall(r"write ([A-Z0-9_]+) for INSOLE", said)
    known = BOARD_H.read_text("utf-8")
    assert re.search(rf"^//   {name} ", known, re.MULTILINE), "board.h knows it by that name"
    assert "#define BOARD INSOLE" in known
    assert re.search(rf"tripod doctor COM5 --step \d+ --build {board}$", said)
