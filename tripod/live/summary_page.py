"""The summary of a stream as text for people."""

from math import isfinite, nan, sqrt

from msgspec import UNSET, UnsetType

from tripod.balance.pose import Known
from tripod.balance.pose_words import pose_said
from tripod.boards import GRAVITY, POINTS
from tripod.device.protocol import Status
from tripod.live.sampling_said import sampling_lines
from tripod.live.stream_summary import status_said
from tripod.sentences import figure, sentence, shipped_text
from tripod.storage.schemas.summary import LineFile, StatedFile, StatedFootFile, StatedPlaceFile, SummaryFile

SIGMAS_95 = 1.96
"""Half a 95 % interval, in standard deviations."""


def summary_page(of: LineFile) -> str:
    """The summary as text for people."""
    lines = [_head(of)]
    if not isinstance(of, SummaryFile):
        return lines[0]
    test, quality = of.self_test, of.quality
    wrong = [f"{name.replace('_', ' ')} {status_said(state)}" for name, state in test.cells.items() if state != "ok"]
    nothing = len(test.not_tested) == len(Status) - 1
    found = "; ".join(wrong) or sentence("stream_page.self_test_of_nothing" if nothing else "stream_page.self_test_ok")
    lines.append(
        sentence("stream_page.self_test_in_part", found=found, not_tested=", ".join(map(status_said, test.not_tested)))
        if test.not_tested
        else sentence("stream_page.self_test", found=found)
    )
    lines += sampling_lines(test.sampling)
    lines.append(sentence("stream_page.calibration", kind=shipped_text(of.calibration)))
    if of.zero is not UNSET:
        lines.append(sentence("stream_page.zero", mark=of.zero.mark, why=of.zero.reason))
    for foot, pose in of.stance.items():
        known = Known(pose.known)
        if known is not Known.MARKS:
            lines.append(pose_said(foot, known, pose.turn_deg, _there(pose.turn_pm_deg)))
    if of.total_n is not None:
        total_n, word = of.total_n, shipped_text(quality.total)
        pm_n = _pm(of.stated.total)
        newtons, kilograms = _between(total_n, pm_n, 1), _between(total_n / GRAVITY, pm_n / GRAVITY, 1)
        lines.append(sentence("stream_page.total", newtons=newtons, kilograms=kilograms, word=word))
    elif of.total_index is not None:
        index = _between(of.total_index, _pm(of.stated.total), 1)
        lines.append(sentence("stream_page.total_index", index=index, word=shipped_text(quality.total)))
    left = of.stated.left_part
    if left is not None and left.value is not None:
        pm = 100 * _pm(left)
        parts = {"left": _between(100 * left.value, pm, 1), "right": _between(100 * (1 - left.value), pm, 1)}
        lines.append(sentence("stream_page.left_and_right", **parts))
    for foot, share in of.share.items():
        if share:
            stated = _foot(of, foot).share
            percent = {point: _between(100 * part, 100 * _pm(stated[point])) for point, part in share.items()}
            lines.append(sentence("stream_page.shares", foot=foot, word=shipped_text(quality.share), **percent))
    for foot, cop in of.cop_in_foot_mm.items():
        if cop:
            ml, ap = _cop_pm_mm(_foot(of, foot).cop_in_foot)
            at = {
                "foot": foot,
                "from_heel": _between(cop[1], ap),
                "sideways": _between(abs(cop[0]), ml),
                "word": shipped_text(quality.cop),
            }
            lines.append(
                sentence("stream_page.cop_right_of_axis", **at)
                if cop[0] >= 0
                else sentence("stream_page.cop_left_of_axis", **at)
            )
    both = of.cop_mm["both"]
    if both:
        ml, ap = _cop_pm_mm(of.stated.cop_both)
        at = {
            "from_heels": _between(both[1], ap),
            "sideways": _between(abs(both[0]), ml),
            "word": shipped_text(quality.cop_both),
        }
        lines.append(
            sentence("stream_page.cop_right_of_middle", **at)
            if both[0] >= 0
            else sentence("stream_page.cop_left_of_middle", **at)
        )
    if of.stated.margin is not None and of.stated.margin.value is not None:
        edge_mm = of.stated.margin.value
        at = {"mm": _between(abs(edge_mm), _pm(of.stated.margin))}
        lines.append(
            sentence("stream_page.inside_edge", **at) if edge_mm >= 0 else sentence("stream_page.outside_edge", **at)
        )
    lines.append(sentence("stream_page.judgement", said=of.judgement.said))
    return "\n".join(lines)


def _foot(of: SummaryFile, foot: str) -> StatedFootFile:
    """What is stated of a foot: its shares by point, and its CoP; of one that is not stated nothing is known."""
    return of.stated.feet.get(foot) or StatedFootFile(share=dict.fromkeys(POINTS), cop_in_foot=None)


def _pm(stated: StatedFile | None) -> float:
    """The half width of a stated value's 95 % interval; nan where it is not known."""
    return nan if stated is None or stated.pm is None else stated.pm


def _cop_pm_mm(stated: StatedPlaceFile | None) -> tuple[float, float]:
    """Half widths of a stated place's 95 % intervals in ML and AP; nan where they are not known."""
    known = stated.covariance_mm2 if stated is not None else None
    if not known:
        return nan, nan
    ml, ap = (SIGMAS_95 * sqrt(known[axis][axis] or nan) for axis in (0, 1))
    return ml, ap


def _there(value: float | UnsetType) -> float:
    return nan if value is UNSET else value


def _between(value: float, pm: float, decimals: int = 0) -> str:
    """A number with its ±, where that is known."""
    # A nought has no sign.
    shown = figure(round(value, decimals) + 0.0, f".{decimals}f").replace("-", "−")
    return sentence("stream_page.between", value=shown, pm=figure(pm, f".{decimals}f")) if isfinite(pm) else shown


def _head(of: LineFile) -> str:
    """Board, rate, frames and duration, in one line."""
    counts = {"frames": of.frames, "lost": of.lost_frames, "skipped": of.skipped_bytes}
    parts = [
        sentence("stream_page.board", board=of.board, board_id=of.board_id[:4])
        if isinstance(of, SummaryFile)
        else sentence("stream_page.no_board"),
        sentence("stream_page.rate", rate=of.rate_hz or 0),
        sentence("stream_page.frames_with_repeats", repeated=of.repeated_frames, doubted=of.doubted_frames, **counts)
        if of.repeated_frames or of.doubted_frames
        else sentence("stream_page.frames", **counts),
        sentence("stream_page.duration", seconds=of.duration_s or 0),
        *([sentence("stream_page.simulated")] if of.simulated else []),
    ]
    return " · ".join(parts)
