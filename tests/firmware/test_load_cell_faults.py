"""Load cells with something wrong: named cell by cell while the others go on, and taken in again."""

from dataclasses import dataclass

import numpy as np
import pytest

from tripod.device.protocol import FIRST_AFTER_BOOT, SUPPLY_OUT_OF_RANGE, Status

CHIPS = 6
OFF = [0.01, -0.012, 0.004, 0.0, -0.02, 0.016]
SICK = 2
OTHERS = [0, 1, 3, 4, 5]
FULL_RATE_HZ = 80 / 1.016
BOOT_S = 0.6


@dataclass(frozen=True)
class Said:
    frames: object
    at_s: np.ndarray
    """Of each frame, on the clock of the events, to some milliseconds."""
    status: np.ndarray
    counts: np.ndarray
    worst: np.ndarray
    """Of each banner."""

    def during(self, start_s: float, stop_s: float) -> np.ndarray:
        return (self.at_s > start_s) & (self.at_s < stop_s)

    def rate_hz(self, start_s: float, stop_s: float) -> float:
        at_s = self.at_s[self.during(start_s, stop_s)]
        return (len(at_s) - 1) / (at_s[-1] - at_s[0])


@pytest.fixture
def watch(firmware, emulate, recording):
    """Run six load cells; `events` are pairs of a time and what is then done to the cells."""

    def run(
        seconds: float, *events, off=None, value: int = 100_000, noise: int = 3000, set_up=None, **settings: object
    ) -> Said:
        with emulate(firmware(BOARD="PADS", **settings)) as board:
            cells = board.plug_in_load_cells(OFF if off is None else off)
            cells.set_tremble(0.002)
            cells.set_values(np.arange(CHIPS) * value, noise=noise)
            if set_up:
                set_up(cells)
            board.run_s(BOOT_S)
            now_s = 0.0
            for when_s, do in [*events, (seconds, lambda cells: None)]:
                board.run_s(when_s - now_s)
                now_s = when_s
                do(cells)
            frames = recording.decode(board.read(), CHIPS)
            reads = cells.reads()
        assert frames.skipped_bytes == 0
        assert np.all(np.diff(frames.seq.astype(int)) == 1)
        assert np.all(np.diff(frames.t_us.astype(np.int64)) > 0)
        no_value_is_wrong(frames, reads)
        worst = np.array([banner.groups[0].status for banner in frames.banners])
        clock_began_s = reads["read_cycle"][-1, 0] / board.frequency - frames.t_us[-1] / 1e6
        at_s = frames.t_us / 1e6 + clock_began_s - BOOT_S
        return Said(frames, at_s, frames.status, frames.counts, worst)

    return run


def no_value_is_wrong(frames, reads) -> None:
    """Each value that is called one was ready on its chip, and no conversion cut it."""
    sound = (reads["ready"] == 1) & (reads["cut"] == 0)
    for k in range(CHIPS):
        said = frames.counts[frames.status[:, k] == Status.OK, k]
        assert np.isin(said, reads["value"][sound[:, k], k]).all()


@pytest.mark.parametrize("how", ["LOOSE", "GROUNDED", "UNPOWERED"])
def test_a_cell_that_drops_out_is_named_and_taken_in_again(watch, emulator, how):
    out, back = 2.0, 4.0
    said = watch(
        6.5,
        (out, lambda cells: cells.set_line(SICK, getattr(emulator.LoadCells, how))),
        (back, lambda cells: cells.set_line(SICK, emulator.LoadCells.PLUGGED)),
    )
    assert np.all(said.status[:, OTHERS] == Status.OK)
    assert said.rate_hz(0.2, 1.9) == pytest.approx(FULL_RATE_HZ, rel=1e-2)
    assert np.all(said.status[said.during(0, out - 0.05), SICK] == Status.OK)
    while_out = said.status[said.during(out + 0.01, back), SICK]
    assert set(np.unique(while_out)) <= {Status.OK, Status.LATE, Status.TORN, Status.MISSING}
    assert np.all(said.status[said.during(out + 0.1, back), SICK] == Status.MISSING)
    assert np.all(said.counts[said.during(out + 0.1, back), SICK] == 0)
    assert said.rate_hz(out + 0.1, back) == pytest.approx(FULL_RATE_HZ, rel=1e-2)
    assert np.all(said.status[said.during(back + 0.2, 9), SICK] == Status.OK)
    assert said.worst[3, SICK] == Status.MISSING
    assert said.worst[-1].tolist() == [0] * CHIPS


