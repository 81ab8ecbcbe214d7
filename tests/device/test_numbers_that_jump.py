"""Numbers that jump while the clock runs on: the counter is wrong, and no frame was lost."""

import itertools
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.device.frames import PERIOD_US, kept, rows_of, wrapped
from tripod.device.frame_judge import FrameJudge
from tripod.device.frames import Wrapped
from tripod.device.items import Back, Untimed


def with_numbers(rows: int, more: dict[int, int]) -> Wrapped:
    """Frames in order by their clock, of which some have so much added to their number."""
    run = wrapped(np.arange(rows))
    seq = run.seq.astype(int)
    for row, by in more.items():
        seq[row] += by
    return run._replace(seq=(seq % 65536).astype(np.uint16))


@pytest.mark.parametrize("by", [5, 20, 99, 300, -5, -20, -300])
def test_one_wrong_number_costs_its_frame_and_no_other(by: int) -> None:
    base = FrameJudge(200.0)
    block = kept(base.unwrap(with_numbers(100, {50: by}), nan))
    assert len(block) == 99
    assert (base.doubted + base.repeated, base.lost) == (1, 1), "of the frame that was left out, and no other"
    assert (np.diff(block.tick_us) == np.diff(block.seq) * PERIOD_US).all()


@pytest.mark.parametrize("by", [20, 300])
def test_a_counter_that_jumps_for_good_is_a_restart_and_not_that_many_lost_frames(by: int) -> None:
    base = FrameJudge(200.0)
    items = base.unwrap(with_numbers(200, dict.fromkeys(range(100, 200), by)), nan)
    assert [type(item) for item in items if isinstance(item, Back | Untimed)] == [Back]
    assert (base.doubted, base.lost) == (9, 0)


def test_numbers_that_jump_all_the_time_are_said_and_nothing_is_called_lost() -> None:
    base = FrameJudge(200.0)
    rng = np.random.default_rng(1)
    jumps = {row: int(by) for row, by in enumerate(rng.integers(10, 300, 400)) if row >= 100}
    items = base.unwrap(with_numbers(400, jumps), nan)
    assert [item for item in items if isinstance(item, Untimed)] == [Untimed(False)]
    assert base.doubted > 250


@pytest.mark.parametrize("arrives_hz", [10.0, 80.0, 200.0, 320.0])
@pytest.mark.parametrize("lost", [4, 20])
def test_frames_that_were_lost_are_still_lost_at_any_rate(arrives_hz: float, lost: int) -> None:
    base = FrameJudge(200.0)
    run = wrapped(np.concatenate([np.arange(50), np.arange(50 + lost, 100 + lost)]))
    tick = np.rint(run.seq.astype(np.int64) * (1e6 / arrives_hz)).astype(np.uint32)
    block = kept(base.unwrap(run._replace(t_us=tick), nan))
    assert (len(block), base.lost, base.doubted) == (100, lost, 0)


@given(
    st.dictionaries(st.integers(16, 299), st.integers(-400, 400).filter(bool), max_size=40),
    st.lists(st.integers(1, 299), max_size=8),
)
@settings(deadline=None, max_examples=100)
def test_it_is_the_same_however_the_stream_is_cut(more: dict[int, int], cuts: list[int]) -> None:
    run = with_numbers(300, more)
    found = []
    for edges in ([0, 300], [0, *sorted(cuts), 300]):
        base, items = FrameJudge(200.0), []
        for a, b in itertools.pairwise(edges):
            items += base.unwrap(rows_of(run, a, b), nan) if b > a else []
        block = kept(items)
        found.append((block.seq.tolist(), block.tick_us.tolist(), base.lost, base.repeated, base.doubted))
    assert found[0] == found[1]
