"""The committed solids, checked without the program that made them."""

import re
from dataclasses import replace
from pathlib import Path

import agreement
import numpy as np
import pytest
from making.build import Build, load_build
from making.half_bridges import button_mm
from making.mechanics import carrier_box, cells, foot_cells, ledge_box, ledge_posts, pads_heights, plate_box, stops
from making.mesh import is_watertight, read_stl, volume
from making.outline import blocks
from making.solid_sources import solid_sources
from making.template import LENGTHS_MM

from tripod.balance.geometry import Feet, cell_positions, foot_points, place_mm
from tripod.boards import FEET, POINTS


def _wanted() -> list[tuple[str, str, float, np.ndarray]]:
    """Build, part, radius, axes: all from the program's geometry."""
    out: list[tuple[str, str, float, np.ndarray]] = []
    for name in ("insole", "pads"):
        build = load_build(name)
        positions = cell_positions(build.board, Feet(build.board.foot_length_mm))
        for foot in FEET:
            own = positions[list(build.board.cells_of(foot))] - place_mm(build.board, foot)
            if name == "insole":
                radius = (build.data["sensor"]["outer_mm"] + build.data["solid"]["pocket_room_mm"]) / 2
                out.append((name, f"insole-{foot}", radius, own))
                continue
            radius = build.data["solid"]["pilot_mm"] / 2
            out.append((name, f"pads-{foot}-base", radius, own))
            for point, at in zip(POINTS, own, strict=True):
                out += [(name, f"pads-{foot}-{point}{part}", radius, at[None]) for part in ("", "-carrier")]
    build = load_build("plate")
    body = build.data["cell_body"]
    for foot in FEET:
        own = cell_positions(build.board, Feet())[list(build.board.cells_of(foot))] - place_mm(build.board, foot)
        out.append(("plate", "plate-base", (body["diameter_mm"] + body["pocket_room_mm"]) / 2, own))
    return out


@pytest.mark.parametrize(("name", "part", "radius", "wanted"), _wanted())
def test_pockets_lie_where_the_program_takes_the_cells_to_be(
    name: str, part: str, radius: float, wanted: np.ndarray, made: Path
) -> None:
    folder = made / name / "solids"
    assert agreement.axes(part, agreement.step_axes((folder / f"{part}.step").read_text("utf-8"), radius), wanted) == []
    assert agreement.stl_rings(read_stl(folder / f"{part}.stl"), wanted, radius) == []


def test_a_pocket_moved_by_a_millimetre_is_caught(made: Path) -> None:
    _, part, radius, wanted = _wanted()[0]
    text = (made / "insole" / "solids" / f"{part}.step").read_text("utf-8")
    heel = rf"\(({re.escape('0.')}|[-\d.E]+),36\.4,"
    moved = re.sub(heel, lambda m: m[0].replace("36.4", "37.4"), text)
    assert moved != text
    assert agreement.axes(part, agreement.step_axes(moved, radius), wanted)
    triangles = read_stl(made / "insole" / "solids" / f"{part}.stl")
    ring = np.abs(np.hypot(*(triangles[..., :2] - wanted[1]).transpose(2, 0, 1)) - radius) < 0.02
    shifted = triangles + np.where(ring[..., None], (1.0, 0, 0), (0, 0, 0))
    assert agreement.stl_rings(shifted, wanted, radius)
    elsewhere = wanted + np.array([(0, 0), (1.0, 0), (0, 0)])
    assert agreement.stl_rings(triangles, elsewhere, radius)


@pytest.mark.parametrize("name", ["insole", "pads", "plate"])
def test_solids_are_not_older_than_their_sources(name: str, made: Path) -> None:
    build = load_build(name)
    kept = (made / name / "solids" / "sources.txt").read_text("utf-8")
    assert kept == solid_sources(build), "run: python hardware/generate.py --solids"
    moved = replace(build.board, cells=(replace(build.board.cells[0], x_mm=1.0), *build.board.cells[1:]))
    assert kept != solid_sources(replace(build, board=moved))


def test_every_solid_is_watertight_and_solid(made: Path) -> None:
    paths = sorted(made.glob("*/solids/*.stl"))
    assert {p.with_suffix(".step") for p in paths} == set(made.glob("*/solids/*.step"))
    assert len(paths) == 26
    for path in paths:
        triangles = read_stl(path)
        assert is_watertight(triangles), path.name
        assert volume(triangles) > 1000, path.name
        assert not is_watertight(triangles[1:])


