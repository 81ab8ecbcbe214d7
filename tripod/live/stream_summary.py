"""Sums up a stream: numbers, each with what the board may call it. Printed, and kept beside recordings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from math import isfinite, nan, sqrt
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import FootMatrix, foot_matrices
from tripod.balance.foot_states import cop_earned
from tripod.balance.judgement_words import judgement_file
from tripod.balance.means import Means
from tripod.balance.pose import Known, stance_dict, to_foot
from tripod.balance.pose_words import pose_said
from tripod.balance.setup import Setup
from tripod.balance.stream_totals import StreamTotals
from tripod.boards import FEET, GRAVITY, POINTS
from tripod.device.protocol import SUPPLY_DIPPED, SUPPLY_OUT_OF_RANGE, Status
from tripod.device.status_words import status_name
from tripod.force.bracket import Bracket
from tripod.force.calibration import placed
from tripod.live.mean_stance import judge_mean
from tripod.live.pipeline import Pipeline
from tripod.live.sampling_said import sampling_dict, sampling_lines
from tripod.live.stated_summary import stated_summary
from tripod.sentences import figure, sentence, shipped_text
from tripod.sources.source import Source

SIGMAS_95 = 1.96
"""Half a 95 % interval, in standard deviations."""


class Supply(StrEnum):
    """What the board's own test says of its supply; each has its words in the catalogue, in the table `supply`."""

    OK = "ok"
    OUT_OF_RANGE = "out of range"
    DIPPED = "dipped"
    """The board began anew because of it."""
    NOT_TESTED = "not tested"


def summary(pipeline: Pipeline, source: Source, part: StreamTotals | None = None) -> dict[str, Any]:
    """The whole stream so far, or the part of it that was recorded; a value that there is not is None."""
    line, setup = source.line(), pipeline.setup
    what = part or pipeline.whole
    head = {
        "source": source.label,
        "simulated": source.simulated,
        "frames": what.frames,
        "lost_frames": what.lost_frames if part else line.lost_frames,
        "repeated_frames": line.repeated_frames,
        "doubted_frames": line.doubted_frames,
        "skipped_bytes": line.skipped_bytes,
        "unknown_packets": line.unknown_packets,
        "gaps": what.gaps,
        "duration_s": _number(what.duration_s, 4),
        "rate_hz": _number(what.rate_hz, 4),
        "notices": pipeline.notices,
    }
    if setup is None:
        return head
    # A cell that stands still did so before anybody noticed: what it read till then is no more true.
    feet = {f.foot for f in what.found} | _stood_still(setup)
    wrong = setup.board.feet if "" in feet else tuple(feet)
    # Of feet that have left by now, too, it is known where they stood.
    setup = replace(setup, stance=what.stance)
    where = placed(setup.board, setup.calibration.places_mm)
    matrices = foot_matrices(where, setup.feet, setup.stance)
    whole = head | _about(setup) | _balance(setup, matrices, what.means, wrong)
    whole |= stated_summary(setup, what.means, wrong) | _judged(pipeline, setup, what)
    return whole | {"zero": _zero(setup, matrices, what.zero.bracket(), what.means, wrong)} if what.zero else whole


def self_test(setup: Setup) -> dict[str, Any]:
    """What the board's own test says, in plain words, and what it cannot say."""
    banner, group = setup.banner, setup.banner.groups[0]
    wires = setup.calibration.mapping or range(len(group.status))
    cells = {
        cell.name: _state(s) for cell, s in zip(setup.board.cells, (group.status[wire] for wire in wires), strict=True)
    }
    tested = any(group.can_find(status) for status in Status if status)
    supply = Supply.OK if banner.supply_mv else Supply.NOT_TESTED
    if banner.self_test & SUPPLY_OUT_OF_RANGE:
        supply = Supply.OUT_OF_RANGE
    elif banner.self_test & SUPPLY_DIPPED:
        supply = Supply.DIPPED
    return {
        "ok": supply in (Supply.OK, Supply.NOT_TESTED) and not any(group.status) and tested,
        "cells": cells,
        "supply_mv": banner.supply_mv or None,
        "supply": supply.value,
        "not_tested": [s.name.lower() for s in Status if s and not group.can_find(s)],
        "sampling": sampling_dict(group),
        "overruns": banner.overruns,
        "dropped": banner.dropped,
        "torn": banner.torn,
    }


def _state(status: int) -> str:
    """A cell's status as the board sends it, by its name."""
    return status_name(status) or sentence("stream_page.unknown_status", status=status)


def status_said(name: str) -> str:
    """A cell's status by its name, in a word."""
    return sentence(f"status_word.{name}") if name.upper() in Status.__members__ else name


def _as_drawn(cop: str) -> str:
    return sentence("stream_page.feet_as_drawn", cop=shipped_text(cop))


