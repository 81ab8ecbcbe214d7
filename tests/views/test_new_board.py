"""The page New board: what is written and examined, said on the page, stopped and left, by keys as well."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tripod.acceptance import builds
from tripod.firmware.images import Kind
from tripod.firmware.progress import Progress, Stage
from tripod.firmware.troubles import CannotWrite, Trouble
from tripod.live.session import Session
from tripod.sentences import use_language
from tripod.sources import Clock, fast_clock, open_source
from tripod.sources.ports import port_info
from tripod.storage.places import build_record_path
from tripod.views.kit.theme import DARK
from tripod.views.main_window import MainWindow
from tripod.views.new_board.board_work import Steps, Told
from tripod.views.new_board.page import NewBoardPage

GONE = "/dev/ttyNONE"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    clock = fast_clock()

    def connect(source: str) -> Session:
        return Session(open_source(source, clock=clock, window=True), now=clock.now)

    made = MainWindow(connect, list, str, clock.now, dark=True, pictures=tmp_path, documents=tmp_path)
    made.new_board.clock = fast_clock()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def press(window: MainWindow, key: str) -> None:
    QTest.keySequence(window, QKeySequence(key))


def hear(window: MainWindow) -> None:
    """Let the board that was opened say what it is."""
    session = window.session
    assert session
    for _ in range(400):
        session.step()
        if session.snapshot().board is not None:
            break
    window.tick()


def checked(window: MainWindow, source: str, qtbot: QtBot, step: int = 0) -> NewBoardPage:
    """Come from the details of a board to a step of it, and examine it to its end."""
    window.open_source(source)
    hear(window)
    window.toggle_details()
    window.details.check.click()
    page = window.new_board.page
    page.check.step.setCurrentIndex(step)
    with qtbot.waitSignal(page.work.ended, timeout=20_000):
        page.check.go.click()
    return page


def test_n_leads_there_from_the_start_page_and_esc_back(window: MainWindow) -> None:
    press(window, "N")
    assert window.new_board.shown
    assert window.new_board.page.firmware.board.hasFocus()
    assert window.new_board.page.firmware.board.chosen == next(iter(builds()))
    press(window, "Esc")
    assert window.pages.currentWidget() is window.start


def test_no_board_is_opened_by_itself_meanwhile(window: MainWindow) -> None:
    press(window, "N")
    looked: list[bool] = []
    window.board.look = lambda now_s: looked.append(True) or False  # type: ignore[method-assign]
    for _ in range(5):
        window.tick()
    assert not looked


def test_the_port_says_what_kind_of_arduino_it_is(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    press(window, "N")
    group = window.new_board.page.firmware
    monkeypatch.setattr(group, "_likely", {"/dev/ttyACM1": Kind.MEGA}.get)
    group.show_ports([port_info("/dev/ttyACM0", 0x2341, "Uno"), port_info("/dev/ttyACM1", 0x2341, "Mega")])
    assert (group.device, group.kind.chosen) == ("/dev/ttyACM0", Kind.UNO)
    group.port.setCurrentIndex(1)
    assert group.kind.chosen is Kind.MEGA
    group.port.setEditText("/dev/mine")
    group.show_ports([port_info("/dev/ttyACM0", 0x2341, "Uno")])
    assert group.device == "/dev/mine", "nobody writes onto another port than the one that was typed"
    group.port.setEditText("/dev/ttyACM0")
    group.show_ports([port_info("/dev/ttyACM1", 0x2341, "Mega")])
    assert group.device == "/dev/ttyACM1", "a port that is gone gives way to one that is there"


def test_why_it_could_not_be_written_stands_on_the_page(window: MainWindow, qtbot: QtBot) -> None:
    press(window, "N")
    page = window.new_board.page
    page.firmware.port.setEditText(GONE)
    with qtbot.waitSignal(page.work.ended, timeout=20_000):
        page.firmware.write.click()
    assert page.firmware.said.text().startswith(f"There is no port {GONE}.")
    assert page.firmware.said.isVisible()
    assert page.firmware.write.isEnabled()
    assert not page.firmware.bar.isVisible()
    assert not page.under_way


def test_without_a_port_nothing_can_be_asked_for(window: MainWindow) -> None:
    press(window, "N")
    page = window.new_board.page
    assert not page.firmware.write.isEnabled()
    assert not page.check.go.isEnabled()
    assert page.wires.isVisible()
    for board in builds():
        page.firmware.choose(board, "")
        pins = page.wires.picture.accessibleName()
        assert all(pin in pins for pin in builds()[board].pins.values()), board
    page.firmware.choose("insole", "")
    assert "base of the left big toe: A1 white" in page.wires.picture.accessibleName()
    assert "Plug the Arduino in" in page.firmware.note.text()


def test_a_step_is_examined_from_the_details_and_written_into_the_record(window: MainWindow, qtbot: QtBot) -> None:
    page = checked(window, "virtual:empty,board=pads,seed=4", qtbot)
    assert page.firmware.isHidden(), "nothing is written onto a virtual board"
    assert [s for s in page.check.rows.said if not s.startswith("pass, ")] == []
    assert len(page.check.rows.said) == 9
    assert page.wires.isHidden(), "what was found has the room"
    assert page.check.ask.text() == "Step 6 (Flash) is done: go on with the next."
    (record,) = build_record_path("x").parent.glob("*.json")
    assert record.name in page.check.kept.text().replace("\u200b", "")
    press(window, "Esc")
    assert window.session is not None, "the board is open again"
    assert window.pages.currentWidget() is window.live


def test_what_failed_is_said_with_its_wire(window: MainWindow, qtbot: QtBot) -> None:
    page = checked(window, "virtual:empty,board=plate,fault=noise:left_back_left", qtbot)
    failed = [said for said in page.check.rows.said if said.startswith("FAIL, noise")]
    assert len(failed) == 1
    assert "data on D2" in failed[0]
    assert "Step 7 (Flash) is not done" in page.check.ask.text()
    assert failed[0] in page.check.rows.accessibleDescription()


def test_esc_stops_first_and_leaves_then(window: MainWindow, qtbot: QtBot) -> None:
    window.open_source("virtual:empty,board=pads")
    hear(window)
    window.details.check_step.emit()
    page = window.new_board.page
    window.new_board.clock = Clock()
    with qtbot.waitSignal(page.work.ended, timeout=20_000):
        page.check.go.click()
        press(window, "Esc")
        assert window.new_board.shown
    assert page.check.ask.text() == "Stopped; nothing was written into the record."
    assert not build_record_path("x").parent.exists()
    press(window, "Esc")
    assert window.pages.currentWidget() is window.live


def test_presses_are_asked_for_one_after_another(window: MainWindow, qtbot: QtBot) -> None:
    window.open_source("virtual:empty,board=insole-tonight")
    hear(window)
    window.details.check_step.emit()
    page = window.new_board.page
    window.new_board.wait_s = 2.0
    asked: list[str] = []
    page.work.told.connect(lambda _: asked.append(page.check.ask.text()), Qt.ConnectionType.QueuedConnection)
    page.check.step.setCurrentIndex(1)
    with qtbot.waitSignal(page.work.ended, timeout=30_000):
        page.check.go.click()
    qtbot.wait(0)
    assert [said.startswith("Press the ") for said in dict.fromkeys(asked)].count(True) == 3
    assert "it cannot be told" in page.check.ask.text()


def test_a_mass_is_asked_for_where_cells_are_pressed_and_goes_with_each_press(window: MainWindow, qtbot: QtBot) -> None:
    window.open_source("virtual:empty,board=insole-tonight")
    hear(window)
    window.details.check_step.emit()
    page = window.new_board.page
    window.new_board.wait_s = 2.0
    assert not page.check.mass.isVisible(), "at its first step nothing is pressed"
    page.check.step.setCurrentIndex(1)
    assert page.check.mass.isVisible()
    page.check.mass.setText("a bottle")
    page.check.go.click()
    assert not page.under_way
    assert "a bottle" in page.check.ask.text()
    page.check.mass.setText("1 kg")
    asked: list[str] = []
    page.work.told.connect(lambda _: asked.append(page.check.ask.text()), Qt.ConnectionType.QueuedConnection)
    with qtbot.waitSignal(page.work.ended, timeout=30_000):
        page.check.go.click()
    qtbot.wait(0)
    assert [said.startswith("Put the 1 kg on the ") for said in dict.fromkeys(asked)].count(True) == 3


def test_what_was_written_is_what_is_examined(qtbot: QtBot) -> None:
    examined: list[tuple[str, int, str]] = []

    def check(source: str, step: int, build: str, mass_kg: float) -> Steps:
        examined.append((source, step, build))
        return lambda _stopped: iter(())

    page = NewBoardPage(DARK, list, lambda _: None, lambda *_: lambda _stopped: iter(()), check, 5.0)
    qtbot.addWidget(page)
    page.show_check("/dev/ttyACM0", "plate", virtual=False)
    page.check.step.setCurrentIndex(2)
    page.firmware.choose("insole", "/dev/ttyACM1")
    with qtbot.waitSignals([page.work.ended, page.work.ended]):
        page.begin_writing()
    assert examined == [("/dev/ttyACM1", builds()["insole"].step[0].number, "insole")]
    assert page.source == "/dev/ttyACM1"


def test_the_settings_lead_back_to_it_and_it_leads_back_to_the_start(window: MainWindow) -> None:
    press(window, "N")
    named = window.header.page
    press(window, ",")
    assert window.settings.shown
    press(window, "Esc")
    assert window.new_board.shown
    assert window.header.page == named
    press(window, "Esc")
    assert window.pages.currentWidget() is window.start


def test_the_program_does_not_start_again_while_a_board_is_worked_on(qtbot: QtBot, tmp_path: Path) -> None:
    clock, again = fast_clock(), list[str]()

    def connect(source: str) -> Session:
        return Session(open_source(source, clock=clock, window=True), now=clock.now)

    window = MainWindow(
        connect, list, str, clock.now, dark=True, pictures=tmp_path, documents=tmp_path, restart=again.append
    )
    qtbot.addWidget(window)
    window.show()
    window.open_source("virtual:empty,board=pads")
    hear(window)
    window.details.check_step.emit()
    window.new_board.clock = Clock()
    window.new_board.page.check.go.click()
    press(window, ",")
    window.settings.page.look.restart_asked.emit()
    assert again == []
    assert window.isVisible()
    window.new_board.page.work.close()
    window.close()


def test_closing_the_window_ends_what_is_under_way(window: MainWindow) -> None:
    window.open_source("virtual:empty,board=pads")
    hear(window)
    window.details.check_step.emit()
    window.new_board.clock = Clock()
    window.new_board.page.check.go.click()
    window.close()
    assert window.new_board.page.work.pool.activeThreadCount() == 0


def close_as_a_person_does(window: MainWindow) -> None:
    """By the button of the window's frame."""
    QCoreApplication.sendEvent(window.windowHandle(), QCloseEvent())


