"""Foot templates, 1:1: where sensors or blocks lie under a foot of a given length."""

from making.build import Build, pin_label
from making.drawing import ACCENT, EDGE, MUTED, OUTLINE, TEXT, Drawing
from making.outline import blocks, corners, insole, sole, toes
from making.sheet import AREA, heading, scale_bar
from making.stance_lines import drawn_turn, straight_ahead
from tripod.balance.geometry import Feet, foot_points, mirror
from tripod.boards import POINTS

LENGTHS_MM = range(230, 301, 10)
_APART = {"tonight": 0.0, "insole": 66.0, "pads": 69.0}
"""Half the distance between the feet on the sheet; where they stand is another matter."""
_CLEAR_OF_WORDS = ((0.0, 0.06), (0.30, 0.62), (0.86, 1.0))
"""Parts of the line straight ahead that are drawn."""


def template(build: Build, length_mm: float) -> Drawing:
    """Both feet on the area of a sheet."""
    area = Drawing(*AREA, f"{build.name} template, foot length {length_mm:g} mm")
    heading(area, f"{build.board.title}: template for feet of {length_mm:g} mm", 'Print at 100 %, not "fit to page".')
    scale_bar(area, 2, AREA[1] - 9)
    for foot in build.board.feet:
        _foot(area, build, foot, length_mm)
    turns = {foot: place.turn_deg for foot, place in build.board.places.items()}
    if any(turns.values()):
        said = ", ".join(f"{foot} {turn:g}°" for foot, turn in turns.items())
        words = f"Turned outward by the board's file: {said}. Set up both bases so that the dotted lines are parallel."
        area.text((2, 16), words, 3.0, TEXT)
    return area


def origin(build: Build, foot: str) -> tuple[float, float]:
    """The back of the foot's heel on the area."""
    return AREA[0] / 2 + (-1 if foot == "left" else 1) * _APART[build.name], AREA[1] - 36.0


def _foot(area: Drawing, build: Build, foot: str, length_mm: float) -> None:
    x0, y0 = origin(build, foot)

    def at(p: object) -> tuple[float, float]:
        x, y = p  # type: ignore[misc]
        return x0 + float(x), y0 - float(y)

    def trace(points: object, **look: object) -> None:
        area.path(map(at, points), True, **look)  # type: ignore[arg-type]

    trace(sole(foot, length_mm), stroke=OUTLINE, width=0.25)
    for toe in toes(foot, length_mm):
        trace(toe, stroke=OUTLINE, width=0.25)
    if build.name == "insole":
        trace(insole(build, foot, length_mm), stroke=TEXT, width=0.4)
    elif build.name == "pads":
        for name, box in blocks(build, foot, length_mm).items():
            trace(corners(box), stroke=TEXT, width=0.4)
            if name == "ledge":
                _hatch(area, at, box)
                middle = at(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
                area.box(middle[0] - 22, middle[1] - 4, 44, 5.6, "", 0, "#ffffff")
                area.text(middle, "toe ledge, not measured", 3.0, MUTED, "middle")
    area.line(at((0, -8)), at((0, length_mm * 1.05)), EDGE, 0.25, (4, 2))
    if drawn_turn(build, foot):
        x, y = straight_ahead(build, foot, length_mm)
        for start, stop in _CLEAR_OF_WORDS:
            area.line(at((start * x, start * y)), at((stop * x, stop * y)), TEXT, 0.4, (0.6, 1.6))
    area.line(at((-20, 0)), at((20, 0)), MUTED, 0.25)
    area.text(at((22, -1)), "back of heel", 2.4, MUTED)
    for point, xy in zip(POINTS, foot_points(Feet(length_mm), foot), strict=True):
        if build.name != "pads":
            sensor = build.data["sensor"]
            if build.name == "tonight":
                trace(tail(build, foot, point, length_mm), stroke=MUTED, width=0.3, dash=(2, 1))
            area.circle(at(xy), sensor["outer_mm"] / 2, ACCENT, 0.35)
            area.circle(at(xy), sensor["active_mm"] / 2, ACCENT, 0.25, dash=(1, 1))
        else:
            area.circle(at(xy), 6.0, ACCENT, 0.35)
        area.cross(at(xy), 3.0, ACCENT, 0.3)
        cell = next(c for c in build.board.cells if (c.foot, c.point) == (foot, point))
        label = {"heel": "heel", "mt1": "MT1", "mt5": "MT5"}[point]
        area.text(at((xy[0], xy[1] - 14)), f"{label}  {pin_label(build.pins[cell.name])}", 3.0, TEXT, "middle")
    area.text(at((0, -20)), foot.upper(), 4.2, TEXT, "middle", bold=True)


def tail(build: Build, foot: str, point: str, length_mm: float) -> list[tuple[float, float]]:
    """Corners of the tail of a film on a mat: it leaves the foot on the shortest way, and its pins lie beside it."""
    sensor = build.data["sensor"]
    x, y = map(float, foot_points(Feet(length_mm), foot)[POINTS.index(point)])
    # MT1 lies on the inner side of the foot, heel and MT5 are left at the outer.
    way = -mirror(foot) if point == "mt1" else mirror(foot)
    half = sensor["tail_width_mm"] / 2
    near, far = x + way * sensor["outer_mm"] / 2, x + way * sensor["tail_mm"]
    return [(near, y - half), (far, y - half), (far, y + half), (near, y + half)]


def _hatch(area: Drawing, at: object, box: tuple[float, float, float, float]) -> None:
    """Slanted lines: what no sensor sees."""
    x0, y0, x1, y1 = box
    step, high = 6.0, y1 - y0
    k = x0 - high
    while k < x1:
        a, b = max(k, x0), min(k + high, x1)
        area.line(at((a, y0 + a - k)), at((b, y0 + b - k)), EDGE, 0.3)  # type: ignore[operator]
        k += step
