"""Recognises which of the loads that are still to be taken was just placed; they may come in any order."""

from collections.abc import Sequence
from math import hypot, log

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.readings import Capture
from tripod.calibration.wizard.load_tasks import Task
from tripod.sentences import sentence

Array = NDArray[np.float64]

_LEAST, _MOST = 0.6, 1.6
"""Smallest and largest ratio of the reading to the load asked for with which it may be that load."""
_RATIO = 1.25
"""Largest ratio of the reading to a load that was not asked for, or its inverse."""
_ON_MARK = 0.25
"""Largest distance to a mark that was not asked for, as a part of the distance between marks."""


def still_to_take(tasks: Sequence[Task], captures: Sequence[Capture]) -> tuple[Task, ...]:
    """The tasks that no capture has done yet, in their order."""
    done = [(c.load_n, c.x_mm, c.y_mm) for c in captures]
    left: list[Task] = []
    for task in tasks:
        what = (task.load_n, task.x_mm, task.y_mm)
        if what in done:
            done.remove(what)
        else:
            left.append(task)
    return tuple(left)


def recognise(board: Board, left: Sequence[Task], force_n: Array) -> tuple[Task | None, str]:
    """The task that a steady load of nominal newtons (cells,) does, or a sentence on why it does none."""
    if left[0].cell is None:
        return _on_a_mark(board, left, force_n)
    most, felt = int(np.argmax(force_n)), float(force_n.sum())
    asked = left[0]
    if most == asked.cell and _LEAST < felt / asked.load_n < _MOST:
        return asked, ""
    here = [t for t in left if t.cell == most]
    near = min(here, key=lambda t: abs(log(max(felt, 1e-9) / t.load_n)), default=None)
    if near is not None and abs(log(max(felt, 1e-9) / near.load_n)) < log(_RATIO):
        return near, ""
    if asked.cell is not None and most != asked.cell:
        there, right = board.cells[most].plain, board.cells[asked.cell].plain
        return None, sentence("load_task.wrong_cell", there=there, asked=right)
    return asked, ""


def _on_a_mark(board: Board, left: Sequence[Task], force_n: Array) -> tuple[Task | None, str]:
    # A corner that is lifted reads less than nothing, and belongs into the moments as it is.
    at = np.array([(c.x_mm, c.y_mm) for c in board.cells])
    x, y = (force_n @ at / max(float(force_n.sum()), 1e-9)).tolist()
    asked = left[0]

    def away(task: Task) -> float:
        return hypot(task.x_mm - x, task.y_mm - y)

    apart = min((hypot(t.x_mm - asked.x_mm, t.y_mm - asked.y_mm) for t in left[1:]), default=float("inf"))
    nearest = min(left, key=away)
    if nearest is asked or away(asked) < 0.5 * apart:
        return asked, ""
    if away(nearest) < _ON_MARK * apart:
        return nearest, ""
    return None, sentence("load_task.between_marks", mass=asked.mass_kg, mark=asked.mark, foot=asked.foot)
