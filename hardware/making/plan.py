"""The workshop drawing of a board: plan with dimensions, and a table of every hole."""

from collections.abc import Callable, Sequence
from textwrap import wrap

from making.build import Build, data_board
from making.drawing import ACCENT, EDGE, MUTED, OUTLINE, TEXT, Drawing
from making.half_bridges import bridge_heights, button_mm, peg_mm, pegs, ply_height_mm, seat_box
from making.mechanics import (
    bolts,
    carrier_box,
    carrier_screws,
    cells,
    feet,
    foot_cells,
    insole_channels,
    ledge_box,
    ledge_posts,
    mat_box,
    pads_base,
    pads_feet,
    pads_heights,
    plate_box,
    plate_heights,
    stop_proud_mm,
    stop_screw_mm,
    stops,
)
from making.outline import Box, blocks, corners, insole
from making.stance_lines import HEEL_MARK_MM, line_ends, lines_said, straight_ahead
from tripod.balance.geometry import Feet, foot_points
from tripod.boards import FEET, POINTS

FOOT = "right"
Hole = tuple[str, float, float, str]
Body = Callable[[Build, Drawing], tuple[str, list[Hole], list[tuple[str, str]]]]


def plan(build: Build) -> Drawing:
    """A4 across, the part at half its size."""
    bodies: dict[str, Body] = {"insole": _insole, "pads": _pads, "plate": _plate}
    return _sheet(build, build.board.title, bodies[build.name])


def light_plan(build: Build) -> Drawing:
    """The same of the plate on half bridges: seats and pegs instead of pockets and load buttons."""
    return _sheet(build, data_board(build.data["bodyweight"]).title, _light)


def _sheet(build: Build, title: str, body: Body) -> Drawing:
    out = Drawing(297, 210, f"Workshop drawing: {title}")
    out.box(4, 4, 289, 202, EDGE, 0.4)
    out.text((150, 15), f"{title}: workshop drawing", 5.0, bold=True)
    below, holes, sizes = body(build, out)
    for k, line in enumerate(wrap(below, 84)):
        out.text((150, 21 + 4.4 * k), line, 3.0, MUTED)
    out.text(
        (150, 203),
        "Scale 1:2. Millimetres. Origin: back of the heel, on the foot's axis; y forward, x right.",
        3.0,
        MUTED,
    )
    x, y = 164.0, 36.0
    out.text((x, y), "part", 3.2, MUTED)
    out.text((x + 62, y), "size", 3.2, MUTED)
    room = (196 - y - 10) / (len(sizes) + len(holes))
    pitch = min(5.0, room)
    high = min(3.2, 0.8 * pitch)
    for name, size in sizes:
        y += pitch
        out.text((x, y), name, high)
        out.text((x + 62, y), size, high)
    y += 9
    for words, dx, anchor in (("hole", 0, "start"), ("x", 74, "end"), ("y", 90, "end"), ("cut", 96, "start")):
        out.text((x + dx, y), words, 3.2, MUTED, anchor)
    for name, hx, hy, cut in holes:
        y += pitch
        out.text((x, y), name, high)
        out.text((x + 74, y), f"{hx:.1f}", high, TEXT, "end")
        out.text((x + 90, y), f"{hy:.1f}", high, TEXT, "end")
        out.text((x + 96, y), cut, high)
    return out


def _at(p: Sequence[float], x0: float = 78.0, y0: float = 174.0) -> tuple[float, float]:
    return x0 + float(p[0]) / 2, y0 - float(p[1]) / 2


def _outline(out: Drawing, edges: Box, stroke: str = TEXT, width: float = 0.35, dash: tuple[float, ...] = ()) -> None:
    out.path(map(_at, corners(edges)), True, stroke, width, dash=dash)


def _size(edges: Box, thick: float) -> str:
    return f"{edges[2] - edges[0]:.1f} x {edges[3] - edges[1]:.1f} x {thick:g}"


