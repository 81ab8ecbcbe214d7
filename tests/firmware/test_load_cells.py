"""The real firmware with six and eight HX711 on one clock line, whose own clocks are off by up to 2 %.

A minute of device time; deterministic. What a chip sends of which a conversion ends within a read is specified
nowhere, so the model has three answers, and the firmware must be right with each of them.
"""

from dataclasses import dataclass

import numpy as np
import pytest

from tripod.device.protocol import Converter, Status

SECONDS = 60
CYCLES_PER_US = 16
SLOWEST = 0.02
BOOT_S = 0.6
"""Making the board's id takes half a second, once in its life."""
TREMBLE = 0.002
BOARDS = {"PADS": ("pads", 6), "PLATE": ("plate", 8)}
RESOLUTION_US = 160
"""Ends of conversions are seen to 0.1 ms, and ages are sent in steps of it."""


def sway(chips: int, rows: int = 7919, seed: int = 5) -> np.ndarray:
    """Loads on all cells at 1 kHz, from far below zero to far above, ends of the range left out."""
    rng = np.random.default_rng(seed)
    t_s = np.arange(rows)[:, None] / 1000
    hz, phase = rng.uniform(0.2, 3, chips), rng.uniform(0, 2 * np.pi, chips)
    return np.round(7e6 * np.sin(2 * np.pi * hz * t_s + phase)).astype(np.int64)


@dataclass(frozen=True)
class Run:
    name: str
    chips: int
    frames: object
    reads: np.ndarray
    overwritten: int
    longest_pulse_us: float
    odd_reads: int


@pytest.fixture(scope="module")
def watch(firmware, emulate, recording):
    def run(board: str, seconds: float, cut: int | None = None, **settings: object) -> Run:
        name, chips = BOARDS[board]
        with emulate(firmware(BOARD=board, **settings)) as arduino:
            cells = arduino.plug_in_load_cells(list(np.linspace(-0.02, SLOWEST, chips)))
            cells.set_tremble(TREMBLE)
            cells.set_cut(cells.RESTARTS if cut is None else cut)
            cells.set_values(sway(chips), noise=50_000)
            arduino.run_s(BOOT_S)
            assert cells.longest_pulse_us() > 60  # at boot the chips are switched off and on
            arduino.run_s(seconds)
            frames = recording.decode(arduino.read(), chips)
            reads = recording.reads_of(frames, cells.reads())
            overwritten = sum(cells.overwritten(k) for k in range(chips))
            return Run(name, chips, frames, reads, overwritten, cells.longest_pulse_us(), cells.odd_reads())

    return run


@pytest.fixture(scope="module", params=BOARDS)
def run(request, watch):
    return watch(request.param, SECONDS)


def believed(run: Run) -> np.ndarray:
    return run.frames.status == Status.OK


def whole(run: Run) -> np.ndarray:
    """(n, cells): the chip had a fresh value, no conversion cut it, and the frame says just that."""
    fresh = (run.reads["ready"] == 1) & (run.reads["cut"] == 0)
    return fresh & (run.reads["value"] == run.frames.counts)


def test_no_byte_and_no_frame_is_lost(run):
    assert run.frames.skipped_bytes == run.frames.unknown_packets == 0
    assert np.all(np.diff(run.frames.seq.astype(int)) == 1)
    assert run.frames.seq[0] == 1
    last = run.frames.banners[-1]
    assert (last.overruns, last.dropped) == (0, 0)


def test_frames_come_at_the_rate_of_the_slowest_chip(run):
    n = len(run.frames.seq)
    rate_hz = (n - 1) / (int(run.frames.t_us[-1]) - int(run.frames.t_us[0])) * 1e6
    assert rate_hz == pytest.approx(80 / (1 + SLOWEST), rel=1e-3)
    assert n >= (SECONDS - 0.1) * 80 / (1 + SLOWEST)


def test_every_value_is_exact(run):
    assert np.all(whole(run)[believed(run)])
    assert np.ptp(run.frames.counts) > 1.3e7


