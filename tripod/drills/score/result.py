"""What a drill came to: tries, reps, faults and one number, with its arithmetic."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tripod.balance.judgement import Answer, Judgement
from tripod.balance.judgement_words import judgement_file
from tripod.balance.pose import Pose
from tripod.balance.pose_fit import NotFound
from tripod.balance.pose_words import pose_not_found, poses_found
from tripod.balance.thresholds import Threshold
from tripod.boards import Board
from tripod.boards.stance_faults import Fault
from tripod.drills.format.drill import Drill
from tripod.drills.format.questions import seen_wrong
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.score.bands import Reference
from tripod.drills.score.cueing import Cueing, of_all
from tripod.drills.score.judged import (
    Judged,
    Untold,
    blind_points,
    cannot_tell,
    not_claimed,
    unsure_points,
    vague_points,
)
from tripod.drills.score.section_result import SectionResult, sections_said
from tripod.drills.score.sway_report import SwayReport, sway_report
from tripod.drills.score.tries import GOOD_SCORE, Try
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.look import Three
from tripod.drills.seen.measure import hold_thresholds
from tripod.drills.seen.ready_check import Ready
from tripod.sentences import sentence
from tripod.storage.schemas.judgement import JudgementFile


@dataclass(frozen=True)
class DrillResult:
    """One drill, as far as it went."""

    drill: str
    board: str
    reference: str
    """`baseline`, `start`, `convention`, "" where nothing was held against anything."""
    tries: tuple[Try, ...]
    faults: tuple[FaultEvent, ...]
    answers: Mapping[str, bool | None]
    not_claimed: tuple[Fault, ...]
    """Faults that this board cannot see: they read n/a."""
    stopped: NotScored | None
    ready: Ready | None = None
    ended: NotScored | None = None
    """Why it ended before its end."""
    unsure: Mapping[str, float] = field(default_factory=dict[str, float])
    """Point -> half width of its share's 95 % interval, where that is wider than the distance from its band at which a
    fault is told: what lies nearer than this the board could not tell."""
    thresholds: tuple[Threshold, ...] = ()
    """From where on faults of points were told in its holds, as sure as the board was; () where it held nothing against
    bands."""

    usual_pm: Mapping[str, Three] = field(default_factory=dict[str, Three])
    """Foot -> half widths of its shares' 95 % intervals, where somebody of usual weight stands as usual: what faults
    were held against throughout."""
    words: tuple[str, str] = ("", "")
    """What the board may call a share and a CoP."""
    poses: Mapping[str, Pose] = field(default_factory=dict[str, Pose])
    """Where each foot stood at the end, as far as was known."""
    placed: Mapping[str, Pose] = field(default_factory=dict[str, Pose])
    """Where the drill saw that the feet stand."""
    not_placed: tuple[str, NotFound] | None = None
    """The foot of which it could not see that, and why."""
    only_places: bool = False
    """The drill does nothing else, and has no score."""
    unanswered: tuple[str, ...] = ()
    """Questions that nobody answered; one that somebody could not see the answer to is none of them."""
    rack: JudgementFile | None = None
    """What a rack check found."""
    eyes: tuple[str, ...] = ()
    """How the eyes are in holds that measure sway: `open`, `closed`."""
    has_score: bool = True
    """Whether the drill has anything that is scored."""
    sections: tuple[SectionResult, ...] = ()
    """Of a drill that was put together from others; then it has no score of its own."""

    @staticmethod
    def of(
        drill: Drill,
        board: Board,
        reference: Reference | None,
        tries: Sequence[Try],
        faults: Sequence[FaultEvent],
        answers: Mapping[str, bool | None],
        stopped: NotScored | None,
        ready: Ready | None = None,
        ended: NotScored | None = None,
        unsure: Mapping[str, Three] | None = None,
        poses: Mapping[str, Pose] | None = None,
        *,
        placed: Mapping[str, Pose] | None = None,
        not_placed: tuple[str, NotFound] | None = None,
        unanswered: Collection[str] = (),
        rack: Judgement | None = None,
        sections: tuple[SectionResult, ...] = (),
    ) -> "DrillResult":
        """From what an engine collected. `unsure`: half width of each share's 95 % interval by foot."""
        blind = not_claimed(board)
        source = reference.source if reference else ""
        banded = any(s.kind == "hold" and drill.measures_of(s) != "sway" for s in drill.steps)
        held = reference if reference and banded else None
        told = [hold_thresholds(held, foot, unsure or {}) for foot in held.bands] if held else []
        return DrillResult(
            drill.name,
            board.name,
            source,
            tuple(tries),
            tuple(faults),
            dict(answers),
            blind,
            stopped,
            ready,
            ended,
            unsure_points(unsure or {}),
            tuple(one for of in told for one in of if one.fault not in blind),
            dict(unsure or {}),
            (board.claims.share, board.claims.cop),
            dict(poses or {}),
            placed or {},
            not_placed,
            drill.only_places,
            sections=sections,
            eyes=tuple(dict.fromkeys(step.eyes for step in drill.steps if step.eyes)),
            has_score=drill.scores,
            unanswered=tuple(q for q in answers if q in unanswered),
            rack=judgement_file(rack, board) if rack is not None else None,
        )

    @property
    def answer(self) -> Answer:
        """What may be said of it: good only where every try was scored, no fault was seen, the score is good, the board
        could tell each point, and whatever was asked was answered."""
        if self.rack is not None and not self.tries:
            return Answer(self.rack.answer)
        if not self.scored or self.measures_sway:
            return Answer.CANNOT_TELL
        if self.faults or self.seen_wrong or any(score < GOOD_SCORE for score in self._means):
            return Answer.OFF
        return Answer.GOOD if self.untold is None else Answer.CANNOT_TELL

    @property
    def untold(self) -> Untold | None:
        """What keeps it from being told that all was good; None where nothing does, or a rack check says it."""
        if self.rack is not None and not self.tries:
            return None
        if self.scored and self.measures_sway:
            return Untold.ONLY_SWAY
        if not self._means:
            none = self.reason is not None and self.reason.cause is Cause.NO_SCORE
            return Untold.NO_SCORE if none else Untold.NOT_SCORED
        if self.blind_points:
            return Untold.NOT_SEEN
        if vague_points(self.unsure):
            return Untold.TOO_VAGUE
        if not all(t.scored for t in self.tries):
            return Untold.IN_PART
        if any(t.stepped for t in self.tries):
            return Untold.STEPPED
        if self.unanswered:
            return Untold.UNANSWERED
        return Untold.UNSURE if self.unsure else None

    @property
    def seen_wrong(self) -> list[str]:
        """Names of the answers by which somebody saw what no board sees."""
        return seen_wrong(self.answers)

    @property
    def judged(self) -> Judged:
        """The answer as it is kept."""
        if self.answer is not Answer.CANNOT_TELL or self.untold is None:
            return Judged(self.answer)
        return cannot_tell(self.untold, self.blind_points, self.unsure)

    @property
    def blind_points(self) -> tuple[str, ...]:
        """Points of which this board cannot see that they are light."""
        return blind_points(self.not_claimed)

    @property
    def scored(self) -> bool:
        return any(t.scored for t in self.tries)

    @property
    def measures_sway(self) -> bool:
        """Whether all that came of it is sway, which is no score."""
        return self.scored and not self._with_score

    @property
    def _with_score(self) -> list[Try]:
        return [t for t in self.tries if t.scored and t.score is not None]

    @property
    def _means(self) -> list[int]:
        """Its score, or that of each drill that it was put together from."""
        if self.sections:
            return [of.score for of in self.sections if of.score is not None]
        return [self.score] if self.score is not None else []

    @property
    def score(self) -> int | None:
        """Mean of the scored tries; None where none was, and of a drill put together from others: scores of different
        things make no mean."""
        scores = [t.score for t in self._with_score if t.score is not None]
        return round(sum(scores) / len(scores)) if scores and not self.sections else None

    @property
    def scores(self) -> tuple[int, ...]:
        """Of each scored hold or rep: what repeats of this person show."""
        out: list[int] = []
        for t in self.tries:
            if t.scored and t.hold is not None and t.hold.score is not None:
                out.append(t.hold.score)
            out += [r.score for r in t.reps]
        return tuple(out)

    @property
    def reason(self) -> NotScored | None:
        """Why nothing was scored; None if something was."""
        if self.scored or self.rack or (self.only_places and (self.placed or self.not_placed)):
            return None
        if self.only_places:
            return self.ended or self.stopped or NotScored(Cause.NOBODY_STILL)
        last = next((t.reason for t in reversed(self.tries)), None)
        nothing = Cause.NOTHING_TRIED if self.has_score else Cause.NO_SCORE
        return last or self.ended or self.stopped or NotScored(nothing)

    @property
    def worst(self) -> tuple[str, str] | None:
        """Foot and point that left their bands most, over all holds."""
        return self._worst[:2] if self._worst is not None else None

    @property
    def _worst(self) -> tuple[str, str, float] | None:
        """With the part of a hold in which that point was in band."""
        worst = [t.hold.worst for t in self._with_score if t.hold is not None]
        return min(worst, key=lambda w: w[2]) if worst else None

    @property
    def sway(self) -> SwayReport | None:
        """Of the holds that measure it, with eyes open and closed; None where there are none."""
        measured = [t for t in self.tries if t.scored and t.hold and t.score is None]
        return sway_report([t.hold for t in measured if t.hold], [t.begun_again for t in measured])

    @property
    def cueing(self) -> Cueing:
        """How it was cued at most."""
        return of_all(t.cueing for t in self.tries if t.scored)

    def found(self) -> str:
        """What the drill saw of where the feet stand, or why it could not; "" where it did not look."""
        if self.placed:
            return poses_found(self.placed)
        if self.not_placed is not None:
            return pose_not_found(*self.not_placed)
        return sentence("pose_said.not_found_because", why=self.reason) if self.only_places else ""

    def why(self) -> str:
        """Where the number comes from."""
        if self.only_places:
            return self.found()
        if self.rack is not None and not self.tries:
            return self.rack.said
        scored, sway = self._with_score, [self.sway.said()] if self.sway is not None else []
        if self.sections and self.scored:
            return "\n".join([sections_said(self.sections, self._worst), *sway])
        lines = [t.why() for t in scored]
        if len(scored) > 1:
            lines = [sentence("drill_score.try_number", number=n, why=why) for n, why in enumerate(lines, 1)]
            lines.append(sentence("drill_score.mean_of_tries", tries=len(scored), score=self.score))
        return "\n".join([*lines, *sway]) or str(self.reason)
