"""When each point was in its band, rep for rep or hold for hold."""

from dataclasses import dataclass

from tripod.analysis.whole_stretch import Span
from tripod.boards import FEET, POINTS
from tripod.drills.score.trace import PointState, Run
from tripod.drills.score.tries import Try
from tripod.report import figures
from tripod.report.page import Cell, Column, Grid, Lane
from tripod.report.read_session import SeenSession
from tripod.report.tables import told
from tripod.sentences import sentence

MOST = 10
"""Columns; of more tries the last."""


@dataclass(frozen=True)
class _Part:
    """What one column shows: a stretch of a try, in seconds from its first look."""

    of: Try
    span_s: Span
    score: int | None
    fault: bool
    phases: tuple[float, ...] = ()


def grid(seen: SeenSession) -> Grid | None:
    """None where nothing was held against bands."""
    parts = _parts(seen)
    keys = [(foot, point) for foot in FEET for point in POINTS if any((foot, point) in p.of.trace.runs for p in parts)]
    if not keys:
        return None
    reps = any(p.phases for p in parts)
    first = len(_all(seen)) - len(parts) + 1
    columns = [
        Column(str(first + k), figures.number(p.score), p.fault, [round(of, 4) for of in p.phases])
        for k, p in enumerate(parts)
    ]
    lanes: list[Lane] = []
    for foot, point in keys:
        name = "" if lanes and foot in {f for f, _ in keys[: len(lanes)]} else sentence(f"report_foot.{foot}")
        cells = [_cells(p, (foot, point)) for p in parts]
        lanes.append(Lane(name, sentence(f"report_point.{point}"), cells, _held(parts, (foot, point))))
    return Grid(
        sentence("report_grid.title_reps" if reps else "report_grid.title_holds"),
        sentence("report_grid.key"),
        sentence("report_grid.rep" if reps else "report_grid.hold"),
        sentence("report_grid.phases") if reps else "",
        sentence("report_grid.in_band"),
        sentence("report_grid.score"),
        columns,
        lanes,
    )


def _parts(seen: SeenSession) -> list[_Part]:
    return _all(seen)[-MOST:]


def _all(seen: SeenSession) -> list[_Part]:
    tries = [t for t in seen.result.tries if t.scored] if seen.result is not None else []
    parts: list[_Part] = []
    for of, (begin_s, end_s) in zip(tries, seen.tries, strict=False):
        if not of.trace.runs or (of.hold is not None and of.score is None):
            continue
        if of.hold is not None:
            parts.append(_Part(of, (0.0, end_s - begin_s), of.score, bool(told(of.costs))))
        for one in of.reps:
            rep = one.rep
            lasts = max(rep.end_s - rep.descent_s, 1e-9)
            phases = tuple((end - rep.descent_s) / lasts for _, end in rep.spans().values())
            span = (rep.descent_s - begin_s, rep.end_s - begin_s)
            parts.append(_Part(of, span, one.score, bool(told(one.costs)), phases))
    return parts


def _clipped(part: _Part, key: tuple[str, str]) -> list[Run]:
    begin_s, end_s = part.span_s
    runs = part.of.trace.runs.get(key, ())
    clipped = (Run(max(r.begin_s, begin_s), min(r.end_s, end_s), r.state) for r in runs)
    return [r for r in clipped if r.end_s > r.begin_s]


def _cells(part: _Part, key: tuple[str, str]) -> list[Cell]:
    begin_s, end_s = part.span_s
    lasts = max(end_s - begin_s, 1e-9)
    return [
        Cell(round((r.begin_s - begin_s) / lasts, 4), round((r.end_s - begin_s) / lasts, 4), r.state.value)
        for r in _clipped(part, key)
    ]


def _held(parts: list[_Part], key: tuple[str, str]) -> str:
    """Per cent of the time in which it could be told."""
    runs = [r for part in parts for r in _clipped(part, key)]
    told = sum(r.end_s - r.begin_s for r in runs if r.state is not PointState.CANNOT_TELL)
    if not told:
        return sentence("report_grid.cannot_tell")
    held = sum(r.end_s - r.begin_s for r in runs if r.state is PointState.IN_BAND)
    return sentence("report_value.percent", n=figures.number(100 * held / told))
