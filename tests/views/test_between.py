"""The picture between the points: off until it is asked for, on insoles alone, hatched over and named."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tripod.views.kit import theme as themes


def pixels(widget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def midfoot(feet) -> np.ndarray:
    """Pixels under the arch, beside dot, trail and lines."""
    art = feet.arts["left"]
    y = round((art.points[0].y() + art.points[2].y()) / 2)
    x = round(sum(art.edges_at(y, 30)) / 2)
    return pixels(feet)[y - 10 : y + 10, x - 30 : x - 10].reshape(-1, 3)


def blue(part: np.ndarray) -> np.ndarray:
    return part[:, 2] > 1.9 * part[:, 0] + 20


def test_it_is_off_until_asked_for_and_hatched_and_named_then(bench, vc, qtbot):
    bench.show(vc.make_snapshot("insole"))
    feet = bench.window.live.feet
    assert not blue(midfoot(feet)).any()
    qtbot.keyClick(bench.window, Qt.Key.Key_I)
    bench.show(vc.make_snapshot("insole", t_s=12.2))
    seen = midfoot(feet)
    assert 0.4 < blue(seen).mean() < 0.95, "coloured, with stripes that are not"
    sole = np.array(themes.DARK.sole.getRgb()[:3])
    assert (np.abs(seen - sole).sum(1) < 25).mean() > 0.03
    bench.window.settings.toggle()
    look = bench.window.settings.page.look
    assert look.draw_between.isChecked()
    qtbot.mouseClick(look.draw_between, Qt.MouseButton.LeftButton, pos=_in_box())
    assert not feet.between


def _in_box():
    from PySide6.QtCore import QPoint

    return QPoint(8, 10)


@pytest.mark.parametrize("board", ["pads", "plate"])
def test_boards_on_which_the_sole_lies_on_nothing_there_never_draw_it(bench, vc, qtbot, board):
    qtbot.keyClick(bench.window, Qt.Key.Key_I)
    bench.show(vc.make_snapshot(board))
    assert not bench.window.live.feet.may_draw_between()
    assert not blue(midfoot(bench.window.live.feet)).any()


def test_what_is_measured_is_the_same_with_it_and_without(bench, vc, qtbot):
    bench.show(vc.make_snapshot("insole"))
    feet = bench.window.live.feet
    at = feet.arts["left"].points[0]
    here = slice(round(at.y()) + 12, round(at.y()) + 22), slice(round(at.x()) + 12, round(at.x()) + 22)
    before = pixels(feet)[here]
    qtbot.keyClick(bench.window, Qt.Key.Key_I)
    bench.show(vc.make_snapshot("insole", t_s=12.2))
    assert np.abs(pixels(feet)[here] - before).max() <= 2


def test_the_scale_is_held_by_key_and_in_the_settings(bench, vc, qtbot):
    live, form = bench.window.live, bench.window.settings.page.look
    for k in range(30):
        bench.show(vc.make_snapshot(t_s=12 + 0.1 * k), after_s=0.1)
    assert live.feet.map_scale().full_n == 440
    qtbot.keyClick(bench.window, Qt.Key.Key_F)
    bench.show(vc.make_snapshot(t_s=15.2))
    bench.window.settings.toggle()
    assert (live.feet.map_scale().held, form.hold.isChecked()) == (True, True)
    assert bench.window.coach.map_scale() == live.feet.map_scale() or bench.window.coach.snapshot.board is None
    form.hold.click()
    assert not live.feet.map_scale().held
    bench.window.leave_board()
    assert not live.feet.fitted.held


def test_other_colours_last_through_a_change_of_theme(bench, vc):
    bench.show(vc.make_snapshot())
    form = bench.window.settings.page.look
    form.colours.buttons["blue_yellow"].click()
    bench.show(vc.make_snapshot(t_s=12.2))
    assert bench.window.live.feet.theme.palette == "blue_yellow"
    bench.window.toggle_theme()
    assert (bench.window.theme.dark, bench.window.theme.palette) == (False, "blue_yellow")
    assert bench.window.theme.map[-1].lightness() < bench.window.theme.map[0].lightness()
