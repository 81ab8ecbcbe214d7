"""How the tripod fared in each phase of a rep, by the measure of each point, and the way of the CoP.

A rep loses what its looks are charged (`cost.py`), and one in which a fault began all; a phase only what was wrong
within it. Nobody speaks to the way of the CoP, so that it counts as what is not told.
Without a target of the person's own, the way back counts at the bottom only: a hinge that hardly goes back is no hinge,
however still the tripod. With one (`cop_target.py`), each look must lie within its band.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan

from tripod.drills.score.cop_target import PhaseTarget
from tripod.drills.score.cost import (
    DEPTH,
    NO_FAULT,
    UNTOLD,
    WAY,
    Charge,
    Cost,
    Key,
    Told,
    costs,
    costs_file,
    going_on,
    rep_said,
    whole_lost,
)
from tripod.drills.seen.look import Look
from tripod.drills.seen.reps import Rep
from tripod.storage.schemas.drill_result import PhaseFile, RepFile

LEAST_DEPTH = 0.4
"""Of the depth that the drill asks for: what goes less far back loses points for it."""
WORST_BELOW = 95
"""A phase that scored this or more lost nothing that is worth a word."""


@dataclass(frozen=True)
class RepResult:
    """One rep, scored."""

    rep: Rep
    scores: Mapping[str, int]
    """phase -> 0 to 100."""
    score: int
    worst: str
    """The phase that cost most; "" where none did."""
    out: Mapping[str, tuple[tuple[float, float], ...]]
    """phase -> where within it (0 to 1) the tripod was out of its limits."""
    back_mm: Mapping[str, float]
    """phase -> how far back of quiet stance the CoP was, on average; nan where nobody saw it."""
    costs: tuple[Cost, ...] = ()
    """What it lost and for which point, the most expensive first."""


@dataclass(frozen=True)
class Limits:
    """What a rep is held against beside the measure of its points."""

    depth_mm: float
    """How far back the drill asks for."""
    home_mm: float
    """y of the CoP in the quiet stance before."""
    target: PhaseTarget | None = None


@dataclass(frozen=True)
class Charged:
    """A look with what it costs."""

    look: Look
    charge: Charge


def told_before(rep: Rep, charged: Sequence[Charged], last: Rep | None) -> Told:
    """Faults that were told as the rep `last` ended and ever since until this one began: they are that rep's. What
    began outside of any rep is of the first that it lasts into."""
    until = next((k for k, m in enumerate(charged) if m.look.t_s >= rep.descent_s), len(charged))
    ended = [k for k, m in enumerate(charged[:until]) if m.look.t_s < last.end_s] if last is not None else []
    return going_on([m.charge for m in charged[ended[-1] : until]]) if ended else NO_FAULT


def score_rep(
    rep: Rep, charged: Sequence[Charged], limits: Limits, period_s: float, last: Rep | None = None
) -> RepResult:
    """What the looks of a rep lost, as a whole and by phase. `last`: the rep that was scored before it."""
    scores: dict[str, int] = {}
    out: dict[str, tuple[tuple[float, float], ...]] = {}
    back: dict[str, float] = {}
    shallow = _shallow(rep, limits)
    found: list[Charge] = []
    for phase, (begin, end) in rep.spans().items():
        inside = [m for m in charged if begin <= m.look.t_s < end]
        parts = [(m.look.t_s - begin) / (end - begin) for m in inside]
        ways = [max(_off_way(m.look, phase, part, limits), 0.0) for m, part in zip(inside, parts, strict=True)]
        of_phase = [_with_way(m.charge, way, shallow) for m, way in zip(inside, ways, strict=True)]
        found += of_phase
        scores[phase] = round(100 * (1 - sum(c.now for c in of_phase) / len(of_phase))) if of_phase else 100
        out[phase] = _runs([m.charge.now == 0 and way == 0 for m, way in zip(inside, ways, strict=True)])
        seen = [limits.home_mm - m.look.cop_mm[1] for m in inside if isfinite(m.look.cop_mm[1])]
        back[phase] = sum(seen) / len(seen) if seen else nan
    before = told_before(rep, charged, last)
    lost = costs(whole_lost(found, before), period_s, before)
    score = round(100 - min(sum(of.points for of in lost), 100.0))
    worst = min(scores, key=lambda p: scores[p])
    return RepResult(rep, scores, score, worst if scores[worst] < WORST_BELOW else "", out, back, lost)


def rep_file(number: int, result: RepResult) -> RepFile:
    """`number`: from 1 on."""
    rep = result.rep
    return RepFile(
        rep=number,
        score=result.score,
        depth_mm=_there(rep.depth_mm),
        worst_phase=result.worst or None,
        costs=costs_file(result.costs),
        why=rep_said(result.costs) or None,
        phases={
            phase: PhaseFile(
                start_s=round(b, 3),
                duration_s=round(e - b, 3),
                score=result.scores[phase],
                back_mm=_there(result.back_mm[phase]),
            )
            for phase, (b, e) in rep.spans().items()
        },
    )


def _there(value: float) -> float | None:
    return round(value, 1) if isfinite(value) else None


def _shallow(rep: Rep, limits: Limits) -> float:
    """How much of the least depth is missing, 0 to 1."""
    if limits.target is not None or limits.depth_mm <= 0:
        return 0.0
    return 1 - min(max(rep.depth_mm / (LEAST_DEPTH * limits.depth_mm), 0.0), 1.0) if rep.depth_mm > 0 else 1.0


def _off_way(moment: Look, phase: str, part: float, limits: Limits) -> float:
    """How far the CoP is out of the band of the person's target, over the band's half width; a look without a CoP says
    nothing."""
    target, back = limits.target, limits.home_mm - moment.cop_mm[1]
    if target is None or not isfinite(back):
        return 0.0
    return abs(back - target.back_mm(phase, part)) / target.band_mm - 1


def _with_way(charge: Charge, way: float, shallow: float) -> Charge:
    """What a look costs where the way may cost more than what is wrong with the points and was not told."""
    more = UNTOLD * min(max(way, shallow), 1.0)
    if more <= charge.now:
        return charge
    if charge.rate > more:
        return charge._replace(now=more)
    return Charge(more, more, (Key(None, "", WAY if way > shallow else DEPTH),), ())


def _runs(good: Sequence[bool]) -> tuple[tuple[float, float], ...]:
    runs: list[tuple[float, float]] = []
    start = -1
    for k, ok in enumerate([*good, True]):
        if not ok and start < 0:
            start = k
        elif ok and start >= 0:
            runs.append((start / len(good), k / len(good)))
            start = -1
    return tuple(runs)
