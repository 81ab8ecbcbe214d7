"""Unwrapping: wraps, losses of any length, restarts, and reconnections."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.device.blocks import Block, Wrapped, concatenate
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
    return concatenate([b for p in pieces if len(p) and (b := base.unwrap(wrapped(p), nan))]), base


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


@given(
    st.lists(st.integers(0, 600), max_size=8),
    st.lists(st.tuples(st.integers(0, 399), st.integers(1, 40)), max_size=8),
    st.lists(st.integers(0, 398), max_size=8),
    st.integers(0, 65_535),
)
def test_frames_that_come_again_or_late_are_left_out_however_cut(
    cuts: list[int], again: list[tuple[int, int]], swapped: list[int], first: int
) -> None:
    sent = [*range(400)]
    for k in swapped:
        sent[k], sent[k + 1] = sent[k + 1], sent[k]
    for k, later in again:
        sent.insert(min(k + later, len(sent)), k)
    numbers = np.array(sent) + first
    in_order = np.flatnonzero(numbers > np.maximum.accumulate(np.concatenate([[-1], numbers[:-1]])))
    block, base = unwrapped(np.split(numbers, sorted(c for c in cuts if c < len(numbers))))
    assert (block.seq - block.seq[0] == numbers[in_order] - numbers[0]).all()
    assert (np.diff(block.tick_us) == np.diff(numbers[in_order]) * PERIOD_US).all()
    assert base.repeated == len(numbers) - len(in_order)
    assert base.lost == block.seq[-1] - block.seq[0] + 1 - len(block)


def test_a_run_of_which_nothing_is_new_is_no_block() -> None:
    base = Timebase(200.0)
    base.unwrap(wrapped(np.arange(10)), nan)
    assert base.unwrap(wrapped(np.arange(6, 10)), nan) is None
    assert (base.repeated, base.lost) == (4, 0)
    assert base.unwrap(wrapped(np.arange(10, 12)), nan).seq.tolist() == [10, 11]


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


@pytest.mark.parametrize("how", ["reconnected", "restarted"])
def test_after_a_gap_time_runs_on_at_its_own_pace(how: str) -> None:
    """The second block after the gap once jumped by up to 71 minutes."""
    base = Timebase(200.0)
    base.banner(banner(7))
    base.unwrap(wrapped(np.arange(1000)), 10.0)
    if how == "reconnected":
        base.reconnected()
    else:
        assert base.banner(banner(0))
    start = [base.unwrap(wrapped(np.arange(k, k + 10), start_us=777), 12.0 + k / 200) for k in range(0, 70_000, 10)]
    block = concatenate([b for b in start if b])
    assert (np.diff(block.tick_us) == PERIOD_US).all()
    assert (np.diff(block.seq) == 1).all()
    assert base.lost == 399


def test_a_restart_within_the_first_second_shows_by_the_flag() -> None:
    base = Timebase(200.0)
    base.banner(banner(0))
    base.unwrap(wrapped(np.arange(100)), 1.0)
    assert base.banner(replace(banner(0), self_test=4))
    assert base.unwrap(wrapped(np.arange(3), start_us=0), 1.5)
    assert base.lost == 99


def test_one_false_frame_is_dropped_and_changes_nothing() -> None:
    base = Timebase(200.0)
    base.unwrap(wrapped(np.arange(10)), 0.0)
    false = replace(wrapped(np.array([10])), t_us=np.array([123], np.uint32), seq=np.array([40_000], np.uint16))
    assert base.unwrap(false, 0.0) is None
    after = base.unwrap(wrapped(np.arange(10, 20)), 0.0)
    assert after
    assert (after.seq == np.arange(10, 20)).all()
    assert base.lost == 0


def test_a_restart_whose_banner_was_lost_is_believed_after_a_while() -> None:
    base = Timebase(200.0)
    base.unwrap(wrapped(np.arange(1000)), 5.0)
    blocks = [base.unwrap(wrapped(np.arange(k, k + 2), start_us=0), 6.0 + k / 200) for k in range(0, 20, 2)]
    assert [b is None for b in blocks[:4]] == [True, True, True, False]
    assert base.lost < 250


def test_a_gap_that_the_host_did_not_see_is_believed_when_clock_and_sequence_agree() -> None:
    """A reader that stalled, or a laptop that slept: the backlog comes at once, and the rest was thrown away."""
    base = Timebase(200.0)
    base.unwrap(wrapped(np.arange(1000)), 5.0)
    start = 1000 + 3200
    blocks = [base.unwrap(wrapped(np.arange(start + k, start + k + 5)), 5.1 + k / 1e4) for k in range(0, 200, 5)]
    kept = concatenate([b for b in blocks if b])
    assert kept.seq[-1] == start + 199
    assert base.lost == 3200 + 10
    assert kept.tick_us[-1] - kept.tick_us[0] == (len(kept) - 1) * PERIOD_US


def test_a_board_that_has_run_for_long_is_believed_at_once() -> None:
    base = Timebase(200.0)
    assert not base.banner(banner(0)), "the first banner says nothing of a restart"
    block = base.unwrap(replace(wrapped(np.arange(40_000, 40_010)), t_us=np.arange(10, dtype=np.uint32) * 5000), nan)
    assert block
    assert block.seq.tolist() == [*range(40_000, 40_010)]
    assert block.tick_us.tolist() == [*range(0, 50_000, 5000)]
    assert (base.lost, base.repeated) == (0, 0)


def test_frame_0_has_been_heard_like_any_other() -> None:
    base = Timebase(200.0)
    assert base.unwrap(wrapped(np.arange(1), start_us=0), 0.0)
    false = replace(wrapped(np.array([1])), t_us=np.array([123], np.uint32), seq=np.array([40_000], np.uint16))
    assert base.unwrap(false, 0.0) is None
    base.banner(banner(0))
    assert base.banner(replace(banner(0), self_test=4))
