"""The areas and ratios of Prieto et al. 1996 under their own names, beside the core's; n samples, moments with 1/n."""

from collections.abc import Mapping
from math import log, nan, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.core_measures import Moments

Array = NDArray[np.float64]

Z_95 = 1.6448536269514722
"""One-sided 95 % point of the normal distribution, as Prieto has it; others use 1.96, and their circles are larger."""


def prieto(cop_mm: Array, path_mm: float) -> Mapping[str, float]:
    """AREA-CC, AREA-CE, FD-CC and FD-CE of (n, 2) even samples in mm whose path has this length."""
    m, n = Moments.of(cop_mm), len(cop_mm)
    mean = float(m.distance.mean())
    of_distance = sqrt(max(m.var_x + m.var_y - mean * mean, 0.0))
    large, small, _ = m.axes()
    circle = pi * (mean + Z_95 * of_distance) ** 2
    ellipse = 2 * pi * f_95(n) * sqrt(large * small)
    return {
        "area_cc_mm2": circle,
        "area_ce_mm2": ellipse,
        "fd_cc": _fractal(n, path_mm, 2 * sqrt(circle / pi)),
        "fd_ce": _fractal(n, path_mm, 2 * sqrt(ellipse / pi)),
    }


def f_95(n: int) -> float:
    """95 % point of F with 2 and n - 2 degrees of freedom; with 2 it has a closed form."""
    return (n - 2) / 2 * (0.05 ** (-2 / (n - 2)) - 1)


def _fractal(n: int, path_mm: float, across_mm: float) -> float:
    """nan where the area is none, as of a CoP that goes along one line, or too small for so long a way."""
    turns = n * across_mm / path_mm
    return log(n) / log(turns) if turns > 1 else nan
