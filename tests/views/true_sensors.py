"""Virtual sensors under a wizard in a window."""

from typing import Any

import numpy as np

from tripod.balance.geometry import Feet
from tripod.device.blocks import Block
from tripod.virtual.board import LoadPath
from tripod.virtual.sensors import TrueSensors
from tripod.virtual.standing import Stance, quiet_cop_mm
from tripod.virtual.sway import GRID_HZ


class Sensors:
    """Virtual sensors whose truth is known: what presses them goes as raw counts to the session's state machine."""

    def __init__(self, session: Any, seed: int = 1) -> None:
        self.session, self.rng = session, np.random.default_rng(seed)
        assert session.now.board
        self.board = session.now.board
        self.true = TrueSensors(self.board, self.rng)
        self.seq = 0

    def run(self, force_n: np.ndarray) -> None:
        """True cell forces (n, cells) on the model's grid."""
        felt = self.true.felt(force_n)
        counts = self.true.counts(felt, self.rng.normal(0, 1, felt.shape), 4)
        none = np.zeros(counts.shape, np.uint8)
        assert self.session.wizard
        for at in range(0, len(counts), 8):
            rows = slice(at, at + 8)
            k = self.seq + np.arange(len(counts[rows]))
            tick = (k * 1e6 / GRID_HZ).astype(np.int64)
            self.session.wizard.take(Block(k, tick, counts[rows], none[rows], none[rows]))
            self.seq = int(k[-1]) + 1

    def hold(self, force_n: np.ndarray, seconds: float = 1.6) -> None:
        """Constant forces (cells,), with a ramp before."""
        ramp = np.linspace(0, 1, int(0.4 * GRID_HZ))[:, None] * force_n
        self.run(np.concatenate([ramp, np.repeat(force_n[None], int(seconds * GRID_HZ), axis=0)]))

    def empty(self, seconds: float = 1.6) -> None:
        self.run(np.zeros((int(seconds * GRID_HZ), len(self.board.cells))))

    def one(self, cell: int, load_n: float) -> np.ndarray:
        force = np.zeros(len(self.board.cells))
        force[cell] = load_n
        return force

    def press(self, cell: int) -> None:
        self.hold(self.one(cell, 0.05 * self.board.cells[cell].range_n), 0.4)
        self.empty(0.5)

    def mass(self, load_n: float, x_mm: float, y_mm: float) -> None:
        """A mass on its own block, or through the statics of a plate; then it is taken away."""
        force = np.zeros(len(self.board.cells))
        if self.board.claims.map_radius_mm:
            away = [np.hypot(c.x_mm - x_mm, c.y_mm - y_mm) for c in self.board.cells]
            force[int(np.argmin(away))] = load_n
        else:
            cells = list(self.board.cells_of("left" if x_mm < 0 else "right"))
            at = np.array([(self.board.cells[i].x_mm, self.board.cells[i].y_mm) for i in cells])
            statics = np.linalg.pinv(np.vstack([np.ones(len(cells)), at.T]))
            force[cells] = statics @ (load_n * np.array([1, x_mm, y_mm]))
        self.hold(force)
        self.empty(0.5)

    def shift(self, weight_n: float, seconds: float, foot: str = "") -> None:
        """A person of this weight shifts slowly over the feet, or over one."""
        n = int(seconds * GRID_HZ)
        t, feet = np.arange(n) / GRID_HZ, Feet(260)
        cop = np.full((n, 2, 2), np.nan)
        for k, f in enumerate(("left", "right")):
            if f in self.board.feet:
                sway = np.stack([8 * np.sin(2 * np.pi * t / 7 + k), 45 * np.sin(2 * np.pi * t / 11 + k)], axis=1)
                cop[:, k] = quiet_cop_mm(self.board, feet, f) + sway
        left = 0.5 + 0.35 * np.sin(2 * np.pi * t / 17) if not foot else np.full(n, float(foot == "left"))
        load = np.stack([left, 1 - left], axis=1) * weight_n
        toes = np.full((n, 2), 0.0 if self.board.unsupported else 1.0)
        self.run(LoadPath(self.board, feet)(Stance(t, load, np.nan_to_num(cop), toes))[0])
