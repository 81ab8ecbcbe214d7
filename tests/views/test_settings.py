"""The page Settings: what is chosen holds at once, is kept, and holds in the next window; a board or none."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tripod.live.settings_control import SettingsControl
from tripod.live.sound_check import SoundCheck
from tripod.sound.output import File, Nowhere
from tripod.sound.tone import RATE
from tripod.storage.places import profile_path, settings_path
from tripod.storage.settings import Settings, read_settings
from tripod.storage.used import Used
from tripod.training.profile import Unit, read_profile
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
    print(app.palette().window().color().name(), app.devicePixelRatio(), os.environ[SCALE])
"""
    for what in ("choose", "look"):
        done = subprocess.run(
            [sys.executable, "-c", program, what], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [themes.LIGHT.background.name(), "1.5", "1.5"]
