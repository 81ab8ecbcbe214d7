"""Recordings that are dropped onto the window, listed, or of another program."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from tripod.live.session import Session
from tripod.sources import open_source


def drop(window, *paths: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(p) if not p.startswith("http") else QUrl(p) for p in paths])
    window.recordings.drop(data)


@pytest.mark.parametrize("what", ["a text", "an empty folder", "a page of the web", "three"])
def test_a_wrong_thing_dropped_says_one_sentence(start_bench, recordings, tmp_path: Path, what: str) -> None:
    text, folder = tmp_path / "text.txt", tmp_path / "folder"
    text.write_text("hello")
    folder.mkdir()
    dropped = {
        "a text": [str(text)],
        "an empty folder": [str(folder)],
        "a page of the web": ["https://example.org/x"],
        "three": [str(recordings[0])] * 3,
    }[what]
    window = start_bench.window
    window.board._connect = lambda text: Session(open_source(text))
    drop(window, *dropped)
    said = window.start.error.text()
    assert said.endswith(".")
    assert window.start.error.isVisible()
    assert not window.recordings.shown


def test_dropped_and_listed_recordings_are_opened(start_bench, recordings, qtbot, monkeypatch) -> None:
    window = start_bench.window
    drop(window, str(recordings[0] / "samples.csv"), str(recordings[1]))
    assert len(window.pages.replay.playbacks) == 2
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    window.start.recordings.look(recordings[0].parent)
    window.start.recordings.others.click()
    first, _ = window.start.recordings.buttons
    assert first.title == "Paced hinge · 0:14"
    assert "P-07" in first.below
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert window.pages.replay.playbacks[0].about.folder == recordings[0]
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    window.start.recordings.look(recordings[0].parent)
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    assert window.pages.replay.playbacks[0].about.folder == recordings[0]


def test_the_others_recordings_are_listed_only_once_they_are_asked_for(start_bench, recordings, qtbot) -> None:
    listed = start_bench.window.start.recordings
    listed.look(recordings[0].parent)
    assert listed.buttons == [], "whoever is here is P-01, and these are of P-07"
    assert "P-07" not in " ".join(label.text() for label in listed.findChildren(QLabel))
    assert listed.others.text() == "Others', too"
    listed.others.setFocus()
    qtbot.keyClick(listed.others, Qt.Key.Key_Space)
    assert [("P-07" in button.below) for button in listed.buttons] == [True, True]
    assert listed.others.text() == "Only those of P-01"
    listed.show_person("P-07")
    assert len(listed.buttons) == 2
    assert listed.others.isHidden(), "there is nothing of anybody else"
    listed.show_person("P-08")
    assert listed.buttons == [], "another person is asked anew"


def test_what_is_dragged_onto_the_window_is_taken(start_bench, recordings) -> None:
    window, data = start_bench.window, QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(recordings[0]))])
    given = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), *given)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), *given))
    assert window.recordings.shown
    text = QMimeData()
    text.setText("words")
    enter = QDragEnterEvent(QPoint(300, 300), given[0], text, *given[2:])
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_a_force_plate_file_is_somebody_on_a_virtual_plate(start_bench, tmp_path: Path) -> None:
    file = tmp_path / "one, two.csv"
    file.write_text("time_s,ml_mm,ap_mm\n0.00,1,2\n")
    window = start_bench.window
    drop(window, str(file))
    assert start_bench.opened == [f'virtual:csv,board=plate,path="{file}"']
    start_bench.opened.clear()
    drop(window, str(file))
    assert start_bench.opened == []
    assert "one, two.csv is a force-plate file" in window.message


def test_a_recording_that_goes_away_says_why(start_bench, recordings, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in recordings[0].iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    window = start_bench.window

    with (copy / "samples.csv").open("r+") as file:
        file.truncate(len((copy / "samples.csv").read_text().split("\n")[0]) + 1)
    drop(window, str(copy))
    assert window.start.error.text() == f"{copy} holds no samples."
