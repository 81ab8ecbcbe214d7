"""What each measure is: its unit, the id of its formula, and the formula itself, as files carry them.

x = ML, y = AP about their means over n samples at f hertz, r = sqrt(x² + y²), T = (n - 1) / f. An id changes when its
formula does; where programs disagree it says which of them is meant.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tripod.analysis.boundary import NAMES as BOUNDARY
from tripod.analysis.core_measures import CHI2_95
from tripod.analysis.density import MOST_S, RADIUS_MM, SMOOTH_HZ
from tripod.analysis.diffusion import LONG_S, SHORT_S
from tripod.analysis.entropy import LENGTH, RATE_HZ, TOLERANCE_SDS
from tripod.analysis.limits import AREA, MIDDLE_S, OF_BASE, REACHES
from tripod.analysis.prieto import Z_95
from tripod.analysis.spectrum import ESTIMATOR
from tripod.analysis.stability_margin import NAMES as MARGIN
from tripod.analysis.trial import TRIPOD_NAMES

UNITS = {"mm2_s": "mm^2/s", "mm_s": "mm/s", "mm2": "mm^2", "mm": "mm", "hz": "Hz", "s": "s", "deg": "deg"}
"""Endings of names."""
PM = "pm_"
"""What the half width of a measure's 95 % interval begins with, in tables."""
PM_NOT_KNOWN = "pm_not_known"
"""Where it stands why measures have no such half width: by measure in a row, in one text in a table."""
_PM_FORMULA, _PM = (
    "gum2008.kragten",
    (
        "half the 95 % interval: measured again with the CoP moved by each independent error of the board of one SD,"
        " squares added, and what the cells' dead band may hide; of the CoP that the board names"
    ),
)
_PM_OF_BASE = "half the 95 % interval: of the reach, and of the edge by where the feet stand, squares added"
_PM_OF_EDGE = f"{_PM}; where the feet stand, where they point and how long they are moved alike"
_PM_OF_SHARE = {
    "romberg_quotient": "the most by which it changes with all that the cells' dead band may have hidden of either",
    "left_part": "half the 95 % interval, of the cells' gains, zeros and hysteresis",
    "share_mean": "half the 95 % interval of a share, where somebody of usual weight stands as usual",
    "in_band": "the most by which it changes with shares that are off by up to their half 95 % interval all the time",
    "arch": "at most half the 95 % interval: both ends' shares off against each other",
}
_AXIS = re.compile(r"_(ml|ap|r)(?=_|$)")
_POINT = re.compile(r"_(heel|mt1|mt5)$")

