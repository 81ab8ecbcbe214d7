"""Hours of drills, recorded and measured, on a clock that does not wait: does anything grow?"""

import gc
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
from memory import FLUSH_S, let_it_keep_up
from table import Effort, Measured, Row

from tripod.drills.format.loader import library
from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.record import recorder
from tripod.sources import fast_clock, open_source

SOURCE = "virtual:pupil,board=plate,habit=mt1_light,answers=yes"
DRILLS = ("tripod-hold", "hinge-reps")
RECORDING_S = 3600.0
GROWTH_MB_AN_HOUR = 5.0 / 8
WARM_PART = 4
"""The first quarter of the minutes is not counted: rings, caches and the allocator come to their size."""


def rows(effort: Effort) -> list[Row]:
    """Memory, handles and threads, each as what it grew by."""
    minutes = effort.pick(3, 40, 480)
    held = _minutes(minutes)
    counted = held[len(held) // WARM_PART :]
    what = f"{minutes} simulated minutes of drill, recording and measuring"
    # Within minutes everything still comes to its size: a quick look says only that it measures.
    limit = None if effort is Effort.QUICK else GROWTH_MB_AN_HOUR
    slope = float(np.polyfit(np.arange(len(counted)), counted[:, 0], 1)[0]) * 60
    return [
        Row(f"{what}: memory", "MB an hour", Measured.of([slope]), limit),
        Row(f"{what}: handles more than at first", "", Measured.of([counted[-1, 1] - counted[0, 1]]), 0),
        Row(f"{what}: threads more than at first", "", Measured.of([counted[-1, 2] - counted[0, 2]]), 0),
    ]


def now() -> tuple[float, int, int]:
    """Memory that this process holds in MB, its open files, and its threads."""
    process = psutil.Process()
    files = process.num_handles() if os.name == "nt" else process.num_fds()
    return process.memory_info().rss / 1e6, files, process.num_threads()


def _minutes(minutes: int) -> np.ndarray:
    """What was held at the end of each simulated minute (minutes, 3); one drill after the other, and a new recording
    each hour."""
    # On this clock half a second is minutes: what waits for the disk would hide what stays.
    recorder.FLUSH_S = FLUSH_S
    clock = fast_clock()
    session = Session(open_source(SOURCE, clock=clock), now=clock.now)
    known, begun, since_s = library()[0], 0, 0.0
    assert set(DRILLS) <= set(known)
    held: list[tuple[float, int, int]] = []
    with TemporaryDirectory(prefix="tripod-bench-") as folder:
        session.record_from_start(Path(folder) / "0")
        while len(held) < minutes and session.step():
            let_it_keep_up(session)
            t_s = session.pipeline.t_s
            if t_s - since_s >= RECORDING_S and not session.drilling.under_way:
                session.stop_recording()
                session.recording.join()
                session.start_recording(Path(folder) / str(begun))
                since_s = t_s
            if session.pipeline.phase is Phase.LIVE and not session.drilling.under_way:
                session.start_drill(DRILLS[begun % len(DRILLS)], asks=False)
                begun += 1
            if t_s >= 60 * (len(held) + 1):
                gc.collect()
                held.append(now())
        session.close()
        if session.recording.error:
            raise RuntimeError(session.recording.error)
    if len(held) < minutes:
        raise RuntimeError(f"the stream ended after {len(held)} minutes: {session.pipeline.message}")
    return np.array(held)
