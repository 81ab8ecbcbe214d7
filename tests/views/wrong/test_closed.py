"""The window is closed in the middle of each journey: nothing is left running, and what was there so far is kept."""

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.pictures.keys_and_seconds import calibration_until, first_map
from tests.views.wrong.conftest import Hands
from tests.views.wrong.disks import Disk
from tripod.calibration.wizard.steps import Step
from tripod.drills.run.state import State
from tripod.record.recording import open_recording
from tripod.storage.places import diary_path, notes_path, profile_path, sessions_folder
from tripod.training.diary import read_diary
from tripod.training.profile import read_profile

Key = Qt.Key
GOLDEN = Path(__file__).parents[2] / "golden" / "schema-1" / "sessions" / "pads-drill"


def test_first_minute(hands: Hands) -> None:
    """Before the board has said what it is."""
    hands.press(Key.Key_Return)
    hands.window.close()
    assert hands.window.session is None
    again = Hands(hands.documents)
    try:
        first_map(again)
        assert again.live
    finally:
        again.close()


def test_play(hands: Hands) -> None:
    """While a recording is under way and a point is pressed."""
    hands.press(Key.Key_V)
    hands.until(lambda: hands.live)
    hands.press(Key.Key_R)
    hands.go(3)
    board = hands.window.play.panel.board
    board.setFocus()
    QTest.keyPress(board, Key.Key_3)
    hands.go(0.5)
    hands.window.close()
    folder = next(sessions_folder().iterdir())
    assert (folder / "summary.json").exists()
    assert sum(len(block) for block in open_recording(folder).blocks()) > 200


@pytest.mark.usefixtures("at_once")
@pytest.mark.slow
def test_calibrate(hands: Hands) -> None:
    """After the board was loaded; the next window goes on there."""
    calibration_until(hands, Step.FEET)
    page = hands.window.wizard_shown
    assert page is not None
    before = page.view.captures
    assert before
    hands.window.close()
    again = Hands(hands.documents)
    try:
        again.press(Key.Key_V)
        again.until(lambda: again.live)
        again.press(Key.Key_K, Key.Key_Return)
        page = again.window.wizard_shown
        assert page is not None
        again.until(lambda: page.view is not None)
        assert page.view.step is Step.FEET
        assert len(page.view.captures) == len(before)
        assert page.message.text().startswith("This goes on where you stopped")
    finally:
        again.close()


def test_drill(hands: Hands) -> None:
    """While a hold is being scored: what was done is kept, and the drill's recording is whole."""
    first_map(hands)
    hands.press(Key.Key_D)
    hands.window.drills.start("tripod-hold", "both")
    run = hands.session.drilling.run
    hands.until(lambda: run.engine.state is State.WORKING)
    hands.go(5)
    hands.window.close()
    entry = read_diary(diary_path()).entries[-1]
    assert entry.drill == "tripod-hold"
    folder = next(sessions_folder().iterdir())
    assert (folder / "summary.json").exists()
    assert entry.recording == folder.name


def test_past(hands: Hands, disk: Disk) -> None:
    """While a note is being written; and another time while a recording plays."""
    folder = sessions_folder() / "2026-11-29_10-00-00"
    shutil.copytree(GOLDEN, folder)
    head = json.loads((folder / "session.json").read_text())
    (folder / "session.json").write_text(json.dumps(head | {"subject": "P-01"}))
    before = disk.files()
    hands.press(Key.Key_H)
    hands.wait(lambda: hands.window.history.page is not None and hands.window.history.page.folder is not None)
    hands.press(Key.Key_N)
    hands.write("shoes off")
    hands.window.close()
    assert "shoes off" in notes_path("P-01").read_text()
    again = Hands(hands.documents)
    again.press(Key.Key_H)
    again.wait(lambda: again.window.history.page is not None and again.window.history.page.folder is not None)
    assert again.window.history.page.chosen.note.toPlainText() == "shoes off"
    again.press(Key.Key_Return)
    # Before it is measured from end to end.
    again.close()
    after = disk.files()
    assert {name: after[name] for name in before} == before


def test_settings(hands: Hands) -> None:
    """While a weight is being typed, with a board open and with none."""
    hands.press(Key.Key_Comma)
    hands.window.settings.page.person.weight.edit.setFocus()
    hands.write("82 kg")
    hands.window.close()
    assert read_profile(profile_path()).weight_kg == 82.0
    again = Hands(hands.documents)
    first_map(again)
    again.press(Key.Key_Comma)
    again.window.settings.page.person.weight.edit.setFocus()
    again.write("83 kg")
    again.close()
    assert read_profile(profile_path()).weight_kg == 83.0
