"""One table of keys: what is bound stands in it with its page, and the panel on ? shows just what holds there."""

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication

import tripod.views
from tripod.views.help.keys_panel import sections
from tripod.views.help.shipped import needed, shipped
from tripod.views.kit.key_names import key_shown
from tripod.views.kit.key_table import KEYS, Does, Where, keys_of

VIEWS = Path(tripod.views.__file__).parent
TABLE = {key for row in KEYS for key in row.keys}
PAGES = {
    "drill/page.py": {Where.LIBRARY, Where.DRILL, Where.SUMMARY},
    "calibrate/page.py": {Where.WIZARD},
    "feet/strips.py": {Where.STRIP, Where.EVERYWHERE},
    "replay/keys.py": {Where.REPLAY},
}
"""What hears keys by itself, and whose keys these are."""
NAMED = {"Escape": "Esc", "PageUp": "PgUp", "PageDown": "PgDown", "Delete": "Del", "Plus": "+", "Minus": "-"}


def test_every_shortcut_of_the_window_stands_in_the_table(bench: Any) -> None:
    bound = [shortcut.key().toString() for shortcut in bench.window.findChildren(QShortcut)]
    assert sorted(set(bound) - TABLE) == []
    everywhere = {Where.EVERYWHERE, Where.BOARD, Where.ACTING, Where.LIVE, Where.COACH}
    promised = {key for row in KEYS if row.where in everywhere for key in row.keys}
    assert sorted(promised - set(bound)) == [], "the table promises no key that does nothing"


@pytest.mark.parametrize("page", PAGES)
def test_every_key_that_a_page_hears_by_itself_stands_in_the_table(page: str) -> None:
    heard = set(re.findall(r"Key\.Key_(\w+)", (VIEWS / page).read_text("utf-8"))) - {"Enter"}
    rows = {key for row in KEYS if row.where in PAGES[page] for key in row.keys}
    assert {NAMED.get(key, key) for key in heard - {"Up", "Down"}} <= rows


def test_no_key_means_two_things_in_one_place() -> None:
    with_board = {Where.EVERYWHERE, Where.BOARD, Where.ACTING}
    for place in Where:
        there = {Where.EVERYWHERE} if place is Where.START else with_board
        rows = [row for row in KEYS if row.where in {place, *there}]
        for a, b in combinations(rows, 2):
            assert not set(a.keys) & set(b.keys), (place, a, b)
    assert {row.does for row in KEYS} == set(Does)


def test_a_key_is_shown_as_it_is_printed() -> None:
    assert [key_shown(k) for k in ("+", "-", "Shift+Left", "Ctrl+Z", "Return", "Space", ",")] == [
        "+", "-", "Shift+←", "Ctrl+Z", "Enter", "Space", ",",
    ]  # fmt: skip


def test_the_panel_shows_what_holds_on_the_page_and_goes(bench: Any, vc: Any, qtbot: Any) -> None:
    window = bench.window
    bench.show(vc.make_snapshot())
    window.activateWindow()
    shown = {}
    for name, turn in (
        ("live", window.show_live),
        ("wizard", window.show_wizard),
        ("settings", window.settings.toggle),
    ):
        turn()
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_F1)
        assert window.help.shown
        shown[name] = [said for _, said in window.help.keys.texts]
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
        assert not window.help.shown
        QApplication.processEvents()
    assert window.settings.shown, "Esc left the panel, not the page"
    assert "zero the empty board" in shown["live"]
    assert "zero the empty board" not in shown["wizard"] + shown["settings"]
    assert "next step" in shown["wizard"]
    assert all("settings" in said for said in shown.values())


def test_a_question_mark_does_it_too_and_a_page_that_turns_takes_it_away(start_bench: Any, qtbot: Any) -> None:
    window = start_bench.window
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Question)
    assert window.help.shown
    assert len(window.help.keys.texts) == sum(row.where in (Where.EVERYWHERE, Where.START) for row in KEYS)
    window.open_source("/dev/ttyACM0")
    assert not window.help.shown


def test_each_line_has_its_words() -> None:
    assert sum(len(rows) for _, rows in sections(list(Where))) == len(KEYS)
    assert keys_of(Does.SCREENSHOT) == ("S", "Ctrl+S")


def test_what_is_shipped_is_named_with_version_and_licence() -> None:
    parts = {part.name.lower(): part for part in shipped()}
    wanted = {"numpy", "scipy", "msgspec", "pyqtgraph", "pyserial", "cobs", "filelock", "platformdirs"}
    assert wanted <= set(parts)
    assert {"shiboken6", "cffi"} <= set(parts), "what these need is shipped with them"
    assert not {"pytest", "ruff"} & set(parts)
    assert [part.name for part in parts.values() if not (part.version and part.licence)] == []
    assert needed("no-such-package-at-all") == ()


def test_about_names_where_to_get_help_and_the_log_is_shown(start_bench: Any) -> None:
    window, shown = start_bench.window, []
    window.help._show = lambda path: shown.append(path) or True
    window.help.show_about()
    about = window.help.about
    assert about.isVisible()
    about.log.click()
    assert shown == []
    assert about.said.text() == "Nothing has failed so far: there is no log."
    about.copy.click()
    assert QApplication.clipboard().text().startswith("tripod 0.1.0, Python 3.")
    from tripod.views.unforeseen import log_file

    log_file().parent.mkdir(parents=True)
    log_file().write_text("it failed")
    about.log.click()
    assert shown == [log_file()]


def test_the_letters_of_the_history_are_a_drills_elsewhere(bench: Any, vc: Any) -> None:
    window = bench.window
    bench.show(vc.make_snapshot())
    bound = [s for s in window.findChildren(QShortcut) if s.key().toString() in ("N", "O", "/")]

    def hold() -> list[str]:
        return sorted(s.key().toString() for s in bound if s.isEnabled())

    assert hold() == [], "a shortcut would take N from a question of a drill"
    window.history.show()
    assert hold() == ["/", "N", "O"]
    window.show_live()
    assert hold() == []
