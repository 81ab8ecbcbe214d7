"""How unsure the core measures of a stance are: what the board's own errors make of them.

Numerical propagation (GUM, JCGM 100:2008, 5.1.3 note 2; Kragten 1994, Analyst 119:2161): the CoP is moved by each
independent error of one standard deviation, through the same filter, and measured again; the squares of the changes add
up. The cells' noise is put on once more, and their dead band taken once more, for what was seen has each of them in it
already; of a dead band it is known how wide it may be, not how wide it is, so that what it may have hidden is added
whole. How even the person is is not in it: repeats tell that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.core_measures import core
from tripod.analysis.prepared import Prepared, low_pass
from tripod.analysis.trial import Trial
from tripod.balance.cop_errors import CopErrors
from tripod.balance.sway_speed import LARGER, MOST_HIDDEN, played
from tripod.balance.uncertainty import K_95_1D

Array = NDArray[np.float64]
ANGLE = "ellipse95_angle_deg"


class NotKnown(StrEnum):
    """Why a measure has no uncertainty. Each has its sentence in the catalogue, in the table `pm_not_known`."""

    NO_BOARD = "no_board"
    """A file of somebody else's."""
    UNSEEN = "unseen"
    """Part of the load reaches no sensor."""
    HIDDEN = "hidden"
    """The cells' dead band may have hidden so much that the rest says nothing."""


@dataclass(frozen=True)
class Unsure:
    """Of one trial."""

    pm: Mapping[str, float] = field(default_factory=dict[str, float])
    """Name of a core measure -> half the width of its 95 % interval, in the same unit; those that are known."""
    why: NotKnown | None = None
    """Why some are not, or none is; None where all are."""


def uncertainty(
    trial: Trial, ready: Prepared, measured_of: Callable[[Array, float], Mapping[str, float]] = core
) -> Unsure:
    """Of the core measures of a trial, whose CoP was made `ready`; or of others of a CoP (n, 2) and its rate."""
    errors = trial.errors
    if errors is None or not len(trial.force_n):
        return Unsure(why=NotKnown.NO_BOARD)
    if not errors.sees_all:
        return Unsure(why=NotKnown.UNSEEN)
    cop, rate = ready.cop_mm, ready.rate_hz
    measured = measured_of(cop, rate)
    changed = [measured_of(cop + ready.alike(moved), rate) for moved in errors.moves_mm(trial.force_n)]
    changed.append(measured_of(cop + _noise(trial, ready, errors), rate))
    squares = {name: sum(_apart(name, of[name], value) ** 2 for of in changed) for name, value in measured.items()}
    hidden = _hidden(ready, errors, trial.stood, measured_of)
    pm = {
        name: K_95_1D * squares[name] ** 0.5 + hidden[name]
        for name, value in measured.items()
        if hidden[name] <= MOST_HIDDEN * (180.0 if name == ANGLE else abs(value))
    }
    return Unsure(pm, None if pm.keys() == measured.keys() else NotKnown.HIDDEN)


def _hidden(
    ready: Prepared,
    errors: CopErrors,
    stood: tuple[str, ...],
    measured_of: Callable[[Array, float], Mapping[str, float]],
) -> Mapping[str, float]:
    """What a dead band takes of each measure, by taking it once more."""
    band = errors.dead_band_mm.get(stood)
    before = measured_of(_usual(ready, ready.cop_mm), ready.rate_hz)
    if band is None or not any(band):
        return dict.fromkeys(before, 0.0)
    after = measured_of(_usual(ready, played(ready.cop_mm, band)), ready.rate_hz)
    return {name: LARGER * abs(_apart(name, after[name], value)) for name, value in before.items()}


def _usual(ready: Prepared, cop_mm: Array) -> Array:
    return cop_mm if ready.filter.raw else low_pass(cop_mm, ready.rate_hz)


def _noise(trial: Trial, ready: Prepared, errors: CopErrors) -> Array:
    """(n, 2) one noise of that size, the same each time."""
    drawn = np.random.default_rng(0).standard_normal((len(trial.force_n), 2))
    return ready.alike(drawn * errors.noise_mm(float(np.nanmean(np.asarray(trial.force_n.sum(1), np.float64)))))


def _apart(name: str, one: float, other: float) -> float:
    """How far apart; an axis turned by half a turn is the same."""
    return (one - other + 90) % 180 - 90 if name == ANGLE else one - other
