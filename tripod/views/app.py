"""Opens the window on a source and runs it; the only place that makes a QApplication."""

import os
import signal
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from tripod.live.person_choice import PersonChoice
from tripod.live.session import Session
from tripod.live.settings_control import SettingsControl
from tripod.sentences import language
from tripod.sources import PortInfo
from tripod.storage.places import settings_path
from tripod.views.kit import theme as themes
from tripod.views.main_window import MainWindow
from tripod.views.unforeseen import unforeseen_said

SCREENSHOT_AFTER_S = 3.0
SCALE = "QT_SCALE_FACTOR"

_Handler = Callable[[int, FrameType | None], object] | int | None


def run_window(
    connect: Callable[[str], Session],
    source: str | None,
    *,
    list_ports: Callable[[], Sequence[PortInfo]],
    permission_help: Callable[[], str],
    clock: Callable[[], float],
    screenshot: Path | None = None,
    after_s: float | None = None,
    dark: bool | None = None,
    drill: str = "",
    people: PersonChoice | None = None,
    streamed: bool = False,
    settings: SettingsControl | None = None,
    on_settings: bool = False,
    restart: Callable[[str], None] | None = None,
) -> int:
    """Show the window on `source`, or on the start page, until it is closed; returns the exit code.

    With `screenshot` a picture is saved after `after_s` seconds (default 3). With `after_s` the window closes then.
    `drill` begins on `source` as soon as its board is known. `people`: who is at the window. `streamed`: a recording
    comes as if it were a board. `dark` overrides the theme of the settings. `on_settings`: the page Settings is shown
    first. `restart`: as for `MainWindow`.
    """
    # First of all: an interrupt that Python raises inside one of Qt's calls is printed and forgotten.
    with _closed_by_signals():
        settings = settings or SettingsControl(settings_path())
        app = QApplication.instance()
        app = app if isinstance(app, QApplication) else _application(settings.now.text_percent)
        app.setApplicationName("tripod")
        qt_speaks(app)
        themes.load_fonts()
        window = _Timed(
            connect, list_ports, permission_help, clock, dark=dark, people=people, settings=settings, restart=restart
        )
        if screenshot is not None or after_s is not None:
            window.schedule(SCREENSHOT_AFTER_S if after_s is None else after_s, screenshot, close=after_s is not None)
        with unforeseen_said(window.say_unforeseen):
            window.show()
            if source is not None:
                window.open_source(source, drill, streamed=streamed)
            elif screenshot is None and after_s is None and not on_settings:
                window.tour.offer()
            if on_settings:
                window.settings.toggle()
            return window.exit_code or app.exec() or window.exit_code


def _application(text_percent: int) -> QApplication:
    """Qt knows the size of everything by one factor, which it reads once; who has set it already knows better."""
    if text_percent == 100 or SCALE in os.environ:
        return QApplication(["tripod"])
    os.environ[SCALE] = f"{text_percent / 100:g}"
    try:
        return QApplication(["tripod"])
    finally:
        # A program started from here, this one again among them, must not take it for the user's own setting.
        del os.environ[SCALE]


def qt_speaks(app: QApplication) -> None:
    """What Qt itself writes, in file dialogs and menus of text fields, stands in the language in force."""
    translator = QTranslator(app)
    if translator.load(f"qtbase_{language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


@contextmanager
def _closed_by_signals() -> Generator[None, None, None]:
    """Ctrl+C and being terminated close the window as its own button does, so that a recording gets its summary."""
    before: dict[signal.Signals, _Handler] = {}

    def close(*_: object) -> None:
        if QApplication.instance() is None:
            raise KeyboardInterrupt
        # Not at once: closed before the event loop runs, the window would leave a loop that nothing ends.
        QTimer.singleShot(0, QApplication.closeAllWindows)

    # Only the main thread may; a test that opens a window elsewhere has nobody to interrupt it.
    with suppress(ValueError):
        for which in (signal.SIGINT, signal.SIGTERM):
            before[which] = signal.signal(which, close)
    try:
        yield
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)


class _Timed(MainWindow):
    """A window that takes its own picture, on the timer that it has anyway."""

    exit_code = 0
    _due_s = float("inf")
    _screenshot: Path | None = None
    _close = False

    def schedule(self, after_s: float, screenshot: Path | None, close: bool) -> None:
        self._due_s = self._clock() + after_s
        self._screenshot, self._close = screenshot, close

    def tick(self) -> None:
        try:
            super().tick()
        finally:
            # Also where each picture fails: who asked for some seconds must not wait without end.
            if self._clock() >= self._due_s:
                self._end()

    def _end(self) -> None:
        self._due_s = float("inf")
        if self._close:
            # Not at once: a slow start may come here before the event loop runs, which then would never end.
            QTimer.singleShot(0, self.close)
        if self._screenshot is not None:
            # Painting may raise, and then there is no picture either.
            self.exit_code = 1
            if self.grab().save(str(self._screenshot)):
                self.exit_code = 0
