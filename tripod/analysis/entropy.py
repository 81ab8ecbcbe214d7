"""Sample entropy: how little a course repeats itself (Richman & Moorman 2000), on 20 samples a second.

At 100 samples a second neighbours are so alike that nothing else is seen (of a sway that comes to 0.37 at 20 Hz, 0.07).
The rate, 20 Hz, and m = 2, r = 0.2 SD are those of Montesinos et al. 2018 (J NeuroEng Rehabil 15:116).
"""

from math import inf, log, nan

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.near_pairs import near_pairs

Array = NDArray[np.float64]

RATE_HZ, LENGTH, TOLERANCE_SDS = 20.0, 2, 0.2


def at_20_hz(values: Array, rate_hz: float) -> Array:
    """(n,) even samples at `RATE_HZ`: each so-many-th where that is a whole number, else on straight lines between."""
    every = rate_hz / RATE_HZ
    if every == round(every):
        return values[:: round(every)]
    at = np.arange(int((len(values) - 1) / every) + 1) * every
    return np.interp(at, np.arange(len(values)), values)


def sample_entropy(values: Array) -> float:
    """-ln(A / B) of (n,) values: B pairs of two values in a row that lie within r = 0.2 SD (1/n) of each other, A those
    that still do with the third; inf where no pair does, nan where all values are alike."""
    r = TOLERANCE_SDS * float(values.std())
    if not r > 0:
        return nan
    pairs, longer = near_pairs(values, LENGTH, r)
    return -log(longer / pairs) if longer else inf
