"""Whether the wizard names each fault of a board rightly, and raises no alarm over healthy ones.

    python calibration/faults.py [--board NAME] [--each 12] [--healthy 100] [SEED]

Each virtual board goes through the wizard's first steps (press each point, warm up, zero) and, where those say
nothing, is loaded by the default route and fitted. The table stands in README.md.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import USUAL_FEET
from tripod.boards import FEET, GRAVITY, Board, load_board
from tripod.calibration.wizard.fit_step import PreviousCalibration
from tripod.calibration.wizard.load_tasks import routes
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard import Wizard
from tripod.device.blocks import Block
from tripod.force.calibration import Calibration
from tripod.virtual.board import LoadPath
from tripod.virtual.sensor_faults import Fault, FaultModel
from tripod.virtual.sensors import TrueSensors
from tripod.virtual.standing import Stance, quiet_cop_mm
from tripod.virtual.sway import GRID_HZ

Array = NDArray[np.float64]

BOARDS = ("insole", "pads", "plate")
WEIGHT_KG = {"pads": 75.0, "plate": 75.0, "plate-three": 75.0, "insole": 45.0}
"""On an insole light enough that films seldom come to their end; where one does, the wizard asks to lean less hard."""
SHIFTING_S = 90.0


@dataclass(frozen=True)
class Case:
    """A fault and what a right answer must contain."""

    kind: str
    says: str
    """`{cell}` stands for the name of the faulty cell."""


CASES = (
    Case("open", "{cell}"),
    Case("short", "{cell}"),
    Case("stuck", "{cell}"),
    Case("saturated", "{cell}"),
    Case("noise", "{cell} is noisy"),
    Case("swapped", "are swapped"),
    Case("swapped-feet", "Left and right foot are swapped"),
    Case("gain", "{cell} gives"),
    Case("drift", "{cell} drifts by"),
)
"""A film's gain is off by 15 % from part to part, so a third is no fault in itself: it is told on a board that was
calibrated before."""


class Rig:
    """A virtual board, who presses it, and the wizard that watches."""

    def __init__(self, board: Board, seed: int, faults: tuple[Fault, ...], before: Calibration | None = None) -> None:
        self.board = board
        rng = np.random.default_rng(seed)
        self._rng = rng
        self._sensors = TrueSensors(board, rng)
        self._faults = FaultModel(board, faults, GRID_HZ)
        self._seq = 0
        answers = Answers(routes(board)[0], WEIGHT_KG[board.name])
        previous = PreviousCalibration(before, answers.route) if before else None
        self.wizard = Wizard(board, GRID_HZ, answers, previous=previous)
        if before:
            # The same board on another day: the person leans in another way.
            self._rng = np.random.default_rng([seed, 2])
        self._wide, self._slow = self._rng.uniform(0.8, 1.2, (2, 2))
        self._at = self._rng.uniform(0, 2 * np.pi, 2)
        self.seen: list[str] = []

    def run(self, force_n: Array) -> None:
        """Let these true cell forces (n, cells) press the board."""
        felt = self._sensors.felt(force_n)
        counts = self._sensors.counts(felt, self._rng.normal(0, 1, felt.shape), 4)
        status = self._faults(counts, self._rng)
        for at in range(0, len(counts), 20):
            rows = slice(at, at + 20)
            k = self._seq + np.arange(len(counts[rows]))
            tick = (k * 1e6 / GRID_HZ).astype(np.int64)
            self.wizard.take(Block(k, tick, counts[rows], status[rows], np.zeros_like(status[rows])))
            self._seq = int(k[-1]) + 1
        self._look()

    def hold(self, force_n: Array, seconds: float) -> None:
        """A ramp and a hold."""
        n, ramp = int(seconds * GRID_HZ), np.linspace(0, 1, int(0.3 * GRID_HZ))[:, None]
        self.run(np.concatenate([ramp * force_n, np.repeat(force_n[None], n, axis=0)]))

    def empty(self, seconds: float) -> None:
        self.run(np.zeros((int(seconds * GRID_HZ), len(self.board.cells))))

    def shift(self, seconds: float, foot: str = "") -> None:
        """The person leans slowly over both feet, or over one."""
        n = int(seconds * GRID_HZ)
        t, feet = np.arange(n) / GRID_HZ, USUAL_FEET
        cop = np.zeros((n, 2, 2))
        for k, f in enumerate(FEET):
            if f in self.board.feet:
                turns = 2 * np.pi * t[:, None] / (self._slow * (7, 11)) + self._at + k
                lean = self._wide * (8, 45) * np.sin(turns)
                cop[:, k] = quiet_cop_mm(self.board, feet, f) + lean
        left = 0.5 + 0.35 * np.sin(2 * np.pi * t / 17) if not foot else np.full(n, float(foot == "left"))
        load = np.stack([left, 1 - left], axis=1) * WEIGHT_KG[self.board.name] * GRAVITY
        toes = np.full((n, 2), 0.0 if self.board.unsupported else 1.0)
        self.run(LoadPath(self.board, feet)(Stance(t, load, cop, toes))[0])

    def _look(self) -> None:
        view = self.wizard.view()
        for said in (view.problem, view.detail if "swapped" in view.detail else ""):
            if said and said not in self.seen:
                self.seen.append(said)


def alarms(
    board: Board, seed: int, faults: tuple[Fault, ...] = (), *, waits: bool = False, before: Calibration | None = None
) -> list[str]:
    """What the wizard says is wrong on the way to the fit; `waits` leaves the board empty for the whole warm-up."""
    return calibrated(board, seed, faults, waits=waits, before=before)[0]


def calibrated(
    board: Board, seed: int, faults: tuple[Fault, ...], *, waits: bool = False, before: Calibration | None = None
) -> tuple[list[str], Calibration | None]:
    """The same, and the calibration where it came to one."""
    rig = Rig(board, seed, faults, before)
    rig.empty(25.0 if waits and rig.wizard.fsr else 7.0)
    for k in range(len(board.cells)):
        press = np.zeros(len(board.cells))
        press[k] = 0.05 * board.cells[k].range_n
        rig.hold(press, 0.4)
        rig.empty(0.5)
        if rig.wizard.view_cell == k:
            rig.empty(15.0)
        if rig.seen:
            return rig.seen, None
    if not rig.wizard.next():
        return ["The first step does not end."], None
    rig.empty(610.0 if waits else 1.0)
    rig.wizard.skip_warm_up()
    rig.wizard.next()
    rig.empty(2.0)
    if rig.seen or not rig.wizard.next():
        return rig.seen or ["There is no zero."], None
    for foot in board.feet if rig.wizard.fsr else ("",):
        rig.shift(SHIFTING_S, foot)
    if rig.seen:
        return rig.seen, None
    rig.wizard.enter(Step.FIT)
    rig._look()
    fitted = rig.wizard.fitted
    notes = [n for n in (fitted.notes if fitted else ()) if "captures on both" not in n]
    return [*rig.seen, *notes], fitted.calibration if fitted else None


def faulty(board: Board, kind: str, cell: int) -> tuple[Fault, ...]:
    """The faults of one case; the cell is the first of a swapped pair."""
    if kind == "swapped-feet":
        return tuple(Fault("swapped", a, b) for a, b in zip(*map(board.cells_of, FEET), strict=True))
    return (Fault(kind, cell, (cell + 1) % len(board.cells)),)


def named(board: Board, case: Case, seed: int) -> tuple[bool, str]:
    """Whether the fault was named rightly, and what was said."""
    cell = seed % len(board.cells)
    aged = case.kind == "gain" and not board.claims.newtons
    before = calibrated(board, seed, ())[1] if aged else None
    said = alarms(board, seed, faulty(board, case.kind, cell), waits=case.kind == "drift", before=before)
    name = board.cells[cell].plain
    wanted = case.says.format(cell=name)
    return any(wanted in s for s in said), "; ".join(said) or "nothing"


def _twice(board: Board, seed: int) -> list[str]:
    """What is said of a healthy board that is calibrated, and on another day calibrated again."""
    said, first = calibrated(board, seed, ())
    return said + alarms(board, seed, before=first) if first else said or ["There is no fit."]


def study(seed: int, boards: Sequence[str], each: int, healthy: int) -> list[str]:
    """Rows of the table."""
    rows = ["| board | fault | named rightly, simulated | for example |", "|---|---|---|---|"]
    for name in boards:
        board = load_board(name)
        for case in CASES:
            found = [named(board, case, seed + k) for k in range(each)]
            right = sum(ok for ok, _ in found)
            rows.append(f"| {name} | {case.kind} | {right} of {each} | {found[0][1].split('; ')[0]} |")
        quiet = [_twice(board, seed + 1000 + k) for k in range(healthy)]
        alarmed = [a for a in quiet if a]
        rows.append(f"| {name} | none | {len(alarmed)} alarms of {healthy} | {alarmed[0][0] if alarmed else '–'} |")
    return rows


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--board", choices=BOARDS, action="append", help="may be repeated (default all)")
    parser.add_argument("--each", type=int, default=12, help="faulty boards of each kind")
    parser.add_argument("--healthy", type=int, default=100, help="healthy boards of each kind")
    parser.add_argument("seed", nargs="?", type=int, default=1)
    args = parser.parse_args(argv)
    for row in study(args.seed, args.board or BOARDS, args.each, args.healthy):
        print(row, flush=True)


if __name__ == "__main__":
    main()

__all__ = ["CASES", "alarms", "named", "study"]
