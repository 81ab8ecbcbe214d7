"""What score a pupil of a given skill gets: habits of each size, sway of each size, every board, coached and silent.

    python calibration/skill.py [--pupils 20] [--quick] [--board NAME] [--habit NAME] [--drill hold|hinge] [--coached]
        [--no-sway | --only-sway] [--out FILE [--print]] [SEED]

With --out each try is a line of that file as soon as it is done, and what already stands there is not done again: the
run may be stopped and begun anew, with more pupils, too. --print does none and prints the tables of what stands there.

A seeded virtual person stands on a seeded, calibrated virtual board, holds for 30 s or does six paced hinges, has one
habit of the given size, hears the coach and mends it for nine seconds at a time (or hears nothing). The same persons
have every size, so that a difference is one of skill. Every figure is simulated; the table stands in README.md.
"""

import argparse
import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from math import isfinite, nan
from pathlib import Path
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
from tripod.force.counts_to_newtons import ForceLaw
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
EVERY, BLOCK_S, MOST_S = 4, 0.3, 200.0
"""Every so many steps of the model is a sampling: fifty a second, which is enough for scores. Nobody answers within a
block (`Scenario.delay_s`), so that longer ones are cheaper and change nothing."""
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
class Case:
    """One pupil's try."""

    drill: str
    board: str
    habit: str
    """"" where only the sway is other than usual."""
    size: float
    sway: float
    cued: bool
    seed: int


@dataclass(frozen=True)
class Tried:
    """What one pupil's try came to; `score` is None where it was not scored."""

    score: int | None
    faults: int
    cues: int
    lost: float
    """Points lost to what was never told."""


def tried(case: Case) -> Tried:
    """One pupil does a drill once."""
    board, drill, seed = load_board(case.board), DRILLS[case.drill], case.seed
    person_rng, sensor_rng, noise = np.random.default_rng(seed).spawn(3)
    scenario = Scenario("pupil", board, seed, habit=case.habit, size=case.size, sway=case.sway)
    pupil, sensors = Pupil(scenario, person_rng), TrueSensors(board, sensor_rng)
    setup = _setup(board, sensors)
    hz = GRID_HZ / EVERY
    balance = BalanceLaw(board, USUAL_FEET, setup.stance)
    force, lowpass = ForceLaw(board, setup.calibration), LowPass(hz)
    path = LoadPath(board, USUAL_FEET, scenario_stance(scenario))
    states = usual_states(setup, balance)
    run = DrillRun(
        _start(drill, cued=case.cued),
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


class Tries:
    """All tries so far, also of runs before where a file keeps them."""

    def __init__(self, kept: Path | None) -> None:
        self._kept = kept
        self.done: dict[Case, Tried] = {}
        if kept is not None and kept.exists():
            with kept.open(encoding="utf-8", newline="") as file:
                self.done = dict(_read(row) for row in csv.reader(file) if len(row) == COLUMNS)

    def do(self, cases: Iterable[Case]) -> None:
        """Those that were not done before, each kept as soon as it is done."""
        for case in cases:
            if case not in self.done:
                found = self._found(case)
                if case not in self.done:
                    self.done[case] = found
                    self._keep(case)

    def _found(self, case: Case) -> Tried:
        if not case.size:
            # A habit of no size is none: the same person does the same, whatever it would be.
            case = replace(case, habit="", size=1.0)
        if not case.cued and (coached := self.done.get(replace(case, cued=True))) and not coached.cues + coached.faults:
            # Who was told nothing had nothing to hear.
            return coached
        if case not in self.done:
            self.done[case] = tried(case)
            self._keep(case)
        return self.done[case]

    def _keep(self, case: Case) -> None:
        if self._kept is not None:
            with self._kept.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file).writerow((*astuple(case), *astuple(self.done[case])))


COLUMNS = 11


def _read(row: Sequence[str]) -> tuple[Case, Tried]:
    drill, board, habit, size, sway, cued, seed, score, faults, cues, lost = row
    case = Case(drill, board, habit, float(size), float(sway), cued == "True", int(seed))
    return case, Tried(int(score) if score else None, int(faults), int(cues), float(lost))


@dataclass(frozen=True)
class Row:
    """One line of a table: how pupils fare as their skill falls."""

    drill: str
    board: str
    habit: str
    """"" for sway alone."""
    cued: bool

    def cases(self, falls: Sequence[float], seed: int) -> list[Case]:
        """One pupil's tries. `falls`: sizes of the habit, or of the sway."""
        of = [(size, 1.0) if self.habit else (1.0, size) for size in falls]
        return [Case(self.drill, self.board, self.habit, size, sway, self.cued, seed) for size, sway in of]

    def line(self, pupils: Sequence[Sequence[Tried]]) -> str:
        """`pupils`: the tries of each, as skill falls."""
        scores = mean_scores(pupils)
        said = " | ".join("–" if not isfinite(s) else f"{s:.0f}" for s in scores)
        how, what = "coached" if self.cued else "silent", self.habit or "no habit, sway"
        return f"| {self.drill} | {self.board} | {what} | {how} | {len(pupils)} | {said} | {rises(scores):.1f} |"


