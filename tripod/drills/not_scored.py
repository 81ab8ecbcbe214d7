"""Why a try was not scored, or a drill ended early: a cause that code compares, and its sentence for people."""

from dataclasses import dataclass
from enum import StrEnum

from tripod.sentences import sentence


class Cause(StrEnum):
    """Each has its sentence in the catalogue, in the table `not_scored`."""

    LEFT_PLACE = "left_place"
    NO_QUIET_STANCE = "no_quiet_stance"
    LOST_READINGS = "lost_readings"
    NO_READING = "no_reading"
    TOO_LITTLE_LOAD = "too_little_load"
    NOTHING_SHIFTED = "nothing_shifted"
    NO_REP = "no_rep"
    PAUSED = "paused"
    SKIPPED = "skipped"
    REPEATED = "repeated"
    STOPPED = "stopped"
    UNPLUGGED = "unplugged"
    STOPPED_EARLY = "stopped_early"
    CHECK_SAID_NO = "check_said_no"
    CHECK_UNANSWERED = "check_unanswered"
    NEVER_EMPTY = "never_empty"
    NOBODY_STILL = "nobody_still"
    STANCE_UNKNOWN = "stance_unknown"
    NOTHING_TRIED = "nothing_tried"
    NO_SCORE = "no_score"


@dataclass(frozen=True)
class NotScored:
    """A cause and, where it is a check's, what the drill's file says to do instead."""

    cause: Cause
    otherwise: str = ""

    def __str__(self) -> str:
        return sentence(f"not_scored.{self.cause.value}", otherwise=self.otherwise)
