"""After a gap: how far sequence and clock may be apart, and whose clock is believed when the host saw less go by."""

import numpy as np
import pytest

from tripod.device.blocks import Block
from tripod.device.frame_judge import FrameJudge
from tripod.device.frames import Wrapped
from tripod.device.items import Back

PERIOD_US = 5000


def frames(first: int, n: int, ahead_us: int = 0) -> Wrapped:
    """Frames with these true numbers of a board at 200 Hz, its clock ahead of its sequence by so much."""
    numbers = np.arange(first, first + n)
    empty = np.zeros((n, 3))
    return Wrapped(
        (numbers % 65536).astype(np.uint16),
        (1_000_000 + numbers * PERIOD_US + ahead_us).astype(np.uint32),
        empty.astype(np.int32),
        empty.astype(np.uint8),
        empty.astype(np.uint8),
    )


@pytest.mark.parametrize(("apart_s", "kept"), [(3, True), (6, False), (-3, True), (-6, False)])
def test_in_400_seconds_sequence_and_clock_may_be_4_seconds_apart(apart_s: int, kept: bool) -> None:
    base = FrameJudge(200.0)
    base.unwrap(frames(0, 10), 0.0)
    items = base.unwrap(frames(80_000, 1, round(apart_s * 1e6)), 400.0)
    assert bool(items) is kept
    assert base.doubted == (not kept)


@pytest.mark.parametrize(("host_s", "doubted"), [(100.0, 0), (92.0, 0), (80.0, 9)])
def test_frames_of_a_time_that_the_host_did_not_see_are_believed_only_once_enough_follow(
    host_s: float, doubted: int
) -> None:
    base = FrameJudge(200.0)
    base.unwrap(frames(0, 10), 0.0)
    items = base.unwrap(frames(20_000, 30), host_s)
    assert base.doubted == doubted
    assert not any(isinstance(item, Back) for item in items), "sequence and clock agree: the reader had stalled"
    (block,) = (item for item in items if isinstance(item, Block))
    assert block.seq.tolist() == list(range(20_000 + doubted, 20_030))


def test_who_was_away_after_a_single_frame_lost_what_the_host_saw_go_by() -> None:
    base = FrameJudge(200.0)
    base.unwrap(frames(0, 1), 10.0)
    base.reconnected()
    (block,) = base.unwrap(frames(0, 5), 11.0)
    assert isinstance(block, Block)
    assert base.lost == 199
    assert block.seq.tolist() == list(range(200, 205))
