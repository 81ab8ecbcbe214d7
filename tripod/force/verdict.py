"""Whether a fit may be used: accept, warn or refuse, with the reason and the cure in plain words."""

from dataclasses import dataclass
from math import isfinite

from tripod.boards import Board
from tripod.force.fit import Fit


@dataclass(frozen=True)
class Verdict:
    """`word` is accept, warn or refuse."""

    word: str
    reason: str


@dataclass(frozen=True)
class Bounds:
    """Held-out errors up to which a fit is accepted, and up to which it is used with a warning."""

    accept: float
    warn: float


LOAD_CELL_LOAD, FSR_LOAD = Bounds(0.01, 0.03), Bounds(0.10, 0.25)
"""Relative error of a load that was left out."""
PLATE_MM = Bounds(3.0, 6.0)
"""Distance of its foretold place from the true one (a WBB calibrated is good to 2 mm, uncalibrated to 6)."""


def judge_fit(board: Board, result: Fit) -> Verdict:
    """The verdict on a fit, from the loads that were held out of it."""
    relative, mm = result.held_out_relative, result.held_out_rms_mm
    bounds = FSR_LOAD if board.front_end.kind != "hx711" else LOAD_CELL_LOAD
    if not isfinite(relative):
        return Verdict(
            "warn", "No load is left over to check the fit with. Take one more load that the fit does not need."
        )
    worst = max(result.residuals, key=lambda r: abs(r.held_out_n) / r.load_n if isfinite(r.held_out_n) else 0.0)
    found = f"A load that was left out is foretold to {100 * relative:.2g} %"
    if isfinite(mm):
        found += f" and {mm:.1f} mm"
    if relative > bounds.warn or (isfinite(mm) and mm > PLATE_MM.warn):
        return Verdict("refuse", f"{found}: too far off. Look at “{worst.capture}” first and take it again.")
    if relative > bounds.accept or (isfinite(mm) and mm > PLATE_MM.accept):
        return Verdict("warn", f"{found}: usable, not good. The worst is “{worst.capture}”; taking it again may help.")
    return Verdict("accept", f"{found}.")
