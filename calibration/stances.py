"""Feet that are turned: what is said of them, and what is true.

    python calibration/stances.py [--people 2000] [--seed 1] [--turn 10] [--hold 20]

Every figure is simulated: a good tripod on a plate with its toes turned out, scored with a stance that nobody knows,
that was said, and that the roll found; turned feet and turned blocks on pads; and how far it is to the edge for feet
that stand closer than they are drawn. Claims are the program's own, truth is the virtual person's.
"""

import argparse
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import radians
from pathlib import Path
from unittest.mock import patch

import numpy as np
from feet import MODEL, Feet
from numpy.typing import NDArray
from pads_model import block_parts

from tripod.balance.balance import Balance, BalanceLaw
from tripod.balance.foot_states import feet_states
from tripod.balance.geometry import Feet as PlacedFeet
from tripod.balance.geometry import turned
from tripod.balance.pose import Pose, drawn_pose, lined_pose, points_on_board
from tripod.balance.setup import Setup
from tripod.balance.support import base_of_support, margin
from tripod.boards import FEET, GRAVITY, Board, load_board
from tripod.device.protocol import Banner, Converter, Group
from tripod.drills.run.event_types import Event, FeetPlaced
from tripod.force.calibration import Calibration, nominal
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.training.profile import Profile

Array = NDArray[np.float64]

WEIGHT_KG = 75.0
OFF_MM = (4.0, 6.0)
"""Across and along: how far feet stand off the pads' marks, as the board's `placement_forefoot` has it."""
_DRILL = """
schema = 1
title = "One hold"
trains = "One hold."

[[step]]
kind = "hold"
text = "Stand on your tripod."
say = "hold_tripod"
duration_s = {seconds}
"""
_MOST_S = 240.0


@dataclass(frozen=True)
class Row:
    """What is said of one case, and what is true."""

    case: str
    said: str
    true: str


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=2000, help="on pads")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--turn", type=float, default=10.0, help="of the feet on the plate, in degrees")
    parser.add_argument("--hold", type=int, default=20, help="seconds of the hold on the plate")
    args = parser.parse_args(argv)
    print("| case | said (simulated) | true |\n|---|---|---|")
    for row in (
        *toes_out(args.turn, args.seed, args.hold),
        *pads_turned(args.people, args.seed),
        *to_the_edge(),
    ):
        print(f"| {row.case} | {row.said} | {row.true} |", flush=True)


# -- a plate ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hold:
    """What a drill of one hold came to."""

    score: int | None
    answer: str
    reason: str
    faults: tuple[str, ...]
    shares: Mapping[str, tuple[float, float, float]]
    """By foot, the mean of the hold; empty where it was not scored."""
    turns_deg: Mapping[str, tuple[float, float]]
    """By foot, how it is turned by what the roll found, with the half width of its 95 % interval."""


def toes_out(turn_deg: float = 10.0, seed: int = 1, hold_s: int = 20) -> list[Row]:
    """A good tripod whose toes point outward: scored with what is known of it."""
    said = dict.fromkeys(FEET, turn_deg)
    straight = hold_on_plate("quiet", 0.0, seed, hold_s, dict.fromkeys(FEET, 0.0))
    rows = [Row("plate, a good tripod straight ahead, `--turned 0`", _hold(straight), _shares(straight))]
    for case, scenario, told in (
        ("nobody says or rolls", "quiet", None),
        (f"`--turned {turn_deg:g}`", "quiet", said),
        ("after the roll", "pupil", None),
    ):
        found = hold_on_plate(scenario, turn_deg, seed, hold_s, told)
        rows.append(Row(f"plate, the same with toes turned out {turn_deg:g}°, {case}", _hold(found), _shares(straight)))
    return rows


def hold_on_plate(scenario: str, turn_deg: float, seed: int, hold_s: int, told_deg: Mapping[str, float] | None) -> Hold:
    """One hold on the virtual plate; `told_deg` is what somebody says of the feet."""
    placed: list[FeetPlaced] = []

    def hear(events: Sequence[Event], _written: str) -> None:
        placed.extend(e for e in events if isinstance(e, FeetPlaced))

    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, _of_nobody(Path(folder))):
        own = Path(folder) / "data" / "tripod" / "drills"
        own.mkdir(parents=True)
        (own / "one-hold.toml").write_text(_DRILL.format(seconds=hold_s), "utf-8")
        text = f"virtual:{scenario},board=plate,turned={turn_deg:g},seed={seed},weight_kg={WEIGHT_KG:g}"
        clock = fast_clock()
        session = Session(
            open_source(text, clock=clock), turned_deg=told_deg, profile=Profile(weight_kg=WEIGHT_KG), now=clock.now
        )
        session.on_drill = hear
        while not session.pipeline.frames:
            session.step()
        session.start_drill("one-hold", asks=False)
        run = session.drilling.run
        while session.step() and session.pipeline.t_s < _MOST_S:
            run = session.drilling.run or run
            if run is not None and run.done:
                break
        assert run is not None
        result = run.result()
        session.close()
    holds = [h for h in result["holds"] if h]
    return Hold(
        result["score"],
        result["answer"],
        result["reason"] or "",
        tuple(sorted({f["fault"] for f in result["faults"]})),
        {foot: tuple(share.values()) for foot, share in (holds[0]["mean_share"] if holds else {}).items()},
        {foot: (p.turn_deg, p.turn_pm_deg) for e in placed for foot, p in e.poses.items()},
    )


