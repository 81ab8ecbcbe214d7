"""How a drill stands at one look: what the coach needs beside the events."""

from dataclasses import dataclass, field
from math import nan

from tripod.drills.score.reference import Reference
from tripod.drills.seen.faults import FaultEvent
from tripod.drills.seen.measure import Graded


@dataclass(frozen=True)
class Now:
    """Values only."""

    working: bool = False
    feedback: bool = False
    """Whether the coach may speak about faults."""
    moving: bool = False
    """The load is meant to move: bands of a quiet stance do not hold."""
    faults: list[FaultEvent] = field(default_factory=list[FaultEvent])
    """Of now, most important first."""
    pace_until_s: float = nan
    """Until the pacer's next word."""
    reference: Reference | None = None
    """What the try is held against."""
    phase: str = ""
    """Of the rep under way."""
    graded: tuple[Graded, ...] = ()
    """What is wrong at this look, also where it is no fault (yet)."""
