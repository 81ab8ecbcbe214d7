"""Drills of the library as short as a test needs them, and which is done how on which board."""

from dataclasses import replace
from itertools import cycle

from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import library

BOARDS = ("insole", "pads", "plate")
SAY_S, HOLD_S, SHORT_S = 6.0, 30.0, 6.0
DRILLS, _ = library()
WHOLE = [name for name in DRILLS if f"{name}-1" not in DRILLS and not DRILLS[name].only_places]
"""A lesson is done in its parts; what finds where feet stand has tests of its own."""
FULL = {
    name: board
    for name, board in zip(WHOLE, cycle(("pads", "plate", "insole")), strict=False)
    if DRILLS[name].scores and not DRILLS[name].has_bar
}
"""Each drill that is scored, on one board with holds and sets of their full length; shortened on the others."""


def full(drill: Drill) -> Drill:
    """With each hold at most twice and not longer than the usual one, and sets as they are."""
    steps = [
        replace(s, times=min(s.times, 2), duration_s=min(s.duration_s, SAY_S if s.kind == "say" else HOLD_S))
        for s in drill.steps
    ]
    return replace(drill, steps=tuple(steps))


def shortened(drill: Drill) -> Drill:
    """The same steps, each once, a few seconds or two reps long."""
    steps = [
        replace(s, duration_s=min(s.duration_s, SHORT_S), times=1, reps=min(s.reps, 2), least_s=0.0, most_s=0.0)
        for s in drill.steps
    ]
    return replace(drill, steps=tuple(steps))
