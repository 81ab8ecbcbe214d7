"""A bench: virtual sensors under a script that says what presses them, as blocks of raw counts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from tripod.balance.geometry import Feet
from tripod.boards import Board, load_board
from tripod.calibration.store import calibration_store
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.wizard import Wizard
from tripod.device.blocks import Block
from tripod.device.items import End, Hello, Item, LineCount
from tripod.device.protocol import Banner, Group
from tripod.storage.schemas.calibration import CalibrationFile
from tripod.virtual.board import LoadPath
from tripod.virtual.sensors import TrueSensors
from tripod.virtual.standing import Stance, quiet_cop_mm
from tripod.virtual.sway import GRID_HZ

BLOCK = 32
"""Samplings that come at once, as they do from a virtual board of which nobody looks on."""


@dataclass
class Bench:
    """Sensors whose truth is known, and the wizard that calibrates them."""

    board: Board
    sensors: TrueSensors
    rng: np.random.Generator
    wires: list[int] = field(default_factory=list)
    """For each wire the cell that hangs on it."""
    seq: int = 0
    dead: int | None = None

    def run(self, wizard: Wizard, force_n: np.ndarray) -> None:
        """Let true cell forces (n, cells) on the model's grid press the sensors, and feed the wizard."""
        felt = self.sensors.felt(force_n)
        counts = self.sensors.counts(felt, self.rng.normal(0, 1, felt.shape), 4)
        if self.dead is not None:
            counts[:, self.dead] = counts[0, self.dead]
        counts = counts[:, self.wires] if self.wires else counts
        none = np.zeros(counts.shape, np.uint8)
        for at in range(0, len(counts), BLOCK):
            rows = slice(at, at + BLOCK)
            k = self.seq + np.arange(len(counts[rows]))
            wizard.take(Block(k, (k * 1e6 / GRID_HZ).astype(np.int64), counts[rows], none[rows], none[rows]))
            self.seq = int(k[-1]) + 1

    def hold(self, wizard: Wizard, force_n: np.ndarray, seconds: float = 1.6) -> None:
        """Put constant forces (cells,) there, with half a second of ramp before."""
        still = np.repeat(force_n[None], int(seconds * GRID_HZ), axis=0)
        ramp = np.linspace(0, 1, int(0.4 * GRID_HZ))[:, None] * force_n
        self.run(wizard, np.concatenate([ramp, still]))

    def empty(self, wizard: Wizard, seconds: float = 1.6) -> None:
        self.run(wizard, np.zeros((int(seconds * GRID_HZ), len(self.board.cells))))

    def press_all(self, wizard: Wizard) -> None:
        """Press each point when asked."""
        self.empty(wizard)
        for k in range(len(self.board.cells)):
            force = np.zeros(len(self.board.cells))
            force[k] = 0.05 * self.board.cells[k].range_n
            self.hold(wizard, force, 0.4)
            self.empty(wizard, 0.5)

    def mass(self, wizard: Wizard, load_n: float, x_mm: float, y_mm: float) -> None:
        """Put a mass somewhere: on its own block, or through the statics of a plate; then take it away."""
        force = np.zeros(len(self.board.cells))
        away = [np.hypot(c.x_mm - x_mm, c.y_mm - y_mm) for c in self.board.cells]
        if self.board.claims.map_radius_mm:
            force[int(np.argmin(away))] = load_n
        else:
            foot = "left" if x_mm < 0 else "right"
            cells = list(self.board.cells_of(foot))
            at = np.array([(self.board.cells[i].x_mm, self.board.cells[i].y_mm) for i in cells])
            statics = np.linalg.pinv(np.vstack([np.ones(len(cells)), at.T]))
            force[cells] = statics @ (load_n * np.array([1, x_mm, y_mm]))
        self.hold(wizard, force)
        self.empty(wizard, 0.5)

    def shift(self, wizard: Wizard, weight_n: float, seconds: float, foot: str = "") -> None:
        """A person of this weight shifts slowly over their feet, or over one."""
        n = int(seconds * GRID_HZ)
        t = np.arange(n) / GRID_HZ
        feet = Feet(260)
        cop = np.full((n, 2, 2), np.nan)
        for k, f in enumerate(("left", "right")):
            if f in self.board.feet:
                quiet = quiet_cop_mm(self.board, feet, f)
                sway = np.stack([8 * np.sin(2 * np.pi * t / 7 + k), 45 * np.sin(2 * np.pi * t / 11 + k)], axis=1)
                cop[:, k] = quiet + sway
        left = 0.5 + 0.35 * np.sin(2 * np.pi * t / 17) if not foot else np.full(n, float(foot == "left"))
        load = np.stack([left, 1 - left], axis=1) * weight_n
        # On pads the toes would rest on a ledge that nobody weighs, so they are lifted, as the wizard asks.
        toes = np.full((n, 2), 0.0 if self.board.unsupported else 1.0)
        force, _ = LoadPath(self.board, feet)(Stance(t, load, np.nan_to_num(cop), toes))
        self.run(wizard, force)


class BenchSource:
    """A source that gives the blocks that a test puts into it."""

    label, simulated, replayed, feet, pupil = "bench", True, False, None, None

    def __init__(self, board: Board) -> None:
        self._board = board
        group = Group(0, 2, 252, GRID_HZ, (0,) * len(board.cells))
        self.waiting: list[Item] = [
            Hello(Banner((1, 0, 0), board.name, "ab" * 8, 0, 0, 5000, 0, 0, 0, 0, (group,))),
        ]
        self.script: Iterator[None] | None = None
        """Puts more blocks there each time that all are read; the source ends with it."""

    def board(self, name: str) -> Board:
        return self._board

    def calibration(self, board: Board, board_id: str) -> CalibrationFile | None:
        kept = calibration_store().load(board, board_id)
        return kept[1] if kept else None

    def read(self) -> list[Item]:
        if not self.waiting and self.script is not None and next(self.script, self) is self:
            return [End()]
        # A block a read, as a port would give them; without a script a test reads all that it has put there.
        n = 1 if self.script is not None else len(self.waiting)
        items, self.waiting = self.waiting[:n], self.waiting[n:]
        return items

    def line(self) -> LineCount:
        return LineCount()

    def close(self) -> None:
        pass


@pytest.fixture
def bench_source() -> type[BenchSource]:
    return BenchSource


@pytest.fixture
def bench() -> Callable[..., Bench]:
    def make(name: str, seed: int = 1) -> Bench:
        board, rng = load_board(name), np.random.default_rng(seed)
        return Bench(board, TrueSensors(board, rng), rng)

    return make


@pytest.fixture
def at_load(bench: Callable[..., Bench]) -> Callable[..., tuple[Bench, Wizard]]:
    """A bench and its wizard at the step Load."""

    def make(name: str, answers: object, seed: int = 1) -> tuple[Bench, Wizard]:
        made = bench(name, seed)
        wizard = Wizard(made.board, GRID_HZ, answers)  # type: ignore[arg-type]
        made.press_all(wizard)
        assert wizard.next(), wizard.view()
        wizard.skip_warm_up()
        assert wizard.next(), wizard.view()
        made.empty(wizard, 2)
        assert wizard.next(), wizard.view()
        assert wizard.step is Step.LOAD
        return made, wizard

    return make
