"""What score a pupil of a given skill gets: habits of each size, sway of each size, every board, coached and silent.

    python calibration/skill.py [--pupils 20] [--quick] [--board NAME] [--habit NAME] [--drill hold|hinge] [SEED]

A seeded virtual person stands on a seeded, calibrated virtual board, holds for 30 s or does six paced hinges, has one
habit of the given size, hears the coach and mends it for nine seconds at a time (or hears nothing). The same persons
have every size, so that a difference is one of skill. Every figure is simulated; the table stands in README.md.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isfinite, nan
from statistics import mean

import numpy as np

from tripod.balance.balance import BalanceLaw
from tripod.balance.foot_states import usual_states
from tripod.balance.geometry import USUAL_FEET, foot_points
from tripod.balance.lowpass import LowPass
from tripod.balance.pose import Known, Pose
from tripod.balance.setup import Setup
from tripod.boards import STANCE_FAULTS, Board, load_board
from tripod.device.blocks import Block
from tripod.device.protocol import Banner, Converter, Group
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import read_drill
from tripod.drills.format.recorded import drill_to_record
from tripod.force.apply import ForceLaw
from tripod.storage.schemas.drill_start import CoachingFile, DrillStartFile, OptionsFile
from tripod.training.drill_run import BoardNow, DrillRun
from tripod.virtual.board import LoadPath
from tripod.virtual.pupil import HABITS, Pupil
from tripod.virtual.scenario import Scenario
from tripod.virtual.sensors import TrueSensors
from tripod.virtual.standing import LEAD_S, scenario_stance
from tripod.virtual.sway import GRID_HZ

BOARDS = ("insole", "pads", "plate")
SIZES = tuple(k / 8 for k in range(11))
SWAYS = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
EVERY, BLOCK_S, MOST_S = 4, 0.1, 200.0
"""Every so many steps of the model is a sampling: fifty a second, which is enough for scores."""
RISES = 2.0
SURE_MM, SURE_RAD = 0.3, 0.002
"""SD of where the feet stand on the plate: somebody has measured it well."""
_HOLD = """
schema = 1
title = "One hold"
trains = "One hold."

[[step]]
kind = "hold"
text = "Stand on your tripod."
duration_s = 30
"""
_HINGE = """
schema = 1
title = "One set"
trains = "One set."

[[step]]
kind = "reps"
text = "Hinge with the voice."
reps = 6
depth_mm = 25
tempo = { descent_s = 3, bottom_s = 1, ascent_s = 2, top_s = 2 }
"""
DRILLS = {"hold": read_drill(_HOLD, "one-hold.toml"), "hinge": read_drill(_HINGE, "one-set.toml")}


@dataclass(frozen=True)
class Tried:
    """What one pupil's try came to; `score` is None where it was not scored."""

    score: int | None
    faults: int
    cues: int
    lost: float
    """Points lost to what was never told."""


def tried(board: Board, drill: Drill, habit: str, size: float, sway: float, *, cued: bool, seed: int) -> Tried:
    """One pupil does a drill once."""
    person_rng, sensor_rng, noise = np.random.default_rng(seed).spawn(3)
    scenario = Scenario("pupil", board, seed, habit=habit, size=size, sway=sway)
    pupil, sensors = Pupil(scenario, person_rng), TrueSensors(board, sensor_rng)
    setup = _setup(board, sensors)
    hz = GRID_HZ / EVERY
    balance = BalanceLaw(board, USUAL_FEET, setup.stance)
    force, lowpass = ForceLaw(board, setup.calibration), LowPass(hz)
    path = LoadPath(board, USUAL_FEET, scenario_stance(scenario))
    states = usual_states(setup, balance)
    run = DrillRun(
        _start(drill, cued=cued),
        BoardNow(
            board,
            hz,
            lowpass.delay_s,
            {foot: state.share_pm for foot, state in states.items()},
            {foot: state.stance_pm for foot, state in states.items()} if board.rigid else {},
            setup.poses,
            setup.poses,
        ),
        None,
    )
    steps = round(BLOCK_S * GRID_HZ)
    pupil.advance(round(LEAD_S * GRID_HZ))
    k = 0
    while not run.done and k * BLOCK_S < MOST_S:
        stance = pupil.advance(steps)
        felt = sensors.felt(path(stance)[0])[EVERY - 1 :: EVERY]
        counts = sensors.counts(felt, noise.normal(0, 1, felt.shape), 4)
        nothing, at = np.zeros(counts.shape, np.uint8), k * len(felt) + np.arange(len(felt))
        block = Block(at, (at * 1e6 / hz).astype(np.int64), counts, nothing, nothing)
        for event in run.take(at / hz, balance(lowpass(force(block)))):
            pupil.hear(event)
        k += 1
    result = run.engine.result()
    lost = sum(of.points for t in result.tries for of in t.costs if not of.key.fault)
    return Tried(result.score, len(result.faults), sum(bool(cue.words) for cue in run.coach.cues), lost)


