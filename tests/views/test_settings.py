"""The page Settings: what is chosen holds at once, is kept, and holds in the next window; a board or none."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tripod.live.settings_control import SettingsControl
from tripod.live.sound_check import SoundCheck
from tripod.record.marks import mark
from tripod.sound.output import File, Nowhere
from tripod.sound.tone import RATE
from tripod.storage.folder_size import Used
from tripod.storage.places import profile_path, sessions_folder, settings_path
from tripod.storage.settings import Settings, read_settings
from tripod.training.profile import NOBODY, Unit, read_profile, write_profile
from tripod.views.kit import theme as themes
from tripod.views.main_window import MainWindow
from tripod.views.settings.keeping import size_said
from tripod.views.settings.look import sizes_that_fit


def kept() -> Settings:
    return read_settings(settings_path())


def key(window: MainWindow, which: Qt.Key, qtbot: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(window.focusWidget() or window, which, modifier)
    QApplication.processEvents()


def write(field: Any, text: str, qtbot: Any) -> None:
    field.edit.setFocus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, text)
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)


def test_comma_goes_there_and_esc_back_to_each_page(bench: Any, vc: Any, qtbot: Any) -> None:
    window = bench.window
    bench.show(vc.make_snapshot())
    window.activateWindow()
    key(window, Qt.Key.Key_Comma, qtbot)
    assert window.settings.shown
    assert window.header.settings.present
    key(window, Qt.Key.Key_Z, qtbot)
    assert bench.session.asked == [], "the keys of the Live page are not those of this one"
    key(window, Qt.Key.Key_Escape, qtbot)
    assert window.pages.currentWidget() is window.live
    assert not window.header.settings.present
    window.settings.toggle()
    window.leave_board()
    assert window.pages.currentWidget() is window.start, "the board went away meanwhile"


def test_what_is_chosen_holds_at_once_and_in_the_next_window(start_bench: Any, vc: Any, qtbot: Any) -> None:
    window = start_bench.window
    window.settings.toggle()
    page = window.settings.page
    page.look.theme_choice.buttons["light"].click()
    page.look.colours.buttons["blue_yellow"].click()
    page.look.draw_between.click()
    page.look.language.setCurrentIndex(2)
    page.look.language.activated.emit(2)
    assert (window.theme.name, window.theme.palette, window.live.feet.between) == ("light", "blue_yellow", True)
    assert page.said.text() == "Kept."
    assert not page.look.later.isHidden(), "the language is another from the next start on"
    assert kept() == Settings(theme="light", palette="blue_yellow", between=True, language="de")
    again = MainWindow(lambda _: vc.FakeSession(), list, str, start_bench.clock)
    try:
        assert (again.theme.name, again.theme.palette, again.live.feet.between) == ("light", "blue_yellow", True)
    finally:
        again.close()
        again.deleteLater()


def test_before_a_board_is_open_the_person_is_kept_and_the_board_opens_for_them(start_bench: Any, qtbot: Any) -> None:
    window = start_bench.window
    window.settings.toggle()
    form = window.settings.page.person
    write(form.weight, "82,5 kg".replace(",", "."), qtbot)
    form.unit.setCurrentIndex(2)
    form.unit.activated.emit(2)
    profile = read_profile(profile_path())
    assert (profile.weight_kg, profile.unit, type(profile.unit)) == (82.5, Unit.KILOGRAMS, Unit)
    write(form.weight, "much", qtbot)
    assert form.weight.error.text()
    assert read_profile(profile_path()).weight_kg == 82.5


def test_no_board_opens_by_itself_while_one_chooses(start_bench: Any, vc: Any) -> None:
    window = start_bench.window
    window.settings.toggle()
    start_bench.ports.append(vc.FakePort("/dev/ttyACM0", is_board=True))
    start_bench.clock.now_s += 5
    window.tick()
    assert start_bench.opened == []
    window.settings.leave()
    start_bench.clock.now_s += 5
    window.tick()
    assert start_bench.opened == ["/dev/ttyACM0"]


def test_the_scale_is_held_for_this_kind_of_board_and_comes_back(bench: Any, vc: Any, qtbot: Any) -> None:
    window = bench.window
    for k in range(30):
        bench.show(vc.make_snapshot(t_s=12 + 0.1 * k), after_s=0.1)
    qtbot.keyClick(window, Qt.Key.Key_F)
    assert kept().map_held == {"pads": 440.0}
    window.leave_board()
    window.open_source("/dev/ttyACM0")
    bench.show(vc.make_snapshot("insole"))
    assert not window.live.feet.fitted.held
    bench.show(vc.make_snapshot())
    assert (window.live.feet.map_scale().full_n, window.live.feet.map_scale().held) == (440.0, True)
    qtbot.keyClick(window, Qt.Key.Key_F)
    assert kept().map_held == {}


def test_a_disk_that_takes_nothing_is_said_once_and_it_holds_all_the_same(start_bench: Any) -> None:
    window = start_bench.window
    window.settings.toggle()
    settings_path().parent.parent.mkdir(parents=True, exist_ok=True)
    settings_path().parent.write_text("no folder can be made here")
    page = window.settings.page
    page.look.theme_choice.buttons["light"].click()
    assert window.theme.name == "light"
    assert page.said.text().startswith("That holds until the window is closed, and cannot be kept in ")
    page.person.rezero.click()
    assert page.said.text().startswith("The profile cannot be kept in ")


def test_damaged_settings_are_said_and_stay_as_they_are(qtbot: Any, vc: Any) -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text('{"schema": 1, "theme": "pink"}')
    window = MainWindow(lambda _: vc.FakeSession(), list, str, vc.FakeClock())
    try:
        assert "Move" in window.start.error.text()
        window.settings.toggle()
        assert "Move" in window.settings.page.said.text()
        window.settings.choose("theme", "light")
        assert settings_path().read_text() == '{"schema": 1, "theme": "pink"}'
    finally:
        window.close()
        window.deleteLater()


def test_folders_are_shown_with_what_they_take_and_opened(start_bench: Any, tmp_path: Path) -> None:
    window, shown = start_bench.window, []
    window.settings._show = lambda folder: shown.append(folder) or True
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "one.toml").write_text("x" * 2000)
    window.settings.toggle()
    keeping = window.settings.page.keeping
    keeping.drills_chosen.emit(str(mine))
    assert kept().own_drills == str(mine)
    keeping.open["own_drills"].click()
    assert shown == [mine]
    assert keeping._sizes["own_drills"].text() == "2 kB"
    keeping.open["recordings"].click()
    assert len(shown) == 1
    assert "Nothing lies in" in window.settings.page.said.text()
    keeping.usual_drills.click()
    assert kept().own_drills == ""


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 kB"), (999, "1 kB"), (312_000_000, "312.0 MB"), (999_000, "999 kB"), (7_250_000_000, "7.25 GB")],
)
def test_sizes_are_said_as_people_read_them(size: int, said: str) -> None:
    assert size_said(Used(3, size)) == said
    assert size_said(Used(3, size, False)) == f"more than {said}"
    assert size_said(Used()) == "nothing yet"


def test_only_sizes_that_fit_the_screen_are_offered() -> None:
    assert sizes_that_fit(1280, 800) == (100, 110, 125)
    assert sizes_that_fit(800, 600) == (100,), "the usual one always is"
    assert sizes_that_fit(3840, 2160)[-1] == 200


def test_the_test_tone_sounds_where_the_coach_does_and_ends(tmp_path: Path) -> None:
    opened = []

    def device(render: Any, name: str) -> File:
        opened.append((name, render))
        return File(tmp_path / f"{len(opened)}.wav", render)

    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(json.dumps({"schema": 1, "sound_device": "Headphones"}))
    check = SoundCheck(SettingsControl(settings_path(), device).open_sound)
    assert check.play(0.5) == ""
    assert opened[0][0] == "Headphones"
    assert np.abs(opened[0][1](RATE)).max() > 0.05
    check.stop()
    assert SoundCheck(lambda _: Nowhere("There is no sound here.")).play(1.0) == "There is no sound here."


def test_the_tone_is_over_when_the_page_is_left(start_bench: Any) -> None:
    window = start_bench.window
    window.settings.toggle()
    sound = window.settings.page.sound
    sound.show_devices(["Speakers"], "Headphones")
    assert [sound.device.itemText(k) for k in range(3)][2] == "Headphones (not there now)"
    assert sound.device.chosen == "Headphones"
    sound.test.click()
    window.settings.leave()
    assert not sound._over.isActive()


@pytest.mark.slow
def test_two_real_windows_one_after_another_know_the_same(tmp_path: Path) -> None:
    """Two processes: what the one chose the other finds."""
    program = """
