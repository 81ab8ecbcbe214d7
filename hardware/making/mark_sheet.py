"""The plate's mark sheet, 1:1: where holes are drilled and seats are glued, to be pricked through onto base and top."""

from making.build import Build
from making.drawing import ACCENT, MUTED, OUTLINE, TEXT, Drawing
from making.half_bridges import pegs, seat_box
from making.mechanics import foot_cells, plate_box, stops
from making.outline import corners
from making.sheet import AREA, heading, scale_bar


def mark_sheet(build: Build) -> Drawing:
    """One plate, seen from above; both are alike. Middle marks of cells, stops, cable hole, and of the light people's
    seats and pegs."""
    s, body, light = build.data["solid"], build.data["cell_body"], build.data["bodyweight"]
    area = Drawing(*AREA, "plate mark sheet")
    heading(
        area,
        "Marks of the plate, from above",
        "Lay the frame on the plate's edges and prick the crosses through. Onto the top's underside: turned over.",
    )
    scale_bar(area, 2, AREA[1] - 9)
    edges = plate_box(build)
    x0, y0 = AREA[0] / 2 - (edges[0] + edges[2]) / 2, AREA[1] - 52.0

    def at(p: tuple[float, float]) -> tuple[float, float]:
        return x0 + p[0], y0 - p[1]

    area.path(map(at, corners(edges)), True, TEXT, 0.4)
    for cell in foot_cells(build):
        area.circle(at(cell), (body["diameter_mm"] + body["pocket_room_mm"]) / 2, OUTLINE, 0.25)
        area.path(map(at, corners(seat_box(build, cell))), True, ACCENT, 0.25, dash=(2, 1))
        area.cross(at(cell), 4.0, TEXT, 0.25)
    for stop in stops(build):
        area.circle(at(stop), 4.0, TEXT, 0.3)
        area.cross(at(stop), 6.0, TEXT, 0.25)
    middle = ((edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2)
    area.circle(at(middle), s["cable_mm"] / 2, TEXT, 0.3)
    area.cross(at(middle), 8.0, TEXT, 0.25)
    for name, peg in zip(("close hole", "slot"), pegs(build), strict=True):
        area.circle(at(peg), light["peg"]["diameter_mm"] / 2, ACCENT, 0.25, dash=(1, 1))
        area.cross(at(peg), 6.0, ACCENT, 0.25)
        area.text((at(peg)[0], at(peg)[1] + 11), f"peg, {name}: light people", 2.6, ACCENT, "middle")
    x, y = at(middle)
    area.text((x, y + 14), "cable: base", 2.6, TEXT, "middle")
    area.text((x, y + 22), "full circles: pockets of disc cells", 2.6, MUTED, "middle")
    area.text((x, y + 26), "dashed squares: seats of 50 kg cells", 2.6, ACCENT, "middle")
    area.text((x, y + 30), "small circles in the corners: stops, base", 2.6, MUTED, "middle")
    area.text((x, at((0, edges[1]))[1] - 3), "heel", 3.0, MUTED, "middle")
    return area
