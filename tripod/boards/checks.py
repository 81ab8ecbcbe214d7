"""Checks the cells of a board's file together: number, names, places, and what each foot needs."""

import re
from collections.abc import Mapping

from tripod.boards.board import Cell, FootPlace
from tripod.boards.names import POINTS
from tripod.sentences import sentence
from tripod.storage.problem import Misfit

_BESIDE_MM, _BEHIND_MM, _AHEAD_MM = 200, 100, 500
"""Largest distances in mm of a cell from the back of the heel of its foot."""
_COLUMNS = ("seq", "tick_us", "status", "capture", "load_n", "x_mm", "y_mm", "time_s")


def check_cells(cells: tuple[Cell, ...], places: Mapping[str, FootPlace]) -> None:
    """Return if the cells' names can head columns, and each foot has the cells that it needs at possible places.

    Raises:
        Misfit: the first thing that is wrong, and where in the board's file.
    """
    if not 3 <= len(cells) <= 8:
        raise Misfit((), sentence("board_cells.wrong_count", n=len(cells)))
    names: set[str] = set()
    taken: set[tuple[float, float]] = set()
    for n, cell in enumerate(cells):
        if not re.fullmatch("[a-z][a-z0-9_]*", cell.name) or cell.name in _COLUMNS or cell.name.endswith("_age"):
            raise Misfit(
                ("cell", n, "name"),
                sentence("board_cells.no_column_name", name=cell.name),
            )
        if cell.name in names:
            raise Misfit(("cell", n, "name"), sentence("board_cells.name_twice", name=cell.name))
        if (cell.x_mm, cell.y_mm) in taken:
            raise Misfit(("cell", n, "x_mm"), sentence("board_cells.same_place", name=cell.name))
        names.add(cell.name)
        taken.add((cell.x_mm, cell.y_mm))
        if cell.foot not in places:
            raise Misfit(
                ("cell", n, "foot"), sentence("board_cells.foot_without_place", name=cell.name, foot=cell.foot)
            )
        beside, along = cell.x_mm - places[cell.foot].x_mm, cell.y_mm - places[cell.foot].y_mm
        if abs(beside) > _BESIDE_MM or not -_BEHIND_MM <= along <= _AHEAD_MM:
            raise Misfit(
                ("cell", n, "x_mm"),
                sentence("board_cells.outside_board", name=cell.name, beside=beside, along=along),
            )
    for foot in places:
        _check_foot(foot, [cell for cell in cells if cell.foot == foot])


def _check_foot(foot: str, own: list[Cell]) -> None:
    at = ("place", foot)
    if len(own) < 3:
        raise Misfit(at, sentence("board_cells.too_few_a_foot", foot=foot, n=len(own)))
    points = [cell.point for cell in own]
    under_points = any(cell.sees for cell in own)
    if len(own) == 3 and under_points != (sorted(points) == sorted(POINTS)):
        said = sentence(
            "board_cells.not_under_points" if under_points else "board_cells.points_under_plate",
            foot=foot,
            points=", ".join(points),
        )
        raise Misfit(at, said)
