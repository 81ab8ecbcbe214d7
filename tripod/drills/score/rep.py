"""How the tripod fared in each phase of a rep: floors at each point, MT1 : MT5, and the way of the CoP.

Without a target of the person's own, the way back counts at the bottom only: a hinge that hardly goes back is no hinge,
however still the tripod. With one (`cop_target.py`), each look must lie within its band.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite, nan
from typing import Any

from tripod.boards import FEET
from tripod.boards.stance_faults import FLOORS
from tripod.drills.score.cop_target import PhaseTarget
from tripod.drills.score.reference import Reference
from tripod.drills.seen.faults import own_floors
from tripod.drills.seen.look import Look, Three
from tripod.drills.seen.reps import PHASES, Rep

RATIO_BAND = 0.12
"""MT1 : (MT1 + MT5) may differ by so much from the reference's in a moving drill."""
LEAST_DEPTH = 0.4
"""Of the depth that the drill asks for: what goes less far back loses points for it."""


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


@dataclass(frozen=True)
class Limits:
    """What a rep is held against."""

    feet: tuple[str, ...]
    reference: Reference
    floors: Mapping[str, float]
    """Least shares by point that the drill's file gives."""
    depth_mm: float
    """How far back the drill asks for."""
    home_mm: float
    """y of the CoP in the quiet stance before."""
    target: PhaseTarget | None = None
    stance_pm: Mapping[str, Three] = field(default_factory=dict[str, Three])
    """By how much each share may be off because it is not known exactly where the foot stands; limits are so much
    wider."""


def score_rep(rep: Rep, moments: Sequence[Look], limits: Limits) -> RepResult:
    """The part of each phase's looks in which every foot kept its floors and its MT1 : MT5, and the CoP its way."""
    floors = {foot: own_floors(limits.reference, foot, {**FLOORS, **limits.floors}) for foot in limits.feet}
    scores: dict[str, int] = {}
    out: dict[str, tuple[tuple[float, float], ...]] = {}
    back: dict[str, float] = {}
    for phase, (begin, end) in rep.spans().items():
        inside = [m for m in moments if begin <= m.t_s < end]
        good = [
            all(_kept(m, foot, limits, floors[foot]) for foot in limits.feet)
            and _on_way(m, phase, (m.t_s - begin) / (end - begin), limits)
            for m in inside
        ]
        part = sum(good) / len(good) if good else 1.0
        if limits.target is None and phase == "bottom" and limits.depth_mm > 0:
            part *= min(1.0, rep.depth_mm / (LEAST_DEPTH * limits.depth_mm)) if rep.depth_mm > 0 else 0.0
        scores[phase] = round(100 * part)
        out[phase] = _runs(good)
        ways = [limits.home_mm - m.cop_mm[1] for m in inside if isfinite(m.cop_mm[1])]
        back[phase] = sum(ways) / len(ways) if ways else nan
    lengths = {p: e - b for p, (b, e) in rep.spans().items()}
    whole = sum(lengths.values())
    score = round(sum(scores[p] * lengths[p] for p in PHASES) / whole) if whole > 0 else 0
    worst = min(scores, key=lambda p: scores[p])
    return RepResult(rep, scores, score, worst if scores[worst] < 95 else "", out, back)


def rep_dict(number: int, result: RepResult) -> dict[str, Any]:
    """As plain values."""
    rep = result.rep
    return {
        "rep": number,
        "score": result.score,
        "depth_mm": _there(rep.depth_mm),
        "worst_phase": result.worst or None,
        "phases": {
            phase: {
                "start_s": round(b, 3),
                "duration_s": round(e - b, 3),
                "score": result.scores[phase],
                "back_mm": _there(result.back_mm[phase]),
            }
            for phase, (b, e) in rep.spans().items()
        },
    }


def _there(value: float) -> float | None:
    return round(value, 1) if isfinite(value) else None


def _on_way(moment: Look, phase: str, part: float, limits: Limits) -> bool:
    """Whether the CoP is where the person's target has it; a look without a CoP says nothing."""
    target, back = limits.target, limits.home_mm - moment.cop_mm[1]
    return target is None or not isfinite(back) or abs(back - target.back_mm(phase, part)) <= target.band_mm


def _kept(moment: Look, foot: str, limits: Limits, floors: Mapping[str, float]) -> bool:
    heel, mt1, mt5 = moment.share[FEET.index(foot)]
    forefoot = max(mt1 + mt5, 1e-9)
    off_heel, off_mt1, off_mt5 = limits.stance_pm.get(foot, (0.0, 0.0, 0.0))
    return (
        heel >= floors["heel"] - off_heel
        and mt1 >= floors["mt1"] - off_mt1
        and mt5 >= floors["mt5"] - off_mt5
        and abs(mt1 / forefoot - limits.reference.ratio(foot)) <= max(RATIO_BAND, max(off_mt1, off_mt5) / forefoot)
    )


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