def test_the_slowest_chip_gone_the_others_are_faster(watch, emulator):
    slowest = int(np.argmax(OFF))
    said = watch(4, (2, lambda cells: cells.set_line(slowest, emulator.LoadCells.LOOSE)))
    assert said.rate_hz(2.2, 4) == pytest.approx(80 / 1.01, rel=1e-2)
    assert np.all(said.status[said.during(2.2, 4), slowest] == Status.MISSING)


def test_a_cell_that_was_never_there(watch, emulator):
    said = watch(3, set_up=lambda cells: cells.set_line(SICK, emulator.LoadCells.LOOSE))
    assert said.at_s[0] < 1.1
    assert np.all(said.status[:, SICK] == Status.MISSING)
    assert np.all(said.status[:, OTHERS] == Status.OK)
    assert said.rate_hz(1.2, 3) == pytest.approx(FULL_RATE_HZ, rel=1e-2)


def test_a_board_without_a_single_chip_says_so(watch, emulator):
    def unplug(cells) -> None:
        for k in range(CHIPS):
            cells.set_line(k, emulator.LoadCells.LOOSE)

    def plug(cells) -> None:
        for k in range(CHIPS):
            cells.set_line(k, emulator.LoadCells.PLUGGED)

    said = watch(5, (2, plug), set_up=unplug)
    assert np.all(said.status[said.during(0, 2)] == Status.MISSING)
    assert said.rate_hz(1.1, 1.9) == pytest.approx(80, rel=0.05)
    assert np.all(said.worst[1] == Status.MISSING)
    assert np.all(said.status[said.during(2.3, 5)] == Status.OK)


def test_late_for_some_frames_and_then_missing(watch, emulator):
    said = watch(3, (2, lambda cells: cells.set_line(SICK, emulator.LoadCells.LOOSE)))
    column = said.status[:, SICK]
    late = np.flatnonzero(column == Status.LATE)
    assert 2 <= len(late) <= 4
    assert np.all(np.diff(late) == 1)
    assert np.all(column[: late[0]] == Status.OK)
    assert np.all(column[late[-1] + 1 :] == Status.MISSING)
    # A late cell's counts are its last, and its age says how old they are.
    assert np.all(said.counts[late, SICK] == said.counts[late[0] - 1, SICK])
    assert said.frames.age[late[0], SICK] > 110
    assert np.all(said.frames.age[late[-1] + 1 :, SICK] == 255)


@pytest.mark.parametrize("end", [0x7FFFFF, -0x800000])
def test_saturated_at_once_and_shorted_after_two_seconds(watch, end):
    def saturate(cells) -> None:
        values = np.arange(CHIPS) * 100_000
        values[SICK] = end + 100_000 * np.sign(end)  # noise does not bring it back
        cells.set_values(values, noise=60)

    said = watch(
        6, (1.5, saturate), (4.5, lambda cells: cells.set_values(np.arange(CHIPS) * 100_000, noise=60)), noise=60
    )
    assert np.all(said.status[:, OTHERS] == Status.OK)
    at_end = said.counts[:, SICK] == end
    column = said.status[:, SICK]
    assert np.array_equal(at_end, np.isin(column, [Status.SATURATED, Status.SHORTED]))
    since_s = said.at_s - said.at_s[at_end][0]
    assert np.all(column[at_end & (since_s < 1.98)] == Status.SATURATED)
    assert np.all(column[at_end & (since_s > 2.02)] == Status.SHORTED)
    assert np.all(column[~at_end] == Status.OK)
    assert Status.SHORTED in said.worst[:, SICK]


def test_stuck_when_unchanged_to_the_bit_for_a_second(watch):
    said = watch(
        5, (2, lambda cells: cells.freeze(SICK)), (4, lambda cells: cells.freeze(SICK, frozen=False)), noise=60
    )
    assert np.all(said.status[:, OTHERS] == Status.OK)
    column, still = said.status[:, SICK], said.counts[:, SICK]
    frozen = still == still[said.during(3, 3.5)][0]
    since_s = said.at_s - said.at_s[np.flatnonzero(frozen & (said.at_s > 1.9))[0]]
    frozen &= (said.at_s > 1.9) & (said.at_s < 4.05)
    assert np.all(column[frozen & (since_s < 0.99)] == Status.OK)
    assert np.all(column[frozen & (since_s > 1.02)] == Status.STUCK)
    assert np.all(column[~frozen] == Status.OK)


