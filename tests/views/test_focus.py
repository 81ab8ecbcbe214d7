"""Where Tab leads on a real window of 1024x600: within what lies over a page, and always to what can be seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.pictures.keys_and_seconds import Fingers, first_map

Key = Qt.Key


@pytest.fixture
def of(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fingers]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = Fingers(tmp_path)
    made.window.resize(1024, 600)
    made.show()
    yield made
    made.close()
    QApplication.processEvents()


def stops(of: Fingers, most: int = 60) -> list[QWidget]:
    """What Tab leads to, until it comes round."""
    out: list[QWidget] = []
    for _ in range(most):
        of.press(Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None, "the focus is lost"
        if focus in out:
            return out
        out.append(focus)
    raise AssertionError("Tab does not come round")


def is_seen(widget: QWidget) -> bool:
    """Enough of it to know it by."""
    return widget.visibleRegion().boundingRect().height() >= min(widget.height(), 20) - 2


def name(widget: QWidget) -> str:
    """As a screen reader says it."""
    said = QAccessible.queryAccessibleInterface(widget)
    return said.text(QAccessible.Text.Name) if said else ""


@pytest.mark.parametrize("page", ["start", "settings", "new board", "live", "drills", "calibrate", "history"])
def test_tab_comes_round_and_each_stop_is_seen_and_has_a_name(of: Fingers, page: str) -> None:
    if page in ("live", "drills", "calibrate", "history"):
        first_map(of)
    keys = {"settings": Key.Key_Comma, "new board": Key.Key_N, "drills": Key.Key_D, "calibrate": Key.Key_K}
    if page in keys:
        of.press(keys[page])
    if page == "history":
        of.press(Key.Key_H)
    found = stops(of)
    assert len(found) > 3
    assert [type(w).__name__ for w in found if not name(w)] == []
    # Once more round: an area that was scrolled to its end comes back with the focus.
    for widget in found:
        of.press(Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert is_seen(focus), f"{name(focus)} of {page}, after {name(widget)}"


@pytest.mark.parametrize("panel", ["keys", "people", "about", "details"])
def test_tab_stays_within_a_panel_that_lies_over_the_page(of: Fingers, panel: str) -> None:
    first_map(of)
    window = of.window
    if panel == "about":
        window.help.show_about()
    elif panel == "details":
        window.toggle_details()
    else:
        of.press(Key.Key_P if panel == "people" else Key.Key_F1)
    lies = {"keys": window.help.keys, "people": window.people.chooser, "about": window.help.about}.get(
        panel, window.details
    )
    assert lies is not None
    assert lies.isVisible()
    for widget in stops(of):
        assert widget is lies or lies.isAncestorOf(widget)
    of.press(Key.Key_Escape)
    assert not lies.isVisible()
    assert QApplication.focusWidget() is not None


def test_a_click_beside_a_panel_closes_it_and_presses_nothing(of: Fingers) -> None:
    first_map(of)
    of.press(Key.Key_F1)
    keys = of.window.help.keys
    assert keys is not None
    assert keys.isVisible()
    at = of.window.live.freeze.mapTo(of.window, of.window.live.freeze.rect().center())
    assert of.window.childAt(at) is keys.scrim
    QTest.mouseClick(keys.scrim, Qt.MouseButton.LeftButton, pos=QPoint(at))
    assert not keys.isVisible()
    assert not keys.scrim.isVisible()
    assert of.window.live.frozen is None