import sys
from PySide6.QtWidgets import QApplication
from tripod.live.settings_control import SettingsControl
from tripod.storage.places import settings_path
from tripod.views.app import SCALE, run_window
import os
settings = SettingsControl(settings_path())
if sys.argv[1] == "choose":
    settings.change(theme="light", text_percent=150)
else:
    run_window(lambda _: None, None, list_ports=list, permission_help=str, clock=iter(range(10**6)).__next__,
               after_s=1.0, settings=settings)
    app = QApplication.instance()
    print(app.palette().window().color().name(), app.devicePixelRatio(), SCALE in os.environ)
"""
    for what in ("choose", "look"):
        done = subprocess.run(
            [sys.executable, "-c", program, what], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [themes.LIGHT.background.name(), "1.5", "False"], "what it starts reads its own size"


def kept_recording(name: str, size: int) -> Path:
    folder = sessions_folder() / name
    folder.mkdir(parents=True)
    (folder / "session.json").write_text("{}")
    (folder / "samples.csv").write_bytes(b"x" * size)
    return folder


def test_whether_each_drill_is_recorded_and_within_what_is_kept_with_a_board_or_none(
    start_bench: Any, vc: Any, qtbot: Any
) -> None:
    window = start_bench.window
    window.settings.toggle()
    rows = window.settings.page.each_drill
    assert rows.records.isChecked()
    assert "0.00 of 4 GB" in rows.said.text()
    rows.limit.setCurrentIndex(1)
    rows.limit.activated.emit(1)
    assert "0.00 of 1 GB" in rows.said.text()
    rows.records.setFocus()
    qtbot.keyClick(rows.records, Qt.Key.Key_Space)
    kept_one = read_profile(profile_path())
    assert (kept_one.records_drills, kept_one.recordings_gb) == (False, 1.0)
    assert not rows.limit.isEnabled()
    # What is written in the form afterwards takes none of it back.
    write(window.settings.page.person.weight, "80", qtbot)
    kept_one = read_profile(profile_path())
    assert (kept_one.weight_kg, kept_one.records_drills, kept_one.recordings_gb) == (80.0, False, 1.0)
    asked: list[Any] = []
    window.open_source("/dev/ttyACM0")
    start_bench.show(vc.make_snapshot())
    start_bench.session.set_profile = asked.append
    window.settings.toggle()
    rows.records.click()
    assert [p.records_drills for p in asked] == [not start_bench.session.now.profile.records_drills]


def test_where_it_is_full_the_oldest_unmarked_go_only_after_two_presses(start_bench: Any, qtbot: Any) -> None:
    old, marked, new = (kept_recording(f"2026-01-0{n}_10-00-00", 300_000) for n in (1, 2, 3))
    mark(marked, 1.0)
    window = start_bench.window
    write_profile(profile_path(), replace(NOBODY, recordings_gb=0.0008))
    window.settings.toggle()
    rows = window.settings.page.each_drill
    assert "Full" in rows.said.text()
    assert rows.bar.part == 1
    assert rows.bar.accessibleDescription() == rows.said.text()
    assert rows.delete.text() == "Delete the oldest 1…"
    rows.delete.setFocus()
    qtbot.keyClick(rows.delete, Qt.Key.Key_Return)
    assert old.exists()
    assert rows.delete.text() == "Really delete 1?"
    qtbot.keyClick(rows.delete, Qt.Key.Key_Return)
    assert [folder.exists() for folder in (old, marked, new)] == [False, True, True]
    assert "0.00 GB" not in rows.said.text()
    assert 0.7 < rows.bar.part < 0.8, "two of three recordings are left"
    assert rows.delete.isHidden()
    assert window.settings.page.said.text() == "Recordings deleted: 1."


def test_size_and_language_hold_once_one_key_has_started_it_anew(qtbot: Any, vc: Any) -> None:
    """The window tells what was open, and closes; whoever made it makes the next one."""
    told: list[str] = []
    window = MainWindow(lambda _: vc.FakeSession(), list, str, vc.FakeClock(), restart=told.append)
    try:
        window.show()
        window.activateWindow()
        window.settings.toggle()
        look = window.settings.page.look
        key(window, Qt.Key.Key_R, qtbot, Qt.KeyboardModifier.ControlModifier)
        assert told == [], "nothing waits for a start"
        look.language.setCurrentIndex(2)
        look.language.activated.emit(2)
        assert look.restart.isVisible()
        key(window, Qt.Key.Key_R, qtbot, Qt.KeyboardModifier.ControlModifier)
        assert told == [""]
        assert not window.isVisible()
    finally:
        window.close()
        window.deleteLater()


def test_nothing_that_is_under_way_is_ended_by_a_start(start_bench: Any, vc: Any, qtbot: Any) -> None:
    told: list[str] = []
    window = start_bench.window
    window.settings.may_restart = True
    window.settings.restart_asked.connect(lambda: told.append(window.open_now))
    start_bench.session.source = type("Source", (), {"label": "/dev/ttyACM0"})()
    window.open_source("/dev/ttyACM0")
    start_bench.session.busy = "A drill is under way."
    window.settings.toggle()
    look = window.settings.page.look
    look.sizes.setCurrentIndex(1)
    look.sizes.activated.emit(1)
    look.restart.click()
    assert told == []
    assert "end it first" in window.settings.page.said.text()
    start_bench.session.busy = ""
    look.restart.click()
    assert told == ["/dev/ttyACM0"]
