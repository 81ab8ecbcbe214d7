"""A picture for each step, drawn from the same solids and numbers as everything else."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from making.breadboard import breadboard
from making.build import Build
from making.drawing import Drawing
from making.footprints import films_in_insole, films_on_mat, halved, plate_surface
from making.half_bridges import bridge_heights, peg_mm, pegs
from making.mechanics import cells, foot_cells, ledge_posts, pads_heights, plate_box, plate_heights, stops
from making.mesh import ALUMINIUM, CELL, FILM, FOAM, RUBBER, WOOD, Part, box, by_depth, disc, look, read_stl
from making.pinout import amplifier
from making.sections import FOOT, light_section, pads_section, plate_section, spacer
from making.template import template
from tripod.balance.geometry import Feet, foot_points
from tripod.boards import POINTS

_LIFT = 55.0


def pictures(build: Build, solids: Path) -> dict[str, Drawing]:
    """Name to drawing, in the order of the guide's steps."""
    made: dict[str, Callable[[Build, Path], dict[str, Drawing]]] = {
        "tonight": _tonight,
        "insole": _insole,
        "pads": _pads,
        "plate": _plate,
    }
    return made[build.name](build, solids)


def _tonight(build: Build, _: Path) -> dict[str, Drawing]:
    return {"1-films": films_on_mat(build), "2-breadboard": breadboard(build)}


def _insole(build: Build, solids: Path) -> dict[str, Drawing]:
    length = build.board.foot_length_mm
    blank = read_stl(solids / f"insole-{FOOT}.stl")
    thick, sensor = build.data["solid"]["thick_mm"], build.data["sensor"]
    points = foot_points(Feet(length), FOOT)
    films = [Part(disc(at, sensor["outer_mm"] / 2, 0, sensor["thick_mm"]), FILM, thick + 18) for at in points]
    films[0] = Part(films[0].triangles, FILM, films[0].lift, "films")
    cover = Part(_cover(blank, 1.0), WOOD, thick + 60, "cover 1 mm")
    return {
        "1-template": halved(template(build, length), "Print, measure the bar, cut round the outer line"),
        "2-pockets": look([Part(blank, FOAM)], "The insole with pockets and grooves", 130),
        "3-films": films_in_insole(build, length),
        "4-amplifier": amplifier(build),
        "5-layers": look([Part(blank, FOAM, 0, "insole 3 mm"), *films, cover], "Films between insole and cover", 130),
    }


def _pads(build: Build, solids: Path) -> dict[str, Drawing]:
    s, body, high = build.data["solid"], build.data["cell_body"], pads_heights(build)
    length = build.board.foot_length_mm
    boxes = cells(build, FOOT, length)

    def solid(name: str, colour: str, lift: float, label: str = "") -> Part:
        return Part(read_stl(solids / f"pads-{name}.stl"), colour, lift, label)

    base = solid(f"{FOOT}-base", ALUMINIUM, 0, "base plate")
    spacers = [Part(box(spacer(build, p), 0, body["spacer_mm"]), RUBBER, s["base_mm"]) for p in POINTS]
    bodies = [
        Part(box(boxes[p], 0, body["height_mm"]), CELL, high["cell"], "load cells" * (p == "heel")) for p in POINTS
    ]
    posts = [
        Part(disc(p, s["post_mm"] / 2, 0, high["top"] - s["ledge_mm"] - s["base_mm"]), ALUMINIUM, s["base_mm"])
        for p in ledge_posts(build, FOOT, length)
    ]
    ledge = solid(f"{FOOT}-ledge", WOOD, high["top"] - s["ledge_mm"], "toe ledge, not measured")

    def carriers(lift: float, label: str = "") -> list[Part]:
        return by_depth([solid(f"{FOOT}-{p}-carrier", ALUMINIUM, lift, label * (p == "heel")) for p in POINTS])

    def tops(lift: float, label: str) -> list[Part]:
        return by_depth([solid(f"{FOOT}-{p}", WOOD, lift, label * (p == "heel")) for p in POINTS])

    standing = [base, *by_depth(spacers), *by_depth(bodies)]
    return {
        "1-base": look([base], "Base plate: holes for cells, posts and the pilot hole under each point"),
        "2-cells": look(standing, "Cells on spacers, fixed at one end"),
        "3-blocks": look(
            [*standing, *carriers(high["carrier"] + 35, "carriers"), *tops(high["block"] + 85, "blocks")],
            "Carriers, then blocks",
        ),
        "4-ledge": look(
            [base, *by_depth(spacers), *by_depth(bodies, posts), *carriers(high["carrier"]), ledge,
             *tops(high["block"], "blocks")],
            "The toe ledge stands on posts of its own",
        ),
        "5-section": pads_section(build),
        "6-feet": halved(template(build, length), "Stand so that your points lie over the marks"),
    }  # fmt: skip


