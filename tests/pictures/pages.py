"""Leads a real window with a real session on the virtual board to each of its pages. Nothing here sleeps."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.views.history.made import weeks
from tripod.cli.person import person
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.storage.person_code import FIRST
from tripod.views.main_window import MainWindow
from tripod.views.play.tour import Stop, Tour

RECORDED = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions" / "pads-drill"
STANDS, PUPIL, PLAYED = "virtual:quiet,board=pads", "virtual:pupil,board=pads,habit=mt1_light:right,seed=3", (
    "virtual:play,board=pads"
)  # fmt: skip
NOISY = "virtual:empty,board=plate,fault=noise:left_back_left"


class Led:
    """A window, and what lets its board send."""

    def __init__(self, folder: Path, size: tuple[int, int], dark: bool) -> None:
        self.clock = fast_clock()
        self.sessions: list[Session] = []
        self.window = MainWindow(self._connect, list, str, self.clock.now, dark=dark, pictures=folder, documents=folder)
        self.window.resize(*size)
        self.window.show()
        self.shown()

    def _connect(self, source: str) -> Session:
        opened = open_source(source, clock=self.clock, window=True)
        self.sessions.append(Session(opened, profile=person().profile, now=self.clock.now))
        return self.sessions[-1]

    def open(self, source: str, seconds: float) -> None:
        """Open the source, and let so many seconds of it pass."""
        self.window.open_source(source)
        self.run(seconds)

    def run(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Let so many seconds pass, or until it is so."""
        session, end = self.sessions[-1], self.clock.now() + seconds
        while self.clock.now() < end and not until():
            for _ in range(20):
                if self.clock.now() < end:
                    session.step()
            self.window.tick()
        self.shown()

    def shown(self) -> None:
        """All is laid out and painted."""
        for _ in range(2):
            self.window.tick()
            QApplication.processEvents()

    def looked_back(self) -> None:
        """What was kept has been read, and the page shows it."""
        for _ in range(40):
            self.shown()

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def quick_pages(led: Led) -> Iterator[str]:
    """Turn to one page after another, and give the name of each; those that need no drill."""
    window = led.window
    window.start.feet.live(3.0)
    led.shown()
    yield "start"
    window.tour.strip.offer()
    led.shown()
    yield "start-tour"
    window.tour.strip.hide()
    window.people.toggle()
    led.shown()
    yield "people"
    window.people.close()
    window.settings.toggle()
    led.shown()
    yield "settings"
    window.help.show_about()
    led.shown()
    yield "about"
    window.help.close()
    window.settings.leave()
    window.new_board.show_new()
    led.shown()
    yield "new-board"
    window.new_board.leave()
    led.open(NOISY, 2.0)
    window.details.check_step.emit()
    window.new_board.clock = led.clock
    window.new_board.page.begin_checking()
    window.new_board.page.work.pool.waitForDone()
    led.shown()
    yield "check-step"
    window.new_board.leave()
    led.open(STANDS, 4.0)
    yield "live"
    window.help.toggle_keys()
    led.shown()
    yield "keys"
    window.help.close()
    window.toggle_details()
    led.run(0.5)
    yield "details"
    window.toggle_details()
    window.settings.toggle()
    led.run(0.5)
    yield "settings-board"
    window.settings.leave()
    window.show_drills()
    led.run(0.5)
    yield "drills"
    window.show_wizard()
    led.run(0.5)
    yield "calibrate"
    window.leave()
    window.show_live()
    led.open(PLAYED, 2.0)
    yield "played"
    tour = window.tour.tour = Tour()
    for tour.stop in Stop:
        led.run(0.4)
        yield f"tour-{tour.stop.value}"
    window.tour.tour = None
    window.tour.strip.hide()
    window.history.show()
    led.looked_back()
    yield "history-empty"
    window.history.leave()
    weeks(FIRST)
    window.history.show()
    led.looked_back()
    yield "history"
    window.history.leave()
    window.open_source(str(RECORDED))
    window.pages.replay.playbacks[0]._thread.join()  # pyright: ignore[reportPrivateUsage, reportOptionalMemberAccess]
    led.shown()
    yield "replay"
    window.hand_out.export()
    led.shown()
    yield "export"
    window.hand_out.close()


def drill_pages(led: Led) -> Iterator[str]:
    """The pages of a drill, which take longer: a hold under way, in the coach view, and its summary."""
    window = led.window
    led.open(PUPIL, 2.0)
    window.show_drills()
    window.drills.start("tripod-hold", "both")
    led.run(60.0, lambda: _kind(led) == "hold" and _elapsed(led) > 12)
    yield "hold"
    window.toggle_coach()
    led.run(1.0)
    yield "coach"
    window.toggle_coach()
    led.run(300.0, lambda: _over(led))
    led.run(1.0)
    yield "summary"


def _view(led: Led) -> Any:
    return led.sessions[-1].snapshot().drill


def _kind(led: Led) -> str:
    return _view(led).kind if _view(led) is not None else ""


def _elapsed(led: Led) -> float:
    return _view(led).elapsed_s if _view(led) is not None else 0.0


def _over(led: Led) -> bool:
    return _view(led) is not None and _view(led).result is not None