def mean_scores(pupils: Sequence[Sequence[Tried]]) -> list[float]:
    """As skill falls, the mean of those that were scored, nan where none was."""
    scored = [[t.score for t in of if t.score is not None] for of in zip(*pupils, strict=True)]
    return [mean(scores) if scores else nan for scores in scored]


def rises(scores: Iterable[float]) -> float:
    """By how much the mean rises at most as skill falls, from the least so far."""
    least, most = float("inf"), 0.0
    for score in filter(isfinite, scores):
        most = max(most, score - least)
        least = min(least, score)
    return most


def habits_of(board: Board) -> tuple[str, ...]:
    """Habits that the board may tell."""
    return tuple(fault for fault in STANCE_FAULTS if fault in HABITS and fault in board.claims.faults)


def of_habits(
    boards: Sequence[str], drills: Sequence[str], habits: Sequence[str], cueing: Sequence[bool]
) -> Iterator[Row]:
    """A row for each drill, board and habit. A hinge moves too much to tell its sway."""
    for drill in drills:
        for name in boards:
            for habit in habits_of(load_board(name)):
                if (not habits or habit in habits) and not (drill == "hinge" and habit == "sway"):
                    yield from (Row(drill, name, habit, cued) for cued in cueing)


def of_sway(boards: Sequence[str], drills: Sequence[str], cueing: Sequence[bool]) -> Iterator[Row]:
    """A row for each drill and board: no habit, and sway of each size."""
    for drill in drills:
        for name in boards:
            yield from (Row(drill, name, "", cued) for cued in cueing)


def _print(
    rows: Iterable[Row], falls: Sequence[float], head: str, seeds: Sequence[int], tries: Tries, do: bool
) -> None:
    """Print a table, a row as soon as its pupils are done; without `do` of those pupils that were done before."""
    print(head)
    print("|---|---|---|---|---|" + "---|" * (len(falls) + 1))
    for row in rows:
        if do:
            for seed in seeds:
                tries.do(row.cases(falls, seed))
        each = [row.cases(falls, seed) for seed in seeds]
        pupils = [[tries.done[case] for case in cases] for cases in each if all(case in tries.done for case in cases)]
        if pupils:
            print(row.line(pupils), flush=True)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pupils", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="two pupils, three sizes")
    parser.add_argument("--board", choices=BOARDS, action="append", help="may be repeated (default all)")
    parser.add_argument("--habit", choices=tuple(HABITS), action="append", help="may be repeated (default all)")
    parser.add_argument("--drill", choices=tuple(DRILLS), action="append", help="may be repeated (default both)")
    parser.add_argument("--coached", action="store_true", help="leave out those who hear nothing")
    parser.add_argument("--no-sway", action="store_true", help="leave out the table of sway without a habit")
    parser.add_argument("--only-sway", action="store_true", help="that table alone")
    parser.add_argument("--out", type=Path, metavar="FILE", help="keep each try there, and do none that is there")
    parser.add_argument("--print", action="store_true", help="do no try, print what --out holds")
    parser.add_argument("seed", nargs="?", type=int, default=1)
    args = parser.parse_args(argv)
    pupils, sizes, sways = (min(args.pupils, 2), SIZES[::4], SWAYS[1::4]) if args.quick else (args.pupils, SIZES, SWAYS)
    boards, drills, cueing = (
        args.board or BOARDS,
        args.drill or tuple(DRILLS),
        (True,) if args.coached else (True, False),
    )
    tries, seeds = Tries(args.out), range(args.seed, args.seed + pupils)
    if not args.only_sway:
        head = (
            f"| drill | board | habit | | pupils | {' | '.join(f'{size:g}' for size in sizes)} | rises by (simulated) |"
        )
        _print(of_habits(boards, drills, args.habit or (), cueing), sizes, head, seeds, tries, not args.print)
    if not args.habit and not args.no_sway:
        head = (
            f"\n| drill | board | | | pupils | {' | '.join(f'× {sway:g}' for sway in sways)} | rises by (simulated) |"
        )
        _print(of_sway(boards, drills, cueing), sways, head, seeds, tries, not args.print)


if __name__ == "__main__":
    main()
