"""Coach view, start page, and the window as a whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel

from tripod.live.snapshot import Phase, Snapshot
from tripod.sources import SourceError, permission_help
from tripod.views.app import run_window
from tripod.views.kit import theme as themes
from tripod.views.kit.pace import TICK_MS
from tripod.views.live.port_watch import PortWatch


def test_coach_view_opens_names_what_is_light_and_closes(bench, vc, qtbot):
    feet = {"left": vc.foot_state(), "right": vc.foot_state(vc.ROLLED_OUT)}
    bench.show(vc.make_snapshot(feet=feet))
    qtbot.keyClick(bench.window, Qt.Key.Key_F11)
    bench.show(vc.make_snapshot(feet=feet))
    coach = bench.window.coach
    assert bench.window.pages.currentWidget() is coach
    assert not bench.window.header.isVisible()
    assert coach.loud() == ["RIGHT", "base of big toe", "9", "rolls outward"]
    assert coach.band() == "Push the floor away under the base of the big toe"
    assert coach.lightest_line("left").startswith("lightest: ")
    assert coach.lightest_line("right") == ""
    qtbot.keyClick(bench.window, Qt.Key.Key_Escape)
    assert bench.window.pages.currentWidget() is bench.window.live
    assert bench.window.header.isVisible()


def test_coach_view_mirrored_swaps_the_sides(bench, vc, qtbot):
    qtbot.keyClick(bench.window, Qt.Key.Key_F11)
    bench.show(vc.make_snapshot())
    arts = bench.window.coach.arts
    assert arts["left"].place.x < arts["right"].place.x
    toe = arts["left"].points[1].x() - arts["left"].place.x
    qtbot.keyClick(bench.window, Qt.Key.Key_X)
    bench.show(vc.make_snapshot())
    arts = bench.window.coach.arts
    assert arts["left"].place.x > arts["right"].place.x
    assert arts["left"].points[1].x() - arts["left"].place.x == pytest.approx(-toe)


def test_coach_view_says_at_once_that_the_picture_is_old(bench, vc, qtbot):
    qtbot.keyClick(bench.window, Qt.Key.Key_F11)
    bench.show(vc.make_snapshot())
    bench.show(bench.session.now, after_s=0.6)
    assert bench.window.coach.loud()[0] == "Picture is old"
    assert bench.window.coach.grey
    bench.show(vc.make_snapshot(phase=Phase.LOST), after_s=0.016)
    assert bench.window.coach.loud() == ["Board", "unplugged"]


def test_coach_view_text_fits(bench, vc, qtbot):
    feet = {"left": vc.foot_state(), "right": vc.foot_state(vc.ROLLED_OUT)}
    qtbot.keyClick(bench.window, Qt.Key.Key_F11)
    for size in ((1000, 700), (1280, 800), (1920, 1080)):
        bench.window.resize(*size)
        bench.show(vc.make_snapshot(feet=feet))
        coach = bench.window.coach
        image = coach.grab().toImage()
        row = round(coach._top() + 300 * coach.scale())
        warn = [x for x in range(image.width()) if image.pixelColor(x, row) == coach.theme.warn]
        assert warn, "the loud number is painted"
        apart = [art.rect() for art in coach.arts.values()]
        assert apart[0].right() < warn[0]
        assert warn[-1] < apart[1].left()


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
    for wanted in (*start.listen_buttons(), start.typed, start.open_typed, start.help_link):
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
    assert start_bench.opened == ["virtual:quiet,board=pads"]


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


def test_everything_on_the_live_page_is_reached_by_tab(bench, vc):
    bench.show(vc.make_snapshot(can_undo_zero=True))
    live, first = bench.window.live, bench.window.live.feet
    reached, at = set(), first
    for _ in range(600):
        at = at.nextInFocusChain()
        reached.add(at)
    for button in (live.zero, live.undo_zero, live.mark, live.record, live.freeze, live.coach):
        assert button in reached
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.accessibleName()
    assert bench.window.header.source_bar in reached


def test_theme_key_changes_every_colour(bench, vc, qtbot, qapp):
    bench.show(vc.make_snapshot())
    dark = bench.window.grab().toImage()
    qtbot.keyClick(bench.window, Qt.Key.Key_T)
    bench.show(vc.make_snapshot(t_s=12.5))
    light = bench.window.grab().toImage()
    for x, y in ((5, 5), (5, 400), (400, 640), (900, 80), (900, 660)):
        assert dark.pixelColor(x, y).lightness() < 80
        assert light.pixelColor(x, y).lightness() > 200
    qtbot.keyClick(bench.window, Qt.Key.Key_T)
    themes.apply(qapp, themes.DARK)


def test_closing_the_window_closes_the_session(bench):
    bench.window.close()
    assert bench.session.closed
    assert not bench.window._timer.isActive()


def test_pages_do_not_wait_for_a_slow_machine(bench, vc):
    pacer = bench.window._pacer
    for _ in range(pacer.FRAMES):
        pacer.add(0.010)
    assert pacer.period_ms == 2 * TICK_MS
    for _ in range(pacer.FRAMES):
        pacer.add(0.001)
    assert pacer.period_ms == TICK_MS


_SHOOT = """
import sys, time, runpy
from pathlib import Path
sys.path.insert(0, {here!r})
import conftest
from tripod.views.app import run_window
from tripod.views.kit.pace import TICK_MS
from tripod.views.live.port_watch import PortWatch
session = conftest.FakeSession(now=conftest.make_snapshot(arrived_s=float("nan")))
sys.exit(run_window(lambda s: session, "x", list_ports=lambda: [], permission_help=lambda: "", clock=time.monotonic,
                    screenshot=Path({out!r}), after_s={after_s}, dark=True))
