"""Five programs at the end of a serial line on which everything goes wrong, one harm a second."""

import itertools
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from harm import HARMS, forged, sent
from line import end, line, tripod
from numbered import PERIOD_US, RATE_HZ, SPAN, read_back
from table import Effort, Row, Tally, require

from tripod.device.blocks import concatenate
from tripod.record.recording import open_recording

Command = Callable[[str, str], list[str]]
"""Port and folder to record into -> arguments."""


@dataclass(frozen=True)
class _Program:
    name: str
    args: Command
    records: bool = True
    json: bool = False


PROGRAMS = (
    _Program("monitor", lambda port, to: ["monitor", port, "--seconds", "1e6", "--record", to, "--json"], json=True),
    _Program("record", lambda port, to: ["record", port, "-o", to]),
    _Program(
        "drill",
        lambda port, to: ["drill", "tripod-hold", "--source", port, "--weight", "75", "--mute", "--record", to],
    ),
    _Program(
        "calibrate",
        lambda port, _: ["calibrate", port, "--weight", "75", "--skip-presses", "--skip-warm-up"],
        records=False,
    ),
    _Program("the window", lambda port, to: ["live", port, "--record", to]),
)


def rows(effort: Effort, scale: float) -> list[Row]:
    """One row a program; the quick form takes the one that everything else shares."""
    programs = PROGRAMS[1:2] if effort is Effort.QUICK else PROGRAMS
    wanted = int(effort.pick(400_000, 2 * 10**6, 2 * 10**7) * scale) // len(programs)
    return [_row(program, wanted) for program in programs]


def _row(program: _Program, wanted: int) -> Row:
    tally = Tally(f"serial line: {program.name}", unit="bytes")
    with tally.case("one run"), TemporaryDirectory() as parent, line() as wire:
        folder = Path(parent) / "r"
        with tripod(*program.args(wire.path, str(folder))) as process:
            # Before the program has opened the port, the line holds a few kilobytes and takes no more.
            rng, touched, through = random.Random(program.name), set[int](), 0
            wire.send(b"".join(p for _, p in sent(0, 3 * RATE_HZ, 0, 0)), process, patience_s=60)
            wire.longest_s = 0.0
            second = 3
            for name in itertools.cycle(HARMS):
                if tally.amount > wanted:
                    break
                data, hit = HARMS[name](rng, sent(RATE_HZ * second, RATE_HZ, 0, second))
                touched |= hit
                through += forged(data)
                second += 1
                tally.amount += len(data)
                wire.send(data, process)
            wire.send(b"".join(p for _, p in sent(RATE_HZ * second, RATE_HZ, 0, second)), process)
            wire.drained()
            sent_frames = RATE_HZ * (second + 1)
            out, err = end(process)
        tally.said(*err.splitlines())
        if program.json:
            require(json.loads(out)["frames"] > 0, "the JSON tells of no frame")
        if program.records:
            tally.lost = _lost(folder, sent_frames, touched, through)
        tally.lost += f"; longest wait for a read {wire.longest_s:.2f} s"
    return tally.row()


def _lost(folder: Path, sent_frames: int, touched: set[int], through: int) -> str:
    block = concatenate(list(open_recording(folder).blocks()))
    read = read_back(block)
    forged_rows = int(read.forged.sum())
    require(forged_rows <= through, f"{forged_rows} rows that no board sent, but {through} packets with a right CRC")
    k, tick = read.k[~read.forged], block.tick_us[~read.forged]
    # Readings tell their frame's number modulo `SPAN`; no hole is as long.
    number = k[0] + np.concatenate([[0], np.cumsum(np.diff(k) % SPAN)])
    if not through:
        require(bool((np.diff(number) > 0).all()), "frames are recorded twice")
        require(bool((np.diff(tick) == np.diff(number) * PERIOD_US).all()), "a frame is recorded at a wrong time")
        more = set(range(int(number[0]), int(number[-1]) + 1)) - set(number.tolist()) - touched
        require(not more, f"{len(more)} sound frames are missing, the first is {min(more, default=0)}")
    end_s = (sent_frames - 1 - int(number[-1])) / RATE_HZ
    require(end_s < 1, f"the last {end_s:.2f} s are missing")
    missing = int(number[-1] - number[0]) + 1 - len(number)
    return f"{missing:,} of {int(number[-1] - number[0]) + 1:,} frames, all of them harmed; {end_s:.2f} s at the end"
