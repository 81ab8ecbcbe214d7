"""Journeys by mouse alone at 1024x600 with a disk or cable that fails in their middle: it is said, one clicks on.

What takes writing (a weight in wrong units, a note) takes keys; the rest of the table is in `test_matrix.py`.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from tests.views.test_mouse_alone import SMALL, Mouse
from tests.views.wrong.conftest import Hands
from tests.views.wrong.disks import FULL, READ_ONLY, Disk
from tripod.calibration.fit.findings import State as Proof
from tripod.calibration.wizard.view import Step
from tripod.drills.run.event_types import TryScored
from tripod.drills.run.state import State
from tripod.live.snapshot import Phase
from tripod.sentences import sentence
from tripod.storage.places import diary_path, profile_path, sessions_folder
from tripod.training.diary import read_diary
from tripod.training.profile import read_profile
from tripod.views.kit.widgets import KeyButton
from tripod.views.play.keys import Does
from tripod.views.play.next_thing import What
from tripod.views.unforeseen import unforeseen_said
from tripod.virtual.played_actions import Trouble

GOLDEN = Path(__file__).parents[2] / "golden" / "schema-1" / "sessions" / "pads-drill"


class Pointer(Mouse, Hands):
    """Clicks, and pulls the cable."""

    def press(self, *keys: object, held: object = None) -> None:
        raise AssertionError(f"a mouse has no {keys}")


@pytest.fixture
def mouse(qapp: QApplication, disk: Disk) -> Iterator[Pointer]:
    (disk.at / "papers").mkdir()
    made = Pointer(disk.at / "papers")
    made.window.resize(*SMALL)
    made.show()
    said: list[str] = []
    with unforeseen_said(said.append):
        yield made
    disk.mend()
    made.close()
    QApplication.processEvents()
    assert said == []


def lost(of: Hands) -> bool:
    return of.session.snapshot().phase is Phase.LOST


def first_map(mouse: Pointer) -> None:
    mouse.click(mouse.window.start.choice.stand)
    mouse.until(lambda: mouse.live)


def hold(mouse: Pointer) -> list[int]:
    """Begin one from the library; its scores, as they come."""
    scores: list[int] = []
    mouse.session.drill_listeners.append(
        lambda events: scores.extend(e.score for e in events if isinstance(e, TryScored) and e.score is not None)
    )
    mouse.click(mouse.window.header.drills)
    mouse.click(mouse.window.drills.library.buttons["tripod-hold", "both"])
    return scores


def kept_recording() -> None:
    folder = sessions_folder() / "2026-11-29_10-00-00"
    shutil.copytree(GOLDEN, folder)
    head = json.loads((folder / "session.json").read_text())
    (folder / "session.json").write_text(json.dumps(head | {"subject": "P-01"}))


def test_unplugged_and_another_board_is_chosen(mouse: Pointer) -> None:
    first_map(mouse)
    mouse.pull(600.0)
    mouse.until(lambda: lost(mouse))
    assert "unplugged" in mouse.reads()
    mouse.click(mouse.window.header.source_bar)
    details = mouse.window.details
    assert details.isVisible()
    mouse.click(details.close_)
    assert not details.isVisible()
    mouse.click(mouse.window.header.source_bar)
    other = sentence("view_live_details.other_board")
    mouse.click(next(button for button in details.findChildren(KeyButton) if button.text() == other))
    assert mouse.window.pages.currentWidget() is mouse.window.start
    first_map(mouse)
    assert mouse.live


def test_unplugged_in_a_hold_which_goes_on(mouse: Pointer) -> None:
    first_map(mouse)
    scores = hold(mouse)
    run = mouse.session.drilling.run
    assert run is not None
    mouse.until(lambda: run.engine.state is State.WORKING)
    mouse.pull()
    mouse.until(lambda: lost(mouse))
    assert "unplugged" in mouse.reads()
    mouse.until(lambda: mouse.live)
    mouse.until(lambda: bool(scores))
    mouse.click(mouse.window.drills.running.end)
    assert read_diary(diary_path()).entries[-1].drill == "tripod-hold"


@pytest.mark.parametrize("how", [READ_ONLY, FULL])
def test_a_hold_on_a_disk_that_takes_nothing(mouse: Pointer, disk: Disk, how: str) -> None:
    first_map(mouse)
    disk.spoil(how)
    scores = hold(mouse)
    mouse.until(lambda: bool(scores))
    mouse.click(mouse.window.drills.running.end)
    summary = mouse.window.drills.summary
    assert mouse.window.drills.stack.currentWidget() is summary
    assert "The diary cannot be kept in " in mouse.reads()
    mouse.click(summary.library)
    disk.mend()
    again = hold(mouse)
    mouse.until(lambda: bool(again))
    mouse.click(mouse.window.drills.running.end)
    assert read_diary(diary_path()).entries[-1].score is not None, "and kept once there is room"


@pytest.mark.parametrize("how", [READ_ONLY, FULL])
def test_a_recording_on_a_disk_that_takes_nothing(mouse: Pointer, disk: Disk, how: str) -> None:
    first_map(mouse)
    disk.spoil(how)
    record = mouse.window.live.record
    mouse.click(record)
    mouse.go(3)
    mouse.until(lambda: mouse.window.message != "Recording.")
    assert any(said in mouse.reads() for said in ("cannot be made", "cannot be written"))
    disk.mend()
    mouse.click(record)
    mouse.go(2)
    assert mouse.session.recording.under_way
    assert not mouse.session.recording.state().error


def test_looking_back_while_the_cable_is_out_and_the_disk_full(mouse: Pointer, disk: Disk) -> None:
    kept_recording()
    first_map(mouse)
    mouse.click(mouse.window.header.history)
    mouse.wait(lambda: mouse.window.history.page is not None and mouse.window.history.page.folder is not None)
    page = mouse.window.history.page
    assert page is not None
    mouse.click(page.chosen.replay)
    replay = mouse.window.pages.replay_shown
    assert replay is not None
    replay.playbacks[0]._thread.join()  # pyright: ignore[reportPrivateUsage]
    disk.spoil(FULL)
    mouse.pull(600.0)
    mouse.until(lambda: lost(mouse))
    mouse.wait(lambda: replay.playing.under_way)
    mouse.click(replay.transport.mark)
    assert replay._said.startswith("The mark cannot be kept: ")  # pyright: ignore[reportPrivateUsage]
    mouse.click(mouse.window.header.live)
    assert "unplugged" in mouse.reads()


def test_settings_on_a_read_only_disk(mouse: Pointer, disk: Disk) -> None:
    disk.spoil(READ_ONLY)
    mouse.click(mouse.window.header.settings)
    page = mouse.window.settings.page
    mouse.click(page.look.theme_choice.buttons["light"])
    assert page.said.text().startswith("That holds until the window is closed, and cannot be kept in ")
    assert not mouse.window.theme.dark
    mouse.click(mouse.window.header.person)
    assert mouse.window.people.shown
    mouse.at(QPoint(20, 580))
    assert not mouse.window.people.shown
    mouse.click(page.back)
    first_map(mouse)
    assert mouse.live


def test_closed_while_a_hold_is_scored(mouse: Pointer) -> None:
    """The window's own frame closes it: there is no button for that on a page."""
    first_map(mouse)
    hold(mouse)
    run = mouse.session.drilling.run
    assert run is not None
    mouse.until(lambda: run.engine.state is State.WORKING)
    mouse.go(5)
    mouse.window.close()
    entry = read_diary(diary_path()).entries[-1]
    assert entry.drill == "tripod-hold"
    assert (sessions_folder() / entry.recording / "summary.json").exists()


