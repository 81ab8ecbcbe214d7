"""A block's way from counts to balance, and the picture that the window asks for."""

from packets import banner_and_frames, blocks
from table import Effort, Measured, Row, cpu_s

from tripod.balance.geometry import Feet
from tripod.device.blocks import Block
from tripod.device.items import Hello
from tripod.live.freshness import Freshness
from tripod.live.pipeline import Pipeline
from tripod.sources import fast_clock, open_source

CASES = ((200, 1), (200, 4), (1000, 1), (1000, 4), (1000, 8), (1000, 16))
"""A port gathers for 8 ms; what it gives is less for a slow board, and more where the thread was kept waiting."""
BUDGET_US = {(1000, 8): 25.0}
TICK_S = 0.014
SECONDS = 12
"""More than the window's history, so that everything that the pipeline keeps has its full length."""
PARTS = 4
RECORDED = 2500


def rows(effort: Effort) -> list[Row]:
    """Cost of `take` as a share of a core, and of a picture."""
    out: list[Row] = []
    pictures = effort.pick(200, 500)
    for rate_hz, n in CASES:
        pipeline, taken = _ready(rate_hz, n)
        us = _take_us(pipeline, taken)
        what = f"pipeline, {rate_hz} Hz, {n} frame{'s' if n > 1 else ''} a block ({us.median:.0f} µs a frame)"
        limit = BUDGET_US[rate_hz, n] * rate_hz / 1e4 if (rate_hz, n) in BUDGET_US else None
        out.append(Row(what, "% of a core", us.times(rate_hz / 1e4), limit))
        if (rate_hz, n) == (1000, 1):
            made = Measured.of(_picture_s(pipeline, pictures) for _ in range(PARTS))
            out.append(Row("a picture of it", "µs", made.times(1e6)))
            many = Measured.of(_one_of_many_s(pictures // 2) for _ in range(PARTS))
            out.append(Row("one of 71 pictures of it a second, as the window asks", "µs", many.times(1e6)))
    pipeline, taken = _ready(1000, RECORDED)
    out.append(Row(f"pipeline, a recording, {RECORDED} frames a block", "µs a frame", _take_us(pipeline, taken)))
    return out


def _ready(rate_hz: int, n: int) -> tuple[Pipeline, list[Block]]:
    """A pipeline that has greeted its board, and blocks for it."""
    scenario = f"shift,board=insole,rate_hz={rate_hz}"
    banner, frames = banner_and_frames(f"{scenario},seconds={SECONDS}")
    source = open_source(f"virtual:{scenario}", clock=fast_clock())
    pipeline = Pipeline(source, Feet())
    while pipeline.setup is None:
        for item in source.read():
            if isinstance(item, Hello):
                pipeline.take(item)
    return pipeline, blocks(banner, frames, n)


def _take_us(pipeline: Pipeline, taken: list[Block]) -> Measured:
    """Microseconds a frame, over all blocks in a few parts."""
    size = len(taken) // PARTS
    parts = [taken[i * size : (i + 1) * size] for i in range(PARTS)]
    return Measured.of(cpu_s(lambda p=part: _take(pipeline, p)) / sum(map(len, part)) * 1e6 for part in parts)


def _take(pipeline: Pipeline, part: list[Block]) -> None:
    for block in part:
        pipeline.take(block)


def _picture_s(pipeline: Pipeline, pictures: int) -> float:
    return cpu_s(lambda: [pipeline.snapshot() for _ in range(pictures)]) / pictures


def _one_of_many_s(pictures: int) -> float:
    """Each of a moment of its own, a tick after the one before."""
    pipeline, ticks = _ready(1000, round(TICK_S * 1000))
    _take(pipeline, ticks[:-pictures])
    used = 0.0
    for block in ticks[-pictures:]:
        pipeline.take(block)
        used += cpu_s(lambda: pipeline.snapshot(freshness=Freshness.ONE_OF_MANY))
    return used / pictures
