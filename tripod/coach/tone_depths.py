"""How far each point is below its band, as the continuous tone sounds it."""

from math import isfinite

from tripod.boards import FEET, POINTS
from tripod.boards.stance_faults import LIGHT_FAULTS
from tripod.drills.run.now import Now
from tripod.drills.seen.look import Look

TONE_MARGIN = 0.02
"""The tone begins this far below the band: at its very edge sway would make it stutter."""


def tone_depths(look: Look, now: Now) -> dict[tuple[str, str], float]:
    """(foot, point) -> fraction of the foot's load below where the tone begins; empty where nothing is to sound."""
    if not (now.working and now.feedback and now.reference):
        return {}
    if now.moving:
        # Shares must move here: the bands of a quiet stance say nothing, the faults of moving do.
        return {(f.foot, LIGHT_FAULTS[f.fault]): f.depth for f in now.faults if f.fault in LIGHT_FAULTS and f.foot}
    depths: dict[tuple[str, str], float] = {}
    for foot, bands in now.reference.bands.items():
        share = look.share[FEET.index(foot)]
        for k, point in enumerate(POINTS):
            below = bands[point][0] - TONE_MARGIN - share[k]
            if isfinite(below) and below > 0:
                depths[foot, point] = below
    return depths
