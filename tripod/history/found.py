"""What the index tells: drills that were done and recordings, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tripod.balance.judgement import Answer
from tripod.drills.score.judged import Judged, Untold
from tripod.drills.score.tries import GOOD_SCORE
from tripod.sentences import sentence
from tripod.training.alike import Group
from tripod.training.answers import answers_said
from tripod.training.notes import of_recording, of_try


@dataclass(frozen=True)
class Wanted:
    """Which of what was kept; what is empty asks for all."""

    person: str | None = None
    """None for everybody; "" is what is of nobody who is named."""
    drill: str = ""
    board_id: str = ""
    since_s: int | None = None
    """Seconds since 1970: not older than this."""
    text: str = ""
    """Somewhere in the note, in upper or lower case."""


@dataclass(frozen=True, slots=True)
class Done:
    """A drill in a diary."""

    id: int
    """Of this index as it is now."""
    person: str
    made: str
    """ISO time."""
    made_s: int | None
    """Seconds since 1970; None where `made` is no time, as in a diary that somebody edited."""
    drill: str
    nth: int
    """Which of those of this time and drill, from 1."""
    board: str
    group: Group
    score: int | None
    """None where it was not scored: `reason` says why, or it `sways`."""
    reason: str
    fault: str
    """The one that came most often, "" for none."""
    fault_foot: str
    kind: str
    """`assess`, `retention`, `lighter`, or ""."""
    sways: bool
    """It measures sway, and so has no score."""
    open_mm_s: float | None
    closed_mm_s: float | None
    romberg_quotient: float | None
    romberg_pm: float | None
    note: str
    recording: str = ""
    """The name of its recording's folder; "" where that was not kept."""
    judged: Judged | None = None
    """The drill's own answer; None where it was not kept."""
    open_at_most_mm_s: float | None = None
    closed_at_most_mm_s: float | None = None
    """With all that the sensors may have hidden; None where nobody knows how much that is, or nobody kept it."""
    answers: tuple[tuple[str, bool | None], ...] = ()
    """To what no board sees: the question's name, and yes, no or nothing."""

    @property
    def in_doubt(self) -> bool:
        """Whether its answer was that it cannot be told."""
        return self.judged is not None and self.judged.in_doubt

    @property
    def key(self) -> str:
        """Under which its note is kept."""
        return of_try(self.made, self.drill, self.nth)

    @property
    def has_no_score(self) -> bool:
        """Whether it was done as it is meant to be, and nothing of it is scored."""
        return self.judged is not None and self.judged.why is Untold.NO_SCORE

    @property
    def no_fault_told(self) -> str:
        """Where its score is good, no fault was told, and yet it was off: that somebody saw what no board sees."""
        off = self.judged is not None and self.judged.answer is Answer.OFF
        seen = off and self.score is not None and self.score >= GOOD_SCORE
        if not seen:
            return sentence("worst.no_fault")
        said = answers_said(dict(self.answers))
        return sentence("worst.only_seen_what", seen=said) if said else sentence("worst.only_seen")

    @property
    def unscored(self) -> str:
        """In place of a score, where none is there and no reason is: that it was done, or that it cannot be told."""
        if self.has_no_score:
            said = answers_said(dict(self.answers))
            return sentence("worst.done_and_seen", seen=said) if said else sentence("worst.done")
        return "" if self.reason else sentence("worst.cannot_tell")


@dataclass(frozen=True)
class Recorded:
    """A recording in which no drill of the diary was done."""

    folder: str
    """Its name in the folder of sessions."""
    person: str
    made: str
    """ISO time of its beginning."""
    made_s: int | None
    board: str
    board_id: str
    simulated: bool
    duration_s: float | None
    size_bytes: int
    damaged: str
    note: str

    @property
    def key(self) -> str:
        """Under which its note is kept."""
        return of_recording(self.folder)


Kept = Done | Recorded


@dataclass(frozen=True)
class InDetail:
    """More of a drill that was done."""

    scores: tuple[int, ...] = ()
    """Of its tries."""
    reps: int = 0
    """How many of them, the last ones, are of reps."""
    faults: Mapping[str, int] = field(default_factory=dict[str, int])
    recording: Recorded | None = None
    """What recorded meanwhile."""


@dataclass(frozen=True)
class PersonKept:
    """A person with kept data."""

    code: str
    """"" for recordings of nobody who is named."""
    drills: int
    recordings: int
    last: str
    """ISO time, "" where there is nothing yet."""
    damaged: str
    """What of theirs cannot be read, in sentences."""