def test_a_board_on_which_nothing_changes_is_not_stuck(watch):
    assert not watch(4, noise=0).status.any()


@pytest.mark.parametrize("pulse", [1, 2, 7, 16, 24])
def test_a_conversion_out_of_turn_that_cuts_a_read_is_flagged(watch, pulse):
    """Its new value ends in zeros, so the line is low where it must be high; chips recover by themselves."""
    cuts_s = np.arange(1, 5, 0.5) + 0.0041
    said = watch(
        6,
        *((when, lambda cells: cells.end_at_pulse(SICK, pulse)) for when in cuts_s),
        value=0,
        noise=0,
    )
    assert np.all(said.status[:, OTHERS] == Status.OK)
    torn = np.flatnonzero(said.status[:, SICK] == Status.TORN)
    assert len(torn) >= len(cuts_s)
    assert said.frames.banners[-1].torn == len(torn)
    assert Status.MISSING not in said.status
    assert np.all(said.status[said.during(5, 6), SICK] == Status.OK)


@pytest.mark.parametrize("slow", [range(CHIPS), [SICK]])
def test_chips_strapped_to_ten_conversions_a_second_set_the_rate(watch, slow):
    off = [7 * (k in slow) + OFF[k] for k in range(CHIPS)]
    period_s = 0.0125 * max(1 + off[k] for k in slow)
    said = watch(12, off=off)
    assert said.at_s[0] < 1.2
    assert said.rate_hz(3, 12) == pytest.approx(1 / period_s, rel=2e-3)
    assert np.all(said.status[said.during(3, 12)] == Status.OK)


@pytest.mark.parametrize("gone", [0, SICK])
def test_on_a_board_with_one_slow_strap_cells_are_taken_in_again_as_well(watch, emulator, gone):
    """A fast chip that is read once in eight of its periods is not taken for a slow one, nor a slow one for a fast."""
    slow_hz = 80 / (8 + OFF[SICK])
    said = watch(
        9,
        (3, lambda cells: cells.set_line(gone, emulator.LoadCells.LOOSE)),
        (5, lambda cells: cells.set_line(gone, emulator.LoadCells.PLUGGED)),
        off=[7 * (k == SICK) + OFF[k] for k in range(CHIPS)],
    )
    assert said.rate_hz(1.5, 3) == pytest.approx(slow_hz, rel=0.02)
    assert np.all(said.status[said.during(4, 5), gone] == Status.MISSING)
    assert said.rate_hz(4, 5) == pytest.approx(FULL_RATE_HZ if gone == SICK else slow_hz, rel=0.02)
    assert np.all(said.status[said.during(6.5, 9)] == Status.OK)
    assert said.rate_hz(6.5, 9) == pytest.approx(slow_hz, rel=0.02)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_chips_clocks_and_phases_no_value_is_wrong(watch, emulator, seed):
    """Plugs are pulled and put in again at any moment, also within a read."""
    rng = np.random.default_rng(seed)
    events, now_s = [], 0.0
    for _ in range(8):
        cell = int(rng.integers(CHIPS))
        for line in (emulator.LoadCells.UNPOWERED, emulator.LoadCells.PLUGGED):
            now_s += rng.uniform(0.05, 1)
            events.append((now_s, lambda cells, cell=cell, line=line: cells.set_line(cell, line)))
    said = watch(
        now_s + 1,
        *events,
        off=list(rng.uniform(-0.02, 0.02, CHIPS)),
        noise=2_000_000,
        set_up=lambda cells: cells.set_cut(seed % 3),
    )
    assert np.all(said.status[said.during(now_s + 0.5, 99)] == Status.OK)


def test_supply_is_watched_where_there_are_no_force_sensors(firmware, emulate, recording):
    with emulate(firmware(BOARD="PADS")) as board:
        board.plug_in_load_cells(OFF)
        board.run_s(BOOT_S + 1.5)
        board.set_supply_mv(4200)
        board.run_s(3)
        banners = recording.decode(board.read(), CHIPS).banners
    assert banners[0].supply_mv == pytest.approx(5000, rel=0.01)
    assert banners[0].self_test == FIRST_AFTER_BOOT
    assert banners[-1].supply_mv == pytest.approx(4200, rel=0.01)
    assert banners[-1].self_test == SUPPLY_OUT_OF_RANGE
