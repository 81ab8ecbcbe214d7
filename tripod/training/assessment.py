"""Finds from the first day of a block which part of the hinge is weakest, and at which point of which foot."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import mean

from tripod.analysis.own_change import SCORES
from tripod.drills.format.drill import Drill
from tripod.drills.format.questions import HingePart
from tripod.sentences import sentence
from tripod.training.answers import open_answers
from tripod.training.correct import part_of, plain
from tripod.training.diary import Entry
from tripod.training.progress import decides

LEAST = 1.96 * SCORES.tries_sd / 2
"""Two parts whose scores differ by less are alike: half of what two tries of one thing may differ by."""


class Weak(StrEnum):
    """Why a part counts as the weakest. Each has its sentence in the catalogue, in the table `weak`."""

    SCORES_LESS = "scores_less"
    SEEN = "seen"
    """Somebody saw what no board sees."""
    ALIKE = "alike"
    """The foot comes first: the hinge stands on it."""
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class Assessment:
    """What the plan starts from."""

    part: HingePart
    why: Weak
    foot_score: int | None
    """Of holds; None where none was scored."""
    hinge_score: int | None
    fault: str = ""
    """What came most often; a fault, or what somebody saw; "" where nothing did."""
    side: str = ""
    """The foot on which faults came clearly more often; "" for neither."""

    def said(self) -> str:
        """In a few sentences."""
        part = sentence(f"hinge_part.{self.part.value}")
        values = {"part": part, "foot": _number(self.foot_score), "hinge": _number(self.hinge_score)}
        said = [sentence(f"weak.{self.why.value}", **values, seen=plain(self.fault))]
        if self.fault and self.why is not Weak.SEEN:
            said.append(sentence("weakest.fault", fault=plain(self.fault)))
        if self.side and self.why is not Weak.SEEN:
            # What somebody saw is of no foot.
            said.append(sentence(f"weakest.{self.side}"))
        return " ".join(said)


def assess(entries: Sequence[Entry], moving: Sequence[Drill], since: Sequence[Entry] = ()) -> Assessment:
    """From the entries of the days that assessed, oldest first. `moving`: drills with reps. `since`: what was done
    after them; what somebody saw then, and sees no more, is no reason any more."""
    names = {drill.name for drill in moving}
    scored = [e for e in entries if e.score is not None and e.drill != "today"]
    feet = [e.score for e in scored if e.drill not in names and e.score is not None]
    hinges = [e.score for e in scored if e.drill in names and e.score is not None]
    foot, hinge = (round(mean(of)) if of else None for of in (feet, hinges))
    faults = Counter(f for e in scored for f, n in e.faults.items() for _ in range(n))
    sides = Counter(side for e in scored for side, n in e.sides.items() for _ in range(n))
    still = open_answers([e.answers for e in (*entries, *since)])
    seen = [name for name in open_answers([e.answers for e in entries]) if name in still]
    part, why = HingePart.ACTIVE_FOOT, Weak.ALIKE
    if seen:
        part, why = part_of(seen[0], moving=True), Weak.SEEN
    elif foot is None or hinge is None:
        why = Weak.CANNOT_TELL
    elif abs(hinge - foot) > LEAST and not all(decides(e) for e in scored if (e.drill in names) == (hinge > foot)):
        # What scores more may have had faults that nobody could tell.
        why = Weak.CANNOT_TELL
    elif hinge < foot - LEAST:
        part, why = HingePart.PELVIS_ON_FEMUR, Weak.SCORES_LESS
    elif foot < hinge - LEAST:
        why = Weak.SCORES_LESS
    fault = seen[0] if seen else next(iter(dict(faults.most_common(1))), "")
    left, right = sides["left"], sides["right"]
    side = "" if max(left, right) < 2 * min(left, right) + 2 else ("left" if left > right else "right")
    return Assessment(part, why, foot, hinge, fault, side)


def _number(score: int | None) -> str:
    return sentence("weakest.not_scored") if score is None else str(score)
