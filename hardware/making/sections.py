"""Sections through pads and plate: heights, and the gaps that must stay open."""

from making.build import Build
from making.drawing import MUTED, TEXT, WARN, Drawing
from making.half_bridges import bridge_heights, peg_mm, ply_height_mm
from making.mechanics import bolts, carrier_box, cells, ledge_posts, pads_base, pads_heights, plate_heights
from making.mesh import ALUMINIUM, CELL, RUBBER, WOOD
from making.outline import blocks
from tripod.balance.geometry import Feet, foot_points
from tripod.boards import POINTS

FOOT = "right"
"""Drawn for all; the left foot is its mirror image."""


def spacer(build: Build, point: str) -> tuple[float, float, float, float]:
    """The strip between base and cell, at the fixed end."""
    length = build.board.foot_length_mm
    at = foot_points(Feet(length), FOOT)[POINTS.index(point)]
    (ax, ay), (bx, by) = bolts(build, FOOT, point, at)[0]
    half = build.data["cell_body"]["width_mm"] / 2
    dx, dy = (20.0, half) if point == "heel" else (half, 20.0)
    return (ax + bx) / 2 - dx, (ay + by) / 2 - dy, (ax + bx) / 2 + dx, (ay + by) / 2 + dy


def pads_section(build: Build) -> Drawing:
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
        _, a, _, b = spacer(build, point)
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
    out.text(
        (14, 81), "The posts stand beside the cells and carry the ledge alone. A mat of 3 mm comes on top.", 3.0, MUTED
    )
    return out


def plate_section(build: Build) -> Drawing:
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
    for words, z in (
        ("mat", high["mat"] - 2),
        ("top plate", top + s["top_mm"] / 2 + 1),
        ("base plate", s["base_mm"] / 2 - 1),
    ):
        out.text((x0 + 135, floor - k * z), words, 2.9, MUTED)
    out.line((14, floor + k * s["foot_high_mm"]), (14, floor - k * high["mat"]), MUTED, 0.3)
    out.text((11.5, floor - k * high["mat"] / 2 + 3), f"{high['all']:g} mm", 3.0, MUTED, "middle", turn=-90)
    return out


def light_section(build: Build) -> Drawing:
    """Section of the plate on half bridges, at a cell, at a peg and at a stop."""
    s, ply, light = build.data["solid"], build.data["material"]["plywood"]["thick_mm"], build.data["bodyweight"]
    seat, button, peg, high = light["seat"], light["button"], light["peg"], bridge_heights(build)
    out = Drawing(190, 108, "Section of the plate on half bridges")
    k, x0, floor = 1.5, 20.0, 94.0
    top = ply + high["top"]

    def slab(x: float, wide: float, low: float, up: float, fill: str) -> None:
        out.box(x0 + k * x, floor - k * up, k * wide, k * (up - low), TEXT, 0.3, fill)

    slab(0, 84, 0, ply, WOOD)
    slab(0, 84, top, top + ply, WOOD)
    slab(0, 84, top + ply, top + ply + s["mat_mm"], "#e2eaf1")
    middle, half = 24.0, seat["side_mm"] / 2
    hollow, frame = seat["free_mm"] / 2, (seat["frame_mm"] + seat["room_mm"]) / 2
    for side in (-1, 1):
        outer, inner = middle + side * half, middle + side * frame
        slab(min(outer, inner), half - frame, ply, ply + high["rim"], ALUMINIUM)
        ledge = middle + side * hollow
        slab(min(inner, ledge), frame - hollow, ply, ply + high["frame"], ALUMINIUM)
    slab(middle - hollow, seat["free_mm"], ply, ply + seat["high_mm"] - seat["free_deep_mm"], ALUMINIUM)
    slab(middle - seat["frame_mm"] / 2, seat["frame_mm"], ply + high["frame"], ply + high["frame"] + 3, CELL)
    slab(middle - 4, 8, ply + high["frame"] + 3, ply + high["middle"], CELL)
    slab(middle - button["diameter_mm"] / 2, button["diameter_mm"], ply + high["middle"], top, ALUMINIUM)
    wide = peg["diameter_mm"] + peg["room_mm"]
    slab(56 - wide / 2, wide, top, top + peg["top_deep_mm"], "#ffffff")
    low = ply - peg["base_deep_mm"]
    slab(56 - peg["diameter_mm"] / 2, peg["diameter_mm"], low, low + peg_mm(build), WOOD)
    slab(70, 8, ply - 10, ply + high["top"] - s["stop_gap_mm"], RUBBER)
    for x in (middle - 9, 65):
        slab(x, 18, -s["foot_high_mm"], 0, RUBBER)
    right = x0 + k * 84 + 5
    gap = floor - k * (top - s["stop_gap_mm"] / 2)
    out.line((x0 + k * 78, gap), (right - 1, gap), WARN, 0.4)
    out.text((right, gap - 0.6), f"{s['stop_gap_mm']:g} mm: the stop", 2.9, WARN)
    out.text((right, gap + 3.4), "carries nothing", 2.9, WARN)
    for words, z in (
        ("mat", top + ply + 1),
        ("top plate", top + ply / 2),
        ("base plate", ply / 2 - 1),
    ):
        out.text((right, floor - k * z), words, 2.9, MUTED)
    below = floor + k * s["foot_high_mm"] + 5
    out.text((x0 + k * middle, below), "cell in its seat, under its button", 2.9, TEXT, "middle")
    out.text((x0 + k * 56, below + 4), "peg", 2.9, TEXT, "middle")
    out.text((x0 + k * 74, below), "stop", 2.9, TEXT, "middle")
    out.line((14, floor + k * s["foot_high_mm"]), (14, floor - k * (top + ply + s["mat_mm"])), MUTED, 0.3)
    out.text((11.5, floor - k * top / 2), f"{ply_height_mm(build):g} mm", 3.0, MUTED, "middle", turn=-90)
    return out
