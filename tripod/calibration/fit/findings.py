"""What a fit proves, each by itself: the load, the share of each point, and the CoP; with what proved it, or why not.

A CoP is proven only by loads at known places other than those that were fitted: one mass on a mark of each plate, or
marks each of which the others foretell. It proves nothing while two cells could be exchanged without its showing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, nan

import numpy as np

from tripod.boards import Board
from tripod.calibration.fit.fit import Check, Fit
from tripod.calibration.fit.terms import is_fsr, is_rigid, rms
from tripod.force.calibration import nominal


class State(StrEnum):
    """What is known of one claim."""

    PROVEN = "proven"
    NOT_PROVEN = "not_proven"
    REFUSED = "refused"


class By(StrEnum):
    """What proved it."""

    HELD_OUT = "held_out"
    """Loads that the fit never saw."""
    FORETOLD = "foretold"
    """Each load, foretold from the others."""
    MARK = "mark"
    """A load on a mark, which the fit never saw."""
    MARKS = "marks"
    """Each mark, foretold from the others."""
    CELLS = "cells"
    """Known loads on each cell alone."""
    COP = "cop"
    """The CoP, from which it follows."""


class Why(StrEnum):
    """Why it is not proven, or refused."""

    NOTHING = "nothing"
    """No load is left over to check with."""
    WRONG = "wrong"
    """Read beyond what may be used."""
    NOT_GOOD = "not_good"
    """Read worse than a good calibration, or than it claims of itself."""
    ODD_LOADS = "odd_loads"
    """Some loads do not fit the others."""
    SIDES_DIFFER = "sides_differ"
    """All cells of one side read more than those of the other."""
    NO_MARK = "no_mark"
    """No load stood at a known place that was not fitted."""
    OTHER_FOOT = "other_foot"
    """One did, but on the other plate alone."""
    EXCHANGED = "exchanged"
    """Two cells could be exchanged without its showing."""
    BLOCKS = "blocks"
    """A load presses one block alone, and says nothing of where that is."""
    SAMPLED = "sampled"
    """Films see a part of each region."""
    ESTIMATED = "estimated"
    """Three films estimate the CoP of a foot that rests on more."""
    COP = "cop"
    """It follows from the CoP, which is not."""
    UNSURE = "unsure"
    """The loads leave some films less sure than a good calibration."""


@dataclass(frozen=True)
class Finding:
    """What is known of one claim."""

    state: State
    by: By | None = None
    why: Why | None = None
    error: float = nan
    """Of the load: relative, RMS. Of the CoP: mm, RMS. nan where nothing was read."""
    foot: str = ""
    """The side that it is about, "" for all."""
    names: tuple[str, ...] = ()
    """Of the captures, or of the cells, that it is about."""

    @property
    def proven(self) -> bool:
        return self.state is State.PROVEN


@dataclass(frozen=True)
class Findings:
    """The three."""

    load: Finding
    share: Finding
    cop: Finding


@dataclass(frozen=True)
class Bounds:
    """Largest error of an accepted fit, and of one that is used with a warning."""

    accept: float
    warn: float


LOAD_CELL_LOAD, FSR_LOAD = Bounds(0.01, 0.03), Bounds(0.12, 0.25)
"""Relative error of a load that the fit did not see."""
FSR_SHARE = Bounds(0.3, 0.6)
"""Relative standard deviation of what a film stands for of a foot, as leans leave it. A dozen leans leave 0.12 to 0.3
(simulated, as are films that nobody calibrated: 0.15 to 0.3)."""
PLATE_MM = Bounds(2.0, 4.0)
"""RMS distance of its foretold place from the true one, beyond what placing it explains (a Wii board is good to
0.5-2 mm calibrated and to 2-6 mm raw)."""
SIGMAS = Bounds(2.5, 4.0)
"""RMS error over its claimed standard deviation."""
ASTRAY_SIGMAS = 3.0
"""A place beyond `PLATE_MM.warn` is wrong where it is beyond so many claimed standard deviations, too: of a single load
1 in 8,000."""
LEAST_MARKS = 5
"""So many marks of one plate, each foretold from the others, tell its CoP: four corners and the middle."""
SIDES_SIGMAS, SIDES_LEAST = 2.0, 0.015
"""The mean gains of two sides differ oddly beyond so many standard deviations, and this part of them; cells of a kind
differ between the sides as they do within one."""


def find(board: Board, result: Fit, *, pressed: bool = False) -> Findings:
    """What the loads prove. `pressed`: each cell answered to its own press, so that no two are exchanged."""
    load = _load(board, result)
    cop = _cop(board, result, pressed)
    return Findings(load, _share(board, result, load, cop, pressed), cop)


def beyond_placing(result: Fit, errors_mm: Sequence[float]) -> float:
    """RMS distance in mm beyond what the precision of placing the loads explains; of a few loads more is explained,
    because they may by chance stand worse than the average."""
    there = [e for e in errors_mm if isfinite(e)]
    if not there:
        return 0.0
    placing = 2**0.5 * result.placement_mm * (1 + 1 / len(there) ** 0.5)
    return max(rms(there) ** 2 - placing**2, 0.0) ** 0.5


def _load(board: Board, result: Fit) -> Finding:
    bounds = FSR_LOAD if is_fsr(board) else LOAD_CELL_LOAD
    usable = [c for c in result.checks if isfinite(c.error_n)]
    by = By.HELD_OUT if usable else By.FORETOLD
    relative = rms([c.error_n / c.load_n for c in usable]) if usable else result.held_out_relative
    claimed = rms([c.error_n / c.sigma_n for c in usable]) if usable else 0.0
    if not isfinite(relative):
        return Finding(State.NOT_PROVEN, why=Why.NOTHING)
    odd = result.odd
    worst = max(usable, key=lambda c: abs(c.error_n) / c.sigma_n).capture if usable else _worst(result)
    # A mass that was said to be off by some per cent may be.
    beyond = relative > bounds.warn and (not usable or claimed > SIGMAS.accept)
    if beyond or claimed > SIGMAS.warn:
        return Finding(State.REFUSED, why=Why.WRONG, error=relative, names=odd or (worst,))
    unsure = _unsure_films(board, result, FSR_LOAD) if not isfinite(result.body_per_index) else None
    if unsure is not None and unsure.state is State.REFUSED:
        return unsure
    if odd:
        return Finding(State.NOT_PROVEN, why=Why.ODD_LOADS, error=relative, names=odd)
    if relative > bounds.accept or claimed > SIGMAS.accept:
        return Finding(State.NOT_PROVEN, why=Why.NOT_GOOD, error=relative, names=(worst,))
    if unsure is not None:
        return unsure
    more, foot = _sides(board, result)
    if foot and {c.foot for c in usable} != set(board.feet):
        return Finding(State.NOT_PROVEN, why=Why.SIDES_DIFFER, error=more, foot=foot)
    return Finding(State.PROVEN, by, error=relative)


def _unsure_films(board: Board, result: Fit, bounds: Bounds) -> Finding | None:
    """The films whose law claims a standard deviation beyond the bounds, the worst first; None where there are none."""
    if not is_fsr(board):
        return None
    sigma = {cell.plain: law.gain_sigma for cell, law in zip(board.cells, result.calibration.cells, strict=True)}
    names = tuple(sorted((name for name in sigma if sigma[name] > bounds.accept), key=lambda name: -sigma[name]))
    if not names:
        return None
    worst = sigma[names[0]]
    state = State.REFUSED if worst > bounds.warn else State.NOT_PROVEN
    return Finding(state, why=Why.UNSURE, error=worst, names=names)


def _worst(result: Fit) -> str:
    there = [r for r in result.residuals if isfinite(r.held_out_n)]
    return max(there, key=lambda r: abs(r.held_out_n) / r.load_n).capture


def _sides(board: Board, result: Fit) -> tuple[float, str]:
    """By how much all cells of one side read more than those of the other, and that side; "" where nothing is odd.

    A person who stands on both weighs both alike; masses on marks or cells weigh each side by itself.
    """
    marked = {r.foot for r in result.residuals if r.located}
    if (
        is_fsr(board)
        or len(board.feet) < 2
        or marked != set(board.feet)
        or not all(r.located for r in result.residuals)
    ):
        return nan, ""
    usual = nominal(board).cells
    gain = np.log([law.gain / u.gain for law, u in zip(result.calibration.cells, usual, strict=True)])
    first, second = (gain[list(board.cells_of(foot))] for foot in board.feet)
    freedom = len(gain) - 2
    # What cells of a kind differ by counts as four more of them.
    square = ((first - first.mean()) ** 2).sum() + ((second - second.mean()) ** 2).sum() + 4 * board.errors.gain**2
    sigma = float(np.sqrt(square / (freedom + 4) * (1 / len(first) + 1 / len(second))))
    more = float(first.mean() - second.mean())
    if abs(more) <= max(SIDES_SIGMAS * sigma, SIDES_LEAST):
        return nan, ""
    # A gain is too large where the mass was said to be heavier than it is.
    return abs(more), board.feet[0] if more < 0 else board.feet[1]


def _cop(board: Board, result: Fit, pressed: bool) -> Finding:
    if is_fsr(board):
        return Finding(State.NOT_PROVEN, why=Why.ESTIMATED)
    if not is_rigid(board):
        return Finding(State.NOT_PROVEN, why=Why.BLOCKS)
    each = {foot: _cop_of(board, result, foot, pressed) for foot in board.feet}
    for state in (State.REFUSED, State.NOT_PROVEN):
        found = [f for f in each.values() if f.state is state]
        if not found:
            continue
        lacking = [foot for foot, f in each.items() if f.why is Why.NO_MARK]
        if state is State.NOT_PROVEN and lacking and any(f.proven for f in each.values()):
            return Finding(state, why=Why.OTHER_FOOT, foot=lacking[0])
        return next((f for f in found if f.why is not Why.NO_MARK), found[0])
    by = By.MARK if any(f.by is By.MARK for f in each.values()) else By.MARKS
    return Finding(State.PROVEN, by, error=rms([f.error for f in each.values()]))


def _cop_of(board: Board, result: Fit, foot: str, pressed: bool) -> Finding:
    """Of one plate."""
    checks = [c for c in result.checks if c.foot == foot and isfinite(c.error_mm)]
    left_out = [r for r in result.residuals if r.foot == foot and isfinite(r.held_out_mm)]
    if checks:
        by, error, excess, claimed, worst = By.MARK, *_held_out_mm(result, checks)
    elif len(left_out) >= LEAST_MARKS:
        by, claimed = By.MARKS, 0.0
        error = rms([r.held_out_mm for r in left_out])
        excess = beyond_placing(result, [r.held_out_mm for r in left_out])
        worst = max(left_out, key=lambda r: r.held_out_mm).capture
    else:
        return Finding(State.NOT_PROVEN, why=Why.NO_MARK, foot=foot)
    # What was claimed to be as unsure as it turned out is not wrong.
    if claimed > SIGMAS.warn or (excess > PLATE_MM.warn and (by is By.MARKS or claimed > ASTRAY_SIGMAS)):
        return Finding(State.REFUSED, why=Why.WRONG, error=error, foot=foot, names=(worst,))
    if claimed > SIGMAS.accept or (by is By.MARKS and excess > PLATE_MM.accept):
        return Finding(State.NOT_PROVEN, why=Why.NOT_GOOD, error=error, foot=foot, names=(worst,))
    pairs = [p for p in result.open_pairs if any(board.cells[k].foot == foot for k in p)]
    if pairs and not pressed:
        return Finding(
            State.NOT_PROVEN, why=Why.EXCHANGED, foot=foot, names=tuple(board.cells[k].plain for k in pairs[0])
        )
    return Finding(State.PROVEN, by, error=error, foot=foot)


def _held_out_mm(result: Fit, checks: Sequence[Check]) -> tuple[float, float, float, str]:
    errors = [c.error_mm for c in checks]
    claimed = rms([c.error_mm / c.sigma_mm for c in checks])
    worst = max(checks, key=lambda c: c.error_mm / c.sigma_mm).capture
    return rms(errors), beyond_placing(result, errors), claimed, worst


def _share(board: Board, result: Fit, load: Finding, cop: Finding, pressed: bool) -> Finding:
    if is_fsr(board):
        unsure = _unsure_films(board, result, FSR_SHARE) if isfinite(result.body_per_index) else None
        return unsure or Finding(State.NOT_PROVEN, why=Why.SAMPLED)
    if is_rigid(board):
        if cop.proven:
            return Finding(State.PROVEN, By.COP, error=cop.error)
        return Finding(cop.state, why=Why.COP)
    if not load.proven and load.why is not Why.SIDES_DIFFER:
        return Finding(load.state, why=load.why, error=load.error, names=load.names)
    if all(result.loaded_alone):
        return Finding(State.PROVEN, By.CELLS, error=load.error)
    if pressed:
        return Finding(State.PROVEN, By.FORETOLD, error=load.error)
    # Where the loads tell every two cells apart, those are named that stood alone under none.
    others = [k for k, alone in enumerate(result.loaded_alone) if not alone]
    doubtful = result.open_pairs[0] if result.open_pairs else others
    return Finding(State.NOT_PROVEN, why=Why.EXCHANGED, names=tuple(board.cells[k].plain for k in doubtful))
