"""Half a minute of device time of the real firmware on an emulated Uno, at the default and at the highest rate.

Everything here is deterministic: cycles, counts and bytes, never wall-clock time.
"""

from dataclasses import dataclass

import numpy as np
import pytest

SECONDS = 30
CYCLES_PER_US = 16
HOLD_AFTER_START_US = 12
"""The converter holds its input 1.5 of its 8 us clocks after the start."""


@dataclass(frozen=True)
class Run:
    rate_hz: int
    frames: object
    bursts: np.ndarray
    bytes_per_s: float


def waveform(rows: int = 30_000, seed: int = 7) -> np.ndarray:
    """Sway on six cells, with noise, at 1 kHz: every code from 0 to below saturation occurs."""
    rng = np.random.default_rng(seed)
    t_s = np.arange(rows)[:, None] / 1000
    hz, phase = rng.uniform(0.2, 3, 6), rng.uniform(0, 2 * np.pi, 6)
    sway = 505 + 500 * np.sin(2 * np.pi * hz * t_s + phase)
    return np.clip(np.round(sway + rng.normal(0, 3, (rows, 6))), 0, 1015)


@pytest.fixture(scope="module", params=[200, 1000])
def run(request, firmware, emulate, recording):
    rate_hz = request.param
    with emulate(firmware(RATE_HZ=rate_hz)) as board:
        board.set_codes(waveform())
        board.run_s(SECONDS)
        data = board.read()
        bursts = recording.bursts(board.conversions(), recording.PASSES[rate_hz])
    return Run(rate_hz, recording.decode(data), bursts, len(data) / SECONDS)


def test_no_byte_is_lost_and_none_is_strange(run):
    assert run.frames.skipped_bytes == 0
    assert run.frames.unknown_packets == 0


def test_no_sampling_is_missing(run):
    assert np.all(np.diff(run.frames.seq) == 1)
    assert len(run.frames.seq) >= (SECONDS - 1) * run.rate_hz
    last = run.frames.banners[-1]
    assert (last.overruns, last.dropped, last.torn) == (0, 0, 0)


def test_a_banner_at_boot_and_each_second(run):
    banners = run.frames.banners
    assert [banner.uptime_s for banner in banners] == list(range(len(banners)))
    assert SECONDS - 1 <= len(banners) <= SECONDS
    late_us = np.diff([banner.t_us for banner in banners]) - 1_000_000
    assert np.all(np.abs(late_us) < 1_000_000 / run.rate_hz + 1000)


def test_each_count_is_64_times_the_mean_of_the_injected_codes(run):
    n = len(run.frames.seq)
    assert np.array_equal(run.bursts["channel"][:n], np.broadcast_to(np.arange(6), run.bursts[:n].shape))
    means = run.bursts["code"].mean(axis=1)
    assert np.array_equal(run.frames.counts, 64 * means[run.frames.seq.astype(int) - 1])
    assert np.ptp(run.frames.counts) > 60_000
    assert not run.frames.age.any()


def test_stamps_are_exactly_one_period_apart(run):
    assert np.all(np.diff(run.frames.t_us) == 1_000_000 // run.rate_hz)


def test_a_stamp_is_the_middle_of_its_burst(run):
    start_us = run.bursts["cycle"] / CYCLES_PER_US
    middle_us = (start_us[:, 0, 0] + start_us[:, -1, -1]) / 2 + HOLD_AFTER_START_US
    n = len(run.frames.seq)
    clock_began_us = start_us[0, 0, 0] - 1_000_000 / run.rate_hz
    error_us = middle_us[:n] - clock_began_us - run.frames.t_us
    assert np.max(np.abs(error_us)) < 10


def test_jitter_of_sampling(run):
    """At most 16 us peak to peak between the starts of bursts."""
    starts = run.bursts["cycle"][:, 0, 0].astype(np.int64)
    assert np.ptp(np.diff(starts)) <= 16 * CYCLES_PER_US


def test_the_line_has_room_left(run):
    assert run.bytes_per_s * 10 < 0.9 * 500_000


@pytest.mark.parametrize(("rate_hz", "budget"), [(200, 0.2), (1000, 0.6)])
def test_processor_load(firmware, emulate, rate_hz, budget):
    with emulate(firmware(RATE_HZ=rate_hz)) as board:
        board.set_codes(waveform())
        board.run_s(1)
        assert board.cpu_load(1.0) <= budget


@pytest.mark.parametrize("rate_hz", [100, 500])
def test_the_other_rates(firmware, emulate, recording, rate_hz):
    with emulate(firmware(RATE_HZ=rate_hz)) as board:
        board.set_codes(waveform())
        board.run_s(3)
        frames = recording.decode(board.read())
        bursts = recording.bursts(board.conversions(), recording.PASSES[rate_hz])
    assert frames.skipped_bytes == 0
    assert frames.banners[-1].groups[0].rate_hz == rate_hz
    assert np.all(np.diff(frames.t_us) == 1_000_000 // rate_hz)
    assert np.array_equal(frames.counts, 64 * bursts["code"].mean(axis=1)[frames.seq.astype(int) - 1])


def test_stamps_run_over_the_end_of_32_bits(firmware, emulate, recording):
    half_a_second_before = ((1 << 32) - 500_000) // 5000
    with emulate(firmware(RATE_HZ=200)) as board:
        board.run_s(1.5)
        board.read()
        board.set_variable("period_number", half_a_second_before)
        board.run_s(0.02)
        board.read()
        board.run_s(2.5)
        frames = recording.decode(board.read())
    assert frames.t_us[0] > frames.t_us[-1]
    assert np.all(np.diff(frames.t_us) == 5000)
    assert np.all(np.diff(frames.seq) == 1)
    assert [banner.uptime_s for banner in frames.banners] == [4295, 4296]
    assert frames.banners[0].t_us < 1_000_000


def test_a_sampling_that_cannot_be_made_is_counted_and_its_number_skipped(firmware, emulate, recording):
    """No setting of board.h asks for more than the converter can do, so the timer is shortened behind its back."""
    ocr1a_low, ocr1a_high = 0x88, 0x89
    period_ticks, half_a_burst_ticks = 10_000, 1344
    with emulate(firmware(RATE_HZ=200)) as board:

        def set_period(ticks: int) -> None:
            board.poke(ocr1a_high, ticks - 1 >> 8)
            board.poke(ocr1a_low, ticks - 1 & 0xFF)

        board.set_codes(waveform())
        board.run_s(1.5)
        before = recording.decode(board.read())
        set_period(half_a_burst_ticks)
        board.run_s(0.5)
        set_period(period_ticks)
        board.run_s(1.5)
        after = recording.decode(board.read())
    assert before.skipped_bytes == after.skipped_bytes == 0
    missing = np.sum(np.diff(after.seq) - 1)
    assert before.banners[-1].overruns == 0
    assert after.banners[-1].overruns == missing > 100
    assert after.banners[-1].dropped == 0
