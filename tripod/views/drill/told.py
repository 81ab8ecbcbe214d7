"""Which points a drill shows as light or heavy now: within a try the drill's own faults decide, not the convention."""

from dataclasses import replace

from tripod.balance.judgement import Answer
from tripod.boards import POINTS
from tripod.boards.stance_faults import HEAVY_AT, LIGHT_FAULTS
from tripod.live.snapshot import Snapshot
from tripod.training.drill_view import DrillView

HEAVY_FAULTS = {fault: point for point, fault in HEAVY_AT.items()}


def told_light(view: DrillView, snapshot: Snapshot) -> set[tuple[str, str]]:
    """Foot and point of what is too light in the try under way."""
    told = {(f.foot, LIGHT_FAULTS[f.fault]) for f in view.active if f.fault in LIGHT_FAULTS}
    return told | _a_little(snapshot, light=True)


def told_heavy(view: DrillView, snapshot: Snapshot) -> set[tuple[str, str]]:
    """The same of what is too heavy."""
    told = {(f.foot, HEAVY_FAULTS[f.fault]) for f in view.active if f.fault in HEAVY_FAULTS}
    return told | _a_little(snapshot, light=False)


def as_told(view: DrillView | None, snapshot: Snapshot) -> Snapshot:
    """The picture with the points light that the drill calls so; as it is where no try is under way."""
    if view is None or not view.scoring:
        return snapshot
    light = told_light(view, snapshot) if view.feedback else set[tuple[str, str]]()
    feet = {
        foot: replace(state, light=tuple((foot, point) in light for point in POINTS))
        for foot, state in snapshot.feet.items()
    }
    return replace(snapshot, feet=feet)


def _a_little(snapshot: Snapshot, *, light: bool) -> set[tuple[str, str]]:
    """The point that the judgement is about without a fault of a name."""
    judgement = snapshot.judgement
    about = judgement.about if judgement is not None and judgement.answer is Answer.OFF else None
    return {(about.foot, about.point)} if about and (about.share < about.band.low) is light else set()
