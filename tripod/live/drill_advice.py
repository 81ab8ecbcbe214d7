"""A drill's most important fault as a page shows it."""

from collections.abc import Mapping

from tripod.balance.foot_states import FootState
from tripod.balance.stance_advice import Advice, Fault
from tripod.boards import POINTS
from tripod.boards.stance_faults import POINT_OF, Band
from tripod.training.drill_view import DrillView


def advice_of(drill: DrillView, feet: Mapping[str, FootState]) -> Advice | None:
    """None where there is no fault of a point, or nothing may be said."""
    for fault in drill.active if drill.feedback else ():
        if fault.fault in POINT_OF and fault.foot in feet:
            k = POINTS.index(POINT_OF[fault.fault])
            band = drill.reference.bands[fault.foot][POINTS[k]] if drill.reference and drill.kind == "hold" else None
            share = feet[fault.foot].share[k]
            return Advice(Fault(fault.fault), fault.foot, share, Band(*band) if band else None)
    return None
