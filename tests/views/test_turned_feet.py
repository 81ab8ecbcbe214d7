"""Feet on a plate are drawn where and as they stand: pixels against the geometry, and no text is cut."""

from dataclasses import replace
from math import cos, radians, sin

import numpy as np
import pytest
from PySide6.QtGui import QImage

from tripod.balance.geometry import TOE_FRACTIONS, USUAL_FEET, mirror
from tripod.balance.pose import Pose, drawn_pose, lined_pose, to_board
from tripod.balance.support import Margin
from tripod.balance.uncertainty import Ellipse
from tripod.boards import load_board
from tripod.training.profile import Profile, Unit
from tripod.views.feet.foot_view import FootView
from tripod.views.feet.totals import HIGH, Totals
from tripod.views.kit import theme as themes
from tripod.views.kit.text import runs_width
from tripod.views.kit.words import Words

PLATE = load_board("plate")


def turned(vc, left_deg, right_deg, **foot):
    """A plate on which the feet stand so along printed lines; None for as drawn."""
    feet = {}
    for name, deg in (("left", left_deg), ("right", right_deg)):
        pose = drawn_pose(PLATE, USUAL_FEET, name) if deg is None else lined_pose(PLATE, USUAL_FEET, name, deg)
        feet[name] = replace(vc.foot_state(status=(0,) * 4, **foot), pose=pose)
    return vc.make_snapshot("plate", feet=feet)


def on_screen(art, pose: Pose, at_mm: tuple[float, float]) -> tuple[float, float]:
    """Where a place of the foot's frame belongs, by the geometry of the board."""
    x, y = to_board(pose, art.foot, np.array(at_mm)) - (pose.x_mm, pose.y_mm)
    return art.place.x + art.place.px_per_mm * float(x), art.place.y - art.place.px_per_mm * float(y)


