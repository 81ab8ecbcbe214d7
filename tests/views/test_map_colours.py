"""The map's colours by CIELAB: even steps, one direction, for every kind of eye; and no load is not "not measured"."""

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from tripod.balance.geometry import Feet
from tripod.views.feet.foot_shape import FootArt, Place
from tripod.views.kit import theme as themes
from tripod.views.kit.map_palettes import MapPalette

XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
EYES = {
    "all cones": np.eye(3),
    # Machado, Oliveira & Fernandes 2009, severity 1, in linear sRGB.
    "no red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "no blue": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}
THEMES = {
    f"{base.name} {palette}": themes.with_palette(base, palette)
    for base in (themes.DARK, themes.LIGHT)
    for palette in MapPalette
}


def lab(rgb: np.ndarray, eye: np.ndarray = EYES["all cones"]) -> np.ndarray:
    """CIELAB under D65 of sRGB from 0 to 255, of shape (n, 3)."""
    c = np.asarray(rgb, float) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    xyz = np.clip(linear @ eye.T, 0, 1) @ XYZ.T / (0.95047, 1, 1.08883)
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def ramp(theme) -> np.ndarray:
    """The colours between the stops as they are painted, (97, 3), even in place."""
    stops = np.array([c.getRgb()[:3] for c in theme.map], float)
    at = np.linspace(0, len(stops) - 1, 97)
    return np.stack([np.interp(at, np.arange(len(stops)), stops[:, k]) for k in range(3)], axis=1)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("eye", EYES)
def test_lightness_goes_one_way_for_every_eye(name, eye):
    light = lab(ramp(THEMES[name]), EYES[eye])[:, 0]
    steps = np.diff(light) * (1 if THEMES[name].dark else -1)
    assert (steps > 0).all()
    assert abs(light[-1] - light[0]) > 50, "many steps to tell"


@pytest.mark.parametrize("name", THEMES)
def test_equal_steps_look_equal(name):
    far = np.linalg.norm(np.diff(lab(ramp(THEMES[name])[::12]), axis=0), axis=1)
    assert far.max() < 1.15 * far.min()


def test_a_ramp_with_a_flat_piece_would_be_found():
    flat = np.repeat(ramp(themes.DARK)[::12], 2, axis=0)
    assert np.linalg.norm(np.diff(lab(flat), axis=0), axis=1).min() == 0


@pytest.mark.parametrize("name", THEMES)
def test_no_load_is_not_the_colour_of_what_is_not_measured(name):
    theme = THEMES[name]
    none, sole, hatch = lab(np.array([c.getRgb()[:3] for c in (theme.map[0], theme.sole, theme.hatch)]))
    assert np.linalg.norm(none - sole) > 12
    assert np.linalg.norm(none - hatch) > 8


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize("base", [themes.DARK, themes.LIGHT], ids=["dark", "light"])
def test_a_point_without_load_is_a_plain_ringed_disc_and_one_without_reading_is_hatched(qapp, base, grey):
    art = FootArt("right", Feet(260.0), 36.0, Place(200, 460, 1.7), base, 1.0)
    image = QImage(400, 500, QImage.Format.Format_RGB32)

    def heel(load):
        image.fill(base.background)
        with QPainter(image) as painter:
            art.paint_ground(painter)
            art.paint_map(painter, (load, 50.0, 50.0), 400.0, grey)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(500, 400, 4)[..., 2::-1].astype(int)
        at = art.points[0]
        x, y = round(at.x()), round(at.y())
        return rows[y - 12 : y + 13, x - 12 : x + 13].reshape(-1, 3), rows[y - round(36 * 1.7) : y, x]

    (none, to_rim), (unread, _) = heel(0.0), heel(float("nan"))
    assert len(np.unique(none, axis=0)) == 1, "plain"
    assert len(np.unique(unread, axis=0)) > 2, "stripes"
    assert np.linalg.norm(lab(to_rim[4:16]) - lab(none[:1]), axis=1).max() > 10, "with a ring at the rim"
