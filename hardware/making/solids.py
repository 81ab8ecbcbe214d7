"""Solids of everything that is cut, milled or printed, made with build123d (an extra: 1 GB, only to rebuild them).

Insoles and pads lie in the foot's frame, the plate in that of the foot it stands under; z is up from the part's floor.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from build123d import (  # type: ignore[import-not-found]
    Axis,
    Box,
    Cylinder,
    Polyline,
    Pos,
    export_step,
    export_stl,
    extrude,
    fillet,
    make_face,
)

from making.build import Build
from making.half_bridges import button_mm
from making.mechanics import (
    bolts,
    carrier_box,
    carrier_screws,
    foot_cells,
    insole_channels,
    ledge_box,
    ledge_posts,
    pads_base,
    pads_heights,
    plate_box,
    stops,
)
from making.outline import blocks, insole
from tripod.balance.geometry import Feet, foot_points
from tripod.boards import FEET, POINTS


def solids(build: Build, foot_mm: float = 0.0) -> dict[str, Any]:
    """Name to solid; `foot_mm` instead of the build's own foot length."""
    length = foot_mm or build.board.foot_length_mm
    return {"insole": _insoles, "pads": _pads, "plate": _plate}[build.name](build, length)


def write(parts: dict[str, Any], folder: Path) -> None:
    """STEP for machines and for changing, STL for printers and for the tests."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, part in parts.items():
        step = folder / f"{name}.step"
        export_step(part, str(step))
        # The date of writing would make every rebuild a change.
        step.write_text(re.sub(r"'\d{4}-\d\d-\d\dT[\d:]+'", "'1970-01-01T00:00:00'", step.read_text("utf-8")), "utf-8")
        export_stl(part, str(folder / f"{name}.stl"), tolerance=0.05, angular_tolerance=0.6)


def _insoles(build: Build, length: float) -> dict[str, Any]:
    s, sensor = build.data["solid"], build.data["sensor"]
    out: dict[str, Any] = {}
    for foot in FEET:
        part = extrude(_face(insole(build, foot, length)), s["thick_mm"])
        top = s["thick_mm"]
        for at in foot_points(Feet(length), foot):
            radius = (sensor["outer_mm"] + s["pocket_room_mm"]) / 2
            part -= _hole(at, radius, top - s["pocket_deep_mm"], top + 1)
        for channel, width in insole_channels(build, foot, length):
            part -= _groove(channel, width, top - s["channel_deep_mm"], top + 1)
        out[f"insole-{foot}"] = part
    out["press-puck"] = _disc(20, 5) + Pos(0, 0, 5) * _disc(s["press_puck_mm"] / 2, 6)
    return out


def _pads(build: Build, length: float) -> dict[str, Any]:
    s, out = build.data["solid"], dict[str, Any]()
    for foot in FEET:
        points = dict(zip(POINTS, foot_points(Feet(length), foot), strict=True))
        base = _slab(pads_base(build, foot, length), s["base_mm"], s["corner_mm"])
        for point, at in points.items():
            base -= _hole(at, s["pilot_mm"] / 2, -1, s["base_mm"] + 1)
            fixed, free = bolts(build, foot, point, at)
            for hole in fixed:
                base -= _hole(hole, build.data["cell_body"]["bolt_mm"] / 2, -1, s["base_mm"] + 1)
            carrier = _slab(carrier_box(build, foot, point, length), s["carrier_mm"], s["corner_mm"])
            for hole in free:
                carrier -= _hole(hole, build.data["cell_body"]["bolt_mm"] / 2, -1, s["carrier_mm"] + 1)
            for hole in carrier_screws(build, foot, point, at):
                carrier -= _hole(hole, s["wood_screw_mm"] / 2, -1, s["carrier_mm"] + 1)
            out[f"pads-{foot}-{point}-carrier"] = carrier - _hole(at, s["pilot_mm"] / 2, -1, s["carrier_mm"] + 1)
        for x, y in ledge_posts(build, foot, length):
            base -= _hole((x, y), build.data["cell_body"]["bolt_mm"] / 2, -1, s["base_mm"] + 1)
        out[f"pads-{foot}-base"] = base
        for name, at in points.items():
            block = _slab(blocks(build, foot, length)[name], s["block_mm"], s["corner_mm"])
            out[f"pads-{foot}-{name}"] = block - _hole(at, s["pilot_mm"] / 2, -1, s["block_mm"] + 1)
        ledge = _slab(ledge_box(build, foot, length), s["ledge_mm"], s["corner_mm"])
        for at in ledge_posts(build, foot, length):
            ledge -= _hole(at, build.data["cell_body"]["bolt_mm"] / 2, -1, s["ledge_mm"] + 1)
        out[f"pads-{foot}-ledge"] = ledge
    high = pads_heights(build)["top"] - s["ledge_mm"] - s["base_mm"]
    out["pads-post"] = _disc(s["post_mm"] / 2, high) - _hole(
        (0, 0), build.data["cell_body"]["bolt_mm"] / 2, -1, high + 1
    )
    return out


def _plate(build: Build, length: float) -> dict[str, Any]:
    s, body = build.data["solid"], build.data["cell_body"]
    box, cells = plate_box(build), foot_cells(build)
    base = _slab(box, s["base_mm"], s["corner_mm"])
    top = _slab(box, s["top_mm"], s["corner_mm"])
    for at in cells:
        radius = (body["diameter_mm"] + body["pocket_room_mm"]) / 2
        base -= _hole(at, radius, s["base_mm"] - body["pocket_deep_mm"], s["base_mm"] + 1)
    for at in stops(build):
        base -= _hole(at, 6.8 / 2, -1, s["base_mm"] + 1)
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    base -= _hole(middle, s["cable_mm"] / 2, -1, s["base_mm"] + 1)
    close, slot, *free = cells
    top -= _hole(close, s["seat_mm"] / 2, -1, s["seat_deep_mm"])
    top -= _groove([(slot[0] - 3, slot[1]), (slot[0] + 3, slot[1])], s["seat_mm"], -1, s["seat_deep_mm"])
    for at in free:
        top -= _hole(at, s["seat_free_mm"] / 2, -1, s["seat_deep_mm"])
    foot = _disc(s["foot_mm"] / 2, s["foot_high_mm"]) - _hole((0, 0), 2.75, -1, s["foot_high_mm"] + 1)
    grid = _disc(30, 6) + Pos(0, 0, 6) * _disc(s["grid_foot_mm"] / 2, 12)
    light = build.data["bodyweight"]
    button = _disc(light["button"]["diameter_mm"] / 2, button_mm(build))
    return {
        "plate-base": base,
        "plate-top": top,
        "plate-foot": foot,
        "plate-grid-foot": grid,
        "plate-seat-50kg": _seat(light["seat"]),
        "plate-button-50kg": button,
    }


def _seat(s: Mapping[str, float]) -> Any:
    """Holds a half-bridge cell by its frame; the middle hangs free, and the wires leave through a notch."""

    def square(side: float, low: float, high: float) -> Any:
        return Pos(0, 0, (low + high) / 2) * Box(side, side, high - low)

    seat = _slab((-s["side_mm"] / 2, -s["side_mm"] / 2, s["side_mm"] / 2, s["side_mm"] / 2), s["high_mm"], 3)
    seat -= square(s["frame_mm"] + s["room_mm"], s["high_mm"] - s["deep_mm"], s["high_mm"] + 1)
    seat -= square(s["free_mm"], s["high_mm"] - s["free_deep_mm"], s["high_mm"])
    notch = Pos(0, -s["side_mm"] / 2, s["high_mm"] - s["deep_mm"] / 2) * Box(10, s["side_mm"] / 2, s["deep_mm"] + 0.01)
    return seat - notch


def _face(points: Any) -> Any:
    ring = [(float(x), float(y)) for x, y in points]
    return make_face(Polyline(*ring, close=True))


def _slab(box: Sequence[float], high: float, corner: float) -> Any:
    x0, y0, x1, y1 = box
    slab = Pos((x0 + x1) / 2, (y0 + y1) / 2, high / 2) * Box(x1 - x0, y1 - y0, high)
    return fillet(slab.edges().filter_by(Axis.Z), corner)


def _disc(radius: float, high: float) -> Any:
    return Pos(0, 0, high / 2) * Cylinder(radius, high)


def _hole(at: Sequence[float], radius: float, low: float, high: float) -> Any:
    return Pos(float(at[0]), float(at[1]), (low + high) / 2) * Cylinder(radius, high - low)


def _groove(line: Iterable[Sequence[float]], width: float, low: float, high: float) -> Any:
    """A slot of round ends along a line."""
    points = [np.array(p, float) for p in line]
    tool = _hole(points[0], width / 2, low, high)
    for a, b in pairwise(points):
        along = (b - a) / np.hypot(*(b - a))
        side = np.array([-along[1], along[0]]) * width / 2
        tool += Pos(0, 0, low) * extrude(_face([a + side, a - side, b - side, b + side]), high - low)
        tool += _hole(b, width / 2, low, high)
    return tool