def test_reads_are_put_off_until_none_can_be_cut(run):
    """Chips drift through one another all the time, as the overwritten conversions show."""
    assert run.overwritten > 50 * run.chips
    assert not run.reads["cut"].any()
    assert set(np.unique(run.frames.status)) <= {Status.OK, Status.TORN}
    assert np.mean(~believed(run)) < 5e-4
    assert run.frames.banners[-1].torn <= np.sum(run.frames.status == Status.TORN)


def test_stamp_less_age_is_the_end_of_each_conversion(run):
    said_us = run.frames.t_us[:, None].astype(float) - 100.0 * run.frames.age
    error_us = (said_us - run.reads["conversion_cycle"] / CYCLES_PER_US)[believed(run)]
    assert np.max(np.abs(error_us - np.median(error_us))) < RESOLUTION_US
    assert run.frames.age.max() > 110  # nearly a whole period apart
    assert np.all(run.frames.age.min(axis=1) == 0)


def test_stamps_only_go_forward(run):
    assert np.all(np.diff(run.frames.t_us.astype(np.int64)) > 0)


def test_the_clock_line_is_high_for_a_moment_only_and_25_times_a_read(run):
    assert run.longest_pulse_us < 3
    assert run.odd_reads == 0


def test_the_banner_says_what_it_is(run):
    assert [banner.uptime_s for banner in run.frames.banners] == list(range(SECONDS + 1))
    for banner in run.frames.banners:
        assert banner.board == run.name
        assert banner.supply_mv == pytest.approx(5000, rel=0.01)
        (group,) = banner.groups
        assert (group.group, group.converter, group.cells, group.rate_hz) == (0, Converter.BRIDGE, run.chips, 80.0)
        found = {status for status in Status if status and group.can_find(status)}
        assert found == set(Status) - {Status.OK, Status.OPEN}


@pytest.mark.parametrize("answer", ["RESTARTS", "SWAPS", "KEEPS"])
def test_where_reads_are_not_put_off_each_torn_one_is_flagged(watch, emulator, answer):
    """The second line of defence alone: the firmware built without the first."""
    run = watch("PADS", 20, getattr(emulator.LoadCells, answer), HX711_WAITS=0)
    cut = run.reads["cut"].astype(bool)
    if answer != "KEEPS":
        assert np.sum(cut) > 60
    assert np.all(run.frames.status[cut] != Status.OK)
    assert np.all(whole(run)[believed(run)])
    assert np.mean(believed(run)) > 0.9
    torn = np.sum(run.frames.status == Status.TORN)
    assert 0 <= torn - run.frames.banners[-1].torn < 40  # those of the last second are not in a banner yet


@pytest.mark.parametrize(("board", "budget"), [("PADS", 0.30), ("PLATE", 0.38)])
def test_processor_load(firmware, emulate, board, budget):
    chips = BOARDS[board][1]
    with emulate(firmware(BOARD=board)) as arduino:
        arduino.plug_in_load_cells(list(np.linspace(-0.02, SLOWEST, chips))).set_values(sway(chips))
        arduino.run_s(1)
        assert arduino.cpu_load(1.0) <= budget


@pytest.mark.parametrize(("arduino", "board"), [("mega", "PLATE"), ("nano", "PADS"), ("leonardo", "PLATE")])
def test_the_other_arduinos(firmware, emulate, recording, arduino, board):
    chips = BOARDS[board][1]
    with emulate(firmware(arduino, BOARD=board)) as emulated:
        cells = emulated.plug_in_load_cells(list(np.linspace(-0.01, 0.01, chips)))
        cells.set_values(sway(chips), noise=50_000)
        if arduino == "leonardo":
            emulated.plug_in_usb()
            emulated.open_usb()
        emulated.run_s(4)
        frames = recording.decode(emulated.read(), chips)
        reads = recording.reads_of(frames, cells.reads())
        longest_us = cells.longest_pulse_us()
        assert cells.odd_reads() == 0
    assert frames.skipped_bytes == 0
    assert len(frames.seq) > 250
    assert not reads["cut"].any()
    believed = frames.status == Status.OK
    assert np.mean(believed) > 0.998
    assert np.array_equal(frames.counts[believed], reads["value"][believed])
    assert 60 < longest_us < 130