def _across(out: Drawing, edges: Box, below: float = 7.0) -> None:
    """Width under and length beside a part."""
    (a, y), (b, top) = _at(edges[:2]), _at(edges[2:])
    out.line((a, y + below), (b, y + below), OUTLINE, 0.25)
    out.text(((a + b) / 2, y + below + 4), f"{edges[2] - edges[0]:.1f}", 3.0, MUTED, "middle")
    out.line((a - below, y), (a - below, top), OUTLINE, 0.25)
    out.text((a - below - 1.5, (y + top) / 2), f"{edges[3] - edges[1]:.1f}", 3.0, MUTED, "middle", turn=-90)


def _mark(out: Drawing, hole: Hole, radius: float) -> None:
    out.circle(_at(hole[1:3]), max(radius / 2, 0.6), ACCENT, 0.3)


def _insole(build: Build, out: Drawing) -> tuple[str, list[Hole], list[tuple[str, str]]]:
    s, sensor = build.data["solid"], build.data["sensor"]
    length = build.board.foot_length_mm
    ring = insole(build, FOOT, length)
    out.path(map(_at, ring), True, TEXT, 0.4)
    for line, width in insole_channels(build, FOOT, length):
        out.path(map(_at, line), stroke=EDGE, width=width / 2)
    low, high = ring.min(0), ring.max(0)
    edges = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    _across(out, edges)
    wide = sensor["outer_mm"] + s["pocket_room_mm"]
    cut = f"dia {wide:.1f}, {s['pocket_deep_mm']:g} deep"
    holes = [
        (f"pocket {p.upper() if p != 'heel' else p}", float(at[0]), float(at[1]), cut)
        for p, at in zip(POINTS, foot_points(Feet(length), FOOT), strict=True)
    ]
    for hole in holes:
        _mark(out, hole, wide / 2)
        out.cross(_at(hole[1:3]), 2.5, ACCENT, 0.25)
    sizes = [
        ("insole", _size(edges, s["thick_mm"])),
        (
            "grooves for tails, wide and deep",
            f"{insole_channels(build, FOOT, length)[0][1]:.1f} x {s['channel_deep_mm']:g}",
        ),
        ("grooves for wires", f"{insole_channels(build, FOOT, length)[-1][1]:.1f} x {s['channel_deep_mm']:g}"),
    ]
    return f"Right foot, foot length {length:g} mm; the left is its mirror image.", holes, sizes


def _pads(build: Build, out: Drawing) -> tuple[str, list[Hole], list[tuple[str, str]]]:
    s, body = build.data["solid"], build.data["cell_body"]
    length = build.board.foot_length_mm
    base, ledge = pads_base(build, FOOT, length), ledge_box(build, FOOT, length)
    _outline(out, base, TEXT, 0.45)
    for edges in cells(build, FOOT, length).values():
        _outline(out, edges, OUTLINE, 0.25, (2, 1))
    tops = blocks(build, FOOT, length)
    for name in POINTS:
        _outline(out, tops[name], TEXT, 0.3)
    _outline(out, ledge, MUTED, 0.3, (3, 1.5))
    middle = _at(((ledge[0] + ledge[2]) / 2, (ledge[1] + ledge[3]) / 2))
    out.text(middle, "toe ledge, not measured,", 2.8, MUTED, "middle")
    out.text((middle[0], middle[1] + 4), "same height as the blocks", 2.8, MUTED, "middle")
    _across(out, base)
    holes: list[Hole] = []
    for point, at in zip(POINTS, foot_points(Feet(length), FOOT), strict=True):
        word = point.upper() if point != "heel" else point
        holes.append((f"pilot {word}: base, carrier, block", float(at[0]), float(at[1]), f"dia {s['pilot_mm']:g}"))
        fixed, free = bolts(build, FOOT, point, at)
        holes += [(f"cell {word}, fixed end: base", x, y, f"dia {body['bolt_mm']:g}") for x, y in fixed]
        holes += [(f"cell {word}, free end: carrier", x, y, f"dia {body['bolt_mm']:g}") for x, y in free]
        holes += [
            (f"screw {word} into its block: carrier", x, y, f"dia {s['wood_screw_mm']:g}, sunk")
            for x, y in carrier_screws(build, FOOT, point, at)
        ]
    holes += [("post: base, ledge", x, y, f"dia {body['bolt_mm']:g}") for x, y in ledge_posts(build, FOOT, length)]
    for hole in holes:
        _mark(out, hole, s["pilot_mm"] / 2 if "pilot" in hole[0] else body["bolt_mm"] / 2)
    rubber = build.data["rubber"]
    holes += [
        ("rubber foot, glued: base, below", x, y, f"dia {rubber['foot_mm']:g}")
        for x, y in pads_feet(build, FOOT, length)
    ]
    sizes = [("base plate", _size(base, s["base_mm"])), ("toe ledge", _size(ledge, s["ledge_mm"]))]
    sizes.append(("height, with feet and mat", f"{pads_heights(build)['all']:g}"))
    sizes.append(("nuts of the posts, in the ledge", f"dia 14, {build.data['screws']['nut_sunk_mm']:g} deep"))
    for name in POINTS:
        word = name.upper() if name != "heel" else name
        sizes.append((f"block {word}", _size(tops[name], s["block_mm"])))
        sizes.append((f"carrier {word}", _size(carrier_box(build, FOOT, name, length), s["carrier_mm"])))
    turn, stands = build.board.places[FOOT].turn_deg, ""
    if turn:
        end = straight_ahead(build, FOOT, length)
        out.line(_at((0, 0)), _at(end), TEXT, 0.4, (0.6, 1.6))
        stands = f" Dotted: straight ahead; each base stands turned outward by {turn:g}° about the origin."
    return f"Right foot, foot length {length:g} mm; the left is its mirror image. Cells dashed.{stands}", holes, sizes


