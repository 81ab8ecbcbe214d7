"""The answer to a drill in one sentence: good, off and by what, or that it cannot be told, and why."""

from collections.abc import Sequence

from tripod.balance.judgement import Answer
from tripod.drills.score.result import DrillResult
from tripod.drills.score.tries import GOOD_SCORE
from tripod.sentences import sentence


def answer_said(result: DrillResult) -> str:
    """The answer of a drill with a score or a rack check; "" where there is nothing to answer."""
    if result.rack is None and (not result.scored or result.measures_sway):
        return ""
    return answer_in_words(result.answer, result.judged.said(), faults=bool(result.faults), seen=result.seen_wrong)


def answer_in_words(answer: Answer, why: str, *, faults: bool, seen: Sequence[str]) -> str:
    """`why` it cannot be told; `faults`: whether the board told one; `seen`: answers by which somebody saw what no
    board sees."""
    match answer:
        case Answer.GOOD:
            return sentence("drill_answer.good")
        case Answer.OFF if faults:
            return sentence("drill_answer.off_fault")
        case Answer.OFF if seen:
            return sentence("drill_answer.off_seen", seen=sentence(f"seen_plain.{seen[0]}"))
        case Answer.OFF:
            return sentence("drill_answer.off_score", good=GOOD_SCORE)
        case _:
            return sentence("drill_answer.cannot_tell", why=why)
