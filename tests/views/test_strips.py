"""The strip of the last seconds: lanes, bands, cursor, zoom and choices."""

from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tripod.boards import load_board
from tripod.live.recent_window import Window
from tripod.views.feet.curves import envelope, polylines
from tripod.views.feet.lanes import Lane, Shown, lanes
from tripod.views.kit import theme as themes
from tripod.views.kit.words import Words


def test_envelope_keeps_spikes_and_bridges_no_gap():
    t = np.arange(0, 10, 0.001)
    values = np.zeros((len(t), 3), np.float32)
    values[5000, 1] = 1.0
    values[2000:3000] = np.nan
    _, low, high = envelope(t, values, 0.05)
    assert np.nanmax(high[:, 1]) == 1.0
    assert np.nanmax(high[:, 0]) == 0.0
    assert np.isnan(low[45:55]).all()
    assert len(polylines(np.arange(len(low), dtype=float), low[:, 0].astype(float))) == 2


def test_strip_survives_an_empty_window(bench, vc):
    for shown in Shown:
        bench.window.live.strips.choose(shown)
        bench.session.strip = Window(np.zeros(0), np.zeros((0, 2, 3), np.float32), np.zeros((0, 2, 2), np.float32))
        bench.show(vc.make_snapshot())
        bench.session.strip = vc.make_window()
        bench.session.strip.share[:] = np.nan
        bench.show(replace(vc.make_snapshot(), t_s=13.0))


def strip_of(bench, vc, foot=Shown.RIGHT):
    bench.window.live.strips.choose(foot)
    feet = {"left": vc.foot_state(), "right": vc.foot_state(vc.ROLLED_OUT)}
    bench.show(vc.make_snapshot(feet=feet))
    return bench.window.live.strips.strip


def test_each_lane_has_its_band_and_only_the_point_at_fault_is_warm(bench, vc):
    strip = strip_of(bench, vc)
    assert [lane.band for lane in strip._lanes] == [pytest.approx(b) for b in ((50, 60), (22, 32), (13, 23))]
    image = strip.grab().toImage()
    warn = themes.DARK.warn

    def warm(plot):
        seen = (image.pixelColor(x, y) for x in range(int(plot.left()), int(plot.right()))
                for y in range(int(plot.top()), int(plot.bottom())))  # fmt: skip
        return sum(abs(c.red() - warn.red()) + abs(c.blue() - warn.blue()) < 40 for c in seen)

    heel, big, little = map(warm, strip.plots())
    assert big > 30
    assert heel == little == 0


def test_no_fault_is_drawn_that_the_board_may_not_claim_or_where_nobody_knows_the_stance(vc):
    plate = vc.make_snapshot("plate")
    window = vc.make_window()
    known = lanes(Shown.RIGHT, plate.board, window, Words(), plate)
    assert not isnan(known[1].alert[0])
    unknown = {f: replace(s, pose=replace_pose(plate.board, f)) for f, s in plate.feet.items()}
    for lane in lanes(Shown.RIGHT, plate.board, window, Words(), replace(plate, feet=unknown)):
        assert isnan(lane.alert[0])
        assert isnan(lane.alert[1])
    mute = replace(plate.board, claims=replace(plate.board.claims, faults=()))
    assert all(isnan(lane.alert[0]) for lane in lanes(Shown.RIGHT, mute, window, Words(), plate))


def replace_pose(board, foot):
    from tripod.balance.geometry import USUAL_FEET
    from tripod.balance.pose import drawn_pose

    return drawn_pose(board, USUAL_FEET, foot)


def test_the_cursor_tells_the_values_of_its_moment(bench, vc):
    strip = strip_of(bench, vc)
    window = bench.session.strip
    for ago in (0.0, 2.0, 7.5):
        at = int(np.searchsorted(window.t_s, window.t_s[-1] - ago))
        said = [values[0] for values in strip.values_at(ago)]
        assert said == pytest.approx((100 * window.share[at, 1]).tolist())
    plot = strip.plots()[0]
    QTest.mouseMove(strip, QPoint(round(plot.left() + 0.8 * plot.width()), round(plot.center().y())))
    QApplication.processEvents()
    assert strip.cursor_s == pytest.approx(2.0, abs=0.05)
    texts = [runs[0].text for runs, *_ in strip._axis()]
    assert any(t.startswith("−2.0") for t in texts)
    strip.leaveEvent(None)
    assert isnan(strip.cursor_s)


