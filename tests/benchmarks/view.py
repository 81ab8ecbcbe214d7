"""The live view alone: what a frame costs flat out, and what the window takes of a core at 60 Hz."""

import time
from collections.abc import Callable, Generator
from contextlib import closing
from io import BytesIO

from packets import banner_and_frames, blocks
from peers import STRIP_ROWS, as_text, naive_window, read_line
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from stage import FRAME_S, HandClock, Played, check_picture, make_app, open_window, run_for, stop_timers
from table import Effort, Measured, Row, cpu_s

BUDGET_MS, BUDGET_PERCENT = 2.0, 25.0
FRAMES_A_SECOND, WARM_FRAMES = 60, 20
NAIVE_FRAMES, NAIVE_WARM_FRAMES = 20, 3
LINES_A_FRAME = 16
RATE_HZ = 1000
PEER = "ImageItem + griddata"


def rows(effort: Effort) -> list[Row]:
    """Both, beside the naive window."""
    batches, seconds = effort.pick(2, 10), effort.pick(2, 10)
    make_app()
    played = Played(time.monotonic)
    text = _text(seconds + 15)
    ours_ms, theirs_ms = _in_turns(_flat_out(played), _flat_out_naive(text), batches)
    used, pictures = _timed(played, seconds)
    their_used, their_pictures = _timed_naive(text, effort.pick(2, 5))
    what = "live view 1280×800, 6 × 1 kHz × 10 s"
    return [
        Row(f"{what}, flat out", "ms a frame", ours_ms, BUDGET_MS, peer_name=PEER, peer=theirs_ms),
        Row(f"{what}, 60 Hz timer", "% of a core", used, BUDGET_PERCENT, peer_name=PEER, peer=their_used),
        Row("pictures a second with that timer", "/s", pictures, 55, True, PEER, their_pictures, by_clock=True),
    ]


def _in_turns(ours: Generator[float], theirs: Generator[float], batches: int) -> tuple[Measured, Measured]:
    """So that what a neighbour does to the caches meets both alike."""
    with closing(ours), closing(theirs):
        pairs = [(next(ours), next(theirs)) for _ in range(batches)]
    return Measured.of(a for a, _ in pairs), Measured.of(b for _, b in pairs)


def _flat_out(played: Played) -> Generator[float]:
    """Mean ms a frame over each simulated second: not each frame paints all."""
    clock = HandClock()
    played.run_on(clock)
    window, log = open_window(played, clock)
    stop_timers(window)

    def paint(frames: int) -> None:
        for _ in range(frames):
            clock.sleep(FRAME_S)
            window.tick()
            QApplication.processEvents()

    try:
        while True:
            paint(WARM_FRAMES)
            before = len(log.paints)
            ms = cpu_s(lambda: paint(FRAMES_A_SECOND)) / FRAMES_A_SECOND * 1000
            if len(log.paints) - before < FRAMES_A_SECOND:
                raise RuntimeError(f"only {len(log.paints) - before} of {FRAMES_A_SECOND} frames were painted")
            check_picture(window)
            yield ms
    finally:
        window.close()


def _timed(played: Played, seconds: int) -> tuple[Measured, Measured]:
    """Per cent of a core and pictures a second, second by second."""
    played.run_on(time.monotonic)
    window, log = open_window(played, time.monotonic)
    run_for(1)
    measured = _shares(seconds, lambda: len(log.paints))
    window.close()
    return measured


def _shares(seconds: int, painted: Callable[[], int]) -> tuple[Measured, Measured]:
    percent: list[float] = []
    pictures: list[float] = []
    for _ in range(seconds):
        before, start = painted(), time.monotonic()
        used = cpu_s(lambda: run_for(1))
        took = time.monotonic() - start
        percent.append(100 * used / took)
        pictures.append((painted() - before) / took)
    return Measured.of(percent), Measured.of(pictures)


def _text(seconds: int) -> bytes:
    banner, frames = banner_and_frames(f"shift,board=insole,rate_hz={RATE_HZ},seconds={seconds}")
    return as_text(blocks(banner, frames, 100))


def _flat_out_naive(text: bytes) -> Generator[float]:
    window = naive_window(lambda: None)
    window.show()
    QApplication.processEvents()
    stream = BytesIO(text)
    window.take(_lines(stream, STRIP_ROWS))

    def paint(frames: int) -> None:
        for _ in range(frames):
            window.take(_lines(stream, LINES_A_FRAME))
            QApplication.processEvents()

    try:
        while True:
            paint(NAIVE_WARM_FRAMES)
            yield cpu_s(lambda: paint(NAIVE_FRAMES)) / NAIVE_FRAMES * 1000
    finally:
        window.close()


def _timed_naive(text: bytes, seconds: int) -> tuple[Measured, Measured]:
    paints = [0]

    def painted() -> None:
        paints[0] += 1

    window = naive_window(painted)
    window.show()
    stream = BytesIO(text)
    window.take(_lines(stream, STRIP_ROWS))
    start = time.monotonic()
    taken = 0

    def poll() -> None:
        nonlocal taken
        due = int((time.monotonic() - start) * RATE_HZ) - taken
        taken += due
        window.take(_lines(stream, due))

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(poll)
    timer.start(16)
    run_for(1)
    measured = _shares(seconds, lambda: paints[0])
    timer.stop()
    window.close()
    return measured


def _lines(stream: BytesIO, n: int) -> list[list[float]]:
    return [read_line(stream) for _ in range(n)]
