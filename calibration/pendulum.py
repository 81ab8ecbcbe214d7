"""The inverted-pendulum trial that the Wii board and BTrackS were tested with: a CoP that swings by a known sine.

It runs through the whole program: virtual board with noise, settling converters and slipping clocks, packets, decoder,
calibration, balance. RMSE, gain and phase compare the CoP that would be shown with the one that was there.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.boards import load_board
from tripod.device.blocks import Block
from tripod.device.items import End
from tripod.force.counts_to_newtons import ForceLaw
from tripod.force.one_instant import OneInstant
from tripod.sources import fast_clock
from tripod.sources.line import VirtualPort
from tripod.sources.stream import Stream
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario
from tripod.virtual.stance_file import COLUMNS

Array = NDArray[np.float64]

AMPLITUDE_MM, WEIGHT_N, SECONDS = 15.0, 700.0, 24.0


@dataclass(frozen=True)
class Trial:
    """One foot's AP CoP against the sine."""

    hz: float
    rmse_mm: float
    """After removing the mean difference, which `offset_mm` is."""
    offset_mm: float
    gain: float
    phase_deg: float
    """Negative where the shown CoP lags."""


def trial(name: str, hz: float, seed: int) -> Trial:
    """Swing the CoP of both feet along AP on the board `name`, factory-calibrated."""
    t = np.arange(0, SECONDS + 1, 0.01)
    swing = AMPLITUDE_MM * np.sin(2 * np.pi * hz * t)
    columns = {c: np.zeros_like(t) for c in COLUMNS} | {"time_s": t}
    for foot, x in (("left", -100.0), ("right", 100.0)):
        columns |= {f"{foot}_force_n": np.full_like(t, WEIGHT_N / 2), f"{foot}_ml_mm": np.full_like(t, x)}
        columns[f"{foot}_ap_mm"] = swing
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pendulum.csv"
        rows = np.column_stack([columns[c] for c in COLUMNS])
        np.savetxt(path, rows, delimiter=",", header=",".join(COLUMNS), comments="", fmt="%.6f")
        text = f"csv,board={name},path={path},seed={seed},seconds={SECONDS:g},centred=yes"
        virtual = VirtualBoard(parse_scenario(text))
    virtual.keep_truth = True
    clock = fast_clock()
    port = VirtualPort(virtual, clock, False)
    source = Stream("pendulum", port, port.reopen, clock, virtual=virtual)
    blocks: list[Block] = []
    while True:
        items = source.read()
        blocks += [item for item in items if isinstance(item, Block)]
        if any(isinstance(item, End) for item in items):
            break
    board = load_board(name)
    assert virtual.calibration is not None
    law, balance = ForceLaw(board, virtual.calibration), BalanceLaw(board, Feet())
    instant = OneInstant(virtual.rate_hz)
    ticks = np.concatenate([b.tick_us for b in blocks])
    shown = np.concatenate([balance(instant(b, law(b))).cop_mm[:, 1, 1] for b in blocks])
    at = (ticks - ticks[0]) / 1e6 + 1 / virtual.rate_hz - board.front_end.group_delay_s - instant.delay_s
    grid = np.concatenate([part.t_s for part in virtual.truth])
    truth = np.interp(at, grid, np.concatenate([part.cop_mm[:, 1, 1] for part in virtual.truth]))
    keep = (at > 2) & np.isfinite(shown)
    a, b = _phasor(at[keep], shown[keep], hz), _phasor(at[keep], truth[keep], hz)
    error = shown[keep] - truth[keep]
    ratio = a / b
    return Trial(hz, float(error.std()), float(error.mean()), float(abs(ratio)), float(np.degrees(np.angle(ratio))))


def _phasor(t: Array, y: Array, hz: float) -> complex:
    """Amplitude and phase of the sine in y, by least squares."""
    design = np.column_stack([np.cos(2 * np.pi * hz * t), np.sin(2 * np.pi * hz * t), np.ones_like(t)])
    c, s, _ = np.linalg.lstsq(design, y, rcond=None)[0]
    return complex(c, -s)


__all__ = ["Trial", "trial"]
