"""From a condition that became true to the first sample of its tone, on a device that calls back in real time."""

import time
from typing import Any

import numpy as np
from packets import banner_and_frames, blocks
from table import Effort, Measured, Row, cpu_s

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.balance.lowpass import LowPass
from tripod.boards import load_board
from tripod.coach.mixer import Mixer
from tripod.drills.loader import library
from tripod.drills.moment import LOOKS_HZ
from tripod.drills.part import Options
from tripod.force.apply import ForceLaw
from tripod.force.calibration import nominal
from tripod.sound import BUFFER_MS, open_device
from tripod.training import Coaching, Training, start_values

BUDGET_MS = 40.0


def rows(effort: Effort) -> list[Row]:
    """The way to the ear, and what a drill costs the pipeline."""
    import miniaudio

    return [
        Row("cue: told → first sample, device's null backend", "ms", _to_ear_ms(effort, miniaudio), BUDGET_MS),
        Row("cue: a look waits for the next one at most", "ms", Measured.of([1000 / LOOKS_HZ])),
        Row("drill: engine, coach and mixer", "µs a frame", _cost_us(effort)),
    ]


def _to_ear_ms(effort: Effort, miniaudio: Any) -> Measured:
    mixer, heard = Mixer("en"), [0.0]

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
        mixer = Mixer("en")
        values = start_values(drills["tripod-hold"], Options(asks=False), Coaching(), None, None, {})
        training = Training(values, board, 80.0, lowpass.delay_s, {}, mixer)

        def work() -> None:
            for t_s, seen in ready:
                training.take(t_s, seen)

        return cpu_s(work) / sum(len(t) for t, _ in ready) * 1e6

    return Measured.of(once() for _ in range(effort.pick(3, 7)))