def _plate(build: Build, solids: Path) -> dict[str, Drawing]:
    s, body = build.data["solid"], build.data["cell_body"]
    base = Part(read_stl(solids / "plate-base.stl"), ALUMINIUM, 0, "base plate")
    top = Part(read_stl(solids / "plate-top.stl"), ALUMINIUM, 0)
    high = plate_heights(build)
    buttons: list[Part] = []
    for k, at in enumerate(sorted(foot_cells(build), key=lambda c: -c[1])):
        tall = body["height_mm"]
        buttons.append(
            Part(disc(at, body["diameter_mm"] / 2, 0, tall - 5), CELL, high["cell"], "load cells" * (k == 3))
        )
        buttons.append(Part(disc(at, s["seat_mm"] / 2 - 0.5, tall - 5, tall), ALUMINIUM, high["cell"]))
    caught = [
        Part(disc(at, s["stop_mm"] / 2, 0, high["stop"] - s["base_mm"]), RUBBER, s["base_mm"], "stops" * (k == 2))
        for k, at in enumerate(stops(build))
    ]
    lifted = Part(top.triangles, ALUMINIUM, high["top"] + _LIFT, "top plate")
    return {
        "1-base": look([base], "Base plate with cell pockets, stop holes and cable hole"),
        "2-cells": look([base, *buttons], "Cells in their pockets"),
        "3-stops": look([base, *by_depth(buttons, caught)], "A stop in each corner, beyond its cell"),
        "4-top": look([base, *by_depth(buttons, caught), lifted], "The top plate lies on the load buttons"),
        "5-section": plate_section(build),
        "6-surface": plate_surface(build),
        "7-light-people": _light_plate(build, solids),
        "8-light-section": light_section(build),
    }


def _light_plate(build: Build, solids: Path) -> Drawing:
    """Seats and pegs on the base, cells in the seats, and the top lifted off."""
    s, ply, light = build.data["solid"], build.data["material"]["plywood"]["thick_mm"], build.data["bodyweight"]
    high, places = bridge_heights(build), sorted(foot_cells(build), key=lambda c: -c[1])
    seat, frame = read_stl(solids / "plate-seat-50kg.stl"), light["seat"]["frame_mm"] / 2
    standing = [
        Part(disc(at, light["peg"]["diameter_mm"] / 2, 0, peg_mm(build) - light["peg"]["base_deep_mm"]), FILM, ply)
        for at in pegs(build)
    ]
    standing[0] = Part(standing[0].triangles, FILM, ply, "pegs")
    caught = [Part(disc(at, s["stop_mm"] / 2, 0, high["top"] - s["stop_gap_mm"]), RUBBER, ply) for at in stops(build)]
    caught[1] = Part(caught[1].triangles, RUBBER, ply, "stops")
    parts = [Part(box(plate_box(build), 0, ply), WOOD, 0, "base"), *by_depth(standing, caught[2:])]
    for k, at in enumerate(places):
        # The notch of a seat looks towards the middle of the plate.
        turned = seat * ((-1, -1, 1) if at[1] < places[0][1] else (1, 1, 1))
        around = (at[0] - frame, at[1] - frame, at[0] + frame, at[1] + frame)
        parts += [
            Part(turned + np.array((*at, 0.0)), ALUMINIUM, ply, "printed seats" * (k == 1)),
            Part(box(around, 0, 3), CELL, ply + high["frame"], "50 kg cells" * (k == 2)),
            Part(disc(at, 4, 3, light["seat"]["cell_mm"]), CELL, ply + high["frame"]),
        ]
    parts += by_depth(caught[:2])
    lifted = Part(box(plate_box(build), 0, ply), WOOD, ply + high["top"] + 2 * _LIFT, "top")
    return look([*parts, lifted], "Light people: seats, cells, pegs and stops on the base")


def _cover(blank: np.ndarray, thick: float) -> np.ndarray:
    """A thin layer of the insole's outline: its uncut floor, turned up, and a rim."""
    floor = blank[(blank[:, :, 2] < 1e-6).all(1)]
    rim = blank[(np.ptp(blank[:, :, 2], axis=1) > 1e-6) & (blank[:, :, 2].min(1) < 1e-6)]
    rim = rim * (1, 1, 0) + np.where(rim[..., 2:] > 1e-6, thick, 0) * (0, 0, 1)
    return np.concatenate([floor[:, ::-1] + (0, 0, thick), rim])
