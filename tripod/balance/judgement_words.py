"""A judgement in plain words: the same on every page, in the terminal and in files."""

from math import isfinite

from tripod.balance.judgement import Answer, Judgement, PointShare, Why
from tripod.boards import Board, plain_point
from tripod.boards.stance_faults import POINT_OF, Band, Fault
from tripod.device.status_words import status_meaning, status_name
from tripod.sentences import figure, sentence
from tripod.storage.schemas.judgement import JudgementFile


def title(judgement: Judgement, board: Board) -> str:
    """What is said first, in a few words."""
    match judgement.answer:
        case Answer.GOOD:
            return sentence("judged.good")
        case Answer.MOVING:
            return sentence("judged.moving")
        case Answer.OFF if judgement.about is not None:
            return sentence("judged.outside_band", foot=foot_name(judgement.foot))
        case Answer.OFF:
            assert judgement.advice
            return fault_title(judgement.advice.fault, judgement.foot)
        case Answer.CANNOT_TELL if judgement.why is Why.NOBODY:
            return fault_title(Fault.STEP_ON, "")
        case Answer.CANNOT_TELL if judgement.why is Why.WIRE:
            assert judgement.implausible
            return sentence(f"wire_title.{judgement.implausible.cause.value}")
        case Answer.CANNOT_TELL:
            return sentence("judged.cannot_tell")


def body(judgement: Judgement, board: Board) -> str:
    """What to do, or why it cannot be told, in a sentence or two."""
    match judgement.answer:
        case Answer.GOOD:
            return sentence("judged.stay_easy" if judgement.gains_checked else "judged.stay_easy_by_file")
        case Answer.MOVING:
            return sentence("judged.no_advice_until_still")
        case Answer.OFF if judgement.about is not None:
            return _outside_band(judgement.about)
        case Answer.OFF:
            assert judgement.advice
            return fault_cue(judgement.advice.fault)
        case Answer.CANNOT_TELL if judgement.why is Why.NOBODY:
            return fault_cue(Fault.STEP_ON)
        case Answer.CANNOT_TELL:
            return why(judgement, board)


def why(judgement: Judgement, board: Board) -> str:
    """Why it cannot be told; "" where it can."""
    if judgement.why is None:
        return ""
    if judgement.implausible is not None:
        return judgement.implausible.said(board)
    if judgement.failing is not None:
        cell = board.cells[_failing_cell(judgement, board)]
        state = status_meaning(judgement.failing[1])
        return sentence("cannot_tell.no_reading_of_cell", cell=cell.plain, state=state)
    about = judgement.about
    return sentence(
        f"cannot_tell.{judgement.why.value}",
        foot=judgement.foot,
        cell=board.cells[judgement.lies].plain if judgement.lies is not None else "",
        point=point_name(about) if about else "",
        share=_percent(about.share) if about else "",
        pm=_percent(about.pm) if about else "",
        low=_percent(about.band.low) if about else "",
        high=_percent(about.band.high) if about else "",
        seconds=figure(judgement.seen_s, ".1f"),
    )


def _failing_cell(judgement: Judgement, board: Board) -> int:
    assert judgement.failing is not None
    return board.cells_of(judgement.foot)[judgement.failing[0]]


def said(judgement: Judgement, board: Board) -> str:
    """All of it in one line."""
    if judgement.answer is Answer.CANNOT_TELL:
        return sentence("judged.cannot_tell_because", why=why(judgement, board))
    return sentence("judged.title_and_body", title=title(judgement, board), body=body(judgement, board))


def judgement_file(judgement: Judgement, board: Board) -> JudgementFile:
    """The judgement as files and JSON have it."""
    advice, about, found = judgement.advice, judgement.about, judgement.implausible
    fault = advice.fault if advice is not None and advice.fault is not Fault.STEP_ON else None
    band = about.band if about else advice.band if advice else None
    told = advice.threshold if advice else None
    cell, cause = (found.cell, found.cause.value) if found else (None, None)
    if judgement.failing is not None:
        cell, cause = _failing_cell(judgement, board), status_name(judgement.failing[1]) or None
    if judgement.lies is not None:
        cell = judgement.lies
    share = about.share if about else advice.share if advice and fault in POINT_OF else None
    return JudgementFile(
        answer=judgement.answer.value,
        fault=fault.value if fault else None,
        why=judgement.why.value if judgement.why else None,
        foot=judgement.foot or None,
        point=about.point if about else POINT_OF.get(fault) if fault else None,
        share=_rounded(share),
        pm=_rounded(about.pm) if about else None,
        band=_pair(band),
        told_from=_rounded(told.share) if told else None,
        told_from_convention=_rounded(told.usual) if told else None,
        cause=cause,
        cell=board.cells[cell].name if cell is not None else None,
        said=said(judgement, board),
    )


def fault_title(fault: Fault, foot: str) -> str:
    """The heading of a fault, with the foot that it concerns."""
    return sentence(f"fault_title.{fault.value}", foot=foot_name(foot) if foot else "")


def fault_direction(fault: Fault) -> str:
    """The direction alone, for where the foot is named beside it."""
    return sentence(f"fault_direction.{fault.value}")


def fault_cue(fault: Fault) -> str:
    """What to do about a fault, in one sentence."""
    return sentence(f"fault_cue.{fault.value}")


def fault_cue_short(fault: Fault) -> str:
    """One line that can be read from two metres."""
    return sentence(f"fault_cue_short.{fault.value}")


def foot_name(foot: str) -> str:
    """`Left foot`, `Right foot`."""
    return sentence("judged.left_foot" if foot == "left" else "judged.right_foot")


def point_name(about: PointShare) -> str:
    """A point of a foot: `base of the left big toe`."""
    return plain_point(about.point, about.foot)


def _outside_band(about: PointShare) -> str:
    return sentence(
        "judged.little_under" if about.share < about.band.low else "judged.little_over",
        point=point_name(about),
        share=_percent(about.share),
        low=_percent(about.band.low),
        high=_percent(about.band.high),
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}".replace("-", "−")


def _rounded(value: float | None) -> float | None:
    return round(value, 4) if value is not None and isfinite(value) else None


def _pair(band: Band | None) -> tuple[float, float] | None:
    return (round(band.low, 4), round(band.high, 4)) if band else None
