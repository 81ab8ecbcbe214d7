"""A line that takes no bytes never holds the board up, and what leaves it is always whole packets."""

import numpy as np


def test_a_wedged_line_never_blocks_sampling(firmware, emulate, recording):
    with emulate(firmware(RATE_HZ=200)) as board:
        board.set_codes(np.full((1, 6), 300))
        board.run_s(1.0)
        board.set_line_slowness(20_000)  # 0.4 s a byte
        board.run_s(3.0)
        board.set_line_slowness(1)
        board.run_s(2.5)
        frames = recording.decode(board.read())
        bursts = recording.bursts(board.conversions(), recording.PASSES[200])
    assert frames.skipped_bytes == 0

    starts = bursts["cycle"][:, 0, 0].astype(np.int64)
    assert np.ptp(np.diff(starts)) <= 256

    steps = np.diff(frames.seq).astype(int)
    assert np.sum(steps > 1) <= 2  # the frames that were in the ring, a hole, and from then on all
    missing = np.sum(steps - 1)
    assert missing > 500
    assert frames.banners[-1].dropped == missing
    assert frames.banners[-1].overruns == 0
    assert np.all(np.diff(frames.t_us) == steps * 5000)

    uptimes = [banner.uptime_s for banner in frames.banners]
    assert uptimes == sorted(uptimes)
    assert uptimes[-1] >= 5


def test_a_line_too_slow_for_all_frames_still_carries_whole_packets_and_banners(firmware, emulate, recording):
    with emulate(firmware(RATE_HZ=1000)) as board:
        board.set_line_slowness(3)
        board.run_s(5.0)
        frames = recording.decode(board.read())
    assert frames.skipped_bytes == 0
    assert len(frames.seq) > 1000
    steps = np.diff(frames.seq).astype(int)
    assert np.sum(steps - 1) > 1000
    assert [banner.uptime_s for banner in frames.banners] == list(range(len(frames.banners)))
    assert len(frames.banners) >= 4
