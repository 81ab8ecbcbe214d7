"""What a plate measures is painted, and nothing else: where the CoP dwelt, and loads that are no sensor's."""

from dataclasses import replace
from math import inf
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QPen

from tripod.balance.geometry import USUAL_FEET
from tripod.balance.pose import lined_pose
from tripod.boards import load_board
from tripod.drills.run.state import State
from tripod.views.feet.dwell_art import DwellArt
from tripod.views.feet.foot_shape import FootArt, Place
from tripod.views.feet.tripod_art import Look, draw_diamonds
from tripod.views.kit import theme as themes

PLATE = load_board("plate")


def standing(vc, way, turned_deg=0.0, n=120, board="plate", **more):
    """`n` pictures, 0.05 s apart, of feet whose CoP goes this way."""
    for k in range(n):
        feet = {}
        for foot in ("left", "right"):
            state = vc.foot_state(cop=way(k * 0.05), status=(0,) * (4 if board == "plate" else 3))
            pose = lined_pose(PLATE, USUAL_FEET, foot, turned_deg) if board == "plate" else None
            feet[foot] = replace(state, pose=pose)
        yield vc.make_snapshot(board, t_s=20 + k * 0.05, feet=feet, **more)


def painted(art: FootArt, dwell: DwellArt, foot="right") -> np.ndarray:
    """Alpha of what the dwell paints, (500, 400)."""
    image = QImage(400, 500, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        dwell.paint(painter, foot, art, themes.DARK, False)
    return np.frombuffer(image.constBits(), np.uint8).reshape(500, 400, 4)[..., 3].astype(int)


@pytest.mark.parametrize("turned_deg", [-8.0, 0.0, 20.0])
@pytest.mark.parametrize("at", [(0.0, 98.0), (-15.0, 190.0)])
def test_the_stay_is_painted_on_the_foot_where_it_stands_and_points(vc, qapp, turned_deg, at):
    dwell = DwellArt()
    for snapshot in standing(vc, lambda t: at, turned_deg):
        dwell.follow(snapshot)
    art = FootArt("right", USUAL_FEET, 0.0, Place(200, 460, 1.5, False, np.radians(turned_deg)), themes.DARK, 1.0)
    alpha = painted(art, dwell)
    rows, columns = np.nonzero(alpha > 200)
    here = art.transform.map(QPointF(*at))
    assert (columns.mean(), rows.mean()) == pytest.approx((here.x(), here.y()), abs=3)
    far = art.transform.map(QPointF(at[0], at[1] - 40))
    assert alpha[round(far.y()), round(far.x())] == 0


def test_nothing_is_painted_beside_the_sole(vc, qapp):
    dwell = DwellArt()
    for snapshot in standing(vc, lambda t: (45.0 * np.sin(3 * t), 130.0)):
        dwell.follow(snapshot)
    art = FootArt("right", USUAL_FEET, 0.0, Place(200, 460, 1.5), themes.DARK, 1.0)
    alpha = painted(art, dwell)
    mask = QImage(400, 500, QImage.Format.Format_Grayscale8)
    mask.fill(0)
    with QPainter(mask) as painter:
        painter.fillPath(art.sole, themes.LIGHT.panel)
        painter.strokePath(art.sole, QPen(themes.LIGHT.panel, 3))
    sole = np.frombuffer(mask.constBits(), np.uint8).reshape(500, 400) > 0
    assert (alpha > 0).sum() > 300
    assert not alpha[~sole].any()


def test_ten_seconds_while_watching_and_all_of_it_in_a_drill(vc):
    drill = SimpleNamespace(state=State.WORKING)
    for view, keep_s in ((None, 10.0), (drill, inf), (SimpleNamespace(state=State.DONE), 10.0)):
        dwell = DwellArt()
        for snapshot in standing(vc, lambda t: (0.0, 60.0 + 8 * t), n=300, drill=view):
            dwell.follow(snapshot)
        _, kept = dwell._dwells["left"]
        assert kept.keep_s == keep_s
        assert kept.seconds.sum() == pytest.approx(min(keep_s, 14.95), abs=0.1)


def test_another_stance_begins_anew_and_boards_with_a_map_have_none(vc):
    dwell = DwellArt()
    for snapshot in standing(vc, lambda t: (0.0, 98.0)):
        dwell.follow(snapshot)
    for snapshot in standing(vc, lambda t: (0.0, 98.0), 12.0, n=3):
        dwell.follow(snapshot)
    assert dwell._dwells["left"][1].seconds.sum() < 0.2
    for snapshot in standing(vc, lambda t: (0.0, 98.0), board="pads", n=3):
        dwell.follow(snapshot)
    assert not dwell._dwells


def diamond(part: float, light: bool = False) -> np.ndarray:
    image = QImage(120, 120, QImage.Format.Format_RGB32)
    image.fill(themes.DARK.background)
    look = Look(themes.DARK, 1.0, False, True, (light,) * 3, (False,) * 3, True)
    with QPainter(image) as painter:
        draw_diamonds(painter, [QPointF(60, 60)] * 3, [part] * 3, look)
    return np.frombuffer(image.constBits(), np.uint8).reshape(120, 120, 4)[..., 2::-1].astype(int)


def inked(pixels: np.ndarray, colour) -> np.ndarray:
    return np.abs(pixels - np.array(colour.getRgb()[:3])).sum(2) < 60


def test_a_diamond_s_area_goes_with_its_load(qapp):
    wide = [np.ptp(np.nonzero(inked(diamond(part), themes.DARK.line))[1]) for part in (0.25, 0.5, 1.0)]
    assert wide[1] ** 2 / wide[0] ** 2 == pytest.approx(2, rel=0.15)
    assert wide[2] ** 2 / wide[1] ** 2 == pytest.approx(2, rel=0.15)


def test_a_load_below_nothing_is_dashed_and_a_light_one_warm(qapp):
    assert inked(diamond(-0.5), themes.DARK.line).sum() < 0.75 * inked(diamond(0.5), themes.DARK.line).sum()
    assert inked(diamond(0.1, light=True), themes.DARK.warn).any()
    assert not inked(diamond(0.1), themes.DARK.warn).any()


def test_a_plate_shows_diamonds_and_no_discs(bench, vc):
    *_, last = standing(vc, lambda t: (0.0, 98.0), n=5)
    bench.show(last)
    feet = bench.window.live.feet
    image = feet.grab().toImage()
    for art in feet.arts.values():
        at = art.points[0]
        assert image.pixelColor(round(at.x()), round(at.y())).name() == themes.DARK.sole.name(), "hollow"
    bench.show(vc.make_snapshot("pads"))
    at = feet.arts["left"].points[0]
    assert feet.grab().toImage().pixelColor(round(at.x()), round(at.y())).name() == themes.DARK.line.name()
