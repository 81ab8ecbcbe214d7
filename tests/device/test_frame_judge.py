"""Each frame judged by sequence and clock: wraps, losses of any length, repeats, jumps, restarts, and reconnections."""

import itertools
from dataclasses import replace
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.device.frames import PERIOD_US, fed, kept, rows_of, wrapped
from tripod.device.blocks import Block, concatenate
from tripod.device.frame_judge import FrameJudge
from tripod.device.frames import Wrapped
from tripod.device.items import Back, Untimed
from tripod.device.protocol import Banner


def unwrapped(pieces: list[np.ndarray]) -> tuple[Block, FrameJudge]:
    base = FrameJudge(200.0)
    return kept([item for p in pieces if len(p) for item in base.unwrap(wrapped(p), nan)]), base


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
    base = FrameJudge(200.0)
    base.unwrap(wrapped(np.arange(10)), nan)
    assert base.unwrap(wrapped(np.arange(6, 10)), nan) == []
    assert (base.repeated, base.lost, base.doubted) == (4, 0, 0)
    assert fed(base, wrapped(np.arange(10, 12))).seq.tolist() == [10, 11]


def test_a_wrap_inside_a_run() -> None:
    block, _ = unwrapped([np.arange(65_530, 65_545)])
    assert (np.diff(block.seq) == 1).all()
    assert (np.diff(block.tick_us) == PERIOD_US).all()


def banner(uptime_s: int) -> Banner:
    return Banner((1, 0, 0), "pads", "00" * 8, uptime_s, 0, 0, 0, 0, 0, 0, ())


def test_a_restart_shows_as_uptime_going_back_and_never_as_time_going_back() -> None:
    base = FrameJudge(200.0)
    assert not base.banner(banner(7))
    before = fed(base, wrapped(np.arange(1000)), 10.0)
    assert not base.banner(banner(8))
    assert base.banner(banner(0))
    after = fed(base, wrapped(np.arange(5), start_us=0), 12.0)
    assert after.tick_us[0] - before.tick_us[-1] == pytest.approx(2e6, abs=PERIOD_US)
    assert after.seq[0] - before.seq[-1] == 400
    assert base.lost == 399


def test_a_reconnection_takes_the_host_clock_for_the_gap() -> None:
    base = FrameJudge(200.0)
    before = fed(base, wrapped(np.arange(10)), 1.0)
    base.reconnected()
    after = fed(base, wrapped(np.arange(3), start_us=123_456), 4.0)
    assert after.tick_us[0] - before.tick_us[-1] == 3_000_000
    assert after.seq[0] - before.seq[-1] == 600


@pytest.mark.parametrize("how", ["reconnected", "restarted"])
def test_after_a_gap_time_runs_on_at_its_own_pace(how: str) -> None:
    """The second block after the gap once jumped by up to 71 minutes."""
    base = FrameJudge(200.0)
    base.banner(banner(7))
    base.unwrap(wrapped(np.arange(1000)), 10.0)
    if how == "reconnected":
        base.reconnected()
    else:
        assert base.banner(banner(0))
    block = concatenate(
        [fed(base, wrapped(np.arange(k, k + 10), start_us=777), 12.0 + k / 200) for k in range(0, 70_000, 10)]
    )
    assert (np.diff(block.tick_us) == PERIOD_US).all()
    assert (np.diff(block.seq) == 1).all()
    assert base.lost == 399


def test_a_restart_within_the_first_second_shows_by_the_flag() -> None:
    base = FrameJudge(200.0)
    base.banner(banner(0))
    base.unwrap(wrapped(np.arange(100)), 1.0)
    assert base.banner(replace(banner(0), self_test=4))
    assert base.unwrap(wrapped(np.arange(3), start_us=0), 1.5)
    assert base.lost == 99


JUMPED = {
    "clock on": (0, 30_000_000),
    "clock on by little": (0, 2_100_000),
    "clock back": (0, -1_000_000),
    "sequence on": (5000, 0),
    "sequence back": (-5000, 0),
    "both": (40_000, 123_456_789),
}


