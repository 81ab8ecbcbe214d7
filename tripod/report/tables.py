"""Reps or holds in rows, and the mean shares of each point."""

from collections import Counter
from collections.abc import Sequence
from math import isfinite, nan

from tripod.balance.balance import BalanceLaw
from tripod.balance.both_feet import depth_pm_mm
from tripod.balance.in_band import InBand, in_band
from tripod.boards import FEET, POINTS, plain_point
from tripod.boards.stance_faults import CONVENTION
from tripod.drills.score.cost import Cost, Key, is_after
from tripod.drills.score.hold import HoldResult
from tripod.drills.score.rep import RepResult
from tripod.force.calibration import placed
from tripod.report import figures
from tripod.report.each_foot_table import each_foot_tables
from tripod.report.figures import NONE
from tripod.report.limits_table import limits_tables
from tripod.report.page import Table
from tripod.report.read_session import SeenSession
from tripod.report.standing import left_part, mean_share
from tripod.report.sway_table import sway_tables
from tripod.sentences import sentence

MOST_ROWS = 10
"""Of more the last."""


def result_tables(seen: SeenSession) -> list[Table]:
    """What each hold and rep came to, or how much somebody swayed."""
    result = seen.result
    leant = limits_tables(seen.trials)
    if result is None or result.measures_sway:
        return [*sway_tables(seen.trials), *each_foot_tables(seen.trials), *leant]
    scored = [t for t in result.tries if t.scored]
    holds, reps = [t.hold for t in scored if t.hold is not None], [r for t in scored for r in t.reps]
    most = MOST_ROWS // 2 if holds and reps else MOST_ROWS
    tables = [_holds(holds, most)] if holds else []
    tables += [_reps(seen, reps, most)] if reps else []
    return [*tables, *leant]


def share_table(seen: SeenSession, below: str) -> Table | None:
    """The mean share of each point over all that is reported, and `below` it; None where no share is known."""
    means = {foot: mean_share(seen, foot, seen.standing) for foot in seen.setup.board.feet}
    means = {foot: of for foot, of in means.items() if isfinite(of[0])}
    if not means:
        return None
    feet = [foot for foot in FEET if foot in means]
    banded = _has_bands(seen)
    rows, lies = list[list[str]](), dict[InBand, dict[str, str]]()
    for k, point in enumerate(POINTS):
        row, name = list[str](), sentence(f"report_point.{point}")
        for f in feet:
            share, pm = means[f][k], _pm(seen, f, k)
            row.append(figures.between(100 * share, 100 * pm))
            if banded:
                lies.setdefault(in_band(share, pm, CONVENTION[point]), {})[plain_point(point, f)] = name
        low, high = (figures.number(100 * of) for of in (CONVENTION[point].low, CONVENTION[point].high))
        rows.append([name, *row, *([sentence("report_value.from_to", low=low, high=high)] if banded else [])])
    warm = [row[0] in lies.get(InBand.OUTSIDE, {}).values() for row in rows]
    left, left_pm = left_part(seen)
    if isfinite(left):
        parts = [figures.between(100 * of, 100 * left_pm) for of in (left, 1 - left)]
        rows.append([sentence("report_shares.of_both"), *parts, *([NONE] if banded else [])])
        warm.append(False)
    said = [
        sentence(f"report_shares.{of.value}", points=", ".join(lies[of]))
        for of in (InBand.OUTSIDE, InBand.EDGE)
        if of in lies
    ]
    head = [
        "",
        *(sentence(f"report_foot.{foot}") for foot in feet),
        *([sentence("report_shares.band")] if banded else []),
    ]
    return Table(
        sentence("report_shares.title"),
        sentence("report_shares.unit"),
        head,
        [False, *[True] * (len(head) - 1)],
        rows,
        warm,
        " ".join([*said, below]),
    )


def _has_bands(seen: SeenSession) -> bool:
    """Whether the convention's bands hold of these means: of standing still, on a board whose shares they describe."""
    moves = seen.run is not None and (seen.run.drill.has_reps or any(s.move for s in seen.run.drill.steps))
    return seen.setup.board.claims.newtons and not moves


def _pm(seen: SeenSession, foot: str, point: int) -> float:
    return seen.unsure[foot][point] if foot in seen.unsure else nan


