"""The real window on a platform without a screen, and sessions that a benchmark turns by hand."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tripod.live.freshness import Freshness
from tripod.live.recent_window import Window
from tripod.live.session import Session
from tripod.live.snapshot import Snapshot
from tripod.sources import fast_clock, open_source
from tripod.views.kit import theme as themes
from tripod.views.kit.screen_delay import ScreenDelay
from tripod.views.kit.style import apply
from tripod.views.main_window import MainWindow

FRAME_S = 1 / 60
SIZE = (1280, 800)


class HandClock:
    """Goes on when it is told to."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


class PaintLog(ScreenDelay):
    """Stands where the window keeps its own delays, and remembers each painted sample."""

    def __init__(self, painted_t_s: Callable[[], float]) -> None:
        super().__init__()
        self._painted_t_s = painted_t_s
        self.paints: list[tuple[float, float, float]] = []
        """Host's clock when painted, time of the newest sample in the picture, and its delay as the window counts."""

    def add(self, now_s: float, delay_s: float, new_s: float = 0.0) -> None:
        super().add(now_s, delay_s, new_s)
        self.paints.append((now_s, self._painted_t_s(), delay_s))


def make_app() -> QApplication:
    """The application as `run_window` makes it."""
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication(["tripod"])
    # One benchmark closes its window before the next opens its own.
    app.setQuitOnLastWindowClosed(False)
    themes.load_fonts()
    apply(app, themes.DARK)
    return app


def open_window(session: Session, clock: Callable[[], float]) -> tuple[MainWindow, PaintLog]:
    """The window, shown, with `session` open in it, and the log of what it paints from now on."""
    app = make_app()
    window = MainWindow(lambda _: session, list, str, clock)
    window.resize(*SIZE)
    window.show()
    app.processEvents()
    window.open_source("benchmark")
    feet = window.live.feet
    log = PaintLog(lambda: feet.snapshot.t_s)
    feet.latency = log
    app.processEvents()
    return window, log


def stop_timers(window: MainWindow) -> None:
    """From now on a frame comes when `tick` is called."""
    for timer in window.findChildren(QTimer):
        timer.stop()


def run_for(seconds: float) -> None:
    """Let the window's own timer run."""
    # Not `QApplication.quit`, which closes every window.
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def check_picture(window: MainWindow) -> None:
    """A window that paints nothing is fast.

    Raises:
        RuntimeError: the feet are one flat colour.
    """
    image = window.live.feet.grab().toImage()
    seen = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    if len(seen) < 50:
        raise RuntimeError(f"the window paints {len(seen)} colours only: what was measured is not the live view")


class Played(Session):
    """Real pictures and ten seconds of history at 1000 Hz, made beforehand and shown in a loop: the view alone."""

    LOOP_S, PICTURE_S, RATE_HZ = 10, 0.008, 1000
    BEFORE_PAINT_S = 0.004

    def __init__(self, clock: Callable[[], float]) -> None:
        fast = fast_clock()
        super().__init__(open_source(f"virtual:shift,board=insole,rate_hz={self.RATE_HZ}", clock=fast), now=fast.now)
        self.run_on(clock)
        self._pictures: list[Snapshot] = []
        while self.pipeline.frames < 2 * self.LOOP_S * self.RATE_HZ:
            self.step()
            fast.sleep(self.PICTURE_S)
            if self.pipeline.frames >= self.LOOP_S * self.RATE_HZ:
                self._pictures.append(self.pipeline.snapshot())
        once = super().window(self.LOOP_S)
        self._rows = len(once.t_s)
        self._share = np.concatenate([once.share, once.share])
        self._cop = np.concatenate([once.cop_mm, once.cop_mm])

    def run_on(self, clock: Callable[[], float]) -> None:
        """Begin anew on this clock."""
        self._played_on, self._start_s = clock, clock()

    def _at(self) -> tuple[int, float]:
        """Number of the picture, and the time of its newest sample."""
        number = int((self._played_on() - self._start_s) / self.PICTURE_S)
        return number % len(self._pictures), self.LOOP_S + number * self.PICTURE_S

    def snapshot(self, freshness: Freshness = Freshness.ONE_OF_MANY) -> Snapshot:
        number, t_s = self._at()
        return replace(self._pictures[number], t_s=t_s, arrived_s=self._played_on() - self.BEFORE_PAINT_S)

    def window(self, seconds: float) -> Window:
        number, t_s = self._at()
        first = number * self._rows // len(self._pictures)
        rows = slice(first, first + self._rows)
        t = t_s - np.arange(self._rows - 1, -1, -1) / self.RATE_HZ
        return Window(t, self._share[rows].copy(), self._cop[rows].copy())


class Stepped(Session):
    """The real session without a thread: it reads what is due each time that the window asks for a picture."""

    def snapshot(self, freshness: Freshness = Freshness.ONE_OF_MANY) -> Snapshot:
        self.step()
        return self.pipeline.snapshot(freshness=Freshness.ALL_NEW if freshness is Freshness.ONE_OF_MANY else freshness)
