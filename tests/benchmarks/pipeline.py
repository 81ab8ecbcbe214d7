"""A block's way from counts to balance, and the picture that the window asks for."""

from itertools import cycle, islice

from packets import banner_and_frames, blocks
from table import Effort, Measured, Row, cpu_s

from tripod.balance.geometry import Feet
from tripod.device.source import Hello
from tripod.pipeline import Pipeline
from tripod.session import SNAPSHOT_S
from tripod.sources import fast_clock, open_source

CASES = ((200, 1), (200, 4), (1000, 1), (1000, 16))
"""A port is read as soon as it has something: one frame at a time unless the thread was kept waiting."""


def rows(effort: Effort) -> list[Row]:
    """Cost of `take` as a share of a core, and of a picture."""
    calls, repeats = effort.pick(300, 1000), effort.pick(3, 7)
    out: list[Row] = []
    for rate_hz, n in CASES:
        pipeline, taken = _ready(rate_hz, n)
        us = Measured.of(_us(pipeline, taken, calls) / n for _ in range(repeats))
        percent = Measured(*(value * rate_hz / 1e4 for value in (us.median, us.low, us.high)))
        what = f"pipeline, {rate_hz} Hz, {n} frame{'s' if n > 1 else ''} a block ({us.median:.0f} µs a frame)"
        out.append(Row(what, "% of a core", percent))
    pipeline, taken = _ready(1000, 16)
    _us(pipeline, taken, calls)
    pictures = Measured.of(cpu_s(lambda: [pipeline.snapshot() for _ in range(calls)]) / calls for _ in range(repeats))
    percent = Measured(*(value / SNAPSHOT_S * 100 for value in (pictures.median, pictures.low, pictures.high)))
    what = f"pictures for the window, {1 / SNAPSHOT_S:.0f} a second ({pictures.median * 1e6:.0f} µs each)"
    out.append(Row(what, "% of a core", percent))
    whole, taken = _ready(1000, 5000)
    us = Measured.of(_us(whole, taken, 2) / 5000 for _ in range(repeats))
    out.append(Row("pipeline, a recording's block of 5000 frames", "µs a frame", us))
    return out


def _ready(rate_hz: int, n: int) -> tuple[Pipeline, list]:
    """A pipeline that has greeted its board, and blocks for it."""
    scenario = f"shift,board=insole,rate_hz={rate_hz}"
    banner, frames = banner_and_frames(f"{scenario},seconds=5")
    source = open_source(f"virtual:{scenario}", clock=fast_clock())
    pipeline = Pipeline(source, Feet())
    hello = next(item for item in iter(lambda: source.read(), None) for item in item if isinstance(item, Hello))
    pipeline.take(hello)
    return pipeline, blocks(banner, frames, n)


def _us(pipeline: Pipeline, taken: list, calls: int) -> float:
    """Microseconds a block."""
    many = list(islice(cycle(taken), calls))

    def work() -> None:
        for block in many:
            pipeline.take(block)

    return cpu_s(work) / calls * 1e6