class Written:
    """A firmware that is written until a test lets it end."""

    def __init__(self, why: str = "") -> None:
        self.begun, self.go_on, self.stopped, self._why = Event(), Event(), False, why

    def steps(self, *_: object) -> Steps:
        def given(stopped: Callable[[], bool]) -> Iterator[Told]:
            yield Progress(Stage.WRITING, 40)
            self.begun.set()
            while not self.go_on.wait(0.01):
                if stopped():
                    self.stopped = True
                    raise CannotWrite(Trouble.STOPPED)
            if self._why:
                raise CannotWrite(Trouble.TOOL_SAID, said=self._why)

        return given


def being_written(window: MainWindow, written: Written, monkeypatch: pytest.MonkeyPatch) -> NewBoardPage:
    """On the page New board, half-way."""
    press(window, "N")
    page = window.new_board.page
    monkeypatch.setattr(page, "_write", written.steps)
    monkeypatch.setattr(page, "_check", lambda *_: lambda _stopped: iter(()))
    page.firmware.port.setEditText(GONE)
    page.firmware.write.click()
    assert written.begun.wait(5)
    return page


def test_a_window_that_is_closed_while_a_board_is_written_asks_first(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Written()
    page = being_written(window, written, monkeypatch)
    close_as_a_person_does(window)
    assert window.isVisible()
    assert window.closing.question is not None
    assert window.closing.question.isVisible()
    assert window.closing.question.wait.hasFocus(), "Enter harms nothing"
    press(window, "Esc")
    assert not window.closing.shown
    assert page.writing
    close_as_a_person_does(window)
    window.closing.question.stop.click()
    assert not window.isVisible()
    assert written.stopped


def test_it_closes_by_itself_once_the_board_is_written(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    written = Written()
    page = being_written(window, written, monkeypatch)
    close_as_a_person_does(window)
    question = window.closing.question
    assert question is not None
    QTest.keyClick(question.wait, Qt.Key.Key_Return)
    assert window.isVisible()
    promised = "The window closes when it is written."
    assert page.firmware.note.text() == promised
    close_as_a_person_does(window)
    press(window, "Esc")
    assert page.firmware.note.text() != promised, "whoever stays after all is promised nothing"
    close_as_a_person_does(window)
    question.wait.click()
    assert page.firmware.note.text() == promised
    written.go_on.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not written.stopped


def test_it_stays_where_the_board_could_not_be_written(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    written = Written("the line is dead")
    page = being_written(window, written, monkeypatch)
    close_as_a_person_does(window)
    assert window.closing.question is not None
    window.closing.question.wait.click()
    written.go_on.set()
    qtbot.waitUntil(lambda: not page.writing)
    assert window.isVisible()
    assert "the line is dead" in page.firmware.said.text()
    close_as_a_person_does(window)
    assert not window.isVisible(), "nothing is under way any more"


@pytest.mark.parametrize("size", [(1024, 600), (1092, 614), (1280, 800)])
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_picture_of_the_wires_is_seen_without_scrolling(qtbot: QtBot, size: tuple[int, int], language: str) -> None:
    use_language(language)
    try:
        page = NewBoardPage(DARK, list, lambda _: None, lambda *_: iter(()), lambda *_: iter(()), 1.0)
        qtbot.addWidget(page)
        # The window's header takes 52 pixels.
        page.resize(size[0], size[1] - 52)
        page.show()
        page.show_new()
        for board in builds():
            page.firmware.board.choose(board)
            QApplication.processEvents()
            picture, room = page.wires.picture, page._area.viewport()
            assert picture.isVisible()
            assert picture.mapTo(room, picture.rect().bottomLeft()).y() <= room.height(), board
            assert page.wires.said.isVisible()
        page._examined = True
        page._show_wires()
        assert not page.wires.isVisible()
        assert not page.wires.said.isVisible()
    finally:
        use_language("en")
