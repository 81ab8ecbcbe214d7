"""Where holes, channels, posts and stops lie: plain numbers, shared by solids, drawings and pictures."""

from collections.abc import Sequence

from making.build import Build
from making.outline import Box, blocks
from tripod.balance.geometry import Feet, foot_points, mirror, place_mm
from tripod.boards import POINTS

Point = tuple[float, float]


def insole_channels(build: Build, foot: str, length: float) -> list[tuple[list[Point], float]]:
    """Grooves for the films' tails and wires, all leaving at the outer edge of the midfoot, with their widths."""
    m, tail = mirror(foot), build.data["sensor"]["tail_width_mm"] + 0.8
    heel, mt1, mt5 = foot_points(Feet(length), foot)
    out = (m * 0.20 * length, 0.40 * length)
    bend = (m * 0.03 * length, 0.40 * length)

    def xy(p: Sequence[float], dy: float) -> Point:
        return float(p[0]), float(p[1]) + dy * length

    # The film's active circle rests on the uncut floor of its pocket.
    clear = (build.data["sensor"]["active_mm"] + tail) / 2 / length
    return [
        ([xy(mt1, -clear), xy(mt1, -0.15)], tail),
        ([xy(mt5, -clear), xy(mt5, -0.13)], tail),
        ([xy(heel, clear), xy(heel, 0.15)], tail),
        ([xy(mt1, -0.15), bend, out], 3.0),
        ([xy(mt5, -0.13), (m * 0.12 * length, 0.40 * length)], 3.0),
        ([xy(heel, 0.15), bend], 3.0),
    ]


def lies_across(point: str) -> bool:
    """The heel's load cell lies across the foot and the other two along it, so that three fit under one foot."""
    return point == "heel"


def bolts(build: Build, foot: str, point: str, at: Sequence[float]) -> tuple[list[Point], list[Point]]:
    """Bolt holes of a cell whose middle lies on the point's axis: the end fixed to the base, and the free end.

    The forefoot cells are fixed in front, under the toe ledge, so that what carries the blocks lies clear of it.
    """
    body = build.data["cell_body"]
    reach = [body["length_mm"] / 2 - d for d in body["bolts_from_end_mm"]]
    x, y = float(at[0]), float(at[1])
    if lies_across(point):
        m = mirror(foot)
        return [(x + m * d, y) for d in reach], [(x - m * d, y) for d in reach]
    return [(x, y + d) for d in reach], [(x, y - d) for d in reach]


def carrier_screws(build: Build, foot: str, point: str, at: Sequence[float]) -> list[Point]:
    """Wood screws from a carrier into its block, on either side of the pilot hole, across the cell."""
    half = build.data["solid"]["wood_screws_apart_mm"] / 2
    x, y = float(at[0]), float(at[1])
    return [(x, y - half), (x, y + half)] if lies_across(point) else [(x - half, y), (x + half, y)]


def pads_screws(build: Build) -> dict[str, float]:
    """Lengths of the pads' screws: into a cell's body, through a post, from a carrier into its block.

    Raises:
        ValueError: none that is sold fits.
    """
    s, screws, body = build.data["solid"], build.data["screws"], build.data["cell_body"]

    def stock(low: float, high: float, lengths: Sequence[float]) -> float:
        fitting = [length for length in lengths if low <= length <= high]
        if not fitting:
            raise ValueError(f"No screw that is sold is {low:g} to {high:g} mm long.")
        return min(fitting)

    least, most = screws["cell_least_thread_mm"], screws["cell_most_thread_mm"]
    through = {s["base_mm"] + body["spacer_mm"], s["carrier_mm"] + body["spacer_mm"]}
    cell = stock(max(through) + least, min(through) + most, screws["stock_mm"])
    nut_ends = pads_heights(build)["top"] - screws["nut_sunk_mm"] + screws["nut_mm"]
    wood = s["carrier_mm"] + s["block_mm"]
    return {
        "cell": cell,
        "post": stock(nut_ends, pads_heights(build)["top"] - 1, screws["stock_mm"]),
        "wood": stock(s["carrier_mm"] + screws["wood_least_mm"], wood - 2, screws["wood_stock_mm"]),
    }


def pads_feet(build: Build, foot: str, length: float) -> list[Point]:
    """Rubber feet under the base: at its corners and under the middle of its sides."""
    x0, y0, x1, y1 = pads_base(build, foot, length)
    inset = build.data["rubber"]["foot_mm"] / 2 + 2
    return [(x, y) for x in (x0 + inset, x1 - inset) for y in (y0 + inset, (y0 + y1) / 2, y1 - inset)]


def cell_box(build: Build, point: str, at: Sequence[float]) -> Box:
    """The cell's own outline."""
    body = build.data["cell_body"]
    half = (body["length_mm"] / 2, body["width_mm"] / 2)
    dx, dy = half if lies_across(point) else half[::-1]
    return float(at[0]) - dx, float(at[1]) - dy, float(at[0]) + dx, float(at[1]) + dy


def carrier_box(build: Build, foot: str, point: str, length: float) -> Box:
    """The carrier reaches from the cell's free end to the far edge of the block, and no farther."""
    at = foot_points(Feet(length), foot)[POINTS.index(point)]
    x0, y0, x1, y1 = cell_box(build, point, at)
    block = blocks(build, foot, length)[point]
    if not lies_across(point):
        return x0, y0, x1, block[3] - 2
    return (x0, y0, block[2] - 2, y1) if mirror(foot) > 0 else (block[0] + 2, y0, x1, y1)