def test_arrows_move_the_cursor_and_escape_takes_it_away(bench, vc, qtbot):
    strip = strip_of(bench, vc)
    strip.setFocus()
    for _ in range(3):
        qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert strip.cursor_s == pytest.approx(0.6)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.cursor_s == pytest.approx(0.4)
    strip.set_cursor(99.0)
    assert strip.cursor_s == strip.span_s


def wheel(strip, up, modifiers=Qt.KeyboardModifier.NoModifier):
    at = QPointF(60, 60)
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120 if up else -120), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    strip.wheelEvent(event)


def test_wheel_and_keys_zoom_the_time_and_the_axis(bench, vc, qtbot):
    strip = strip_of(bench, vc)
    narrow = strip._spans
    wheel(strip, up=True)
    assert strip.span_s == 5.0
    assert strip._t_s[0] >= bench.session.strip.t_s[-1] - 5.05
    qtbot.keyClick(bench.window, Qt.Key.Key_Plus)
    qtbot.keyClick(bench.window, Qt.Key.Key_Plus)
    assert strip.span_s == 2.0, "no shorter one"
    qtbot.keyClick(bench.window, Qt.Key.Key_Minus)
    wheel(strip, up=False)
    wheel(strip, up=False)
    assert strip.span_s == 10.0
    wheel(strip, up=False, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert strip._spans == [(0.0, 100.0)] * 3
    qtbot.keyClick(bench.window, Qt.Key.Key_A)
    assert strip._spans == narrow


def test_what_is_shown_is_chosen_by_key_and_follows_the_fault_until_then(bench, vc, qtbot):
    strips = bench.window.live.strips
    for foot in ("right", "left"):
        feet = {f: vc.foot_state(vc.ROLLED_OUT if f == foot else vc.EVEN) for f in ("left", "right")}
        bench.show(vc.make_snapshot(feet=feet))
        assert strips.shown == foot
    for key, shown in ((Qt.Key.Key_3, Shown.COP), (Qt.Key.Key_4, Shown.BOTH), (Qt.Key.Key_2, Shown.RIGHT)):
        qtbot.keyClick(bench.window, key)
        bench.show(vc.make_snapshot(feet=feet))
        assert strips.shown is shown, "and the fault of the left foot does not change it"


def test_the_way_of_the_dot_and_left_against_right(vc):
    window, board = vc.make_window(), load_board("pads")
    n = len(window.t_s)
    window.cop_mm[:, 0] = (-4.0, 90.0)
    window.cop_mm[:, 1] = (6.0, 101.0)
    load = np.tile(np.array([300.0, 500.0], np.float32), (n, 1))
    load[0] = 0
    window = replace(window, load_n=load)
    forward, aside = lanes(Shown.COP, board, window, Words(), vc.make_snapshot())
    assert forward.values[5].tolist() == [90, 101]
    assert aside.values[5].tolist() == [-4, 6]
    assert forward.curves == ("left", "right")
    (both,) = lanes(Shown.BOTH, board, window, Words(), vc.make_snapshot())
    assert both.values[5, 0] == pytest.approx(37.5)
    assert isnan(both.values[0, 0]), "nobody stands"


@pytest.mark.parametrize("values", [[55.0, 57.0], [12.0, 12.0], [float("nan"), float("nan")], [-30.0, 140.0]])
def test_the_axis_holds_band_and_curve_and_stands_still_in_sway(values):
    lane = Lane("heel", "%", np.array(values, np.float32)[:, None], band=(50.0, 60.0), whole=(0.0, 100.0))
    seen = np.array(values, np.float32)[:, None]
    low, high = lane.span(seen, seen, whole=False)
    assert low < 50
    assert high > 60
    if not isnan(values[0]):
        assert low < min(values)
        assert high > max(values)
    assert lane.span(seen, seen, whole=True) == (0.0, 100.0)
    assert (low / 5, high / 5) == (round(low / 5), round(high / 5))
