"""A picture for each step, drawn from the same solids and numbers as everything else."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from making.build import Build
from making.drawing import ACCENT, EDGE, MUTED, OUTLINE, TEXT, WARN, Circle, Drawing, Text
from making.drawing import Path as Line
from making.mechanics import (
    bolts,
    carrier_box,
    cells,
    foot_cells,
    insole_channels,
    ledge_posts,
    pads_base,
    pads_heights,
    plate_box,
    plate_heights,
    stops,
)
from making.mesh import ALUMINIUM, CELL, FILM, FOAM, RUBBER, WOOD, Part, box, by_depth, disc, look, read_stl
from making.outline import blocks, corners, insole, sole, toes
from making.template import template
from tripod.balance.geometry import Feet, foot_points
from tripod.boards import POINTS

FOOT = "right"
_LIFT = 55.0


def pictures(build: Build, solids: Path) -> dict[str, Drawing]:
    """Name to drawing, in the order of the guide's steps."""
    made: dict[str, Callable[[Build, Path], dict[str, Drawing]]] = {
        "tonight": _tonight,
        "insole": _insole,
        "pads": _pads,
        "plate": _plate,
    }
    return made[build.name](build, solids)


def _tonight(build: Build, _: Path) -> dict[str, Drawing]:
    return {"1-films": _films_on_mat(build), "2-breadboard": _breadboard(build)}


def _insole(build: Build, solids: Path) -> dict[str, Drawing]:
    length = build.board.foot_length_mm
    blank = read_stl(solids / f"insole-{FOOT}.stl")
    thick, sensor = build.data["solid"]["thick_mm"], build.data["sensor"]
    points = foot_points(Feet(length), FOOT)
    films = [Part(disc(at, sensor["outer_mm"] / 2, 0, sensor["thick_mm"]), FILM, thick + 18) for at in points]
    films[0] = Part(films[0].triangles, FILM, films[0].lift, "films")
    cover = Part(_cover(blank, 1.0), WOOD, thick + 60, "cover 1 mm")
    return {
        "1-template": _halved(template(build, length), "Print, measure the bar, cut round the outer line"),
        "2-pockets": look([Part(blank, FOAM)], "The insole with pockets and grooves", 130),
        "3-films": _films_in_insole(build, length),
        "4-amplifier": _amplifier(build),
        "5-layers": look([Part(blank, FOAM, 0, "insole 3 mm"), *films, cover], "Films between insole and cover", 130),
    }


def _pads(build: Build, solids: Path) -> dict[str, Drawing]:
    s, body, high = build.data["solid"], build.data["cell_body"], pads_heights(build)
    length = build.board.foot_length_mm
    boxes = cells(build, FOOT, length)

    def solid(name: str, colour: str, lift: float, label: str = "") -> Part:
        return Part(read_stl(solids / f"pads-{name}.stl"), colour, lift, label)

    base = solid(f"{FOOT}-base", ALUMINIUM, 0, "base plate")
    spacers = [Part(box(_spacer(build, p), 0, body["spacer_mm"]), RUBBER, s["base_mm"]) for p in POINTS]
    bodies = [Part(box(boxes[p], 0, body["height_mm"]), CELL, high["cell"], "load cells" * (p == "heel")) for p in POINTS]
    posts = [
        Part(disc(p, s["post_mm"] / 2, 0, high["top"] - s["ledge_mm"] - s["base_mm"]), ALUMINIUM, s["base_mm"])
        for p in ledge_posts(build, FOOT, length)
    ]
    ledge = solid(f"{FOOT}-ledge", WOOD, high["top"] - s["ledge_mm"], "toe ledge, not measured")

    def carriers(lift: float, label: str = "") -> list[Part]:
        return by_depth([solid(f"{FOOT}-{p}-carrier", ALUMINIUM, lift, label * (p == "heel")) for p in POINTS])

    def tops(lift: float, label: str) -> list[Part]:
        return by_depth([solid(f"{FOOT}-{p}", WOOD, lift, label * (p == "heel")) for p in POINTS])

    standing = [base, *by_depth(spacers), *by_depth(bodies)]
    return {
        "1-base": look([base], "Base plate: holes for cells, posts and the pilot hole under each point"),
        "2-cells": look(standing, "Cells on spacers, fixed at one end"),
        "3-blocks": look(
            [*standing, *carriers(high["carrier"] + 35, "carriers"), *tops(high["block"] + 85, "blocks")],
            "Carriers, then blocks",
        ),
        "4-ledge": look(
            [base, *by_depth(spacers), *by_depth(bodies, posts), *carriers(high["carrier"]), ledge,
             *tops(high["block"], "blocks")],
            "The toe ledge stands on posts of its own",
        ),
        "5-section": _pads_section(build),
        "6-feet": _halved(template(build, length), "Stand so that your points lie over the marks"),
    }  # fmt: skip