_SHORT, _LONG = (f"{a:g} to {b:g} s" for a, b in (SHORT_S, LONG_S))
_ELLIPSE = (
    f"95 % prediction ellipse, chi-square form, covariance with 1/(n - 1), eigenvalues l1 >= l2, k = {CHI2_95:.6g}"
)
_FORMULAS: Mapping[str, tuple[str, str]] = {
    "ellipse95_prediction_mm2": ("ellipse95.prediction_chi2", f"pi k sqrt(l1 l2); {_ELLIPSE}"),
    "ellipse95_semi_major_mm": ("ellipse95.prediction_chi2", f"sqrt(k l1); {_ELLIPSE}"),
    "ellipse95_semi_minor_mm": ("ellipse95.prediction_chi2", f"sqrt(k l2); {_ELLIPSE}"),
    "ellipse95_angle_deg": ("ellipse95.prediction_chi2", f"of the major axis, counter-clockwise from ML; {_ELLIPSE}"),
    "rms_mm": ("rms.n", "sqrt(sum(x^2) / n) of one axis about its mean"),
    "rms_distance_mm": ("prieto1996.rdist", "sqrt(sum(r^2) / n)"),
    "sd_mm": ("sd.n-1", "sqrt(sum(x^2) / (n - 1)) of one axis about its mean"),
    "range_mm": ("range", "max(x) - min(x) of one axis"),
    "max_distance_mm": ("max_distance", "max(r)"),
    "path_length_mm": (
        "prieto1996.totex",
        "sum of the lengths of the steps from sample to sample; of one axis, of |dx|",
    ),
    "mean_velocity_mm_s": ("prieto1996.mvelo", "path_length / T, T = (n - 1) / f"),
    "mean_distance_mm": ("prieto1996.mdist", "mean(r); of one axis, mean(|x|)"),
    "mean_frequency_hz": (
        "prieto1996.mfreq",
        "mean_velocity / (2 pi mean_distance); of one axis, mean_velocity / (4 sqrt(2) mean_distance)",
    ),
    "sway_area_rate_mm2_s": ("prieto1996.area_sw", "sum(|y[i+1] x[i] - y[i] x[i+1]|) / (2 T)"),
    "planar_diameter_mm": ("planar_diameter", "largest distance between any two samples"),
    "sample_entropy": (
        "richman_moorman2000.sampen",
        f"-ln(A / B), m = {LENGTH}, r = {TOLERANCE_SDS:g} SD (1/n), Chebyshev, no self-matches, at {RATE_HZ:g} Hz",
    ),
    "area_cc_mm2": ("prieto1996.area_cc", f"pi (mean(r) + {Z_95:.6g} s)^2, s^2 = mean(r^2) - mean(r)^2"),
    "area_ce_mm2": ("prieto1996.area_ce", "2 pi F(0.95; 2, n - 2) sqrt(l1 l2), moments with 1/n"),
    "fd_cc": ("prieto1996.fd_cc", "ln(n) / ln(n d / path_length), d the diameter of the circle of area_cc"),
    "fd_ce": ("prieto1996.fd_ce", "ln(n) / ln(n d / path_length), d the diameter of a circle as large as area_ce"),
    "power_mm2": ("prieto1996.power", f"integral of the density; {ESTIMATOR}"),
    "f50_hz": ("prieto1996.f50", f"below it lies 50 % of the power; {ESTIMATOR}"),
    "f95_hz": ("prieto1996.f95", f"below it lies 95 % of the power; {ESTIMATOR}"),
    "f_peak_hz": ("f_peak", f"where the density is largest; {ESTIMATOR}"),
    "centroid_frequency_hz": ("prieto1996.cfreq", f"sqrt(m2 / m0), moments of the density; {ESTIMATOR}"),
    "frequency_dispersion": ("prieto1996.freqd", f"sqrt(1 - m1^2 / (m0 m2)), moments of the density; {ESTIMATOR}"),
    "diffusion_short_mm2_s": ("collins_de_luca1993.ds", f"half the slope of the mean square way over lags of {_SHORT}"),
    "diffusion_long_mm2_s": ("collins_de_luca1993.dl", f"half the slope of the mean square way over lags of {_LONG}"),
    "diffusion_critical_s": ("collins_de_luca1993.dtc", f"lag at which the lines of {_SHORT} and {_LONG} cross"),
    "hurst_short": ("collins_de_luca1993.hs", f"half the slope of ln(mean square way) over ln(lag), {_SHORT}"),
    "hurst_long": ("collins_de_luca1993.hl", f"half the slope of ln(mean square way) over ln(lag), {_LONG}"),
    "sway_density_peak_s": (
        "baratto2002.peak",
        f"mean peak of the time in a row within {RADIUS_MM:g} mm, at most {MOST_S:g} s before and after,"
        f" smoothed at {SMOOTH_HZ:g} Hz",
    ),
    "sway_density_peak_way_mm": ("baratto2002.peak_way", "mean distance between the places of successive peaks"),
    BOUNDARY[0]: ("time_to_boundary.straight", "least time to the edge of the base of support at the present velocity"),
    BOUNDARY[1]: ("time_to_boundary.straight", "mean of the local minima of the time to the edge"),
    BOUNDARY[2]: ("time_to_boundary.straight", "SD (n - 1) of the local minima of the time to the edge"),
    MARGIN[0]: (
        "stability_margin.nearest_edge",
        "mean distance of the CoP from the nearest edge of the base of support",
    ),
    MARGIN[1]: ("stability_margin.nearest_edge", "least distance of the CoP from the nearest edge; negative outside"),
    **dict.fromkeys(
        REACHES.values(),
        (
            "limits_of_stability.reach",
            "max of the CoP's way along the direction told, while it was told, from its mean over the"
            f" {MIDDLE_S:g} s before the first direction (the directions of Clark & Rose 2001; not the centre of mass)",
        ),
    ),
    **dict.fromkeys(
        OF_BASE.values(),
        ("limits_of_stability.part_of_base", "reach / distance from the middle to the base of support's edge that way"),
    ),
    AREA: ("limits_of_stability.area", "area of the polygon of where the CoP was at its eight reaches"),
    "romberg_quotient": (
        "romberg.sway_speed",
        "mean sway speed with the eyes closed / open, of the whole drill, as the drill tells it (sway_speed)",
    ),
    "left_part": ("left_part", "mean of left / (left + right) load, while somebody stands"),
    "share_mean": ("share.force", "mean of the point's load / the foot's load"),
    "share_sd": ("share.force", "SD (1/n) of the share"),
    "in_band": ("share.convention_band", "part of the time in the band that coaches go by; a convention, no norm"),
    "arch": ("arch.first_end", "first end's part of the load on both ends of the arch, of the mean shares"),
}


@dataclass(frozen=True)
class Measure:
    """What a value of one name is."""

    unit: str
    """`1` for a fraction, a ratio or an exponent."""
    formula: str
    """Id."""
    says: str
    """The formula, in one line."""


def measure(name: str) -> Measure:
    """Of a name, as in `analyse`d rows: of the whole CoP, of a foot's or of its shares.

    Raises:
        KeyError: no measure has this name.
    """
    if name.startswith(PM):
        of = measure(name.removeprefix(PM))
        return Measure(of.unit, *_pm(name.removeprefix(PM)))
    base = _base(name)
    formula, says = _FORMULAS.get(base) or _FORMULAS[_AXIS.sub("", base)]
    unit = next((unit for ending, unit in UNITS.items() if base.endswith(f"_{ending}")), "1")
    return Measure(unit, formula, says)


def _base(name: str) -> str:
    """Without its point."""
    return "arch" if name.startswith("arch_") else _POINT.sub("", name)


def _pm(name: str) -> tuple[str, str]:
    """Id and formula of the half width of a measure's interval."""
    if name in OF_BASE.values():
        return _PM_FORMULA, _PM_OF_BASE
    if name in (*BOUNDARY, *MARGIN):
        return _PM_FORMULA, _PM_OF_EDGE
    of_share = _PM_OF_SHARE.get(_base(name))
    return (_FORMULAS[_base(name)][0], of_share) if of_share else (_PM_FORMULA, _PM)


def measures_dict(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Name -> unit, formula's id and formula of these measures and of those of a foot's shares, fit for JSON."""
    wanted = dict.fromkeys((*names, *BOUNDARY, *MARGIN, *TRIPOD_NAMES, "left_part", "romberg_quotient"))
    found = {name: measure(name) for name in wanted}
    return {name: {"unit": of.unit, "formula": of.formula, "is": of.says} for name, of in found.items()}
