"""Templates and grid sheet: exact paper, and the program's own geometry."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import agreement
import numpy as np
import pytest
from making.build import load_build
from making.drawing import Drawing, Text
from making.drawing import Path as Line
from making.footprints import plate_surface
from making.grid_sheet import grid_sheet
from making.half_bridges import pegs
from making.mechanics import foot_cells, stops
from making.sheet import A3, A4_ACROSS, AREA
from making.stance_lines import STANCE_LINES_DEG
from making.template import LENGTHS_MM

from tripod.balance.geometry import Feet, foot_points
from tripod.boards import FEET
from tripod.calibration.wizard.load_tasks import grid_tasks

PAPER = {"a3": (297.0, 420.0), "a4": (210.0, 297.0)}


def test_pages_have_the_size_of_paper(made: Path, tools: Callable[..., None]) -> None:
    tools("poppler-utils", "pdfinfo")
    sheets = sorted(made.glob("*/*-a[34].pdf"))
    assert len(sheets) == 2 * (3 * len(LENGTHS_MM) + 2)
    for path in sheets:
        out = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
        info = dict(line.split(":", 1) for line in out.splitlines() if ":" in line)
        w, _, h = info["Page size"].split()[:3]
        size = (float(w) * 25.4 / 72, float(h) * 25.4 / 72)
        assert size == pytest.approx(PAPER[path.stem[-2:]], abs=0.5), path.name
        assert int(info["Pages"]) == (1 if path.stem.endswith("a3") else 2)


@pytest.mark.parametrize("name", ["insole", "pads"])
@pytest.mark.parametrize("length", LENGTHS_MM)
def test_marks_lie_where_the_program_takes_the_points_to_be(name: str, length: int, made: Path) -> None:
    build = load_build(name)
    radius = build.data["sensor"]["outer_mm"] / 2 if name == "insole" else 6.0
    (page,) = agreement.pdf_circles((made / name / f"template-{length}-a3.pdf").read_bytes(), radius)
    assert _complaints(page, length) == []


def test_a_mark_moved_by_a_millimetre_is_caught(made: Path) -> None:
    (page,) = agreement.pdf_circles((made / "pads" / "template-260-a3.pdf").read_bytes(), 6.0)
    for k in range(len(page)):
        moved = page.copy()
        moved[k, 0] += 1.0
        assert _complaints(moved, 260)


def _complaints(page: np.ndarray, length: int) -> list[str]:
    """Marks of each foot against the program's, from mark to mark; a left foot lies on the left."""
    if len(page) != 6:
        return [f"{len(page)} marks"]
    wrong: list[str] = []
    for foot, marks in zip(FEET, np.split(page[page[:, 0].argsort()], 2), strict=True):
        points = foot_points(Feet(length), foot)
        heel = marks[marks[:, 1].argmin()]
        wrong += agreement.axes(foot, marks - heel, points - points[0])
    return wrong


@pytest.mark.parametrize("name", ["insole", "pads"])
def test_the_tiles_are_the_large_sheet_in_two(name: str, made: Path) -> None:
    radius = load_build(name).data["sensor"]["outer_mm"] / 2 if name == "insole" else 6.0
    (whole,) = agreement.pdf_circles((made / name / "template-260-a3.pdf").read_bytes(), radius)
    tiles = agreement.pdf_circles((made / name / "template-260-a4.pdf").read_bytes(), radius)
    high = A4_ACROSS[1] - 20
    for page, top in zip(tiles, (0.0, AREA[1] - high), strict=True):
        # A tile is turned by a quarter clockwise: its up is the page's right.
        across, up = 297 - page[:, 1], page[:, 0]
        on_area = np.column_stack([across - 10, A4_ACROSS[1] - up - 10 + top])
        on_a3 = np.column_stack([whole[:, 0] - (A3[0] - AREA[0]) / 2, A3[1] - whole[:, 1] - (A3[1] - AREA[1]) / 2])
        assert agreement.axes(name, on_area, on_a3) == []


