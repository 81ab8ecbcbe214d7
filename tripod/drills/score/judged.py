"""What may be said of a drill or of one try of it: good, off or cannot tell, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tripod.balance.judgement import Answer
from tripod.boards import POINTS, STANCE_FAULTS, Board, plain_point
from tripod.boards.stance_faults import CONVENTION, LIGHT_BY, LIGHT_FAULTS, Fault
from tripod.drills.seen.look import Three
from tripod.sentences import sentence


class Untold(StrEnum):
    """Why it cannot be told whether a drill was good. Each has its sentence in the catalogue, in the table `untold`."""

    NOT_SCORED = "not_scored"
    NO_SCORE = "no_score"
    """It was done as it is meant to be, and has nothing that is scored."""
    NOT_SEEN = "not_seen"
    """The board does not see some point."""
    UNSURE = "unsure"
    """It knows some point's share so vaguely that a fault there is told later than usual."""
    TOO_VAGUE = "too_vague"
    """So vaguely that no fault there could have been told."""
    IN_PART = "in_part"
    STEPPED = "stepped"
    """A foot left its place in a set that went on: what it did meanwhile nobody saw."""
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


def unsure_points(unsure: Mapping[str, Three]) -> dict[str, float]:
    """Point -> half width of its share's 95 % interval, of two feet the wider, where a fault there is told later than
    usual by that. `unsure`: half widths by foot."""
    widest = {p: max((of[k] for of in unsure.values()), default=0.0) for k, p in enumerate(POINTS)}
    return {point: pm for point, pm in widest.items() if pm > LIGHT_BY[point]}


def vague_points(unsure: Mapping[str, float]) -> tuple[str, ...]:
    """Of `unsure_points`, those of which no fault can be told: a foot without any load there may have its band's."""
    return tuple(point for point, pm in unsure.items() if pm >= CONVENTION[point].low)


def not_claimed(board: Board) -> tuple[Fault, ...]:
    """Faults that this board cannot see."""
    return tuple(fault for fault in STANCE_FAULTS if fault not in board.claims.faults)


def blind_points(not_claimed: Sequence[Fault]) -> tuple[str, ...]:
    """Points of which a board that does not claim these faults cannot see that they are light."""
    return tuple(LIGHT_FAULTS[f] for f in not_claimed if f in LIGHT_FAULTS)


def cannot_tell(why: Untold, blind: Sequence[str], unsure: Mapping[str, float]) -> Judged:
    """*Cannot tell*, with the points that it is about."""
    of = {Untold.NOT_SEEN: tuple(blind), Untold.UNSURE: tuple(unsure), Untold.TOO_VAGUE: vague_points(unsure)}
    points = of.get(why, ())
    return Judged(Answer.CANNOT_TELL, why, points, max((unsure.get(p, 0.0) for p in points), default=0.0))


def judged_try(
    *,
    off: bool,
    not_claimed: Sequence[Fault],
    unsure: Mapping[str, Three],
    asked_later: bool = False,
    stepped: bool = False,
) -> Judged:
    """What may be said of the feet in a try that has its score. `off`: a fault was told, or the score is no good one;
    `asked_later`: what no board sees is still to be asked; `stepped`: a foot left its place in it."""
    if off:
        return Judged(Answer.OFF)
    blind, wide = blind_points(not_claimed), unsure_points(unsure)
    if blind:
        return cannot_tell(Untold.NOT_SEEN, blind, wide)
    if vague_points(wide):
        return cannot_tell(Untold.TOO_VAGUE, blind, wide)
    if stepped:
        return cannot_tell(Untold.STEPPED, blind, wide)
    if wide:
        return cannot_tell(Untold.UNSURE, blind, wide)
    return cannot_tell(Untold.UNANSWERED, blind, wide) if asked_later else Judged(Answer.GOOD)
