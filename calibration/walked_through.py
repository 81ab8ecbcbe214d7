"""A known CoP through the whole program: virtual board, packets, decoder, pipeline; with what the board then says."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import USUAL_FEET
from tripod.balance.setup import Setup
from tripod.device.blocks import Block
from tripod.device.items import End
from tripod.live.pipeline import Pipeline
from tripod.sources import fast_clock
from tripod.sources.line import VirtualPort
from tripod.sources.stream import Stream
from tripod.virtual.board import START_US, VirtualBoard
from tripod.virtual.scenario import parse_scenario
from tripod.virtual.stance_file import COLUMNS

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Walk:
    """One run; times in seconds from the board's first banner, CoP of both feet in mm in the board's frame."""

    stamp_s: Array
    """(n,)"""
    raw_mm: Array
    """(n, 2) unfiltered."""
    shown_mm: Array
    """(n, 2) after the live filter."""
    blocks: tuple[Block, ...]
    grid_s: Array
    """(m,)"""
    true_mm: Array
    """(m, 2)"""
    setup: Setup
    filter_delay_s: float
    virtual: VirtualBoard


def write_stance(path: Path, t_s: Array, cop_mm: Array, load_n: float = 700.0, share: Array | None = None) -> None:
    """A file of two feet whose CoP are both moved by `cop_mm` (n, 2); `share` (n,) of the load on the left foot."""
    left = np.full_like(t_s, 0.5) if share is None else share
    columns = {c: np.zeros_like(t_s) for c in COLUMNS} | {"time_s": t_s}
    for foot, x, part in (("left", -100.0, left), ("right", 100.0, 1 - left)):
        columns |= {f"{foot}_force_n": load_n * part, f"{foot}_ml_mm": x + cop_mm[:, 0], f"{foot}_ap_mm": cop_mm[:, 1]}
    rows = np.column_stack([columns[c] for c in COLUMNS])
    np.savetxt(path, rows, delimiter=",", header=",".join(COLUMNS), comments="", fmt="%.6f")


def walk(
    board: str,
    t_s: Array,
    cop_mm: Array,
    *,
    rate_hz: float,
    seed: int,
    share: Array | None = None,
    hysteresis: float | None = None,
) -> Walk:
    """Stand on `board`, calibrated by its maker, as `cop_mm` (n, 2) at `t_s` (n,) says; `hysteresis` of its cells,
    where it is not the board's own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "walk.csv"
        write_stance(path, t_s, cop_mm, share=share)
        return walk_file(board, path, rate_hz=rate_hz, seed=seed, seconds=float(t_s[-1]) - 0.5, hysteresis=hysteresis)


def walk_file(
    board: str, path: Path, *, rate_hz: float, seed: int, seconds: float, hysteresis: float | None = None
) -> Walk:
    """Stand on `board`, calibrated by its maker, as a force-plate file says."""
    text = f"csv,board={board},path={path},seed={seed},seconds={seconds:g},rate_hz={rate_hz:g}"
    scenario = parse_scenario(text)
    own = scenario.board.errors.hysteresis if hysteresis is None else hysteresis
    errors = replace(scenario.board.errors, hysteresis=own)
    virtual = VirtualBoard(replace(scenario, board=replace(scenario.board, errors=errors)))
    virtual.keep_truth = True
    clock = fast_clock()
    port = VirtualPort(virtual, clock, False)
    source = Stream("walk", port, port.reopen, clock, virtual=virtual)
    pipeline = Pipeline(source, USUAL_FEET)
    blocks, raw, shown, ended = list[Block](), list[Array](), list[Array](), False
    while not ended:
        for item in source.read():
            measured = pipeline.take(item).measured
            if measured is not None:
                blocks.append(measured.block)
                raw.append(measured.raw.both_cop_mm)
                shown.append(measured.shown.both_cop_mm)
            ended |= isinstance(item, End)
    assert pipeline.setup is not None
    load = np.concatenate([part.load_n for part in virtual.truth])
    cop = np.concatenate([part.cop_mm for part in virtual.truth])
    return Walk(
        (np.concatenate([b.tick_us for b in blocks]) - START_US) / 1e6,
        np.concatenate(raw),
        np.concatenate(shown),
        tuple(blocks),
        np.concatenate([part.t_s for part in virtual.truth]),
        (load[:, :, None] * np.nan_to_num(cop)).sum(1) / np.maximum(load.sum(1), 1e-9)[:, None],
        replace(pipeline.setup, board=replace(pipeline.setup.board, errors=errors)),
        pipeline.measuring.filter_delay_s,
        virtual,
    )


__all__ = ["Walk", "walk", "walk_file", "write_stance"]
