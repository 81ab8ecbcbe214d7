"""What lies under a foot, from above: films, wires, and where the foot goes."""

import numpy as np

from making.build import Build
from making.drawing import ACCENT, EDGE, MUTED, OUTLINE, TEXT, Circle, Drawing, Text
from making.drawing import Path as Line
from making.mechanics import foot_cells, insole_channels, mat_box, plate_box
from making.mesh import FOAM
from making.outline import corners, insole, sole, toes
from making.sections import FOOT
from making.stance_lines import HEEL_MARK_MM, as_placed, line_ends
from making.template import tail
from tripod.balance.geometry import Feet, foot_points
from tripod.boards import POINTS


def halved(area: Drawing, words: str) -> Drawing:
    """A sheet at half its size, for a guide."""
    out = Drawing(area.width / 2, area.height / 2 + 7, area.title)
    for item in area.items:
        if isinstance(item, Line):
            rings = [[(x / 2, y / 2) for x, y in ring] for ring in item.rings]
            out.paths(rings, item.closed, item.stroke, item.width * 0.7, item.fill, item.dash)
        elif isinstance(item, Circle):
            out.circle((item.at[0] / 2, item.at[1] / 2), item.radius / 2, item.stroke, item.width * 0.7, item.fill)
        elif isinstance(item, Text):
            size = max(2.0, item.size / 2)
            out.text((item.at[0] / 2, item.at[1] / 2), item.words, size, item.colour, item.anchor, item.bold)
    out.text((1, out.height - 2), words, 3.2, MUTED)
    return out


def films_in_insole(build: Build, length: float) -> Drawing:
    """Plan of one insole: films, tails, wires."""
    out, sensor = Drawing(130, 150, "Films and wires in the insole"), build.data["sensor"]
    scale, x0, y0 = 0.5, 52.0, 143.0

    def at(p: object) -> tuple[float, float]:
        x, y = p  # type: ignore[misc]
        return x0 + scale * float(x), y0 - scale * float(y)

    out.path(map(at, insole(build, FOOT, length)), True, TEXT, 0.35, FOAM)
    for line, width in insole_channels(build, FOOT, length):
        out.path(map(at, line), stroke="#b9cbdb", width=width * scale)
    for line, width in insole_channels(build, FOOT, length):
        if width < 5:
            out.path(map(at, line), stroke=ACCENT, width=0.5)
    labels = {"heel": "heel", "mt1": "base of big toe (MT1)", "mt5": "base of little toe (MT5)"}
    for point, xy in zip(POINTS, foot_points(Feet(length), FOOT), strict=True):
        out.circle(at(xy), sensor["outer_mm"] / 2 * scale, ACCENT, 0.4, "#ffffff")
        out.circle(at(xy), sensor["active_mm"] / 2 * scale, ACCENT, 0.3, "#bed4e6")
        x, y = at(xy)
        out.line((x + 5.5, y), (93, y), EDGE, 0.3)
        out.text((94, y + 1), labels[point].split(" (")[0], 2.9)
        if "(" in labels[point]:
            out.text((94, y + 5), labels[point].split(" (")[1].rstrip(")"), 2.9, MUTED)
    out.text((94, at((0, 0.40 * length))[1] + 1), "wires leave here,", 2.9, MUTED)
    out.text((94, at((0, 0.40 * length))[1] + 5), "to the ankle", 2.9, MUTED)
    out.text((x0, 8), "right foot, from above", 3.0, MUTED, "middle")
    return out


