"""Positions of the foot's three points and its outline, in the foot's own frame and in the board's.

The foot's frame starts at the back of the heel; y runs forward along the axis from the heel's centre to between the
2nd and 3rd metatarsal heads, and x to the person's *right* on both feet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from tripod.boards import FEET, POINTS, Board
from tripod.sentences import sentence
from tripod.storage.schemas.feet import FeetFile
from tripod.storage.versioned import as_file

Array = NDArray[np.float64]

POINT_FRACTIONS = {"heel": (0.0, 0.14), "mt1": (-0.10, 0.73), "mt5": (0.14, 0.62)}
"""Right foot, (x, y) in fractions of foot length. Heel: peak centroid of the MUN104 walking template; MT1: the same and
the ball-of-foot length of ANSUR II (0.741 +- 0.015 of 4082 men); MT5: MUN104."""

SOLE_FRACTIONS = (
    (0, 0), (0.075, 0.018), (0.118, 0.07), (0.13, 0.15), (0.124, 0.26), (0.132, 0.38), (0.158, 0.50), (0.19, 0.60),
    (0.198, 0.68), (0.184, 0.735), (0.135, 0.772), (0.06, 0.797), (-0.02, 0.812), (-0.10, 0.810), (-0.155, 0.780),
    (-0.176, 0.728), (-0.165, 0.66), (-0.128, 0.56), (-0.092, 0.45), (-0.082, 0.35), (-0.096, 0.24), (-0.116, 0.15),
    (-0.106, 0.07), (-0.066, 0.018),
)  # fmt: skip
"""Right sole without toes, after anthropometric widths (0.38 at the metatarsal heads, 0.25 at the heel)."""

TOE_FRACTIONS = (
    (-0.118, 0.912, 0.057, 0.086, -4), (-0.018, 0.932, 0.036, 0.062, 2), (0.052, 0.905, 0.032, 0.054, 8),
    (0.112, 0.863, 0.030, 0.049, 14), (0.162, 0.812, 0.028, 0.044, 22),
)  # fmt: skip
"""Right toes as ellipses: centre x, y, half width, half height, tilt in degrees clockwise."""


SHORTEST_MM, LONGEST_MM = 180.0, 340.0
"""Foot lengths outside of these are rejected."""


class FeetError(ValueError):
    """A description of feet is invalid: one plain sentence."""


@dataclass(frozen=True)
class Feet:
    """The person's feet: length, and measured points where someone measured them."""

    length_mm: float = 260.0
    measured_mm: Mapping[str, Mapping[str, tuple[float, float]]] = field(
        default_factory=dict[str, Mapping[str, tuple[float, float]]]
    )
    """foot -> point -> (x, y) in the foot's frame; overrides the fractions."""
    lengths_mm: Mapping[str, float] = field(default_factory=dict[str, float])
    """foot -> its own length, where left and right differ."""

    def length_of(self, foot: str) -> float:
        """Length of one foot in mm."""
        return self.lengths_mm.get(foot, self.length_mm)

    @property
    def longest_mm(self) -> float:
        """Length of the longer foot in mm."""
        return max(map(self.length_of, FEET))


USUAL_FEET = Feet()


def feet_to_file(feet: Feet) -> FeetFile:
    """The feet as the struct of their file."""
    return as_file(feet, FeetFile)


def feet_from_file(file: FeetFile) -> Feet:
    """The feet that a file holds.

    Raises:
        FeetError: a length or a point that no foot has.
    """
    feet = Feet(file.length_mm, file.measured_mm, file.lengths_mm)
    named = {*feet.lengths_mm, *feet.measured_mm} <= set(FEET)
    points_known = all(set(points) <= set(POINTS) for points in feet.measured_mm.values())
    sound = all(SHORTEST_MM <= length <= LONGEST_MM for length in (feet.length_mm, *feet.lengths_mm.values()))
    if not (named and points_known and sound):
        raise FeetError(sentence("feet.cannot_be"))
    for foot in FEET:
        check_points(feet, foot)
    return feet


