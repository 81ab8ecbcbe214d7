"""The start page: ports, the board that is opened by itself, and what does not open."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tripod.live.snapshot import Phase, Snapshot
from tripod.sources import SourceError, permission_help
from tripod.views.live.port_watch import PortWatch


def test_start_page_lists_ports_and_offers_to_listen(start_bench, vc, qtbot):
    start_bench.ports += [
        vc.FakePort("/dev/ttyUSB0", "USB Serial", "CH340 adapter, maybe your board.", may_listen=True),
        vc.FakePort("/dev/ttyS0", "", "built-in serial port — not tried"),
    ]
    start_bench.clock.now_s += 1.1
    start_bench.window.tick()
    QApplication.processEvents()
    start = start_bench.window.start
    said = " ".join(label.text() for label in start.findChildren(QLabel))
    assert "/dev/ttyUSB0" in said
    assert "built-in serial port — not tried" in said
    assert "Listening may restart what hangs there." in said
    (listen,) = start.listen_buttons()
    assert listen.accessibleName() == "Listen /dev/ttyUSB0"
    qtbot.mouseClick(listen, Qt.MouseButton.LeftButton)
    assert start_bench.opened == ["/dev/ttyUSB0"]


@pytest.mark.parametrize("by_key", [True, False])
def test_a_port_that_is_not_listed_is_opened_by_its_name(start_bench, qtbot, by_key):
    start = start_bench.window.start
    start.typed.setFocus()
    qtbot.keyClicks(start.typed, " /dev/rfcomm0 ")
    if by_key:
        qtbot.keyClick(start.typed, Qt.Key.Key_Return)
    else:
        qtbot.mouseClick(start.open_typed, Qt.MouseButton.LeftButton)
    assert start_bench.opened == ["/dev/rfcomm0"]


def test_without_a_name_nothing_is_opened(start_bench, qtbot):
    start = start_bench.window.start
    qtbot.mouseClick(start.open_typed, Qt.MouseButton.LeftButton)
    assert start_bench.opened == []
    assert start.typed.hasFocus()


def test_what_is_wrong_with_the_written_port_is_said_where_one_sees_it(start_bench, vc, qtbot):
    start = start_bench.window.start
    start_bench.window.resize(1000, 700)
    start.show_ports([vc.FakePort(f"/dev/ttyS{i}", reason="A port. " * 20, may_listen=True) for i in range(12)])

    def refuse(source):
        raise SourceError(f"There is no port {source}.")

    start_bench.window.board._connect = refuse
    start.typed.setFocus()
    qtbot.keyClicks(start.typed, "/dev/ttyNOPE")
    qtbot.keyClick(start.typed, Qt.Key.Key_Return)
    assert start.error.text() == "There is no port /dev/ttyNOPE."
    qtbot.waitUntil(lambda: not start.error.visibleRegion().isEmpty())
    assert start.typed.accessibleDescription() == start.error.text()
    qtbot.keyClicks(start.typed, "0")
    assert start.error.text() == ""


def test_what_was_being_written_stays_when_the_list_changes(start_bench, vc, qtbot):
    start = start_bench.window.start
    start.typed.setFocus()
    qtbot.keyClicks(start.typed, "/dev/tty")
    start.show_ports([vc.FakePort("/dev/ttyUSB0", may_listen=True)])
    QApplication.processEvents()
    assert start.typed.text() == "/dev/tty"
    assert start.typed.hasFocus()
    assert start.typed.isVisible()


def test_the_start_page_is_walked_by_tab(start_bench, vc, qtbot):
    start = start_bench.window.start
    start.show_ports([vc.FakePort("/dev/ttyUSB0", may_listen=True), vc.FakePort("/dev/ttyUSB1", may_listen=True)])
    start.virtual.setFocus()
    choice = start.choice
    virtual = (choice.play, choice.calibrate, choice.more_link)
    for wanted in (*virtual, *start.listen_buttons(), start.typed, start.open_typed, start.new_board):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is wanted


def test_the_start_page_cuts_nothing_off(start_bench, vc):
    start = start_bench.window.start
    start.show_ports([vc.FakePort(f"/dev/ttyUSB{i}", reason="Words that need more than one line. " * 4, may_listen=True)
                      for i in range(3)])  # fmt: skip
    start._permission_help = permission_help
    start.help_link.click()
    start.copy.click()
    for size in ((1000, 700), (1280, 800)):
        start_bench.window.resize(*size)
        QApplication.processEvents()
        for label in start.panel.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width()), label.text()
            assert label.width() >= label.minimumSizeHint().width(), label.text()
    assert QApplication.clipboard().text() == permission_help()
    assert start.help_text.text() == permission_help()


def test_a_board_is_opened_by_itself_within_three_seconds(start_bench, vc):
    start_bench.clock.now_s += 1.1
    start_bench.window.tick()
    start_bench.ports.append(vc.FakePort("/dev/ttyACM0", reason="Arduino Uno", is_board=True))
    for _ in range(25):
        start_bench.clock.now_s += 0.1
        start_bench.window.tick()
    assert start_bench.opened == ["/dev/ttyACM0"]
    assert start_bench.window.pages.currentWidget() is start_bench.window.live


def test_a_board_that_was_left_is_not_opened_again_until_it_was_unplugged(start_bench, vc):
    port = vc.FakePort("/dev/ttyACM0", is_board=True)
    start_bench.ports.append(port)
    window, clock = start_bench.window, start_bench.clock

    def wait():
        for _ in range(25):
            clock.now_s += 0.1
            window.tick()

    wait()
    window.leave_board()
    assert start_bench.session.closed
    wait()
    assert start_bench.opened == ["/dev/ttyACM0"]
    start_bench.ports.clear()
    wait()
    start_bench.ports.append(port)
    wait()
    assert start_bench.opened == ["/dev/ttyACM0"] * 2


def test_a_remembered_port_with_something_else_is_said_and_left_alone_until_it_was_unplugged(start_bench, vc):
    window, clock = start_bench.window, start_bench.clock
    port = vc.FakePort("/dev/ttyUSB0", is_board=True, asks_once=True)
    start_bench.session.now = Snapshot(Phase.FAILED, port.device, "A printer talks there.")

    def wait():
        for _ in range(200):
            clock.now_s += 0.1
            window.tick()

    start_bench.ports.append(port)
    wait()
    assert start_bench.opened == [port.device]
    assert window.start.error.text() == "A printer talks there."
    assert window.pages.currentWidget() is window.start
    start_bench.ports.clear()
    wait()
    start_bench.ports.append(port)
    wait()
    assert start_bench.opened == [port.device] * 2


def test_what_is_no_board_is_opened_once_a_genuine_arduino_again_and_again(vc):
    arduino, adapter = vc.FakePort("a", is_board=True), vc.FakePort("b", is_board=True, asks_once=True)
    watch = PortWatch()
    assert watch.to_open([arduino, adapter], 0.0) == ["a", "b"]
    for device in "ab":
        watch.no_board(device, 1.0)
    assert watch.to_open([arduino, adapter], 2.0) == []
    assert watch.to_open([arduino, adapter], 1000.0) == ["a"]
    assert watch.to_open([arduino], 1001.0) == ["a"]
    assert watch.to_open([arduino, adapter], 1002.0) == ["a", "b"]


def test_what_cannot_be_opened_is_tried_again_but_no_bluetooth_that_may_take_long(vc):
    adapter, radio = vc.FakePort("a", is_board=True), vc.FakePort("b", is_board=True, usb=False)
    watch = PortWatch()
    assert watch.to_open([adapter, radio], 0.0) == ["a", "b"]
    for device in "ab":
        watch.failed(device, 1.0)
    assert watch.to_open([adapter, radio], 1000.0) == ["a"]


def test_a_bluetooth_board_that_was_left_stays_left_though_it_is_never_unplugged(vc):
    radio = vc.FakePort("b", is_board=True, usb=False)
    watch = PortWatch()
    watch.leave()
    assert watch.to_open([radio], 0.0) == []
    assert watch.to_open([radio], 1000.0) == []
    board = vc.FakePort("a", is_board=True)
    assert watch.to_open([radio, board], 1001.0) == ["a"]


def test_the_virtual_board_is_one_key_away(start_bench, qtbot):
    start_bench.window.start.virtual.setFocus()
    qtbot.keyClick(start_bench.window.start.virtual, Qt.Key.Key_Return)
    assert start_bench.opened == ["virtual:pupil,waits=on,habit=mt1_light:right,board=pads,weight_kg=75"]


def test_a_source_that_does_not_open_says_why_on_the_page(start_bench, vc):
    sentence = "/dev/ttyACM0 is taken by another program: close the Arduino IDE's serial monitor."
    tried = []

    def connect(source):
        tried.append(source)
        raise SourceError(sentence)

    start_bench.window.board._connect = connect
    start_bench.ports.append(vc.FakePort("/dev/ttyACM0", is_board=True))
    for _ in range(30):
        start_bench.clock.now_s += 0.1
        start_bench.window.tick()
    start = start_bench.window.start
    assert start.error.text() == sentence
    assert start.error.isVisible()
    assert tried == ["/dev/ttyACM0"]
    assert start_bench.window.pages.currentWidget() is start


def test_permission_help_opens_inside_the_page(start_bench, qtbot):
    start = start_bench.window.start
    qtbot.mouseClick(start.help_link, Qt.MouseButton.LeftButton)
    assert start.help_text.isVisible()
    assert "dialout" in start.help_text.text()
    qtbot.mouseClick(start.help_link, Qt.MouseButton.LeftButton)
    assert not start.help_text.isVisible()


def test_an_arduino_that_is_no_board_does_not_keep_the_second_one_waiting(start_bench, vc):
    start_bench.ports += [vc.FakePort(f"/dev/ttyACM{k}", is_board=True) for k in range(2)]
    silent = vc.make_snapshot(phase=Phase.FAILED, board=None, banner=None, message="/dev/ttyACM0 is silent.")
    start_bench.session.now = silent
    for _ in range(25):
        start_bench.clock.now_s += 0.1
        start_bench.window.tick()
    assert start_bench.opened[:2] == ["/dev/ttyACM0", "/dev/ttyACM1"]


@pytest.mark.parametrize(
    ("script", "said"),
    [('cat "$0" > /dev/null', "Written."), ("exit 126", "did not allow it"), ("exit 3", "do it by hand")],
)
def test_the_right_to_open_ports_is_given_where_the_system_asks(start_bench, qtbot, script, said):
    start = start_bench.window.start
    start.grant.command = lambda: ("/bin/sh", "-c", script, __file__)
    assert start.grant.isHidden()
    start.help_link.click()
    assert not start.grant.isHidden()
    with qtbot.waitSignal(start.grant._process.finished):
        start.grant.click()
    assert said in start.error.text()
    assert start.grant.isEnabled()


def test_where_nobody_can_ask_it_is_not_offered(start_bench):
    start = start_bench.window.start
    start.grant.command = lambda: ()
    start.help_link.click()
    assert start.grant.isHidden()
