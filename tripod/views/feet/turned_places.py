"""Puts turned feet side by side, as large as they and the labels beside their points have room for."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from tripod.balance.geometry import Feet, foot_points
from tripod.boards import POINTS
from tripod.views.feet.foot_shape import Place, sole_path, turned_box

_NEAR_MM = 3.0
"""Points of the outline lie no farther apart."""
_RIM_PX = 6.0
_ROUNDS = 3


class _Need(NamedTuple):
    """Room on one side of the back of the heel."""

    mm: float
    """Of the foot."""
    px: float
    """And beyond it."""


def turned_places(
    clockwise_rad: Mapping[str, float],
    feet: Feet,
    room: QRectF,
    label_px: float,
    flip: bool,
    reach_px: tuple[float, float] = (0.0, 0.0),
) -> dict[str, Place]:
    """A place within `room` for each foot, whose labels are `label_px` wide with their distance from the sole and reach
    so far above and below their points."""
    column = room.width() / len(clockwise_rad)
    boxes = {f: turned_box(f, feet.length_of(f), turn, flip) for f, turn in clockwise_rad.items()}
    high = min(room.height() / box.height() for box in boxes.values())
    scale, needs = max(high, 0.1), {}
    for _ in range(_ROUNDS):
        # Smaller feet lie beside more of a label's height, which in turn may leave less room for them.
        reach_mm = reach_px[0] / scale, reach_px[1] / scale
        needs = {f: _needs(f, feet, turn, label_px, flip, reach_mm) for f, turn in clockwise_rad.items()}
        pairs = [(a, b) for left, right in needs.values() for a in left for b in right]
        scale = max(min(high, *((column - a.px - b.px) / (a.mm + b.mm) for a, b in pairs)), 0.1)
    out: dict[str, Place] = {}
    for i, (foot, turn) in enumerate(clockwise_rad.items()):
        left, right = (max(n.mm * scale + n.px for n in side) for side in needs[foot])
        x = room.left() + column * i + left + (column - left - right) / 2
        y = room.center().y() - scale * boxes[foot].center().y()
        out[foot] = Place(x, y, scale, flip, turn)
    return out


def _needs(
    foot: str, feet: Feet, clockwise_rad: float, label_px: float, flip: bool, reach_mm: tuple[float, float]
) -> tuple[list[_Need], list[_Need]]:
    """On the left and on the right: for the foot as a whole, and at each point whose label stands on that side."""
    turn, length = Place(0, 0, 1, flip, clockwise_rad).transform(), feet.length_of(foot)
    border = _border(foot, length, clockwise_rad, flip)
    box = turned_box(foot, length, clockwise_rad, flip)
    left, right = [_Need(-box.left(), _RIM_PX)], [_Need(box.right(), _RIM_PX)]
    outer_is_right = (foot == "right") != flip
    for point, (x, y) in zip(POINTS, foot_points(feet, foot).tolist(), strict=True):
        height = turn.map(QPointF(x, y)).y()
        beside = (border[:, 1] >= height - reach_mm[0] - _NEAR_MM) & (border[:, 1] <= height + reach_mm[1] + _NEAR_MM)
        xs = border[beside, 0]
        if outer_is_right != (point == "mt1"):
            right.append(_Need(float(xs.max()), label_px))
        else:
            left.append(_Need(-float(xs.min()), label_px))
    return left, right


@lru_cache(maxsize=16)
def _border(foot: str, length_mm: float, clockwise_rad: float, flip: bool) -> NDArray[np.float64]:
    """The outline (n, 2) in mm of a foot that is turned so, from the back of its heel."""
    turn = Place(0, 0, 1, flip, clockwise_rad).transform()
    sole = turn.map(sole_path(foot, length_mm)).toFillPolygon()
    border = _dense(np.array([(p.x(), p.y()) for p in sole.toList()]))
    border.flags.writeable = False
    return border


def _dense(border: NDArray[np.float64]) -> NDArray[np.float64]:
    """The outline (n, 2) in mm with points no farther apart than `_NEAR_MM`, where it is straight, too."""
    steps = np.diff(border, axis=0)
    along = np.concatenate([np.zeros(1), np.cumsum(np.hypot(steps[:, 0], steps[:, 1]))])
    end = float(along[-1])
    at: NDArray[np.float64] = np.linspace(0.0, end, int(end / _NEAR_MM) + 2)
    return np.stack([np.interp(at, along, border[:, k]) for k in range(2)], axis=1)


def moved_to_its_middle(place: Place, foot: str, length_mm: float, clockwise_rad: float) -> Place:
    """A turned foot whose middle lies where that of the foot straight ahead does at `place`."""
    off = turned_box(foot, length_mm, clockwise_rad, place.flip).center().x()
    off -= turned_box(foot, length_mm, 0.0, place.flip).center().x()
    return replace(place, x=place.x - place.px_per_mm * off, clockwise_rad=clockwise_rad)
