"""The core measures of sway: what most studies report, by the formulas that most of them mean.

With x = ML, y = AP about their means, r = sqrt(x² + y²), n samples at f hertz and T = (n - 1) / f. Names and pitfalls:
Prieto et al. 1996 (IEEE Trans Biomed Eng 43:956); for the area Schubert & Kirchner 2014 (Gait Posture 39:518). Other
programs divide a speed by n / f; of 60 s at 100 Hz theirs is less by 1.7 in 10,000.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, degrees, log, pi, sqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CHI2_95 = -2 * log(0.05)
"""95 % point of χ² with two degrees of freedom."""
ROUNDED = 1e-9
"""No radius is rounded by so large a part."""


@dataclass(frozen=True)
class Moments:
    """Of (n, 2) about their means."""

    x: Array
    y: Array
    var_x: float
    """1/n."""
    var_y: float
    cov: float
    distance: Array
    """(n,) r."""

    @staticmethod
    def of(cop_mm: Array) -> "Moments":
        """Of a CoP."""
        x, y = (np.ascontiguousarray(c) for c in (cop_mm - cop_mm.mean(0)).T)
        n = len(x)
        return Moments(x, y, float(x @ x) / n, float(y @ y) / n, float(x @ y) / n, np.sqrt(x * x + y * y))

    def axes(self) -> tuple[float, float, float]:
        """Larger and smaller variance (1/n) along the principal axes, and the larger one's angle in degrees
        counter-clockwise from ML, -90 (excluded) to 90."""
        half, off = (self.var_x + self.var_y) / 2, (self.var_x - self.var_y) / 2
        root = sqrt(off * off + self.cov * self.cov)
        large = half + root
        # The difference of two nearly equal numbers would lose its digits.
        small = (self.var_x * self.var_y - self.cov * self.cov) / large if large > 0 else 0.0
        angle = degrees(atan2(self.cov, off + root)) if root > 0 else 0.0
        return large, max(small, 0.0), angle if angle > -90 else 90.0


def core(cop_mm: Array, rate_hz: float) -> Mapping[str, float]:
    """Name -> value of (n, 2) even samples in mm without gaps; names end in their unit."""
    m, n = Moments.of(cop_mm), len(cop_mm)
    dx, dy = np.diff(cop_mm[:, 0]), np.diff(cop_mm[:, 1])
    lasts = (n - 1) / rate_hz
    path_x, path_y = float(np.abs(dx).sum()), float(np.abs(dy).sum())
    path = float(np.sqrt(dx * dx + dy * dy).sum())
    large, small, angle = m.axes()
    less = n / (n - 1)
    mean_distance = float(m.distance.mean())
    mean_x, mean_y = float(np.abs(m.x).mean()), float(np.abs(m.y).mean())
    return {
        "ellipse95_prediction_mm2": pi * CHI2_95 * less * sqrt(large * small),
        "ellipse95_semi_major_mm": sqrt(CHI2_95 * less * large),
        "ellipse95_semi_minor_mm": sqrt(CHI2_95 * less * small),
        "ellipse95_angle_deg": angle,
        "rms_ml_mm": sqrt(m.var_x),
        "rms_ap_mm": sqrt(m.var_y),
        "rms_distance_mm": sqrt(m.var_x + m.var_y),
        "sd_ml_mm": sqrt(less * m.var_x),
        "sd_ap_mm": sqrt(less * m.var_y),
        "range_ml_mm": float(np.ptp(cop_mm[:, 0])),
        "range_ap_mm": float(np.ptp(cop_mm[:, 1])),
        "max_distance_mm": float(m.distance.max()),
        "path_length_mm": path,
        "path_length_ml_mm": path_x,
        "path_length_ap_mm": path_y,
        "mean_velocity_mm_s": path / lasts,
        "mean_velocity_ml_mm_s": path_x / lasts,
        "mean_velocity_ap_mm_s": path_y / lasts,
        "mean_distance_mm": mean_distance,
        "mean_distance_ml_mm": mean_x,
        "mean_distance_ap_mm": mean_y,
        "mean_frequency_hz": path / lasts / (2 * pi * mean_distance),
        "mean_frequency_ml_hz": path_x / lasts / (4 * sqrt(2) * mean_x),
        "mean_frequency_ap_hz": path_y / lasts / (4 * sqrt(2) * mean_y),
        "sway_area_rate_mm2_s": float(np.abs(m.y[1:] * m.x[:-1] - m.y[:-1] * m.x[1:]).sum()) / (2 * lasts),
        "planar_diameter_mm": planar_diameter(cop_mm),
    }


def planar_diameter(cop_mm: Array) -> float:
    """The largest distance between two places of (n, 2): it lies between corners of the convex hull."""
    corners = _hull(_outer(cop_mm))
    apart = corners[:, None, :] - corners[None, :, :]
    return sqrt(float((apart * apart).sum(2).max()))


def _outer(cop_mm: Array) -> Array:
    """(k, 2) those that may be an end of the diameter: two places as far apart as two known ones lie about any middle
    at radii whose sum is at least that distance, so that none lies farther in than what the largest leaves of it."""
    x, y = (np.ascontiguousarray(c) for c in cop_mm.T)
    from_middle = _squares(x - (x.min() + x.max()) / 2, y - (y.min() + y.max()) / 2)
    farthest = int(from_middle.argmax())
    known = sqrt(float(_squares(x - x[farthest], y - y[farthest]).max()))
    least = (known - sqrt(float(from_middle[farthest]))) * (1 - ROUNDED)
    return cop_mm[from_middle >= least * least]


def _squares(x: Array, y: Array) -> Array:
    return x * x + y * y


def _hull(cop_mm: Array) -> Array:
    """(k, 2) the corners of the convex hull; all places where they lie on one line."""
    from scipy.spatial import ConvexHull, QhullError  # noqa: PLC0415

    try:
        return cop_mm[ConvexHull(cop_mm).vertices]
    except QhullError:
        # On one line the farthest apart are the ends along it.
        way = cop_mm - cop_mm[0]
        ends = (way @ way[np.argmax((way * way).sum(1))]).argsort()
        return cop_mm[ends[[0, -1]]]
