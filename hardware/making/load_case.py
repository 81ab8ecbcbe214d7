"""Who may stand on the plate: load of the worst cell, bending of the top plate, and what follows."""

from dataclasses import dataclass

import numpy as np

from making.build import Build, data_board
from making.mechanics import foot_cells, plate_box
from tripod.balance.geometry import POINT_FRACTIONS
from tripod.boards import GRAVITY, Board

SPACER_MM = 40.0
"""Length of the spacers at either end of a pad's cell."""


@dataclass(frozen=True)
class Top:
    """A top plate."""

    words: str
    thick_mm: float
    young_mpa: float
    strength_mpa: float


LEANING = {"heel": 1.0, "mt1": 0.75, "mt5": 0.75}
"""The part of a foot's whole limit that leaning puts on a pad: the forefoot has two that share it. All of it on one is
the once-in-a-while case."""


@dataclass(frozen=True)
class Pad:
    """One pad under what its foot may carry."""

    point: str
    load_n: float
    """Leaning."""
    of_range: float
    all_of_range: float
    """The foot's whole limit on this pad alone."""
    carrier_bends_mm: float
    carrier_safety: float
    """Under the whole limit, as the next."""
    bolt_safety: float


def pads(build: Build) -> list[Pad]:
    """Each pad under the load limit of a foot, leaning and all of it on that pad."""
    s, body, material = build.data["solid"], build.data["cell_body"], build.data["material"]
    load = build.board.limits.max_foot_n
    # The carrier is held over the cell's free end and loaded on the point's axis, in the middle of the cell.
    arm = body["length_mm"] / 2 - SPACER_MM
    wide, thick = body["width_mm"], s["carrier_mm"]
    inertia, modulus = wide * thick**3 / 12, wide * thick**2 / 6
    near, far = body["bolts_from_end_mm"]
    pull = load * (body["length_mm"] / 2 - (near + far) / 2) / (far - near)
    return [
        Pad(
            cell.point,
            LEANING[cell.point] * load,
            LEANING[cell.point] * load / cell.range_n,
            load / cell.range_n,
            load * arm**3 / (3 * material["carrier"]["young_mpa"] * inertia),
            material["carrier"]["strength_mpa"] / (load * arm / modulus),
            material["bolt"]["proof_n"] / pull,
        )
        for cell in build.board.cells
        if cell.foot == build.board.feet[0]
    ]


def completion_drift(build: Build, tracking_per_k: float) -> float:
    """Newtons per kelvin that a half bridge's zero moves with two resistors that track so well."""
    c, board = build.data["bodyweight"]["circuit"], data_board(build.data["bodyweight"])
    excitation = build.data["circuit"]["excitation"]
    return excitation / 4 * tracking_per_k / (c["rated_output"] * excitation / board.cells[0].range_n)


@dataclass(frozen=True)
class Case:
    """Something that a person does on one plate."""

    words: str
    plate_n: float
    cell_n: float
    of_range: float
    rare: bool
    """Once in a while: then a cell may bear its safe overload, else its range."""
    allowed: bool


@dataclass(frozen=True)
class Stands:
    """Somebody, with or without a bar, in all that they do on it, the way there included."""

    words: str
    cases: tuple[Case, ...]
    deflection_mm: float
    safety: float
    """Of the top, under the heaviest case that is not rare."""

    @property
    def allowed(self) -> bool:
        return all(case.allowed for case in self.cases)


def variants(build: Build) -> dict[str, tuple[Board, Top]]:
    """Barbell, plywood and body weight: each a board and a top plate."""
    m, solid = build.data["material"], build.data["solid"]
    thick = {"top": solid["top_mm"], "plywood": m["plywood"].get("thick_mm")}
    top, ply = (Top(m[k]["words"], thick[k], m[k]["young_mpa"], m[k]["strength_mpa"]) for k in ("top", "plywood"))
    return {
        "barbell": (build.board, top),
        "plywood": (data_board(build.data["plywood"]), ply),
        "bodyweight": (data_board(build.data["bodyweight"]), ply),
    }


