"""Each journey on a disk that is read-only or full: it is said in a sentence, what was there stays, one goes on."""

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.pictures.keys_and_seconds import calibration_until, first_hold, first_map
from tests.views.wrong.conftest import Hands
from tests.views.wrong.disks import FULL, READ_ONLY, Disk
from tripod.calibration.store import calibration_store
from tripod.calibration.wizard.steps import Step
from tripod.storage.places import diary_path, notes_path, profile_path, sessions_folder, settings_path
from tripod.training.diary import read_diary

Key = Qt.Key
GOLDEN = Path(__file__).parents[2] / "golden" / "schema-1" / "sessions" / "pads-drill"
WRONG = [READ_ONLY, FULL]


@pytest.fixture(params=WRONG)
def how(request: pytest.FixtureRequest) -> str:
    return request.param


def test_first_minute(hands: Hands, disk: Disk) -> None:
    disk.spoil(READ_ONLY)
    hands.press(Key.Key_P)
    hands.write("P-07")
    hands.press(Key.Key_Return)
    assert "P-07 cannot be made (" in hands.reads()
    assert hands.window.people.shown, "one is still asked"
    hands.press(Key.Key_Escape)
    assert hands.window.people.here == "P-01"
    first_map(hands)
    assert hands.live


def test_first_minute_on_a_full_disk(hands: Hands, disk: Disk) -> None:
    disk.spoil(FULL)
    hands.press(Key.Key_P)
    hands.write("P-07")
    hands.press(Key.Key_Return)
    # An empty folder may well fit where nothing else does.
    if hands.window.people.shown:
        assert "cannot be made" in hands.reads()
        hands.press(Key.Key_Escape)
    first_map(hands)
    assert hands.live


def test_play(hands: Hands, disk: Disk, how: str) -> None:
    hands.press(Key.Key_V)
    hands.until(lambda: hands.live)
    disk.spoil(how)
    hands.press(Key.Key_R)
    hands.go(3)
    hands.until(lambda: hands.window.message != "Recording.")
    assert any(said in hands.window.message for said in ("cannot be made", "cannot be written")), hands.window.message
    hands.press(Key.Key_O)
    hands.go(3)
    assert abs(hands.session.snapshot().total_n) < 50, "one plays on"
    disk.mend()
    recording = hands.session.recording
    hands.press(Key.Key_R)
    hands.go(2)
    assert recording.under_way
    assert not recording.state().error, "and records once there is room"


@pytest.mark.usefixtures("at_once")
@pytest.mark.slow
def test_calibrate(hands: Hands, disk: Disk) -> None:
    calibration_until(hands, Step.SAVE)
    page = hands.window.wizard_shown
    assert page is not None
    for how in WRONG:
        disk.spoil(how)
        before = disk.files()
        hands.press(Key.Key_Return)
        hands.go(1)
        assert page.message.text().startswith("The calibration cannot be saved in ")
        assert page.next.isEnabled(), "and may be saved again"
        assert disk.files() == before
        disk.mend()
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.session.snapshot().calibration.startswith("user"))
    assert calibration_store().versions(hands.session.pipeline.setup.banner.board_id) == [1]


def test_drill(hands: Hands, disk: Disk, how: str) -> None:
    disk.spoil(how)
    first_hold(hands)
    if how == FULL:
        assert "Recording stopped: " in hands.reads()
    hands.press(Key.Key_Escape)
    summary = hands.window.drills.summary
    assert hands.window.drills.stack.currentWidget() is summary
    assert "The diary cannot be kept in " in hands.reads()
    assert summary.tries.columns[0].score is not None, "what was done is shown all the same"
    disk.mend()
    assert read_diary(diary_path()).entries == ()


def test_past(hands: Hands, disk: Disk, how: str) -> None:
    folder = sessions_folder() / "2026-11-29_10-00-00"
    shutil.copytree(GOLDEN, folder)
    head = json.loads((folder / "session.json").read_text())
    (folder / "session.json").write_text(json.dumps(head | {"subject": "P-01"}))
    disk.spoil(how)
    before = disk.files()
    hands.press(Key.Key_H)
    hands.wait(lambda: hands.window.history.page is not None and hands.window.history.page.folder is not None)
    page = hands.window.history.page
    assert page is not None
    hands.press(Key.Key_N)
    hands.write("note")
    hands.press(Key.Key_Escape)
    assert hands.window.history.shown, "Esc left the note, not the page: what cannot be kept would be gone unread"
    assert "The note cannot be kept in " in hands.reads()
    hands.press(Key.Key_P, held=Qt.KeyboardModifier.ControlModifier)
    hands.window.hand_out.report_work.pool.waitForDone()
    hands.show()
    assert "cannot be written (" in hands.reads()
    hands.press(Key.Key_Return)
    replay = hands.window.pages.replay_shown
    assert replay is not None
    replay.playbacks[0]._thread.join()  # pyright: ignore[reportPrivateUsage]
    hands.wait(lambda: replay.playing.under_way)
    hands.press(Key.Key_M)
    assert replay._said.startswith("The mark cannot be kept: ")  # pyright: ignore[reportPrivateUsage]
    assert disk.files() == before
    disk.mend()
    hands.press(Key.Key_Escape, Key.Key_Escape)
    if replay is hands.window.pages.replay_shown:
        hands.press(Key.Key_Escape)
    assert page.chosen.note.toPlainText() == "note", "it stays to be tried again"
    hands.press(Key.Key_Escape)
    assert "note" in notes_path("P-01").read_text()


def test_settings(hands: Hands, disk: Disk, how: str) -> None:
    disk.spoil(how)
    hands.press(Key.Key_Comma)
    page = hands.window.settings.page
    page.person.weight.edit.setFocus()
    hands.write("82 kg")
    hands.press(Key.Key_Tab)
    assert page.said.text().startswith("The profile cannot be kept in ")
    assert page.person.weight.edit.text() == "82 kg"
    page.look.theme_choice.buttons["light"].click()
    assert page.said.text().startswith("That holds until the window is closed, and cannot be kept in ")
    assert hands.window.theme.name == "light"
    disk.mend()
    assert not settings_path().exists()
    page.person.weight.edit.setFocus()
    hands.write("83 kg")
    hands.press(Key.Key_Tab)
    assert "83" in profile_path().read_text()
