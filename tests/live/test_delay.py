"""The delay that is stated is the delay that a step has, through the real virtual board and the whole pipeline."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tripod.balance.geometry import USUAL_FEET
from tripod.device.blocks import Block, concatenate
from tripod.device.items import End, Item
from tripod.live.pipeline import Pipeline
from tripod.sources import fast_clock
from tripod.sources.line import VirtualPort
from tripod.sources.stream import Stream
from tripod.virtual.board import START_US, VirtualBoard
from tripod.virtual.scenario import parse_scenario
from tripod.virtual.stance_file import COLUMNS

STEPS, STEP_S, AS_SAID_S = 8, 0.02, 0.003


@dataclass
class Run:
    stamp_s: np.ndarray
    raw_mm: np.ndarray
    shown_mm: np.ndarray
    true_s: np.ndarray
    true_mm: np.ndarray
    pipeline: Pipeline


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Run]:
    def make(board: str, rate_hz: float, seed: int, cut: int = 0, gap_s: float = 1.0) -> Run:
        rng = np.random.default_rng(seed)
        at = 1.5 + gap_s * np.arange(STEPS) + rng.random(STEPS) * 0.2
        t = np.arange(0, at[-1] + gap_s + 0.5, 0.002)
        forward = sum((-1) ** k * np.clip((t - begins) / STEP_S, 0, 1) for k, begins in enumerate(at))
        columns = {c: np.zeros_like(t) for c in COLUMNS} | {"time_s": t}
        for foot, x in (("left", -100.0), ("right", 100.0)):
            columns |= {f"{foot}_force_n": np.full_like(t, 350.0), f"{foot}_ml_mm": np.full_like(t, x)}
            columns[f"{foot}_ap_mm"] = 110 + 30 * forward
        path = tmp_path / f"step-{seed}-{cut}.csv"
        rows = np.column_stack([columns[c] for c in COLUMNS])
        np.savetxt(path, rows, delimiter=",", header=",".join(COLUMNS), comments="", fmt="%.4f")
        text = f"csv,board={board},path={path},seed={seed},seconds={t[-1] - 0.5:g},rate_hz={rate_hz:g}"
        return walked(VirtualBoard(parse_scenario(text)), cut)

    return make


def walked(virtual: VirtualBoard, cut: int) -> Run:
    """Through the pipeline; `cut`: in blocks of so many frames, 0 as they come."""
    virtual.keep_truth = True
    clock = fast_clock()
    port = VirtualPort(virtual, clock, False)
    source = Stream("step", port, port.reopen, clock, virtual=virtual)
    items = list[Item]()
    while not any(isinstance(item, End) for item in items[-3:]):
        items += source.read()
    blocks = [item for item in items if isinstance(item, Block)]
    if cut:
        whole = concatenate(blocks)
        blocks = [whole.rows(slice(k, k + cut)) for k in range(0, len(whole), cut)]
    pipeline = Pipeline(source, USUAL_FEET)
    for item in items:
        if not isinstance(item, Block):
            pipeline.take(item)
    heard = [pipeline.take(block).measured for block in blocks]
    load = np.concatenate([part.load_n for part in virtual.truth])
    cop = np.concatenate([part.cop_mm for part in virtual.truth])[:, :, 1]
    return Run(
        (np.concatenate([b.tick_us for b in blocks]) - START_US) / 1e6,
        np.concatenate([m.raw.both_cop_mm[:, 1] for m in heard if m]),
        np.concatenate([m.shown.both_cop_mm[:, 1] for m in heard if m]),
        np.concatenate([part.t_s for part in virtual.truth]),
        (load * cop).sum(1) / load.sum(1),
        pipeline,
    )


def halves(t: np.ndarray, y: np.ndarray) -> np.ndarray:
    """When y is half way up or down its steps."""
    t, y = t[np.isfinite(y) & (t > 1)], y[np.isfinite(y) & (t > 1)]
    low, high = np.percentile(y, [10, 90])
    k = np.flatnonzero(np.diff(y > (low + high) / 2))
    at = t[k] + ((low + high) / 2 - y[k]) / (y[k + 1] - y[k]) * (t[k + 1] - t[k])
    return at[np.concatenate([[True], np.diff(at) > 0.3])]


def measured_s(made: Run) -> tuple[float, float]:
    true = halves(made.true_s, made.true_mm)
    raw, shown = (halves(made.stamp_s, y) for y in (made.raw_mm, made.shown_mm))
    return float((raw[:STEPS] - true[:STEPS]).mean()), float((shown[:STEPS] - true[:STEPS]).mean())


@pytest.mark.parametrize(
    ("board", "rate_hz"),
    [("plate", 80), ("plate", 144), ("pads", 80), ("pads", 144), ("insole", 200), ("insole", 1000)],
)
def test_the_stated_delay_is_that_of_a_step(run: Callable[..., Run], board: str, rate_hz: float) -> None:
    for seed in (1, 2):
        made = run(board, rate_hz, seed)
        setup = made.pipeline.setup
        assert setup
        raw, shown = measured_s(made)
        assert setup.sensor_delay_pm_s == 0
        assert raw == pytest.approx(setup.sensor_delay_s, abs=AS_SAID_S)
        assert shown == pytest.approx(setup.sensor_delay_s + made.pipeline.measuring.filter_delay_s, abs=AS_SAID_S)


@pytest.mark.parametrize("rate_hz", [10, 20])
def test_a_slow_converter_s_delay_is_stated_with_what_the_wire_leaves_open(
    run: Callable[..., Run], rate_hz: float
) -> None:
    off = list[float]()
    for seed in range(6):
        made = run("plate", rate_hz, seed, gap_s=1.3)
        setup = made.pipeline.setup
        assert setup
        assert setup.sensor_delay_s == pytest.approx(3 / rate_hz, rel=1e-3)
        assert setup.sensor_delay_pm_s > 0
        off.append(measured_s(made)[0] - setup.sensor_delay_s)
        assert abs(off[-1]) < 1.5 * setup.sensor_delay_pm_s + AS_SAID_S
    assert abs(np.mean(off)) < AS_SAID_S + 2 * 0.013 * (rate_hz == 10) / 6**0.5


def test_how_the_stream_is_cut_changes_no_bit(run: Callable[..., Run]) -> None:
    whole, fine = run("plate", 80, 3, cut=100_000), run("plate", 80, 3, cut=1)
    assert whole.raw_mm.tobytes() == fine.raw_mm.tobytes()
    assert whole.shown_mm.tobytes() == fine.shown_mm.tobytes()
