"""A real window on a real session with a board that is played, on a virtual clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tripod.cli.person import person
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.views.calibrate.page import WizardPage
from tripod.views.main_window import MainWindow
from tripod.views.play.next_thing import Thing, What
from tripod.views.play.panel import PlayPanel
from tripod.views.play.player import Player


@dataclass
class Game:
    """A window that a test plays in."""

    window: MainWindow
    session: Session
    sleep: Callable[[float], None]
    qtbot: QtBot

    @property
    def panel(self) -> PlayPanel:
        assert self.window.play.panel is not None
        return self.window.play.panel

    @property
    def player(self) -> Player:
        assert self.panel.player is not None
        return self.panel.player

    @property
    def wizard(self) -> WizardPage:
        assert self.window.wizard_shown is not None
        return self.window.wizard_shown

    def run(self, seconds: float, every_s: float = 0.9) -> None:
        """Let the board send for so long, and show a picture now and then."""
        end = self.player.played.now_s + seconds
        while self.player.played.now_s < end:
            until = min(self.player.played.now_s + every_s, end)
            while self.player.played.now_s < until:
                self.session.step()
            self.window.tick()

    def show(self) -> None:
        """The newest picture, however lately there was one."""
        for _ in range(2):
            self.sleep(0.3)
            self.session.step()
            self.window.tick()
        QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Where the focus is."""
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)
        self.show()

    def total_n(self) -> float:
        return self.session.snapshot().total_n

    def until(self, there: Callable[[Thing], bool], most_s: float = 120.0) -> Thing:
        """Run until what is asked for is so."""
        end = self.player.played.now_s + most_s
        while self.panel.thing is None or not there(self.panel.thing):
            assert self.player.played.now_s < end, f"{self.panel.thing} {self.wizard.view}"
            self.run(0.9)
        return self.panel.thing

    def until_done(self, most_s: float = 240.0) -> None:
        """Run until this step has nothing left to do on the board, and no script is under way."""
        self.until(lambda t: t.what is What.GO_ON and not self.player.played.now().under_way, most_s)


@pytest.fixture
def game(qtbot: QtBot, tmp_path) -> Iterator[Callable[..., Game]]:
    made: list[MainWindow] = []

    def make(source: str = "virtual:play,board=pads", size: tuple[int, int] = (1280, 800)) -> Game:
        clock = fast_clock()
        opened = open_source(source, clock=clock, window=True)
        sessions: list[Session] = []

        def connect(_: str) -> Session:
            sessions.append(Session(opened, profile=person().profile, now=clock.now))
            return sessions[-1]

        window = MainWindow(connect, list, str, clock.now, pictures=tmp_path, documents=tmp_path)
        window.resize(*size)
        window.show()
        window.activateWindow()
        window.open_source(opened.label)
        made.append(window)
        of = Game(window, sessions[0], clock.sleep, qtbot)
        while of.session.pipeline.setup is None:
            of.session.step()
        of.show()
        return of

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    QApplication.processEvents()
