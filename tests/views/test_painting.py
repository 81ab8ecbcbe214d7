"""Pixels: what is measured is painted, what is not is hatched, what is old is grey, and no text is cut."""

import sys

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from tripod.balance.geometry import Feet
from tripod.live.snapshot import Phase
from tripod.views.feet.foot_shape import FootArt, Place
from tripod.views.feet.load_map import map_colours
from tripod.views.kit import theme as themes
from tripod.views.kit.text import advance
from tripod.views.kit.theme import BODY


def pixels(widget) -> np.ndarray:
    """Of what the widget shows, (height, width, 3)."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def patch(widget, foot: str, point: int, dx=14.0, dy=14.0, half=3) -> np.ndarray:
    """The pixels beside a point, off its dot and lines."""
    at = widget.arts[foot].points[point]
    x, y = round(at.x() + dx), round(at.y() + dy)
    return pixels(widget)[y - half : y + half + 1, x - half : x + half + 1].reshape(-1, 3)


def test_binding_keeps_none_alive():
    """PySide6 6.12.0 on Python 3.11 drops a reference to None with every call and dies after some thousand."""
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    before = sys.getrefcount(None)
    for _ in range(1000):
        image.fill(0)
    assert abs(sys.getrefcount(None) - before) < 500


def test_map_is_painted_and_hottest_at_the_loaded_point(bench, vc):
    bench.show(vc.make_snapshot(feet={"left": vc.foot_state((0.80, 0.12, 0.08)), "right": vc.foot_state()}))
    feet = bench.window.live.feet
    heel, big_toe, little_toe = (patch(feet, "left", k, dx=0, dy=16).mean(0)[2] for k in range(3))
    assert heel > big_toe + 20 > little_toe + 20
    assert pixels(feet).std() > 10


def test_map_follows_the_load(bench, vc):
    looks = []
    for load in (50.0, 200.0, 800.0):
        foot = vc.foot_state(load_n=load)
        bench.show(vc.make_snapshot(feet={"left": foot, "right": foot}))
        looks.append(patch(bench.window.live.feet, "left", 0).mean())
    assert looks[0] < looks[1] < looks[2]


def test_where_no_sensor_sees_the_sole_is_hatched(bench, vc):
    bench.show(vc.make_snapshot())
    feet = bench.window.live.feet
    art = feet.arts["left"]
    half = 6
    x, y = round(art.place.x - 25), round((art.points[0].y() + art.points[2].y()) / 2)
    midfoot = pixels(feet)[y - half : y + half, x - half : x + half].reshape(-1, 3)
    heel = patch(feet, "left", 0, half=6)
    assert len(np.unique(midfoot, axis=0)) > 2, "stripes"
    assert midfoot.mean(0)[2] < 1.7 * midfoot.mean(0)[0], "and not a shade of the map"
    assert heel.mean(0)[2] > 1.7 * heel.mean(0)[0]


def test_plate_has_no_map_at_all(bench, vc):
    bench.show(vc.make_snapshot("plate"))
    heel = patch(bench.window.live.feet, "left", 0, half=6)
    assert len(np.unique(heel, axis=0)) > 2, "stripes"
    assert heel.mean(0)[2] < 1.7 * heel.mean(0)[0]


def test_point_of_a_failed_cell_is_hatched_and_crossed(bench, vc):
    bench.show(vc.make_snapshot())
    before = patch(bench.window.live.feet, "left", 0)
    broken = vc.foot_state(status=(7, 0, 0))
    bench.show(vc.make_snapshot(feet={"left": broken, "right": vc.foot_state()}))
    after = patch(bench.window.live.feet, "left", 0)
    assert after.mean(0)[2] < before.mean(0)[2] - 20
    cross = patch(bench.window.live.feet, "left", 0, dx=0, dy=0, half=4)
    warn = np.array(themes.DARK.warn.getRgb()[:3])
    assert (np.abs(cross - warn).sum(1) < 40).any()


def test_nan_load_leaves_the_hatching(bench, vc):
    gone = vc.foot_state((vc.NAN,) * 3, cop=(vc.NAN, vc.NAN), ellipse=False)
    bench.show(vc.make_snapshot(feet={"left": gone, "right": vc.foot_state()}))
    heel = patch(bench.window.live.feet, "left", 0)
    assert heel.mean(0)[2] < 1.7 * heel.mean(0)[0]


def test_lost_picture_is_grey(bench, vc):
    bench.show(vc.make_snapshot())
    live = pixels(bench.window.live.feet)
    bench.show(vc.make_snapshot(phase=Phase.LOST), after_s=0.016)
    lost = pixels(bench.window.live.feet)
    art = bench.window.live.feet.arts["left"]
    box = art.rect().toRect()
    part = (slice(box.top(), box.bottom()), slice(box.left(), box.right()))

    def colourful(image):
        return (image[part].max(-1) - image[part].min(-1)).mean()

    assert colourful(lost) < 0.5 * colourful(live)


def test_dot_moves_without_a_new_composition(bench, vc):
    feet = bench.window.live.feet
    bench.show(vc.make_snapshot(t_s=12.0))
    composed = []
    feet.compose = lambda: composed.append(1)
    moved = {f: vc.foot_state(cop=(0.0, 150.0)) for f in ("left", "right")}
    bench.show(vc.make_snapshot(t_s=12.001, feet=moved), after_s=0.004)
    assert not composed
    at = feet._moving[0].dot
    here = pixels(feet)[round(at.y()), round(at.x())]
    assert np.abs(here - np.array(themes.DARK.cop.getRgb()[:3])).sum() < 30


def test_trail_is_a_second_long(bench, vc):
    feet = bench.window.live.feet
    for i in range(40):
        moved = {f: vc.foot_state(cop=(0.0, 60.0 + i)) for f in ("left", "right")}
        bench.show(vc.make_snapshot(t_s=20 + i * 0.05, feet=moved), after_s=0.05)
    trail = feet._trails.of("left")
    assert trail[-1][0] - trail[0][0] <= 1.0
    assert len(trail) > 15


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=["dark", "light"])
def test_scale_of_the_map_is_monotone_in_lightness(theme):
    light = map_colours(theme, 256) @ (0.299, 0.587, 0.114)
    steps = np.diff(light)
    assert (steps > -1e-9).all() or (steps < 1e-9).all()


def test_full_scale_ends_the_colours(qapp):
    art = FootArt("right", Feet(260.0), 36.0, Place(200, 460, 1.7), themes.DARK, 1.0)
    image = QImage(400, 500, QImage.Format.Format_RGB32)

    def heel(load):
        image.fill(0)
        with QPainter(image) as painter:
            art.paint_map(painter, (load, 0.0, 0.0), 600.0)
        at = art.points[0]
        return image.pixelColor(round(at.x()), round(at.y())).name()

    assert heel(600.0) == heel(6000.0) == themes.DARK.map[-1].name()
    assert heel(0.0) == themes.DARK.map[0].name()


SIZES = [(1000, 700), (1024, 600), (1280, 800), (1920, 1080)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("board", ["pads", "insole", "plate", "insole-left"])
def test_no_text_is_cut_and_none_overlaps(bench, vc, size, board):
    bench.window.resize(*size)
    cells = 4 if board == "plate" else 3
    outside = board == "plate"
    left = vc.foot_state((1.04, -0.10, 0.06) if outside else (0.85, 0.09, 0.06), status=(0,) * cells)
    feet = {"left": left, "right": vc.foot_state(status=(0,) * cells)}
    snapshot = vc.make_snapshot(board)
    bench.show(vc.make_snapshot(board, feet={f: feet[f] for f in snapshot.board.feet}))
    bench.show(vc.make_snapshot(board, t_s=12.4, feet={f: feet[f] for f in snapshot.board.feet}))
    live = bench.window.live
    rects = live.feet.label_rects()
    whole = live.feet.rect()
    for rect in rects:
        assert whole.contains(rect.toAlignedRect()), rect
    for i, a in enumerate(rects):
        for b in rects[i + 1 :]:
            assert not a.intersects(b), (a, b)
        for art in live.feet.arts.values():
            assert not art.sole.intersects(a), a
    for button in live.findChildren(type(live.zero)):
        if button.isVisible():
            assert advance(button.text(), BODY) <= button.width() - 4
    for line in (live.advice.title, live.advice.body, live.advice.evidence):
        assert line.height() >= line.heightForWidth(line.width()) - 1, line.text()
    bar = bench.window.header.source_bar
    assert bar.width() >= bar.minimumSizeHint().width()
    assert bar.x() > 200
