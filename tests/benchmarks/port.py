"""Reading a port at 1000 frames a second: the program's own source, and pyserial's `readline`."""

import time
from collections.abc import Callable

import serial
from peers import read_line
from table import Effort, Measured, Row
from wire import board_on_wire

from tripod.device.blocks import Block
from tripod.sources import open_source

WARM_S = 0.5


def rows(effort: Effort) -> list[Row]:
    """What it takes of a core, and how many frames a read brings."""
    seconds = effort.pick(1, 4)
    scenario = f"shift,board=insole,rate_hz=1000,seconds={seconds + 2}"
    used, frames_a_block = _ours(scenario, seconds)
    naive = _naive(scenario, seconds)
    return [
        Row(
            "port to blocks, 1000 frames/s through a pty", "% of a core", used,
            peer_name="pyserial readline() + float()", peer=naive,
        ),
        Row("frames in a block there", "", frames_a_block),
    ]  # fmt: skip


def _ours(scenario: str, seconds: int) -> tuple[Measured, Measured]:
    shares: list[float] = []
    frames: list[float] = []
    with board_on_wire(scenario) as (path, start):
        source = open_source(path)
        start()
        _read_for(WARM_S, source.read)
        blocks: list[Block] = []
        for _ in range(seconds):
            blocks.clear()
            shares.append(_read_for(1.0, lambda: blocks.extend(i for i in source.read() if isinstance(i, Block))))
            frames.append(sum(map(len, blocks)) / max(len(blocks), 1))
        source.close()
    return Measured.of(shares), Measured.of(frames)


def _naive(scenario: str, seconds: int) -> Measured:
    with board_on_wire(scenario, "text") as (path, start), serial.Serial(path, 500_000, timeout=1) as port:
        start()
        _read_for(WARM_S, lambda: read_line(port))
        return Measured.of(_read_for(1.0, lambda: read_line(port)) for _ in range(seconds))


def _read_for(seconds: float, read: Callable[[], object]) -> float:
    """Per cent of a core that reading takes."""
    start, used = time.monotonic(), time.process_time()
    while time.monotonic() - start < seconds:
        read()
    return 100 * (time.process_time() - used) / (time.monotonic() - start)
