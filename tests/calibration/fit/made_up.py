"""Readings made up from gains that are known, without the virtual board: another way to the same truth."""

from collections.abc import Callable
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board, load_board
from tripod.calibration.fit.fit import Fit
from tripod.calibration.fit.readings import Capture
from tripod.force.calibration import nominal
from tripod.force.front_end import fsr_counts

Array = NDArray[np.float64]
PLATE, PADS, INSOLE = load_board("plate"), load_board("pads"), load_board("insole")
ZERO = 5000.0


def true_gains(board: Board, rng: np.random.Generator) -> Array:
    first = np.array([c.nominal.gain for c in board.cells])
    return first * (1 + board.errors.gain * rng.normal(0, 1, len(first)))


def plate_force(place: tuple[float, float], load: float, twist: float = 0.0) -> Array:
    """Forces of all cells under a load on the plate that it stands on: any split with this load and CoP will do."""
    foot = "left" if place[0] < 0 else "right"
    own = list(PLATE.cells_of(foot))
    at = np.array([(PLATE.cells[i].x_mm, PLATE.cells[i].y_mm) for i in own])
    force = np.zeros(8)
    statics = np.vstack([np.ones(4), at.T])
    force[own] = np.linalg.pinv(statics) @ (load * np.array([1, *place])) + twist * load * np.array([1, -1, -1, 1])
    return force


def grid(
    gains: Array,
    rng: np.random.Generator,
    jig: float = 0.0,
    noise: float = 0.0,
    cell: float = 0.0,
    drift: float = 0.0,
    twist: float = 0.02,
) -> list[Capture]:
    """Nine places a plate with 200 N; zeros before, between and after."""
    captures = [Capture("empty", 0.0, nan, nan, np.full(8, ZERO))]
    for foot in (-100.0, 100.0):
        for dx in (-50.0, 0.0, 50.0):
            for y in (30.0, 130.0, 230.0):
                place = (foot + dx, y)
                stood = (place[0] + jig * rng.normal(), y + jig * rng.normal())
                force = plate_force(stood, 200 * (1 + noise * rng.normal()), twist * (1 if dx else -1))
                force = force * (1 + cell * rng.normal(0, 1, 8)) + drift * len(captures) / 20
                captures.append(Capture(f"{place}", 200.0, *place, force / gains + ZERO))
        captures.append(Capture(f"empty {foot}", 0.0, nan, nan, np.full(8, ZERO) + drift * len(captures) / 20 / gains))
    return captures


def gains_of(result: Fit) -> Array:
    return np.array([law.gain for law in result.calibration.cells])


def leans(rng: np.random.Generator, gains: Array, weight: float = 700.0, noise: float = 0.0) -> list[Capture]:
    """A person of known weight shifts on pads; nobody knows the places."""
    captures = [Capture("empty", 0.0, nan, nan, np.full(6, ZERO)), Capture("empty 2", 0.0, nan, nan, np.full(6, ZERO))]
    for k in range(24):
        share = rng.dirichlet([4, 2, 2])
        left = (1.0, 0.0, 0.5)[k % 3]
        force = weight * np.concatenate([left * share, (1 - left) * share[::-1]]) * (1 + noise * rng.normal())
        captures.append(Capture(f"lean {k}", weight, nan, nan, ZERO + force / gains))
    return captures


def films(
    rng: np.random.Generator, law: Callable[[int, Array], Array], loads: tuple[float, ...], noise: float = 0.0
) -> list[Capture]:
    """Weights on each FSR alone; `law` gives the conductance in uS of a force."""
    rest = fsr_counts(INSOLE.front_end, np.zeros(6))
    captures = [Capture("empty", 0.0, nan, nan, rest)]
    for k, cell in enumerate(INSOLE.cells):
        for load in loads:
            g = np.zeros(6)
            g[k] = law(k, np.array([load * (1 + noise * rng.normal())]))[0]
            captures.append(
                Capture(f"{cell.name} {load:g}", load, cell.x_mm, cell.y_mm, fsr_counts(INSOLE.front_end, g))
            )
    return captures


def steps(
    rng: np.random.Generator, multiple: Array, weight: float = 640.0, noise: float = 0.03, leans: int = 12
) -> list[Capture]:
    """One leg at a time; `multiple` (6,) is what each film newton stands for."""
    law = nominal(INSOLE).cells[0]
    rest = fsr_counts(INSOLE.front_end, np.zeros(6))
    captures = [Capture("empty", 0.0, nan, nan, rest)]
    for side in (0, 3):
        for k in range(leans):
            share = rng.dirichlet([5, 3, 3]) * (1 + noise * rng.normal())
            film = np.zeros(6)
            film[side : side + 3] = weight * share / multiple[side : side + 3]
            g = (film / law.gain) ** (1 / law.exponent)
            captures.append(Capture(f"{side} {k}", weight, nan, nan, fsr_counts(INSOLE.front_end, g)))
    return captures
