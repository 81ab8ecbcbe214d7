"""The stretch of a recording that can be measured, where the whole of it has too long or too many holes."""

from dataclasses import dataclass, replace

import numpy as np

from tripod.analysis.prepared import MOST_GAP_S, MOST_MISSING, long_enough
from tripod.analysis.trace import GAP_PERIODS, CopTrace
from tripod.analysis.trial import FootTrial, Trial


@dataclass(frozen=True)
class LeftOut:
    """What of a recording is not measured."""

    from_s: float
    """Where the stretch that is measured begins, by the recording's own time."""
    to_s: float
    """Where it ends."""
    left_out_s: float
    """How much of the trial lies outside of it."""


def whole_stretch(trial: Trial) -> tuple[Trial, LeftOut | None]:
    """The trial, and None; or, where its CoP is gone for longer, or more often, than may be drawn over, the longest
    stretch of it in which it is not, and what that leaves out. Nothing is cut where no stretch is long enough."""
    trace = trial.cop
    if np.count_nonzero(trace.good) < 2:
        return trial, None
    stretch = trace.longest_stretch(MOST_GAP_S)
    if _too_much_is_missing(_rows(trace, stretch)):
        stretch = trace.longest_stretch(GAP_PERIODS / trace.rate_hz())
    t = trace.time_s
    begins, ends = float(t[stretch.start]), float(t[stretch.stop - 1])
    is_cut = stretch.stop - stretch.start < len(t)
    if not is_cut or not long_enough(ends - begins, trace.rate_hz()):
        return trial, None
    return _cut(trial, stretch), LeftOut(begins, ends, float(t[-1] - t[0]) - (ends - begins))


def _too_much_is_missing(trace: CopTrace) -> bool:
    lasts = float(trace.time_s[-1] - trace.time_s[0])
    return trace.missing() > MOST_MISSING * lasts * trace.rate_hz()


def _rows(trace: CopTrace, rows: slice) -> CopTrace:
    return CopTrace(trace.time_s[rows], trace.cop_mm[rows])


def _cut(trial: Trial, rows: slice) -> Trial:
    feet = {
        name: FootTrial(_rows(foot.cop, rows), foot.load_n[rows], foot.share[rows], foot.share_pm)
        for name, foot in trial.feet.items()
    }
    return replace(trial, cop=_rows(trial.cop, rows), feet=feet, force_n=trial.force_n[rows])
