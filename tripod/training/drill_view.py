"""A drill under way, as pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tripod.coach.fading import FadedNow
from tripod.drills.format.drill import Drill, Tempo
from tripod.drills.not_scored import NotScored
from tripod.drills.run.state import State
from tripod.drills.score.bands import Reference
from tripod.drills.score.rep import RepResult
from tripod.drills.score.result import DrillResult
from tripod.drills.score.trace import Trace
from tripod.drills.score.tries import Try
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.measure import Graded


@dataclass(frozen=True)
class DrillView:
    """A drill under way, as pages show it."""

    drill: Drill
    state: State
    text: str
    kind: str
    move: str
    part: int
    parts: int
    number: int
    of: int
    feet: tuple[str, ...]
    left_s: float
    elapsed_s: float
    duration_s: float
    score: int | None
    phase: str
    reps: tuple[RepResult, ...]
    """Of the set under way, as far as they are over."""
    reps_wanted: int
    reps_seen: int
    tries: tuple[Try, ...]
    tempo: Tempo | None
    pace_until_s: float
    """Until the pacer's next word; nan where there is none."""
    feedback: bool
    """Whether anything may be shown or said about faults now."""
    pace: tuple[str, int] | None
    """The pacer's last word, and of which rep."""
    written: str
    fading: int
    """How much the coach says now: 0 to every fault, 1 to every other, 2 to none."""
    faded: FadedNow
    """The same for people, and whether the coach had faded and is back."""
    active: tuple[FaultEvent, ...]
    graded: tuple[Graded, ...]
    """What is wrong now, also where it is no fault (yet)."""
    trace: Trace
    """Of the try under way: what each point was so far."""
    question: str
    questions: tuple[str, ...]
    """All that this part asks, by their names."""
    answers: Mapping[str, bool | None]
    """Question -> yes, no, or None for no answer, so far in this drill."""
    by_foot: bool
    """Whether the question may be answered by a tap of a foot."""
    reason: NotScored | None
    """Why the last try was not scored."""
    reference: Reference | None
    result: DrillResult | None
    """Once it is done."""

    @property
    def scoring(self) -> bool:
        """A hold or a set of reps is being done."""
        return self.state is State.WORKING and self.kind in ("hold", "reps")