def test_weights_in_other_units_and_none(mouse: Pointer) -> None:
    """Typed into the field that was clicked; what follows is clicked."""
    choice = mouse.window.start.choice
    for text in ("75 stone", "seventy", "-75 kg"):
        mouse.click(choice.weight)
        mouse.write(text)
        mouse.click(choice.stand)
        assert not mouse.sessions, "no board opens"
        assert choice.wrong.isVisible(), text
    mouse.click(choice.weight)
    mouse.write("165 lb")
    first_map(mouse)
    assert "weight_kg=74.8" in mouse.session.source.label
    mouse.click(mouse.window.header.settings)
    page = mouse.window.settings.page
    field, other = page.person.weight, page.person.length
    mouse.click(field.edit)
    mouse.write("165 N")
    mouse.click(other.edit)
    assert field.error.text()
    assert not profile_path().exists()
    mouse.click(field.edit)
    mouse.write("165 lb")
    mouse.click(other.edit)
    assert read_profile(profile_path()).weight_kg == pytest.approx(74.8, abs=0.1)
    mouse.click(page.back)
    assert mouse.live


def wizard_on_the_played_board(mouse: Pointer) -> tuple[Any, Any]:
    mouse.click(mouse.window.start.choice.calibrate)
    page = mouse.window.wizard_shown
    mouse.until(lambda: mouse.live)
    panel = mouse.window.play.panel
    assert panel is not None
    mouse.click(panel.unfold)
    mouse.click(page.next)
    mouse.until(lambda: panel.thing is not None)
    return page, panel


