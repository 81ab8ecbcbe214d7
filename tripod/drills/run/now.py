"""How a drill stands at one look: what the coach needs beside the events."""

from collections.abc import Sequence
from math import nan
from typing import NamedTuple

from tripod.drills.score.bands import Reference
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.measure import Graded


class Now(NamedTuple):
    """Values only; a tuple, for one is made at each look."""

    working: bool = False
    feedback: bool = False
    """Whether the coach may speak about faults."""
    moving: bool = False
    """The load is meant to move: bands of a quiet stance do not hold."""
    faults: Sequence[FaultEvent] = ()
    """Of now, most important first."""
    pace_until_s: float = nan
    """Until the pacer's next word."""
    reference: Reference | None = None
    """What the try is held against."""
    phase: str = ""
    """Of the rep under way."""
    graded: tuple[Graded, ...] = ()
    """What is wrong at this look, also where it is no fault (yet)."""
