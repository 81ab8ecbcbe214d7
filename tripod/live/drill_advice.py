"""The judgement while a drill is scored: its own faults and its own reference, not those of a quiet stance."""

from dataclasses import replace

from tripod.balance.judgement import Answer, Judgement, Seen, Why, judge
from tripod.balance.stance_advice import Advice, Fault
from tripod.boards import POINTS
from tripod.boards.stance_faults import POINT_OF, Band
from tripod.training.drill_view import DrillView


def judge_in_drill(drill: DrillView, seen: Seen) -> Judgement:
    """What may be said of the feet within a hold or a set of reps."""
    bands: dict[str, dict[str, Band]] = {}
    if drill.reference is not None:
        for foot, of in drill.reference.bands.items():
            bands[foot] = {point: Band(*band) for point, band in of.items()}
    # What a drill wants may move; and its own faults, which know its phase, stand for those of a stance.
    still = judge(replace(seen, bands=bands, moving=False, left_fraction=float("nan")))
    if still.why in (Why.WIRE, Why.NO_READING, Why.NOBODY, Why.JUST_BEGUN):
        return still
    if not drill.feedback:
        return Judgement(Answer.CANNOT_TELL, why=Why.NO_FEEDBACK)
    for fault in drill.active:
        k = POINTS.index(POINT_OF[fault.fault]) if fault.fault in POINT_OF else None
        share = seen.feet[fault.foot].share[k] if k is not None and fault.foot in seen.feet else float("nan")
        band = bands.get(fault.foot, {}).get(POINTS[k]) if k is not None and drill.kind == "hold" else None
        return Judgement(Answer.OFF, Advice(Fault(fault.fault), fault.foot, share, band), foot=fault.foot)
    if drill.kind == "reps" or drill.move:
        return Judgement(Answer.MOVING)
    # The drill waits for a fault to last; what has not lasted yet is none.
    return still if still.advice is None else Judgement(Answer.MOVING)
