"""A stream with ten kinds of harm, read in pieces of any length by the real source, session and recorder."""

import json
import random
import time
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from harm import HARMS, Harm, forged, sent
from numbered import PERIOD_US, RATE_HZ, read_back
from table import Effort, NotBorne, Row, Tally, require

from tripod.device.blocks import concatenate
from tripod.device.items import Back
from tripod.device.protocol import Banner, Decoder, FrameRun
from tripod.live.session import Session
from tripod.record.layout import SUMMARY
from tripod.record.recording import Recording, open_recording
from tripod.sentences import sentence
from tripod.sources import Clock, open_source
from tripod.sources.stream import Stream

CASE_S = 5
HANG_S = 2.0
PIECE = 4096
COUNTERS = ("lost_frames", "repeated_frames", "skipped_bytes", "unknown_packets")


def rows(effort: Effort, scale: float) -> list[Row]:
    """One row a kind."""
    wanted = int(effort.pick(10**6, 10**7, 10**8) * scale) // len(HARMS)
    return [_kind(name, harm, wanted) for name, harm in HARMS.items()] + [_restarts(wanted)]


def _kind(name: str, harm: Harm, wanted: int) -> Row:
    tally = Tally(f"bytes: {name}", unit="bytes")
    lost = passed = seed = 0
    while tally.amount < wanted:
        seed += 1
        rng = random.Random(f"{name} {seed}")
        # The last second stays sound, or nobody could tell what was lost from what was yet to come.
        parts = [harm(rng, sent(RATE_HZ * s, RATE_HZ, 0, s)) for s in range(CASE_S - 1)]
        data = b"".join(part for part, _ in parts) + b"".join(
            p for _, p in sent(RATE_HZ * (CASE_S - 1), RATE_HZ, 0, CASE_S - 1)
        )
        touched = set().union(*(of for _, of in parts)) - {-1}
        tally.amount += len(data)
        with tally.case(f"seed {seed}"):
            counted, through, summary = _check(data, touched, rng)
            lost += counted
            passed += through
            tally.said(f"{', '.join(key for key in COUNTERS if summary[key]) or 'no count'} in summary.json")
    tally.lost = f"{lost:,} of {tally.cases * CASE_S * RATE_HZ:,} frames, all of them harmed, all counted"
    if passed:
        tally.lost += f"; {passed} forged ones with a right CRC-16"
    return tally.row()


def _check(data: bytes, touched: set[int], rng: random.Random) -> tuple[int, int, dict]:
    """Frames that are missing, forged ones that were taken, and the recording's summary."""
    through = forged(data)
    with TemporaryDirectory() as parent:
        recording, summary = record(data, rng, Path(parent) / "r")
        block = concatenate(list(recording.blocks()))
        require(len(block) == summary["frames"], f"{summary['frames']} frames live, {len(block)} from the disk")
        read = read_back(block)
        wrong = int(read.forged.sum())
        require(wrong <= through, f"{wrong} rows that no board sent, but {through} packets with a right CRC")
        k, tick = read.k[~read.forged], block.tick_us[~read.forged]
        require(bool((np.diff(k) > 0).all()), "frames are recorded twice, or in another order")
        if not read.forged.any():
            require(bool((np.diff(tick) == np.diff(k) * PERIOD_US).all()), "a frame is recorded at a wrong time")
            gaps = int(k[-1] - k[0]) + 1 - len(k)
            require(
                summary["lost_frames"] == gaps, f"{gaps} frames are missing, {summary['lost_frames']} are said to be"
            )
        missing = set(range(CASE_S * RATE_HZ)) - set(k.tolist())
        # A forged frame may throw out what follows until the clock is believed again; what comes before the first
        # banner cannot be understood, and the one at the beginning may be harmed.
        more = missing - touched
        unheard = {each for each in more if each < k[0]}
        more -= unheard if len(unheard) <= _before_banner(data) else set()
        require(through > 0 or not more, f"{len(more)} sound frames are missing, the first is {min(more, default=0)}")
        counted = any(summary[key] for key in COUNTERS)
        require(counted or not missing, f"{len(missing)} frames are missing, and no counter says so")
        return len(missing), wrong, summary


def _before_banner(data: bytes) -> int:
    """Sound frames before the first sound banner."""
    events = takewhile(lambda event: not isinstance(event, Banner), Decoder().feed(data))
    return sum(len(event.packets) for event in events if isinstance(event, FrameRun))


def record(data: bytes, rng: random.Random, folder: Path) -> tuple[Recording, dict]:
    """What the real session makes of these bytes: its recording, opened again, and its summary."""
    clock = _HandClock()
    port = _Pieces(data, rng, clock)
    session = Session(Stream("faults", port, lambda: port, Clock(clock, clock.sleep)), now=clock)
    session.record_from_start(folder)
    longest, going = 0.0, True
    while going:
        began = time.thread_time()
        going = session.step()
        longest = max(longest, time.thread_time() - began)
    session.close()
    require(longest < HANG_S, f"one read took {longest:.1f} s")
    require(not session.recording.error, session.recording.error)
    _replay(folder, session.pipeline.frames)
    return open_recording(folder), json.loads((folder / SUMMARY).read_text("utf-8"))


def _replay(folder: Path, frames: int) -> None:
    again = Session(open_source(str(folder)))
    while again.step():
        pass
    again.close()
    if again.pipeline.frames != frames or {*again.pipeline.notices} - {sentence("pipeline.restarts")}:
        raise NotBorne(f"live {frames} frames, replay {again.pipeline.frames}: {again.pipeline.notices}")


class _HandClock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


class _Pieces:
    """A port that gives a stream in pieces of any length, at the pace of the board's line."""

    def __init__(self, data: bytes, rng: random.Random, clock: _HandClock) -> None:
        self._data, self._rng, self._clock, self._at = data, rng, clock, 0

    def read(self) -> bytes:
        if self._at == len(self._data):
            raise EOFError
        piece = self._data[self._at : self._at + self._rng.randint(1, PIECE)]
        self._at += len(piece)
        self._clock.now_s += len(piece) / 43_000
        return piece

    def close(self) -> None:
        pass


def _restarts(wanted: int) -> Row:
    """A board that restarts each second or so; clock and sequence begin anew, its readings go on."""
    tally = Tally("bytes: board restarts", unit="bytes")
    lost = seed = 0
    while tally.amount < wanted:
        seed += 1
        rng = random.Random(seed)
        data, k, boots = b"", 0, 0
        while k < CASE_S * RATE_HZ:
            n = rng.randint(300, 1500)
            whole = [packet for _, packet in sent(k, n, k, 0)]
            data, k, boots = data + b"".join(whole) + b"\xff" * rng.randint(0, 40), k + n, boots + 1
        tally.amount += len(data)
        with tally.case(f"seed {seed}"), TemporaryDirectory() as parent:
            recording, _ = record(data, rng, Path(parent) / "r")
            block = concatenate(list(recording.blocks()))
            found = read_back(block).k
            backs = sum(isinstance(h.item, Back) for h in recording.events)
            require(backs == boots - 1, f"{boots - 1} restarts, {backs} of them said")
            require(bool((np.diff(found) > 0).all()), "frames are recorded twice, or in another order")
            require(bool((np.diff(block.tick_us) > 0).all()), "the clock goes back")
            lost += k - len(found)
            require(k == len(found), f"{k - len(found)} frames are missing")
    tally.lost = f"{lost} frames"
    tally.said("each restart, as a gap")
    return tally.row()
