"""A Leonardo or Micro is refused before anything is written to it, with what to do instead."""

import re
from pathlib import Path

import pytest

from tripod.firmware.images import Kind, images
from tripod.firmware.troubles import CannotWrite, Trouble
from tripod.live.new_board import write_firmware
from tripod.sources.port_identity import PortIdentity

BOARD_H = Path(__file__).parents[2] / "firmware_arduino" / "tripod" / "board.h"


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
    assert re.search(r"tripod doctor COM5 --step \d+$", said)
