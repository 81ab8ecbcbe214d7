"""The eight directions in which limits of stability are tried: the phrase that is said to each, and where it points."""

from collections.abc import Mapping
from math import sqrt

_HALF = sqrt(0.5)
LEANS: Mapping[str, tuple[float, float]] = {
    "lean_forward": (0.0, 1.0), "lean_forward_right": (_HALF, _HALF), "lean_right": (1.0, 0.0),
    "lean_back_right": (_HALF, -_HALF), "lean_back": (0.0, -1.0), "lean_back_left": (-_HALF, -_HALF),
    "lean_left": (-1.0, 0.0), "lean_forward_left": (-_HALF, _HALF),
}  # fmt: skip
"""Name of a phrase -> to the person's right and forward, of length 1; clockwise from forward."""
