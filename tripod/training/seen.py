"""What somebody saw that no board sees: answers to questions by name, and what each means.

A rounded back, knees that turn or a broomstick that loses a contact stop promotion and loading whatever the feet score
(`progress`), and bring work of their own (`correct`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class HingePart(StrEnum):
    """The two parts of a good hinge."""

    ACTIVE_FOOT = "active_foot"
    PELVIS_ON_FEMUR = "pelvis_on_femur"


class Follows(StrEnum):
    """What a bad answer brings."""

    NOTHING = "nothing"
    PART_HINGE = "part_hinge"
    """The hinge in part, before the whole one again."""
    HALF_SPLIT = "half_split"
    """The half split, whose own question is asked first; then the same hinge again."""


@dataclass(frozen=True)
class Question:
    """What an answer means."""

    good: bool
    """The answer that is good."""
    part: HingePart
    follows: Follows
    asked: tuple[str, ...] = ()
    """As drills ask it in words of their own."""


_HIP = HingePart.PELVIS_ON_FEMUR
QUESTIONS: Mapping[str, Question] = {
    "back_rounded": Question(False, _HIP, Follows.HALF_SPLIT, ("Did the low back round more than at the start?",)),
    "knees_turned": Question(False, _HIP, Follows.PART_HINGE, ("Did the knees turn in or out?",)),
    "broomstick_kept": Question(
        True, _HIP, Follows.PART_HINGE, ("Did the broomstick touch head, upper back and tailbone all the way?",)
    ),
    "shins_vertical": Question(True, _HIP, Follows.PART_HINGE, ("Were the shins nearly vertical?",)),
    "back_keeps_shape": Question(
        True, _HIP, Follows.PART_HINGE, ("Does the back keep its shape in the start position?",)
    ),
    "rounds_before_hips_stop": Question(
        True, _HIP, Follows.NOTHING, ("In a hinge, does the low back round before the hips stop moving?",)
    ),
    "hips_touched_wall": Question(True, _HIP, Follows.PART_HINGE),
}
LEADS_ON = "rounds_before_hips_stop"
"""The half split's own question: `yes` is no good thing, it is what the half split is for."""
_NAMES = {words: name for name, question in QUESTIONS.items() for words in question.asked}


def named_answers(checks: Sequence[Mapping[str, Any]]) -> dict[str, bool | None]:
    """Answers by name, of a result's `checks`; questions that have no name are left out."""
    found: dict[str, bool | None] = {}
    for check in checks:
        name = check.get("name") or _NAMES.get(check["question"], "")
        if name in QUESTIONS:
            found[name] = check["yes"]
    return found


def bad_answers(answers: Mapping[str, bool | None]) -> list[str]:
    """Names of the answers that are not good; what nobody answered is neither."""
    return [
        name
        for name, yes in answers.items()
        if name in QUESTIONS and name != LEADS_ON and yes is not None and yes is not QUESTIONS[name].good
    ]


def open_answers(answers: Sequence[Mapping[str, bool | None]]) -> list[str]:
    """Of many, oldest first: what was last answered badly, and not well since."""
    last: dict[str, bool] = {}
    for of in answers:
        bad = bad_answers(of)
        last |= {name: name in bad for name, yes in of.items() if yes is not None}
    return [name for name, is_bad in last.items() if is_bad]
