"""What somebody saw that no board sees: answers to questions by name (`drills.format.questions`), and what they stop.

A rounded back, knees that turn or a broomstick that loses a contact stop promotion and loading whatever the feet score
(`progress`); each answer that is not good brings work of its own (`correct`).
"""

from collections.abc import Mapping, Sequence

from tripod.drills.format.questions import ASKED_ONLY, QUESTIONS, seen_wrong, stopping_answers
from tripod.sentences import sentence


def named_answers(answers: Mapping[str, bool | None]) -> dict[str, bool | None]:
    """Answers by name; questions that have no name are left out."""
    return {question: yes for question, yes in answers.items() if named(question) or question in ASKED_ONLY}


def answers_said(answers: Mapping[str, bool | None]) -> str:
    """What somebody saw, in a few words; "" where nothing was asked."""
    wrong = [sentence(f"seen_plain.{name}") for name in seen_wrong(answers)]
    if wrong:
        return sentence("answers_said.seen", seen=", ".join(wrong))
    if not answers:
        return ""
    return sentence("answers_said.not_all" if None in answers.values() else "answers_said.nothing_wrong")


def named(question: str) -> str:
    """The name of a question in a drill's file from whose answer something follows; "" of any other."""
    return question if question in QUESTIONS else ""


def open_answers(answers: Sequence[Mapping[str, bool | None]]) -> list[str]:
    """Of many, oldest first: what was last answered so that it stops somebody, and not well since."""
    last: dict[str, bool] = {}
    for of in answers:
        stopping = stopping_answers(of)
        last |= {name: name in stopping for name, yes in of.items() if yes is not None}
    return [name for name, stops in last.items() if stops]