def _about(setup: Setup) -> dict[str, Any]:
    claims = setup.board.claims
    cop = claims.cop if cop_earned(setup) else sentence("stream_page.cop_not_shown")
    return {
        "board": setup.board.name,
        "board_id": setup.banner.board_id,
        "firmware": ".".join(map(str, setup.banner.firmware)),
        "calibration": setup.calibration.kind,
        "zeroed": setup.tare_counts is not None,
        "self_test": self_test(setup),
        "quality": {
            "total": claims.total,
            "share": claims.share,
            "cop": cop,
            "cop_both": _as_drawn(cop) if setup.board.scales_with_foot else cop,
        },
        "stance": stance_dict(setup.poses),
    }


def _stood_still(setup: Setup) -> set[str]:
    """Feet with a cell of which the board itself says that it always reads the same."""
    cells = self_test(setup)["cells"]
    return {cell.foot for cell in setup.board.cells if cells[cell.name] == _state(Status.STUCK)}


def _balance(setup: Setup, matrices: Mapping[str, FootMatrix], means: Means, wrong: Sequence[str]) -> dict[str, Any]:
    """Means of load, shares and CoP; none of a foot of `wrong`, of whose cells something could not be true: what they
    read before it was found is in these means, too."""
    claims = setup.board.claims
    shares = means.shares(matrices, setup.stance)
    total = None if wrong else _number(means.total_n, 4)
    cops: dict[str, Any] = {"left": None, "right": None, "both": None}
    own: dict[str, Any] = {"left": None, "right": None}
    if cop_earned(setup):
        for foot in (f for f in setup.board.feet if f not in wrong):
            k = FEET.index(foot)
            cops[foot] = _list(means.cop_mm[k])
            own[foot] = _list(to_foot(matrices[foot].pose, foot, means.cop_mm[k]))
        cops["both"] = None if wrong else _list(means.both_cop_mm)
    return {
        "total_n": total if claims.newtons else None,
        "total_index": None if claims.newtons else total,
        "load": {f: None if f in wrong else _number(means.load_n[FEET.index(f)], 4) for f in FEET},
        "share": {f: None if f in wrong else _shares(shares[FEET.index(f)]) for f in FEET},
        "cop_mm": cops,
        "cop_in_foot_mm": own,
    }


def _judged(pipeline: Pipeline, setup: Setup, what: StreamTotals) -> dict[str, Any]:
    """What may be said of the mean stance, and what could not be true of cells meanwhile."""
    board = setup.board
    judgement = judge_mean(pipeline.measuring, what)
    return {
        "judgement": msgspec.to_builtins(judgement_file(judgement, board)),
        "implausible": [
            {"cause": f.cause.value, "cells": [board.cells[c].name for c in f.cells(board)], "said": f.said(board)}
            for f in what.found
        ],
    }


def _zero(
    setup: Setup, matrices: Mapping[str, FootMatrix], bracket: Bracket, means: Means, wrong: Sequence[str]
) -> dict[str, Any]:
    """What the empty board before and after says, and the means without the drift that it found.

    A zero that was off by z changes the share of a point by (z - s sum z) / W (balance/uncertainty.py).
    """
    names = [cell.name for cell in setup.board.cells]
    found: dict[str, Any] = {
        "mark": bracket.mark,
        "reason": bracket.reason,
        "drift_n": dict(zip(names, (_number(d, 4) for d in bracket.drift_n), strict=True)) if bracket.drift_n else None,
        "corrected": None,
    }
    if any(bracket.mean_n) and not wrong:
        off = np.array(bracket.mean_n)
        load, share = {}, {}
        shares = means.shares(matrices, setup.stance)
        for foot, matrix in matrices.items():
            k, own = FEET.index(foot), off[list(matrix.cells)]
            load[foot] = _number(means.load_n[k] - own.sum(), 4)
            moved = (matrix.to_points @ own - shares[k] * own.sum()) / means.standing_n[k]
            share[foot] = _shares(shares[k] - moved)
        found["corrected"] = {"total_n": _number(means.total_n - off.sum(), 4), "load": load, "share": share}
    return found


def _shares(share: NDArray[np.float64]) -> dict[str, float] | None:
    if not np.isfinite(share).all():
        return None
    return {point: float(s) for point, s in zip(POINTS, share, strict=True)}


def _list(values: NDArray[np.float64]) -> list[float] | None:
    return [float(v) for v in values] if np.isfinite(values).all() else None


def _number(value: float, digits: int) -> float | None:
    return round(float(value), digits) if np.isfinite(value) else None


