"""What stays in memory: twenty thousand painted frames, and hours of recording."""

import gc
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
from PySide6.QtWidgets import QApplication
from stage import FRAME_S, HandClock, Stepped, check_picture, open_window, stop_timers
from table import Effort, Measured, Row

from tripod.live.session import Session
from tripod.record import recorder
from tripod.sources import Clock, open_source

FLAT_MB, IN_ALL_MB = 5.0, 250.0
WARM_FRAMES, WARM_MINUTES = 700, 10
"""Rings, caches, fonts and the allocator have their size by then; a quick look says only that it measures."""
FLUSH_S, MOST_WAITING = 0.01, 16
READ_S = 0.1
"""A read of the recording run takes so long on its clock: eight frames a block, as live."""


def rows(effort: Effort) -> list[Row]:
    """The window first, because the recording's memory would hide in what the window gives back."""
    frames, minutes = effort.pick(200, 20_000), effort.pick(2, 20, 480)
    warm_frames, warm_minutes = effort.pick(200, WARM_FRAMES), effort.pick(6, WARM_MINUTES)
    return [*_painting(warm_frames, frames), _recording(warm_minutes, minutes)]


def rss_mb() -> float:
    """Memory that this process holds."""
    return psutil.Process().memory_info().rss / 1e6


def _painting(warm: int, frames: int) -> list[Row]:
    clock = HandClock()
    source = open_source("virtual:shift,board=insole", clock=Clock(clock, clock.sleep))
    window, log = open_window(Stepped(source, now=clock), clock)
    stop_timers(window)

    def paint(count: int) -> int:
        """Returns how many were painted; the log is emptied as it goes, or its own growth would be measured."""
        painted = 0
        for _ in range(count):
            clock.sleep(FRAME_S)
            window.tick()
            QApplication.processEvents()
            painted += len(log.paints)
            log.paints.clear()
        return painted

    paint(warm)
    gc.collect()
    before = rss_mb()
    painted = paint(frames)
    gc.collect()
    growth = rss_mb() - before
    in_all = rss_mb()
    check_picture(window)
    window.close()
    return [
        Row(f"memory: growth over {painted} painted frames", "MB", Measured.of([growth]), FLAT_MB),
        Row("memory: in all, window and pipeline", "MB", Measured.of([in_all]), IN_ALL_MB),
    ]


def _recording(warm: int, minutes: int) -> Row:
    """Least-squares slope. A plate, because its virtual person is the cheapest to make; the recorder does not care."""
    # On this clock half a second is minutes: what waits for the disk would hide what stays.
    recorder.FLUSH_S = FLUSH_S
    at = 0.0

    def sleep(seconds: float) -> None:
        nonlocal at
        at += max(seconds, READ_S)

    clock = Clock(lambda: at, sleep)
    session = Session(open_source("virtual:shift,board=plate", clock=clock), now=clock.now)
    held: list[float] = []
    with TemporaryDirectory(prefix="tripod-bench-") as folder:
        session.record_from_start(Path(folder) / "session")
        while len(held) < warm + minutes:
            session.step()
            let_it_keep_up(session)
            if at >= 60 * (len(held) + 1):
                held.append(rss_mb())
        session.close()
        if session.recording.error:
            raise RuntimeError(session.recording.error)
    slope = np.polyfit(np.arange(minutes), held[warm:], 1)[0]
    what = f"memory: growth of a recording at 80 Hz, {minutes} simulated minutes"
    return Row(what, "MB an hour", Measured.of([float(slope) * 60]), FLAT_MB / 8)


def let_it_keep_up(session: Session) -> None:
    """Live no more than a second of blocks waits for the disk; here a second is a minute. What waits longest sets how
    much memory is held from then on: one such step within twenty minutes reads as megabytes an hour."""
    recorder = session.recording._recorder
    while recorder is not None and recorder._queue.qsize() > MOST_WAITING:
        time.sleep(0.001)
