"""Curves of the foot, in the foot's own frame: sole, toes, insole, and the pads' blocks."""

import sys

import numpy as np
from numpy.typing import NDArray

from making.build import HARDWARE, Build
from tripod.balance.geometry import SOLE_FRACTIONS, TOE_FRACTIONS, mirror, sole_outline

sys.path.append(str(HARDWARE.parent / "calibration"))

from pads_model import FORE_EDGE, HEEL_EDGE, SEAM_FRACTION

Array = NDArray[np.float64]
Box = tuple[float, float, float, float]

_TOE_BOX = (
    (0.192, 0.80), (0.172, 0.872), (0.125, 0.935), (0.055, 0.982), (-0.03, 1.008), (-0.10, 1.012), (-0.155, 0.985),
    (-0.183, 0.92), (-0.188, 0.83),
)  # fmt: skip
"""Where an insole runs round the toes, right foot, fractions of foot length."""


def smooth(points: Array, pieces: int = 4) -> Array:
    """A closed Catmull-Rom curve through points (n, 2)."""
    a, b, c, d = (np.roll(points, k, axis=0)[:, None] for k in (1, 0, -1, -2))
    t = np.arange(pieces)[None, :, None] / pieces
    curve = b + (c - a) * t / 2 + (a - 2.5 * b + 2 * c - d / 2) * t**2 + (1.5 * (b - c) + (d - a) / 2) * t**3
    return curve.reshape(-1, 2)


def sole(foot: str, length_mm: float) -> Array:
    """The sole without toes."""
    return smooth(sole_outline(foot, length_mm))


def toes(foot: str, length_mm: float) -> list[Array]:
    """Five closed curves."""
    u = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    curves: list[Array] = []
    for x, y, a, b, tilt in TOE_FRACTIONS:
        c, s = np.cos(np.radians(tilt)), np.sin(np.radians(tilt))
        p, q = a * np.cos(u), b * np.sin(u)
        curves.append(np.column_stack([x + p * c + q * s, y - p * s + q * c]) * (mirror(foot) * length_mm, length_mm))
    return curves


def insole(build: Build, foot: str, length_mm: float, pieces: int = 4) -> Array:
    """The insole's cut line: the sole and a box round the toes, a little wider than the foot."""
    back = [p for p in SOLE_FRACTIONS if p[1] < 0.72]
    turn = next(k for k in range(1, len(back)) if back[k][0] < 0 < back[k - 1][0])
    ring = np.array([*back[:turn], *_TOE_BOX, *back[turn:]])
    curve = smooth(ring, pieces) * (mirror(foot) * length_mm, length_mm)
    along = np.roll(curve, -1, axis=0) - np.roll(curve, 1, axis=0)
    outward = np.column_stack([along[:, 1], -along[:, 0]]) / np.hypot(*along.T)[:, None] * mirror(foot)
    return curve + build.data["solid"]["edge_mm"] * outward


def blocks(build: Build, foot: str, length_mm: float) -> dict[str, Box]:
    """The pads' three blocks and the toe ledge: x0, y0, x1, y1 in the foot's frame."""
    s, half = build.data["solid"], build.data["solid"]["gap_mm"] / 2
    seam, front = SEAM_FRACTION * length_mm, s["front"] * length_mm
    inner, outer = s["medial"] * length_mm, s["lateral"] * length_mm
    heel = s["heel_half"] * length_mm
    fore = FORE_EDGE * length_mm
    outward = {
        "heel": (-heel, s["heel_back"] * length_mm, heel, HEEL_EDGE * length_mm),
        "mt1": (inner, fore, seam - half, front),
        "mt5": (seam + half, fore, outer, front),
        "ledge": (inner, front + 2 * half, outer, s["ledge_front"] * length_mm),
    }
    if mirror(foot) > 0:
        return outward
    return {name: (-x1, y0, -x0, y1) for name, (x0, y0, x1, y1) in outward.items()}


def corners(box: Box) -> list[tuple[float, float]]:
    """The four corners of a box, in turn."""
    x0, y0, x1, y1 = box
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
