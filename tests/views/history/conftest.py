"""The window, in either language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.views.history.made import TODAY, Past
from tripod.live.session import Session
from tripod.sentences import use_language
from tripod.sources import open_source
from tripod.training.people import use
from tripod.views.main_window import MainWindow


@pytest.fixture
def spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    """The language, before the window is made."""
    use_language(getattr(request, "param", "en"))
    yield
    use_language("en")


@pytest.fixture
def past(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoken: None) -> Iterator[Past]:
    monkeypatch.setattr("tripod.views.window.history.today", lambda: TODAY)
    opened: list[str] = []
    now = [0.0]

    def connect(text: str) -> Session:
        opened.append(text)
        return Session(open_source(text, window=True), now=lambda: now[0], person="P-07")

    def clock() -> float:
        now[0] += 0.3
        return now[0]

    use("P-07")
    window = MainWindow(connect, list, str, clock, pictures=tmp_path, documents=tmp_path)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield Past(window, qtbot, opened)
    window.close()
    window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def open_past(past: Past) -> Past:
    past.key(Qt.Key.Key_H)
    return past
