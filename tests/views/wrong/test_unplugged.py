"""In the middle of each journey the cable is pulled, and put back: it is said, nothing is lost, and one goes on."""

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.pictures.keys_and_seconds import calibration_until, first_map
from tests.views.wrong.conftest import Hands
from tripod.calibration.wizard.steps import Step
from tripod.drills.run.event_types import TryScored
from tripod.drills.run.state import State
from tripod.live.snapshot import Phase
from tripod.storage.places import diary_path, profile_path, sessions_folder
from tripod.training.diary import read_diary
from tripod.training.profile import read_profile

Key = Qt.Key
GOLDEN = Path(__file__).parents[2] / "golden" / "schema-1" / "sessions" / "pads-drill"


def lost(of: Hands) -> bool:
    return of.session.snapshot().phase is Phase.LOST


def test_first_minute(hands: Hands) -> None:
    first_map(hands)
    hands.pull()
    hands.until(lambda: lost(hands))
    assert "unplugged" in hands.reads()
    assert hands.window.pages.currentWidget() is hands.window.live
    hands.until(lambda: hands.live)
    assert "unplugged" not in hands.reads()


def test_play(hands: Hands) -> None:
    hands.press(Key.Key_V)
    hands.until(lambda: hands.live)
    hands.go(2)
    hands.window.play.panel.player.plug()
    hands.until(lambda: lost(hands))
    assert "unplugged" in hands.reads()
    hands.press(Key.Key_O)
    hands.window.play.panel.player.plug()
    hands.until(lambda: hands.live)
    hands.go(2)
    assert abs(hands.session.snapshot().total_n) < 50, "who stepped off meanwhile is off"


@pytest.mark.usefixtures("at_once")
@pytest.mark.slow
def test_calibrate(hands: Hands) -> None:
    calibration_until(hands, Step.LOAD)
    page = hands.window.wizard_shown
    assert page is not None
    assert page.view is not None
    before = page.view.captures
    assert before
    hands.pull()
    hands.until(lambda: lost(hands))
    assert "unplugged" in page.problem.sentence.text()
    hands.until(lambda: hands.live)
    assert page.view.step is Step.LOAD
    assert page.view.captures[: len(before)] == before, "nothing that was taken is taken again"
    hands.until(page.next.isEnabled)
    hands.press(Key.Key_Return)
    hands.until(lambda: page.view.step is Step.FEET)


def test_drill(hands: Hands) -> None:
    scores: list[int] = []
    first_map(hands)
    hands.session.drill_listeners.append(
        lambda events: scores.extend(e.score for e in events if isinstance(e, TryScored) and e.score is not None)
    )
    hands.press(Key.Key_D)
    hands.window.drills.start("tripod-hold", "both")
    run = hands.session.drilling.run
    hands.until(lambda: run.engine.state is State.WORKING)
    hands.pull()
    hands.until(lambda: lost(hands))
    assert "unplugged" in hands.reads()
    hands.until(lambda: hands.live)
    assert hands.session.drilling.run is run, "the drill goes on"
    hands.until(lambda: bool(scores))
    hands.press(Key.Key_Escape)
    assert read_diary(diary_path()).entries[-1].drill == "tripod-hold"


def test_past(hands: Hands) -> None:
    folder = sessions_folder() / "2026-11-29_10-00-00"
    shutil.copytree(GOLDEN, folder)
    head = json.loads((folder / "session.json").read_text())
    (folder / "session.json").write_text(json.dumps(head | {"subject": "P-01"}))
    first_map(hands)
    hands.press(Key.Key_H)
    hands.wait(lambda: hands.window.history.page is not None and hands.window.history.page.folder is not None)
    hands.press(Key.Key_Return)
    replay = hands.window.pages.replay_shown
    assert replay is not None
    replay.playbacks[0]._thread.join()  # pyright: ignore[reportPrivateUsage]
    hands.pull(30.0)
    hands.until(lambda: lost(hands))
    hands.wait(lambda: replay.playing.under_way and replay.playing.t_s > 0)
    hands.press(Key.Key_Space, Key.Key_Escape)
    assert hands.window.history.shown
    hands.press(Key.Key_L)
    assert hands.window.pages.currentWidget() is hands.window.live
    assert "unplugged" in hands.reads()


def test_settings(hands: Hands) -> None:
    first_map(hands)
    hands.press(Key.Key_Comma)
    page = hands.window.settings.page
    page.person.weight.edit.setFocus()
    hands.pull(30.0)
    hands.until(lambda: lost(hands))
    hands.write("82 kg")
    hands.press(Key.Key_Tab)
    assert page.said.text() == "Kept."
    assert read_profile(profile_path()).weight_kg == 82.0
    hands.press(Key.Key_Escape)
    assert "unplugged" in hands.reads()
