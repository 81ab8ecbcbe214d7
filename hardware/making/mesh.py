"""Triangles: read from STL files, made for boxes and discs, and looked at from above."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from making.drawing import OUTLINE, TEXT, Drawing, width_of

Array = NDArray[np.float64]

TURN_DEG, TILT_DEG = 32.0, 38.0
"""Where the viewer stands: aside and above."""
LIGHT = np.array([-0.35, -0.5, 0.79])
ALUMINIUM, WOOD, FOAM, RUBBER, CELL, FILM = "#c9d3db", "#e3cfae", "#d7e3ee", "#6d7b88", "#92b8d6", "#0072b2"


def read_stl(path: Path) -> Array:
    """Triangles (n, 3 corners, 3) of a binary STL file."""
    data = path.read_bytes()
    count = int.from_bytes(data[80:84], "little")
    if len(data) != 84 + 50 * count:
        raise ValueError(f"{path.name} is not a binary STL")
    rows = np.frombuffer(data, np.uint8, offset=84).reshape(count, 50)[:, 12:48].copy()
    return rows.view("<f4").reshape(count, 3, 3).astype(float)


def is_watertight(triangles: Array) -> bool:
    """Each edge belongs to exactly two triangles, which run along it in opposite directions."""
    corners = _welded(triangles)
    one_way = Counter((int(t[a]), int(t[b])) for t in corners for a, b in ((0, 1), (1, 2), (2, 0)))
    return all(n == 1 and one_way[b, a] == 1 for (a, b), n in one_way.items())


def volume(triangles: Array) -> float:
    """In cubic millimetres; negative if the faces look inward."""
    a, b, c = triangles.transpose(1, 0, 2)
    return float(np.einsum("ni,ni->n", a, np.cross(b, c)).sum() / 6)


def prism(ring: Sequence[Sequence[float]] | Array, low: float, high: float) -> Array:
    """A convex ring (counter-clockwise) between two heights."""
    points = np.array(ring, float)
    n = len(points)
    bottom, top = np.column_stack([points, np.full(n, low)]), np.column_stack([points, np.full(n, high)])
    faces: list[list[Array]] = []
    for k in range(n):
        j = (k + 1) % n
        faces += [[bottom[k], bottom[j], top[j]], [bottom[k], top[j], top[k]]]
        if 0 < k < n - 1:
            faces += [[top[0], top[k], top[j]], [bottom[0], bottom[j], bottom[k]]]
    return np.array(faces)


def box(edges: Sequence[float], low: float, high: float) -> Array:
    """An upright box: x0, y0, x1, y1 between two heights."""
    x0, y0, x1, y1 = edges
    return prism([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], low, high)


def disc(at: Sequence[float], radius: float, low: float, high: float, sides: int = 28) -> Array:
    """An upright cylinder."""
    u = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    return prism(np.column_stack([at[0] + radius * np.cos(u), at[1] + radius * np.sin(u)]), low, high)


@dataclass(frozen=True)
class Part:
    """Something to look at, lifted to where it lies."""

    triangles: Array
    colour: str
    lift: float = 0.0
    label: str = ""


def look(parts: Sequence[Part], title: str, wide: float = 150.0) -> Drawing:
    """The parts from above and aside, drawn in the order given (lowest first), each painted from back to front."""
    placed = [_view(p.triangles + np.array((0, 0, p.lift))) for p in parts]
    everything = np.concatenate(placed).reshape(-1, 3)
    low, high = everything.min(0), everything.max(0)
    room = max((width_of(p.label, 3.0) + 6 for p in parts if p.label), default=0.0)
    scale = (wide - 8 - room) / (high[0] - low[0])
    out = Drawing(wide, (high[1] - low[1]) * scale + 8, title)
    named: list[tuple[float, float, str]] = []
    for part, seen in zip(parts, placed, strict=True):
        page = np.column_stack(
            [4 + (seen[..., 0].ravel() - low[0]) * scale, 4 + (high[1] - seen[..., 1].ravel()) * scale]
        )
        _paint(out, part, seen, page.reshape(-1, 3, 2))
        if part.label:
            right = page[page[:, 0].argmax()]
            named.append((float(right[1]), float(right[0]), part.label))
    x, last = 4 + (high[0] - low[0]) * scale + 3, -9.0
    for y, edge, label in sorted(named):
        last = max(y, last + 4.6)
        out.path(((edge + 0.8, y), (x - 2.5, y), (x - 0.8, last)), stroke=OUTLINE, width=0.25)
        out.text((x, last + 1.1), label, 3.0)
    return out


def by_depth(*groups: Sequence[Part]) -> list[Part]:
    """Parts of one storey, the farther first."""
    return sorted((p for g in groups for p in g), key=lambda p: round(float(_view(p.triangles)[..., 2].mean()), 1))


def _view(triangles: Array) -> Array:
    """To the viewer's axes: right, up, towards."""
    t, e = np.radians(TURN_DEG), np.radians(TILT_DEG)
    right = np.array([np.cos(t), np.sin(t), 0])
    ahead = np.array([-np.sin(t), np.cos(t), 0])
    up = ahead * np.sin(e) + np.array([0, 0, np.cos(e)])
    return triangles @ np.column_stack([right, up, np.cross(right, up)])


def _paint(out: Drawing, part: Part, seen: Array, page: Array) -> None:
    corners = _welded(seen)
    normal = np.cross(part.triangles[:, 1] - part.triangles[:, 0], part.triangles[:, 2] - part.triangles[:, 0])
    normal /= np.maximum(np.linalg.norm(normal, axis=1), 1e-12)[:, None]
    facing = np.cross(seen[:, 1] - seen[:, 0], seen[:, 2] - seen[:, 0])[:, 2] > 1e-9
    beside: dict[tuple[int, int], list[int]] = {}
    for k, t in enumerate(corners):
        for a, b in ((0, 1), (1, 2), (2, 0)):
            beside.setdefault((min(t[a], t[b]), max(t[a], t[b])), []).append(k)
    shade = 0.62 + 0.38 * np.clip(normal @ LIGHT, 0, 1)
    # Everything here is cut straight down, so what reaches higher hides what does not, and a level face hides the
    # walls that end in it; among walls the farther ones come first.
    top, flat = np.round(part.triangles[..., 2].max(1), 3), np.abs(normal[:, 2]) > 0.9
    order = [k for k in np.lexsort((np.round(seen[..., 2].mean(1), 3), flat, top)) if facing[k]]
    for colour, group in groupby(order, key=lambda k: _shaded(part.colour, float(shade[k]))):
        faces = list(group)
        out.paths([page[k] for k in faces], True, colour, 0.1, colour)
        edges: dict[tuple[int, int], Array] = {}
        for k in faces:
            for a, b in ((0, 1), (1, 2), (2, 0)):
                name = min(corners[k][a], corners[k][b]), max(corners[k][a], corners[k][b])
                pair = beside[name]
                if len(pair) != 2 or normal[pair[0]] @ normal[pair[1]] < 0.8:
                    edges[name] = page[k][[a, b]]
        if edges:
            out.paths(edges.values(), stroke=TEXT, width=0.18)


def _shaded(colour: str, part: float) -> str:
    return "#" + "".join(f"{round(int(colour[k : k + 2], 16) * part):02x}" for k in (1, 3, 5))


def _welded(triangles: Array) -> NDArray[np.intp]:
    """Corner numbers (n, 3), with corners at one place counted once."""
    _, number = np.unique(np.round(triangles.reshape(-1, 3), 3), axis=0, return_inverse=True)
    return number.reshape(-1, 3)
