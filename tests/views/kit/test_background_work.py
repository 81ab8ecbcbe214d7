"""Work beside the window: one piece at a time, stopped when asked, and what nobody foresaw is said by the window."""

from threading import Event, get_ident

import pytest
from pytestqt.qtbot import QtBot

from tripod.views.kit.background_work import BackgroundWork, Stopped


def test_it_is_done_on_another_thread_and_stops_between_two_pieces(qtbot: QtBot) -> None:
    work, threads, came = BackgroundWork(), [], Event()

    def steps() -> None:
        threads.append(get_ident())
        came.set()
        try:
            while True:
                work._go_on()
        except Stopped:
            threads.append(get_ident())

    work._start(steps)
    assert came.wait(5)
    assert work.under_way
    work.close()
    assert not work.under_way
    assert len(set(threads)) == 1
    assert threads[0] != get_ident()


def test_what_nobody_foresaw_reaches_the_thread_of_the_window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    work, caught = BackgroundWork(), list[tuple[type[BaseException], int]]()
    monkeypatch.setattr("sys.excepthook", lambda kind, _error, _trace: caught.append((kind, get_ident())))

    def fails() -> None:
        raise ZeroDivisionError

    work._start(fails)
    work.pool.waitForDone()
    qtbot.waitUntil(lambda: bool(caught), timeout=5000)
    assert caught == [(ZeroDivisionError, get_ident())]