def test_each_sheet_has_its_bar_and_crosses(made: Path) -> None:
    for path in made.glob("*/*-a[34].pdf"):
        data = path.read_bytes()
        said = agreement.pdf_words(data)
        assert "100 mm" in said
        if path.stem.endswith("a4"):
            assert "glue the sheets" in said
            assert [len(c) for c in agreement.pdf_circles(data, 2.0)] == [2, 2]


def test_a_line_for_each_angle_runs_from_the_heel_and_the_guide_names_them(root: Path) -> None:
    build = load_build("plate")
    sheet = grid_sheet(build)
    tilts = sorted(
        float(np.degrees(np.arctan2(b[0] - a[0], a[1] - b[1])))
        for item in sheet.items
        if isinstance(item, Line) and item.dash == (6, 2)
        for a, b in item.rings
    )
    assert tilts == pytest.approx([-15, -7, 0, 7, 15], abs=0.01)
    starts = {item.rings[0][0] for item in sheet.items if isinstance(item, Line) and item.dash == (6, 2)}
    assert len(starts) == 1
    said = [item.words for item in sheet.items if isinstance(item, Text)]
    assert [said.count(f"{a}°") for a in STANCE_LINES_DEG] == [1, 2, 2]
    assert "0, 7 and 15°" in (root / "hardware" / "plate.md").read_text("utf-8")
    assert {at.turn_deg for at in build.board.places.values()} <= set(STANCE_LINES_DEG)


def test_the_drawn_foot_points_as_the_boards_file_says() -> None:
    """The middle of its curve turns by the file's angle about the back of the heel, on the side of the foot's toes."""
    build = load_build("plate")
    straight = replace(
        build, board=replace(build.board, places={f: replace(at, turn_deg=0.0) for f, at in build.board.places.items()})
    )
    for draw, foot in ((grid_sheet, "left"), (plate_surface, "right")):
        a, b = (_soles(draw(of)) for of in (build, straight))
        turn = np.degrees(np.arctan2(*(b - b[0]).sum(0)) - np.arctan2(*(a - a[0]).sum(0)))
        turn = (turn + 180) % 360 - 180
        assert abs(turn) == pytest.approx(build.board.places[foot].turn_deg, abs=0.01)
        assert (a - b).sum(0)[0] * (-1 if foot == "left" else 1) > 0


def _soles(sheet: Drawing) -> np.ndarray:
    """The longest closed curve of a drawing: the sole, from the back of the heel on."""
    rings = [item.rings[0] for item in sheet.items if isinstance(item, Line) and item.closed]
    return np.array(max(rings, key=len))


def test_the_plates_marks_lie_where_its_file_has_them(made: Path) -> None:
    build = load_build("plate")
    data = (made / "plate" / "marks-a3.pdf").read_bytes()
    wide = build.data["cell_body"]["diameter_mm"] + build.data["cell_body"]["pocket_room_mm"]
    for radius, wanted in (
        (wide / 2, foot_cells(build)),
        (build.data["bodyweight"]["peg"]["diameter_mm"] / 2, [*stops(build), *pegs(build)]),
    ):
        (page,) = agreement.pdf_circles(data, radius)
        there = np.array(wanted)
        assert agreement.axes("marks", page - page.mean(0), there - there.mean(0)) == []
        assert agreement.axes("marks", page - page.mean(0) + (0.1, 0), there - there.mean(0))


def test_the_grid_has_the_marks_that_the_wizard_names(made: Path) -> None:
    build = load_build("plate")
    (page,) = agreement.pdf_circles(
        (made / "plate" / "grid-a3.pdf").read_bytes(), build.data["solid"]["grid_foot_mm"] / 2
    )
    tasks = [t for t in grid_tasks(build.board, 20) if "the left plate" in t.words]
    wanted = np.array([(t.x_mm, t.y_mm) for t in tasks])
    assert agreement.axes("grid", page - page.mean(0), wanted - wanted.mean(0)) == []
    said = agreement.pdf_words((made / "plate" / "grid-a3.pdf").read_bytes()).split()
    assert all(task.mark in said for task in tasks)
