"""What a drill came to, as its JSON has it."""

from math import isfinite

from tripod.balance.pose import stance_file
from tripod.balance.thresholds import thresholds_file
from tripod.boards import POINTS
from tripod.drills.format.questions import is_name
from tripod.drills.score.hold import hold_file
from tripod.drills.score.left_right import left_right_file
from tripod.drills.score.rep import rep_file
from tripod.drills.score.result import DrillResult
from tripod.drills.score.section_result import sections_file
from tripod.drills.score.sway_report import sway_report_file
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.ready_check import ready_file
from tripod.storage.schemas.drill_result import (
    CheckFile,
    DrillResultFile,
    FaultFile,
    LiftFile,
    NotScoredFile,
    QualityWordsFile,
)


def result_file(result: DrillResult) -> DrillResultFile:
    """What there is not is None; without cues, of which the coach knows."""
    holds = [t.hold for t in result.tries if t.scored and t.hold is not None]
    banded = [hold for hold in holds if hold.score is not None]
    reps = [r for t in result.tries if t.scored for r in t.reps]
    delays = [t.delay_s for t in result.tries if isfinite(t.delay_s)]
    judged = result.judged
    return DrillResultFile(
        drill=result.drill,
        board=result.board,
        scored=result.scored and not result.measures_sway,
        measured=result.scored,
        reason=str(result.reason) if result.reason else None,
        ended_early=str(result.ended) if result.ended else None,
        score=result.score,
        why=result.why(),
        sections=sections_file(result.sections),
        cueing=result.cueing.value,
        sway=sway_report_file(result.sway) if result.sway is not None else None,
        reference=result.reference or None,
        time_in_band_s=round(sum(h.time_in_band_s for h in banded), 3) if banded else None,
        holds=[hold_file(t.hold, t.cueing, t.begun_again) for t in result.tries if t.scored and t.hold is not None],
        holds_not_scored=[hold_file(t.hold) for t in result.tries if t.hold and not t.scored],
        left_right=[left_right_file(t.left_right) for t in result.tries if t.left_right],
        reps=[rep_file(n, r) for n, r in enumerate(reps, 1)],
        reps_between=[sum(t.between[k] for t in result.tries if t.scored) for k in range(2)] if reps else None,
        half_reps=sum(t.halves for t in result.tries if t.scored) if reps else None,
        lifts=[LiftFile(lift_off_s=round(a, 3), touch_down_s=round(b, 3)) for t in result.tries for a, b in t.lifts],
        follows_pacer_by_s=round(delays[-1], 3) if delays else None,
        not_scored=[NotScoredFile(feet=list(t.feet), reason=str(t.reason)) for t in result.tries if not t.scored],
        faults=[_fault_file(f) for f in result.faults],
        faults_not_seen_by_this_board=[fault.value for fault in result.not_claimed],
        answer=judged.answer.value,
        answer_why=judged.why.value if judged.why else None,
        answer_said=judged.said(),
        share_pm_of_usual_foot={
            foot: {point: round(p, 5) if isfinite(p) else None for point, p in zip(POINTS, pm, strict=True)}
            for foot, pm in result.usual_pm.items()
        },
        quality=QualityWordsFile(share=result.words[0], cop=result.words[1]),
        thresholds=thresholds_file(result.thresholds),
        stance=stance_file(result.poses),
        told_only_beyond={point: round(pm, 4) for point, pm in result.unsure.items()},
        rack=result.rack,
        ready=ready_file(result.ready) if result.ready else None,
        checks=[
            CheckFile(name=q if is_name(q) else None, question=q, yes=a, answered=q not in result.unanswered)
            for q, a in result.answers.items()
        ],
    )


def _fault_file(event: FaultEvent) -> FaultFile:
    return FaultFile(
        fault=event.fault.value,
        foot=event.foot or None,
        onset_s=round(event.onset_s, 3),
        duration_s=round(event.duration_s, 3),
        depth=round(event.depth, 4),
        phase=event.phase or None,
    )
