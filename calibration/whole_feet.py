"""How well a plate knows where a foot stands that bears on nine parts, when people do what the program asks for.

    python calibration/whole_feet.py [PEOPLE]

`poses.py` draws where the CoP goes; here it follows from what the foot does. Its load lies on heel, lateral band, five
metatarsal heads and toes (5 to 20 % of it in quiet stance). Who goes onto a point brings a part of the load there, and
the toe behind it takes its own: the CoP goes beside the point, not only less far. Breadth and points of the feet
differ, the turn is 0 to 20 degrees, the place 10 mm off, evenly; who stands along a line does so a little worse than
the program assumes. All of it is simulated: nobody has measured how people roll.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from math import radians

import numpy as np
from numpy.typing import NDArray
from poses import PLATE, Row, print_row, print_titles, row_of

from tripod.balance.geometry import Feet, mirror, turned
from tripod.balance.pose import Pose, drawn_pose, lined_pose
from tripod.balance.pose_fit import STOOD_ON, PoseNotFound, fit_as_told, fit_pose, fit_roll
from tripod.boards import FEET

Array = NDArray[np.float64]

HEEL, BAND, MT1, MT2, MT4, MT5, HALLUX, TOES = 0, 1, 2, 3, 5, 6, 7, 8
PARTS = 9
LINES_DEG = (0.0, 7.0, 15.0)
ROLL_S, HZ = 10.0, 80


@dataclass(frozen=True)
class People:
    """A population."""

    name: str
    lined: bool = False
    """Whether they stand along a printed line, and say so."""
    then: str = ""
    """`points` or `roll`: what they do beside."""
    part: tuple[float, float] = (0.8, 0.98)
    """Of the foot's load that they bring onto a point."""
    line: tuple[float, float] = (2.0, 3.5)
    """How exactly they stand along it (SD): degrees, millimetres."""


POPULATIONS = (
    People("nobody measured it"),
    People("along a printed line", lined=True),
    People("stood on the three points", then="points"),
    People("stood on them with 60 to 90 % of the load", then="points", part=(0.6, 0.9)),
    People("rolled round", then="roll", part=(0.45, 0.9)),
    People("rolled round a little", then="roll", part=(0.35, 0.7)),
    People("rolled round far", then="roll", part=(0.75, 1.0)),
    People("along a line, then rolled round", lined=True, then="roll", part=(0.45, 0.9)),
    People("along a line, then stood on the points", lined=True, then="points"),
    People("6° and 8 mm beside the line, then rolled", lined=True, then="roll", part=(0.45, 0.9), line=(6.0, 8.0)),
)


def study(people: People, n: int, seed: int = 1) -> Row:
    """`n` people, one foot each."""
    found: list[tuple[Pose, str, Array, Array, float]] = []
    for k in range(n):
        one = _one(people, FEET[k % 2], np.random.default_rng((seed, k)))
        if one is not None:
            found.append(one)
    return row_of(people.name, n, found)


@dataclass(frozen=True)
class _Foot:
    """Of one person, as it stands."""

    foot: str
    heel_mm: Array
    turn_rad: float
    parts_mm: Array
    """(9, 2) where its parts bear, of a right foot."""
    points_mm: Array
    """(3, 2) heel, MT1 and MT5, of a right foot."""

    def on_board(self, at_mm: Array) -> Array:
        return (at_mm * (mirror(self.foot), 1)) @ turned(self.foot, self.turn_rad).T + self.heel_mm


def _one(people: People, foot: str, rng: np.random.Generator) -> tuple[Pose, str, Array, Array, float] | None:
    length = rng.normal(262, 14)
    feet = Feet(float(np.clip(round(length + rng.normal(0, 3)), 190, 330)))
    drawn, told = drawn_pose(PLATE, feet, foot), None
    if people.lined:
        told = lined_pose(PLATE, feet, foot, float(rng.choice(LINES_DEG)))
        degrees, mm = people.line
        turn, off = told.turn_rad + radians(rng.normal(0, degrees)), rng.normal(0, mm, 2)
    else:
        turn, off = radians(rng.uniform(0, 20)), rng.uniform(-10, 10, 2)
    stands = _Foot(foot, off + np.array([drawn.x_mm, drawn.y_mm]), turn, *_anatomy(length, rng))
    bears = _quiet(rng)
    cop = stands.on_board(bears @ stands.parts_mm)
    share = np.linalg.solve(np.vstack([stands.on_board(stands.points_mm).T, np.ones(3)]), np.append(cop, 1.0))
    try:
        pose = WAYS[people.then](people, stands, bears, drawn, told, rng)
    except PoseNotFound:
        return None
    return pose, foot, cop, share, float(np.degrees(turn))


