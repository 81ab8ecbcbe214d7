"""The Leonardo, whose chip is the USB device itself, with a small USB host in the emulator."""

import numpy as np
import pytest

CELLS = np.array([[100, 200, 300, 400, 500, 600]])
PIN_CHANNELS = [7, 6, 5, 4, 1, 0]
"""The converter's inputs behind A0 ... A5 on this chip."""


@pytest.fixture
def leonardo(firmware, emulate):
    def plugged_in(**settings: object):
        board = emulate(firmware("leonardo", **settings))
        codes = np.zeros((1, 8))
        codes[:, PIN_CHANNELS] = CELLS
        board.set_codes(codes)
        board.plug_in_usb()
        return board

    return plugged_in


def test_silent_until_a_program_opens_the_port_and_then_a_banner_first(leonardo, recording):
    with leonardo() as board:
        board.run_s(1.5)
        assert board.read() == b""
        board.open_usb()
        board.run_s(2)
        data = board.read()
    frames = recording.decode(data)
    assert data[2] != 0
    assert data.split(b"\0")[1][1] == 1  # the first packet's type: a banner
    assert frames.skipped_bytes == 0
    assert np.all(np.diff(frames.seq) == 1)
    assert np.all(frames.counts == 64 * CELLS)
    assert frames.banners[-1].dropped == frames.banners[-1].overruns == 0


def test_a_thousand_frames_a_second(leonardo, recording):
    with leonardo(RATE_HZ=1000) as board:
        board.open_usb()
        board.run_s(5)
        frames = recording.decode(board.read())
    assert frames.skipped_bytes == 0
    assert len(frames.seq) > 4000
    assert np.all(np.diff(frames.t_us) == 1000)


@pytest.mark.parametrize("rate_hz", [200, 1000])
def test_a_host_that_does_not_read_never_blocks_sampling(leonardo, recording, rate_hz):
    with leonardo(RATE_HZ=rate_hz) as board:
        board.open_usb()
        board.run_s(1)
        board.read_usb(False)
        board.run_s(2)
        board.read_usb(True)
        board.run_s(1.5)
        frames = recording.decode(board.read())
        bursts = recording.bursts(board.conversions(), recording.PASSES[rate_hz])
    assert frames.skipped_bytes == 0
    starts = bursts["cycle"][:, 0, 0].astype(np.int64)
    assert np.max(np.abs(np.diff(starts) - 16_000_000 // rate_hz)) < 40 * 16
    missing = np.sum(np.diff(frames.seq).astype(int) - 1)
    assert missing > 1.8 * rate_hz
    assert frames.banners[-1].dropped == missing
    assert frames.banners[-1].overruns == 0


def test_the_port_closed_and_opened_again_begins_with_a_whole_fresh_packet(leonardo, recording):
    with leonardo() as board:
        board.open_usb()
        board.run_s(1)
        board.open_usb(False)
        board.run_s(0.5)
        before = recording.decode(board.read())
        board.run_s(1)
        assert board.read() == b""
        board.open_usb()
        board.run_s(1.5)
        after = recording.decode(board.read())
    assert after.skipped_bytes == 0
    assert after.t_us[0] - before.t_us[-1] > 1_000_000
