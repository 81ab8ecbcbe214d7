"""Tells how long a picture has shown nothing new."""

from math import isfinite

from tripod.live.snapshot import Phase, Snapshot

STALE_S = 0.5


def stale_for(snapshot: Snapshot, now_s: float) -> float:
    """How long no sample has come while they should; 0 while they do."""
    if snapshot.phase is not Phase.LIVE or not isfinite(snapshot.arrived_s):
        return 0.0
    age = now_s - snapshot.arrived_s
    return age if age > STALE_S else 0.0
