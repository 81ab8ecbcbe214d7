"""Tries and reps as columns of one picture: what each point was over the time of each, its score and its depth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite, nan

from tripod.boards import FEET, POINTS
from tripod.drills.score.rep import RepResult
from tripod.drills.score.result import DrillResult
from tripod.drills.score.trace import PointState, Run, Trace
from tripod.drills.score.tries import Try
from tripod.drills.seen.reps import PHASES
from tripod.sentences import sentence
from tripod.training.drill_view import DrillView

TICK_S = 10.0
Key = tuple[str, str]
"""Foot and point."""


@dataclass(frozen=True)
class Column:
    """One hold, one rep, or what is there of one that is under way."""

    name: str
    score: int | None = None
    runs: Mapping[Key, tuple[Run, ...]] = field(default_factory=dict[Key, tuple[Run, ...]])
    """Seconds from where the column begins."""
    whole_s: float = nan
    """How long the column is; nan where it is still empty and nobody knows."""
    ticks: tuple[float, ...] = ()
    """Where it is divided, from 0 to 1: phases of a rep, tens of seconds of a hold."""
    below: str = ""

    @property
    def now(self) -> float:
        """How much of it is over, from 0 to 1."""
        ends = [runs[-1].end_s for runs in self.runs.values() if runs]
        return min(max(ends) / self.whole_s, 1.0) if ends and self.whole_s > 0 else 0.0

    def faults(self) -> list[tuple[Key, float]]:
        """Points that were at fault in it, and for how long, the longest first."""
        lasted = {
            key: sum(r.end_s - r.begin_s for r in of if r.state is PointState.FAULT) for key, of in self.runs.items()
        }
        return sorted(((key, s) for key, s in lasted.items() if s > 0), key=lambda of: -of[1])


def keys_of(columns: Sequence[Column]) -> list[Key]:
    """The points that have a lane."""
    found = {key for column in columns for key in column.runs}
    return [(foot, point) for foot in FEET for point in POINTS if (foot, point) in found]


def in_band(columns: Sequence[Column], key: Key) -> float:
    """The part of the time in which it could be told in which the point was in band; nan where it never could."""
    runs = [run for column in columns for run in column.runs.get(key, ())]
    told = sum(run.end_s - run.begin_s for run in runs if run.state is not PointState.CANNOT_TELL)
    held = sum(run.end_s - run.begin_s for run in runs if run.state is PointState.IN_BAND)
    return held / told if told else nan


def of_result(result: DrillResult) -> list[Column]:
    """All reps of a drill that is done; where there are holds, too, a set of reps is one column as a hold is."""
    scored = [t for t in result.tries if t.scored]
    reps = [(t, r) for t in scored for r in t.reps]
    if reps and all(t.reps for t in scored):
        return [of_rep(n, r, t.trace) for n, (t, r) in enumerate(reps, 1)]
    return [of_try(n, t) for n, t in enumerate(scored, 1)]


def of_view(view: DrillView) -> list[Column]:
    """What there is of the try under way: a hold, or the reps of a set and those still to come."""
    if view.scoring and not view.feedback:
        return []
    if view.kind == "hold" and view.scoring:
        return [_of_hold(view)]
    if view.kind == "reps" and view.scoring:
        return _of_set(view)
    last = next((t for t in reversed(view.tries) if t.trace.runs), None)
    if last is None:
        return []
    if last.reps:
        return [of_rep(n, r, last.trace) for n, r in enumerate(last.reps, 1)]
    return [of_try(sum(1 for t in view.tries if t.trace.runs), last)]


def of_try(number: int, one: Try) -> Column:
    """A hold that is over."""
    end_s = _end_s(one.trace)
    return Column(str(number), one.score, one.trace.runs, end_s, _tens(end_s))


def of_rep(number: int, rep: RepResult, trace: Trace) -> Column:
    """A rep, cut out of the trace of its set."""
    begin, end = rep.rep.descent_s - trace.began_s, rep.rep.end_s - trace.began_s
    whole_s = rep.rep.end_s - rep.rep.descent_s
    spans = rep.rep.spans()
    ticks = tuple((spans[phase][0] - rep.rep.descent_s) / max(whole_s, 1e-9) for phase in PHASES[1:])
    depth = rep.rep.depth_mm
    below = sentence("view_drill_columns.mm", n=depth) if isfinite(depth) else ""
    return Column(str(number), rep.score, cut(trace.runs, begin, end), whole_s, ticks, below)


def cut(runs: Mapping[Key, Sequence[Run]], begin_s: float, end_s: float) -> dict[Key, tuple[Run, ...]]:
    """What of these runs lies between two times, in seconds from the first."""
    return {
        key: tuple(
            Run(max(run.begin_s, begin_s) - begin_s, min(run.end_s, end_s) - begin_s, run.state)
            for run in of
            if run.end_s > begin_s and run.begin_s < end_s
        )
        for key, of in runs.items()
    }


def _of_hold(view: DrillView) -> Column:
    whole_s = max(view.duration_s, _end_s(view.trace))
    return Column("", view.score if view.feedback else None, view.trace.runs, whole_s, _tens(whole_s))


def _of_set(view: DrillView) -> list[Column]:
    trace, done = view.trace, list(view.reps)
    if view.tempo is None:
        # Free reps are counted while they are done, and found for sure only at the end of the set.
        end_s = _end_s(trace)
        return [Column(sentence("view_drill_columns.set_so_far"), None, trace.runs, end_s, _tens(end_s))]
    out = [of_rep(n, r, trace) for n, r in enumerate(done, 1)]
    begun_s = done[-1].rep.end_s - trace.began_s if done else 0.0
    tempo = view.tempo
    at = (tempo.descent_s, tempo.descent_s + tempo.bottom_s, tempo.descent_s + tempo.bottom_s + tempo.ascent_s)
    ticks = tuple(s / tempo.rep_s for s in at)
    for n in range(len(done) + 1, view.reps_wanted + 1):
        now = n == len(done) + 1 and view.pace is not None
        runs = cut(trace.runs, begun_s, begun_s + tempo.rep_s) if now else dict.fromkeys(trace.runs, ())
        out.append(Column(str(n), None, runs, tempo.rep_s, ticks))
    return out


def _tens(whole_s: float) -> tuple[float, ...]:
    return tuple(TICK_S * n / whole_s for n in range(1, int(whole_s / TICK_S) + 1) if TICK_S * n < whole_s)


def _end_s(trace: Trace) -> float:
    return max((run.end_s for of in trace.runs.values() for run in of), default=0.0)
