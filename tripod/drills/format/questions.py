"""Questions that no board can answer, by name: which answer is good, what it speaks of, and what follows from another.

Their words stand in `coach/phrases.toml`, table [question]. A question without a name is the drill's own words: it is
asked and kept, and nothing follows from it but what the drill's file says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class HingePart(StrEnum):
    """The two parts of a good hinge."""

    ACTIVE_FOOT = "active_foot"
    PELVIS_ON_FEMUR = "pelvis_on_femur"


class Follows(StrEnum):
    """What an answer that is not the good one leads to."""

    HALF_SPLIT = "half_split"
    """The half split, which asks its own question first."""
    PART_HINGE = "part_hinge"
    """Less of a hinge, slower: the wall, the broomstick, half the way."""


@dataclass(frozen=True)
class Question:
    """What a named question means."""

    good: bool
    """The answer with which nothing has to be done."""
    part: HingePart
    """Of the hinge, of which it speaks."""
    follows: Follows
    stops: bool = True
    """Whether another answer than the good one makes it a poor try, whatever the feet score, and ends loading. Any such
    answer is *off*, which leads on nowhere."""


QUESTIONS: Mapping[str, Question] = {
    "back_rounded": Question(False, HingePart.PELVIS_ON_FEMUR, Follows.HALF_SPLIT),
    "knees_turned": Question(False, HingePart.ACTIVE_FOOT, Follows.PART_HINGE),
    "broomstick_kept": Question(True, HingePart.PELVIS_ON_FEMUR, Follows.PART_HINGE),
    "shins_vertical": Question(True, HingePart.PELVIS_ON_FEMUR, Follows.PART_HINGE, stops=False),
    "back_keeps_shape": Question(True, HingePart.PELVIS_ON_FEMUR, Follows.HALF_SPLIT),
    "rounds_before_hips_stop": Question(False, HingePart.PELVIS_ON_FEMUR, Follows.HALF_SPLIT),
    "hips_touched_wall": Question(True, HingePart.PELVIS_ON_FEMUR, Follows.PART_HINGE, stops=False),
}
"""`rounds_before_hips_stop` is what the half split asks before it begins: there yes leads on."""
LEADS_ON = "rounds_before_hips_stop"
"""The half split's own question: `yes` is no good thing, it is what the half split is for."""
ASKED_ONLY = (
    "toes_loose", "foam_lies_right", "tandem_left_held", "tandem_right_held", "feet_stayed_flat", "stood_up_fully",
    "heel_straight", "knee_over_foot", "trunk_level",
)  # fmt: skip
"""Names of questions that have words in every language and lead to nothing: answers are kept. Yes is the good one."""
_NAME = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


def is_name(question: str) -> bool:
    """Whether a drill's `questions` entry is meant as a name; else it is words of the drill's own."""
    return _NAME.fullmatch(question) is not None


def bad_answers(answers: Mapping[str, bool | None]) -> list[str]:
    """Names of the answers that are not good; what nobody answered is neither."""
    return [
        name
        for name, yes in answers.items()
        if name in QUESTIONS and name != LEADS_ON and yes is not None and yes is not QUESTIONS[name].good
    ]


def seen_wrong(answers: Mapping[str, bool | None]) -> list[str]:
    """Names of the answers by which somebody saw something go wrong, those first that stop a person."""
    plain = [name for name, yes in answers.items() if name in ASKED_ONLY and yes is False]
    return sorted([*bad_answers(answers), *plain], key=lambda name: name in ASKED_ONLY or not QUESTIONS[name].stops)


def stopping_answers(answers: Mapping[str, bool | None]) -> list[str]:
    """Those of them that end promotion and loading."""
    return [name for name in bad_answers(answers) if QUESTIONS[name].stops]
