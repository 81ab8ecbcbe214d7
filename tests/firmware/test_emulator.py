"""What the emulator leaves out for speed changes nothing."""

import numpy as np
import pytest


def everything_said(board, cells: int) -> tuple[bytes, bytes, bytes]:
    """Bytes sent, conversions and common reads, each with its cycle."""
    rng = np.random.default_rng(1)
    board.set_codes(rng.integers(0, 1000, (5000, 6)))
    chips = board.plug_in_load_cells(list(np.linspace(-0.02, 0.02, cells))) if cells else None
    if chips:
        chips.set_tremble(0.002)
        chips.set_values(rng.integers(-1_000_000, 1_000_000, (5000, cells)), noise=5000)
    board.run_s(3)
    return board.read(), board.conversions().tobytes(), chips.reads().tobytes() if chips else b""


@pytest.mark.parametrize(
    ("settings", "cells"),
    [({"RATE_HZ": 200}, 0), ({"RATE_HZ": 1000}, 0), ({"BOARD": "PADS"}, 6)],
    ids=["200 Hz", "1000 Hz", "PADS"],
)
def test_rounds_of_waiting_that_are_left_out_change_no_byte_and_no_cycle(firmware, emulator, settings, cells):
    built = firmware(**settings)
    said = []
    for every_round in (False, True):
        with emulator.Emulator(built.elf, built.mcu, every_round=every_round) as board:
            said.append(everything_said(board, cells))
    assert len(said[0][0]) > 5000
    assert said[0] == said[1]