def _spacer(build: Build, point: str) -> tuple[float, float, float, float]:
    """The strip between base and cell, at the fixed end."""
    length = build.board.foot_length_mm
    at = foot_points(Feet(length), FOOT)[POINTS.index(point)]
    (ax, ay), (bx, by) = bolts(build, FOOT, point, at)[0]
    half = build.data["cell_body"]["width_mm"] / 2
    dx, dy = (20.0, half) if point == "heel" else (half, 20.0)
    return (ax + bx) / 2 - dx, (ay + by) / 2 - dy, (ax + bx) / 2 + dx, (ay + by) / 2 + dy


def _plate(build: Build, solids: Path) -> dict[str, Drawing]:
    s, body = build.data["solid"], build.data["cell_body"]
    base = Part(read_stl(solids / "plate-base.stl"), ALUMINIUM, 0, "base plate")
    top = Part(read_stl(solids / "plate-top.stl"), ALUMINIUM, 0)
    high = plate_heights(build)
    buttons: list[Part] = []
    for k, at in enumerate(sorted(foot_cells(build), key=lambda c: -c[1])):
        tall = body["height_mm"]
        buttons.append(
            Part(disc(at, body["diameter_mm"] / 2, 0, tall - 5), CELL, high["cell"], "load cells" * (k == 3))
        )
        buttons.append(Part(disc(at, s["seat_mm"] / 2 - 0.5, tall - 5, tall), ALUMINIUM, high["cell"]))
    caught = [
        Part(disc(at, s["stop_mm"] / 2, 0, high["stop"] - s["base_mm"]), RUBBER, s["base_mm"], "stops" * (k == 2))
        for k, at in enumerate(stops(build))
    ]
    lifted = Part(top.triangles, ALUMINIUM, high["top"] + _LIFT, "top plate")
    return {
        "1-base": look([base], "Base plate with cell pockets, stop holes and cable hole"),
        "2-cells": look([base, *buttons], "Cells in their pockets"),
        "3-stops": look([base, *by_depth(buttons, caught)], "Stops between the cells"),
        "4-top": look([base, *by_depth(buttons, caught), lifted], "The top plate lies on the load buttons"),
        "5-section": _plate_section(build),
        "6-surface": _plate_surface(build),
    }


def _cover(blank: np.ndarray, thick: float) -> np.ndarray:
    """A thin layer of the insole's outline: its uncut floor, turned up, and a rim."""
    floor = blank[(blank[:, :, 2] < 1e-6).all(1)]
    rim = blank[(np.ptp(blank[:, :, 2], axis=1) > 1e-6) & (blank[:, :, 2].min(1) < 1e-6)]
    rim = rim * (1, 1, 0) + np.where(rim[..., 2:] > 1e-6, thick, 0) * (0, 0, 1)
    return np.concatenate([floor[:, ::-1] + (0, 0, thick), rim])


def _halved(area: Drawing, words: str) -> Drawing:
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


def _films_in_insole(build: Build, length: float) -> Drawing:
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


def _films_on_mat(build: Build) -> Drawing:
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
        tail = 20.0 if point != "heel" else 12.0
        out.path(((x, y), (x, y + tail)) if point != "heel" else ((x, y), (x - 26, y)), stroke="#bed4e6", width=3.8)
        out.circle((x, y), build.data["sensor"]["outer_mm"] / 2 * scale, ACCENT, 0.4, "#ffffff")
        out.circle((x, y), build.data["sensor"]["active_mm"] / 2 * scale, ACCENT, 0.3, "#bed4e6")
        cell = next(c for c in build.board.cells if c.point == point)
        out.line((x + 5.5, y), (96, y), EDGE, 0.3)
        out.text((97, y + 1), words[point], 3.2)
        out.text((97, y + 5.4), f"to {build.pins[cell.name]}", 3.2, MUTED)
    out.text((97, 12), "right foot, from above", 3.0, MUTED)
    out.text((97, 17), "tape tails, not circles", 3.0, MUTED)
    return out


_BOARD_COLOURS = {"RD": WARN, "BK": TEXT, "BU": ACCENT, "WH": OUTLINE, "GY": MUTED}


