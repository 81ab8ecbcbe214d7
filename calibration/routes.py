"""How virtual people calibrate virtual boards: each route gives its captures, and the fit of each board."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

import numpy as np
from feet import Feet
from numpy.typing import NDArray
from pads_model import block_parts
from virtual_boards import Boards

from tripod.balance.geometry import mirror
from tripod.boards import FEET, GRAVITY, Board
from tripod.calibration.fit.fsr import fit_fsr, foot_of, index_laws
from tripod.calibration.fit.linear import fit_linear
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.terms import FitRefused, Precision, positions_mm
from tripod.calibration.fit.zero import zeros
from tripod.calibration.wizard.load_tasks import grid_tasks
from tripod.virtual.sole import REGIONS

Array = NDArray[np.float64]

MASS_N = 20 * GRAVITY
MASS_SCATTER, PERSON_SCATTER = 0.001, 0.002
"""Relative, of a load that stands still: a mass that was let go of, and a person's mean over a second."""
Leans = tuple[tuple[float, float], ...]
LEANS: Leans = ((-35.0, 0.0), (25.0, 0.0), (15.0, -9.0), (10.0, 9.0), (-10.0, 6.0), (-10.0, -6.0), (0.0, 0.0),
                (35.0, -3.0), (30.0, 5.0), (-25.0, 3.0), (5.0, -8.0), (0.0, 8.0))  # fmt: skip
"""(forward, outward) in mm: heel, big-toe side, little-toe side and round."""


@dataclass
class Log:
    """The captures of all boards, in order."""

    names: list[str]
    loads: list[Array]
    places: list[tuple[float, float] | None]
    counts: list[Array]

    def add(self, name: str, load: Array, place: tuple[float, float] | None, counts: Array) -> None:
        self.names.append(name)
        self.loads.append(load)
        self.places.append(place)
        self.counts.append(counts)

    def of(self, k: int, end: float = float("inf")) -> list[Capture]:
        """Board `k`'s, without those that clip."""
        nowhere = (float("nan"), float("nan"))
        return [
            Capture(name, float(load[k]), *(place or nowhere), counts[k])
            for name, load, place, counts in zip(self.names, self.loads, self.places, self.counts, strict=True)
            if counts[k].max() < end
        ]


@dataclass(frozen=True)
class Fits:
    """What the fits of n boards left: (n, cells) laws, (n, 3 cells, 3 cells) covariance, (n, cells, 2) places."""

    gain: Array
    exponent: Array
    gain_sigma: Array
    covariance: Array
    zero: Array
    places: Array
    refused: int


def grid(boards: Boards, jig_mm: float, rng: np.random.Generator, steps: int = 5) -> Log:
    """One 20 kg mass on printed marks of each plate."""
    log, n, zero = Log([], [], [], []), boards.n, np.zeros(boards.n)
    log.add("empty", zero, None, boards.relax())
    load = np.full(n, MASS_N)
    tasks = grid_tasks(boards.board, MASS_N / GRAVITY, steps)
    for foot in boards.board.feet:
        for task in (t for t in tasks if f"the {foot} plate" in t.words):
            boards.relax(3)
            stood = np.array([task.x_mm, task.y_mm]) + rng.normal(0, jig_mm, (n, 2))
            force = boards.plate_forces(load, stood, foot) * (1 + MASS_SCATTER * rng.normal(0, 1, (n, 1)))
            log.add(f"{foot} {task.x_mm:g} {task.y_mm:g}", load, (task.x_mm, task.y_mm), boards.capture(force))
        log.add(f"empty after {foot}", zero, None, boards.relax())
    return log


Stand = Callable[[str, Array, float, float], Array]
"""(foot, load, forward, outward) to cell forces (n, cells)."""


def body_weight(
    boards: Boards, stand: Stand, weight_n: Array, rng: np.random.Generator, both: bool, leans: Leans = LEANS
) -> Log:
    """A person of known weight stands on one leg, then the other, and (`both`) on both, and leans."""
    log, n, zero = Log([], [], [], []), boards.n, np.zeros(boards.n)
    log.add("empty", zero, None, boards.relax())
    for foot in boards.board.feet:
        for k, (forward, outward) in enumerate(leans):
            force = stand(foot, weight_n, forward, outward) * (1 + PERSON_SCATTER * rng.normal(0, 1, (n, 1)))
            log.add(f"{foot} leg {k + 1}", weight_n, None, boards.capture(force))
        log.add(f"empty after {foot}", zero, None, boards.relax())
    for k, (forward, outward) in enumerate(leans if both else ()):
        left = 0.5 + 0.25 * np.sin(k)
        force = stand("left", left * weight_n, forward, outward) + stand(
            "right", (1 - left) * weight_n, -forward, outward
        )
        log.add(
            f"both {k + 1}", weight_n, None, boards.capture(force * (1 + PERSON_SCATTER * rng.normal(0, 1, (n, 1))))
        )
    return log


