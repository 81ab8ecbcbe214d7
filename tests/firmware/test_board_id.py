"""The id is made once, kept, and made anew where what was kept is damaged."""

import numpy as np
import pytest

EEPROM_SIZE = 1024
KEPT_BYTES = 9


def read_banner(board, recording):
    board.run_s(0.8)
    banner = recording.decode(board.read()).banners[0]
    assert banner.uptime_s == 0
    return banner


def kept(board) -> bytes:
    return board.eeprom(EEPROM_SIZE - KEPT_BYTES, KEPT_BYTES)


def test_id_survives_a_reset(firmware, emulate, recording):
    with emulate(firmware()) as board:
        assert kept(board) == b"\xff" * KEPT_BYTES
        first = read_banner(board, recording)
        assert kept(board)[:8].hex() == first.board_id
        before = kept(board)
        board.reset()
        second = read_banner(board, recording)
        assert kept(board) == before
    assert first.board_id == second.board_id
    assert first.board_id not in {"ff" * 8, "00" * 8}
    assert first.self_test == second.self_test


def test_noise_makes_other_ids(firmware, emulate, recording):
    ids = set()
    for seed in range(3):
        with emulate(firmware()) as board:
            board.set_codes(np.random.default_rng(seed).integers(0, 1000, (997, 6)))
            ids.add(read_banner(board, recording).board_id)
    assert len(ids) == 3


@pytest.mark.parametrize("place", range(KEPT_BYTES))
def test_a_damaged_id_is_not_used(firmware, emulate, recording, place):
    with emulate(firmware()) as board:
        good = read_banner(board, recording).board_id
        damaged = bytearray(kept(board))
        damaged[place] ^= 0x10
        board.write_eeprom(EEPROM_SIZE - KEPT_BYTES, bytes(damaged))
        board.set_codes(np.random.default_rng(9).integers(0, 1000, (997, 6)))
        board.reset()
        again = read_banner(board, recording).board_id
        assert again not in {good, bytes(damaged[:8]).hex()}
        assert kept(board)[:8].hex() == again


@pytest.mark.parametrize("fill", [0x00, 0xFF])
def test_an_empty_eeprom_holds_no_id(firmware, emulate, recording, fill):
    with emulate(firmware()) as board:
        board.write_eeprom(EEPROM_SIZE - KEPT_BYTES, bytes([fill]) * KEPT_BYTES)
        assert read_banner(board, recording).board_id != f"{fill:02x}" * 8


def test_the_rest_of_the_eeprom_is_left_alone(firmware, emulate, recording):
    theirs = bytes(range(256)) * 3
    with emulate(firmware()) as board:
        board.write_eeprom(0, theirs)
        read_banner(board, recording)
        assert board.eeprom(0, len(theirs)) == theirs