def check_points(feet: Feet, foot: str) -> None:
    """Return if a foot's three points can be those of a foot.

    Raises:
        FeetError: a point lies outside of the foot, or the points lie in a line or on the wrong side.
    """
    (heel_x, heel_y), (mt1_x, mt1_y), (mt5_x, mt5_y) = foot_points(feet, foot).tolist()
    length, outward = feet.length_of(foot), mirror(foot)
    for point, x, y in (("heel", heel_x, heel_y), ("mt1", mt1_x, mt1_y), ("mt5", mt5_x, mt5_y)):
        if not (abs(x) <= 0.3 * length and 0 <= y <= length):
            raise FeetError(sentence(f"foot_point_outside.{point}", foot=foot))
    if outward * (mt5_x - mt1_x) < 0.1 * length:
        raise FeetError(sentence("feet.toes_too_close", foot=foot))
    if min(mt1_y, mt5_y) - heel_y < 0.25 * length:
        raise FeetError(sentence("feet.heel_too_close", foot=foot))


def mirror(foot: str) -> int:
    """1 for the right foot, -1 for the left: the factor of a right foot's medial-lateral coordinate."""
    return -1 if foot == "left" else 1


def foot_points(feet: Feet, foot: str) -> Array:
    """Heel, MT1 and MT5 in the foot's frame, shape (3, 2), mm."""
    measured, length = feet.measured_mm.get(foot, {}), feet.length_of(foot)
    return np.array(
        [
            measured.get(p, (mirror(foot) * POINT_FRACTIONS[p][0] * length, POINT_FRACTIONS[p][1] * length))
            for p in POINTS
        ]
    )


def sole_outline(foot: str, length_mm: float, toes: bool = False) -> Array:
    """Closed outline of the sole in the foot's frame, shape (n, 2), mm; with `toes`, their ellipses' points follow."""
    points = [(x, y) for x, y in SOLE_FRACTIONS]
    if toes:
        angle = np.linspace(0, 2 * np.pi, 12, endpoint=False)
        points += [(x + a * np.cos(u), y + b * np.sin(u)) for x, y, a, b, _ in TOE_FRACTIONS for u in angle]
    return np.array(points) * (mirror(foot) * length_mm, length_mm)


def place_mm(board: Board, foot: str) -> Array:
    """The back of the foot's heel in the board's frame, shape (2,), mm."""
    at = board.places[foot]
    return np.array([at.x_mm, at.y_mm])


def cell_positions(board: Board, feet: Feet) -> Array:
    """Cells in the board's frame, shape (cells, 2), mm; those that sit under the foot's points follow the foot."""
    if not board.scales_with_foot:
        return np.array([(c.x_mm, c.y_mm) for c in board.cells])
    return np.array(
        [
            place_mm(board, c.foot)
            + turned(c.foot, radians(board.places[c.foot].turn_deg)) @ foot_points(feet, c.foot)[POINTS.index(c.point)]
            for c in board.cells
        ]
    )


def turned(foot: str, turn_rad: float) -> Array:
    """(2, 2) that takes vectors of the frame of a foot whose toes point outward by so much into the board's."""
    a = mirror(foot) * turn_rad
    return np.array([[cos(a), sin(a)], [-sin(a), cos(a)]])


def convex_hull(points: Array) -> Array:
    """Corners of the convex hull of `points` (n, 2), counter-clockwise (Andrew's monotone chain)."""
    ordered: list[tuple[float, float]] = sorted((x, y) for x, y in points.tolist())

    def chain(them: list[tuple[float, float]]) -> list[tuple[float, float]]:
        out: list[tuple[float, float]] = []
        for p in them:
            while len(out) > 1 and _turn(out[-2], out[-1], p) <= 0:
                out.pop()
            out.append(p)
        return out[:-1]

    return np.array(chain(ordered) + chain(ordered[::-1]))


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


__all__ = [
    "FEET",
    "POINT_FRACTIONS",
    "SOLE_FRACTIONS",
    "TOE_FRACTIONS",
    "USUAL_FEET",
    "Feet",
    "FeetError",
    "cell_positions",
    "check_points",
    "convex_hull",
    "feet_from_file",
    "feet_to_file",
    "foot_points",
    "mirror",
    "place_mm",
    "sole_outline",
    "turned",
]
