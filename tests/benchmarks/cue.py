"""From a condition that became true to the first sample of its tone, on a device that calls back in real time."""

import time
from math import nan
from typing import Any

import numpy as np
from packets import banner_and_frames, blocks
from table import Effort, Measured, Row, cpu_s

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.balance.lowpass import LowPass
from tripod.boards import load_board
from tripod.coach.voice import voice
from tripod.drills.format.loader import library
from tripod.drills.format.recorded import drill_to_record
from tripod.drills.seen.look import LOOKS_HZ
from tripod.force.calibration import nominal
from tripod.force.counts_to_newtons import ForceLaw
from tripod.sound.mixer import Mixer
from tripod.sound.output import BUFFER_MS, Render, open_device
from tripod.sound.speaker import Speaker
from tripod.storage.schemas.drill_start import CoachingFile, DrillStartFile, OptionsFile
from tripod.training.drill_run import BoardNow, DrillRun

BUDGET_MS = 40.0


class Silent:
    """Takes what is told, as a device would, and never asks for a sample."""

    why_silent, buffer_s = "", nan

    def __init__(self, render: Render) -> None:
        """`render` is not called."""

    def until(self, t_s: float) -> None:
        pass

    def close(self) -> None:
        pass


def rows(effort: Effort) -> list[Row]:
    """The way to the ear, and what a drill costs the pipeline."""
    import miniaudio

    return [
        Row(
            "cue: told → first sample, device's null backend",
            "ms",
            _to_ear_ms(effort, miniaudio),
            BUDGET_MS,
            by_clock=True,
        ),
        Row("cue: a look waits for the next one at most", "ms", Measured.of([1000 / LOOKS_HZ])),
        Row("drill: engine, coach and mixer", "µs a frame", _cost_us(effort)),
    ]


def _to_ear_ms(effort: Effort, miniaudio: Any) -> Measured:
    mixer, heard = Mixer(voice("en")), [0.0]

    def render(n: int) -> np.ndarray:
        out = mixer.render(n)
        if not heard[0] and out.any():
            heard[0] = time.perf_counter()
        return out

    sink = open_device(render, backends=[miniaudio.Backend.NULL])
    delays: list[float] = []
    rng = np.random.default_rng(1)
    try:
        for _ in range(effort.pick(20, 100)):
            time.sleep(0.3 + 0.02 * float(rng.random()))
            heard[0] = 0.0
            told = time.perf_counter()
            mixer.effect("tick")
            while not heard[0] and time.perf_counter() - told < 1:
                time.sleep(0.0005)
            # A device plays a buffer after it was filled.
            delays.append(1000 * (heard[0] - told) + BUFFER_MS)
    finally:
        sink.close()
    return Measured.of(delays)


def _cost_us(effort: Effort) -> Measured:
    banner, frames = banner_and_frames("quiet,board=pads,seconds=30")
    board = load_board("pads")
    force, balance = ForceLaw(board, nominal(board)), BalanceLaw(board, Feet())
    drills, _ = library()
    lowpass = LowPass(80.0)
    ready = [(b.tick_us / 1e6, balance(lowpass(force(b)))) for b in blocks(banner, frames, 2)]

    def once() -> float:
        start = DrillStartFile(
            drill=drill_to_record(drills["tripod-hold"]), options=OptionsFile(asks=False), coaching=CoachingFile()
        )
        speaker = Speaker(voice("en"), 1.0, Silent)
        run = DrillRun(start, BoardNow(board, 80.0, lowpass.delay_s), speaker)

        def work() -> None:
            for t_s, seen in ready:
                run.take(t_s, seen)

        return cpu_s(work) / sum(len(t) for t, _ in ready) * 1e6

    return Measured.of(once() for _ in range(effort.pick(3, 7)))
