"""Decides whether a fit may be used: accept, warn or refuse, with reason and cure in plain words.

Two questions: is the error small enough to be of use, and is it as small as the fit claims? Loads that the fit never
saw (captures named verify...) answer both; without them, each load foretold by a fit without it answers the first. What
was proved of load, shares and CoP stands beside it (`findings.py`): a fit is accepted only where all was proved that
its loads could have proved.
"""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from tripod.boards import Board
from tripod.calibration.fit.findings import (
    ASTRAY_SIGMAS,
    FSR_LOAD,
    LOAD_CELL_LOAD,
    PLATE_MM,
    SIGMAS,
    Findings,
    State,
    Why,
    beyond_placing,
    find,
)
from tripod.calibration.fit.findings_words import CLAIMS, finding_line, finding_of
from tripod.calibration.fit.fit import Fit
from tripod.calibration.fit.terms import is_fsr, rms
from tripod.sentences import sentence

BEYOND_LOADS = (Why.BLOCKS, Why.SAMPLED, Why.ESTIMATED)
"""What no load on this kind of board could prove, so that lacking it is no fault of the fit."""


@dataclass(frozen=True)
class Verdict:
    """Whether a fit may be used (`word`: accept, warn or refuse), a sentence on why and what to do, and what of load,
    shares and CoP was proved."""

    word: str
    reason: str
    findings: Findings


def judge_fit(board: Board, result: Fit, *, pressed: bool = False) -> Verdict:
    """The verdict on a fit, from the loads that it did not see. `pressed`: each cell answered to its own press."""
    return with_findings(*judge_loads(board, result), find(board, result, pressed=pressed))


def judge_loads(board: Board, result: Fit) -> tuple[str, str]:
    """The word and the reason of the loads alone, whatever they prove."""
    return _from_checks(board, result) if result.checks else _from_residuals(board, result)


def with_findings(word: str, reason: str, findings: Findings) -> Verdict:
    """The verdict that was reached, no better than what was proved."""
    found = [(claim, finding_of(findings, claim)) for claim in CLAIMS]
    refused = [(c, f) for c, f in found if f.state is State.REFUSED]
    lacking = [(c, f) for c, f in found if f.state is State.NOT_PROVEN and f.why not in BEYOND_LOADS]
    for worse, those, better in (("refuse", refused, ("accept", "warn")), ("warn", lacking, ("accept",))):
        if those and word in better:
            said = [finding_line(claim, f) for claim, f in those if f.why is not Why.COP]
            return Verdict(worse, " ".join([reason, *said]), findings)
    return Verdict(word, reason, findings)


def _from_checks(board: Board, result: Fit) -> tuple[str, str]:
    bounds = FSR_LOAD if is_fsr(board) else LOAD_CELL_LOAD
    usable = [c for c in result.checks if isfinite(c.error_n)]
    if not usable:
        return "warn", sentence("verdict.checks_say_nothing")
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
    excess = beyond_placing(result, [c.error_mm for c in usable])
    # A place that was claimed to be as unsure as it turned out is not wrong.
    astray = excess > PLATE_MM.warn and claimed > ASTRAY_SIGMAS
    if relative > bounds.warn or claimed > SIGMAS.warn or astray:
        return "refuse", sentence("verdict.read_wrong", found=found, capture=worst.capture)
    if relative > bounds.accept or claimed > SIGMAS.accept or excess > PLATE_MM.accept:
        return "warn", sentence("verdict.read_not_good", found=found, capture=worst.capture)
    return "accept", sentence("verdict.good", found=found)


def _from_residuals(board: Board, result: Fit) -> tuple[str, str]:
    relative, mm = result.held_out_relative, result.held_out_rms_mm
    bounds = FSR_LOAD if is_fsr(board) else LOAD_CELL_LOAD
    if not isfinite(relative):
        return "warn", sentence("verdict.nothing_to_check_with")
    worst = max(result.residuals, key=lambda r: abs(r.held_out_n) / r.load_n if isfinite(r.held_out_n) else 0.0)
    found = sentence("verdict.foretold", percent=100 * relative)
    if isfinite(mm):
        found = sentence("verdict.foretold_and_placed", percent=100 * relative, mm=mm)
        worst = max(result.residuals, key=lambda r: r.held_out_mm if isfinite(r.held_out_mm) else 0.0)
    excess = beyond_placing(result, [r.held_out_mm for r in result.residuals])
    if relative > bounds.warn or excess > PLATE_MM.warn:
        return "refuse", sentence("verdict.foretold_wrong", found=found, capture=worst.capture)
    if relative > bounds.accept or excess > PLATE_MM.accept:
        return "warn", sentence("verdict.foretold_not_good", found=found, capture=worst.capture)
    return "accept", sentence("verdict.good", found=found)
