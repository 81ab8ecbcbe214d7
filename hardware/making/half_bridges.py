"""The plate for light people: what lies between its plates where the other variants have disc cells.

A half bridge has neither a body for a pocket nor a button for a seat. A printed seat on the base holds it by its frame,
a printed button under the top presses on its middle, and two pegs keep the top from sliding.
"""

from making.build import Build
from making.mechanics import Point, foot_cells, plate_heights
from making.outline import Box


def bridge_heights(build: Build) -> dict[str, float]:
    """Heights above the base's upper side: of the cell's frame, of the seat's rim, of the cell's middle, of the top's
    underside; the last as on disc cells, so that stops and blocks for the bar are those of all variants."""
    light = build.data["bodyweight"]
    frame = light["seat"]["high_mm"] - light["seat"]["deep_mm"]
    top = plate_heights(build)["top"] - build.data["solid"]["base_mm"]
    return {"frame": frame, "rim": light["seat"]["high_mm"], "middle": frame + light["seat"]["cell_mm"], "top": top}


def button_mm(build: Build) -> float:
    """How thick the button is that fills what is left between cell and top.

    Raises:
        ValueError: so little is left that it would break.
    """
    high = bridge_heights(build)
    thick = high["top"] - high["middle"]
    if thick < build.data["bodyweight"]["button"]["least_mm"]:
        raise ValueError(f"Only {thick:g} mm are left for the button under the top.")
    return thick


def pegs(build: Build) -> list[Point]:
    """Two, on the middle line of the plate: between the rear cells, in a close hole of the top, and between the front
    cells, in a slot along it."""
    xs, ys = zip(*foot_cells(build), strict=True)
    middle = (min(xs) + max(xs)) / 2
    return [(middle, min(ys)), (middle, max(ys))]


def peg_mm(build: Build) -> float:
    """How long a peg is: from its hole in the base into the top."""
    peg = build.data["bodyweight"]["peg"]
    return peg["base_deep_mm"] + bridge_heights(build)["top"] + peg["in_top_mm"]


def seat_box(build: Build, at: Point) -> Box:
    """The outline of a cell's seat on the base."""
    half = build.data["bodyweight"]["seat"]["side_mm"] / 2
    return at[0] - half, at[1] - half, at[0] + half, at[1] + half


def ply_height_mm(build: Build) -> float:
    """Of a plate of plywood, with feet and mat."""
    s, ply = build.data["solid"], build.data["material"]["plywood"]["thick_mm"]
    return plate_heights(build)["all"] + 2 * ply - s["base_mm"] - s["top_mm"]
