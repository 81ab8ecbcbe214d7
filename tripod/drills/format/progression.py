"""How a drill grows with its person: the rules that its file states, and the drill at each level of them.

A file says what may grow, from where to where and by how much at a time:

    leads_on = 1

    [progression]
    reps = { least = 4, most = 10, by = 2 }
    depth_mm = { least = 15, most = 30, by = 5 }

Level 0 is the drill as its steps have it. Each level up changes one thing by one step: first holds that grow
(`least_s`, `most_s` of a step), then what stands in the table, in its order. Each level down takes back from the other
end of that order, so that of what was added last the person is relieved first. Nothing passes `least` or `most`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

LEVEL_S = 10.0
"""A hold that grows with its person grows by so much at a time."""
HOLD = "hold_s"
"""What grows in a hold, beside the names of the table."""
TEMPO = ("descent_s", "bottom_s", "ascent_s", "top_s")
GROWS = ("reps", "depth_mm", *TEMPO, "bar_kg")
"""What may stand in the table. `bar_kg` is what comes on top of the bar that the person named."""
_ALMOST = 1e-9


@dataclass(frozen=True)
class Growth:
    """From where to where something grows, and by how much at a time."""

    least: float
    most: float
    by: float

    def steps(self, start: float) -> tuple[int, int]:
        """Number of steps below and above its start."""
        down, up = (start - self.least) / self.by, (self.most - start) / self.by
        return max(ceil(down - _ALMOST), 0), max(ceil(up - _ALMOST), 0)

    def at(self, start: float, steps: int) -> float:
        """The value after this number of steps from its start."""
        return min(max(start + self.by * steps, self.least), self.most)


@dataclass(frozen=True)
class Rung:
    """One level: what it changes, and how far from its start that is then, in steps."""

    what: str
    steps: int


def rungs(starts: Mapping[str, float], growing: Mapping[str, Growth]) -> tuple[list[Rung], list[Rung]]:
    """The levels below and above the start, nearest first. `starts`: where each thing of `growing` starts; what is not
    there does not grow."""
    there = {what: growth.steps(starts[what]) for what, growth in growing.items() if what in starts}
    up = [Rung(what, n) for what, (_, above) in there.items() for n in range(1, above + 1)]
    down = [Rung(what, -n) for what, (below, _) in reversed(there.items()) for n in range(1, below + 1)]
    return down, up


def steps_at(level: int, down: list[Rung], up: list[Rung]) -> dict[str, int]:
    """How many steps each thing is from its start at a level; the last level where there is none so far."""
    taken = up[:level] if level >= 0 else down[:-level]
    return {rung.what: rung.steps for rung in taken}
