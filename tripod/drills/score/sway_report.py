"""Sway with eyes open and closed: what a drill that measures it came to. It has no score, and nothing in it is a fault.

    Romberg quotient = sway speed with eyes closed / with eyes open

each the mean over its holds of `balance.sway_speed`'s figure (path length over time after a 10 Hz low-pass).

Its ± is the board's: either speed may be as high as with all that the cells' dead band may have hidden, so that the
quotient lies between closed / most open and most closed / open; ± is the farther of both ends. Gains and places of
cells scale both speeds alike, and cancel. How even the person is is not in it: repeats tell that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, nan

from tripod.balance.sway_speed import FORMULA, NotComparable, SwaySpeed
from tripod.drills.score.hold import HoldResult
from tripod.sentences import figure, sentence
from tripod.storage.schemas.drill_result import EyesSwayFile, SwayReportFile

OPEN, CLOSED = "open", "closed"


class NoPm(StrEnum):
    """Why a quotient has no ±. Each has its sentence in the catalogue, in the table `romberg_no_pm`."""

    DEAD_BAND = "dead_band"
    """Nobody knows how wide the cells' dead band is."""


@dataclass(frozen=True)
class EyesSway:
    """The holds with eyes open, or those with eyes closed."""

    mm_s: float
    """Mean sway speed; nan where it cannot be told."""
    holds: int
    """How many it is the mean of."""
    up_to_hz: float
    why_not: NotComparable | None
    """Why it may not be held against published norms, or, where there is no figure, why not; None where it may."""
    hidden: bool = False
    """The sensors may have hidden so much of it that a quotient would be theirs."""
    most_mm_s: float = nan
    """The mean with all that the sensors may have hidden; nan where nobody knows how much that is."""
    begun_again: int = 0
    """How often a foot left its place in them, so that one was begun again: a step that the sway does not show."""


@dataclass(frozen=True)
class SwayReport:
    """Both, as far as there were any."""

    open: EyesSway | None
    closed: EyesSway | None

    @property
    def romberg_quotient(self) -> float:
        """Closed over open; nan where one of them cannot be told."""
        if self.open is None or self.closed is None or self.open.hidden or self.closed.hidden:
            return nan
        return self.closed.mm_s / self.open.mm_s if self.open.mm_s > 0 else nan

    @property
    def romberg_pm(self) -> float:
        """What the board may make of it either way; nan where there is no quotient, or `no_pm` says why not."""
        quotient = self.romberg_quotient
        if not isfinite(quotient) or self.open is None or self.closed is None:
            return nan
        least, most = self.closed.mm_s / self.open.most_mm_s, self.closed.most_mm_s / self.open.mm_s
        return max(quotient - least, most - quotient)

    @property
    def no_pm(self) -> NoPm | None:
        """Why the quotient has no ±; None where it has one, or there is no quotient."""
        return NoPm.DEAD_BAND if isfinite(self.romberg_quotient) and not isfinite(self.romberg_pm) else None

    def said(self) -> str:
        """In one line, with why where something cannot be told."""
        parts = [_said(eyes, of) for eyes, of in ((OPEN, self.open), (CLOSED, self.closed)) if of is not None]
        if isfinite(self.romberg_quotient):
            parts.append(
                sentence("sway_report.quotient", quotient=quotient_said(self.romberg_quotient, self.romberg_pm))
            )
        elif self.open is not None and self.closed is not None:
            parts.append(sentence("sway_report.no_quotient"))
        return "; ".join(parts)


def sway_report(holds: Sequence[HoldResult], begun_again: Sequence[int] = ()) -> SwayReport | None:
    """From the holds that say whether the eyes were open; None where none does. `begun_again`: how often each was."""
    seen = {eyes: [h.sway for h in holds if h.eyes == eyes] for eyes in (OPEN, CLOSED)}
    if not any(seen.values()):
        return None
    pairs = list(zip(holds, begun_again or [0] * len(holds), strict=True))
    again = {eyes: sum(n for h, n in pairs if h.eyes == eyes) for eyes in seen}
    return SwayReport(_mean(seen[OPEN], again[OPEN]), _mean(seen[CLOSED], again[CLOSED]))


