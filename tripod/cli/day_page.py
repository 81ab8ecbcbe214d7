"""What `tripod drill --today` prints at its end: one list of what was done, each with its score and answer, then what
comes next."""

from collections.abc import Iterator

from tripod.balance.judgement import Answer
from tripod.boards import plain_fault
from tripod.cli.drill_page import checks_said, told_later
from tripod.sentences import sentence
from tripod.storage.schemas.drill_result import DrillResultFile, SectionFile
from tripod.training.next_thing import NextThing


def day_page(result: DrillResultFile, said: str, following: NextThing | None, *, simulated: bool) -> str:
    """The text under the drill's lines. `said`: what the diary makes of it; `following`: None where nothing is left of
    the day."""
    done = sum(of.done for of in result.sections)
    values = {"board": result.board, "done": done, "of": len(result.sections)}
    head = sentence("day_page.head_simulated", **values) if simulated else sentence("day_page.head", **values)
    lines = [f"\n{head}"]
    if result.ended_early:
        lines.append(sentence("drill_page.ended_early", why=result.ended_early))
    wide = max((len(of.title) for of in result.sections), default=0)
    lines += [sentence("day_page.row", title=f"{of.title:{wide}}", said=_said(of)) for of in result.sections]
    if result.sway is not None and result.sway.said:
        lines.append(sentence("day_page.sway", said=result.sway.said))
    lines += checks_said(result.checks)
    lines += told_later(result.thresholds)
    if result.ready and result.ready.not_checked:
        lines.append(sentence("drill_page.not_checked", not_checked=result.ready.not_checked))
    if result.faults_not_seen_by_this_board:
        blind = ", ".join(map(plain_fault, result.faults_not_seen_by_this_board))
        lines.append(sentence("drill_page.faults_not_seen", faults=blind))
    lines += [said] if said else []
    lines.append(
        sentence("day_page.next", title=following.title, why=following.why)
        if following is not None
        else sentence("day_page.over" if done == len(result.sections) else "day_page.left")
    )
    return "\n".join(lines)


def _said(of: SectionFile) -> str:
    """Score, answer and what was seen, in one line."""
    if not of.done:
        return sentence("day_page.not_done")
    if of.score is None:
        return sentence("day_page.no_score")
    return "".join([sentence("day_page.score", score=of.score, tries=of.tries), *_answer(of)])


def _answer(of: SectionFile) -> Iterator[str]:
    match Answer(of.answer) if of.answer is not None else None:
        case Answer.GOOD:
            yield sentence("day_page.good")
        case Answer.OFF:
            faults = [sentence("day_page.fault", plain=plain_fault(f), times=n) for f, n in of.faults.items()]
            yield sentence("day_page.off_faults", faults=", ".join(faults)) if faults else sentence("day_page.off")
        case None:
            return
        case _:
            yield sentence("day_page.cannot_tell", why=of.answer_said)
