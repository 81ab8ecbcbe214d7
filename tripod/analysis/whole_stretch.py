"""The stretch of a recording that can be measured, where the whole of it has too long or too many holes."""

from dataclasses import dataclass, replace

import numpy as np

from tripod.analysis.prepared import MOST_GAP_S, MOST_MISSING, long_enough
from tripod.analysis.trace import GAP_PERIODS, CopTrace
from tripod.analysis.trial import Trial

Span = tuple[float, float]
"""From when to when, in seconds."""


@dataclass(frozen=True)
class LeftOut:
    """What of a recording is not measured."""

    from_s: float
    """Where the stretch that is measured begins, by the recording's own time."""
    to_s: float
    """Where it ends."""
    left_out_s: float
    """How much lies outside of it, of the trial or of the stretches of which it is the longest."""


def whole_stretch(trial: Trial) -> tuple[Trial, LeftOut | None]:
    """The trial, and None; or, where its CoP is gone for longer, or more often, than may be drawn over, the longest
    stretch of it in which it is not, and what that leaves out. Nothing is cut where no stretch is long enough. What the
    trial itself is the longest stretch of is left out in any case."""
    cut = _in_one_piece(trial)
    t = cut.cop.time_s
    if len(t) < 2:
        return trial, None
    whole = trial.of_s or (float(trial.cop.time_s[0]), float(trial.cop.time_s[-1]))
    left_out = outside((float(t[0]), float(t[-1])), whole)
    return cut, left_out if cut is not trial or left_out.left_out_s > MOST_GAP_S else None


def outside(stretch_s: Span, whole_s: Span) -> LeftOut:
    """What lies outside of a stretch, of all from when to when somebody stood."""
    (begins, ends), (first, last) = stretch_s, whole_s
    return LeftOut(begins, ends, (last - first) - (ends - begins))


def _in_one_piece(trial: Trial) -> Trial:
    trace = trial.cop
    if np.count_nonzero(trace.good) < 2:
        return trial
    stretch = trace.longest_stretch(MOST_GAP_S)
    if _too_much_is_missing(_rows(trace, stretch)):
        stretch = trace.longest_stretch(GAP_PERIODS / trace.rate_hz())
    t = trace.time_s
    begins, ends = float(t[stretch.start]), float(t[stretch.stop - 1])
    is_cut = stretch.stop - stretch.start < len(t)
    return _cut(trial, stretch) if is_cut and long_enough(ends - begins, trace.rate_hz()) else trial


def _too_much_is_missing(trace: CopTrace) -> bool:
    lasts = float(trace.time_s[-1] - trace.time_s[0])
    return trace.missing() > MOST_MISSING * lasts * trace.rate_hz()


def _rows(trace: CopTrace, rows: slice) -> CopTrace:
    return CopTrace(trace.time_s[rows], trace.cop_mm[rows])


def _cut(trial: Trial, rows: slice) -> Trial:
    feet = {
        name: replace(
            foot,
            cop=_rows(foot.cop, rows),
            load_n=foot.load_n[rows],
            share=foot.share[rows],
            force_n=foot.force_n[rows],
        )
        for name, foot in trial.feet.items()
    }
    return replace(trial, cop=_rows(trial.cop, rows), feet=feet, force_n=trial.force_n[rows])