def _breadboard(build: Build) -> Drawing:
    """The one picture of the evening: Arduino, breadboard, three films, three resistors."""
    out = Drawing(190, 122, "Breadboard for one foot")
    pitch, x0 = 4.0, 78.0
    out.box(x0 - 5, 14, 112, 86, OUTLINE, 0.4, "#fbfcfd")
    plus, minus = 21.0, 27.0
    for y, sign, colour in ((plus, "+", WARN), (minus, "–", ACCENT)):
        out.line((x0, y), (x0 + 100, y), colour, 0.35)
        out.text((x0 - 3, y + 1.2), sign, 4.0, colour, "middle", bold=True)
    rows = [38.0 + pitch * k for k in range(5)]
    lower = [72.0 + pitch * k for k in range(5)]
    for y in (*rows, *lower):
        for k in range(26):
            out.circle((x0 + pitch * k, y), 0.45, "", 0, EDGE)
    out.box(8, 14, 48, 86, TEXT, 0.4, "#e2eaf1")
    out.text((32, 22), "Arduino", 4.0, TEXT, "middle", bold=True)
    out.text((32, 27), "Uno or Nano", 3.0, MUTED, "middle")
    pads = {"5V": 36.0, "GND": 44.0}
    for k, pin in enumerate(build.pins.values()):
        pads[pin] = 66.0 + 9 * k
    for name, y in pads.items():
        out.box(49, y - 2, 6, 4, TEXT, 0.3, TEXT)
        out.text((47, y + 1.1), name, 3.2, TEXT, "end")
    _wire(out, [(55, pads["5V"]), (63, pads["5V"]), (63, plus), (x0, plus)], WARN)
    _wire(out, [(55, pads["GND"]), (68, pads["GND"]), (68, minus), (x0, minus)], TEXT)
    for k, cell in enumerate(build.board.cells):
        column = x0 + pitch * (4 + 8 * k)
        signal, colour = rows[4], _BOARD_COLOURS[build.colour(cell)]
        words = {"heel": "heel", "mt1": "big toe", "mt5": "little toe"}[cell.point]
        # The film stands above the board in the picture: one leg to plus, the other to the row of the signal.
        film = (column + 2, 7.0)
        out.circle(film, 4.4, ACCENT, 0.4, "#ffffff")
        out.circle(film, 3.0, ACCENT, 0.3, "#bed4e6")
        out.text((film[0] + 6, film[1] + 1), f"S{k + 1} {words}", 2.8)
        _wire(out, [(column, 11), (column, plus)], MUTED)
        _wire(out, [(column + 4, 11), (column + 4, rows[0])], MUTED)
        # Resistor from the same column to minus.
        out.line((column + 8, minus), (column + 8, 31), TEXT, 0.5)
        out.path(((column + 8, 38), (column + 8, rows[1]), (column + 4, rows[1])), stroke=TEXT, width=0.5)
        out.box(column + 6.4, 30.5, 3.2, 8, TEXT, 0.3, "#e3cfae")
        out.text((column + 10.4, 36), f"RD{k + 1}", 2.6)
        y = pads[build.pins[cell.name]]
        _wire(out, [(55, y), (60 + 3 * k, y), (60 + 3 * k, 62 + 3 * k), (column + 4, 62 + 3 * k), (column + 4, signal)], colour)
    ohm = build.circuit("ohm") / 1000
    out.text((8, 108), f"RD1 to RD{len(build.board.cells)}: {ohm:g} kilohm, from each film's row to minus (GND).", 3.2)
    out.text((8, 113.5), "Each film: one leg to plus (5 V), the other to the row with its resistor and its wire.", 3.2)
    out.text((8, 119), "Wires that meet in one column of five holes are joined; dotted columns run up and down.", 3.2, MUTED)
    return out


def _wire(out: Drawing, points: list[tuple[float, float]], colour: str) -> None:
    out.path(points, stroke="#ffffff", width=1.6)
    out.path(points, stroke=colour, width=0.8)
    for p in (points[0], points[-1]):
        out.circle(p, 0.8, "", 0, colour)


_OP_AMP = {
    1: ("OUT A", 0), 2: ("IN- A", 0), 3: ("IN+ A", -1), 4: ("5 V", -2), 5: ("IN+ B", -1), 6: ("IN- B", 1), 7: ("OUT B", 1),
    8: ("OUT C", 2), 9: ("IN- C", 2), 10: ("IN+ C", -1), 11: ("GND", -3), 12: ("IN+ D", -4), 13: ("IN- D", -1),
    14: ("OUT D", -1),
}  # fmt: skip
"""Pins of a quad op-amp in DIP-14, and what hangs there: a film's number, or reference, supply, ground, divider."""


