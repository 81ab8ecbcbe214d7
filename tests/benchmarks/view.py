"""The live view alone: what a frame costs flat out, and what the window takes of a core at 60 Hz."""

import time
from collections.abc import Callable, Iterator

from packets import banner_and_frames, blocks
from peers import as_text, naive_window
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from stage import FRAME_S, HandClock, Played, check_picture, make_app, open_window, run_for, stop_timers
from table import Effort, Measured, Row, cpu_s

BUDGET_MS, BUDGET_PERCENT = 2.0, 25.0
FRAMES_A_SECOND = 60
LINES_A_FRAME = 16
PEER = "ImageItem + griddata"


def rows(effort: Effort) -> list[Row]:
    """Both, beside the naive window."""
    batches, seconds = effort.pick(3, 10), effort.pick(3, 10)
    make_app()
    text = _text(2 * seconds + 10)
    flat = Row(
        "live view 1280×800, 6 × 1 kHz × 10 s, flat out",
        "ms a frame",
        Measured.of(_flat_out(batches)),
        BUDGET_MS,
        peer_name=PEER,
        peer=Measured.of(_flat_out_naive(text, effort.pick(2, 4))),
    )
    ours, pictures = _timed(seconds)
    theirs, their_pictures = _timed_naive(text, effort.pick(3, 6))
    return [
        flat,
        Row("the same, its 60 Hz timer running", "% of a core", ours, BUDGET_PERCENT, peer_name=PEER, peer=theirs),
        Row("pictures a second with that timer", "/s", pictures, 55, True, PEER, their_pictures),
    ]


def _flat_out(batches: int) -> Iterator[float]:
    """Mean ms a frame over each simulated second: not each frame paints all."""
    clock = HandClock()
    window, log = open_window(Played(clock), clock)
    stop_timers(window)

    def second() -> None:
        for _ in range(FRAMES_A_SECOND):
            clock.sleep(FRAME_S)
            window.tick()
            QApplication.processEvents()

    second()
    for _ in range(batches):
        before = len(log.paints)
        yield cpu_s(second) / FRAMES_A_SECOND * 1000
        if len(log.paints) - before < FRAMES_A_SECOND:
            raise RuntimeError(f"only {len(log.paints) - before} of {FRAMES_A_SECOND} frames were painted")
    check_picture(window)
    window.close()


def _timed(seconds: int) -> tuple[Measured, Measured]:
    """Per cent of a core and pictures a second, second by second."""
    window, log = open_window(Played(time.monotonic), time.monotonic)
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
    banner, frames = banner_and_frames(f"shift,board=insole,rate_hz=1000,seconds={min(seconds, 15)}")
    return as_text(blocks(banner, frames, 100)) * 3


def _flat_out_naive(text: bytes, batches: int) -> Iterator[float]:
    window = naive_window(text, lambda: None)
    window.show()
    QApplication.processEvents()
    window.take(10_000)
    frames = 20

    def work() -> None:
        for _ in range(frames):
            window.take(LINES_A_FRAME)
            QApplication.processEvents()

    work()
    for _ in range(batches):
        yield cpu_s(work) / frames * 1000
    window.close()


def _timed_naive(text: bytes, seconds: int) -> tuple[Measured, Measured]:
    paints = [0]

    def painted() -> None:
        paints[0] += 1

    window = naive_window(text, painted)
    window.show()
    window.take(10_000)
    start, taken = time.monotonic(), window.taken
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: window.take(taken + int((time.monotonic() - start) * 1000) - window.taken))
    timer.start(16)
    run_for(1)
    measured = _shares(seconds, lambda: paints[0])
    timer.stop()
    window.close()
    return measured
