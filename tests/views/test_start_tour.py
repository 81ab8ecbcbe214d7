"""Who was asked once for the tour, and said no, finds it on the start page; its fields are of two widths."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tripod.views.kit.panel_head import FIELD_PX, WIDE_FIELD_PX


def test_the_start_page_offers_the_tour_once_the_strip_does_not(start_bench: Any, qtbot: Any) -> None:
    window = start_bench.window
    window.tour.offer()
    assert window.tour.strip.isVisible()
    assert not window.start.tour.isVisible(), "not twice"
    window.tour.strip.end.click()
    QApplication.processEvents()
    assert window.start.tour.isVisible()
    opened: list[str] = []
    window.tour._open = lambda source: bool(opened.append(source))
    qtbot.mouseClick(window.start.tour, Qt.MouseButton.LeftButton)
    assert opened == ["virtual:play,board=pads"] or opened[0].startswith("virtual:play")


def test_it_is_reached_by_tab(start_bench: Any, qtbot: Any) -> None:
    window = start_bench.window
    window.start.tour.show()
    for _ in range(40):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        if window.start.tour.hasFocus():
            return
    raise AssertionError("Tab never comes to it")


def test_the_volume_is_a_number_too_and_fields_are_of_two_widths(start_bench: Any, qtbot: Any) -> None:
    window = start_bench.window
    window.settings.toggle()
    QApplication.processEvents()
    page = window.settings.page
    form = page.person
    form.volume.setValue(35)
    assert form.loud.text() == "35 %"
    assert {form.weight.edit.width(), form.language.width(), page.look.sizes.width()} == {FIELD_PX}
    wide = {box.width() for box in (form.unit, form.heard, page.sound.device, page.look.language)}
    assert wide == {WIDE_FIELD_PX}