def _plate(build: Build, out: Drawing) -> tuple[str, list[Hole], list[tuple[str, str]]]:
    s, body = build.data["solid"], build.data["cell_body"]
    edges = plate_box(build)
    _outline(out, edges, TEXT, 0.45)
    _across(out, edges)
    wide = body["diameter_mm"] + body["pocket_room_mm"]
    names = ("back left", "back right", "front left", "front right")
    seats = (
        f"dia {s['seat_mm']:g}",
        f"slot {s['seat_mm']:g} x {s['seat_mm'] + 6:g}",
        *[f"dia {s['seat_free_mm']:g}"] * 2,
    )
    holes: list[Hole] = []
    for name, seat, (x, y) in zip(names, seats, foot_cells(build), strict=True):
        holes.append((f"cell {name}: base", x, y, f"dia {wide:g}, {body['pocket_deep_mm']:g}"))
        holes.append((f"seat {name}: top, from below", x, y, f"{seat}, {s['seat_deep_mm']:g}"))
        out.circle(_at((x, y)), wide / 4, ACCENT, 0.3)
        out.circle(_at((x, y)), s["seat_mm"] / 4, ACCENT, 0.3)
    holes += _stops_and_cable(build)
    _surface(build, out)
    for hole in holes[-5:]:
        _mark(out, hole, 5)
    holes += [("rubber foot, glued: base, below", x, y, f"dia {s['foot_mm']:g}") for x, y in feet(build)]
    ply = build.data["material"]["plywood"]["thick_mm"]
    sizes = [
        ("base plate (barbell)", _size(edges, s["base_mm"])),
        ("top plate (barbell)", _size(edges, s["top_mm"])),
        ("base and top, if of plywood", _size(edges, ply)),
        (f"mat, {mat_box(build)[0] - edges[0]:g} mm inside the edges", _size(mat_box(build), s["mat_mm"])),
        ("corners", f"radius {s['corner_mm']:g}"),
        ("stops: set screw", f"{build.data['stop']['thread']} x {stop_screw_mm(build):g}"),
        ("stops stand out of the base by", f"{stop_proud_mm(build):.1f}"),
        ("height, with feet and mat", f"{plate_heights(build)['all']:g}"),
        ("height, if of plywood", f"{ply_height_mm(build):g}"),
    ]
    return _alike(), holes, sizes


