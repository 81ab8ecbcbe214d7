"""How unsure the measures of a stance are: what the board's own errors make of them.

Numerical propagation (GUM, JCGM 100:2008, 5.1.3 note 2; Kragten 1994, Analyst 119:2161): the CoP is moved by each
independent error of one standard deviation, through the same filter, and measured again; the squares of the changes add
up. The cells' noise is put on once more, and their dead band taken once more, for what was seen has each of them in it
already; of a dead band it is known how wide it may be, not how wide it is, so that what it may have hidden is added
whole. How even the person is is not in it: repeats tell that.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.core_measures import core
from tripod.analysis.prepared import Prepared, low_pass
from tripod.analysis.trial import Trial
from tripod.balance.sway_errors import SwayErrors
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
    STEPS = "steps"
    """It goes from one value to the next: what a small error does to it, a small error does not show."""
    EDGE = "edge"
    """An error of the board may be the difference between a value and none."""
    NO_MODEL = "no_model"
    """Nobody has reckoned yet what the board's errors do to it."""
    POSE = "pose"
    """Nobody measured where the foot stands."""


@dataclass(frozen=True)
class Unsure:
    """Of measures that have a value."""

    pm: Mapping[str, float] = field(default_factory=dict[str, float])
    """Name -> half the width of its 95 % interval, in the same unit; those that are known."""
    why: Mapping[str, NotKnown] = field(default_factory=dict[str, NotKnown])
    """Name -> why it is not known; of all others."""

    def and_of(self, other: "Unsure") -> "Unsure":
        """Of these measures and of others."""
        return Unsure({**self.pm, **other.pm}, {**self.why, **other.why})


def not_known(names: Iterable[str], why: NotKnown) -> Unsure:
    """Of measures whose uncertainty is not known for one reason."""
    return Unsure({}, dict.fromkeys(names, why))


def uncertainty(
    trial: Trial,
    ready: Prepared,
    measured_of: Callable[[Array, float], Mapping[str, float]] = core,
    *,
    place_counts: bool = False,
    more: Sequence[Mapping[str, float]] = (),
) -> Unsure:
    """Of the core measures of a trial, whose CoP was made `ready`; or of others of a CoP (n, 2) and its rate.

    `place_counts`: they change with where the CoP is, not only with how it moves. `more`: what else changes them, name
    -> value with each further independent error of one standard deviation.
    """
    errors, cop, rate = trial.errors, ready.cop_mm, ready.rate_hz
    measured = {name: value for name, value in measured_of(cop, rate).items() if isfinite(value)}
    if errors is None or not len(trial.force_n):
        return not_known(measured, NotKnown.NO_BOARD)
    if not errors.sees_all:
        return not_known(measured, NotKnown.UNSEEN)
    moves = [*errors.moves_mm(trial.force_n, about_mean=not place_counts), _noise(trial, errors)]
    moved = ready.alike(np.concatenate(moves, 1))
    changed = [measured_of(cop + moved[:, k : k + 2], rate) for k in range(0, moved.shape[1], 2)]
    changed += more
    hidden = _hidden(ready, errors, trial.stood, measured_of)
    pm: dict[str, float] = {}
    why: dict[str, NotKnown] = {}
    for name, value in measured.items():
        squares = sum(_apart(name, of.get(name, inf), value) ** 2 for of in changed)
        if hidden[name] > MOST_HIDDEN * (180.0 if name == ANGLE else abs(value)):
            why[name] = NotKnown.HIDDEN
        elif isfinite(squares) and isfinite(hidden[name]):
            pm[name] = K_95_1D * squares**0.5 + hidden[name]
        else:
            why[name] = NotKnown.EDGE
    return Unsure(pm, why)


def _hidden(
    ready: Prepared,
    errors: SwayErrors,
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


def _noise(trial: Trial, errors: SwayErrors) -> Array:
    """(n, 2) one noise of that size, the same each time."""
    drawn = np.random.default_rng(0).standard_normal((len(trial.force_n), 2))
    return drawn * errors.noise_mm(float(np.nanmean(np.asarray(trial.force_n.sum(1), np.float64))))


def _apart(name: str, one: float, other: float) -> float:
    """How far apart; an axis turned by half a turn is the same."""
    return (one - other + 90) % 180 - 90 if name == ANGLE else one - other
