"""How light each point is, as the continuous tone sounds it: what the measure of it says beyond where it begins."""

from tripod.boards import POINTS
from tripod.boards.stance_faults import LIGHT_FAULTS, Fault
from tripod.drills.run.now import Now

_LIGHT = (Fault.CONTACT_LOST, *LIGHT_FAULTS)


def tone_depths(now: Now) -> dict[tuple[str, str], float]:
    """(foot, point) -> by how much it is too light, in fractions of the foot's load; empty where nothing is to sound.

    Of who moves the fraction is of what the two toe bases carry together.
    """
    if not (now.working and now.feedback):
        return {}
    depths: dict[tuple[str, str], float] = {}
    for of in now.graded:
        if of.fault in _LIGHT and of.point in POINTS:
            depths[of.foot, of.point] = max(of.off, depths.get((of.foot, of.point), 0.0))
    return depths
