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


@dataclass(frozen=True)
class Pad:
    """One pad under all that its foot may carry."""

    point: str
    load_n: float
    of_range: float
    carrier_bends_mm: float
    carrier_safety: float
    bolt_safety: float


def pads(build: Build) -> list[Pad]:
    """Each pad under the whole load limit of a foot: someone leans on that point alone."""
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
            load,
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
    """Somebody stands there."""

    words: str
    plate_n: float
    cell_n: float
    of_range: float
    deflection_mm: float
    safety: float
    allowed: bool


def variants(build: Build) -> dict[str, tuple[Board, Top]]:
    """Barbell and body weight: each a board and a top plate."""
    m, solid = build.data["material"], build.data["solid"]
    thick = {"top": solid["top_mm"], "plywood": m["plywood"].get("thick_mm")}
    top, ply = (Top(m[k]["words"], thick[k], m[k]["young_mpa"], m[k]["strength_mpa"]) for k in ("top", "plywood"))
    return {"barbell": (build.board, top), "bodyweight": (data_board(build.data["bodyweight"]), ply)}


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


def cases(build: Build, variant: str) -> list[Case]:
    """The load cases that the guide shows, heaviest last."""
    board, top = variants(build)[variant]
    c = build.data["load_case"]
    two, one, bar = c["one_side"] * c["dynamic_body"], c["dynamic_body"], c["one_side"] * c["dynamic_bar"]
    people = [
        ("60 kg on one leg", 60 * one),
        ("105 kg on two legs", 105 * two),
        ("120 kg on one leg", 120 * one),
        ("120 kg lifter with a bar of 200 kg", 320 * bar),
    ]
    out: list[Case] = []
    for words, kg in people:
        load = kg * GRAVITY
        cell = load * worst_part(build)
        deflection, stress = bending(build, top, load)
        allowed = load <= board.limits.max_foot_n and cell <= board.cells[0].range_n
        out.append(
            Case(words, load, cell, cell / board.cells[0].range_n, deflection, top.strength_mpa / stress, allowed)
        )
    return out


def limit_kg(build: Build, variant: str) -> tuple[int, int, int]:
    """What the label says: on two legs, on one leg, and body and bar together (0: no bar), rounded down to 5 kg."""
    board, _ = variants(build)[variant]
    most = min(board.limits.max_foot_n, board.cells[0].range_n / worst_part(build))
    return rounded_kg(build, most, board.limits.max_total_n, variant == "barbell")


def rounded_kg(plate: Build, foot_n: float, total_n: float, bar: bool) -> tuple[int, int, int]:
    """The same for any board that carries so much; the plate's build file says how hard people move."""
    c = plate.data["load_case"]

    def kg(dynamic: float) -> int:
        return int(min(foot_n / c["one_side"], total_n) / dynamic / GRAVITY // 5 * 5)

    one = int(foot_n / c["dynamic_body"] / GRAVITY // 5 * 5)
    return kg(c["dynamic_body"]), one, kg(c["dynamic_bar"]) if bar else 0
