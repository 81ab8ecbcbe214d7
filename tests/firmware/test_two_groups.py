"""Force sensors and load cells on one board: two groups of cells, each with its own rate and sequence."""

from dataclasses import dataclass

import numpy as np
import pytest

from tripod.device.items import Hello
from tripod.device.protocol import Converter, Status
from tripod.device.receiver import Receiver

SECONDS = 10
BOOT_S = 0.6
FORCE, LOAD = 0, 1
OFF = [0.01, -0.012, 0.004, 0.0, -0.02, 0.016]
SLOWEST_HZ = 80 / 1.016
BOTH = {
    "TRIPOD_BOARD_NAME": '"both"',
    "CELL_PINS": "A0,A1,A2,A3,A4,A5",
    "HX711_DATA_PINS": "2,3,4,5,6,7",
    "HX711_CLOCK_PIN": "10",
}


@dataclass(frozen=True)
class Run:
    rate_hz: int
    data: bytes
    force: object
    load: object
    bursts: np.ndarray
    reads: np.ndarray
    load_share: float


def sway(rows: int, columns: int, middle: float, swing: float) -> np.ndarray:
    rng = np.random.default_rng(11)
    t_s = np.arange(rows)[:, None] / 1000
    waves = np.sin(2 * np.pi * rng.uniform(0.2, 3, columns) * t_s + rng.uniform(0, 6, columns))
    return np.round(middle + swing * waves + rng.normal(0, 0.005 * swing, (rows, columns)))


@pytest.fixture(scope="module", params=[200, 1000])
def run(request, firmware, emulate, recording):
    rate_hz = request.param
    with emulate(firmware(RATE_HZ=rate_hz, **BOTH)) as board:
        cells = board.plug_in_load_cells(OFF)
        cells.set_tremble(0.002)
        cells.set_values(sway(7919, 6, 0, 3e6), noise=50_000)
        board.set_codes(sway(30_000, 6, 530, 420))
        board.run_s(BOOT_S + SECONDS)
        data = board.read()
        bursts = recording.bursts(board.conversions(), recording.PASSES[rate_hz])
        load = recording.decode(data, group=LOAD)
        reads = recording.reads_of(load, cells.reads())
        share = board.cpu_load(1.0)
    return Run(rate_hz, data, recording.decode(data, group=FORCE), load, bursts, reads, share)


def test_nothing_is_lost_in_either_group(run):
    assert run.force.skipped_bytes == 0
    for group in (run.force, run.load):
        assert np.all(np.diff(group.seq) == 1)
    last = run.force.banners[-1]
    assert (last.overruns, last.dropped) == (0, 0)
    assert len(run.force.seq) >= SECONDS * run.rate_hz
    assert len(run.load.seq) >= (SECONDS - 0.2) * SLOWEST_HZ


def test_the_banner_names_two_groups_with_their_rates(run):
    for banner in run.force.banners:
        force, load = banner.groups
        assert (force.group, force.converter, force.rate_hz, force.cells) == (FORCE, Converter.ADC, run.rate_hz, 6)
        assert (load.group, load.converter, load.rate_hz, load.cells) == (LOAD, Converter.BRIDGE, 80.0, 6)
        assert not force.can_find(Status.TORN)
        assert load.can_find(Status.TORN)


def test_each_force_is_exact(run):
    means = run.bursts["code"].mean(axis=1)
    assert np.array_equal(run.force.counts, 64 * means[run.force.seq.astype(int) - 1])
    assert not run.force.status.any()
    assert np.all(np.diff(run.force.t_us) == 1_000_000 // run.rate_hz)


def test_each_load_is_exact(run):
    assert not run.reads["cut"].any()
    believed = run.load.status == Status.OK
    assert np.mean(~believed) < 5e-4
    assert np.array_equal(run.load.counts[believed], run.reads["value"][believed])
    rate_hz = (len(run.load.seq) - 1) / (int(run.load.t_us[-1]) - int(run.load.t_us[0])) * 1e6
    assert rate_hz == pytest.approx(SLOWEST_HZ, rel=2e-3)


def test_both_groups_tell_the_same_time(run):
    """Stamps of loads, less their ages, lie on the clock that the bursts of forces are stamped with."""
    period_us = 1_000_000 / run.rate_hz
    clock_began_us = run.bursts["cycle"][0, 0, 0] / 16 - period_us
    said_us = clock_began_us + run.load.t_us[:, None].astype(float) - 100.0 * run.load.age
    error_us = (said_us - run.reads["conversion_cycle"] / 16)[run.load.status == Status.OK]
    assert np.max(np.abs(error_us)) < 200


def test_jitter_of_sampling_forces(run):
    """At most 16 us peak to peak, as without load cells: interrupts are never off for longer than a clock pulse."""
    starts = run.bursts["cycle"][:, 0, 0].astype(np.int64)
    assert np.ptp(np.diff(starts)) <= 16 * 16


def test_processor_load(run):
    assert run.load_share <= {200: 0.45, 1000: 0.8}[run.rate_hz]


@pytest.mark.parametrize("group", [FORCE, LOAD])
def test_a_receiver_hears_the_group_that_it_was_made_for(run, group):
    receiver = Receiver(group)
    items = receiver.feed(run.data, 0.0)
    blocks = [item for item in items if not isinstance(item, Hello)]
    said = (run.force, run.load)[group]
    assert sum(len(block) for block in blocks) == len(said.seq)
    assert np.array_equal(np.concatenate([block.counts for block in blocks]), said.counts)
    assert receiver.line().lost_frames == 0