def worst_part(build: Build) -> float:
    """The part of a plate's load that the worst cell carries, with the CoP where the build file puts it.

    A rectangle's corner carries the product of its two levers: of all ways of sharing that statics allows, the one of
    an even, stiff plate.
    """
    x0, y0, x1, y1 = *np.min(foot_cells(build), axis=0), *np.max(foot_cells(build), axis=0)
    case = build.data["load_case"]
    y = build.board.foot_length_mm * POINT_FRACTIONS["heel"][1] + case["heel_y_mm"]
    back = (y1 - y) / (y1 - y0)
    beside = 0.5 + case["beside_mm"] / (x1 - x0)
    return float(min(1, back) * beside)


def bending(build: Build, top: Top, load_n: float) -> tuple[float, float]:
    """Deflection in mm and stress in MPa of the top as a beam between front and rear cells, loaded in the middle."""
    x0, _, x1, _ = plate_box(build)
    ys = [y for _, y in foot_cells(build)]
    span, wide = max(ys) - min(ys), x1 - x0
    inertia, modulus = wide * top.thick_mm**3 / 12, wide * top.thick_mm**2 / 6
    return load_n * span**3 / (48 * top.young_mpa * inertia), load_n * span / 4 / modulus


def stands(build: Build, variant: str, body_kg: float, bar_kg: float = 0.0) -> Stands:
    """All that one does on a plate: get on and off on one leg, put the foot down over one corner, come down hard on the
    heel; or, with a bar, stand on two, and once in a while unevenly."""
    return _stands(build, *variants(build)[variant], body_kg, bar_kg)


def _stands(build: Build, board: Board, top: Top, body_kg: float, bar_kg: float = 0.0) -> Stands:
    c, worst, kg = build.data["load_case"], worst_part(build), body_kg + bar_kg
    steps, drop = c["dynamic_step"], c["dynamic_drop"]
    if bar_kg:
        done = [
            ("on two legs", kg * c["one_side"] * c["dynamic_bar"], worst, False),
            ("unevenly", kg * c["uneven_feet"] * c["dynamic_bar"], worst, True),
        ]
    else:
        done = [
            ("stepping on and off, one leg", kg * steps, worst, False),
            ("over one corner", kg * steps, 1.0, True),
            ("a hard set-down", kg * drop, worst, True),
        ]
    cases: list[Case] = []
    for words, weight, part, rare in done:
        load = weight * GRAVITY
        of_range = load * part / board.cells[0].range_n
        fits = of_range <= (c["safe_overload"] if rare else 1.0)
        cases.append(Case(words, load, load * part, of_range, rare, fits and (rare or load <= board.limits.max_foot_n)))
    load = max(case.plate_n for case in cases if not case.rare)
    deflection, stress = bending(build, top, load)
    who = f"{body_kg:g} kg" if not bar_kg else f"{body_kg:g} kg with a bar of {bar_kg:g} kg"
    return Stands(who, tuple(cases), deflection, top.strength_mpa / stress)


def people(build: Build, variant: str) -> list[Stands]:
    """Those whom the guide shows, heaviest last."""
    shown = [stands(build, variant, kg) for kg in (55, 75, 120)]
    return [*shown, stands(build, variant, 120, 200)]


def limit_kg(build: Build, variant: str) -> tuple[int, int]:
    """What the label says: a person, who has to get on, and body and bar together (0: no bar), rounded down to 5 kg."""
    board, top = variants(build)[variant]
    person = max((kg for kg in range(5, 400, 5) if _stands(build, board, top, kg).allowed), default=0)
    if variant != "barbell":
        return person, 0
    most = min(board.limits.max_foot_n, board.cells[0].range_n / worst_part(build))
    return person, rounded_kg(build, most, board.limits.max_total_n)[1]


def rounded_kg(plate: Build, foot_n: float, total_n: float) -> tuple[int, int]:
    """A person who steps on with one leg, and body and bar, of any board that carries so much; the plate's build file
    says how hard people move."""
    c = plate.data["load_case"]
    person = int(foot_n / c["dynamic_step"] / GRAVITY // 5 * 5)
    return person, int(min(foot_n / c["one_side"], total_n) / c["dynamic_bar"] / GRAVITY // 5 * 5)
