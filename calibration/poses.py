"""How well a plate knows where a foot stands and points, and whether the ± of its shares holds, on simulated people.

    python calibration/poses.py [PEOPLE]

People are drawn anew for each row, otherwise than the estimator assumes: turned out by 0 to 20 degrees and up to 10 mm
beside their place, evenly; how far they reach for a point, evenly between two limits, each point for itself; the way
round rounded, with sway. Only their own points scatter as assumed (3 mm), where a row does not say otherwise. All of it
is simulated: nobody has measured how people roll.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import radians

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet
from tripod.balance.pose import Known, Pose, drawn_pose, lined_pose, points_covariance, points_on_board, updated
from tripod.balance.pose_fit import STOOD_ON, PoseNotFound, fit_pose, fit_roll
from tripod.balance.uncertainty import K_95_1D, placement_sigma
from tripod.boards import FEET, load_board

Array = NDArray[np.float64]
PLATE = load_board("plate")
TOLD = Feet(265.0)
SHARE, SHARE_SD = np.array([0.55, 0.27, 0.18]), 0.05


@dataclass(frozen=True)
class People:
    """A population."""

    name: str
    way: str
    """`nothing`, `line`, `points` or `roll`: how it is found out where they stand."""
    reach: tuple[float, float] = (0.55, 0.95)
    """How far of the way to a point the CoP goes."""
    miss_mm: float = 4.0
    points_mm: float = 3.0
    """Standard deviation of the points within the foot."""
    length_mm: float = 3.0
    """Of the foot's length from what was told."""
    line: tuple[float, float] = (1.5, 3.0)
    """How exactly they stand along a line: degrees, millimetres."""
    sway_mm: float = 1.5


POPULATIONS = (
    People("nobody measured it", "nothing"),
    People("along a printed line", "line"),
    People("along a line, with care", "line", line=(1.0, 2.0), points_mm=2.0),
    People("stood on the three points", "points", reach=(0.9, 1.02), miss_mm=3.0),
    People("stood on them, points unlike others' (5 mm)", "points", reach=(0.9, 1.02), miss_mm=3.0, points_mm=5.0),
    People("rolled round, each point 55 to 95 % of the way", "roll"),
    People("rolled round a little, 35 to 75 %", "roll", reach=(0.35, 0.75)),
    People("rolled round far and carelessly, 70 to 105 %", "roll", reach=(0.7, 1.05), miss_mm=6.0),
    People("rolled round with much sway (4 mm)", "roll", sway_mm=4.0),
    People("rolled round, points unlike others' (5 mm)", "roll", points_mm=5.0),
    People("rolled round, foot 12 mm longer or shorter than told", "roll", length_mm=12.0),
)


@dataclass(frozen=True)
class Row:
    """What came of a population."""

    name: str
    found: float
    """Part of the people of whom a stance was found at all."""
    rms: Array
    """(3,) of the errors of heel, MT1 and MT5, in points of the share."""
    pm: Array
    """(3,) median of the claimed 95 % half width."""
    holds: Array
    """(3,) how often the claim holds, in per cent."""
    turn_deg: float
    """RMS error of the turn."""


def study(people: People, n: int, seed: int = 1) -> Row:
    """`n` people, one foot each."""
    rng = np.random.default_rng(seed)
    found: list[tuple[Pose, str, Array, Array, float]] = []
    for k in range(n):
        foot = FEET[k % 2]
        true, of = _one(people, foot, rng)
        if of is not None:
            pose, cop, share = of
            found.append((pose, foot, cop, share, true.turn_deg))
    return row_of(people.name, n, found)


def row_of(name: str, n: int, found: Sequence[tuple[Pose, str, Array, Array, float]]) -> Row:
    """Of `n` people those of whom a pose was found: that, its foot, the CoP, and true shares and turn."""
    errors, claimed, turns = [], [], []
    for pose, foot, cop, share, turn_deg in found:
        points = points_on_board(pose, foot)
        told = np.linalg.solve(np.vstack([points.T, np.ones(3)]), np.append(cop, 1.0))
        errors.append(100 * (told - share))
        claimed.append(100 * K_95_1D * placement_sigma(told, points, points_covariance(pose, foot)))
        turns.append(pose.turn_deg - turn_deg)
    off, pm = np.array(errors), np.array(claimed)
    return Row(
        name,
        len(off) / n,
        np.sqrt((off**2).mean(0)),
        np.median(pm, axis=0),
        100 * (np.abs(off) < pm).mean(0),
        float(np.sqrt(np.mean(np.square(turns)))),
    )


