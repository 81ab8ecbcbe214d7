"""A board whose firmware is older than what ships: said on the live page and in the details, from where its build is
examined."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.views.main_window import MainWindow

SMALL = QSize(1024, 600)
Opened = Callable[[str], MainWindow]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    """A small window on a virtual board that has just said what it is."""
    clock, made = fast_clock(), list[MainWindow]()

    def connect(source: str) -> Session:
        return Session(open_source(source, clock=clock, window=True), now=clock.now)

    def open_board(name: str) -> MainWindow:
        window = MainWindow(connect, list, str, clock.now, dark=True, pictures=tmp_path, documents=tmp_path)
        qtbot.addWidget(window)
        made.append(window)
        window.resize(SMALL)
        window.show()
        window.open_source(f"virtual:quiet,board={name}")
        session = window.session
        assert session
        while session.snapshot().board is None:
            session.step()
        window.tick()
        return window

    yield open_board
    for window in made:
        window.close()


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tripod.virtual.board.FIRMWARE", (0, 0, 9))


@pytest.mark.usefixtures("older")
def test_the_live_page_says_it_and_what_to_do(opened: Opened) -> None:
    line = opened("pads").live.advice.message
    assert line.isVisible()
    assert line.text().startswith("The firmware on this board is 0.0.9, older than ")
    assert 'write it with "tripod flash PORT --board pads", or from New board' in line.text()
    assert line.heightForWidth(line.width()) <= line.height()


@pytest.mark.usefixtures("older")
def test_the_details_say_it_in_their_row(opened: Opened) -> None:
    window = opened("pads")
    window.toggle_details()
    assert "0.0.9, board id" in window.details._values["firmware"].text()
    assert "older than 0." in window.details._values["firmware"].text()


def test_nothing_is_said_of_a_board_that_has_what_ships(opened: Opened) -> None:
    window = opened("pads")
    window.toggle_details()
    assert "firmware" not in window.live.advice.message.text()
    assert "older" not in window.details._values["firmware"].text()


@pytest.mark.usefixtures("older")
@pytest.mark.parametrize("board", ["insole", "pads", "plate"])
def test_a_step_is_examined_from_there_by_keys_and_its_button_is_seen(opened: Opened, board: str) -> None:
    window = opened(board)
    window.toggle_details()
    QApplication.processEvents()
    check = window.details.check
    assert check.visibleRegion().boundingRect() == check.rect(), "nothing of it is below the end of the window"
    assert QRect(QPoint(), SMALL).contains(QRect(check.mapTo(window, QPoint()), check.size()))
    for _ in range(6):
        if not check.hasFocus():
            QTest.keyClick(QApplication.focusWidget() or window.details, Qt.Key.Key_Tab)
    assert check.hasFocus()
    QTest.keyClick(check, Qt.Key.Key_Space)
    assert window.new_board.shown
    assert window.new_board.page.check.go.isEnabled()


@pytest.mark.usefixtures("older")
def test_all_of_the_pads_details_is_seen_as_soon_as_they_open(opened: Opened) -> None:
    window = opened("pads")
    window.toggle_details()
    QApplication.processEvents()
    inner = window.details._inner
    assert inner.visibleRegion().boundingRect() == inner.rect()