def _anatomy(length: float, rng: np.random.Generator) -> tuple[Array, Array]:
    broad = rng.normal(1, 0.06)
    heel = np.array([0.0, 0.14]) + rng.normal(0, (0.008, 0.010))
    mt1 = np.array([-0.10 * broad, 0.73]) + rng.normal(0, (0.008, 0.012))
    mt5 = np.array([0.14 * broad, 0.62]) + rng.normal(0, (0.008, 0.014))
    heads = mt1 + np.linspace(0, 1, 5)[:, None] * (mt5 - mt1)
    heads[1:4, 1] += 0.02, 0.02, 0.01
    band = np.array([0.055 * broad, 0.38]) + rng.normal(0, 0.01, 2)
    toes = np.array([[-0.10 * broad, 0.90], [0.04, 0.885]])
    return np.vstack([heel, band, heads, toes]) * length, np.array([heel, mt1, mt5]) * length


def _quiet(rng: np.random.Generator) -> Array:
    toes = rng.uniform(0.05, 0.20)
    heel, band = rng.uniform(0.45, 0.62) * (1 - toes), rng.uniform(0.04, 0.12) * (1 - toes)
    heads = np.array([0.28, 0.22, 0.20, 0.16, 0.14]) * np.exp(rng.normal(0, 0.25, 5))
    big = rng.uniform(0.5, 0.8)
    front = (1 - toes - heel - band) * heads / heads.sum()
    return np.concatenate([[heel, band], front, [toes * big, toes * (1 - big)]])


def _onto(point: int, people: People, bears: Array, rng: np.random.Generator) -> Array:
    """Parts of the load of somebody who goes onto heel, MT1 or MT5."""
    there, toe = np.zeros(PARTS), rng.uniform(0.05, 0.35) if point == 1 else rng.uniform(0, 0.15)
    if point == 0:
        there[HEEL] = 1.0
    elif point == 1:
        there[[MT1, MT2, HALLUX]] = 0.8 * (1 - toe), 0.2 * (1 - toe), toe
    else:
        band = rng.uniform(0, 0.2)
        there[[MT5, MT4, TOES, BAND]] = 0.75 * (1 - toe - band), 0.25 * (1 - toe - band), toe, band
    part = rng.uniform(*people.part)
    return part * there + (1 - part) * bears


def _stood(people: People, of: _Foot, bears: Array, drawn: Pose, told: Pose | None, rng: np.random.Generator) -> Pose:
    reached = of.on_board(np.array([_onto(k, people, bears, rng) for k in range(3)]) @ of.parts_mm)
    reached += rng.normal(0, 1.5, (3, 2))
    quiet = of.on_board(bears @ of.parts_mm) + rng.normal(0, 0.8, 2)
    return fit_as_told(lambda prior: fit_pose(prior, of.foot, quiet, reached, STOOD_ON), drawn, told)


def _rolled(people: People, of: _Foot, bears: Array, drawn: Pose, told: Pose | None, rng: np.random.Generator) -> Pose:
    order = (0, 2, 1, 0) if rng.random() < 0.5 else (0, 1, 2, 0)
    stops = np.array([bears, *(_onto(k, people, bears, rng) for k in order), bears])
    at = np.concatenate([[0], np.cumsum(rng.uniform(0.6, 1.4, len(stops) - 1))])
    t = np.linspace(0, at[-1], round(ROLL_S * HZ))
    leg = np.minimum(np.searchsorted(at, t, side="right") - 1, len(stops) - 2)
    u = 0.5 - 0.5 * np.cos(np.pi * (t - at[leg]) / np.diff(at)[leg])[:, None]
    way = of.on_board((stops[leg] * (1 - u) + stops[leg + 1] * u) @ of.parts_mm)
    sway = np.cumsum(rng.normal(0, 1, way.shape), axis=0)
    way += rng.uniform(0.8, 2.5) * (sway - sway.mean(0)) / sway.std(0)
    quiet = of.on_board(bears @ of.parts_mm) + rng.normal(0, 0.8, 2)
    return fit_as_told(lambda prior: fit_roll(prior, of.foot, quiet, way), drawn, told)


WAYS: dict[str, Callable[[People, _Foot, Array, Pose, Pose | None, np.random.Generator], Pose]] = {
    "": lambda _people, _of, _bears, drawn, told, _rng: told or drawn,
    "points": _stood,
    "roll": _rolled,
}


def main() -> None:
    """Print the table."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print_titles(n)
    for people in POPULATIONS:
        print_row(study(people, n))


if __name__ == "__main__":
    main()
