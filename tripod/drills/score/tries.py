"""A try of a drill, a hold or a set of reps, with its score and what may be said of it."""

from dataclasses import dataclass, field
from math import nan

from tripod.drills.not_scored import NotScored
from tripod.drills.score.cost import Cost, mean_costs, said
from tripod.drills.score.cueing import Cueing
from tripod.drills.score.hold import HoldResult
from tripod.drills.score.left_right import LeftRight
from tripod.drills.score.rep import RepResult
from tripod.drills.score.trace import Trace
from tripod.sentences import sentence

GOOD_SCORE = 85
"""From here on a score is good: then harder work comes. Who is told no fault has 91 or more (`cost.py`); one costs 27
points of a hold of half a minute, and 14 of a minute."""


@dataclass(frozen=True)
class Try:
    """A hold, or a set of reps; `reason` says why it was not scored."""

    part: int = -1
    """Index within the drill."""
    feet: tuple[str, ...] = ()
    reason: NotScored | None = None
    hold: HoldResult | None = None
    reps: tuple[RepResult, ...] = ()
    delay_s: float = nan
    """How long the person followed the pacer behind."""
    lifts: tuple[tuple[float, float], ...] = ()
    """Lift-off and touch-down of the bar."""
    between: tuple[int, int] = (0, 0)
    """The least and most reps that there may have been, where nobody set their pace."""
    halves: int = 0
    """Reps beside these that were begun and not gone through with."""
    doubtful: int = 0
    """How many of these may have been such."""
    baseline: bool = False
    fault_s: float = 0.0
    """How long some fault lasted in it, summed over faults."""
    left_right: LeftRight | None = None
    """How the load of a hold was divided, where the board can tell."""
    cueing: Cueing = Cueing.CUED
    """Whether faults were spoken to in it."""
    begun_again: int = 0
    """How often a foot left its place in it, so that all of it was begun again."""
    stepped: int = 0
    """How often a foot left its place in it for a moment, and the set went on."""
    trace: Trace = field(default_factory=Trace)
    """What each point was over time, and where the CoP went: for pictures."""
    target: str = ""
    """What the way of the CoP in the reps was held against, where the person has accepted reps before."""

    @property
    def scored(self) -> bool:
        return self.reason is None

    @property
    def score(self) -> int | None:
        if self.hold is not None:
            return self.hold.score
        return round(sum(r.score for r in self.reps) / len(self.reps)) if self.reps else None

    @property
    def costs(self) -> tuple[Cost, ...]:
        """What it lost and for which point, the most expensive first."""
        return self.hold.costs if self.hold is not None else mean_costs([r.costs for r in self.reps])

    def why(self) -> str:
        """The arithmetic, in one line."""
        if self.hold is not None:
            return self.hold.why()
        if self.reps:
            scores, lost = ", ".join(str(r.score) for r in self.reps), said(self.costs, reps=True)
            lost = sentence("drill_score.of_a_hundred", lost=lost) if lost else ""
            values = {"reps": self.counted(), "scores": scores, "lost": lost, "score": self.score}
            if self.target:
                return sentence("drill_score.mean_of_reps_and_target", target=self.target, **values)
            return sentence("drill_score.mean_of_reps", **values)
        return str(self.reason)

    @property
    def count_is_sure(self) -> bool:
        """Whether sway leaves no other number of reps open."""
        return self.between[0] == self.between[1]

    def counted(self) -> str:
        """How many reps, and how sure that is."""
        least, most = self.between
        reps = sentence("drill_score.reps", reps=len(self.reps))
        if not self.count_is_sure:
            reps = sentence("drill_score.reps_not_sure", reps=len(self.reps), least=least, most=most)
            if self.doubtful and (least, most) == (len(self.reps) - self.doubtful, len(self.reps)):
                # Only their depth is open, not their number.
                reps = sentence("drill_score.reps_perhaps_half", reps=len(self.reps), doubtful=self.doubtful)
        return sentence("drill_score.reps_and_halves", reps=reps, halves=self.halves) if self.halves else reps