def _amplifier(build: Build) -> Drawing:
    """One ankle board: the op-amp's fourteen pins and what goes to each."""
    out = Drawing(190, 96, "One amplifier board, pin by pin")
    x, y, step = 62.0, 16.0, 10.0
    wide = 66.0
    out.box(x, y - 7, wide, 7 * step + 4, TEXT, 0.4, "#e2eaf1")
    out.circle((x + wide / 2, y - 7), 3, TEXT, 0.4, "#ffffff")
    out.text((x + wide / 2, y + 30), "MCP6004", 4.0, TEXT, "middle", bold=True)
    out.text((x + wide / 2, y + 35), "from above", 2.8, MUTED, "middle")
    points = [p for p in POINTS]
    names = {-1: "reference", -2: "5 V, CD to ground", -3: "ground", -4: "between RT and RB"}
    for pin, (label, to) in _OP_AMP.items():
        left = pin <= 7
        row = y + step * (pin - 1 if left else 14 - pin)
        edge, inner = (x, x + 2.5) if left else (x + wide, x + wide - 2.5)
        sign = -1 if left else 1
        out.line((edge, row), (edge + sign * 6, row), TEXT, 0.7)
        out.text((inner, row + 1.1), f"{pin} {label}" if left else f"{label} {pin}", 2.8, TEXT, "start" if left else "end")
        if to < 0:
            words, colour = names[to], MUTED if to == -1 else TEXT
            words = "reference, joined to 13" if pin == 14 else words
        else:
            film = {"heel": "heel", "mt1": "MT1", "mt5": "MT5"}[points[to]]
            words = f"film {film}, leg a"
            if label.startswith("OUT"):
                partner = next(p for p, (other, t) in _OP_AMP.items() if t == to and other.startswith("IN-"))
                words = f"RF to {partner}; RI to wire {film}"
            colour = ACCENT
        out.text((edge + sign * 8, row + 1.1), words, 2.9, colour, "end" if left else "start")
    out.text((4, 88), "RT from 5 V and RB to ground divide the supply. Leg b of every film goes to ground.", 3.2, MUTED)
    out.text((4, 93), "RI from each output to its wire; CI from that wire to ground.", 3.2, MUTED)
    return out


def _pads_section(build: Build) -> Drawing:
    """Heights along the foot, and the gaps that must stay open."""
    s, body, high = build.data["solid"], build.data["cell_body"], pads_heights(build)
    length, k = build.board.foot_length_mm, 0.45
    out = Drawing(190, 86, "Section along the foot")
    low, floor = pads_base(build, FOOT, length), 66.0
    x0 = 26.0 - k * low[1]

    def slab(y0: float, y1: float, z0: float, z1: float, fill: str) -> None:
        out.box(x0 + k * y0, floor - k * z1, k * (y1 - y0), k * (z1 - z0), TEXT, 0.25, fill)

    slab(low[1], low[3], 0, s["base_mm"], ALUMINIUM)
    ledge = blocks(build, FOOT, length)["ledge"]
    for y in sorted({y for _, y in ledge_posts(build, FOOT, length)}):
        slab(y - s["post_mm"] / 2, y + s["post_mm"] / 2, s["base_mm"], high["top"] - s["ledge_mm"], "#ffffff")
    for point in ("heel", "mt1"):
        _, y0, _, y1 = cells(build, FOOT, length)[point]
        slab(y0, y1, high["cell"], high["cell"] + body["height_mm"], CELL)
        _, a, _, b = _spacer(build, point)
        slab(a, b, s["base_mm"], high["cell"], RUBBER)
        _, a, _, b = carrier_box(build, FOOT, point, length)
        slab(a, b, high["carrier"], high["block"], ALUMINIUM)
        slab(y0, min(y1, y0 + 40), high["carrier"] - body["spacer_mm"], high["carrier"], RUBBER)
        _, a, _, b = blocks(build, FOOT, length)[point]
        slab(a, b, high["block"], high["top"], WOOD)
    slab(ledge[1], ledge[3], high["top"] - s["ledge_mm"], high["top"], WOOD)
    over = floor - k * high["top"]
    for words, y, colour in (("heel block", 33, TEXT), ("forefoot blocks", 172, TEXT), ("toe ledge", 256, MUTED)):
        out.text((x0 + k * y, over - 3), words, 2.9, colour, "middle")
    gap = x0 + k * (ledge[1] - s["gap_mm"] / 2)
    out.line((gap, over - 8), (gap, over + 3), WARN, 0.4)
    out.text((gap, over - 9.5), f"{s['gap_mm']:g} mm free", 2.9, WARN, "middle")
    out.line((17, floor), (17, over), MUTED, 0.3)
    out.text((14.5, floor - k * high["top"] / 2), f"{high['top']:g} mm", 3.0, MUTED, "middle", turn=-90)
    out.text((14, 76), "Spacers alone touch a cell: below at its fixed end, above at its free end.", 3.0, MUTED)
    out.text((14, 81), "The posts stand beside the cells and carry the ledge alone. A mat of 3 mm comes on top.", 3.0, MUTED)
    return out


