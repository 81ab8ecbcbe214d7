"""From a sample to the picture that shows it, each sample counted, with everything running as it does for a user.

A sample is *decoded* when the bytes of its frame have come in, and painted with the first picture whose newest sample
is not older. The window itself says less: how old the newest sample is when it is painted.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import serial
from numpy.typing import NDArray
from peers import naive_window, read_line
from PySide6.QtCore import Qt, QTimer
from stage import check_picture, make_app, open_window, run_for
from table import Effort, Measured, Row, cpu_s
from wire import board_on_wire

from tripod.device.blocks import Block
from tripod.device.items import Item
from tripod.live.session import Session
from tripod.sources import open_source
from tripod.sources.source import Source

Array = NDArray[np.float64]

RATE_HZ = 1000
WARM_S = 1
VIRTUAL = f"virtual:quiet,board=insole,rate_hz={RATE_HZ}"
WIRED = f"quiet,board=pads,rate_hz={RATE_HZ}"
"""On a wire nobody knows the virtual board's calibration, and an insole without one shows no dot that could move."""
P50_MS, P95_MS = 9.0, 17.0
AWAY_PERCENT = {"minimised": 3.0, "frozen": 10.0}
PEER = "readline() polled by the GUI timer"


@dataclass(frozen=True)
class Run:
    """Delays in ms, each beside the second in which it was painted."""

    second: NDArray[np.int64]
    since_decoded: Array
    since_due: Array
    own_ms: tuple[float, float]
    """Median and 95th percentile, as the window says them."""
    percent: float


def rows(effort: Effort) -> list[Row]:
    """The virtual board in the program, and one at the end of a wire."""
    seconds = effort.pick(2, 8)
    make_app()
    virtual = _run(VIRTUAL, lambda: float("nan"), seconds)
    with board_on_wire(f"{WIRED},seconds={seconds + WARM_S + 2}") as (path, start):
        wired = _run(path, start, seconds)
    with board_on_wire(f"{WIRED},seconds={seconds + WARM_S + 2}", "text") as (path, start):
        naive = _run_naive(path, start, seconds)
    out: list[Row] = []
    for run, where in ((virtual, "virtual board 1000 Hz"), (wired, "pty 1000 Hz")):
        for q, limit in ((50, P50_MS), (95, P95_MS)):
            measured = _percentile(run.second, run.since_decoded, q)
            out.append(Row(f"sample decoded → painted, {where}, p{q}", "ms", measured, limit, by_clock=True))
    for q in (50, 95):
        ours = _percentile(wired.second, wired.since_due, q)
        theirs = _percentile(naive.second, naive.since_due, q)
        out.append(Row(f"sample made → painted, pty 1000 Hz, p{q}", "ms", ours, peer_name=PEER, peer=theirs))
    for q, own_ms in zip((50, 95), wired.own_ms, strict=True):
        out.append(Row(f"sample → painted, as the window says, p{q}", "ms", Measured.of([own_ms])))
    for away, limit in AWAY_PERCENT.items():
        what = f"whole program, pty 1000 Hz, {away}"
        out.append(Row(what, "% of a core", _away(away, seconds), limit))
    used, naive_used = Measured.of([wired.percent]), Measured.of([naive.percent])
    out.append(Row("whole program, pty 1000 Hz", "% of a core", used, peer_name=PEER, peer=naive_used))
    return out


def _percentile(second: NDArray[np.int64], delay_ms: Array, q: int) -> Measured:
    """Over the whole run, with the least and the most of its seconds."""
    each = [float(np.percentile(delay_ms[second == s], q)) for s in np.unique(second)]
    return Measured(float(np.percentile(delay_ms, q)), min(each), max(each))


def _tap(source: Source) -> list[Block]:
    """All blocks that the source will have given."""
    seen: list[Block] = []
    read = source.read

    def tapped() -> list[Item]:
        items = read()
        seen.extend(item for item in items if isinstance(item, Block))
        return items

    source.read = tapped
    return seen