def test_left_is_the_mirror_of_right(made: Path) -> None:
    for right in made.glob("*/solids/*right*.stl"):
        left = read_stl(right.with_name(right.name.replace("right", "left"))).reshape(-1, 3) * (-1, 1, 1)
        mirrored, straight = (np.array([a.min(0), a.max(0)]) for a in (left, read_stl(right).reshape(-1, 3)))
        assert mirrored == pytest.approx(straight, abs=0.02)


def test_solids_are_of_the_size_that_the_sources_say(made: Path) -> None:
    pads, plate = load_build("pads"), load_build("plate")
    for foot in FEET:
        length = pads.board.foot_length_mm
        for name, box in {**blocks(pads, foot, length), "ledge": ledge_box(pads, foot, length)}.items():
            high = pads.data["solid"]["ledge_mm" if name == "ledge" else "block_mm"]
            _same(made, "pads", f"pads-{foot}-{name}", box, high)
        for point in POINTS:
            box = carrier_box(pads, foot, point, length)
            _same(made, "pads", f"pads-{foot}-{point}-carrier", box, pads.data["solid"]["carrier_mm"])
    _same(made, "plate", "plate-top", plate_box(plate), plate.data["solid"]["top_mm"])
    _same(made, "plate", "plate-base", plate_box(plate), plate.data["solid"]["base_mm"])


def test_seat_and_button_of_half_bridges_are_of_their_size(made: Path) -> None:
    build = load_build("plate")
    seat, button = build.data["bodyweight"]["seat"], build.data["bodyweight"]["button"]
    half = seat["side_mm"] / 2
    _same(made, "plate", "plate-seat-50kg", (-half, -half, half, half), seat["high_mm"])
    triangles = read_stl(made / "plate" / "solids" / "plate-button-50kg.stl")
    assert agreement.stl_rings(triangles, np.zeros((1, 2)), button["diameter_mm"] / 2) == []
    assert np.ptp(triangles[..., 2]) == pytest.approx(button_mm(build), abs=0.02)


def _same(made: Path, build: str, part: str, box: tuple[float, float, float, float], high: float) -> None:
    corners = read_stl(made / build / "solids" / f"{part}.stl").reshape(-1, 3)
    assert [*corners.min(0), *corners.max(0)] == pytest.approx([box[0], box[1], 0, box[2], box[3], high], abs=0.02), (
        part
    )


@pytest.mark.parametrize("length", LENGTHS_MM)
def test_nothing_of_the_pads_runs_into_another(length: int) -> None:
    build = load_build("pads")
    for foot in FEET:
        bodies = list(cells(build, foot, length).values())
        posts = [_round(build, p) for p in ledge_posts(build, foot, length)]
        for k, body in enumerate(bodies):
            assert not any(_meet(body, other) for other in bodies[k + 1 :])
            assert not any(_meet(body, post) for post in posts)
        tops = blocks(build, foot, length)
        gap = build.data["solid"]["gap_mm"]
        for a in POINTS:
            carrier = carrier_box(build, foot, a, length)
            for b in (*POINTS, "ledge"):
                assert a == b or not _meet(tops[a], tops[b], gap - 1e-6)
                # Carriers lie lower than blocks; only the ledge comes down to them.
                assert b != "ledge" or not _meet(carrier, ledge_box(build, foot, length), gap - 1e-6)
        points = foot_points(Feet(length), foot)
        for point, at in zip(POINTS, points, strict=True):
            x0, y0, x1, y1 = tops[point]
            assert x0 < at[0] < x1
            assert y0 < at[1] < y1
    high = pads_heights(build)
    assert high["top"] - build.data["solid"]["ledge_mm"] > high["cell"] + build.data["cell_body"]["height_mm"]


def test_two_plates_fit_beside_each_other_and_stops_clear_the_cells() -> None:
    build = load_build("plate")
    x0, _, x1, _ = plate_box(build)
    apart = build.board.places["right"].x_mm - build.board.places["left"].x_mm
    assert x1 - x0 < apart
    reach = build.data["cell_body"]["diameter_mm"] / 2 + build.data["solid"]["stop_mm"] / 2
    for cell in foot_cells(build):
        assert min(cell[0] - x0, x1 - cell[0]) > build.data["cell_body"]["diameter_mm"] / 2
        assert all(np.hypot(cell[0] - x, cell[1] - y) > reach for x, y in stops(build))


def _round(build: Build, at: tuple[float, float]) -> tuple[float, float, float, float]:
    r = build.data["solid"]["post_mm"] / 2
    return at[0] - r, at[1] - r, at[0] + r, at[1] + r


def _meet(a: tuple[float, ...], b: tuple[float, ...], room: float = 0.0) -> bool:
    return a[0] < b[2] + room and b[0] < a[2] + room and a[1] < b[3] + room and b[1] < a[3] + room
