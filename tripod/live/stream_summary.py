"""What a stream came to, in numbers and in the words that each has earned. Printed, and kept beside recordings."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import foot_matrices
from tripod.balance.foot_states import cop_earned
from tripod.balance.geometry import place_mm
from tripod.balance.means import Means
from tripod.balance.setup import Setup
from tripod.balance.stream_totals import StreamTotals
from tripod.boards import FEET, GRAVITY, POINTS
from tripod.device.protocol import SUPPLY_OUT_OF_RANGE, Status
from tripod.force.bracket import Bracket
from tripod.force.calibration import placed
from tripod.live.pipeline import Pipeline
from tripod.sources.source import Source


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
        "skipped_bytes": line.skipped_bytes,
        "unknown_packets": line.unknown_packets,
        "gaps": what.gaps,
        "duration_s": _number(what.duration_s, 4),
        "rate_hz": _number(what.rate_hz, 4),
        "notices": pipeline.notices,
    }
    if setup is None:
        return head
    whole = head | _about(setup) | _balance(setup, what.means)
    return whole | {"zero": _zero(setup, what.zero.bracket(), what.means)} if what.zero else whole


def self_test(setup: Setup) -> dict[str, Any]:
    """What the board's own test says, in plain words, and what it cannot say."""
    banner, group = setup.banner, setup.banner.groups[0]
    wires = setup.calibration.mapping or range(len(group.status))
    cells = {
        cell.name: Status(s).name.lower() if s in Status._value2member_map_ else f"unknown status {s}"
        for cell, s in zip(setup.board.cells, (group.status[wire] for wire in wires), strict=True)
    }
    supply_wrong = bool(banner.self_test & SUPPLY_OUT_OF_RANGE)
    return {
        "ok": not supply_wrong and not any(group.status),
        "cells": cells,
        "supply_mv": banner.supply_mv or None,
        "supply": "out of range" if supply_wrong else "ok" if banner.supply_mv else "not tested",
        "not_tested": [s.name.lower() for s in Status if s and not group.can_find(s)],
        "overruns": banner.overruns,
        "dropped": banner.dropped,
        "torn": banner.torn,
    }


def _about(setup: Setup) -> dict[str, Any]:
    claims = setup.board.claims
    cop = claims.cop if cop_earned(setup) else "not shown until calibrated"
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
            "cop_both": f"{cop}, the feet taken to stand as drawn" if setup.board.scales_with_foot else cop,
        },
    }


def _balance(setup: Setup, means: Means) -> dict[str, Any]:
    claims = setup.board.claims
    total = _number(means.total_n, 4)
    cops: dict[str, Any] = {"left": None, "right": None, "both": None}
    own: dict[str, Any] = {"left": None, "right": None}
    if cop_earned(setup):
        for foot in setup.board.feet:
            k = FEET.index(foot)
            cops[foot] = _list(means.cop_mm[k])
            own[foot] = _list(means.cop_mm[k] - place_mm(setup.board, foot))
        cops["both"] = _list(means.both_cop_mm)
    return {
        "total_n": total if claims.newtons else None,
        "total_index": None if claims.newtons else total,
        "load": {foot: _number(means.load_n[FEET.index(foot)], 4) for foot in FEET},
        "share": {foot: _shares(means.share[FEET.index(foot)]) for foot in FEET},
        "cop_mm": cops,
        "cop_in_foot_mm": own,
    }


def _zero(setup: Setup, bracket: Bracket, means: Means) -> dict[str, Any]:
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
    if any(bracket.mean_n):
        off = np.array(bracket.mean_n)
        load, share = {}, {}
        for foot, matrix in foot_matrices(placed(setup.board, setup.calibration.places_mm), setup.feet).items():
            k, own = FEET.index(foot), off[list(matrix.cells)]
            load[foot] = _number(means.load_n[k] - own.sum(), 4)
            moved = (matrix.to_points @ own - means.share[k] * own.sum()) / means.standing_n[k]
            share[foot] = _shares(means.share[k] - moved)
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

    def percent(value: float) -> str:
        return f"{100 * value:.0f} %"

    lines = [
        f"{result.get('board', 'no board')} {str(result.get('board_id', ''))[:4]} · "
        f"{result['rate_hz'] or 0:.1f} Hz · {result['frames']} frames, {result['lost_frames']} lost, "
        + (f"{result['repeated_frames']} repeated or late, " if result["repeated_frames"] else "")
        + f"{result['skipped_bytes']} bytes skipped · {result['duration_s'] or 0:.1f} s"
        + (" · simulated" if result["simulated"] else "")
    ]
    if "quality" not in result:
        return lines[0]
    test, quality = result["self_test"], result["quality"]
    wrong = [f"{name.replace('_', ' ')} {state}" for name, state in test["cells"].items() if state != "ok"]
    lines.append(f"self-test: {'; '.join(wrong) or 'ok'}" + _not_tested(test["not_tested"]))
    lines.append(f"calibration: {result['calibration']}")
    if "zero" in result:
        lines.append(f"zero: {result['zero']['mark']}. {result['zero']['reason']}")
    if result["total_n"] is not None:
        lines.append(f"total: {result['total_n']:.1f} N, {result['total_n'] / GRAVITY:.1f} kg ({quality['total']})")
    elif result["total_index"] is not None:
        lines.append(f"total: {result['total_index']:.1f} ({quality['total']}, not a weight)")
    for foot, share in result["share"].items():
        if share:
            lines.append(
                f"{foot}: heel {percent(share['heel'])}, base of big toe {percent(share['mt1'])}, "
                f"base of little toe {percent(share['mt5'])} ({quality['share']})"
            )
    for foot, cop in result["cop_in_foot_mm"].items():
        if cop:
            lines.append(
                f"{foot} CoP: {cop[1]:.0f} mm from the back of the heel, {_sideways(cop[0])} of the foot's axis "
                f"({quality['cop']})"
            )
    both = result["cop_mm"]["both"]
    if both:
        lines.append(
            f"CoP of both: {_sideways(both[0])} of the middle, {both[1]:.0f} mm from the back of the heels "
            f"({quality['cop_both']})"
        )
    return "\n".join(lines)


def _sideways(mm: float) -> str:
    return f"{abs(mm):.0f} mm {'right' if mm >= 0 else 'left'}"


def _not_tested(names: list[str]) -> str:
    return f" (not tested: {', '.join(names)})" if names else ""
