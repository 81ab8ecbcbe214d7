"""What the cells of a board must fulfil together."""

import re
from collections.abc import Mapping

from tripod.boards.board import Cell, FootPlace
from tripod.boards.names import POINTS
from tripod.storage.problem import Misfit

_BESIDE_MM, _BEHIND_MM, _AHEAD_MM = 200, 100, 500
"""No cell of a board that a foot stands on lies farther from the back of its heel than this."""
_COLUMNS = ("seq", "tick_us", "status", "capture", "load_n", "x_mm", "y_mm", "time_s")


def check_cells(cells: tuple[Cell, ...], places: Mapping[str, FootPlace]) -> None:
    """Names head columns, and each foot has the cells that it needs, where they can be.

    Raises:
        Misfit: the first thing that is wrong, and where in the board's file.
    """
    if not 3 <= len(cells) <= 8:
        raise Misfit((), f"it has {len(cells)} cells, a board has 3 to 8")
    names: set[str] = set()
    taken: set[tuple[float, float]] = set()
    for n, cell in enumerate(cells):
        if not re.fullmatch("[a-z][a-z0-9_]*", cell.name) or cell.name in _COLUMNS or cell.name.endswith("_age"):
            raise Misfit(
                ("cell", n, "name"),
                f"a cell's name is {cell.name!r}; it heads a column, so it is small letters, digits and _",
            )
        if cell.name in names:
            raise Misfit(("cell", n, "name"), f"the cell {cell.name} stands there twice")
        if (cell.x_mm, cell.y_mm) in taken:
            raise Misfit(("cell", n, "x_mm"), f"the cell {cell.name} lies at the place of another cell")
        names.add(cell.name)
        taken.add((cell.x_mm, cell.y_mm))
        if cell.foot not in places:
            raise Misfit(
                ("cell", n, "foot"), f"the cell {cell.name} belongs to the {cell.foot} foot, which has no place"
            )
        beside, along = cell.x_mm - places[cell.foot].x_mm, cell.y_mm - places[cell.foot].y_mm
        if abs(beside) > _BESIDE_MM or not -_BEHIND_MM <= along <= _AHEAD_MM:
            raise Misfit(
                ("cell", n, "x_mm"),
                f"the cell {cell.name} lies outside the board: {beside:g} mm beside and {along:g} mm ahead of the heel",
            )
    for foot in places:
        _check_foot(foot, [cell for cell in cells if cell.foot == foot])


def _check_foot(foot: str, own: list[Cell]) -> None:
    at = ("place", foot)
    if len(own) < 3:
        raise Misfit(at, f"the {foot} foot has {len(own)} cells and needs at least 3")
    points = [cell.point for cell in own]
    under_points = any(cell.sees for cell in own)
    if len(own) == 3 and under_points != (sorted(points) == sorted(POINTS)):
        wrong = "must be heel, mt1 and mt5" if under_points else "carry one plate: none of them is heel, mt1 or mt5"
        raise Misfit(at, f"the {foot} foot's three cells {wrong}; they are {', '.join(points)}")