def _run(text: str, start: Callable[[], float], seconds: int) -> Run:
    source = open_source(text, window=True)
    seen = _tap(source)
    session = Session(source).start()
    window, log = open_window(session, time.monotonic)
    due_from = start()
    run_for(WARM_S)
    begin = time.monotonic()
    used = cpu_s(lambda: run_for(seconds))
    end = time.monotonic()
    if not log.paints:
        raise RuntimeError(f"no sample was painted: {session.snapshot().phase} {session.snapshot().message}")
    check_picture(window)
    window.close()
    t_s = np.concatenate([b.tick_us - seen[0].tick_us[0] for b in seen]) / 1e6
    decoded = np.concatenate([np.full(len(b), b.arrived_s) for b in seen])
    due = due_from + (np.concatenate([b.seq for b in seen]) + 1) / RATE_HZ
    now, shown, _ = np.array(log.paints).T
    p50_s, p95_s = log.percentiles()
    painted = _first_painted(t_s, now, shown)
    keep = (painted >= begin) & (painted < end)
    return Run(
        (painted[keep] - begin).astype(np.int64),
        1000 * (painted - decoded)[keep],
        1000 * (painted - due)[keep],
        (1000 * p50_s, 1000 * p95_s),
        100 * used / (end - begin),
    )


def _away(how: str, seconds: int) -> Measured:
    """Per cent of a core while nobody can see the window, or nothing on it moves."""
    with board_on_wire(f"{WIRED},seconds={seconds + 2 * WARM_S + 2}") as (path, start):
        session = Session(open_source(path, window=True)).start()
        window, log = open_window(session, time.monotonic)
        start()
        run_for(WARM_S)
        if how == "minimised":
            window.showMinimized()
        else:
            window.toggle_freeze()
        run_for(WARM_S)
        frames, painted = session.pipeline.frames, len(log.paints)
        used = Measured.of([100 * cpu_s(lambda: run_for(seconds)) / seconds])
        came, paints = session.pipeline.frames - frames, len(log.paints) - painted
        window.close()
    if came < seconds * RATE_HZ / 2 or (how == "minimised" and paints):
        raise RuntimeError(f"{how}: {came} frames came in {seconds} s, and {paints} pictures were painted")
    return used


def _first_painted(t_s: Array, now: Array, shown: Array) -> Array:
    """When each sample was first in a picture; inf if never."""
    half_a_sample_s = 0.5 / RATE_HZ
    at = np.searchsorted(shown, t_s - half_a_sample_s)
    return np.append(now, np.inf)[at]


def _run_naive(path: str, start: Callable[[], float], seconds: int) -> Run:
    paints: list[tuple[float, float]] = []
    window = naive_window(lambda: paints.append((time.monotonic(), window.newest_seq)))
    window.show()
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    with serial.Serial(path, 500_000, timeout=1) as port:
        timer.timeout.connect(lambda: window.take(list(_waiting(port))))
        timer.start(16)
        due_from = start()
        run_for(WARM_S)
        begin = time.monotonic()
        used = cpu_s(lambda: run_for(seconds))
        end = time.monotonic()
        timer.stop()
    window.close()
    now, shown = np.array(paints).T
    seq = np.arange(shown[-1])
    painted = _first_painted(seq / RATE_HZ, now, shown / RATE_HZ)
    keep = (painted >= begin) & (painted < end)
    second = (painted[keep] - begin).astype(np.int64)
    since_due = 1000 * (painted - due_from - (seq + 1) / RATE_HZ)[keep]
    none = np.empty(0)
    return Run(second, none, since_due, (float("nan"), float("nan")), 100 * used / (end - begin))


def _waiting(port: serial.Serial) -> Iterable[list[float]]:
    while port.in_waiting:
        yield read_line(port)
