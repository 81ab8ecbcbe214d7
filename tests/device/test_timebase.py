"""Unwrapping: wraps, losses of any length, restarts, and reconnections."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.device.frames import Block, Wrapped, concatenate
from tripod.device.protocol import Banner
from tripod.device.timebase import Timebase

PERIOD_US = 5000


def wrapped(numbers: np.ndarray, start_us: int = (1 << 32) - 500_000) -> Wrapped:
    """Frames with these true numbers, as a board at 200 Hz would stamp them."""
    n = len(numbers)
    tick = (start_us + numbers * PERIOD_US) % (1 << 32)
    empty = np.zeros((n, 3))
    return Wrapped(
        (numbers % 65536).astype(np.uint16),
        tick.astype(np.uint32),
        empty.astype(np.int32),
        empty.astype(np.uint8),
        empty.astype(np.uint8),
    )


def unwrapped(pieces: list[np.ndarray]) -> tuple[Block, Timebase]:
    base = Timebase(200.0)
    return concatenate([base.unwrap(wrapped(p), 0.0) for p in pieces if len(p)]), base


@given(st.lists(st.integers(0, 900), max_size=6), st.sets(st.integers(1, 998), max_size=300))
def test_wraps_and_losses_however_cut(cuts: list[int], lost: set[int]) -> None:
    numbers = np.array([k for k in range(1000) if k not in lost])
    block, base = unwrapped(np.split(numbers, sorted(c for c in cuts if c < len(numbers))))
    assert (block.seq == numbers).all()
    assert (np.diff(block.tick_us) == np.diff(numbers) * PERIOD_US).all()
    assert base.lost == len(lost)


@pytest.mark.parametrize("gap", [1, 65_535, 65_536, 65_537, 200_000, 700_000])
def test_a_gap_longer_than_the_sequence_is_measured_by_the_clock(gap: int) -> None:
    before = np.arange(10)
    block, base = unwrapped([before, before + 10 + gap])
    assert base.lost == gap
    assert block.seq[-1] == 19 + gap


def test_a_wrap_inside_a_run() -> None:
    block, _ = unwrapped([np.arange(65_530, 65_545)])
    assert (np.diff(block.seq) == 1).all()
    assert (np.diff(block.tick_us) == PERIOD_US).all()


def banner(uptime_s: int) -> Banner:
    return Banner((1, 0, 0), "pads", "00" * 8, uptime_s, 0, 0, 0, 0, 0, 0, ())


def test_a_restart_shows_as_uptime_going_back_and_never_as_time_going_back() -> None:
    base = Timebase(200.0)
    assert not base.banner(banner(7))
    before = base.unwrap(wrapped(np.arange(1000)), 10.0)
    assert not base.banner(banner(8))
    assert base.banner(banner(0))
    after = base.unwrap(wrapped(np.arange(5), start_us=0), 12.0)
    assert after.tick_us[0] - before.tick_us[-1] == pytest.approx(2e6, abs=PERIOD_US)
    assert after.seq[0] - before.seq[-1] == 400
    assert base.lost == 399


def test_a_reconnection_takes_the_host_clock_for_the_gap() -> None:
    base = Timebase(200.0)
    before = base.unwrap(wrapped(np.arange(10)), 1.0)
    base.reconnected()
    after = base.unwrap(wrapped(np.arange(3), start_us=123_456), 4.0)
    assert after.tick_us[0] - before.tick_us[-1] == 3_000_000
    assert after.seq[0] - before.seq[-1] == 600