"""


@pytest.mark.parametrize(("scale", "after_s"), [("1", 0.2), ("2", 0.2), ("1", 0.0)])
def test_screenshot_by_the_entry_point_at_both_pixel_ratios_and_before_the_loop_runs(tmp_path, scale, after_s):
    out = tmp_path / "shot.png"
    code = _SHOOT.format(here=str(Path(__file__).parent), out=str(out), after_s=after_s)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    image = QImage(str(out))
    n = int(scale)
    assert (image.width(), image.height()) == (1280 * n, 800 * n)
    heel = image.pixelColor(250 * n, 520 * n)
    assert heel.blue() > 1.3 * heel.red()


def test_entry_point_runs_in_this_process_too(tmp_path, vc, qapp):
    clock = vc.FakeClock()

    def ticking():
        clock.now_s += 0.01
        return clock.now_s

    out = tmp_path / "shot.png"
    session = vc.FakeSession()
    code = run_window(
        lambda source: session, "x", list_ports=list, permission_help=str, clock=ticking, screenshot=out, after_s=0.3
    )
    assert code == 0
    assert out.exists()
    assert session.closed
    themes.apply(qapp, themes.DARK)


def test_an_arduino_that_is_no_board_does_not_keep_the_second_one_waiting(start_bench, vc):
    start_bench.ports += [vc.FakePort(f"/dev/ttyACM{k}", is_board=True) for k in range(2)]
    silent = vc.make_snapshot(phase=Phase.FAILED, board=None, banner=None, message="/dev/ttyACM0 is silent.")
    start_bench.session.now = silent
    for _ in range(25):
        start_bench.clock.now_s += 0.1
        start_bench.window.tick()
    assert start_bench.opened[:2] == ["/dev/ttyACM0", "/dev/ttyACM1"]


def test_a_banner_without_samples_is_not_praised(bench, vc):
    bench.show(vc.make_snapshot(feet={}, judgement=None))
    assert bench.window.live.advice.title.text() == "No readings yet"


def test_a_frozen_coach_view_says_so(bench, vc, qtbot):
    qtbot.keyClick(bench.window, Qt.Key.Key_F11)
    bench.show(vc.make_snapshot(judgement=None))
    qtbot.keyClick(bench.window, Qt.Key.Key_Space)
    bench.show(vc.make_snapshot(judgement=None))
    assert bench.window.coach.band() == "Frozen: Space lets it run"


def test_nothing_is_minus_nought(vc):
    from tripod.views.kit.words import percent

    assert percent(-0.002) == "0"