def pixels(widget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def big_toe(foot: str) -> tuple[float, float]:
    x, y, *_ = TOE_FRACTIONS[0]
    return mirror(foot) * x * 260, y * 260


@pytest.mark.parametrize("foot", ["left", "right"])
@pytest.mark.parametrize("deg", [-10.0, 0.0, 15.0, 20.0])
def test_the_big_toe_is_painted_where_a_foot_turned_so_has_it(bench, vc, foot, deg):
    snapshot = turned(vc, deg, deg)
    bench.show(snapshot)
    feet = bench.window.live.feet
    image, background = pixels(feet), np.array(themes.DARK.background.getRgb()[:3])
    x, y = on_screen(feet.arts[foot], snapshot.feet[foot].pose, big_toe(foot))
    painted = np.abs(image[round(y) - 12 : round(y) + 13, round(x) - 9 : round(x) + 10] - background).sum(2) > 3
    assert painted.all()
    if deg >= 15:
        # Where it would be straight ahead, there is ground on the inner side of it.
        art = feet.arts[foot]
        away = (
            art.place.x - mirror(foot) * 0.155 * 260 * art.place.px_per_mm,
            art.place.y - 0.912 * 260 * art.place.px_per_mm,
        )
        here = image[round(away[1]) - 4 : round(away[1]) + 5, round(away[0]) - 3 : round(away[0]) + 4]
        assert (np.abs(here - background).sum(2) <= 3).all()


def test_the_dot_of_the_cop_is_turned_with_its_foot(bench, vc):
    snapshot = turned(vc, 15.0, 8.0, cop=(12.0, 110.0))
    bench.show(snapshot)
    feet = bench.window.live.feet
    image = pixels(feet)
    for foot, art in feet.arts.items():
        x, y = on_screen(art, snapshot.feet[foot].pose, (12.0, 110.0))
        assert np.abs(image[round(y), round(x)] - np.array(themes.DARK.cop.getRgb()[:3])).sum() < 30


def test_the_ellipse_is_turned_with_its_foot(bench, vc):
    """Long along the foot's own y axis, so that on the screen it lies along the foot."""
    snapshot = turned(vc, 20.0, 20.0)
    long = {f: replace(s, ellipse=Ellipse(30.0, 4.0, radians(90))) for f, s in snapshot.feet.items()}
    bench.show(replace(snapshot, feet=long))
    feet = bench.window.live.feet
    image, ink = pixels(feet), np.array(themes.DARK.cop.getRgb()[:3])
    for foot, art in feet.arts.items():
        x, y = on_screen(art, snapshot.feet[foot].pose, (0.0, 98.0))
        along = 24 * art.place.px_per_mm
        at = {way: (x + along * sin(way), y - along * cos(way)) for way in (radians(20), radians(-20))}
        yellow = {way: float(patch(image, *place).mean(0) @ ink / 255) for way, place in at.items()}
        way = mirror(foot) * radians(20)
        assert yellow[way] > yellow[-way] + 15


def patch(image, x: float, y: float, half: int = 2) -> np.ndarray:
    return image[round(y) - half : round(y) + half + 1, round(x) - half : round(x) + half + 1].reshape(-1, 3)


def test_pads_and_insole_stay_straight_ahead(bench, vc):
    for board in ("pads", "insole"):
        bench.show(vc.make_snapshot(board))
        assert all(art.place.clockwise_rad == 0 for art in bench.window.live.feet.arts.values())
        assert "dotted" not in " ".join(bench.window.live.feet.captions())


def notes(feet) -> list[str]:
    return [runs[0].text for runs, _ in feet._notes()]


def test_the_angle_stands_at_the_foot_and_says_where_it_was_not_measured(bench, vc):
    bench.show(turned(vc, 12.0, 9.0))
    feet = bench.window.live.feet
    assert notes(feet) == ["12° out ± 4°", "9° out ± 4°"]
    bench.show(turned(vc, None, 9.0))
    assert notes(feet) == ["not measured", "9° out ± 4°"]
    assert feet.arts["left"].place.clockwise_rad == pytest.approx(-radians(7)), "as drawn: the board's own turn"
    bench.show(turned(vc, -4.0, 9.0))
    assert notes(feet)[0] == "4° in ± 4°"


def test_a_foot_without_a_state_is_drawn_as_the_board_draws_it(bench, vc):
    bench.show(vc.make_snapshot("plate", feet={}))
    arts = bench.window.live.feet.arts
    assert arts["right"].place.clockwise_rad == pytest.approx(radians(7))


@pytest.mark.parametrize("size", [(560, 300), (644, 390), (820, 520), (1240, 760)])
@pytest.mark.parametrize("deg", [(20.0, 20.0), (0.0, 20.0), (-10.0, 25.0), (None, None)])
def test_turned_feet_stay_inside_and_no_text_overlaps(qtbot, vc, size, deg):
    clock = vc.FakeClock()
    feet = FootView(themes.DARK, Words(), clock)
    qtbot.addWidget(feet)
    feet.resize(*size)
    snapshot = turned(vc, *deg, pm=0.22, share=(1.04, -0.10, 0.06))
    feet.show_snapshot(snapshot, False, True)
    feet.grab()
    whole = feet.rect().toRectF()
    boxes = [art.rect() for art in feet.arts.values()]
    assert all(whole.contains(box) for box in boxes)
    assert not boxes[0].intersects(boxes[1])
    rects = feet.label_rects()
    for i, a in enumerate(rects):
        assert whole.contains(a), a
        assert not any(a.intersects(b) for b in rects[i + 1 :]), a
        for art in feet.arts.values():
            assert not any(shape.intersects(a) for shape in (art.sole, *art.toes)), a


MARGINS = [Margin(83.0, 12.0, True), Margin(-103.0, 12.0, True), Margin(103.0, 12.0, False), Margin(-103.0, 1.0, False)]


@pytest.mark.parametrize("margin", MARGINS)
@pytest.mark.parametrize("unit", [Unit.USUAL, Unit.NEWTONS, Unit.BODY_WEIGHT])
@pytest.mark.parametrize(("width", "scale"), [(308, 0.8), (308, 1.0), (368, 1.0), (552, 1.4)])
def test_total_and_distance_to_the_edge_stand_apart(qtbot, vc, margin, unit, width, scale):
    words = Words()
    words.set_profile(Profile(75.0, unit=unit))
    totals = Totals(themes.DARK, words)
    qtbot.addWidget(totals)
    totals.set_scale(scale)
    totals.resize(width, totals.height())
    snapshot = vc.make_snapshot("plate", margin=margin)
    totals.show_snapshot(replace(snapshot, total_n=1735.8, total_pm_n=3.4), False)
    lines = totals.lines(totals.total_lines()[1:], totals.margin_lines(), themes.DARK.text)
    for at, total, edge in lines:
        assert at < HIGH - 5
        assert runs_width(total) + runs_width(edge) + 8 <= width / scale - 36, [r.text for r in total + edge]
    assert totals.margin_lines()[1] in " ".join(run.text for line in lines for run in line[2])


def test_the_distance_says_how_sure_it_is_or_that_the_feet_are_as_drawn(bench, vc):
    bench.show(vc.make_snapshot("plate", margin=MARGINS[0]))
    assert bench.window.live.totals.margin_lines() == ("83", "± 12 mm")
    bench.show(vc.make_snapshot("plate", margin=MARGINS[2]))
    assert bench.window.live.totals.margin_lines() == ("103", "mm, as drawn")
