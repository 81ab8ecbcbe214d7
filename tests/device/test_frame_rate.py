"""The rate that arrives, from sequence and the board's clock."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripod.device.blocks import Block
from tripod.device.frame_rate import FIRST_SAMPLINGS, FrameRate


def block(seq: np.ndarray, tick_us: np.ndarray) -> Block:
    none = np.zeros((len(seq), 1), np.int32)
    return Block(seq, tick_us, none, none.astype(np.uint8), none.astype(np.uint8))


def stream(hz: float, n: int, start_us: int = 7_000_000) -> Block:
    seq = np.arange(n, dtype=np.int64)
    return block(seq, start_us + np.rint(seq / hz * 1e6).astype(np.int64))


@pytest.mark.parametrize("hz", [10.0, 20.0, 144.0, 1000.0])
def test_another_rate_is_in_use_from_the_first_samplings_on(hz: float) -> None:
    rate = FrameRate(80.0)
    changes = rate(stream(hz, 400))
    assert [row for row, _ in changes] == [FIRST_SAMPLINGS]
    assert rate.in_use_hz == pytest.approx(hz, rel=1e-3)


def test_a_converter_without_a_crystal_keeps_the_stated_rate() -> None:
    rate = FrameRate(80.0)
    assert rate(stream(78.44, 1000)) == []
    assert rate.in_use_hz == 80.0


def test_lost_frames_are_no_other_rate() -> None:
    whole = stream(80.0, 2000)
    kept = np.random.default_rng(1).random(2000) > 0.5
    assert FrameRate(80.0)(block(whole.seq[kept], whole.tick_us[kept])) == []


def test_a_rate_that_changes_later_is_followed() -> None:
    first, then = stream(80.0, 800), stream(10.0, 100)
    rate = FrameRate(80.0)
    assert rate(first) == []
    later = block(then.seq + 800, then.tick_us - then.tick_us[0] + first.tick_us[-1] + 100_000)
    rate(later)
    assert rate.in_use_hz == pytest.approx(10.0, rel=0.01)


@settings(max_examples=60, deadline=None)
@given(cuts=st.lists(st.integers(0, 300), max_size=20), hz=st.sampled_from([10.0, 80.0, 144.0]))
def test_where_the_stream_was_cut_plays_no_part(cuts: list[int], hz: float) -> None:
    whole = stream(hz, 300)
    rate, found, at = FrameRate(80.0), [], 0
    for part in np.split(np.arange(300), sorted(cuts)):
        if len(part):
            found += [(at + row, hz) for row, hz in rate(block(whole.seq[part], whole.tick_us[part]))]
        at += len(part)
    assert found == FrameRate(80.0)(whole)


def test_a_clock_that_jumps_once_is_no_other_rate() -> None:
    whole = stream(80.0, 400)
    tick = whole.tick_us + 3_600_000_000 * (np.arange(400) > 4)
    assert FrameRate(80.0)(block(whole.seq, tick)) == []