def _plate_section(build: Build) -> Drawing:
    """Section at a cell and at a stop, five times as high as long."""
    s, body = build.data["solid"], build.data["cell_body"]
    out = Drawing(190, 92, "Section of the plate")
    k, x0, floor = 1.5, 20.0, 78.0
    high = plate_heights(build)
    top = high["top"]

    def slab(x: float, wide: float, low: float, up: float, fill: str) -> None:
        out.box(x0 + x, floor - k * up, wide, k * (up - low), TEXT, 0.3, fill)

    slab(0, 130, 0, s["base_mm"], ALUMINIUM)
    slab(0, 130, top, top + s["top_mm"], ALUMINIUM)
    slab(10, 42, high["cell"], high["cell"] + body["height_mm"] - 5, CELL)
    slab(27, 8, high["cell"] + body["height_mm"] - 5, high["cell"] + body["height_mm"], "#ffffff")
    slab(95, 16, s["base_mm"], high["stop"], RUBBER)
    slab(0, 130, top + s["top_mm"], high["mat"], "#e2eaf1")
    for x in (14, 104):
        slab(x, 18, -s["foot_high_mm"], 0, RUBBER)
    y = floor - k * (top - s["stop_gap_mm"] / 2)
    out.line((x0 + 112, y), (x0 + 134, y), WARN, 0.4)
    out.text((x0 + 135, y + 1), f"{s['stop_gap_mm']:g} mm: the stop", 2.9, WARN)
    out.text((x0 + 135, y + 5), "carries nothing", 2.9, WARN)
    out.text((x0 + 55, floor - k * (high["cell"] + 8)), "cell, its button in a seat", 2.9)
    for words, z in (("mat", high["mat"] - 2), ("top plate", top + s["top_mm"] / 2 + 1), ("base plate", s["base_mm"] / 2 - 1)):
        out.text((x0 + 135, floor - k * z), words, 2.9, MUTED)
    out.line((14, floor + k * s["foot_high_mm"]), (14, floor - k * high["mat"]), MUTED, 0.3)
    out.text((11.5, floor - k * high["mat"] / 2 + 3), f"{high['all']:g} mm", 3.0, MUTED, "middle", turn=-90)
    return out


def _plate_surface(build: Build) -> Drawing:
    """The plate from above: foot, heel cup, rail, label."""
    length, k = build.board.foot_length_mm, 0.42
    out = Drawing(150, 146, "Where the foot goes")
    x0, y0 = 48.0, 130.0

    def at(p: object) -> tuple[float, float]:
        x, y = p  # type: ignore[misc]
        return x0 + k * float(x), y0 - k * float(y)

    out.path(map(at, corners(plate_box(build))), True, TEXT, 0.4, "#e2eaf1")
    for cell in foot_cells(build):
        out.circle(at(cell), build.data["cell_body"]["diameter_mm"] / 2 * k, OUTLINE, 0.25, dash=(1.5, 1))
    out.path(map(at, sole(FOOT, length)), True, OUTLINE, 0.35, "#ffffff")
    for toe in toes(FOOT, length):
        out.path(map(at, toe), True, OUTLINE, 0.35, "#ffffff")
    for xy in foot_points(Feet(length), FOOT):
        out.cross(at(xy), 2.0, ACCENT, 0.4)
    u = np.linspace(np.radians(200), np.radians(340), 16)
    cup = [(37 * np.cos(v), 36 + 38 * np.sin(v)) for v in u]
    out.path(map(at, cup), stroke=ACCENT, width=1.0)
    out.line(at((-54, 120)), at((-54, 210)), ACCENT, 1.0)
    out.text((94, at((0, 165))[1]), "medial rail", 3.0)
    out.text((94, at((0, 8))[1]), "heel cup", 3.0)
    out.text((94, at((0, 250))[1]), "cells, under the corners", 3.0, MUTED)
    out.text((94, at((0, 100))[1]), "glue the label here, where", 3.0)
    out.text((94, at((0, 100))[1] + 4.4), "it is read before stepping on", 3.0)
    out.text((x0, 142), "right plate, from above", 3.0, MUTED, "middle")
    return out
