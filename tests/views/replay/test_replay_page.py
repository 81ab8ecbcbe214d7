"""The page of a recording in a real window: real files, real keys, and nothing that acts on a board."""

import importlib.util
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from tripod.force.calibration import to_file
from tripod.record.marks import read_marks
from tripod.storage.places import calibrations_folder
from tripod.storage.versioned import write
from tripod.views.replay.page import ReplayPage


@pytest.fixture
def at(start_bench, recordings) -> "At":
    return At(start_bench, recordings)


class At:
    """The window with the first recording open, standing still at its beginning."""

    def __init__(self, bench, recordings: tuple[Path, Path]) -> None:
        self.bench, self.window, self.recordings = bench, bench.window, recordings
        assert self.window.open_source(str(recordings[0]))
        self.settle()
        self.page.playing.pause()
        self.page.seek(0.0)
        self.tick()

    @property
    def page(self) -> ReplayPage:
        return self.window.pages.replay

    def settle(self) -> None:
        """All is prepared."""
        for playback in self.page.playbacks:
            playback._thread.join()
        self.tick(3)

    def tick(self, times: int = 1, each_s: float = 0.3) -> None:
        for _ in range(times):
            self.bench.clock.now_s += each_s
            self.window.tick()
        QApplication.processEvents()


def test_the_head_says_whose_it_is_and_when(at: At) -> None:
    said = at.window.header.source_bar.said
    assert "P-07" in said
    assert "virtual pads" in said
    panel = at.page.panels[0]
    assert "Paced hinge · 62" in panel.did.text()
    # What acts on a board is not offered: no tab of it, and the bar opens no details.
    assert at.window.header.drills.isHidden()
    assert not at.window.header.source_bar.isEnabled()
    at.window.toggle_details()
    assert not at.window.details.isVisible()


def test_it_plays_to_its_end_says_so_and_plays_again(at: At, qtbot) -> None:
    qtbot.keyClick(at.window, Qt.Key.Key_Space)
    assert at.page.transport.play.text() == "Play"
    at.tick()
    assert at.page.transport.play.text() == "Pause"
    before = at.page.playing.t_s
    at.tick(2)
    assert at.page.playing.t_s == pytest.approx(before + 0.6)
    qtbot.keyClick(at.page.line, Qt.Key.Key_End)
    at.tick(2)
    assert "at its end" in at.page.line.note
    assert at.page.transport.play.text() == "Again"
    qtbot.keyClick(at.window, Qt.Key.Key_Space)
    at.tick(2)
    assert 0 < at.page.playing.t_s < 1
    assert at.page.line.note == ""


def test_speed_by_keys_and_by_its_buttons(at: At, qtbot) -> None:
    for _ in range(3):
        qtbot.keyClick(at.page.line, Qt.Key.Key_Plus)
    qtbot.keyClick(at.window, Qt.Key.Key_Space)
    at.tick()
    assert at.page.transport.speed.key == "8.0"
    before = at.page.playing.t_s
    at.tick(2, each_s=0.2)
    assert at.page.playing.t_s == pytest.approx(before + 3.2)
    qtbot.mouseClick(at.page.transport.speed.buttons["0.25"], Qt.MouseButton.LeftButton)
    before = at.page.playing.t_s
    at.tick(1, each_s=0.4)
    assert at.page.playing.t_s == pytest.approx(before + 0.1)


