"""What `tripod drill` prints at the end of a drill, from the same values that its JSON has."""

from collections.abc import Mapping, Sequence

from msgspec import UNSET

from tripod.balance.judgement import Answer
from tripod.boards import plain_fault
from tripod.cli.sway_words import sway_said
from tripod.drills.format.questions import seen_wrong
from tripod.drills.score.answer_words import answer_in_words
from tripod.sentences import sentence
from tripod.storage.schemas.drill_result import CheckFile, DrillResultFile, HoldFile, LeftRightFile
from tripod.storage.schemas.summary import ThresholdFile


def drill_page(result: DrillResultFile, said: str, *, simulated: bool) -> str:
    """The text under the drill's lines; `said` is the session's sentence on what was kept."""
    drill, board = result.drill, result.board
    head = (
        sentence("drill_page.head_simulated", drill=drill, board=board)
        if simulated
        else sentence("drill_page.head", drill=drill, board=board)
    )
    lines = [f"\n{head}"]
    if not result.measured:
        lines.append(said or sentence("drill_page.not_scored", why=result.reason))
        return "\n".join([*lines, *checks_said(result.checks)])
    if result.score is not None:
        reference = sentence(f"reference_name.{result.reference}")
        lines.append(sentence("drill_page.score", score=result.score, reference=reference))
    lines.append(_answer(result))
    if result.ended_early:
        lines.append(sentence("drill_page.ended_early", why=result.ended_early))
    for fault in result.faults:
        values = {
            "onset_s": fault.onset_s,
            "plain": plain_fault(fault.fault),
            "fault": fault.fault,
            "duration_s": fault.duration_s,
        }
        lines.append(
            sentence("drill_page.fault_of_foot", foot=fault.foot, **values)
            if fault.foot
            else sentence("drill_page.fault", **values)
        )
    for rep in result.reps:
        phases = ", ".join(f"{sentence(f'hinge_phase.{p}')} {of.score}" for p, of in rep.phases.items())
        values = {"rep": rep.rep, "score": rep.score, "phases": phases}
        lines.append(
            sentence("drill_page.rep_why", why=rep.why, **values) if rep.why else sentence("drill_page.rep", **values)
        )
    # Of a sentence that explains a word, and of what the end cut off, nobody knows whether it helped.
    judged = [c.recovered for c in result.cues if c.words and c.recovered is not None]
    if judged:
        lines.append(sentence("drill_page.cues_recovered", recovered=sum(judged), cues=len(judged)))
    lines += _begun_again(result.holds)
    lines += _sway(result.holds)
    lines += _left_right(result.left_right)
    lines += checks_said(result.checks)
    lines += told_later(result.thresholds)
    if result.ready and result.ready.not_checked:
        lines.append(sentence("drill_page.not_checked", not_checked=result.ready.not_checked))
    only_sway = result.score is None and result.sway is not None and not result.sections
    blind = result.faults_not_seen_by_this_board
    if blind and not only_sway:
        # Where nothing is a fault none is missed.
        lines.append(sentence("drill_page.faults_not_seen", faults=", ".join(map(plain_fault, blind))))
    why = result.why
    if result.score is not None:
        why = sentence("drill_page.why", score=result.score, why=why)
    # Sway that was kept is said beside the last time's; once is enough.
    return "\n".join([*lines, *([] if only_sway and said else [why]), said]).rstrip()


def _answer(result: DrillResultFile) -> str:
    """The judgement in plain words."""
    seen = seen_wrong({check.name: check.yes for check in result.checks if check.name is not None})
    return answer_in_words(Answer(result.answer), result.answer_said, faults=bool(result.faults), seen=seen)


def checks_said(checks: Sequence[CheckFile]) -> list[str]:
    """Each question with its answer, or that there was none."""
    lines: list[str] = []
    for check in checks:
        answer = {True: "yes", False: "no", None: "did_not_see"}[check.yes] if check.answered else "not_answered"
        lines.append(sentence("drill_page.check", question=check.question, answer=sentence(f"check_answer.{answer}")))
    return lines


def _left_right(of_holds: Sequence[LeftRightFile]) -> list[str]:
    """How the load was divided; of many holds from which to which."""
    if not of_holds:
        return []
    lefts, pm = [of.left_percent for of in of_holds], max(of.pm for of in of_holds)
    if f"{min(lefts):.1f}" == f"{max(lefts):.1f}":
        return [sentence("drill_page.left_right", left=lefts[0], right=100 - lefts[0], pm=pm)]
    values = {"least": min(lefts), "most": max(lefts), "holds": len(lefts), "pm": pm}
    return [sentence("drill_page.left_of_holds", **values)]


def _begun_again(holds: Sequence[HoldFile]) -> list[str]:
    """Each hold in which a foot left its place, so that what was measured is of a later beginning."""
    again = [(number, hold.begun_again) for number, hold in enumerate(holds, 1) if hold.begun_again]
    return [sentence("drill_page.begun_again", number=number, times=times) for number, times in again]


def _sway(holds: Sequence[HoldFile]) -> list[str]:
    """Sway speed of each hold, and what it compares with."""
    lines: list[str] = []
    numbered = [(k, hold.sway) for k, hold in enumerate(holds, 1)]
    for number, sway in numbered:
        if sway.mm_s is None:
            continue
        said = sway_said(sway.mm_s, sway.at_most_mm_s, sway.up_to_hz)
        lines.append(sentence("drill_page.of_hold", number=number, said=said) if len(holds) > 1 else said)
    reasons = dict.fromkeys(s.said for _, s in numbered if s.mm_s is not None and not s.compares_with_norms)
    return lines + [sentence("drill_page.sway_not_for_norms", why=why) for why in reasons]


def told_later(thresholds: Mapping[str, Mapping[str, ThresholdFile]]) -> list[str]:
    """Faults that uncertainty let be told later than the convention says; of two feet the later."""
    lines: dict[str, str] = {}
    for of in thresholds.values():
        for fault, one in of.items():
            if not one.moved_by_uncertainty:
                continue
            share = one.above if one.above is not UNSET else one.below
            assert share is not UNSET
            values = {"plain": plain_fault(fault), "told": 100 * share, "usual": 100 * one.convention}
            if share <= 0:
                lines[fault] = sentence("drill_page.told_never", **values)
                continue
            lines[fault] = (
                sentence("drill_page.told_above", **values)
                if one.above is not UNSET
                else sentence("drill_page.told_below", **values)
            )
    return list(lines.values())
