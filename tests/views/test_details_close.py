"""The details are closed by a button, too."""

import pytest
from PySide6.QtCore import QPoint, Qt


@pytest.mark.parametrize("size", [(1024, 600), (1280, 800)])
def test_the_details_have_a_button_that_closes_them(bench, vc, qtbot, size) -> None:
    bench.window.resize(*size)
    bench.show(vc.make_snapshot("plate"))
    bench.window.toggle_details()
    details = bench.window.details
    button = details.close_
    seen = button.visibleRegion().boundingRect()
    assert seen.size() == button.size()
    assert not details.heading.geometry().intersects(button.geometry())
    at = button.mapTo(details, QPoint(button.width(), 0))
    assert details.width() - at.x() < 40, "at the right edge, as on all that lies over a page"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not details.isVisible()
    assert bench.window.header.source_bar.hasFocus()