def _of_nobody(folder: Path) -> dict[str, str]:
    """An environment in which no diary or profile of the user's is found, nor changed."""
    return {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE", "STATE")}


def _hold(hold: Hold) -> str:
    score = f"score {hold.score}" if hold.score is not None else f"not scored ({hold.reason.rstrip('.')})"
    faults = ", ".join(hold.faults) or "no fault"
    found = ", ".join(f"{foot} {turn:.1f} ± {pm:.1f}°" for foot, (turn, pm) in hold.turns_deg.items())
    return f"{score}, {hold.answer}, {faults}; {_shares(hold)}{'; found ' * bool(found)}{found}"


def _shares(hold: Hold) -> str:
    if not hold.shares:
        return "no shares"
    return ", ".join(f"{foot} {'/'.join(f'{100 * s:.0f}' for s in three)}" for foot, three in hold.shares.items())


# -- pads ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OnPads:
    """Errors of n feet (left and right together), and whether what was claimed holds them."""

    cop_mm: Array
    """(n, 2) against the CoP of the foot where it stands."""
    share: Array
    """(n, 3)"""
    cop_held: float
    marks_held: float
    """The same against a foot on its marks, turned as it is: so the accuracy study has it."""
    share_held: float
    """Of the point of which it is least."""
    ellipse_mm: float
    """Mean half axis."""
    share_pm: float


def pads_turned(people: int = 2000, seed: int = 1) -> list[Row]:
    """Feet and blocks turned by 5 to 15 degrees, against feet on blocks as they are drawn."""
    rows: list[Row] = []
    for case, feet_turn, blocks_turn, file_turn in (
        ("feet on straight blocks", False, False, False),
        ("feet turned 5–15° on straight blocks", True, False, False),
        ("feet and blocks turned 5–15°, not in the board's file", True, True, False),
        ("feet and blocks turned 5–15°, in the board's file", True, True, True),
    ):
        found = on_pads(people, seed, feet_turn=feet_turn, blocks_turn=blocks_turn, file_turn=file_turn)
        cop = float(np.sqrt((found.cop_mm**2).mean(0).sum()))
        worst = float(np.sqrt((found.share**2).mean(0)).max())
        said = f"CoP ellipse {found.ellipse_mm:.1f} mm, shares ± {100 * found.share_pm:.1f} points"
        held = (
            f"ellipse holds {100 * found.cop_held:.1f} % ({100 * found.marks_held:.1f} % were the foot on its marks), "
            f"± of shares {100 * found.share_held:.1f} %"
        )
        true = f"CoP off by {cop:.1f} mm RMS, shares by {100 * worst:.1f} points (worst point); {held}"
        rows.append(Row(f"pads, {case}", said, true))
    return rows


def on_pads(people: int, seed: int, *, feet_turn: bool, blocks_turn: bool, file_turn: bool) -> OnPads:
    """People on pads with perfect cells, each foot off its marks by `OFF_MM`. `file_turn`: the board's file knows how
    the blocks are turned.

    True shares are what each block of blocks under the foot's own points would carry, the true CoP is theirs where the
    foot stands.
    """
    rng = np.random.default_rng([seed, 40])
    drawn, length = load_board("pads"), PlacedFeet().length_mm
    feet = Feet(MODEL, people, rng, drawn.unsupported)
    turn = rng.uniform(5, 15, people) if feet_turn else np.zeros(people)
    cop, share, cop_in, marks_in, share_in, axes, pms = ([] for _ in range(7))
    for foot in FEET:
        regions, _ = feet.own(foot, length)
        part = feet.posture(regions, foot, rng.normal(0, 4, people), rng.normal(0, 1.5, people))
        off = rng.normal(0, OFF_MM, (people, 2))
        on_marks = np.einsum("ncr,nr->nc", block_parts(foot, length, regions, 0 * off), part)
        # Blocks that turned with the foot lie under it as drawn; else the foot is turned on them.
        relative = 0 * turn if blocks_turn else turn
        axes_of = np.stack([turned(foot, radians(t)) for t in relative])
        reach = block_parts(foot, length, np.einsum("nij,nrj->nri", axes_of, regions), off)
        felt = np.einsum("ncr,nr->nc", reach, part)
        for k in range(people):
            board = _turned_board(drawn, float(turn[k]) if file_turn else 0.0)
            true = on_marks[k] / on_marks[k].sum()
            stands = drawn_pose(_turned_board(drawn, float(turn[k])), PlacedFeet(), foot)
            said, pm, at, covariance = _said(board, foot, felt[k] * WEIGHT_KG * GRAVITY / 2)
            blocks = turned(foot, radians(turn[k])) if blocks_turn else np.eye(2)
            error = at - true @ points_on_board(stands, foot) - blocks @ off[k]
            cop.append(error)
            share.append(said - true)
            cop_in.append(_holds(covariance, error))
            marks_in.append(_holds(covariance, error + blocks @ off[k]))
            share_in.append(np.abs(said - true) <= pm)
            axes.append(np.sqrt(np.linalg.eigvalsh(covariance)).mean())
            pms.append(pm.max())
    return OnPads(
        np.array(cop), np.array(share), float(np.mean(cop_in)), float(np.mean(marks_in)),
        float(np.mean(share_in, 0).min()), float(np.mean(axes)), float(np.mean(pms)),
    )  # fmt: skip


def _holds(ellipse_mm2: Array, error_mm: Array) -> bool:
    return bool(error_mm @ np.linalg.solve(ellipse_mm2, error_mm) <= 1.0)


def _turned_board(board: Board, turn_deg: float) -> Board:
    return replace(board, places={foot: replace(at, turn_deg=turn_deg) for foot, at in board.places.items()})


def _said(board: Board, foot: str, force_n: Array) -> tuple[Array, Array, Array, Array]:
    """Shares (3,), their half widths (3,), and the CoP (2,) on the board with the 95 % ellipse (2, 2) in mm2."""
    setup = Setup(board, _banner(board), _calibrated(board), None, PlacedFeet())
    law = BalanceLaw(board, setup.feet)
    force = np.zeros((1, len(board.cells)))
    force[0, list(board.cells_of(foot))] = force_n
    balance: Balance = law(force)
    state = feet_states(setup, law.matrices, force[0], balance, np.zeros(force.shape[1], np.uint8))[foot]
    assert state.ellipse is not None
    assert state.pose is not None
    u = state.ellipse.angle_rad
    own = np.array([[np.cos(u), -np.sin(u)], [np.sin(u), np.cos(u)]])
    axes = turned(foot, state.pose.turn_rad) @ own
    half = np.diag([state.ellipse.major_mm**2, state.ellipse.minor_mm**2])
    at = balance.cop_mm[0, FEET.index(foot)]
    return np.array(state.share), np.array(state.share_pm), at, axes @ half @ axes.T


def _banner(board: Board) -> Banner:
    cells = tuple(0 for _ in board.cells)
    return Banner(
        (1, 0, 0), board.name, "ab" * 8, 0, 0, 5000, 0, 0, 0, 0, (Group(0, Converter.BRIDGE, 0, 80.0, cells),)
    )


def _calibrated(board: Board) -> Calibration:
    """By its maker: gains known to 0.3 %."""
    law = nominal(board)
    return replace(law, kind="factory", cells=tuple(replace(c, gain_sigma=0.003) for c in law.cells))


# -- to the edge --------------------------------------------------------------------------------------------------


def to_the_edge(apart_mm: float = 120.0, cop_mm: tuple[float, float] = (90.0, 110.0)) -> list[Row]:
    """Feet that stand straight ahead and closer than they are drawn, the CoP to the side."""
    rows: list[Row] = []
    for name in ("plate", "pads", "insole"):
        board, feet = load_board(name), PlacedFeet()
        off = {f: (side * apart_mm / 2 - board.places[f].x_mm, 0.0) for f, side in (("left", -1), ("right", 1))}
        drawn = {f: drawn_pose(board, feet, f) for f in FEET}
        measured = {f: lined_pose(board, feet, f, 0.0, off[f]) for f in FEET}
        true = f"{margin(base_of_support(measured), np.array(cop_mm)).mm:.0f} mm"
        case = f"to the edge, {name}, feet {apart_mm:g} mm apart, CoP {cop_mm[0]:g} mm to the side"
        rows.append(Row(f"{case}, stance not measured", _edge(drawn, cop_mm), true))
        if board.rigid:
            rows.append(Row(f"{case}, stance measured", _edge(measured, cop_mm), true))
    return rows


def _edge(poses: Mapping[str, Pose], cop_mm: tuple[float, float]) -> str:
    found = margin(base_of_support(poses), np.array(cop_mm))
    return f"{found.mm:.0f} ± {found.pm_mm:.0f} mm, measured" if found.measured else f"{found.mm:.0f} mm, as drawn"


if __name__ == "__main__":
    main()
