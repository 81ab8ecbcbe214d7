"""While it is being said who trains, nothing happens to a board."""

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot


def test_no_key_does_anything_to_the_board_while_the_panel_lies_there(bench: Any, qtbot: QtBot) -> None:
    bench.window.people.toggle()
    chooser = bench.window.people.chooser
    for widget in (chooser.edit, chooser.table, chooser.close_):
        for key in (Qt.Key.Key_Z, Qt.Key.Key_R, Qt.Key.Key_M, Qt.Key.Key_K, Qt.Key.Key_D, Qt.Key.Key_P, Qt.Key.Key_E):
            widget.setFocus()
            qtbot.keyClick(widget, key)
    assert bench.session.asked == []
    assert chooser.isVisible()
    assert bench.window.pages.currentWidget() is bench.window.live
    assert set(chooser.edit.text()) == set("zrmkdpe")


def test_no_board_opens_by_itself_while_it_is_being_said_who_trains(start_bench: Any, vc: Any, qtbot: QtBot) -> None:
    start_bench.window.people.toggle()
    start_bench.ports.append(vc.FakePort("/dev/ttyACM0", is_board=True, may_listen=True))
    for _ in range(3):
        start_bench.clock.now_s += 2
        start_bench.window.tick()
    assert start_bench.opened == []
    assert start_bench.window.focusWidget() is start_bench.window.people.chooser.edit
    qtbot.keyClick(start_bench.window.people.chooser.edit, Qt.Key.Key_Escape)
    start_bench.clock.now_s += 2
    start_bench.window.tick()
    assert start_bench.opened == ["/dev/ttyACM0"]
