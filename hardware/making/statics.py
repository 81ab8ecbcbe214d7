"""What bears a rigid top plate that something stands on: cells and stops push, and never pull.

Supports that can only push: the load's place must lie within the hull of those that touch, else the plate tips. Within
it the plate lies on equal springs; those that would have to pull lift off, and the others are solved for anew.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from making.build import Build
from making.mechanics import foot_cells, stops
from making.outline import Box

Array = NDArray[np.float64]

_SLACK = 1e-9


def pushed(supports: Array, at: tuple[float, float]) -> Array | None:
    """Parts of a load at `at` that each support (n, 2) bears, none negative; None where it tips.

    Of all ways to share the load the one of least squares is that of a stiff plate on equal springs."""
    touching = list(range(len(supports)))
    wanted = np.array([1.0, *at])
    while len(touching) >= 3:
        levers, sharing = _sharing(tuple(map(tuple, supports[touching].tolist())))
        part = sharing @ wanted
        if np.abs(levers @ part - wanted).max() > 1e-6:
            break
        if part.min() >= -_SLACK:
            out = np.zeros(len(supports))
            out[touching] = np.maximum(part, 0)
            return out
        touching.pop(int(part.argmin()))
    return _on_an_edge(supports, at)


@cache
def _sharing(supports: tuple[tuple[float, float], ...]) -> tuple[Array, Array]:
    """What the parts of supports add up to, (3, n), and the parts of least squares that do, (n, 3): a plate is asked
    for thousands of places."""
    levers = np.vstack([np.ones(len(supports)), np.array(supports).T])
    return levers, np.linalg.pinv(levers)


def _on_an_edge(supports: Array, at: tuple[float, float]) -> Array | None:
    """A load right on the line between two supports, or over one."""
    here = np.array(at)
    for a in range(len(supports)):
        for b in range(a + 1, len(supports)):
            along = supports[b] - supports[a]
            t = float((here - supports[a]) @ along / (along @ along))
            if -_SLACK <= t <= 1 + _SLACK and np.abs(supports[a] + t * along - here).max() < 1e-6:
                out = np.zeros(len(supports))
                out[[a, b]] = 1 - t, t
                return out
    return None


def plate_parts(build: Build, at: tuple[float, float]) -> tuple[Array, Array] | None:
    """Parts of a load that cells and stops bear; stops only where the cells alone let the plate tip. None: it tips."""
    cells, caught = np.array(foot_cells(build)), np.array(stops(build))
    alone = pushed(cells, at)
    if alone is not None:
        return alone, np.zeros(len(caught))
    both = pushed(np.vstack([cells, caught]), at)
    return None if both is None else (both[: len(cells)], both[len(cells) :])


def over(box: Box, step_mm: float = 5.0) -> list[tuple[float, float]]:
    """Places all over a rectangle, each in the middle of a square of about `step_mm`."""

    def middles(low: float, high: float) -> list[float]:
        n = max(1, round((high - low) / step_mm))
        return [low + (high - low) * (k + 0.5) / n for k in range(n)]

    return [(x, y) for x in middles(box[0], box[2]) for y in middles(box[1], box[3])]


def tipping(build: Build, box: Box) -> float:
    """The part of a rectangle on which a load tips the plate."""
    places = over(box)
    return sum(plate_parts(build, at) is None for at in places) / len(places)


def by_cells_alone(build: Build, box: Box) -> float:
    """The part of a rectangle on which no stop bears anything, so that the plate measures."""
    places = over(box)
    found = [plate_parts(build, at) for at in places]
    return sum(parts is not None and not parts[1].any() for parts in found) / len(places)
