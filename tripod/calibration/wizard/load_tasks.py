"""What to put where: the routes through the step Load, each with what it costs and the error it leaves."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import convex_hull
from tripod.boards import GRAVITY, Board

Array = NDArray[np.float64]

_LEAST_WIDTH = 0.25
"""Of a plate's greatest width."""


class Route(StrEnum):
    """How the cells are loaded."""

    BODY_WEIGHT = "body-weight"
    MASSES = "masses"
    GRID = "grid"


@dataclass(frozen=True)
class Task:
    """One load to put somewhere. `load_n` 0: step off."""

    words: str
    load_n: float
    x_mm: float
    y_mm: float
    cell: int | None
    """The cell that alone carries it, where there is one."""


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
    """Each mass on each cell, up and down."""
    ladder = (*masses_kg, *masses_kg[-2::-1])
    return tuple(
        Task(f"Place {kg:g} kg on the {cell.plain}, then let go", kg * GRAVITY, cell.x_mm, cell.y_mm, k)
        for k, cell in enumerate(board.cells)
        for kg in ladder
    )


def grid_tasks(board: Board, mass_kg: float, side: int = 3) -> tuple[Task, ...]:
    """One mass on `side` x `side` printed marks of each plate, over four fifths of what its cells span: outside of
    their triangle a plate on three tips."""
    tasks: list[Task] = []
    for foot in board.feet:
        corners = convex_hull(np.array([(board.cells[i].x_mm, board.cells[i].y_mm) for i in board.cells_of(foot)]))
        for row in range(side):
            y = _between(_wide_enough(corners), corners[:, 1].max(), row, side)
            left, right = _width(corners, y)
            for column in range(side):
                x = _between(left, right, column, side)
                mark = f"{chr(ord('A') + column)}{row + 1}"
                tasks.append(
                    Task(
                        f"Place {mass_kg:g} kg on mark {mark} of the {foot} plate, then let go",
                        mass_kg * GRAVITY,
                        x,
                        y,
                        None,
                    )
                )
    return tuple(tasks)


def _width(corners: Array, y: float) -> tuple[float, float]:
    """Where a line across at `y` enters and leaves the convex polygon (n, 2)."""
    crossings = [
        x0 + (x1 - x0) * (y - y0) / (y1 - y0)
        for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True)
        if y0 != y1 and min(y0, y1) <= y <= max(y0, y1)
    ]
    return min(crossings), max(crossings)


def _wide_enough(corners: Array) -> float:
    """The hindmost line across on which marks lie far enough apart to be told from each other."""
    ys = np.linspace(float(corners[:, 1].min()), float(corners[:, 1].max()), 101)
    widths = [right - left for left, right in (_width(corners, y) for y in ys)]
    return float(ys[np.argmax(np.array(widths) >= _LEAST_WIDTH * max(widths))])


def _between(low: float, high: float, k: int, side: int) -> float:
    edge = 0.1 * (high - low)
    return round(float(low + edge + (high - low - 2 * edge) * k / (side - 1)), 1)
