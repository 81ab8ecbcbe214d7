"""Preview figures for the step Load, from nominal gains; the real fit is made by the wizard's state machine."""

from itertools import pairwise
from math import nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tripod.boards import GRAVITY, Board
from tripod.calibration.wizard.load_tasks import Route, Task, tasks
from tripod.calibration.wizard.recognise_load import still_to_take
from tripod.device.blocks import Block
from tripod.force.calibration import nominal
from tripod.force.counts_to_newtons import ForceLaw
from tripod.views.calibrate.body import Now
from tripod.views.calibrate.feet import Mark

Array = NDArray[np.float64]


class Ladder(NamedTuple):
    """One cell's loads: points and line in kilograms and thousands of counts."""

    points: list[tuple[float, float]]
    line: list[tuple[float, float]]
    residual_n: float
    up_down_n: float
    """Largest difference of two readings of the same mass; nan until one was taken twice."""


def tasks_of(now: Now) -> tuple[Task, ...]:
    """The loads of this route in their order."""
    return tasks(now.board, now.answers.route, now.answers.masses_kg, now.answers.marks)


def left_of(now: Now) -> tuple[Task, ...]:
    """Those of them that are still to be taken; the first is the one asked for."""
    return still_to_take(tasks_of(now), now.view.captures)


def cell_ladder(now: Now, cell: int) -> Ladder:
    """The readings of `cell` so far with a line through them; the first point is the empty board."""
    zero = now.zero_counts[cell] if now.zero_counts else 0.0
    points, loads, counts = [(0.0, 0.0)], [0.0], [0.0]
    here = now.board.cells[cell]
    for capture in now.view.captures:
        if (capture.x_mm, capture.y_mm) == (here.x_mm, here.y_mm):
            loads.append(capture.load_n)
            counts.append(float(capture.counts[cell]) - zero)
            points.append((capture.load_n / GRAVITY, counts[-1] / 1000))
    load, count = np.array(loads), np.array(counts)
    again = [abs(b - a) for a, b in _twice(load, count)]
    if now.board.front_end.kind != "hx711":
        # An FSR's law is no line: join the points, in the order of their loads.
        return Ladder(points, sorted(points), nan, nan)
    if len(load) < 2 or not count.any():
        return Ladder(points, [], nan, nan)
    fitted: Array = np.polyfit(load, count, 1) if len(load) > 2 else np.array([count[-1] / load[-1], 0.0])
    per_n, offset = float(fitted[0]), float(fitted[1])
    line = [(kg, (per_n * kg * GRAVITY + offset) / 1000) for kg in (0.0, float(load.max()) / GRAVITY)]
    residual = float(np.sqrt(np.mean(((count - offset) / per_n - load) ** 2))) if len(load) > 2 else nan
    return Ladder(points, line, residual, max(again) / abs(per_n) if again else nan)


def _twice(load: Array, count: Array) -> list[tuple[float, float]]:
    by_load: dict[float, list[float]] = {}
    for f, c in zip(load.tolist(), count.tolist(), strict=True):
        by_load.setdefault(f, []).append(c)
    return [pair for seen in by_load.values() for pair in pairwise(seen)]


def nominal_n(now: Now) -> Array:
    """Nominal newtons (captures, cells) of all readings, less the zero."""
    captures = now.view.captures
    rows = [np.array(now.zero_counts)] if now.zero_counts else []
    rows += [c.counts for c in captures]
    if not captures:
        return np.zeros((0, len(now.board.cells)))
    n = len(rows)
    k, none = np.arange(n), np.zeros((n, len(now.board.cells)), np.uint8)
    force = _nominal_law(now.board)(Block(k, k, np.rint(np.array(rows)).astype(np.int32), none, none))
    return force[1:] - force[0] if now.zero_counts else force


_laws: dict[str, tuple[Board, ForceLaw]] = {}


def _nominal_law(board: Board) -> ForceLaw:
    """Cached for each board, because an FSR's law is a table of 65 537 rows."""
    if board.name not in _laws or _laws[board.name][0] is not board:
        _laws[board.name] = board, ForceLaw(board, nominal(board))
    return _laws[board.name][1]


def shares_seen(now: Now) -> list[tuple[float, float]]:
    """For each cell the least and the largest part of the load that it carried; nan before the first reading."""
    force = nominal_n(now)
    if not len(force):
        return [(nan, nan)] * len(now.board.cells)
    # An unloaded cell reads a little below its zero as often as above: that is no share.
    part = np.maximum(force, 0.0) / np.maximum(force, 0.0).sum(1, keepdims=True)
    return list(zip(part.min(0).tolist(), part.max(0).tolist(), strict=True))


def places_stood(now: Now) -> tuple[tuple[float, float], ...]:
    """Where the load stood under each foot in each reading of a person, in the board's frame."""
    if now.answers.route is not Route.BODY_WEIGHT:
        return ()
    at = np.array([(c.x_mm, c.y_mm) for c in now.board.cells])
    out: list[tuple[float, float]] = []
    for force in np.maximum(nominal_n(now), 0.0):
        for foot in now.board.feet:
            mine = list(now.board.cells_of(foot))
            if (total := float(force[mine].sum())) > 0.1 * float(force.sum()):
                x, y = force[mine] @ at[mine] / total
                out.append((float(x), float(y)))
    return tuple(out)


def marks_of(now: Now) -> tuple[Mark, ...]:
    """The marks of the plate that is being loaded."""
    if now.answers.route is not Route.GRID:
        return ()
    left = left_of(now)
    return tuple(Mark(task.mark, task.x_mm, task.y_mm, task not in left, task in left[:1]) for task in tasks_of(now))


def mark_errors(now: Now) -> list[float]:
    """How far the nominal gains are off at each mark taken, as a part of the load."""
    return [float(f) / c.load_n - 1 for f, c in zip(nominal_n(now).sum(1), now.view.captures, strict=True)]
