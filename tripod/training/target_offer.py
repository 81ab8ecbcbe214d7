"""What it would mean to make the reps or holds of a drill the person's own target, and why that is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tripod.drills.format.questions import stopping_answers
from tripod.drills.score.bands import Baseline
from tripod.drills.score.cop_target import PhaseTarget
from tripod.drills.score.rep import RepResult
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.sentences import sentence


@dataclass(frozen=True)
class TargetOffer:
    """Either of the first two is empty."""

    would: PhaseTarget | Baseline | None = None
    """What they would become: reps the way of the hips, holds the bands of each point."""
    why_not: str = ""
    """The sentence why they cannot."""
    made: bool = False
    """They are it now, and that can be undone."""


def faulty_reps(reps: Sequence[RepResult], faults: Sequence[FaultEvent]) -> list[int]:
    """The reps, counted from 1, within which a fault of a foot or of both was told."""
    out: list[int] = []
    for number, rep in enumerate((r.rep for r in reps), 1):
        if any(f.onset_s < rep.end_s and f.onset_s + max(f.duration_s, 0.0) > rep.descent_s for f in faults):
            out.append(number)
    return out


def why_no_target(reps: Sequence[RepResult], faults: Sequence[FaultEvent], answers: Mapping[str, bool | None]) -> str:
    """Why reps make no target although they could be measured: who aims at a fault keeps it. "" where they may."""
    wrong = faulty_reps(reps, faults)
    if wrong:
        which = "one" if len(wrong) == 1 else "many"
        return sentence(f"target_refused.faults_{which}", reps=", ".join(map(str, wrong)))
    seen = stopping_answers(answers)
    return sentence("target_refused.seen", seen=sentence(f"seen_plain.{seen[0]}")) if seen else ""
