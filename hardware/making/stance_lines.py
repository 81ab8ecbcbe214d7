"""Lines on a plate along which a foot may be set: from the heel's mark, toes turned outward by whole angles."""

from math import radians

import numpy as np
from numpy.typing import NDArray

from making.build import Build
from making.mechanics import plate_box
from tripod.balance.geometry import turned
from tripod.balance.pose import LINE_TURN_DEG

Array = NDArray[np.float64]

STANCE_LINES_DEG = (0, 7, 15)
"""Straight ahead; people's own stance (McIlroy & Maki 1997); well turned out."""
HEEL_MARK_MM = 24.0
"""Half of the cross line at the back of the heel."""


def drawn_turn(build: Build, foot: str) -> float:
    """By how much the board's file draws the foot turned outward, in radians."""
    return radians(build.board.places[foot].turn_deg)


def as_placed(build: Build, foot: str, at_mm: object) -> Array:
    """Places of the foot's own frame, from the back of the heel, as the foot is turned on the board."""
    return np.asarray(at_mm, np.float64) @ turned(foot, drawn_turn(build, foot)).T


def straight_ahead(build: Build, foot: str, length_mm: float) -> tuple[float, float]:
    """In the own frame of a foot that the board's file draws turned, where the board's forward leads to from the back
    of the heel: so a base whose blocks are set by a straight template is turned on the floor."""
    x, y = turned(foot, drawn_turn(build, foot)).T @ (0.0, length_mm)
    return float(x), float(y)


def line_ends(build: Build, foot: str) -> dict[int, tuple[float, float]]:
    """Angle to where its line, which begins at the back of the heel, meets the front edge of the plate."""
    front = plate_box(build)[3]
    ends: dict[int, tuple[float, float]] = {}
    for degrees in STANCE_LINES_DEG:
        x, y = turned(foot, radians(degrees)) @ (0.0, 1.0)
        ends[degrees] = float(front * x / y), front
    return ends


def lines_used(build: Build) -> str:
    """How the lines are used, for the guide."""
    none, own, _ = STANCE_LINES_DEG
    drawn = ", ".join(f"{foot} {at.turn_deg:g}°" for foot, at in build.board.places.items())
    return " ".join(
        (
            f"Scribe lines at {lines_said()} from the heel's mark into the top, outward on either plate, or glue the",
            "printed sheet under a clear mat. Stand with the back of the heel on the cross line and the gap between",
            f"second and third toe over one line, and say its angle: `tripod live PORT --turned {own}`, or",
            f"`--turned {none},{own}` for left and right. The foot is then taken to point there within",
            f"{1.96 * LINE_TURN_DEG:.0f}° (95 %). Without it the feet are as the board's file draws them ({drawn},",
            "people's own stance), with people's spread.",
        )
    )


def lines_said() -> str:
    """The angles in words: 0, 7 and 15°."""
    *first, last = STANCE_LINES_DEG
    return f"{', '.join(map(str, first))} and {last}°"
