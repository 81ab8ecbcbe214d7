"""A window on a virtual pupil, on the drill page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.training.profile import Profile
from tripod.views.kit.widgets import KeyButton
from tripod.views.main_window import MainWindow

PERSON = Profile(75.0, 60.0)


@dataclass
class Gym:
    """A window on a virtual pupil, on a clock that waits for nothing."""

    window: MainWindow
    session: Session
    qtbot: QtBot

    def go(self, seconds: float) -> None:
        until, n = self.session.pipeline.t_s + seconds if self.session.pipeline.frames else 1.0, 0
        while not self.session.pipeline.frames or self.session.pipeline.t_s < until:
            self.session.step()
            n += 1
            if n % 10 == 0:
                self.window.tick()
        self.window.tick()
        QApplication.processEvents()

    def finish(self) -> None:
        """Let the drill come to its end."""
        until = self.session.pipeline.t_s + 300
        while not self.session.drilling.run.done and self.session.pipeline.t_s < until:
            self.go(3)
        self.go(0.5)

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.window.drills, key)

    @staticmethod
    def fits(page: QWidget) -> None:
        """Every line and button that is shown has the room that it needs."""
        for label in page.findChildren(QLabel):
            if label.isVisible() and label.text():
                needs = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
                assert label.height() >= needs - 1, (label.text(), label.height(), needs)
                if not label.wordWrap():
                    assert label.width() >= label.sizeHint().width() - 1, label.text()
        for button in page.findChildren(KeyButton):
            if button.isVisible():
                assert button.width() >= button.minimumSizeHint().width() - 1, button.text()

    @property
    def page(self):
        return self.window.drills


@pytest.fixture
def gym(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Gym]]:
    made: list[MainWindow] = []

    def make(
        source: str = "virtual:pupil,board=pads,seed=5,habit=mt1_light:right", person: Profile = PERSON, drill: str = ""
    ) -> Gym:
        clock = fast_clock()
        sessions: list[Session] = []

        def connect(text: str) -> Session:
            sessions.append(Session(open_source(text, clock=clock, window=True), profile=person, now=clock.now))
            return sessions[-1]

        window = MainWindow(connect, list, str, clock.now, pictures=tmp_path, documents=tmp_path)
        window.resize(1280, 800)
        window.show()
        # A recording comes as if it were a board: what is tried here is the Live page, not the replay.
        window.open_source(source, drill, streamed=True)
        made.append(window)
        of = Gym(window, sessions[0], qtbot)
        of.go(1)
        if drill:
            return of
        qtbot.keyClick(window, Qt.Key.Key_D)
        of.go(0.5)
        return of

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    QApplication.processEvents()
