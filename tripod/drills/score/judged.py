"""What may be said of a drill that was done, as it is kept: good, off or cannot tell, and why."""

from dataclasses import dataclass
from enum import StrEnum

from tripod.balance.judgement import Answer
from tripod.boards import plain_point
from tripod.sentences import sentence


class Untold(StrEnum):
    """Why it cannot be told whether a drill was good. Each has its sentence in the catalogue, in the table `untold`."""

    NOT_SCORED = "not_scored"
    NOT_SEEN = "not_seen"
    """The board does not see some point."""
    UNSURE = "unsure"
    """It knows some point's share so vaguely that a fault there is told later than usual."""
    TOO_VAGUE = "too_vague"
    """So vaguely that no fault there could have been told."""
    IN_PART = "in_part"
    ONLY_SWAY = "only_sway"
    """It measures sway, and judges nothing."""
    UNANSWERED = "unanswered"
    """What no board sees was asked, and nobody answered."""


@dataclass(frozen=True)
class Judged:
    """The answer to one drill."""

    answer: Answer
    why: Untold | None = None
    """With *cannot tell*."""
    points: tuple[str, ...] = ()
    """Of which the board tells nothing, or too little."""
    pm: float = 0.0
    """The widest half width of these points' shares, as a fraction of the foot, where they are too vague."""

    @property
    def decides(self) -> bool:
        """Whether its score may decide what comes next: all of it was scored, and a fault of each point could have been
        told, if later than usual. An answer that nobody gave is neither good nor bad."""
        return self.answer in (Answer.GOOD, Answer.OFF) or self.why in (Untold.UNSURE, Untold.UNANSWERED)

    @property
    def in_doubt(self) -> bool:
        """Whether a score stands there of which it cannot be told if it was good; sway alone has none."""
        return self.answer is Answer.CANNOT_TELL and self.why is not Untold.ONLY_SWAY

    def said(self) -> str:
        """Why it cannot be told, in words; "" where it can."""
        if self.why is None:
            return ""
        plain = sentence("ready_check.and_the").join(" ".join(plain_point(point, "").split()) for point in self.points)
        return sentence(f"untold.{self.why.value}", points=plain, percent=100 * self.pm)