@pytest.mark.parametrize("arrived_s", [0.0, nan])
@pytest.mark.parametrize("at", [0, 5, 9])
@pytest.mark.parametrize("frames", [1, 9])
@pytest.mark.parametrize("jump", JUMPED)
def test_frames_that_contradict_those_before_are_left_out_and_change_nothing(
    jump: str, frames: int, at: int, arrived_s: float
) -> None:
    base = FrameJudge(200.0)
    base.unwrap(wrapped(np.arange(10)), arrived_s)
    run = jumped(np.arange(10, 40), range(at, at + frames), *JUMPED[jump])
    block = fed(base, run, arrived_s)
    assert block.seq.tolist() == [k for k in range(10, 40) if not 0 <= k - 10 - at < frames]
    assert (np.diff(block.tick_us) == np.diff(block.seq) * PERIOD_US).all()
    assert (base.doubted, base.lost, base.repeated) == (frames, frames, 0)


@pytest.mark.parametrize("at", [0, 5])
def test_a_clock_that_stands_or_jumps_by_an_hour_inside_a_read_costs_its_frame(at: int) -> None:
    for us in (-PERIOD_US, 3_600_000_000):
        base = FrameJudge(200.0)
        base.unwrap(wrapped(np.arange(10)), 0.0)
        block = fed(base, jumped(np.arange(10, 40), range(at, at + 1), 0, us), 0.1)
        assert block.tick_us[-1] - block.tick_us[0] == (block.seq[-1] - block.seq[0]) * PERIOD_US
        assert (len(block), base.doubted) == (29, 1)


def test_what_follows_in_order_after_a_reconnection_is_later_by_the_time_away() -> None:
    base = FrameJudge(200.0)
    fed(base, wrapped(np.arange(10), start_us=0), 1.0)
    base.reconnected()
    block = fed(base, wrapped(np.arange(10, 20), start_us=0), 4.0)
    assert block.seq.tolist() == [*range(609, 619)]
    assert base.lost == 599


def test_doubted_frames_between_good_ones_never_add_up_to_a_restart() -> None:
    base = FrameJudge(200.0)
    fed(base, wrapped(np.arange(10), start_us=0))
    for k in range(5):
        assert base.unwrap(jumped(np.arange(k * 9, k * 9 + 9), range(9), 20_000, 77_000_000), nan) == []
        assert len(fed(base, wrapped(np.arange(10 + 5 * k, 15 + 5 * k), start_us=0))) == 5
    assert (base.doubted, base.lost) == (45, 0)


def test_doubted_frames_that_are_seconds_apart_never_add_up_to_a_restart() -> None:
    base = FrameJudge(200.0)
    fed(base, wrapped(np.arange(10), start_us=0))
    assert base.unwrap(jumped(np.arange(0, 50 * 500, 500), range(50), 20_000, 1_000_000_000), nan) == []
    assert len(fed(base, wrapped(np.arange(10, 15), start_us=0))) == 5


def jumped(numbers: np.ndarray, rows: range, seq: int, us: int) -> Wrapped:
    run = wrapped(numbers)
    wire_seq, wire_tick = run.seq.astype(int), run.t_us.astype(int)
    wire_seq[list(rows)] += seq
    wire_tick[list(rows)] += us
    return run._replace(seq=(wire_seq % (1 << 16)).astype(np.uint16), t_us=(wire_tick % (1 << 32)).astype(np.uint32))


@pytest.mark.parametrize("jump", JUMPED)
def test_a_jump_that_lasts_is_a_restart(jump: str) -> None:
    base = FrameJudge(200.0)
    base.unwrap(wrapped(np.arange(1000)), 5.0)
    before, back, after = base.unwrap(jumped(np.arange(1000, 1100), range(50, 100), *JUMPED[jump]), 5.5)
    assert isinstance(before, Block)
    assert isinstance(after, Block)
    assert back == Back(True)
    assert (len(before), len(after)) == (50, 41)
    assert (base.doubted, base.lost) == (9, 0), "no time went by on the host"
    assert after.tick_us[0] - before.tick_us[-1] == PERIOD_US
    assert (np.diff(after.tick_us) == PERIOD_US).all()


