"""What the Live page can be asked to do: keys and buttons reach the session."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.views.page_texts import label_of, texts
from tripod.live.snapshot import RecordingState


@pytest.mark.parametrize(
    ("key", "modifier", "asked"),
    [
        (Qt.Key.Key_Z, Qt.KeyboardModifier.NoModifier, "zero"),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "undo_zero"),
        (Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier, "mark"),
        (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "start_recording"),
    ],
)
def test_keys_reach_the_session(bench, vc, qtbot, key, modifier, asked):
    bench.show(vc.make_snapshot(can_undo_zero=True))
    qtbot.keyClick(bench.window, key, modifier)
    assert bench.session.asked == [asked]


def test_buttons_do_what_their_keys_do(bench, vc, qtbot):
    bench.show(vc.make_snapshot(can_undo_zero=True))
    live = bench.window.live
    for button in (live.zero, live.undo_zero, live.mark, live.record):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bench.session.asked == ["zero", "undo_zero", "mark", "start_recording"]


def test_of_a_streamed_recording_nothing_is_offered_that_only_a_board_can(bench, vc, tmp_path):
    bench.show(vc.make_snapshot(replayed=True, can_undo_zero=True))
    live = bench.window.live
    assert [live.zero.isHidden(), live.undo_zero.isHidden(), live.mark.isHidden(), live.record.isHidden()] == [True] * 4
    assert not live.freeze.isHidden()
    bench.show(vc.make_snapshot(replayed=True, recording=RecordingState(tmp_path, 5.0)))
    assert [live.zero.isHidden(), live.mark.isHidden(), live.record.isHidden()] == [True, False, False]


def test_undo_is_off_until_there_is_something_to_undo(bench, vc, qtbot):
    bench.show(vc.make_snapshot())
    assert not bench.window.live.undo_zero.isEnabled()
    qtbot.keyClick(bench.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.session.asked == []
    bench.show(vc.make_snapshot(can_undo_zero=True))
    assert bench.window.live.undo_zero.isEnabled()


def test_refusal_is_a_quiet_line_that_goes_away(bench, vc, qtbot):
    bench.session.refuse = "Somebody stands on the board: step off, then zero."
    qtbot.keyClick(bench.window, Qt.Key.Key_Z)
    message = bench.window.live.advice.message
    assert message.text() == bench.session.refuse
    assert message.isVisible()
    bench.show(vc.make_snapshot(), after_s=7.0)
    assert not message.isVisible()


def test_recording_shows_its_time_and_stops(bench, vc, qtbot):
    bench.show(vc.make_snapshot(recording=RecordingState(Path("/data/one"), 134.4)))
    assert bench.window.live.record.text() == "● 02:14"
    qtbot.keyClick(bench.window, Qt.Key.Key_R)
    assert bench.session.asked == ["stop_recording"]
    assert "/data/one" in bench.window.live.advice.message.text()


def test_recording_that_broke_off_says_why(bench, vc):
    bench.show(vc.make_snapshot(recording=RecordingState(Path("/data/one"), 3.0, "The disk is full.")))
    assert "The disk is full." in bench.window.live.advice.message.text()
    assert bench.window.live.record.text() == "Record"


def test_freeze_holds_the_picture_and_space_lets_it_run(bench, vc, qtbot):
    bench.show(vc.make_snapshot())
    qtbot.keyClick(bench.window, Qt.Key.Key_Space)
    moved = vc.make_snapshot(t_s=20.0, feet={f: vc.foot_state((0.3, 0.4, 0.3)) for f in ("left", "right")})
    bench.show(moved)
    assert label_of(bench, "left", "heel").number == "55"
    assert "frozen" in texts(bench)
    qtbot.keyClick(bench.window, Qt.Key.Key_Space)
    bench.show(moved)
    assert label_of(bench, "left", "heel").number == "30"
    assert "frozen" not in texts(bench)


def test_space_presses_a_button_reached_by_tab(bench, vc, qtbot):
    bench.window.activateWindow()
    bench.window.live.mark.setFocus()
    qtbot.keyClick(bench.window.live.mark, Qt.Key.Key_Space)
    assert bench.session.asked == ["mark"]
    qtbot.keyClick(bench.window.live.mark, Qt.Key.Key_Return)
    assert bench.session.asked == ["mark", "mark"]
    assert bench.window.live.frozen is None


def test_screenshot_is_saved_under_a_free_name(bench, vc, qtbot, tmp_path):
    bench.show(vc.make_snapshot())
    qtbot.keyClick(bench.window, Qt.Key.Key_S)
    qtbot.keyClick(bench.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert sorted(p.name for p in (tmp_path / "pictures").iterdir()) == ["tripod-001.png", "tripod-002.png"]