def cells(build: Build, foot: str, length: float) -> dict[str, Box]:
    """Outlines of the three cells."""
    points = foot_points(Feet(length), foot)
    return {p: cell_box(build, p, at) for p, at in zip(POINTS, points, strict=True)}


def ledge_box(build: Build, foot: str, length: float) -> Box:
    """The toe ledge with the strips beside the blocks that its posts need."""
    x0, y0, x1, y1 = blocks(build, foot, length)["ledge"]
    wider = build.data["solid"]["ledge_wider_mm"]
    return x0 - wider, y0, x1 + wider, y1


def pads_base(build: Build, foot: str, length: float) -> Box:
    """The base reaches round all that stands on it."""
    room = build.data["solid"]["base_room_mm"]
    boxes = [
        *blocks(build, foot, length).values(),
        ledge_box(build, foot, length),
        *cells(build, foot, length).values(),
    ]
    low = [min(b[k] for b in boxes) - room for k in (0, 1)]
    high = [max(b[k] for b in boxes) + room for k in (2, 3)]
    return low[0], low[1], high[0], high[1]


def ledge_posts(build: Build, foot: str, length: float) -> list[Point]:
    """Four posts carry the toe ledge, beside the forefoot cells."""
    x0, y0, x1, y1 = ledge_box(build, foot, length)
    inset = build.data["solid"]["post_mm"] / 2 + 2
    return [(x, y) for x in (x0 + inset, x1 - inset) for y in (y0 + inset, y1 - inset)]


def foot_cells(build: Build) -> list[Point]:
    """A plate's cells in its foot's frame; both plates are alike."""
    board = build.board
    foot = board.feet[0]
    x0, y0 = place_mm(board, foot)
    return [(board.cells[k].x_mm - float(x0), board.cells[k].y_mm - float(y0)) for k in board.cells_of(foot)]


def plate_box(build: Build) -> Box:
    """The plate's edges."""
    xs, ys = zip(*foot_cells(build), strict=True)
    edge, along = build.data["solid"]["edge_mm"], build.data["solid"]["edge_along_mm"]
    return min(xs) - edge, min(ys) - along, max(xs) + edge, max(ys) + along


def stops(build: Build) -> list[Point]:
    """A stop in each corner, beyond the cells: a load beside the cells tips the plate onto it, and no farther."""
    x0, y0, x1, y1 = mat_box(build)
    return [(x, y) for y in (y0, y1) for x in (x0, x1)]


def mat_box(build: Build) -> Box:
    """The mat, which is what one stands on, ends over the stops: beyond them the plate would tip."""
    x0, y0, x1, y1 = plate_box(build)
    inset = build.data["solid"]["stop_mm"] / 2 + 3
    return x0 + inset, y0 + inset, x1 - inset, y1 - inset


def feet(build: Build) -> list[Point]:
    """Rubber feet stand under the cells, so that no plate has to carry across."""
    return foot_cells(build)


def stop_proud_mm(build: Build) -> float:
    """How far a stop stands out of the base plate of metal."""
    return plate_heights(build)["stop"] - build.data["solid"]["base_mm"]


def stop_screw_mm(build: Build) -> float:
    """The shortest set screw that is sold and reaches: what stands out, and its thread in the base or an insert.

    Raises:
        ValueError: none is long enough.
    """
    table = build.data["stop"]
    reach = stop_proud_mm(build) + table["least_thread_mm"]
    long_enough = [length for length in table["stock_mm"] if length >= reach]
    if not long_enough:
        raise ValueError(f"No set screw that is sold is {reach:.1f} mm long.")
    return min(long_enough)


def pads_heights(build: Build) -> dict[str, float]:
    """Heights above the base's underside: of the cells' underside, the carriers', the blocks' and of the top; and all
    in all, with rubber feet and mat."""
    s, body = build.data["solid"], build.data["cell_body"]
    cell = s["base_mm"] + body["spacer_mm"]
    carrier = cell + body["height_mm"] + body["spacer_mm"]
    block = carrier + s["carrier_mm"]
    top, rubber = block + s["block_mm"], build.data["rubber"]
    whole = top + rubber["mat_mm"] + rubber["foot_high_mm"]
    return {"cell": cell, "carrier": carrier, "block": block, "top": top, "all": whole}


def plate_heights(build: Build) -> dict[str, float]:
    """Heights above the base plate's underside: of cells, top plate, its surface, the mat's; stops; and all in all."""
    s, body = build.data["solid"], build.data["cell_body"]
    cell = s["base_mm"] - body["pocket_deep_mm"]
    top = cell + body["height_mm"] - s["seat_deep_mm"]
    mat = top + s["top_mm"] + s["mat_mm"]
    stop = top - s["stop_gap_mm"]
    return {"cell": cell, "stop": stop, "top": top, "mat": mat, "all": mat + s["foot_high_mm"]}


PLY_MM, RUBBER_MM = 18.0, 3.0
"""Layers of a block for the bar's discs: what the boards are made of, too."""


def bar_block(high_mm: float) -> tuple[int, int]:
    """Sheets of plywood and of rubber whose height comes nearest to the board's, with one of rubber at least."""
    choices = [(ply, rubber) for ply in range(8) for rubber in range(1, 6)]
    return min(choices, key=lambda n: (round(abs(n[0] * PLY_MM + n[1] * RUBBER_MM - high_mm), 6), n[1]))