def single_masses(boards: Boards, rng: np.random.Generator, masses_n: tuple[float, ...]) -> Log:
    """Each mass on each block, up and down."""
    log, n, zero = Log([], [], [], []), boards.n, np.zeros(boards.n)
    log.add("empty", zero, None, boards.relax())
    for i, cell in enumerate(boards.board.cells):
        for way, row in (("up", masses_n), ("down", masses_n[-2::-1])):
            for mass in row:
                load, force = np.full(n, mass), np.zeros((n, len(boards.board.cells)))
                force[:, i] = mass * (1 + MASS_SCATTER * rng.normal(0, 1, n))
                log.add(f"{cell.name} {mass:.0f} {way}", load, (cell.x_mm, cell.y_mm), boards.capture(force))
    log.add("empty at the end", zero, None, boards.relax())
    return log


def fit_all(board: Board, log: Log, n: int, precision: Precision) -> Fits:
    """Fit each board from its own captures; nan where a fit is refused."""
    cells = len(board.cells)
    out = {key: np.full((n, cells), np.nan) for key in ("gain", "exponent", "sigma", "zero")}
    covariance = np.full((n, 3 * cells, 3 * cells), np.nan)
    places = np.repeat(positions_mm(board)[None], n, axis=0)
    refused = 0
    for k in range(n):
        captures = log.of(k, 0.995 * board.front_end.full_scale_counts)
        zero = zeros(board, captures)
        loaded = [j for j, c in enumerate(captures) if c.load_n > 0]
        try:
            if board.front_end.kind == "hx711":
                result = fit_linear(board, captures, zero, loaded, precision)
                laws, covariance[k] = result.laws, result.covariance
                places[k] = result.places_mm or places[k]
            else:
                steps = [captures[j] for j in loaded]
                films = fit_fsr(board, steps, zero.counts[0], precision)
                laws, _ = index_laws(board, films, zero.counts[0], [c for c in steps if foot_of(board, films.film, c)])
                covariance[k] = np.diag(
                    [*(law.gain_sigma**2 for law in laws), *[board.errors.position_mm**2] * 2 * cells]
                )
        except FitRefused:
            refused += 1
            continue
        for key, values in (
            ("gain", [law.gain for law in laws]),
            ("exponent", [law.exponent for law in laws]),
            ("sigma", [law.gain_sigma for law in laws]),
        ):
            out[key][k] = values
        out["zero"][k] = zero.counts[0]
    return Fits(out["gain"], out["exponent"], out["sigma"], covariance, out["zero"], places, refused)


def stand_on_plate(boards: Boards, rng: np.random.Generator) -> Stand:
    """A foot somewhere near its place; the plate knows only its CoP."""
    places = {foot: np.array([boards.board.places[foot].x_mm, 100.0]) for foot in boards.board.feet}

    def stand(foot: str, load: Array, forward: float, outward: float) -> Array:
        wanted = places[foot] + [mirror(foot) * outward, forward] + rng.normal(0, 3, (boards.n, 2))
        return boards.plate_forces(load, wanted, foot)

    return stand


class StandOnPoints:
    """A person on pads or insoles: regions of the foot to what each block or film gets."""

    def __init__(self, boards: Boards, feet: Feet, rng: np.random.Generator) -> None:
        self.boards, self.feet, self._rng = boards, feet, rng
        board = boards.board
        self.regions_mm: dict[str, Array] = {}
        self.reach: dict[str, Array] = {}
        """(n, 3, 9) parts of the regions that reach heel, MT1 and MT5."""
        self.part: dict[str, Array] = {}
        """(n, 9) parts of the foot's load in the last posture."""
        for foot in FEET:
            at, catch = feet.own(foot, board.foot_length_mm)
            self.regions_mm[foot] = at
            if board.claims.newtons:
                self.reach[foot] = block_parts(foot, board.foot_length_mm, at, np.zeros((feet.n, 2)))
            else:
                sees = np.array([[board.cells[i].sees.get(r, 0.0) for r in REGIONS] for i in board.cells_of(foot)])
                self.reach[foot] = sees * catch[:, :, None]

    def misplaced(self, sigma_mm: tuple[float, float]) -> "StandOnPoints":
        """The same feet on pads, each off its marks."""
        other = copy(self)
        length = self.boards.board.foot_length_mm
        other.part = {}
        other.reach = {
            foot: block_parts(foot, length, at, self._rng.normal(0, sigma_mm, (self.feet.n, 2)))
            for foot, at in self.regions_mm.items()
        }
        return other

    def __call__(self, foot: str, load: Array, forward: float, outward: float) -> Array:
        """Cell forces (n, cells)."""
        n = self.feet.n
        forward_mm = forward + self._rng.normal(0, 4, n)
        outward_mm = outward + self._rng.normal(0, 1.5, n)
        self.part[foot] = part = self.feet.posture(self.regions_mm[foot], foot, forward_mm, outward_mm)
        force = np.zeros((n, len(self.boards.board.cells)))
        own = list(self.boards.board.cells_of(foot))
        force[:, own] = load[:, None] * np.einsum("ncr,nr->nc", self.reach[foot], part)
        return force

    def true_cop_mm(self, foot: str) -> Array:
        """(n, 2) of the whole foot in its own frame, in the last posture."""
        return np.einsum("nr,nri->ni", self.part[foot], self.regions_mm[foot])