def films_on_mat(build: Build) -> Drawing:
    """Three films under one foot, taped to a mat."""
    length = build.board.foot_length_mm
    out = Drawing(150, 150, "Three films under one foot")
    scale, x0, y0 = 0.5, 52.0, 141.0

    def at(p: object) -> tuple[float, float]:
        x, y = p  # type: ignore[misc]
        return x0 + scale * float(x), y0 - scale * float(y)

    out.box(4, 4, 88, 142, EDGE, 0.4, FOAM)
    out.path(map(at, sole(FOOT, length)), True, OUTLINE, 0.3, "#e8eff5")
    for toe in toes(FOOT, length):
        out.path(map(at, toe), True, OUTLINE, 0.3, "#e8eff5")
    words = {"heel": "heel", "mt1": "base of big toe", "mt5": "base of little toe"}
    for point, xy in zip(POINTS, foot_points(Feet(length), FOOT), strict=True):
        x, y = at(xy)
        out.path(map(at, tail(build, FOOT, point, length)), True, "", 0, "#bed4e6")
        out.circle((x, y), build.data["sensor"]["outer_mm"] / 2 * scale, ACCENT, 0.4, "#ffffff")
        out.circle((x, y), build.data["sensor"]["active_mm"] / 2 * scale, ACCENT, 0.3, "#bed4e6")
        cell = next(c for c in build.board.cells if c.point == point)
        low = y + 7
        out.line((x, y + 5), (x, low), EDGE, 0.3)
        out.line((x, low), (96, low), EDGE, 0.3)
        out.text((97, low + 1), words[point], 3.2)
        out.text((97, low + 5.4), f"to {build.pins[cell.name]}", 3.2, MUTED)
    out.text((97, 12), "right foot, from above", 3.0, MUTED)
    out.text((97, 17), "tape tails, not circles;", 3.0, MUTED)
    out.text((97, 21), "pins lie beside the foot", 3.0, MUTED)
    return out


def plate_surface(build: Build) -> Drawing:
    """The plate from above: lines, foot, heel cup, rail, label."""
    length, k = build.board.foot_length_mm, 0.42
    out = Drawing(150, 160, "Where the foot goes")
    x0, y0 = 48.0, 136.0

    def at(p: object) -> tuple[float, float]:
        x, y = p  # type: ignore[misc]
        return x0 + k * float(x), y0 - k * float(y)

    out.path(map(at, corners(plate_box(build))), True, TEXT, 0.4, "#e2eaf1")
    out.path(map(at, corners(mat_box(build))), True, MUTED, 0.3, "#d3dde7", dash=(2, 1))
    for cell in foot_cells(build):
        out.circle(at(cell), build.data["cell_body"]["diameter_mm"] / 2 * k, OUTLINE, 0.25, dash=(1.5, 1))
    for curve in (sole(FOOT, length), *toes(FOOT, length)):
        out.path(map(at, as_placed(build, FOOT, curve)), True, OUTLINE, 0.35, "#ffffff")
    out.line(at((-HEEL_MARK_MM, 0)), at((HEEL_MARK_MM, 0)), TEXT, 0.4)
    for angle, end in line_ends(build, FOOT).items():
        out.line(at((0, 0)), at(end), TEXT, 0.3, (3, 1.2))
        out.text((at(end)[0], at(end)[1] - 1.5), f"{angle}°", 3.0, TEXT, "middle")
    for xy in as_placed(build, FOOT, foot_points(Feet(length), FOOT)):
        out.cross(at(xy), 2.0, ACCENT, 0.4)
    u = np.linspace(np.radians(200), np.radians(340), 16)
    cup = [(37 * np.cos(v), 36 + 38 * np.sin(v)) for v in u]
    out.path(map(at, as_placed(build, FOOT, cup)), stroke=ACCENT, width=1.0)
    rail = as_placed(build, FOOT, [(-54, 120), (-54, 210)])
    out.path(map(at, rail), stroke=ACCENT, width=1.0)
    out.text((94, at((0, 165))[1]), "medial rail", 3.0)
    out.text((94, at((0, 8))[1]), "heel cup", 3.0)
    out.text((94, at((0, 288))[1]), "the mat ends here: step on it,", 3.0)
    out.text((94, at((0, 288))[1] + 4.4), "never on the rim", 3.0)
    out.text((94, at((0, 250))[1]), "cells, under the corners", 3.0, MUTED)
    out.text((94, at((0, 100))[1]), "glue the label here, where", 3.0)
    out.text((94, at((0, 100))[1] + 4.4), "it is read before stepping on", 3.0)
    out.text((x0, 157.5), "right plate, from above", 3.0, MUTED, "middle")
    return out