def told(costs: Sequence[Cost]) -> list[Cost]:
    """Of what a try lost, the faults that began in it, the most expensive first."""
    return [of for of in costs if of.key.fault and of.times]


def _finding(costs: Sequence[Cost]) -> tuple[str, str]:
    """The most expensive fault that began in a try, and for how many seconds it was told; of one that lost its points
    to the rep before, that it did."""
    found = told(costs)
    if found:
        return fault_said(found[0].key), figures.number(found[0].told_s, 1)
    return (sentence("report_fault.after"), NONE) if is_after(costs) else (NONE, NONE)


def fault_said(fault: Key) -> str:
    """Whose foot did what."""
    if not fault.foot:
        return sentence(f"report_fault.{fault.fault}")
    return sentence(f"report_fault_of.{fault.foot}", fault=sentence(f"report_fault.{fault.fault}"))


def _worst_foot(seen: SeenSession) -> str:
    faults = seen.result.faults if seen.result is not None else ()
    times = Counter(f.foot for f in faults if f.foot)
    return times.most_common(1)[0][0] if times else seen.setup.board.feet[-1]


def _reps(seen: SeenSession, reps: Sequence[RepResult], most: int) -> Table:
    foot, setup = _worst_foot(seen), seen.setup
    law = BalanceLaw(placed(setup.board, setup.calibration.places_mm), setup.feet, setup.stance)
    rows: list[list[str]] = []
    warm: list[bool] = []
    for number, one in list(enumerate(reps, 1))[-most:]:
        rep = one.rep
        said, lasted = _finding(one.costs)
        share = mean_share(seen, foot, (rep.spans()["bottom"],))
        rows.append(
            [str(number), figures.number(one.score)]
            + [figures.between(rep.depth_mm, depth_pm_mm(setup, law, rep.depth_mm))]
            + [figures.number(100 * s) for s in share]
            + [said, lasted]
        )
        warm.append(bool(told(one.costs)))
    pm = ", ".join(figures.number(100 * _pm(seen, foot, k)) for k in range(3))
    of_foot = sentence(f"report_foot.{foot}_foot")
    return Table(
        sentence("report_table.reps"),
        sentence("report_table.shares_at_bottom", foot=of_foot, pm=pm),
        [
            sentence("report_table.number"),
            sentence("report_table.score"),
            sentence("report_table.depth"),
            *(sentence(f"report_point_short.{point}") for point in POINTS),
            sentence("report_table.finding"),
            sentence("report_table.seconds"),
        ],
        [False, True, True, True, True, True, False, True],
        rows,
        warm,
        _asked(seen),
    )


def _asked(seen: SeenSession) -> str:
    if seen.run is None or not seen.run.drill.floors:
        return ""
    floors = seen.run.drill.floors
    each = [
        sentence("report_table.floor", point=sentence(f"report_point.{p}"), n=figures.number(100 * floors[p]))
        for p in POINTS
        if p in floors
    ]
    return sentence("report_table.floors", floors=", ".join(each))


def _holds(holds: Sequence[HoldResult], most: int) -> Table:
    rows: list[list[str]] = []
    warm: list[bool] = []
    for number, hold in list(enumerate(holds, 1))[-most:]:
        said, lasted = _finding(hold.costs)
        banded = hold.score is not None
        rows.append(
            [
                str(number),
                figures.number(hold.score),
                figures.number(hold.duration_s, 1),
                figures.number(hold.time_in_band_s, 1) if banded else NONE,
                _sway(hold),
                said,
                lasted,
            ]
        )
        warm.append(bool(told(hold.costs)))
    return Table(
        sentence("report_table.holds"),
        sentence("report_table.sway_is"),
        [
            sentence("report_table.number"),
            sentence("report_table.score"),
            sentence("report_table.lasts"),
            sentence("report_table.in_band"),
            sentence("report_table.sway"),
            sentence("report_table.finding"),
            sentence("report_table.seconds"),
        ],
        [False, True, True, True, True, False, True],
        rows,
        warm,
    )


def _sway(hold: HoldResult) -> str:
    """With what the cells' dead band may have hidden; only where the board may tell it."""
    sway = hold.sway
    if not isfinite(sway.mm_s):
        return NONE
    return figures.up_to(sway.mm_s, sway.most_mm_s, 1)