def _one(people: People, foot: str, rng: np.random.Generator) -> tuple[Pose, tuple[Pose, Array, Array] | None]:
    """Who stands there, and the stance that is found with their CoP and true shares."""
    prior = drawn_pose(PLATE, TOLD, foot)
    own = np.array([rng.normal(0, people.length_mm), *rng.normal(0, people.points_mm, 6)])
    if people.way == "line":
        turn = float(rng.choice([0.0, 7.0, 15.0]))
        prior = lined_pose(PLATE, TOLD, foot, turn)
        degrees, mm = people.line
        stands = np.array([*rng.normal(0, mm, 2), radians(rng.normal(0, degrees))])
    else:
        stands = np.array([*rng.uniform(-10, 10, 2), radians(rng.uniform(0, 20)) - prior.turn_rad])
    true = updated(prior, np.concatenate([stands, own]), np.zeros((10, 10)), Known.DRAWN)
    points = points_on_board(true, foot)
    share = SHARE + rng.normal(0, SHARE_SD, 3)
    share /= share.sum()
    cop = share @ points
    try:
        return true, (WAYS[people.way](people, prior, foot, cop, points, rng), cop, share)
    except PoseNotFound:
        return true, None


def _roll(people: People, prior: Pose, foot: str, cop: Array, points: Array, rng: np.random.Generator) -> Pose:
    corners = _reached(people, cop, points, rng)
    order, part = np.array([0, 2, 1, 0]), np.linspace(0, 3, 300, endpoint=False)
    leg = part.astype(int)
    u = (0.5 - 0.5 * np.cos(np.pi * (part - leg)))[:, None]
    path = corners[order[leg]] * (1 - u) + corners[order[leg + 1]] * u
    sway = np.cumsum(rng.normal(0, 1, path.shape), axis=0)
    sway = people.sway_mm * (sway - sway.mean(0)) / sway.std()
    quiet = cop + rng.normal(0, people.sway_mm, 2)
    return fit_roll(prior, foot, quiet, cop + path * (1 + 0.15 * np.sin(np.pi * u)) + sway)


def _points(people: People, prior: Pose, foot: str, cop: Array, points: Array, rng: np.random.Generator) -> Pose:
    return fit_pose(prior, foot, cop, cop + _reached(people, cop, points, rng), STOOD_ON)


def _reached(people: People, cop: Array, points: Array, rng: np.random.Generator) -> Array:
    part = rng.uniform(*people.reach, 3)[:, None]
    return part * (points - cop) + rng.normal(0, people.miss_mm, (3, 2))


WAYS: dict[str, Callable[[People, Pose, str, Array, Array, np.random.Generator], Pose]] = {
    "nothing": lambda _people, prior, *_: prior,
    "line": lambda _people, prior, *_: prior,
    "points": _points,
    "roll": _roll,
}


def main() -> None:
    """Print the table."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print_titles(n)
    for people in POPULATIONS:
        print_row(study(people, n))


def print_titles(n: int) -> None:
    """Of a table of `n` people a row."""
    print(f"{n} simulated people a row; errors and ± in points of the shares of heel, MT1, MT5.\n")
    print("| people | found | error, RMS | claimed ± (median) | ± holds, % | turn, RMS |")
    print("|---|---|---|---|---|---|")


def print_row(row: Row) -> None:
    """One line of it."""
    numbers = " | ".join(" / ".join(f"{v:.1f}" for v in of) for of in (row.rms, row.pm, row.holds))
    print(f"| {row.name} | {100 * row.found:.0f} % | {numbers} | {row.turn_deg:.1f}° |", flush=True)


if __name__ == "__main__":
    main()