def test_a_frame_and_a_second_by_keys(at: At, qtbot) -> None:
    qtbot.keyClick(at.page.line, Qt.Key.Key_Right)
    one = at.page.playing.t_s
    assert 0 < one < 0.05
    qtbot.keyClick(at.page.line, Qt.Key.Key_Right)
    qtbot.keyClick(at.page.line, Qt.Key.Key_Left)
    assert at.page.playing.t_s == one
    qtbot.keyClick(at.window, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert at.page.playing.t_s == pytest.approx(one + 1)
    at.tick()
    assert at.page.panels[0].snapshot.t_s == pytest.approx(at.page.playing.t_s, abs=0.02)


def test_from_event_to_event_and_the_fault_is_told(at: At, qtbot) -> None:
    qtbot.keyClick(at.window, Qt.Key.Key_E)
    assert at.page.playing.t_s == pytest.approx(3.0, abs=0.1)
    at.tick()
    assert at.page.panels[0].rep.text() == "rep 1"
    qtbot.keyClick(at.window, Qt.Key.Key_E)
    at.page.seek(at.page.playing.t_s + 0.8)
    at.tick()
    assert at.page.side.advice.title.text() == "Right foot rolls outward"
    assert at.page.panels[0].cue.text() == "“Big toe right.”"
    qtbot.keyClick(at.page.line, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(at.page.line, Qt.Key.Key_Home)
    qtbot.keyClick(at.page.line, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    at.tick()
    assert at.page.line.note == "Nothing happened before this."


def test_a_mark_is_kept_with_its_note_and_taken_away(at: At, qtbot) -> None:
    folder = at.recordings[0]
    raw = (folder / "samples.csv").read_bytes(), (folder / "events.jsonl").read_bytes()
    at.page.seek(11.0)
    qtbot.keyClick(at.window, Qt.Key.Key_M)
    assert at.page.marking.note.hasFocus()
    # M is a letter there, and Space no pause.
    qtbot.keyClicks(at.page.marking.note, "my knee")
    qtbot.keyClick(at.page.marking.note, Qt.Key.Key_Return)
    assert [(m.t_s, m.text) for m in read_marks(folder)] == [(11.0, "my knee")]
    assert not at.page.marking.note.isVisible()
    at.tick()
    assert at.page.panels[0].cue.text() == "mark: my knee"
    x = at.page.line.x_of(11.0)
    assert at.page.line.said_at(QPoint(round(x), round(at.page.line.track(0).top()))) == "mark: my knee"
    qtbot.keyClick(at.page.line, Qt.Key.Key_Delete)
    assert read_marks(folder) == ()
    assert raw == ((folder / "samples.csv").read_bytes(), (folder / "events.jsonl").read_bytes())


def test_esc_leaves_the_note_and_then_the_page(at: At, qtbot) -> None:
    qtbot.keyClick(at.window, Qt.Key.Key_M)
    qtbot.keyClick(at.window, Qt.Key.Key_Escape)
    assert not at.page.marking.note.isVisible()
    assert at.window.recordings.shown
    qtbot.keyClick(at.window, Qt.Key.Key_Escape)
    assert not at.window.recordings.shown
    assert at.window.pages.currentWidget() is at.window.start
    assert at.window.header.source_bar.said == "no board yet"
    assert at.page.playbacks == []
    at.page.unmark_here()


def test_the_mouse_seeks(at: At, qtbot) -> None:
    line = at.page.line
    track = line.track(0)
    at_x = QPoint(round(track.left() + track.width() / 2), round(track.center().y()))
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=at_x)
    assert at.page.playing.t_s == pytest.approx(at.page.playing.end_s / 2, rel=0.01)


def test_no_key_acts_on_the_board_behind_a_recording(bench, recordings, qtbot) -> None:
    window = bench.window
    before = list(bench.session.asked)
    assert window.open_source(str(recordings[0]))
    assert window.session is bench.session
    for key in (Qt.Key.Key_Z, Qt.Key.Key_R, Qt.Key.Key_W, Qt.Key.Key_V, Qt.Key.Key_F11, Qt.Key.Key_Space, Qt.Key.Key_M):
        qtbot.keyClick(window, key)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.session.asked == before
    assert not bench.session.closed
    # The board goes on, and L goes back to it.
    assert window.recordings.shown or window.pages.live.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert window.pages.currentWidget() is window.live
    assert window.pages.replay.playbacks == []


def test_two_are_shown_at_the_same_moment(at: At, qtbot) -> None:
    at.window.recordings.choose = lambda _: str(at.recordings[1] / "session.json")
    qtbot.keyClick(at.page.line, Qt.Key.Key_B)
    at.settle()
    page = at.page
    assert "first try" in page.line.note
    assert page.panels[1].shift_s == pytest.approx(1.5, abs=0.03)
    page.seek(5.0)
    at.tick(2)
    assert [round(p.snapshot.t_s, 1) for p in page.panels] == [5.0, pytest.approx(6.5, abs=0.11)]
    # The one begins before the other.
    assert page.playing.begin_s == pytest.approx(-1.5, abs=0.03)
    qtbot.keyClick(page.line, Qt.Key.Key_Y)
    at.tick(2)
    assert page.panels[1].shift_s == 0.0
    assert "first sample" in page.line.note
    first = page.playbacks[0]
    qtbot.keyClick(at.window, Qt.Key.Key_X)
    assert page.playbacks[1] is first
    qtbot.keyClick(page.line, Qt.Key.Key_B)
    at.tick(2)
    assert len(page.playbacks) == 1
    assert page.panels[1].isHidden()


def test_old_and_new_calibration_beside_each_other(at: At, qtbot) -> None:
    recording = at.page.playbacks[0].recording
    qtbot.keyClick(at.page.line, Qt.Key.Key_C)
    at.tick()
    assert "no other calibration" in at.page.line.note
    cells = tuple(replace(law, gain=2 * law.gain) for law in recording.calibration.cells)
    board_id, made = recording.banner.board_id, "2026-11-30T09:00:00+01:00"
    new = replace(recording.calibration, board_id=board_id, cells=cells, made=made)
    write(to_file(new), calibrations_folder() / board_id / "0001.json")
    qtbot.keyClick(at.page.line, Qt.Key.Key_C)
    at.settle()
    at.page.seek(6.0)
    at.tick(2)
    old, again = (panel.snapshot.total_n for panel in at.page.panels)
    assert again == pytest.approx(2 * old, rel=1e-6)
    assert at.page.panels[1].did.text() == "calibration of 30 Nov 2026"


@pytest.fixture(scope="module")
def walk() -> ModuleType:
    """How the widget tree is walked on every page; `--import-mode=importlib` lets no test import another."""
    spec = importlib.util.spec_from_file_location("walk", Path(__file__).parents[1] / "test_sizes.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SIZES = [(1024, 600), (1093, 614), (1280, 800), (1920, 1080)]


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("two", [False, True], ids=["one", "two"])
def test_nothing_is_cut_and_nothing_printed_over(at: At, walk, size, two) -> None:
    window, page = at.window, at.page
    window.resize(*size)
    if two:
        page.open_beside(window.recordings._playback(at.recordings[1]))
        at.settle()
    page.seek(5.3)
    at.tick(2)
    assert (window.width(), window.height()) == size
    assert walk.cut(window.centralWidget()) == []
    for panel in page.panels[: 1 + two]:
        assert walk.printed_over(panel.feet.label_rects(), panel.feet.rect()) == []
    page.mark_here()
    at.tick(2)
    assert walk.cut(window.centralWidget()) == []


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_the_three_ways_in_are_seen_at_once(start_bench, vc, walk, recordings, size) -> None:
    window, start = start_bench.window, start_bench.window.start
    window.resize(*size)
    start.show_ports([vc.FakePort("/dev/ttyUSB0", reason="CH340 adapter, maybe your board.", may_listen=True)])
    start.recordings.look(recordings[0].parent)
    start.show_error("There is no port /dev/ttyNOPE. There are: /dev/ttyUSB0.")
    QApplication.processEvents()
    assert walk.cut(start) == []
    assert start._area.verticalScrollBar().maximum() == 0
    assert all(button.visibleRegion().boundingRect() == button.rect() for button in start.recordings.buttons)
