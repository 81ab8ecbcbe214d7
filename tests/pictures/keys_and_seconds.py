"""How many keys, and how many seconds by the board's clock, each first thing takes from the start page on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tripod.calibration.wizard.steps import Step
from tripod.cli.person import person
from tripod.drills.run.event_types import TryScored
from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.sources import fast_clock, open_source
from tripod.views.main_window import MainWindow
from tripod.views.play.next_thing import What

Key = Qt.Key
MOST_S = 900.0
"""After so many seconds a journey has failed."""


@dataclass(frozen=True)
class Journey:
    """One first thing."""

    name: str
    most_keys: int
    """What it may take."""
    keys: int
    """What it took."""
    seconds: float
    """By the board's clock: of a person who does what is asked at once."""


class Fingers:
    """A real window on a clock that waits for nothing, and the keys that are pressed in it."""

    def __init__(self, documents: Path) -> None:
        self.clock, self.keys, self.documents = fast_clock(), 0, documents
        self.sessions: list[Session] = []
        self.window = MainWindow(self._connect, list, str, self.clock.now, pictures=documents, documents=documents)
        self.window.show()
        self.window.activateWindow()
        self.show()
        self._began_s = self.clock.now()

    def _connect(self, source: str) -> Session:
        opened = open_source(source, clock=self.clock, window=True)
        made = Session(opened, profile=person().profile, now=self.clock.now, records_drills=True)
        self.sessions.append(made)
        return made

    @property
    def session(self) -> Session:
        return self.sessions[-1]

    @property
    def seconds(self) -> float:
        """Since the window was opened."""
        return self.clock.now() - self._began_s

    def show(self) -> None:
        for _ in range(2):
            self.window.tick()
            QApplication.processEvents()

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """To whatever has the focus."""
        for key in keys:
            self.keys += 1
            QTest.keyClick(self.window.focusWidget() or self.window, key, held)
            self.clock.sleep(0.3)
            self.show()

    def until(self, there: Callable[[], bool]) -> None:
        """Let the board send until it is so."""
        end = self.clock.now() + MOST_S
        while not there():
            if self.clock.now() > end:
                raise TimeoutError(f"{self.window.message!r}")
            until = self.clock.now() + 0.6
            while self.clock.now() < until:
                self.session.step()
            self.window.tick()
        self.show()

    def wait(self, there: Callable[[], bool]) -> None:
        """Show one picture after another until it is so."""
        for _ in range(200):
            if there():
                return
            self.clock.sleep(0.3)
            self.show()
        raise TimeoutError(self.window.message)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def live(self) -> bool:
        """Whether the first map is there."""
        return self.session.snapshot().phase is Phase.LIVE


def first_map(of: Fingers) -> None:
    """Somebody who stands on the virtual board."""
    of.press(Key.Key_Return)
    of.until(lambda: of.live)


def first_hold(of: Fingers) -> None:
    """Today, until it has its first score."""
    scores: list[int] = []
    first_map(of)
    of.session.drill_listeners.append(
        lambda events: scores.extend(e.score for e in events if isinstance(e, TryScored) and e.score is not None)
    )
    of.press(Key.Key_D, Key.Key_Return)
    of.until(lambda: bool(scores))


def calibration(of: Fingers, opened: Callable[[], None] = lambda: None) -> None:
    """Of the board that one plays: what the wizard asks for is done by itself, each of its pages is gone through."""
    calibration_until(of, Step.SAVE, opened)
    of.press(Key.Key_Return)
    of.until(lambda: of.session.snapshot().calibration.startswith("user"))


def calibration_until(of: Fingers, last: Step, opened: Callable[[], None] = lambda: None) -> None:
    """As far as the page of this step, and until that can be left."""
    of.press(Key.Key_V)
    of.until(lambda: of.live)
    opened()
    of.press(Key.Key_K, Key.Key_Return)
    page, panel = of.window.wizard_shown, of.window.play.panel
    assert page is not None
    assert panel is not None
    of.until(lambda: panel.thing is not None)
    of.press(Key.Key_G, held=Qt.KeyboardModifier.ShiftModifier)
    for step in (s for s in Step if s < last):
        of.until(lambda step=step: page.view is not None and page.view.step is step and page.next.isEnabled())
        if step is not Step.FEET:
            of.until(lambda: page.view.step is not Step.VERIFY or page.view.verified)
            of.until(lambda: panel.thing.what is What.GO_ON and not panel.player.played.now().under_way)
        of.press(Key.Key_Return)
    of.until(lambda: page.view.step is last and page.next.isEnabled())


def replayed(of: Fingers) -> None:
    """The newest recording, from the history: it plays."""
    of.press(Key.Key_H)
    of.wait(lambda: of.window.history.page is not None and of.window.history.page.folder is not None)
    of.press(Key.Key_Return)
    page = of.window.pages.replay_shown
    assert page is not None
    page.playbacks[0]._thread.join()
    of.wait(lambda: page.playing.under_way and page.playing.t_s > 0)


def report(of: Fingers) -> None:
    """Of the newest recording, from the history."""
    of.press(Key.Key_H)
    of.wait(lambda: of.window.history.page is not None and of.window.history.page.folder is not None)
    of.press(Key.Key_P, held=Qt.KeyboardModifier.ControlModifier)
    of.window.hand_out.report_work.pool.waitForDone()
    of.show()
    assert list(of.documents.glob("*.pdf")), of.window.message


JOURNEYS: tuple[tuple[str, int, Callable[[Fingers], None], bool], ...] = (
    ("first map", 1, first_map, False),
    ("first scored hold", 9, first_hold, False),
    ("saved calibration on the virtual board", 12, calibration, False),
    ("yesterday's session replayed", 4, replayed, True),
    ("a report in hand", 5, report, True),
)
"""Name, keys that it may take, what is pressed, and whether there must be a recording before."""


def count(name: str) -> Journey:
    """Go this way, and count."""
    _, most, way, _ = next(j for j in JOURNEYS if j[0] == name)
    of = Fingers(Path(mkdtemp()))
    try:
        way(of)
        return Journey(name, most, of.keys, of.seconds)
    finally:
        of.close()


def table(journeys: list[Journey]) -> str:
    """As it is printed."""
    rows = [f"{'from the start page to':40} {'keys':>4} {'at most':>8} {'seconds':>8}"]
    rows += [f"{j.name:40} {j.keys:4d} {j.most_keys:8d} {j.seconds:8.0f}" for j in journeys]
    return "\n".join(rows)
