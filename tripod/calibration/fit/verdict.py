"""Decides whether a fit may be used: accept, warn or refuse, with reason and cure in plain words.

Two questions: is the error small enough to be of use, and is it as small as the fit claims? Loads that the fit never
saw (captures named verify...) answer both; without them, each load foretold by a fit without it answers the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from tripod.boards import Board
from tripod.calibration.fit.fit import Fit
from tripod.calibration.fit.terms import is_fsr, rms
from tripod.sentences import sentence


@dataclass(frozen=True)
class Verdict:
    """Whether a fit may be used (`word`: accept, warn or refuse), and a sentence on why and what to do."""

    word: str
    reason: str


@dataclass(frozen=True)
class Bounds:
    """Largest error of an accepted fit, and of one that is used with a warning."""

    accept: float
    warn: float


LOAD_CELL_LOAD, FSR_LOAD = Bounds(0.01, 0.03), Bounds(0.12, 0.25)
"""Relative error of a load that the fit did not see."""
PLATE_MM = Bounds(2.0, 4.0)
"""RMS distance of its foretold place from the true one, beyond what placing it explains (a Wii board is good to
0.5-2 mm calibrated and to 2-6 mm raw)."""
SIGMAS = Bounds(2.5, 4.0)
"""RMS error over its claimed standard deviation."""


def judge_fit(board: Board, result: Fit) -> Verdict:
    """The verdict on a fit, from the loads that it did not see."""
    return _from_checks(board, result) if result.checks else _from_residuals(board, result)


def _from_checks(board: Board, result: Fit) -> Verdict:
    bounds = FSR_LOAD if is_fsr(board) else LOAD_CELL_LOAD
    usable = [c for c in result.checks if isfinite(c.error_n)]
    if not usable:
        return Verdict("warn", sentence("verdict.checks_say_nothing"))
    relative, mm = rms([c.error_n / c.load_n for c in usable]), rms([c.error_mm for c in usable])
    claimed = max(
        rms([c.error_n / c.sigma_n for c in usable]),
        # Over both axes sigma_mm already is the root of the sum.
        0.0 if not isfinite(mm) else rms([c.error_mm / c.sigma_mm for c in usable]),
    )
    worst = max(usable, key=lambda c: np.nanmax([abs(c.error_n) / c.sigma_n, c.error_mm / c.sigma_mm]))
    if isfinite(mm):
        found = sentence("verdict.read_and_placed", percent=100 * relative, mm=mm, times=claimed)
    else:
        found = sentence("verdict.read", percent=100 * relative, times=claimed)
    excess = _beyond_placing(result, [c.error_mm for c in usable])
    if relative > bounds.warn or claimed > SIGMAS.warn or excess > PLATE_MM.warn:
        return Verdict("refuse", sentence("verdict.read_wrong", found=found, capture=worst.capture))
    if relative > bounds.accept or claimed > SIGMAS.accept or excess > PLATE_MM.accept:
        return Verdict("warn", sentence("verdict.read_not_good", found=found, capture=worst.capture))
    return Verdict("accept", sentence("verdict.good", found=found))


def _from_residuals(board: Board, result: Fit) -> Verdict:
    relative, mm = result.held_out_relative, result.held_out_rms_mm
    bounds = FSR_LOAD if is_fsr(board) else LOAD_CELL_LOAD
    if not isfinite(relative):
        return Verdict("warn", sentence("verdict.nothing_to_check_with"))
    worst = max(result.residuals, key=lambda r: abs(r.held_out_n) / r.load_n if isfinite(r.held_out_n) else 0.0)
    found = sentence("verdict.foretold", percent=100 * relative)
    if isfinite(mm):
        found = sentence("verdict.foretold_and_placed", percent=100 * relative, mm=mm)
        worst = max(result.residuals, key=lambda r: r.held_out_mm if isfinite(r.held_out_mm) else 0.0)
    excess = _beyond_placing(result, [r.held_out_mm for r in result.residuals])
    if relative > bounds.warn or excess > PLATE_MM.warn:
        return Verdict("refuse", sentence("verdict.foretold_wrong", found=found, capture=worst.capture))
    if relative > bounds.accept or excess > PLATE_MM.accept:
        return Verdict("warn", sentence("verdict.foretold_not_good", found=found, capture=worst.capture))
    return Verdict("accept", sentence("verdict.good", found=found))


def _beyond_placing(result: Fit, errors_mm: Sequence[float]) -> float:
    """RMS distance in mm beyond what the precision of placing the loads explains; of a few loads more is explained,
    because they may by chance stand worse than the average."""
    there = [e for e in errors_mm if isfinite(e)]
    if not there:
        return 0.0
    placing = 2**0.5 * result.placement_mm * (1 + 1 / len(there) ** 0.5)
    return max(rms(there) ** 2 - placing**2, 0.0) ** 0.5
