"""What stands in the lists and beside the chosen try."""

from collections.abc import Callable, Iterator

from tripod.balance.judgement import Answer, Judgement
from tripod.boards.names import fault_at
from tripod.drills.score.sway_report import speed_said
from tripod.history.found import Done, InDetail, Kept, Recorded
from tripod.sentences import sentence
from tripod.sentences.typefaces import typefaces_of
from tripod.views.history.dates import short_day

MOST_SCORES = 5
BRIEF = 4
"""Letters of a board's id."""


def mark_of(of: Kept) -> Judgement | None:
    """The mark beside it: the drill's own answer; None where that was not kept, or none is earned."""
    if isinstance(of, Recorded):
        return Judgement(Answer.CANNOT_TELL) if of.damaged else None
    if of.score is None:
        told = of.has_no_score or (of.sways and of.open_mm_s is not None)
        return None if told else Judgement(Answer.CANNOT_TELL)
    if of.fault:
        return Judgement(Answer.OFF)
    return Judgement(of.judged.answer) if of.judged is not None else None


def came_to(of: Kept) -> str:
    """The fault, the sway, how long it recorded, or why it cannot be told."""
    if isinstance(of, Recorded):
        return sentence("view_history.damaged") if of.damaged else length(of)
    if of.sways and of.open_mm_s is not None:
        return sentence("view_history.sway", speed=speed_said(of.open_mm_s, of.open_at_most_mm_s))
    if of.score is None:
        return of.unscored or sentence("view_history.cannot_tell", why=of.reason.rstrip("."))
    return fault_at(of.fault, of.fault_foot) if of.fault else of.no_fault_told


def length(of: Recorded) -> str:
    """How long it is."""
    if of.duration_s is None:
        return sentence("view_history.cut")
    minutes, seconds = divmod(round(of.duration_s), 60)
    if not minutes:
        return sentence("view_history.short", seconds=seconds)
    return sentence("view_history.long", minutes=minutes, seconds=seconds)


def _simulated(of: Kept) -> bool:
    return of.simulated if isinstance(of, Recorded) else of.group.simulated


def beside(of: Kept) -> str:
    """What stands in grey behind it: the note, else how it was done; of a virtual board always that it is one."""
    if of.note:
        note = " ".join(of.note.split())
        return f"{sentence('view_history.virtual')}: {note}" if _simulated(of) else note
    if isinstance(of, Recorded):
        return sentence("view_history.virtual") if of.simulated else ""
    parts = [sentence(f"view_history.{of.group.foot}")] if of.group.foot in ("left", "right") else []
    parts += [sentence(f"view_history.{of.kind}")] if of.kind else []
    parts += [sentence("view_history.virtual")] if of.group.simulated else []
    return ", ".join(parts)


def facts(of: Kept, detail: InDetail) -> Iterator[tuple[str, str]]:
    """Name and value of what else is known of it."""
    if isinstance(of, Recorded):
        yield sentence("view_history.length"), length(of)
        yield sentence("view_history.board"), _board(of.board, of.board_id)
        yield sentence("view_history.recording"), _size(of)
        return
    holds = len(detail.scores) - detail.reps
    for name, scores in (("holds", detail.scores[:holds]), ("reps", detail.scores[holds:])):
        if scores:
            yield sentence(f"view_history.{name}"), _scores(scores)
    speeds = (of.open_mm_s, of.open_at_most_mm_s), (of.closed_mm_s, of.closed_at_most_mm_s)
    for name, (speed, most) in zip(("eyes_open", "eyes_closed"), speeds, strict=True):
        if of.sways:
            told = sentence("view_history.not_told") if speed is None else speed_said(speed, most)
            yield sentence(f"view_history.{name}"), told
    for fault, times in list(detail.faults.items())[:3]:
        if times:
            yield (
                fault_at(fault, of.fault_foot if fault == of.fault else ""),
                sentence("view_history.times", n=times),
            )
    yield sentence("view_history.cued"), sentence(f"view_history_cueing.{of.group.cueing}")
    if of.group.level:
        yield sentence("view_history.level"), f"{of.group.level:+d}".replace("-", "−")
    yield sentence("view_history.board"), _board(of.board, of.group.board_id)
    yield sentence("view_history.calibration"), calibration(of.group.calibration)
    recording = detail.recording
    yield sentence("view_history.recording"), _size(recording) if recording else sentence("view_history.none")


def _scores(scores: tuple[int, ...]) -> str:
    """Each; of many how many, the least and the greatest."""
    if len(scores) <= MOST_SCORES:
        return " · ".join(map(str, scores))
    return sentence("view_history.many_scores", n=len(scores), least=min(scores), most=max(scores))


def calibration(named: str) -> str:
    """A day, where it is named by one."""
    if not named:
        return sentence("view_history.not_kept")
    return short_day(named) if named[:4].isdecimal() else named


def _board(kind: str, board_id: str) -> str:
    return f"{kind} · {board_id[:BRIEF]}"


def _size(of: Recorded) -> str:
    if of.damaged:
        return sentence("view_history.damaged")
    return sentence("view_history.size", mb=of.size_bytes / 1e6)


def row_said(of: Kept, title: Callable[[Kept], str]) -> str:
    """A row in one breath, for a screen reader."""
    score = [str(of.score)] if isinstance(of, Done) and of.score is not None else []
    return ", ".join(filter(None, [of.made[11:16], title(of), *score, came_to(of), beside(of)])) + "."


def note_boxes(missing: str) -> str:
    """What is to be said of a note's characters that no typeface has; "" of none."""
    return sentence("view_history.note_boxes", n=len(missing), faces=typefaces_of(missing)) if missing else ""
