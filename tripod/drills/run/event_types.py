"""What can happen in a drill, one frozen class each: the values between engine, coach, pages, pupils and recordings."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

from tripod.balance.judgement import Answer, Judgement
from tripod.balance.pose import Pose
from tripod.balance.pose_fit import NotFound
from tripod.boards.stance_faults import Fault
from tripod.drills.format.drill import Tempo
from tripod.drills.format.say import Say
from tripod.drills.not_scored import NotScored
from tripod.drills.score.judged import Judged, Untold
from tripod.drills.seen.moves import Unseen
from tripod.drills.seen.ready_check import Ready


class Event(Struct, frozen=True):
    """Something happened at a time on the board's clock. A msgspec struct, for many kinds as dataclasses take longer to
    make than all else that a program needs to know of drills."""

    kind: ClassVar[str]
    """Its name in recordings."""
    t_s: float


class PartBegan(Event, frozen=True):
    """The next part of the drill begins with being told to the person."""

    kind = "part"
    step: str
    """Its kind: `say`, `hold`, `reps`, `check`, `rest`, `away`, `ready`, `roll`."""
    text: str
    say: Say | None
    feet: tuple[str, ...]
    number: int
    of: int
    move: str
    index: int
    duration_s: float
    reps: int
    depth_mm: float
    tempo: Tempo | None
    bar_kg: float | None
    then: tuple[Say, ...] = ()
    """What is said after `say`."""
    sides: bool = False
    """One side, and then the other."""
    again: bool = False
    """Somebody wants to hear it once more."""
    eyes: str = ""
    """`open` or `closed` in a hold that asks for either."""


class StepOnAsked(Event, frozen=True):
    """These feet are waited for."""

    kind = "wait"
    feet: tuple[str, ...]


class StepOffAsked(Event, frozen=True):
    """The board should be empty, and is not."""

    kind = "step_off"


class ReadyJudged(Event, frozen=True):
    """The ready check is over."""

    kind = "ready"
    ready: Ready


class PointAsked(Event, frozen=True):
    """Now the weight goes onto this point of the feet."""

    kind = "point_asked"
    point: str


class FeetPlaced(Event, frozen=True):
    """It was seen where the feet stand and point; from `from_s` on the numbers follow from that."""

    kind = "placed"
    from_s: float
    poses: Mapping[str, Pose]
    quiet_cop_mm: Mapping[str, tuple[float, float]]
    """Each foot's CoP in the quiet stance that the roll began with, in the board's frame."""


class FeetNotPlaced(Event, frozen=True):
    """It could not be seen; `again` if it is asked for once more."""

    kind = "not_placed"
    foot: str
    why: NotFound
    again: bool


class MoveSeen(Event, frozen=True):
    """The feet did what a `say` told them."""

    kind = "move_seen"
    move: str


class MoveNotSeen(Event, frozen=True):
    """It was not seen, and the drill goes on."""

    kind = "move_not_seen"
    move: str
    why: Unseen


class ReadyAsked(Event, frozen=True):
    """Off the board: it begins once somebody says that they are ready."""

    kind = "ready_asked"
    number: int


class GoCalled(Event, frozen=True):
    """What follows begins once this was said."""

    kind = "go"
    step: str
    number: int


class HalfWay(Event, frozen=True):
    """Half of what is being done is over."""

    kind = "half"


class TimeLeft(Event, frozen=True):
    """So many seconds are left of what is being done; the last ones are counted."""

    kind = "left"
    seconds: int
    counted: bool


class WorkBegan(Event, frozen=True):
    """A hold or a set of reps is scored from here on."""

    kind = "begin"
    step: str
    feet: tuple[str, ...]
    number: int
    reference: str


class Paced(Event, frozen=True):
    """The pacer's next word is due."""

    kind = "pace"
    word: str
    """`down`, `hold`, `up` or `tall`."""
    rep: int
    of: int
    due_s: float


class RepCounted(Event, frozen=True):
    """A free rep was seen; provisional."""

    kind = "count"
    rep: int
    of: int


class NotBack(Event, frozen=True):
    """A paced rep took the weight no way back that can be told from standing still, and no fault was told in it;
    provisional."""

    kind = "not_back"
    rep: int


class FaultBegan(Event, frozen=True):
    """A fault has lasted long enough to be one."""

    kind = "fault"
    fault: Fault
    foot: str
    """"" where it is of both."""
    phase: str
    onset_s: float


class FaultEnded(Event, frozen=True):
    """A fault is over, hidden by another, or stopped with its try."""

    kind = "fault_over"
    fault: Fault
    foot: str
    phase: str
    onset_s: float
    duration_s: float
    ended: str
    """`over`, `hidden` or `stopped`."""


class TryScored(Event, frozen=True):
    """A hold or a set of reps is over and has its score."""

    kind = "try"
    score: int | None
    number: int
    why: str
    """The arithmetic, for people."""
    judged: Judged = Judged(Answer.CANNOT_TELL, Untold.NOT_SCORED)
    """What may be said of the feet in it, as far as this board could tell."""


class TryNotScored(Event, frozen=True):
    """A hold or a set of reps is over, or begins again, without a score."""

    kind = "try"
    reason: NotScored
    number: int
    again: bool = False
    """Whether the same is begun once more."""


class Asked(Event, frozen=True):
    """A question that no board can answer."""

    kind = "ask"
    question: str
    by_foot: bool = False
    """Whether it is said now how a foot answers."""


class Listening(Event, frozen=True):
    """It was said, and the time for its answer runs."""

    kind = "listening"
    question: str


class Answered(Event, frozen=True):
    """What somebody said to it; None for no answer."""

    kind = "answered"
    question: str
    yes: bool | None
    given: bool = True
    """False where nobody answered in time; with None alone somebody did not see it."""


class RackJudged(Event, frozen=True):
    """What may be said of the feet, in a word."""

    kind = "rack"
    judgement: Judgement


class SectionLeft(Event, frozen=True):
    """What somebody saw ends one of the drills of which this one was put together; the next of them comes."""

    kind = "left"
    drill: str
    reason: NotScored


class Paused(Event, frozen=True):
    """Somebody paused the drill."""

    kind = "paused"


class Resumed(Event, frozen=True):
    """It goes on."""

    kind = "resumed"


class Skipped(Event, frozen=True):
    """Somebody goes on to the next part."""

    kind = "skipped"


class Repeated(Event, frozen=True):
    """Somebody wants this part from its beginning."""

    kind = "repeated"


class Done(Event, frozen=True):
    """The drill is over; `reason` says why before its end."""

    kind = "done"
    score: int | None
    reason: NotScored | None


class CueForm(StrEnum):
    """How a cue is said."""

    WHOLE = "whole"
    """A sentence that says what to do."""
    SHORT = "short"
    """The point and the side in a word, while somebody moves."""


class CueGiven(Event, frozen=True):
    """The coach said what to do about a fault."""

    kind = "cue"
    fault: Fault
    foot: str
    """"" where it is of both."""
    wording: str
    words: str
    form: CueForm = CueForm.WHOLE


class CoachBack(Event, frozen=True):
    """A coach who had faded speaks again from here on, because of this fault."""

    kind = "coach_back"
    fault: Fault
    foot: str


class CueJudged(Event, frozen=True):
    """Whether recovery followed what the coach said (or, with no words, what it kept silent about)."""

    kind = "cue_result"
    fault: Fault
    foot: str
    wording: str
    words: str
    recovered: bool
    after_s: float
