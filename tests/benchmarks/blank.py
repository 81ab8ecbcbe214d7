"""The whole program, seen, beside the least that a plot at 60 Hz costs: both in one process, in turns.

The blank window is pyqtgraph's `PlotWidget` as it comes, as large as the program's window, with one curve of 600 points
that moves at each tick of a 16 ms timer. It reads no port, decodes nothing and shows no number.

Both are counted a picture: a busy machine takes pictures from either, and where it takes none both paint 62 a second.
"""

import time
from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from latency import WIRED
from PySide6.QtCore import Qt, QTimer
from stage import SIZE, check_picture, make_app, open_window, run_for
from table import Effort, Measured, Row, cpu_s
from wire import board_on_wire

from tripod.live.session import Session
from tripod.sources import open_source

BUDGET = 1.3
STANDS_AT = 2.3
"""As measured on 2026-11-30."""
POINTS, PERIOD_MS, POINTS_A_SECOND = 600, 16, 600
TURN_S, WARM_S = 1.5, 0.7
PEER = "a blank 60 Hz pyqtgraph window"


def rows(effort: Effort) -> list[Row]:
    """The ratio, and what each of them takes."""
    make_app()
    pairs = [(_program(), _blank()) for _ in range(effort.pick(3, 10))]
    ours, theirs = zip(*pairs, strict=True)
    what = "whole program, pty 1000 Hz, seen"
    return [
        Row(f"{what}, times {PEER}", "", Measured.of(a / b for a, b in pairs), BUDGET, stands_at=STANDS_AT),
        Row(f"{what}, CPU", "ms a picture", Measured.of(ours), peer_name=PEER, peer=Measured.of(theirs)),
    ]


def _a_picture(painted: Callable[[], int]) -> float:
    """Milliseconds of a processor for each picture."""
    run_for(WARM_S)
    before = painted()
    used = cpu_s(lambda: run_for(TURN_S))
    return 1000 * used / max(painted() - before, 1)


def _program() -> float:
    """With a board at the end of a wire."""
    with board_on_wire(f"{WIRED},seconds={TURN_S + WARM_S + 3:.0f}") as (path, start):
        session = Session(open_source(path, window=True)).start()
        window, log = open_window(session, time.monotonic)
        start()
        cost = _a_picture(lambda: len(log.paints))
        if not log.paints:
            raise RuntimeError(f"no sample was painted: {session.snapshot().phase} {session.snapshot().message}")
        check_picture(window)
        window.close()
    return cost


def _blank() -> float:
    """The blank window."""
    plot = pg.PlotWidget()
    plot.resize(*SIZE)
    plot.setXRange(0, POINTS)
    plot.setYRange(-1.2, 1.2)
    curve = plot.plot(pen="w")
    x, moved = np.arange(POINTS), [0]

    def move() -> None:
        moved[0] += 1
        curve.setData(x, np.sin((x + POINTS_A_SECOND * time.monotonic()) / 50))

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(move)
    plot.show()
    timer.start(PERIOD_MS)
    cost = _a_picture(lambda: moved[0])
    timer.stop()
    plot.close()
    return cost