def speed_said(mm_s: float, most_mm_s: float | None) -> str:
    """From what was measured to what the cells' dead band may have hidden of it; nan at most where nobody can say how
    much that is, None where nobody kept it."""
    if most_mm_s is None or f"{most_mm_s:.1f}" == f"{mm_s:.1f}":
        return sentence("sway_report.speed", least=mm_s)
    if not isfinite(most_mm_s):
        return sentence("sway_report.speed_at_least", least=mm_s)
    return sentence("sway_report.speed_between", least=mm_s, most=most_mm_s)


def quotient_said(quotient: float, pm: float) -> str:
    """With its ±, or that nobody knows it (nan)."""
    if not isfinite(pm):
        why = sentence(f"romberg_no_pm.{NoPm.DEAD_BAND.value}")
        return sentence("romberg_no_pm.in_words", quotient=figure(quotient, ".2f"), why=why)
    # Of what is sure to the last digit that is written one more is.
    digits = ".3f" if 0 < pm < 0.005 else ".2f"
    return f"{figure(quotient, digits)} ± {figure(pm, digits)}"


def sway_report_file(report: SwayReport) -> SwayReportFile:
    """What there is not is None."""
    quotient = report.romberg_quotient
    return SwayReportFile(
        open=_eyes_file(report.open),
        closed=_eyes_file(report.closed),
        romberg_quotient=round(quotient, 4) if isfinite(quotient) else None,
        romberg_pm=round(report.romberg_pm, 4) if isfinite(report.romberg_pm) else None,
        romberg_pm_not_known=report.no_pm.value if report.no_pm else None,
        formula=FORMULA,
        said=report.said(),
    )


def _said(eyes: str, of: EyesSway) -> str:
    if not isfinite(of.mm_s):
        return sentence(f"sway_report.{eyes}_not_told", why=_why(of.why_not))
    said = sentence(f"sway_report.{eyes}", speed=speed_said(of.mm_s, of.most_mm_s), hz=of.up_to_hz, holds=of.holds)
    return sentence("sway_report.begun_again", said=said, times=of.begun_again) if of.begun_again else said


def _mean(speeds: Sequence[SwaySpeed], begun_again: int) -> EyesSway | None:
    if not speeds:
        return None
    told = [of for of in speeds if isfinite(of.mm_s)]
    if not told:
        return EyesSway(nan, 0, nan, speeds[0].why_not or NotComparable.NO_SWAY, begun_again=begun_again)
    why_not = next((of.why_not for of in told if of.why_not is not None), None)
    mean = sum(of.mm_s for of in told) / len(told)
    # Where nobody knows how wide the sensors' dead band is, `most_mm_s` is nan as well.
    hidden = any(isfinite(of.low_by) and not isfinite(of.most_mm_s) for of in told)
    most = sum(of.most_mm_s for of in told) / len(told)
    return EyesSway(mean, len(told), min(of.up_to_hz for of in told), why_not, hidden, most, begun_again)


def _eyes_file(of: EyesSway | None) -> EyesSwayFile | None:
    if of is None:
        return None
    return EyesSwayFile(
        mm_s=round(of.mm_s, 4) if isfinite(of.mm_s) else None,
        at_most_mm_s=round(of.most_mm_s, 4) if isfinite(of.most_mm_s) else None,
        holds=of.holds,
        up_to_hz=round(of.up_to_hz, 3) if isfinite(of.up_to_hz) else None,
        compares_with_norms=of.why_not is None,
        why_not=of.why_not.value if of.why_not else None,
        said=_why(of.why_not),
        begun_again=of.begun_again,
    )


def _why(why_not: NotComparable | None) -> str:
    return sentence(f"sway_not_comparable.{why_not.value}") if why_not else ""