def _light(build: Build, out: Drawing) -> tuple[str, list[Hole], list[tuple[str, str]]]:
    s, ply, edges = build.data["solid"], build.data["material"]["plywood"]["thick_mm"], plate_box(build)
    light, high = build.data["bodyweight"], bridge_heights(build)
    seat, button, peg = light["seat"], light["button"], light["peg"]
    _outline(out, edges, TEXT, 0.45)
    _across(out, edges)
    holes: list[Hole] = []
    for name, at in zip(("back left", "back right", "front left", "front right"), foot_cells(build), strict=True):
        _outline(out, seat_box(build, at), ACCENT, 0.3)
        out.circle(_at(at), button["diameter_mm"] / 4, ACCENT, 0.3)
        holes.append((f"seat {name}, glued: base", *at, f"side {seat['side_mm']:g}"))
        holes.append((f"button {name}, glued: top, below", *at, f"dia {button['diameter_mm']:g}"))
    wide = peg["diameter_mm"] + peg["room_mm"]
    deep = f"{peg['top_deep_mm']:g}"
    cuts = (("", f"dia {wide:g}, {deep}"), (", along", f"slot {wide:g} x {peg['slot_mm']:g}, {deep}"))
    for name, at, (way, cut) in zip(("back", "front"), pegs(build), cuts, strict=True):
        holes.append((f"peg {name}, glued: base", *at, f"dia {peg['diameter_mm']:g}, {peg['base_deep_mm']:g}"))
        holes.append((f"peg {name}: top, from below{way}", *at, cut))
        out.circle(_at(at), peg["diameter_mm"] / 4, ACCENT, 0.3)
    holes += _stops_and_cable(build)
    _surface(build, out)
    for hole in holes[-5:]:
        _mark(out, hole, 5)
    holes += [("rubber foot, glued: base, below", x, y, f"dia {s['foot_mm']:g}") for x, y in feet(build)]
    sizes = [
        ("base and top, of plywood", _size(edges, ply)),
        (f"mat, {mat_box(build)[0] - edges[0]:g} mm inside the edges", _size(mat_box(build), s["mat_mm"])),
        ("seat, printed: high; the frame lies at", f"{seat['high_mm']:g}; {high['frame']:g}"),
        ("button, printed: thick", f"{button_mm(build):g}"),
        ("pegs: dowel, long", f"dia {peg['diameter_mm']:g}, {peg_mm(build):g}"),
        ("between base and top", f"{high['top']:g}"),
        ("stops: set screw, in an insert", f"{build.data['stop']['thread']} x {stop_screw_mm(build):g}"),
        ("stops stand out of the base by", f"{stop_proud_mm(build):.1f}"),
        ("height, with feet and mat", f"{ply_height_mm(build):g}"),
    ]
    return (
        f"Left and right plate are alike. Scribe lines at {lines_said()} from the heel's mark into the top.",
        holes,
        sizes,
    )


def _alike() -> str:
    return f"Left and right plate are alike. Scribe lines at {lines_said()} from the heel's mark into the top."


def _stops_and_cable(build: Build) -> list[Hole]:
    """Five holes of every plate's base."""
    edges, thread = plate_box(build), build.data["stop"]["thread"]
    middle = ((edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2)
    holes: list[Hole] = [("stop: base", x, y, f"{thread}, through") for x, y in stops(build)]
    return [*holes, ("cable: base", *middle, f"dia {build.data['solid']['cable_mm']:g}")]


def _surface(build: Build, out: Drawing) -> None:
    """What lies on top of it: the mat, the heel's mark, the lines."""
    _outline(out, mat_box(build), MUTED, 0.3, (3, 1.5))
    out.line(_at((-HEEL_MARK_MM, 0)), _at((HEEL_MARK_MM, 0)), TEXT, 0.35)
    for foot in FEET:
        for angle, end in line_ends(build, foot).items():
            if angle or foot == FEET[0]:
                out.line(_at((0, 0)), _at(end), TEXT, 0.25, (4, 1.5))
                out.text((_at(end)[0], _at(end)[1] - 1.5), f"{angle}°", 3.0, TEXT, "middle")
