"""What a handler lets through is said on the page that is shown, stands in the log file, and the window goes on."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tripod.live.freshness import Freshness
from tripod.views import unforeseen
from tripod.views.app import run_window
from tripod.views.feet.foot_view import FootView
from tripod.views.main_window import UNFORESEEN_S, MainWindow
from tripod.views.unforeseen import Unforeseen, log_file, unforeseen_said


class Unthought(Exception):
    """Nobody thought of it."""


def raises(*_: object, **__: object) -> Any:
    raise Unthought("a reason")


def plain(text: str) -> str:
    return text.replace("\u200b", "")


def names_the_file(text: str) -> bool:
    return plain(text).startswith("tripod did not foresee this and could not do it.") and str(log_file()) in plain(text)


def logged() -> str:
    return log_file().read_text("utf-8")


@pytest.fixture
def watched(bench: Any) -> Iterator[Any]:
    """The window with a board open, as `run_window` watches it."""
    with unforeseen_said(bench.window.say_unforeseen):
        yield bench


def test_a_failing_button_says_so_keeps_the_traceback_and_the_window_goes_on(
    watched: Any, vc: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = watched.window
    with monkeypatch.context() as broken:
        broken.setattr(watched.session, "zero", raises)
        window.live.zero.click()
    assert names_the_file(window.live.advice.message.text())
    assert not window.live.advice.message.isHidden()
    log = logged()
    assert log.count("Traceback") == 1
    assert "Unthought: a reason" in log
    assert "main_window.py" in log
    assert log.startswith("20")
    assert "tripod 0.1.0, Python 3." in log
    watched.show(vc.make_snapshot(), UNFORESEEN_S - 1)
    assert names_the_file(window.live.advice.message.text())
    window.live.zero.click()
    assert window.message == "Zeroed. Ctrl+Z takes it back."
    assert watched.session.asked.count("zero") == 1


def test_it_is_said_on_each_page(watched: Any, vc: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    window = watched.window
    monkeypatch.setattr(watched.session, "zero", raises)
    window.toggle_details()
    window.live.zero.click()
    assert names_the_file(window.details.message.text())
    assert window.details.message.isVisible()
    assert window.details.rect().contains(window.details.message.geometry())
    window.toggle_details()
    window.toggle_coach()
    watched.show(vc.make_snapshot())
    window.live.zero.click()
    watched.show(vc.make_snapshot())
    assert names_the_file(window.coach.band())
    window.toggle_coach()
    # This session knows nothing of drills, which is an error that nobody foresaw.
    window.header.drills.click()
    assert window.drills_shown
    assert names_the_file(window.drills.message.text())
    assert logged().count("Traceback") == 2
    assert "AttributeError" in logged()


def test_it_is_said_on_the_wizards_page_until_that_has_something_to_say(
    watched: Any, vc: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = watched.window
    window.show_wizard()
    watched.show(vc.make_snapshot())
    page = window.wizard_shown
    page.next.click()
    watched.show(vc.make_snapshot())
    with monkeypatch.context() as broken:
        broken.setattr(vc.FakeCalibration, "ask", raises)
        page.again.click()
    assert names_the_file(page.message.text())
    watched.show(vc.make_snapshot(), UNFORESEEN_S + 1)
    assert page.message.text() == ""
    window.say_unforeseen("again")
    page.cancel.click()
    watched.show(vc.make_snapshot())
    assert page.message.text() == "Cancelled. Nothing was changed."
    watched.show(vc.make_snapshot(), UNFORESEEN_S + 1)
    assert page.message.text() == "Cancelled. Nothing was changed."


def test_it_is_said_on_the_start_page(start_bench: Any, qtbot: QtBot) -> None:
    window = start_bench.window
    connect, window.board._connect = window.board._connect, raises
    with unforeseen_said(window.say_unforeseen):
        qtbot.mouseClick(window.start.virtual, Qt.MouseButton.LeftButton)
        assert names_the_file(window.start.error.text())
        assert window.start.error.isVisible()
        assert window.pages.currentWidget() is window.start
        window.board._connect = connect
        qtbot.mouseClick(window.start.virtual, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.live
    assert window.start.error.text() == ""
    assert logged().count("Traceback") == 1


def ticking(vc: Any) -> Callable[[], float]:
    clock = vc.FakeClock()

    def now() -> float:
        clock.now_s += 0.01
        return clock.now_s

    return now


def run(session: Any, vc: Any, monkeypatch: pytest.MonkeyPatch, **more: Any) -> tuple[int, list[str]]:
    """The window as it is really run; its exit code, and what it said last."""
    said: list[str] = []
    closed = MainWindow.closeEvent

    def close(self: MainWindow, event: Any) -> None:
        said.append(self.live.advice.message.text())
        closed(self, event)

    monkeypatch.setattr(MainWindow, "closeEvent", close)
    before = sys.excepthook
    code = run_window(
        lambda _: session, "x", list_ports=list, permission_help=str, clock=ticking(vc), dark=True, **more
    )
    assert sys.excepthook is before
    return code, said


def test_what_fails_in_each_frame_is_kept_once_and_counted(vc: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    session, frames = vc.FakeSession(), [0]
    snapshot = session.snapshot

    def fails_later(_freshness: Freshness) -> Any:
        frames[0] += 1
        return snapshot() if frames[0] < 3 else raises()

    session.snapshot = fails_later
    code, said = run(session, vc, monkeypatch, after_s=1.0)
    assert code == 0
    assert names_the_file(said[0])
    assert session.closed
    log = logged()
    failed = frames[0] - 2
    assert failed >= 10
    assert log.count("Traceback") == 1
    assert log.count("10 times so far") == 1
    assert f"{failed} times in all" in log
    assert len(log.splitlines()) < 30


def test_what_fails_while_painting_is_said_and_there_is_no_picture(
    vc: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(FootView, "paintEvent", raises)
    code, said = run(vc.FakeSession(), vc, monkeypatch, after_s=0.4, screenshot=tmp_path / "shot.png")
    assert code == 1
    assert not (tmp_path / "shot.png").exists()
    assert names_the_file(said[0])
    assert "Unthought" in logged()


def hand(hook: Unforeseen, error: BaseException) -> None:
    try:
        raise error
    except BaseException as raised:
        hook(type(raised), raised, raised.__traceback__)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def passed_on() -> list[type[BaseException]]:
    return []


@pytest.fixture
def hook(said: list[str], passed_on: list[type[BaseException]]) -> Iterator[Unforeseen]:
    made = Unforeseen(log_file(), said.append, lambda kind, *_: passed_on.append(kind))
    yield made
    made.close()


def test_an_interrupt_is_no_error(hook: Unforeseen, said: list[str], passed_on: list[type[BaseException]]) -> None:
    hand(hook, KeyboardInterrupt())
    assert passed_on == [KeyboardInterrupt]
    assert said == []
    assert not log_file().exists()


def test_where_the_file_cannot_be_written_nothing_is_swallowed(
    hook: Unforeseen, said: list[str], passed_on: list[type[BaseException]]
) -> None:
    log_file().mkdir(parents=True)
    hand(hook, Unthought())
    assert passed_on == [Unthought]
    assert plain(said[0]).endswith(f"cannot be written into {log_file()}.")


def test_the_file_is_bounded(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unforeseen, "MOST_BYTES", 3000)
    hook = Unforeseen(log_file(), said.append, raises)
    for k in range(60):
        # Of kinds that differ: the same again would not be written.
        hand(hook, type(f"Kind{k}", (Exception,), {})())
    hook.close()
    kept = sorted(log_file().parent.iterdir())
    assert [p.name for p in kept] == ["tripod.log", "tripod.log.1"]
    assert sum(p.stat().st_size for p in kept) < 2 * 3000
    assert "Kind59" in logged()
