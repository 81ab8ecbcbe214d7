"""The loads to place and where: the routes through the step Load, and the tasks of each."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import convex_hull
from tripod.boards import GRAVITY, Board, Cell
from tripod.calibration.wizard.load_route import Route
from tripod.sentences import sentence

Array = NDArray[np.float64]

_LEAST_WIDTH = 0.25
"""Smallest width of a row of marks, as a part of the plate's greatest width."""


@dataclass(frozen=True)
class Task:
    """One load to put somewhere. `load_n` 0: step off."""

    load_n: float
    x_mm: float
    y_mm: float
    foot: str
    """The foot whose cell or plate it stands on."""
    mark: str = ""
    """The mark on the plate, a letter for its column and a number for its row; "" where there are no marks."""
    cell: int | None = None
    """Index of the cell that alone carries it; None on a plate."""
    cell_drawn: Cell | None = None
    """That cell as the board's file has it."""

    @property
    def mass_kg(self) -> float:
        """The mass to place."""
        return self.load_n / GRAVITY

    @property
    def words(self) -> str:
        """What to do, one sentence without its full stop."""
        if self.cell_drawn:
            return sentence("load_task.on_cell", mass=self.mass_kg, cell=self.cell_drawn.plain)
        return sentence("load_task.on_mark", mass=self.mass_kg, mark=self.mark, foot=self.foot)


def routes(board: Board) -> tuple[Route, ...]:
    """The routes that this board knows, the default first."""
    if board.claims.map_radius_mm == 0:
        return (Route.BODY_WEIGHT, Route.GRID)
    return (Route.BODY_WEIGHT, Route.MASSES)


def tasks(board: Board, route: Route, masses_kg: tuple[float, ...], marks: int) -> tuple[Task, ...]:
    """The loads of a route in their order; none for the body-weight route and while no mass is known."""
    if route is Route.GRID and masses_kg:
        return grid_tasks(board, masses_kg[0], marks)
    if route is Route.MASSES and len(masses_kg) > 1:
        return mass_tasks(board, tuple(sorted(masses_kg)))
    return ()


def mass_tasks(board: Board, masses_kg: tuple[float, ...]) -> tuple[Task, ...]:
    """Each mass on each cell, from the lightest to the heaviest and back."""
    ladder = (*masses_kg, *masses_kg[-2::-1])
    return tuple(
        Task(kg * GRAVITY, cell.x_mm, cell.y_mm, cell.foot, cell=k, cell_drawn=cell)
        for k, cell in enumerate(board.cells)
        for kg in ladder
    )


def grid_tasks(board: Board, mass_kg: float, side: int = 3) -> tuple[Task, ...]:
    """One mass on `side` x `side` printed marks of each plate, over four fifths of what its cells span: outside of
    their triangle a plate on three tips."""
    tasks: list[Task] = []
    for foot in board.feet:
        corners = convex_hull(np.array([(board.cells[i].x_mm, board.cells[i].y_mm) for i in board.cells_of(foot)]))
        hindmost = _wide_enough(tuple((float(x), float(y)) for x, y in corners))
        for row in range(side):
            y = _between(hindmost, corners[:, 1].max(), row, side)
            left, right = _width(corners, y)
            for column in range(side):
                x = _between(left, right, column, side)
                mark = f"{chr(ord('A') + column)}{row + 1}"
                tasks.append(Task(mass_kg * GRAVITY, x, y, foot, mark))
    return tuple(tasks)


def _width(corners: Array, y: float) -> tuple[float, float]:
    """Where a line across at `y` enters and leaves the convex polygon (n, 2)."""
    crossings = [
        x0 + (x1 - x0) * (y - y0) / (y1 - y0)
        for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True)
        if y0 != y1 and min(y0, y1) <= y <= max(y0, y1)
    ]
    return min(crossings), max(crossings)


@cache
def _wide_enough(outline: tuple[tuple[float, float], ...]) -> float:
    """The hindmost line across on which marks lie far enough apart to be told from each other."""
    # Kept, because the wizard asks for its tasks at every block.
    corners = np.array(outline)
    low, high = float(corners[:, 1].min()), float(corners[:, 1].max())
    ys = [low + (high - low) * k / 100 for k in range(101)]
    widths = [right - left for left, right in (_width(corners, y) for y in ys)]
    return float(ys[np.argmax(np.array(widths) >= _LEAST_WIDTH * max(widths))])


def _between(low: float, high: float, k: int, side: int) -> float:
    edge = 0.1 * (high - low)
    return round(float(low + edge + (high - low - 2 * edge) * k / (side - 1)), 1)