def cause(mouse: Pointer, panel: Any, trouble: Trouble, seconds: float = 4.0) -> None:
    """Or take it back; then let so long pass."""
    controls = panel.controls
    if controls.stack.currentWidget() is not controls.faults:
        mouse.click(controls.buttons[Does.FAULT])
    mouse.click(controls.faults.buttons[trouble])
    mouse.go(seconds)


@pytest.mark.usefixtures("at_once")
def test_wires_that_are_loose_or_swapped_when_each_point_is_pressed(mouse: Pointer) -> None:
    page, panel = wizard_on_the_played_board(mouse)
    cause(mouse, panel, Trouble.OPEN)
    assert "base of the left big toe" in page.view.problem
    assert not page.view.may_go_on
    cause(mouse, panel, Trouble.OPEN)
    assert page.view.problem == ""
    cause(mouse, panel, Trouble.SWAPPED, 0.5)
    mouse.click(panel.each_time)
    mouse.until(lambda: page.view.may_go_on)
    assert "swapped" in page.view.detail, "it is corrected, and said"


@pytest.mark.slow
@pytest.mark.usefixtures("at_once")
def test_wires_that_go_wrong_while_readings_are_taken_prove_nothing(mouse: Pointer) -> None:
    page, panel = wizard_on_the_played_board(mouse)
    mouse.click(panel.each_time)
    while page.view.step is not Step.LOAD:
        step = page.view.step
        mouse.until(page.next.isEnabled)
        mouse.until(lambda: panel.thing.what is What.GO_ON and not panel.player.played.now().under_way)
        mouse.click(page.next)
        mouse.until(lambda step=step: page.view.step is not step)
    mouse.until(lambda: bool(page.view.captures))
    taken = len(page.view.captures)
    cause(mouse, panel, Trouble.OPEN, 8.0)
    assert "gives no sound reading" in page.view.problem
    assert len(page.view.captures) <= taken + 1, "nothing is taken meanwhile"
    cause(mouse, panel, Trouble.OPEN)
    assert page.view.problem == ""
    cause(mouse, panel, Trouble.SWAPPED)
    mouse.until(page.next.isEnabled)
    mouse.click(page.next)
    mouse.until(lambda: page.view.step is Step.FEET and page.next.isEnabled())
    mouse.click(page.next)
    mouse.until(lambda: page.view.verdict is not None)
    assert page.view.verdict.word != "good"
    assert page.view.verdict.findings.load.state is not Proof.PROVEN
    assert page.view.verdict.findings.share.state is not Proof.PROVEN
    assert mouse.reads().count("not proven") >= 2