def test_a_restart_whose_banner_was_lost_is_believed_after_a_while() -> None:
    base = FrameJudge(200.0)
    base.unwrap(wrapped(np.arange(1000)), 5.0)
    items = [base.unwrap(wrapped(np.arange(k, k + 2), start_us=0), 6.0 + k / 200) for k in range(0, 20, 2)]
    assert [[type(i) for i in each] for each in items[:6]] == [[], [], [], [], [Back, Block], [Block]]
    assert base.lost == 207, "a second, and the eight frames that were doubted before the read of the tenth"


def test_a_gap_that_the_host_did_not_see_is_believed_when_clock_and_sequence_agree() -> None:
    """A reader that stalled, or a laptop that slept: the backlog comes at once, and the rest was thrown away."""
    base = FrameJudge(200.0)
    base.unwrap(wrapped(np.arange(1000)), 5.0)
    start = 1000 + 3200
    runs = [base.unwrap(wrapped(np.arange(start + k, start + k + 5)), 5.1 + k / 1e4) for k in range(0, 200, 5)]
    block = kept([item for items in runs for item in items])
    assert block.seq[-1] == start + 199
    assert (base.lost, base.doubted) == (3200 + 9, 9)
    assert block.tick_us[-1] - block.tick_us[0] == (len(block) - 1) * PERIOD_US


@st.composite
def streams(draw: st.DrawFn) -> Wrapped:
    """Frames of a board with all that may go wrong: lost, again, late, jumps of either counter for a while or for good,
    restarts, and frames of nobody."""
    seq, tick = draw(st.integers(0, 65_535)), draw(st.integers((1 << 32) - 800_000, (1 << 32) - 1))
    out: list[tuple[int, int]] = []
    for _ in range(draw(st.integers(1, 12))):
        kind = draw(
            st.sampled_from(["run", "run", "run", "lost", "again", "swap", "seq", "tick", "restart", "noise", "stand"])
        )
        n = draw(st.integers(1, 25))
        if kind == "lost":
            seq, tick = seq + n**3, tick + n**3 * PERIOD_US
        elif kind == "again":
            out += out[-n:]
        elif kind == "swap":
            out[-n:] = out[-n:][::-1]
        elif kind == "seq":
            seq += draw(st.integers(-70_000, 70_000))
        elif kind == "tick":
            tick += draw(st.sampled_from([-(1 << 31), -3_000_000, -PERIOD_US, 1, 1_900_000, 2_100_000, 3_600_000_000]))
        elif kind == "restart":
            seq, tick = 0, 0
        elif kind == "stand":
            out += [(seq + k, tick) for k in range(4 * n)]
        elif kind == "noise":
            out += draw(st.lists(st.tuples(st.integers(0, 65_535), st.integers(0, (1 << 32) - 1)), max_size=3))
        else:
            jitter = draw(st.lists(st.integers(-60, 60), min_size=n, max_size=n))
            out += [(seq + k, tick + k * PERIOD_US + j) for k, j in enumerate(jitter)]
            seq, tick = seq + n, tick + n * PERIOD_US
    sent = np.array(out or [(seq, tick)], np.int64)
    n = len(sent)
    counts = np.arange(n, dtype=np.int32)[:, None]
    return Wrapped(
        (sent[:, 0] % (1 << 16)).astype(np.uint16),
        (sent[:, 1] % (1 << 32)).astype(np.uint32),
        counts,
        (counts % 8).astype(np.uint8),
        (counts % 256).astype(np.uint8),
    )


