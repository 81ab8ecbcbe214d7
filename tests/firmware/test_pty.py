"""The emulated board as a serial port, read with pyserial."""

import time

import numpy as np
import pytest
import serial

from tripod.device.protocol import BAUD, FIRST_AFTER_BOOT


def hear(port: str, size: int, seconds: float = 20.0) -> bytes:
    data = b""
    give_up = time.monotonic() + seconds
    with serial.Serial(port, BAUD, timeout=0.2) as line:
        while len(data) < size and time.monotonic() < give_up:
            data += line.read(4096)
    return data


@pytest.mark.parametrize("pace", [0, 1.0])
def test_opening_the_port_restarts_the_board_and_a_banner_comes_first(firmware, emulate, recording, pace):
    with emulate(firmware(RATE_HZ=200)) as board:
        board.set_codes(np.array([[100, 200, 300, 400, 500, 600]]))
        port = board.open_pty(pace)
        for _ in range(2):
            frames = recording.decode(hear(port, 200 * 43))
            assert frames.skipped_bytes == 0
            assert frames.banners[0].self_test == FIRST_AFTER_BOOT
            assert frames.banners[0].uptime_s == 0
            assert frames.seq[0] == 1
            assert np.all(np.diff(frames.seq) == 1)
            assert np.all(frames.counts == 64 * np.array([100, 200, 300, 400, 500, 600]))
            # Until the emulator has seen that the port was closed.
            time.sleep(0.5)


def test_a_slow_reader_loses_nothing_where_time_is_not_real(firmware, emulate, recording):
    with emulate(firmware(RATE_HZ=1000)) as board:
        port = board.open_pty(pace=0)
        data = b""
        with serial.Serial(port, BAUD, timeout=1) as line:
            while len(data) < 200_000:
                data += line.read(16_384)
                time.sleep(0.02)
    frames = recording.decode(data)
    assert frames.skipped_bytes == 0
    assert np.all(np.diff(frames.seq) == 1)