def summary_page(result: dict[str, Any]) -> str:
    """The summary as text for people."""
    lines = [_head(result)]
    if "quality" not in result:
        return lines[0]
    test, quality = result["self_test"], result["quality"]
    wrong = [f"{name.replace('_', ' ')} {status_said(state)}" for name, state in test["cells"].items() if state != "ok"]
    nothing = len(test["not_tested"]) == len(Status) - 1
    found = "; ".join(wrong) or sentence("stream_page.self_test_of_nothing" if nothing else "stream_page.self_test_ok")
    lines.append(
        sentence(
            "stream_page.self_test_in_part", found=found, not_tested=", ".join(map(status_said, test["not_tested"]))
        )
        if test["not_tested"]
        else sentence("stream_page.self_test", found=found)
    )
    lines += sampling_lines(test["sampling"])
    lines.append(sentence("stream_page.calibration", kind=shipped_text(result["calibration"])))
    if "zero" in result:
        lines.append(sentence("stream_page.zero", mark=result["zero"]["mark"], why=result["zero"]["reason"]))
    for foot, pose in result["stance"].items():
        known = Known(pose["known"])
        if known is not Known.MARKS:
            lines.append(pose_said(foot, known, pose["turn_deg"], pose["turn_pm_deg"]))
    if result["total_n"] is not None:
        total_n, word = result["total_n"], shipped_text(quality["total"])
        pm_n = _pm(result["stated"]["total"])
        newtons, kilograms = _between(total_n, pm_n, 1), _between(total_n / GRAVITY, pm_n / GRAVITY, 1)
        lines.append(sentence("stream_page.total", newtons=newtons, kilograms=kilograms, word=word))
    elif result["total_index"] is not None:
        index = _between(result["total_index"], _pm(result["stated"]["total"]), 1)
        lines.append(sentence("stream_page.total_index", index=index, word=shipped_text(quality["total"])))
    for foot, share in result["share"].items():
        if share:
            stated = _stated(result, foot)["share"]
            percent = {point: _between(100 * part, 100 * _pm(stated[point])) for point, part in share.items()}
            lines.append(sentence("stream_page.shares", foot=foot, word=shipped_text(quality["share"]), **percent))
    for foot, cop in result["cop_in_foot_mm"].items():
        if cop:
            ml, ap = _cop_pm_mm(_stated(result, foot)["cop_in_foot"])
            at = {
                "foot": foot,
                "from_heel": _between(cop[1], ap),
                "sideways": _between(abs(cop[0]), ml),
                "word": shipped_text(quality["cop"]),
            }
            lines.append(
                sentence("stream_page.cop_right_of_axis", **at)
                if cop[0] >= 0
                else sentence("stream_page.cop_left_of_axis", **at)
            )
    both = result["cop_mm"]["both"]
    if both:
        ml, ap = _cop_pm_mm(result["stated"]["cop_both"])
        at = {
            "from_heels": _between(both[1], ap),
            "sideways": _between(abs(both[0]), ml),
            "word": shipped_text(quality["cop_both"]),
        }
        lines.append(
            sentence("stream_page.cop_right_of_middle", **at)
            if both[0] >= 0
            else sentence("stream_page.cop_left_of_middle", **at)
        )
    lines.append(sentence("stream_page.judgement", said=result["judgement"]["said"]))
    return "\n".join(lines)


def _stated(result: Mapping[str, Any], foot: str) -> Mapping[str, Any]:
    """What is stated of a foot: its shares by point, and its CoP; of one that is not stated nothing is known."""
    of: Mapping[str, Any] | None = result["stated"]["feet"].get(foot)
    return of if of is not None else {"share": dict.fromkeys(POINTS), "cop_in_foot": None}


def _pm(stated: Mapping[str, Any] | None) -> float:
    """The half width of a stated value's 95 % interval; nan where it is not known."""
    pm = stated["pm"] if stated is not None else None
    return nan if pm is None else float(pm)


def _cop_pm_mm(stated: Mapping[str, Any] | None) -> tuple[float, float]:
    """Half widths of a stated place's 95 % intervals in ML and AP; nan where they are not known."""
    known = stated["covariance_mm2"] if stated is not None else None
    if not known:
        return nan, nan
    ml, ap = (SIGMAS_95 * sqrt(known[axis][axis]) for axis in (0, 1))
    return ml, ap


def _between(value: float, pm: float, decimals: int = 0) -> str:
    """A number with its ±, where that is known."""
    shown = figure(value, f".{decimals}f")
    return sentence("stream_page.between", value=shown, pm=figure(pm, f".{decimals}f")) if isfinite(pm) else shown


def _head(result: dict[str, Any]) -> str:
    """Board, rate, frames and duration, in one line."""
    counts = {"frames": result["frames"], "lost": result["lost_frames"], "skipped": result["skipped_bytes"]}
    repeated, doubted = result["repeated_frames"], result["doubted_frames"]
    parts = [
        sentence("stream_page.board", board=result["board"], board_id=result["board_id"][:4])
        if "board" in result
        else sentence("stream_page.no_board"),
        sentence("stream_page.rate", rate=result["rate_hz"] or 0),
        sentence("stream_page.frames_with_repeats", repeated=repeated, doubted=doubted, **counts)
        if repeated or doubted
        else sentence("stream_page.frames", **counts),
        sentence("stream_page.duration", seconds=result["duration_s"] or 0),
        *([sentence("stream_page.simulated")] if result["simulated"] else []),
    ]
    return " · ".join(parts)