def _setup(board: Board, sensors: TrueSensors) -> Setup:
    group = Group(0, Converter.BRIDGE, 0, GRID_HZ / EVERY, (0,) * len(board.cells))
    banner = Banner((1, 0, 0), board.name, "ab" * 8, 0, 0, 5000, 0, 0, 0, 0, (group,))
    setup = Setup(board, banner, sensors.factory_calibration("ab" * 8), None, USUAL_FEET)
    return (
        replace(setup, stance={foot: _sure(pose, foot) for foot, pose in setup.poses.items()}) if board.rigid else setup
    )


def _sure(drawn: Pose, foot: str) -> Pose:
    """The pose as drawn, where the virtual person stands, measured well."""
    variance = [SURE_MM**2, SURE_MM**2, SURE_RAD**2, SURE_MM**2, *[SURE_MM**2] * 6]
    points = tuple((x, y) for x, y in foot_points(USUAL_FEET, foot).tolist())
    covariance = tuple(tuple(row) for row in np.diag(variance).tolist())
    return replace(drawn, points_mm=points, covariance=covariance, known=Known.POINTS)


def _start(drill: Drill, *, cued: bool) -> DrillStartFile:
    options = OptionsFile(weight_kg=75.0, asks=False, feedback=cued)
    return DrillStartFile(drill=drill_to_record(drill), options=options, coaching=CoachingFile())


@dataclass(frozen=True)
class Row:
    """The pupils' mean scores as their skill falls."""

    drill: str
    board: str
    what: str
    cued: bool
    of: tuple[tuple[Tried, ...], ...]
    """By size, the pupils."""

    @property
    def scores(self) -> tuple[float, ...]:
        """Mean of those that were scored, nan where none was."""
        return tuple(mean(s) if (s := [t.score for t in size if t.score is not None]) else nan for size in self.of)

    @property
    def rises(self) -> float:
        """By how much the mean rises at most as skill falls, from the least so far."""
        least, most = float("inf"), 0.0
        for score in filter(isfinite, self.scores):
            most = max(most, score - least)
            least = min(least, score)
        return most

    def __str__(self) -> str:
        cued = "coached" if self.cued else "silent"
        scores = " | ".join("–" if not isfinite(s) else f"{s:.0f}" for s in self.scores)
        return f"| {self.drill} | {self.board} | {self.what} | {cued} | {scores} | {self.rises:.1f} |"


def habits_of(board: Board) -> tuple[str, ...]:
    """Habits that the board may tell."""
    return tuple(fault for fault in STANCE_FAULTS if fault in HABITS and fault in board.claims.faults)


def of_habits(
    boards: Sequence[str], drills: Sequence[str], habits: Sequence[str], pupils: int, sizes: Sequence[float], seed: int
) -> Iterator[Row]:
    """A row for each drill, board and habit, coached and silent."""
    for drill in drills:
        for name in boards:
            board = load_board(name)
            for habit in habits_of(board):
                if (habits and habit not in habits) or (drill == "hinge" and habit == "sway"):
                    continue
                for cued in (True, False):
                    yield Row(
                        drill,
                        name,
                        habit,
                        cued,
                        tuple(
                            tuple(
                                tried(board, DRILLS[drill], habit, size, 1.0, cued=cued, seed=seed + n)
                                for n in range(pupils)
                            )
                            for size in sizes
                        ),
                    )


def of_sway(
    boards: Sequence[str], drills: Sequence[str], pupils: int, sways: Sequence[float], seed: int
) -> Iterator[Row]:
    """A row for each drill and board: no habit, and sway of each size."""
    for drill in drills:
        for name in boards:
            board = load_board(name)
            for cued in (True, False):
                yield Row(
                    drill,
                    name,
                    "no habit, sway",
                    cued,
                    tuple(
                        tuple(
                            tried(board, DRILLS[drill], "", 1.0, sway, cued=cued, seed=seed + n) for n in range(pupils)
                        )
                        for sway in sways
                    ),
                )


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pupils", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="two pupils, three sizes")
    parser.add_argument("--board", choices=BOARDS, action="append", help="may be repeated (default all)")
    parser.add_argument("--habit", choices=tuple(HABITS), action="append", help="may be repeated (default all)")
    parser.add_argument("--drill", choices=tuple(DRILLS), action="append", help="may be repeated (default both)")
    parser.add_argument("seed", nargs="?", type=int, default=1)
    args = parser.parse_args(argv)
    pupils, sizes, sways = (2, SIZES[::4], SWAYS[1::4]) if args.quick else (args.pupils, SIZES, SWAYS)
    boards, drills = args.board or BOARDS, args.drill or tuple(DRILLS)
    print(f"| drill | board | habit | | {' | '.join(f'{size:g}' for size in sizes)} | rises by (simulated) |")
    print("|---|---|---|---|" + "---|" * (len(sizes) + 1))
    for row in of_habits(boards, drills, args.habit or (), pupils, sizes, args.seed):
        print(row, flush=True)
    if not args.habit:
        print(f"\n| drill | board | | | {' | '.join(f'× {sway:g}' for sway in sways)} | rises by (simulated) |")
        print("|---|---|---|---|" + "---|" * (len(sways) + 1))
        for row in of_sway(boards, drills, pupils, sways, args.seed):
            print(row, flush=True)


if __name__ == "__main__":
    main()
