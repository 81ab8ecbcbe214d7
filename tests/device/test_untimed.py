"""Frames to which no time can be given: a clock that stands, runs back or jumps, and two boards on one cable."""

import numpy as np
import pytest

from tests.device.frames import PERIOD_US, fed, kept, rows_of, wrapped
from tripod.device.blocks import Block
from tripod.device.frame_judge import FrameJudge
from tripod.device.frames import Wrapped
from tripod.device.items import Untimed


@pytest.mark.parametrize(
    ("step_us", "stands"), [(0, True), (-PERIOD_US, True), (5_000_000, False)], ids=["stands", "runs back", "jumps"]
)
def test_a_board_of_which_no_frame_can_be_kept_is_told_once_in_a_row(step_us: int, stands: bool) -> None:
    base, n = FrameJudge(200.0), 400
    good = wrapped(np.arange(n))
    seq = np.arange(n, 2 * n)
    tick = (int(good.t_us[-1]) + np.arange(1, n + 1) * step_us) % (1 << 32)
    bad = Wrapped(seq.astype(np.uint16), tick.astype(np.uint32), good.counts, good.status, good.age)
    told = [item for run in (good, bad) for item in base.unwrap(run, 0.0) if not isinstance(item, Block)]
    assert told == [Untimed(clock_stands=stands)]
    assert base.doubted == n
    base.reconnected()
    assert len(fed(base, wrapped(np.arange(n) + 3 * n), 9.0)) == n
    assert base.unwrap(rows_of(bad, 0, 150), 9.0) == [Untimed(clock_stands=stands)]


@pytest.mark.parametrize(("rate_hz", "frames"), [(200.0, 100), (20.0, 20)])
def test_it_is_said_after_half_a_second_of_frames_and_after_twenty_at_least(rate_hz: float, frames: int) -> None:
    base, good = FrameJudge(rate_hz), wrapped(np.arange(2 * frames + 40))
    base.unwrap(rows_of(good, 0, 1), 0.0)
    jumps = wrapped(np.arange(2 * frames) * 1000, start_us=1_000_000_000)
    said = [bool(base.unwrap(rows_of(jumps, k, k + 1), 0.0)) for k in range(2 * frames)]
    assert [k for k, told in enumerate(said) if told] == [frames - 1], "once, and of the last that it takes"
    kept_again = base.unwrap(rows_of(good, 1, 31), 0.0)
    assert all(isinstance(item, Block) for item in kept_again)
    assert base.unwrap(rows_of(jumps, 0, frames), 0.0) == [], "it is not over yet, so it is not said again"


def test_two_boards_on_one_cable_are_told_though_every_other_frame_is_kept() -> None:
    base = FrameJudge(200.0)
    mine, other = wrapped(np.arange(400)), wrapped(np.arange(400) + 30_000, start_us=77)
    both = Wrapped(
        *(
            np.stack([getattr(mine, name), getattr(other, name)], 1).reshape(800, *getattr(mine, name).shape[1:])
            for name in ("seq", "t_us", "counts", "status", "age")
        )
    )
    items = base.unwrap(both, 0.0)
    assert [item for item in items if not isinstance(item, Block)] == [Untimed(clock_stands=False)]
    assert len(kept([item for item in items if not isinstance(item, Untimed)])) == 400
    again = wrapped(np.repeat(np.arange(400), 2) + 400)
    assert all(isinstance(item, Block) for item in base.unwrap(again, 0.0)), "what comes twice does no harm"
