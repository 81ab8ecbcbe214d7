"""How unsure each measure of a trial is, or why nobody can say: of its sway, its base of support and its feet."""

from collections.abc import Iterator, Mapping
from functools import partial
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.boundary import boundary
from tripod.analysis.limits import limits, of_base
from tripod.analysis.measures import STEPS, Analysed, Extent, smooth
from tripod.analysis.prepared import Prepared
from tripod.analysis.stability_margin import stability_margin
from tripod.analysis.trial import ARCH_NAMES, FootTrial, Trial
from tripod.analysis.uncertainty import NotKnown, Unsure, not_known, uncertainty
from tripod.balance.pose import updated
from tripod.balance.support import Support, base_of_support
from tripod.boards import POINTS
from tripod.boards.stance_faults import CONVENTION

Array = NDArray[np.float64]


def sway_unsure(trial: Trial, of: Analysed, extent: Extent) -> Unsure:
    """Of all sway measures of a trial to this extent, or of how far somebody leaned in it."""
    if trial.leans:
        return _leant(trial, of)
    found = uncertainty(trial, of.prepared, partial(smooth, extent=extent))
    # Without any board, or of a load that it does not see, it is not for their steps that they have none.
    everywhere = {why for why in found.why.values() if why in (NotKnown.NO_BOARD, NotKnown.UNSEEN)}
    why = everywhere.pop() if everywhere else NotKnown.STEPS
    steps = [name for name in STEPS if isfinite(of.metrics.get(name, np.nan))]
    return found.and_of(not_known(steps, why))


def _leant(trial: Trial, of: Analysed) -> Unsure:
    cop, time_s = of.prepared.cop_mm, of.prepared.time_s
    found = uncertainty(trial, of.prepared, lambda cop_mm, _: limits(cop_mm, time_s, trial.leans))
    if trial.base is None:
        return found
    parts, pm = of_base(cop, time_s, trial.leans, trial.base, found.pm)
    why = next(iter(found.why.values()), NotKnown.POSE)
    return found.and_of(Unsure(pm, dict.fromkeys(parts.keys() - pm.keys(), why)))


def base_measures(cop_mm: Array, rate_hz: float, support: Support) -> Mapping[str, float]:
    """Name -> value of how near to the edge of the base of support the CoP is, and goes."""
    return {**boundary(cop_mm, rate_hz, support.corners_mm), **stability_margin(cop_mm, support)}


def base_unsure(trial: Trial, ready: Prepared, support: Support) -> Unsure:
    """Of those: with where the feet stand, where they point and how long they are in it."""
    moved = [base_measures(ready.cop_mm, ready.rate_hz, of) for of in _moved(support)]
    return uncertainty(trial, ready, partial(base_measures, support=support), place_counts=True, more=moved)


def _moved(support: Support) -> Iterator[Support]:
    """The base of support with each independent error of one standard deviation of where a foot stands."""
    for foot, pose in support.poses.items():
        covariance = np.array(pose.covariance)
        values, vectors = np.linalg.eigh(covariance[:4, :4])
        for change in (vectors * np.sqrt(np.maximum(values, 0.0))).T:
            there = updated(pose, np.r_[change, np.zeros(6)], covariance, pose.known)
            yield base_of_support({**support.poses, foot: there})


def left_part_unsure(trial: Trial, left_part: float) -> Unsure:
    """Of the left foot's part of both loads."""
    name, errors = "left_part", trial.errors
    if not isfinite(left_part):
        return Unsure()
    if errors is None or not len(trial.force_n):
        return not_known([name], NotKnown.NO_BOARD)
    if not errors.sees_all:
        return not_known([name], NotKnown.UNSEEN)
    return Unsure({name: errors.part_pm(trial.force_n, trial.cells["left"])})


def tripod_unsure(foot: FootTrial, measured: Mapping[str, float]) -> Unsure:
    """Of one foot's shares. Of a mean it is known beforehand; the time in the band changes with it as with a mean that
    is off all the time; of an arch, whose two ends may be off either way, it is at most what both make together."""
    if not measured:
        return Unsure()
    values = [measured[f"share_mean_{point}"] for point in POINTS]
    known = foot.share_pm is not None and all(map(isfinite, foot.share_pm))
    if foot.share_pm is None or not known:
        why = NotKnown.NO_BOARD if foot.errors is None else NotKnown.POSE
        return not_known([name for name in measured if isfinite(measured[name])], why)
    pm = {f"share_mean_{point}": value for point, value in zip(POINTS, foot.share_pm, strict=True)}
    share = foot.share[np.isfinite(foot.share).all(1)]
    for k, point in enumerate(POINTS):
        band, now = CONVENTION[point], measured[f"in_band_{point}"]
        off = [share[:, k] + way * foot.share_pm[k] for way in np.linspace(-1, 1, 9).tolist()]
        pm[f"in_band_{point}"] = max(abs(float(((of >= band.low) & (of <= band.high)).mean()) - now) for of in off)
    for name, (one, other) in ARCH_NAMES.items():
        if name in measured:
            both = values[one] + values[other]
            pm[name] = (values[other] * foot.share_pm[one] + values[one] * foot.share_pm[other]) / both**2
    return Unsure(pm, dict.fromkeys((name for name in measured if name not in pm), NotKnown.NO_MODEL))


def foot_unsure(name: str, foot: FootTrial, of: Analysed) -> Unsure:
    """Of the sway of one foot."""
    return uncertainty(foot.alone(name), of.prepared, partial(smooth, extent=Extent.CORE))
