"""The judgement while a drill is scored: by the measure that its words, its tone and its score come from."""

from dataclasses import replace
from math import nan

from tripod.balance.judgement import Answer, Judgement, PointShare, Seen, Why, judge, outside
from tripod.balance.stance_advice import Advice
from tripod.balance.thresholds import EDGE
from tripod.boards import POINTS
from tripod.boards.stance_faults import MOST_SHIFT, POINT_OF, Band, Fault
from tripod.drills.seen.measure import SHIFT, Graded
from tripod.training.drill_view import DrillView


def judge_in_drill(drill: DrillView, seen: Seen) -> Judgement:
    """What may be said of the feet within a hold or a set of reps.

    A fault that is told is *off*. So is, in a hold, what the measure grades; *good* is nothing graded, and every share
    within its band, `EDGE` around it included, with all of its uncertainty clear of a fault.
    """
    bands: dict[str, dict[str, Band]] = {}
    if drill.reference is not None:
        for foot, of in drill.reference.bands.items():
            bands[foot] = {point: Band(*band) for point, band in of.items()}
    # What a drill wants may move; and its own faults, which know its phase, stand for those of a stance.
    at_rest = replace(seen, bands=bands, moving=False, left_fraction=nan)
    still = judge(at_rest)
    if still.why in (Why.WIRE, Why.LIES, Why.NO_READING, Why.NOBODY, Why.JUST_BEGUN):
        return still
    if not drill.feedback:
        return Judgement(Answer.CANNOT_TELL, why=Why.NO_FEEDBACK)
    for fault in drill.active:
        k = POINTS.index(POINT_OF[fault.fault]) if fault.fault in POINT_OF else None
        share = seen.feet[fault.foot].share[k] if k is not None and fault.foot in seen.feet else nan
        band = bands.get(fault.foot, {}).get(POINTS[k]) if k is not None and drill.kind == "hold" else None
        return Judgement(Answer.OFF, Advice(fault.fault, fault.foot, share, band), foot=fault.foot)
    if drill.kind == "reps" or drill.move:
        return Judgement(Answer.MOVING)
    worst = max(drill.graded, key=lambda of: of.grade, default=None)
    if worst is not None:
        return _off(worst, seen, bands)
    if still.about is not None and 0 < outside(still.about) <= EDGE:
        wider = {f: {p: Band(b.low - EDGE, b.high + EDGE) for p, b in of.items()} for f, of in bands.items()}
        still = judge(replace(at_rest, bands=wider))
    if still.answer is Answer.OFF and still.about is not None:
        # Surer now than where somebody stands as usual, on which the measure goes: it grades nothing.
        return Judgement(Answer.CANNOT_TELL, why=Why.UNSURE, foot=still.foot, about=still.about)
    # The drill waits for a fault to last; what has not lasted yet is none.
    return still if still.advice is None else Judgement(Answer.MOVING)


def _off(worst: Graded, seen: Seen, bands: dict[str, dict[str, Band]]) -> Judgement:
    if worst.point in POINTS:
        state, k = seen.feet[worst.foot], POINTS.index(worst.point)
        about = PointShare(worst.foot, worst.point, state.share[k], state.share_pm[k], bands[worst.foot][worst.point])
        return Judgement(Answer.OFF, foot=worst.foot, about=about)
    if worst.point == SHIFT:
        band = Band(0.5 - MOST_SHIFT, 0.5 + MOST_SHIFT)
        return Judgement(Answer.OFF, Advice(Fault(worst.fault), "", seen.left_fraction, band))
    return Judgement(Answer.OFF, Advice(Fault(worst.fault), "", nan, None))