def judged(
    run: Wrapped, reads: list[tuple[int, float]], cuts: list[int], rate_hz: float
) -> tuple[list[object], tuple[int, int, int]]:
    """All rows that are kept and the restarts between them, and the counters, where the frames from `reads[k][0]` on
    arrived at `reads[k][1]` and runs end at each read and cut; before each read's first frame comes what else comes."""
    base, out = FrameJudge(rate_hz), []
    n = len(run.seq)
    starts = [(min(a, n), when) for a, when in reads]
    for (a, when), (b, _) in itertools.pairwise([*starts, (n, nan)]):
        edges = [a, *sorted(a + c for c in cuts if a + c < b), b]
        for c, d in itertools.pairwise(edges):
            for item in base.unwrap(rows_of(run, c, d), when) if d > c else []:
                if isinstance(item, Back | Untimed):
                    out.append(item)
                else:
                    columns = (item.seq, item.tick_us, item.counts, item.status, item.age)
                    arrived = [repr(item.arrived_s)] * len(item)
                    out += zip(*(column.ravel().tolist() for column in columns), arrived, strict=True)
                    assert [c.dtype for c in columns] == [np.int64, np.int64, np.int32, np.uint8, np.uint8]
    return out, (base.lost, base.repeated, base.doubted)


@given(
    streams(),
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from([nan, -5.0, 0.0, 0.1, 3.0])), max_size=3),
    st.lists(st.integers(1, 250), max_size=12),
    st.sampled_from([200.0, 80.0, 1000.0, 0.3]),
)
@settings(deadline=None, max_examples=300)
def test_any_frames_cut_anyhow_are_judged_as_one_by_one(
    run: Wrapped, later: list[tuple[int, float]], cuts: list[int], rate_hz: float
) -> None:
    reads, now = [(0, 0.0)], 0.0
    for at, wait in sorted(later, key=lambda read: read[0]):
        now = nan if np.isnan(wait) else (0.0 if np.isnan(now) else now) + wait
        reads.append((at, now))
    one_by_one = judged(run, reads, [*range(1, len(run.seq))], rate_hz)
    assert judged(run, reads, cuts, rate_hz) == one_by_one
    assert judged(run, reads, [], rate_hz) == one_by_one
    rows = [row for row in one_by_one[0] if not isinstance(row, Back | Untimed)]
    for column in (0, 1):
        numbers = [row[column] for row in rows]
        assert all(a < b for a, b in itertools.pairwise(numbers))
    lost, repeated, doubted = one_by_one[1]
    assert len(rows) + repeated + doubted == len(run.seq)
    assert lost == rows[-1][0] - rows[0][0] + 1 - len(rows)


@given(streams(), st.lists(st.integers(1, 250), max_size=12), st.lists(st.integers(1, 250), max_size=12))
@settings(deadline=None, max_examples=50)
def test_where_no_arrival_is_known_the_reads_change_nothing(run: Wrapped, reads: list[int], cuts: list[int]) -> None:
    assert judged(run, [(a, nan) for a in sorted([0, *reads])], cuts, 200.0) == judged(run, [(0, nan)], [], 200.0)


def test_a_board_that_has_run_for_long_is_believed_at_once() -> None:
    base = FrameJudge(200.0)
    assert not base.banner(banner(0)), "the first banner says nothing of a restart"
    block = fed(base, wrapped(np.arange(40_000, 40_010))._replace(t_us=np.arange(10, dtype=np.uint32) * 5000))
    assert block.seq.tolist() == [*range(40_000, 40_010)]
    assert block.tick_us.tolist() == [*range(0, 50_000, 5000)]
    assert (base.lost, base.repeated) == (0, 0)


def test_frame_0_has_been_heard_like_any_other() -> None:
    base = FrameJudge(200.0)
    assert base.unwrap(wrapped(np.arange(1), start_us=0), 0.0)
    false = wrapped(np.array([1]))._replace(t_us=np.array([123], np.uint32), seq=np.array([40_000], np.uint16))
    assert base.unwrap(false, 0.0) == []
    base.banner(banner(0))
    assert base.banner(replace(banner(0), self_test=4))
